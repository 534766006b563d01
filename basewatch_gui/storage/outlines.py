"""Outlines as the project file holds them, in the form of `outline_json`, decoded and validated by msgspec alone.

A frame may have 100,000 of them, and an edit 10,000: validating them in Python would take most of the time.
"""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta, Struct

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon
from basewatch_gui.geometry.outline_json import LEAST_VERTICES
from basewatch_gui.geometry.transform import XY, full_circle
from basewatch_gui.storage.bulk import fast_maker

_Size = Annotated[float, Meta(gt=0)]
_Ring = Annotated[tuple[XY, ...], Meta(min_length=LEAST_VERTICES)]


class _OrientedBox(Struct, frozen=True, gc=False, tag_field="shape", tag="oriented_box"):
    centre: XY
    length: _Size
    width: _Size
    heading_deg: float


class _Box(Struct, frozen=True, gc=False, tag_field="shape", tag="box"):
    corners: tuple[float, float, float, float]


class _Polygon(Struct, frozen=True, gc=False, tag_field="shape", tag="polygon"):
    rings: Annotated[tuple[_Ring, ...], Meta(min_length=1)]


class _Point(Struct, frozen=True, gc=False, tag_field="shape", tag="point"):
    at: XY


StoredOutline = _OrientedBox | _Box | _Polygon | _Point

_new_oriented_box = fast_maker(OrientedBox)


def stored_outline(outline: Outline) -> StoredOutline:
    """Convert an outline for writing; nothing is validated."""
    match outline:
        case OrientedBox():
            return _OrientedBox(outline.centre_px, outline.length_px, outline.width_px, outline.heading_px_deg)
        case Box():
            return _Box((outline.left_px, outline.top_px, outline.right_px, outline.bottom_px))
        case Polygon():
            return _Polygon(outline.rings)
        case Point():
            return _Point(outline.at_px)


def check_outlines(stored: Iterable[StoredOutline]) -> None:
    """Raise ValueError where `outline_of` would."""
    for outline in stored:
        if isinstance(outline, _Box):
            outline_of(outline)


def outline_of(stored: StoredOutline) -> Outline:
    """Convert an outline that was read; raises ValueError for a box whose corners are not in order."""
    match stored:
        case _OrientedBox():
            heading = stored.heading_deg if 0.0 <= stored.heading_deg < 360.0 else full_circle(stored.heading_deg)
            return _new_oriented_box(stored.centre, stored.length, stored.width, heading)
        case _Box():
            left, top, right, bottom = stored.corners
            if right < left or bottom < top:
                raise ValueError("corners: left, top, right, bottom in this order are expected")
            return Box(left, top, right, bottom)
        case _Polygon():
            return Polygon(stored.rings)
        case _Point():
            return Point(stored.at)
