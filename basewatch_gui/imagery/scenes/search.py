"""What can be opened of some files, and which of it belongs together as one frame."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.imagery.scenes.files import frames_in, is_folder
from basewatch_gui.imagery.scenes.grouping import bands_of_scenes, is_pair
from basewatch_gui.imagery.sources.images import list_images
from basewatch_gui.imagery.sources.sentinel2 import is_sentinel2_product
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame


@dataclass(frozen=True, slots=True)
class Found:
    """One image that can be a frame alone: the frame, with id 0 and an absolute path, and what it is in words."""

    frame: Frame
    kind: str = ""
    is_one_of_several: bool = False

    @property
    def path(self) -> Path:
        """The file that it is in."""
        return Path(self.frame.path)


@dataclass(frozen=True, slots=True)
class Scene:
    """What should become one frame: one image, or several whose bands belong together, the finest first."""

    members: tuple[Found, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """The scenes in some files, and one fault for each file that is no frame."""

    scenes: tuple[Scene, ...]
    faults: tuple[BasewatchError, ...]


def find_scenes(paths: Iterable[Path], say: Callable[[float], None]) -> Findings:
    """Look at files and folders, whose paths are absolute.

    `say` gets how far the work is, from 0 to 1, and may raise to stop it.
    """
    found: list[Found] = []
    faults: list[BasewatchError] = []
    files: dict[Path, None] = {}
    for path in paths:
        inside = frames_in(path) if is_folder(path) else [path]
        files |= dict.fromkeys(inside)
        if not inside:
            faults.append(BasewatchError("There are no frames in {name}.", name=path.name))
    for number, path in enumerate(files):
        say(number / len(files))
        try:
            found += _found_in(path)
        except BasewatchError as fault:
            faults.append(fault)
    return Findings(_grouped(found), tuple(faults))


def joined_frame(members: Iterable[Found]) -> Frame:
    """The one frame that images become, the finest first; raises BasewatchError where they can't be joined."""
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


def finest_first(members: Iterable[Found]) -> list[Found]:
    """The images with the most pixels across first; among equals as they came."""
    return sorted(members, key=lambda each: -each.frame.width)


def _found_in(path: Path) -> list[Found]:
    images = list_images(path)
    if not images:
        kind = "Sentinel-2" if is_sentinel2_product(path) else ""
        return [Found(describe_frame(RasterSource(path), 0, str(path)), kind)]
    return [
        Found(describe_frame(RasterSource(path, image.number), 0, str(path)), image.kind, is_one_of_several=True)
        for image in images
    ]


def _grouped(found: list[Found]) -> tuple[Scene, ...]:
    """The images in their order, those that belong together as one scene where the first of them is."""
    alone = [each for each in found if not each.is_one_of_several and not each.kind]
    scene_of: dict[int, Scene] = {}
    for frames in bands_of_scenes([each.frame for each in alone]):
        members = [each for each in alone if any(each.frame is frame for frame in frames)]
        scene = Scene(tuple(finest_first(members)), "bands")
        scene_of |= {id(each): scene for each in members}
    for pan in alone:
        if id(pan) not in scene_of:
            colours = [each for each in alone if id(each) not in scene_of and is_pair(pan.frame, each.frame)]
            if len(colours) == 1:
                scene = Scene((pan, colours[0]), "pan")
                scene_of |= {id(pan): scene, id(colours[0]): scene}
    scenes = (scene_of.get(id(each), Scene((each,), each.kind)) for each in found)
    return tuple({tuple(map(id, scene.members)): scene for scene in scenes}.values())
