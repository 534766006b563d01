from math import cos, hypot, sin

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import (
    Box,
    OrientedBox,
    Outline,
    Point,
    Polygon,
    area_px,
    bounds_px,
    box_between,
    box_of_keypoints,
    centre_px,
    clip_to_frame,
    heading_of,
    leaves_frame,
    oriented_box_from_axis,
    ring_area,
    rings_px,
    to_shapely,
    vertices_of,
)

PLACE = st.floats(-50_000, 50_000, allow_subnormal=False)
XYS = st.tuples(PLACE, PLACE)
SIZE = st.floats(0.5, 3_000)
HEADING = st.floats(0, 359.999)
ORIENTED = st.builds(OrientedBox, XYS, SIZE, SIZE, HEADING)
BOXES = st.builds(lambda at, w, h: Box(at[0], at[1], at[0] + w, at[1] + h), XYS, SIZE, SIZE)
STARS = st.builds(
    lambda at, radii: Polygon(
        (
            tuple(
                (at[0] + r * cos(2 * np.pi * i / len(radii)), at[1] + r * sin(2 * np.pi * i / len(radii)))
                for i, r in enumerate(radii)
            ),
        )
    ),
    XYS,
    st.lists(st.floats(1, 500), min_size=3, max_size=12),
)
HOLED = Polygon((((0, 0), (10, 0), (10, 10), (0, 10)), ((2, 2), (4, 2), (4, 5), (2, 5))))


def signed_area(ring: tuple[tuple[float, float], ...]) -> float:
    x, y = (np.array(ring) - np.array(ring[0])).T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


@given(st.one_of(ORIENTED, BOXES, STARS))
def test_the_area_is_that_of_shapely(outline: Outline) -> None:
    assert area_px(outline) == pytest.approx(to_shapely(outline).area, rel=1e-6, abs=1e-4)


def test_holes_do_not_count() -> None:
    assert area_px(HOLED) == 100 - 6
    assert to_shapely(HOLED).area == 94


@given(st.integers(-(10**9), 10**9))
def test_the_area_is_exact_far_from_the_origin(far: int) -> None:
    assert ring_area(((far, far), (far + 1.0, far), (far + 1.0, far + 1.0), (far, far + 1.0))) == 1.0


@given(st.one_of(ORIENTED, BOXES))
def test_the_corners_go_clockwise_on_the_screen(outline: OrientedBox | Box) -> None:
    assert signed_area(outline.corners_px) > 0


@given(ORIENTED)
def test_the_front_corners_flank_the_nose(outline: OrientedBox) -> None:
    nose_left, nose_right, tail_right, tail_left = map(np.array, outline.corners_px)
    np.testing.assert_allclose((nose_left + nose_right) / 2, outline.nose_px, atol=1e-6)
    np.testing.assert_allclose((tail_left + tail_right) / 2, outline.tail_px, atol=1e-6)
    assert np.linalg.norm(nose_right - nose_left) == pytest.approx(outline.width_px, abs=1e-6)
    assert np.linalg.norm(nose_right - tail_right) == pytest.approx(outline.length_px, abs=1e-6)
    assert np.dot(nose_right - nose_left, outline.right) > 0


@given(st.one_of(ORIENTED, BOXES, STARS, st.builds(Point, XYS)))
def test_the_bounds_hold_every_vertex_tightly(outline: Outline) -> None:
    assert bounds_px(outline) == pytest.approx(to_shapely(outline).bounds, abs=1e-9)
    left, top, right, bottom = bounds_px(outline)
    xy = vertices_of(outline)
    assert xy.shape == (sum(len(ring) for ring in rings_px(outline)), 2)
    assert (left, top) == tuple(xy.min(axis=0))
    assert (right, bottom) == tuple(xy.max(axis=0))


@pytest.mark.parametrize(
    ("step", "heading"),
    [((0, -1), 0), ((1, -1), 45), ((1, 0), 90), ((0, 1), 180), ((-1, 0), 270), ((-1, -1), 315)],
)
def test_headings_go_clockwise_from_up(step: tuple[float, float], heading: float) -> None:
    assert heading_of(*step) == pytest.approx(heading)
    forward = OrientedBox((0, 0), 1, 1, heading).forward
    np.testing.assert_allclose(forward, np.array(step) / hypot(*step), atol=1e-12)


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_a_heading_is_from_0_to_below_360(dx: float, dy: float) -> None:
    assert 0 <= heading_of(dx, dy) < 360
    assert 0 <= heading_of(-1e-300, -1.0) < 360


