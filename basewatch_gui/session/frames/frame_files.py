"""Frames that come into a project, and frames whose files were moved or changed since."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath
from typing import Literal

from basewatch_gui.geometry.ground import WGS84, GroundPlane
from basewatch_gui.imagery.facts.fingerprint import fingerprint
from basewatch_gui.imagery.facts.frames import describe_frame, merge_origins
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.edit import Edit, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.storage.project_file import ProjectFile

FileState = Literal["ready", "missing", "changed"]

FARTHEST_FRAME_M = 200_000.0
"""A project is one place: a frame further away than this is questioned."""


def distance_m(plane: GroundPlane | None, frame: Frame) -> float:
    """Return how far the frame lies from the project's plane, in metres; 0 where either has no place."""
    place = frame.plane
    if plane is None or place is None:
        return 0.0
    return float(WGS84.inv(plane.lon_deg, plane.lat_deg, place.lon_deg, place.lat_deg)[2])


def refuse_far_frames(plane: GroundPlane | None, frames: Iterable[Frame]) -> None:
    """Raise BasewatchError where a frame is not of the project's place; without a plane the first frame gives it."""
    for frame in frames:
        plane = plane or frame.plane
        away = distance_m(plane, frame)
        if away > FARTHEST_FRAME_M:
            raise BasewatchError(
                "{name} lies {km} km from the project's first frame. Is it of the same place?",
                name=frame.name,
                km=round(away / 1000),
            )


def file_state(path: Path, frame: Frame) -> FileState:
    """Return "ready" if the files of the frame and its further bands are those that were labelled, else the fault."""
    if not path.is_file() or not all(part.is_file() for part in _parts_at(path, frame)):
        return "missing"
    try:
        return "ready" if fingerprint(path) == frame.fingerprint else "changed"
    except BasewatchError:
        return "missing"


def find_moved_file(frame: Frame, folders: Iterable[Path]) -> Path | None:
    """Find a file of the frame's name and fingerprint in these folders, or in a product's own folder within them."""
    path = PurePosixPath(frame.path.replace("\\", "/"))
    names = [path.name, f"{path.parent.name}/{path.name}"]
    candidates = (folder / name for folder in folders for name in names)
    return next((path for path in candidates if file_state(path, frame) == "ready"), None)


def folders_to_search(file: ProjectFile) -> list[Path]:
    """List where a moved frame is looked for: beside the project, in its `frames` folder, beside the other frames."""
    home = file.path.parent
    others = [file.frame_path(frame).parent for frame in file.project.frames.values()]
    return list(dict.fromkeys([home, home / "frames", *others, *(home / folder.name for folder in others)]))


def raster_source(file: ProjectFile, frame: Frame) -> RasterSource:
    """Return what the frame is read from."""
    path = file.frame_path(frame)
    return RasterSource(path, frame.image, _parts_at(path, frame))


def adopt_frame(file: ProjectFile, frame: Frame) -> Frame:
    """Return the frame with an id of the project, and its paths as the project keeps them."""
    parts = tuple(file.stored_path(Path(part)) for part in frame.parts)
    return replace(frame, id=file.new_frame_id(), path=file.stored_path(Path(frame.path)), parts=parts)


def relocate_frame(file: ProjectFile, frame: Frame, path: Path) -> Edit:
    """Return the edit that names another file for the frame, with that file's size and georeference.

    The files of its further bands are looked for as they lay beside it. Raises BasewatchError where that other file is
    no frame.
    """
    stored = file.stored_path(path)
    parts = tuple(file.stored_path(part) for part in _parts_at(path, frame))
    if fingerprint(path) == frame.fingerprint:
        return replaced("edit frame", [(frame, replace(frame, path=stored, parts=parts))])
    found = describe_frame(RasterSource(path, frame.image, _parts_at(path, frame)), frame.id, stored)
    kept = replace(
        found,
        parts=parts,
        gsd_m=frame.gsd_m,
        acquired=frame.acquired,
        source=replace(frame.source, sha256=found.source.sha256),
        registration=frame.registration,
        reviewed=frame.reviewed,
        origins=merge_origins(frame, found),
    )
    return replaced("edit frame", [(frame, kept)])


def _parts_at(path: Path, frame: Frame) -> tuple[Path, ...]:
    """Return the paths of a frame's further bands if its own file is at `path`: beside it as they are stored.

    A frame in the project's folder with a band outside of it, or the other way round, keeps that band's place.
    """
    home = PurePath(frame.path).parent
    found = []
    for part in frame.parts:
        is_beside = PurePath(part).is_absolute() == home.is_absolute()
        way = os.path.relpath(part, home) if is_beside else part
        found.append(Path(os.path.normpath(path.parent / way)))
    return tuple(found)
