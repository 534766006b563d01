"""Frames that come into a project, and frames whose files were moved or changed since."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from basewatch_gui.geometry.ground import WGS84, GroundPlane
from basewatch_gui.imagery.facts.fingerprint import fingerprint
from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.imagery.product.source import RasterSource
from basewatch_gui.model.edit import Edit, added, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.storage.project_file import ProjectFile

FileState = Literal["ready", "missing", "changed"]

FAR_M = 200_000.0
"""A project is one place: a frame further away than this is questioned."""


def describe_frames(
    paths: Iterable[Path], ids: Iterable[int], stored: Callable[[Path], str], say: Callable[[float], None]
) -> list[Frame]:
    """The frames in these files, with these ids; raises BasewatchError at the first file that is no frame."""
    wanted = list(zip(paths, ids, strict=False))
    frames = []
    for number, (path, frame_id) in enumerate(wanted):
        say(number / len(wanted))
        frames.append(describe_frame(path, frame_id, stored(path)))
    return frames


def add_edit(frames: Iterable[Frame]) -> Edit:
    """The edit that adds frames, earliest first as far as their times are known."""
    in_time = sorted(frames, key=lambda frame: frame.acquired or "")
    return added("add frames", in_time)


def distance_m(plane: GroundPlane | None, frame: Frame) -> float:
    """How far the frame lies from the project's plane, in metres; 0 where either has no place."""
    place = frame.plane
    if plane is None or place is None:
        return 0.0
    return float(WGS84.inv(plane.lon_deg, plane.lat_deg, place.lon_deg, place.lat_deg)[2])


def refuse_far(plane: GroundPlane | None, frames: Iterable[Frame]) -> None:
    """Raise BasewatchError where a frame is not of the project's place; without a plane the first frame gives it."""
    for frame in frames:
        plane = plane or frame.plane
        away = distance_m(plane, frame)
        if away > FAR_M:
            raise BasewatchError(
                "{name} lies {km} km from the project's first frame. Is it of the same place?",
                name=frame.name,
                km=round(away / 1000),
            )


def state_of(path: Path, frame: Frame) -> FileState:
    """Whether the frame's file is there and still the one that was labelled."""
    if not path.is_file():
        return "missing"
    try:
        return "ready" if fingerprint(path) == frame.fingerprint else "changed"
    except BasewatchError:
        return "missing"


def find_moved(frame: Frame, folders: Iterable[Path]) -> Path | None:
    """A file of the frame's name and fingerprint in one of these folders."""
    candidates = (folder / frame.name for folder in dict.fromkeys(folders))
    return next((path for path in candidates if state_of(path, frame) == "ready"), None)


def likely_folders(file: ProjectFile) -> list[Path]:
    """Where a moved frame is looked for: beside the project, in its `frames` folder, and beside the other frames."""
    home = file.path.parent
    others = [file.frame_path(frame).parent for frame in file.project.frames.values()]
    return [home, home / "frames", *others, *(home / folder.name for folder in others)]


def source_of(file: ProjectFile, frame: Frame) -> RasterSource:
    """What the frame is read from."""
    parts = tuple(file.path.parent / part for part in frame.parts)
    return RasterSource(file.frame_path(frame), frame.image, parts)


def moved_edit(file: ProjectFile, frame: Frame, path: Path) -> Edit:
    """The edit that has the frame's file at another place; another file's size and georeference are taken with it.

    Raises BasewatchError where that other file is no frame.
    """
    stored = file.stored_path(path)
    if fingerprint(path) == frame.fingerprint:
        return replaced("edit frame", [(frame, replace(frame, path=stored))])
    found = describe_frame(path, frame.id, stored)
    kept = replace(
        found,
        gsd_m=frame.gsd_m,
        acquired=frame.acquired,
        source=replace(frame.source, sha256=found.source.sha256),
        registration=frame.registration,
        reviewed=frame.reviewed,
    )
    return replaced("edit frame", [(frame, kept)])
