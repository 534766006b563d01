"""Suggestions that come from the pixels: boxes snapped to objects, outlines cut out, objects alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import overload

from affine import Affine

from basewatch_gui.assist.mask_outlines import oriented_box_around
from basewatch_gui.assist.segment import SegmentedObject, flood_patch, segment_object
from basewatch_gui.assist.shape import Shape
from basewatch_gui.assist.similar import FINE_SIDE_PX, find_similar
from basewatch_gui.assist.snap import Pattern, snap_box
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, area_px, bounds_px, centre_px
from basewatch_gui.geometry.transform import XY, apply_one, full_circle, mean_scale
from basewatch_gui.imagery.display.patch import FramePatch, FrameWindow, read_patch
from basewatch_gui.imagery.display.stretch import Stretch
from basewatch_gui.imagery.raster import Raster, open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.model.suggestion import Origin, Suggestion

DETAIL_PX = 150.0
"""Objects larger than this are looked at on a coarser level, where they are about so large."""

MARGIN = 0.4
"""Ground that is read around an object, as a share of its mean side."""

MOST_SEARCHED_PX = 8_000_000
"""Pixels that are searched for objects alike; a million takes about a second where objects are small."""

FLOOD_REACH_PX = 512.0
"""How far a flooded patch may reach from where it began, in frame pixels."""

Report = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Pixels:
    """Where the pixels of a frame are read from, and its bands as they are shown."""

    source: RasterSource
    stretch: Stretch

    def around(self, box: Box | OrientedBox, raster: Raster) -> FramePatch | None:
        """Return the box and the ground around it, at a size that suits it."""
        mean = sqrt(area_px(box))
        return read_patch(raster, _wider(bounds_px(box), MARGIN * mean), max(1.0, mean / DETAIL_PX), self.stretch)


@dataclass(frozen=True, slots=True)
class Wish:
    """A label whose outline is to be found, what it may look like, and the kind of outline that is wanted."""

    label: Label
    patterns: tuple[Pattern, ...] = ()
    shape: Shape | None = None
    as_polygon: bool = False


def snap_boxes(pixels: Pixels, wishes: Sequence[Wish], report: Report) -> list[Suggestion]:
    """Return the oriented boxes fitted to what is under them; those are left out under which nothing is clear."""
    found = []
    with open_raster(pixels.source) as raster:
        for number, wish in enumerate(wishes):
            report(number / len(wishes))
            box = wish.label.outline
            assert isinstance(box, OrientedBox)
            part = pixels.around(box, raster)
            if part is None:
                continue
            scale = mean_scale(part.from_frame)
            patterns = [Pattern(each.shape, _scaled(each.size_px, scale)) for each in wish.patterns]
            fitted = snap_box(part.image, _in_part(box, part), patterns)
            if fitted is not None:
                found.append(_in_place_of(wish.label, _in_frame(fitted.box, part), "snap", fitted.score))
    return found


def segment_labels(pixels: Pixels, wishes: Sequence[Wish], report: Report) -> list[Suggestion]:
    """Return the labels' outlines cut out of the ground, of the kind that each label has or that is wanted."""
    found = []
    with open_raster(pixels.source) as raster:
        for number, wish in enumerate(wishes):
            report(number / len(wishes))
            box = _box_of(wish.label.outline)
            part = pixels.around(box, raster)
            cut = None if part is None else segment_object(part.image, _in_part(box, part), wish.shape)
            if part is not None and cut is not None:
                outline = _of_kind(cut, wish, part)
                found.append(_in_place_of(wish.label, outline, "segment", cut.score))
    return found


def flood_outline(
    part: FramePatch, seed_px: XY, tolerance: int, kind: str, heading_px_deg: float | None
) -> Outline | None:
    """Return the even patch around a place of the frame, as the polygon, level box or oriented box of a tool's name.

    An oriented box lies along the patch, its nose at the end that is nearer to the heading; None without a patch.
    """
    scale = mean_scale(part.from_frame)
    patch = flood_patch(part.image, apply_one(part.from_frame, seed_px), tolerance, round(2 * FLOOD_REACH_PX * scale))
    if patch is None:
        return None
    polygon = _polygon_in_frame(patch, part)
    if kind == "polygon":
        return polygon
    if kind == "box":
        return Box(*bounds_px(polygon))
    box = oriented_box_around(polygon, None)
    away = abs((box.heading_px_deg - (heading_px_deg or 0.0) + 180.0) % 360.0 - 180.0)
    turned = full_circle(box.heading_px_deg + 180.0)
    return box if away <= 90.0 else OrientedBox(box.centre_px, box.length_px, box.width_px, turned)


