import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon
from basewatch_gui.geometry.outline_json import outline_from_values, outline_values

NUMBER = st.floats(allow_nan=False, allow_infinity=False)
XYS = st.tuples(NUMBER, NUMBER)
SIZE = st.floats(min_value=0, exclude_min=True, allow_infinity=False, allow_nan=False)
RING = st.lists(XYS, min_size=3, max_size=6).map(tuple)
OUTLINES = st.one_of(
    st.builds(OrientedBox, XYS, SIZE, SIZE, st.floats(0, 360, exclude_max=True)),
    st.builds(lambda a, b: Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])), XYS, XYS),
    st.builds(Polygon, st.lists(RING, min_size=1, max_size=3).map(tuple)),
    st.builds(Point, XYS),
)


@given(OUTLINES)
def test_outlines_come_back_exactly_through_json_text(outline: Outline) -> None:
    assert outline_from_values(json.loads(json.dumps(outline_values(outline)))) == outline


@pytest.mark.parametrize("heading", [-1e-20, 360.0, -360.0, 725.0])
def test_a_heading_is_brought_to_one_turn(heading: float) -> None:
    values = {"shape": "oriented_box", "centre": [0, 0], "length": 2, "width": 1, "heading_deg": heading}
    made = outline_from_values(values)
    assert isinstance(made, OrientedBox)
    assert 0 <= made.heading_px_deg < 360
    assert made.heading_px_deg in (0.0, 5.0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ([], "outline"),
        ({}, "shape"),
        ({"shape": "circle"}, "shape"),
        ({"shape": "point"}, "at"),
        ({"shape": "point", "at": [1]}, "at"),
        ({"shape": "point", "at": [1, "2"]}, "at"),
        ({"shape": "point", "at": [1, True]}, "at"),
        ({"shape": "point", "at": [1, float("nan")]}, "at"),
        ({"shape": "point", "at": [1, float("inf")]}, "at"),
        ({"shape": "point", "at": [1, 10**400]}, "at"),
        ({"shape": "box", "corners": [0, 0, 1]}, "corners"),
        ({"shape": "box", "corners": [2, 0, 1, 1]}, "corners"),
        ({"shape": "box", "corners": [0, 2, 1, 1]}, "corners"),
        ({"shape": "polygon", "rings": []}, "rings"),
        ({"shape": "polygon", "rings": [[[0, 0], [1, 1]]]}, "rings"),
        ({"shape": "polygon", "rings": [[[0, 0], [1, 1], [1]]]}, "rings"),
        ({"shape": "oriented_box", "centre": [0, 0], "length": 0, "width": 1, "heading_deg": 0}, "length"),
        ({"shape": "oriented_box", "centre": [0, 0], "length": 1, "width": -1, "heading_deg": 0}, "width"),
        ({"shape": "oriented_box", "centre": [0, 0], "length": 1, "width": 1}, "heading_deg"),
        ({"shape": "oriented_box", "length": 1, "width": 1, "heading_deg": 0}, "centre"),
    ],
)
def test_a_bad_field_is_named(values: Any, field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}: "):
        outline_from_values(values)
