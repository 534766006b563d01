"""Searching files and folders for frames, and for images that belong together as one frame."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.imagery.scenes.files import is_folder, list_frame_files
from basewatch_gui.imagery.scenes.grouping import group_band_files, is_pan_and_colours
from basewatch_gui.imagery.sources.images import list_images
from basewatch_gui.imagery.sources.sentinel2 import is_sentinel2_product
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame


@dataclass(frozen=True, slots=True)
class FoundImage:
    """One image that can be a frame alone: the frame, with id 0 and an absolute path, and its kind in words."""

    frame: Frame
    kind: str = ""
    is_one_of_several: bool = False

    @property
    def path(self) -> Path:
        """Path of the file that the image is in."""
        return Path(self.frame.path)


@dataclass(frozen=True, slots=True)
class FoundScene:
    """What should become one frame: one image, or several whose bands belong together, the finest first."""

    members: tuple[FoundImage, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SceneSearch:
    """The scenes in some files, and one fault for each file that is no frame."""

    scenes: tuple[FoundScene, ...]
    faults: tuple[BasewatchError, ...]


def find_scenes(paths: Iterable[Path], report: Callable[[float], None]) -> SceneSearch:
    """Look for scenes in files and folders, whose paths are absolute.

    `report` gets how far the work is, from 0 to 1, and may raise to stop it.
    """
    found: list[FoundImage] = []
    faults: list[BasewatchError] = []
    files: dict[Path, None] = {}
    for path in paths:
        inside = list_frame_files(path) if is_folder(path) else [path]
        files |= dict.fromkeys(inside)
        if not inside:
            faults.append(BasewatchError("There are no frames in {name}.", name=path.name))
    for number, path in enumerate(files):
        report(number / len(files))
        try:
            found += _found_in(path)
        except BasewatchError as fault:
            faults.append(fault)
    return SceneSearch(_grouped(found), tuple(faults))


def describe_joined_frame(members: Iterable[FoundImage]) -> Frame:
    """Return the one frame that images become, the finest first; raises BasewatchError where they can't be joined."""
    first, *others = finest_first(members)
    if not others:
        return first.frame
    whole = next((each for each in (first, *others) if is_sentinel2_product(each.path)), None)
    image = next((each for each in others if each.is_one_of_several), None)
    if whole is not None:
        raise BasewatchError("{name} is a frame of several files already: open it alone.", name=whole.frame.name)
    if image is not None:
        sentence = "{name} holds several images: save the one you want as a file of its own to join it to others."
        raise BasewatchError(sentence, name=image.frame.name)
    source = RasterSource(first.path, first.frame.image, tuple(each.path for each in others))
    return describe_frame(source, 0, first.frame.path)


def finest_first(members: Iterable[FoundImage]) -> list[FoundImage]:
    """Return the images sorted, the one with the most pixels across first; equal ones in their order."""
    return sorted(members, key=lambda each: -each.frame.width)


def _found_in(path: Path) -> list[FoundImage]:
    """Return the images of a file as frames; raises BasewatchError."""
    images = list_images(path)
    if not images:
        kind = "Sentinel-2" if is_sentinel2_product(path) else ""
        return [FoundImage(describe_frame(RasterSource(path), 0, str(path)), kind)]
    return [
        FoundImage(describe_frame(RasterSource(path, image.number), 0, str(path)), image.kind, is_one_of_several=True)
        for image in images
    ]


def _grouped(found: list[FoundImage]) -> tuple[FoundScene, ...]:
    """Return scenes in the order of the images; those that belong together are one scene at the first one's place."""
    alone = [each for each in found if not each.is_one_of_several and not each.kind]
    scene_of: dict[int, FoundScene] = {}
    for frames in group_band_files([each.frame for each in alone]):
        members = [each for each in alone if any(each.frame is frame for frame in frames)]
        scene = FoundScene(tuple(finest_first(members)), "bands")
        scene_of |= {id(each): scene for each in members}
    for pan in alone:
        if id(pan) not in scene_of:
            colours = [each for each in alone if id(each) not in scene_of and is_pan_and_colours(pan.frame, each.frame)]
            # With several candidates it is left to the user which of them belongs to it.
            if len(colours) == 1:
                scene = FoundScene((pan, colours[0]), "pan")
                scene_of |= {id(pan): scene, id(colours[0]): scene}
    scenes = (scene_of.get(id(each), FoundScene((each,), each.kind)) for each in found)
    return tuple({tuple(map(id, scene.members)): scene for scene in scenes}.values())
