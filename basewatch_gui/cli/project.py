"""Commands that make a project and show what files hold: `new` and `info`."""

import json
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from basewatch_gui.imagery.sources.images import ImageInfo
    from basewatch_gui.model.frame import Frame


def make_project(
    project: Annotated[Path, typer.Argument(help="The project file to make.")],
    frames: Annotated[list[Path], typer.Argument(help="Its frames: files, and folders of them.")],
    far: Annotated[bool, typer.Option("--far", help="Allow frames over 200 km apart.")] = False,
) -> None:
    """Make a project with frames."""
    from basewatch_gui.model.edits.frames import add_frames
    from basewatch_gui.model.resources import shipped_categories
    from basewatch_gui.session.frames.frame_files import adopt_frame, refuse_far_frames
    from basewatch_gui.storage.project_file import ProjectFile

    described = _find_frames(frames)
    if not far:
        refuse_far_frames(None, described)
    with ProjectFile.create(project.absolute(), shipped_categories()) as file:
        named = [adopt_frame(file, frame) for frame in described]
        file.do(add_frames(named))
    typer.echo(f"{project}: {len(named)} frames")


def show_info(
    path: Annotated[Path, typer.Argument(help="A frame, a folder of frames, or a project.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print what a frame or a project holds."""
    facts = _project_facts(path) if path.suffix.lower() == ".basewatch" else _frame_facts(path)
    if as_json:
        typer.echo(json.dumps(_finite(facts), ensure_ascii=False, indent=2, allow_nan=False))
        return
    for name, value in facts.items():
        listed = [f"{key}: {text}" for key, text in value.items()] if isinstance(value, dict) else value
        text = ", ".join(map(str, listed)) if isinstance(listed, list | tuple) else listed
        typer.echo(f"{name:>17}  {text}")


def _find_frames(paths: list[Path]) -> "list[Frame]":
    """Return the frames in files and folders, each once, files that belong together joined into one frame.

    Files in folders that are no frames are reported on stderr. Raises BasewatchError where there are no frames, or
    where only files are named and one of them is no frame.
    """
    from basewatch_gui.imagery.scenes.files import full_path, is_folder
    from basewatch_gui.imagery.scenes.search import describe_joined_frame, find_scenes

    named = list(dict.fromkeys(map(full_path, paths)))
    findings = find_scenes(named, lambda _: None)
    if findings.faults and (not findings.scenes or not any(map(is_folder, named))):
        raise findings.faults[0]
    for fault in findings.faults:
        typer.echo(str(fault), err=True)
    return [describe_joined_frame(scene.members) for scene in findings.scenes]


def _frame_facts(path: Path) -> dict[str, Any]:
    """Return facts about a frame and the images in its file, or about the frames in a folder."""
    from basewatch_gui.imagery.facts.frames import describe_file
    from basewatch_gui.imagery.sources.images import list_images
    from basewatch_gui.imagery.sources.sentinel2 import find_metadata_file, is_sentinel2_product

    if path.is_dir() and not is_sentinel2_product(path):
        frames = _find_frames([path])
        return {"folder": str(path), "frames": [f"{frame.name} {_size_text(frame)}" for frame in frames]}
    whole = find_metadata_file(path) if path.is_dir() else path
    facts = describe_file(whole or path)
    images = list_images(whole or path)
    if images:
        facts["images"] = [f"#{each.number} {_size_text(each)} {each.kind}" for each in images]
    return facts


def _size_text(image: "Frame | ImageInfo") -> str:
    return f"{image.width}x{image.height}x{image.bands} {image.dtype}"


def _project_facts(path: Path) -> dict[str, Any]:
    from basewatch_gui.storage.project_file import ProjectFile

    with ProjectFile.open(path.absolute()) as file:
        project = file.project
        return {
            "project": str(path),
            "frames": [frame.name for frame in project.frames.values()],
            "labels": sum(file.label_count(frame_id) for frame_id in project.frames),
            "categories": len(project.categories),
        }


def _finite(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts with numbers that JSON cannot hold, such as a nodata value of nan, as text."""
    return {
        name: str(value) if isinstance(value, float) and not isfinite(value) else value for name, value in facts.items()
    }
