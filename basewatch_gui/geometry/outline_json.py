"""Convert outlines to JSON values and back in full precision: the project file and COCO's `outline_px` hold these."""

import sys
from typing import Any

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon
from basewatch_gui.geometry.transform import XY, full_circle

LEAST_VERTICES = 3
LARGEST = sys.float_info.max


def outline_values(outline: Outline) -> dict[str, Any]:
    """Return the outline as JSON values: its shape and exact numbers."""
    match outline:
        case OrientedBox():
            return {
                "shape": "oriented_box",
                "centre": list(outline.centre_px),
                "length": outline.length_px,
                "width": outline.width_px,
                "heading_deg": outline.heading_px_deg,
            }
        case Box():
            corners = [outline.left_px, outline.top_px, outline.right_px, outline.bottom_px]
            return {"shape": "box", "corners": corners}
        case Polygon():
            return {"shape": "polygon", "rings": [[list(point) for point in ring] for ring in outline.rings]}
        case Point():
            return {"shape": "point", "at": list(outline.at_px)}


def outline_from_values(values: Any) -> Outline:
    """Return the outline that such values describe; raises ValueError naming the field that is wrong."""
    if not isinstance(values, dict):
        raise ValueError("outline: an object with a shape is expected")  # noqa: TRY004 - values, not types, are judged
    match values.get("shape"):
        case "oriented_box":
            length, width = _positive(values, "length"), _positive(values, "width")
            heading = full_circle(_number(values.get("heading_deg"), "heading_deg"))
            return OrientedBox(_pair(values.get("centre"), "centre"), length, width, heading)
        case "box":
            corners = values.get("corners")
            if not isinstance(corners, list | tuple) or len(corners) != 4:
                raise ValueError("corners: four numbers are expected")
            left, top, right, bottom = (_number(value, "corners") for value in corners)
            if right < left or bottom < top:
                raise ValueError("corners: left, top, right, bottom in this order are expected")
            return Box(left, top, right, bottom)
        case "polygon":
            return Polygon(_rings(values.get("rings")))
        case "point":
            return Point(_pair(values.get("at"), "at"))
        case shape:
            raise ValueError(f"shape: {shape!r} is not known")


def _rings(rings: Any) -> tuple[tuple[XY, ...], ...]:
    if not isinstance(rings, list | tuple) or not rings:
        raise ValueError("rings: at least one ring is expected")
    for ring in rings:
        if not isinstance(ring, list | tuple) or len(ring) < LEAST_VERTICES:
            raise ValueError("rings: at least three points a ring are expected")
    return tuple(tuple(_pair(point, "rings") for point in ring) for ring in rings)


def _pair(value: Any, field: str) -> XY:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"{field}: x and y are expected")
    return (_number(value[0], field), _number(value[1], field))


def _positive(values: dict[str, Any], field: str) -> float:
    number = _number(values.get(field), field)
    if number <= 0:
        raise ValueError(f"{field}: a number above 0 is expected")
    return number


def _number(value: Any, field: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
        raise ValueError(f"{field}: a finite number is expected")
    return float(value)