@given(HEADING)
def test_right_is_a_quarter_turn_clockwise_of_forward(heading: float) -> None:
    outline = OrientedBox((0, 0), 1, 1, heading)
    assert heading_of(*outline.forward) == pytest.approx(heading, abs=1e-9) or heading < 1e-9
    (fx, fy), (rx, ry) = outline.forward, outline.right
    assert (rx, ry) == pytest.approx((-fy, fx))


@given(XYS, XYS, SIZE)
def test_nose_and_tail_come_back(nose: tuple[float, float], tail: tuple[float, float], width: float) -> None:
    assume(hypot(nose[0] - tail[0], nose[1] - tail[1]) > 1)
    outline = oriented_box_from_axis(nose, tail, width)
    assert outline.nose_px == pytest.approx(nose, abs=1e-6)
    assert outline.tail_px == pytest.approx(tail, abs=1e-6)
    assert outline.width_px == width


@given(XYS, XYS)
def test_a_box_is_the_same_from_any_corner(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert box_between(a, b) == box_between(b, a) == box_between((a[0], b[1]), (b[0], a[1]))
    made = box_between(a, b)
    assert made.left_px <= made.right_px
    assert made.top_px <= made.bottom_px


@given(st.one_of(ORIENTED, BOXES, st.builds(Point, XYS)))
def test_the_centre_lies_within(outline: Outline) -> None:
    assert to_shapely(outline).distance(shapely.Point(centre_px(outline))) < 1e-6


def test_a_crossing_polygon_is_made_valid() -> None:
    bow_tie = Polygon((((0, 0), (10, 10), (10, 0), (0, 10)),))
    shape = to_shapely(bow_tie)
    assert shape.is_valid
    assert shape.area == pytest.approx(50)


@pytest.mark.parametrize(
    ("outline", "leaves"),
    [
        (Box(0, 0, 100, 50), False),
        (Box(-0.1, 0, 10, 10), True),
        (Box(0, 40, 10, 50.1), True),
        (OrientedBox((50, 5), 20, 4, 0), True),
        (OrientedBox((50, 5), 20, 4, 90), False),
        (Point((100, 50)), False),
    ],
)
def test_an_outline_leaves_the_frame_by_any_part(outline: Outline, leaves: bool) -> None:
    assert leaves_frame(outline, 100, 50) is leaves


def test_clipping_keeps_what_is_inside() -> None:
    assert clip_to_frame(Box(-10, -10, 10, 10), 100, 50).area == 100
    assert clip_to_frame(Box(200, 0, 210, 10), 100, 50).is_empty


@given(ORIENTED, st.floats(-2, 2), st.floats(-2, 2))
def test_offsets_say_where_a_place_lies_in_a_box(outline: OrientedBox, along: float, across: float) -> None:
    offsets = outline.offsets(outline.at(along * outline.length_px, across * outline.width_px))
    expected = (along * outline.length_px, across * outline.width_px)
    assert offsets == pytest.approx(expected, abs=1e-6)


@given(XYS, st.floats(5, 3_000), HEADING, st.floats(-0.4, 0.4), st.floats(2, 500), st.floats(2, 500))
def test_the_box_of_keypoints_goes_from_nose_to_tail_and_from_tip_to_tip(
    nose: tuple[float, float], length: float, heading: float, along: float, left: float, right: float
) -> None:
    axis = OrientedBox(nose, 1.0, 1.0, heading)
    tips = (axis.at(length * (along - 0.5), -left), axis.at(length * (along - 0.5), right))
    made = box_of_keypoints(nose, tips[0], axis.at(-length, 0.0), tips[1])
    assert (made.length_px, made.width_px) == pytest.approx((length, left + right), rel=1e-6)
    assert cos(np.radians(made.heading_px_deg - heading)) == pytest.approx(1.0)
    assert [made.offsets(tip)[1] for tip in tips] == pytest.approx([-made.width_px / 2, made.width_px / 2], abs=1e-6)
    assert made.offsets(nose)[0] == pytest.approx(length / 2, abs=1e-6)
