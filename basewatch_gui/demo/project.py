"""The demo project: the two frames of the invented air base, not yet labelled."""

from collections.abc import Callable
from pathlib import Path

from basewatch_gui.demo.build import build_demo_frames
from basewatch_gui.demo.frames import FRAMES, DemoFrame
from basewatch_gui.imagery.facts.fact import Fact
from basewatch_gui.imagery.facts.frames import describe_frame, with_facts
from basewatch_gui.model.edit import added
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.storage.project_file import ProjectFile

PROJECT_NAME = "demo.basewatch"


def build_demo_project(folder: Path, progress: Callable[[float], None] | None = None) -> Path:
    """Make `folder`/demo.basewatch, two frames without labels, or keep the one that is there; return its path.

    `progress` gets 0..1. A project that is there is kept because someone may have worked in it; frames that are gone
    are drawn again. Raises BasewatchError where the folder can't be written.
    """
    path = folder / PROJECT_NAME
    rasters = build_demo_frames(folder, progress)
    if path.exists():
        return path
    unfinished = folder / f"new-{PROJECT_NAME}"
    unfinished.unlink(missing_ok=True)
    with ProjectFile.create(unfinished, shipped_categories(), "BaseWatch demo") as project:
        described = [_describe(project, demo, raster) for demo, raster in zip(FRAMES, rasters, strict=True)]
        project.do(added("add frames", described))
    unfinished.replace(path)
    return path


def _describe(project: ProjectFile, demo: DemoFrame, raster: Path) -> Frame:
    """Describe a demo frame's raster as a Frame, with the facts of the scene."""
    frame = describe_frame(raster, project.new_frame_id(), project.stored_path(raster))
    known: dict[str, str | float] = {
        "acquired": demo.acquired,
        "gsd_m": demo.gsd_m,
        "provider": "BaseWatch demo",
        "credit": "Synthetic image, BaseWatch demo",
        "off_nadir_deg": 0.0,
        "sun_elevation_deg": demo.sun.elevation_deg,
        "sun_azimuth_deg": demo.sun.azimuth_deg,
    }
    return with_facts(frame, {field: Fact(value, "demo scene") for field, value in known.items()}, known)
