"""What an object of a category may look like on a frame, for finding it in the pixels."""

from functools import cache

from basewatch_gui.assist.generic_shapes import airliner_shape, combat_aircraft_shapes
from basewatch_gui.assist.shape import MIN_VEHICLE_PROPORTION, Shape, rectangle_shape, shape_from_rings
from basewatch_gui.assist.snap import Pattern
from basewatch_gui.demo.silhouette import load_silhouette
from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.category import Category
from basewatch_gui.model.measures import measure_sides_m
from basewatch_gui.model.resources import resource_folder

AIRCRAFT = ("an-124", "il-76", "an-32", "an-72", "other-transport")
"""What an aircraft of a type without a silhouette is compared with: swept and straight wings, two and four engines."""

OTHER = "other-transport"
"""The silhouette that stands for many: it is not all that such an aircraft may look like."""

HELICOPTERS = ("ka-52", "ka-52-rotors-off")


def patterns_of(category: Category, box: OrientedBox, ground: GroundMap) -> tuple[Pattern, ...]:
    """Return the shapes that an object of the category in this box may have, with its sizes where they are known.

    A vehicle may be a plain rectangle too; of an object that is far longer than wide nothing else is expected.
    """
    names = _silhouettes_of(category)
    is_solid = box.length_px > MIN_VEHICLE_PROPORTION * box.width_px
    if not names and not is_solid:
        return tuple(map(Pattern, _usual_shapes(category)))
    found = [Pattern(airliner_shape())] if category.silhouette == OTHER else []
    for name in names:
        size_m = _size_m(category, name)
        size_px = _in_pixels(size_m, box, ground) if size_m is not None else None
        found.append(Pattern(shape_named(name), size_px))
    if is_solid:
        found.append(Pattern(rectangle_shape(box.length_px / box.width_px), found[-1].size_px if found else None))
    return tuple(found)


def shape_in_box(category: Category, box: OrientedBox) -> Shape | None:
    """Return the shape of a category that has wings or rotors; None for others, which fill their box."""
    names = _silhouettes_of(category)
    return shape_named(names[0]) if names and box.length_px <= MIN_VEHICLE_PROPORTION * box.width_px else None


@cache
def shape_named(name: str) -> Shape:
    """Return the contour of a shipped silhouette."""
    shown = load_silhouette(name)
    return shape_from_rings([part.ring_m for part in shown.parts if not part.is_line], shown.length_m, shown.span_m)


def _usual_shapes(category: Category) -> tuple[Shape, ...]:
    """Return what objects of a category without a silhouette may look like."""
    if category.supercategory == "helicopter":
        return tuple(map(shape_named, HELICOPTERS))
    if category.supercategory == "combat aircraft":
        return combat_aircraft_shapes()
    return (*map(shape_named, AIRCRAFT), airliner_shape())


def _silhouettes_of(category: Category) -> tuple[str, ...]:
    """Return the silhouettes of a category: its own, and those of its states."""
    own = category.silhouette
    return tuple(sorted(name for name in _shipped_silhouettes() if own and (name == own or name.startswith(f"{own}-"))))


@cache
def _shipped_silhouettes() -> frozenset[str]:
    return frozenset(path.stem for path in (resource_folder() / "silhouettes").glob("*.svg"))


def _size_m(category: Category, name: str) -> XY | None:
    """Return length and span: the category's, changed as a state changes the shape; None without reference size."""
    if not category.length_m or not category.span_m or not category.silhouette:
        return None
    usual, shown = load_silhouette(category.silhouette), load_silhouette(name)
    return (category.length_m * shown.length_m / usual.length_m, category.span_m * shown.span_m / usual.span_m)


def _in_pixels(size_m: XY, box: OrientedBox, ground: GroundMap) -> XY | None:
    along, across = measure_sides_m(box, ground) or (0.0, 0.0)
    if not along or not across:
        return None
    return (size_m[0] / along * box.length_px, size_m[1] / across * box.width_px)