def read_flood_ground(pixels: Pixels, seed_px: XY) -> FramePatch | None:
    """Return the ground around a place, at the frame's own resolution, in which a patch is flooded."""
    x, y = seed_px
    with open_raster(pixels.source) as raster:
        return read_patch(raster, _wider((x, y, x, y), FLOOD_REACH_PX), 1.0, pixels.stretch)


def find_alike(
    pixels: Pixels, label: Label, window: FrameWindow, shape: Shape | None, report: Report
) -> list[Suggestion]:
    """Return what looks like the label within a window of the frame, most alike first.

    Raises BasewatchError where the window holds too many pixels to be searched.
    """
    box = _oriented(label.outline)
    mean = sqrt(area_px(box))
    frame_px = max(1.0, mean / FINE_SIDE_PX)
    if (window[2] - window[0]) * (window[3] - window[1]) / frame_px**2 > MOST_SEARCHED_PX:
        raise BasewatchError("There is too much in view to search for objects of this size: zoom in.")
    with open_raster(pixels.source) as raster:
        view = read_patch(raster, window, frame_px, pixels.stretch)
        reach = _wider(bounds_px(box), MARGIN * mean)
        sample = read_patch(raster, reach, frame_px, pixels.stretch, view)
    if view is None or sample is None:
        return []
    found = find_similar(sample.image, _in_part(box, sample), view.image, _in_part(box, view), shape, report)
    frame, category = label.frame_id, label.category_id
    return [Suggestion(frame, _in_frame(each.box, view), category, "alike", score=each.score) for each in found]


def _in_place_of(label: Label, outline: Outline, origin: Origin, score: float) -> Suggestion:
    return Suggestion(label.frame_id, outline, label.category_id, origin, label.id, score)


def _of_kind(cut: SegmentedObject, wish: Wish, part: FramePatch) -> Outline:
    outline = wish.label.outline
    if wish.as_polygon or isinstance(outline, Polygon):
        return _polygon_in_frame(cut.polygon, part)
    if isinstance(outline, Box):
        return Box(*bounds_px(_polygon_in_frame(cut.polygon, part)))
    return _in_frame(cut.box, part)


def _box_of(outline: Outline) -> Box | OrientedBox:
    """Return the box in which the object of an outline is cut out; raises BasewatchError for a point."""
    match outline:
        case Box() | OrientedBox():
            return outline
        case Polygon():
            return Box(*bounds_px(outline))
        case Point():
            raise BasewatchError("A point has no outline: draw a box around the object first.")


def _oriented(outline: Outline) -> OrientedBox:
    """Return the oriented box that stands for an outline; a level box points up, a polygon along its longer side."""
    match outline:
        case OrientedBox():
            return outline
        case Box():
            left, top, right, bottom = bounds_px(outline)
            return OrientedBox(centre_px(outline), bottom - top, right - left, 0.0)
        case Polygon():
            return oriented_box_around(outline, None)
        case Point():
            raise BasewatchError("A point has no looks to search for: draw a box around the object first.")


@overload
def _in_part(box: OrientedBox, part: FramePatch) -> OrientedBox: ...
@overload
def _in_part(box: Box, part: FramePatch) -> Box: ...
def _in_part(box: Box | OrientedBox, part: FramePatch) -> Box | OrientedBox:
    if isinstance(box, OrientedBox):
        return _through(part.from_frame, box)
    (left, top), _, (right, bottom), _ = (apply_one(part.from_frame, corner) for corner in box.corners_px)
    return Box(left, top, right, bottom)


def _in_frame(box: OrientedBox, part: FramePatch) -> OrientedBox:
    return _through(~part.from_frame, box)


def _through(transform: Affine, box: OrientedBox) -> OrientedBox:
    scale = mean_scale(transform)
    return OrientedBox(
        apply_one(transform, box.centre_px), box.length_px * scale, box.width_px * scale, box.heading_px_deg
    )


def _polygon_in_frame(polygon: Polygon, part: FramePatch) -> Polygon:
    back = ~part.from_frame
    return Polygon(tuple(tuple(apply_one(back, point) for point in ring) for ring in polygon.rings))


def _scaled(size_px: XY | None, factor: float) -> XY | None:
    return None if size_px is None else (size_px[0] * factor, size_px[1] * factor)


def _wider(window: FrameWindow, margin: float) -> FrameWindow:
    left, top, right, bottom = window
    return (left - margin, top - margin, right + margin, bottom + margin)
