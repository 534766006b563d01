from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import (
    Box,
    OrientedBox,
    Outline,
    Point,
    Polygon,
    area_px,
    centre_px,
    heading_of,
    vertices_of,
)
from basewatch_gui.geometry.reshape import (
    Handle,
    carry_points,
    drag_handle,
    flip_outline,
    is_box_of_keypoints,
    move_keypoint,
    move_outline,
    outline_handles,
    scale_outline,
    turn_outline,
)

PLACE = st.floats(-5_000, 5_000)
XYS = st.tuples(PLACE, PLACE)
SIZE = st.floats(1, 2_000)
ORIENTED = st.builds(OrientedBox, XYS, SIZE, SIZE, st.floats(0, 359.999))
BOXES = st.builds(lambda at, w, h: Box(at[0], at[1], at[0] + w, at[1] + h), XYS, SIZE, SIZE)
RING = st.lists(XYS, min_size=3, max_size=6).map(tuple)
POLYGONS = st.builds(Polygon, st.lists(RING, min_size=1, max_size=3).map(tuple))
OUTLINES = st.one_of(ORIENTED, BOXES, POLYGONS, st.builds(Point, XYS))


def test_handles_are_where_the_outline_is() -> None:
    kinds = [(handle.kind, handle.index) for handle in outline_handles(OrientedBox((0, 0), 10, 4, 0))]
    assert kinds == [("nose", 0), ("edge", 0), ("edge", 1), ("edge", 2), *(("corner", index) for index in range(4))]
    assert len(outline_handles(OrientedBox((0, 0), 10, 4, 0), room_px=5)) == 4
    places = [handle.at_px for handle in outline_handles(OrientedBox((0, 0), 10, 4, 0))]
    np.testing.assert_allclose(places[:4], [(0, -5), (0, 5), (-2, 0), (2, 0)], atol=1e-12)
    assert [handle.kind for handle in outline_handles(Box(0, 0, 1, 1))] == ["corner"] * 4
    assert outline_handles(Point((1, 1))) == ()


@given(POLYGONS, st.data(), XYS)
def test_a_vertex_goes_where_it_is_dragged_and_the_others_stay(
    outline: Polygon, data: st.DataObject, to: tuple[float, float]
) -> None:
    handle = data.draw(st.sampled_from(outline_handles(outline)))
    made = drag_handle(outline, handle, to)
    expected = vertices_of(outline).copy()
    expected[handle.index] = to
    np.testing.assert_array_equal(vertices_of(made), expected)
    assert isinstance(made, Polygon)
    assert [len(ring) for ring in made.rings] == [len(ring) for ring in outline.rings]


@given(BOXES, st.integers(0, 3), XYS)
def test_a_corner_goes_where_it_is_dragged_and_the_opposite_one_stays(
    outline: Box, index: int, to: tuple[float, float]
) -> None:
    opposite = outline.corners_px[(index + 2) % 4]
    made = drag_handle(outline, outline_handles(outline)[index], to)
    assert isinstance(made, Box)
    assert to in made.corners_px
    assert opposite in made.corners_px
    assert made.left_px <= made.right_px
    assert made.top_px <= made.bottom_px


@given(ORIENTED, st.integers(0, 3), st.floats(-0.4, 3.0), st.floats(-0.4, 3.0), st.booleans())
def test_a_corner_of_an_oriented_box_goes_where_it_is_dragged(
    outline: OrientedBox, index: int, ahead: float, aside: float, from_centre: bool
) -> None:
    handle = Handle("corner", index, outline.corners_px[index])
    along, across = outline.offsets(handle.at_px)
    to = outline.at(along * (1 + ahead), across * (1 + aside))
    opposite = outline.corners_px[(index + 2) % 4]
    assume(min(abs(along * (2 + ahead)), abs(across * (2 + aside)), abs(along * (1 + ahead))) > 0.5)
    assume(abs(across * (1 + aside)) > 0.5)
    made = drag_handle(outline, handle, to, from_centre=from_centre)
    assert isinstance(made, OrientedBox)
    assert made.heading_px_deg == outline.heading_px_deg
    assert made.corners_px[index] == pytest.approx(to, abs=1e-6)
    still = made.centre_px if from_centre else made.corners_px[(index + 2) % 4]
    assert still == pytest.approx(outline.centre_px if from_centre else opposite, abs=1e-6)


@given(ORIENTED, st.lists(st.floats(-0.9, 0.9), min_size=2, max_size=2), st.integers(0, 3), XYS)
def test_a_keypoint_moves_alone_and_its_box_follows(
    outline: OrientedBox, tips: list[float], index: int, to: tuple[float, float]
) -> None:
    half, side = outline.length_px / 2, outline.width_px / 2
    keypoints = (outline.nose_px, outline.at(half * tips[0], -side), outline.tail_px, outline.at(half * tips[1], side))
    assert is_box_of_keypoints(outline, keypoints)
    assert not is_box_of_keypoints(replace(outline, length_px=2 * outline.length_px), keypoints)
    assert [handle.kind for handle in outline_handles(outline, keypoints)] == ["keypoint"] * 4 + ["corner"] * 4
    assume(min(np.hypot(to[0] - x, to[1] - y) for x, y in keypoints) > 1e-3)
    made, points = move_keypoint(outline, keypoints, index, to)
    assert points == (*keypoints[:index], to, *keypoints[index + 1 :])
    assert isinstance(made, OrientedBox)
    assert is_box_of_keypoints(made, points)
    level = Box(0, 0, 9, 9)
    assert move_keypoint(level, keypoints, index, to) == (level, points)


@given(ORIENTED, st.integers(1, 3), st.floats(-0.4, 3.0))
def test_an_edge_goes_where_it_is_dragged_and_the_opposite_one_stays(
    outline: OrientedBox, which: int, by: float
) -> None:
    handle = outline_handles(outline)[which]
    opposite = outline.nose_px if which == 1 else outline_handles(outline)[5 - which].at_px
    to = tuple(np.array(handle.at_px) + by * (np.array(handle.at_px) - np.array(opposite)))
    assume(np.hypot(*(np.array(to) - opposite)) > 0.5)
    made = drag_handle(outline, handle, to)
    assert isinstance(made, OrientedBox)
    assert outline_handles(made)[which].at_px == pytest.approx(to, abs=1e-6)
    still = made.nose_px if which == 1 else outline_handles(made)[5 - which].at_px
    assert still == pytest.approx(opposite, abs=1e-6)
    assert made.heading_px_deg == outline.heading_px_deg


@given(ORIENTED, st.integers(1, 3))
def test_an_edge_never_passes_the_opposite_one(outline: OrientedBox, which: int) -> None:
    handle = outline_handles(outline)[which]
    opposite = np.array(outline.nose_px if which == 1 else outline_handles(outline)[5 - which].at_px)
    made = drag_handle(outline, handle, tuple(3 * opposite - 2 * np.array(handle.at_px)))
    assert isinstance(made, OrientedBox)
    assert min(made.length_px, made.width_px) == 0.5
    still = made.nose_px if which == 1 else outline_handles(made)[5 - which].at_px
    assert still == pytest.approx(opposite, abs=1e-6)


@given(ORIENTED, XYS)
def test_the_nose_turns_towards_the_pointer_about_the_centre(outline: OrientedBox, to: tuple[float, float]) -> None:
    dx, dy = to[0] - outline.centre_px[0], to[1] - outline.centre_px[1]
    assume(np.hypot(dx, dy) > 1e-3)
    made = drag_handle(outline, outline_handles(outline)[0], to)
    assert isinstance(made, OrientedBox)
    assert made.heading_px_deg == heading_of(dx, dy)
    assert (made.centre_px, made.length_px, made.width_px) == (outline.centre_px, outline.length_px, outline.width_px)


def test_a_nose_dragged_to_the_centre_turns_nothing() -> None:
    outline = OrientedBox((5, 5), 10, 4, 30)
    assert drag_handle(outline, outline_handles(outline)[0], (5, 5)) == outline


def test_a_point_goes_where_it_is_dragged() -> None:
    assert drag_handle(Point((0, 0)), Handle("vertex", 0, (0, 0)), (3, 4)) == Point((3, 4))


@given(OUTLINES, PLACE, PLACE)
def test_moving_back_undoes_moving(outline: Outline, dx: float, dy: float) -> None:
    there = move_outline(outline, dx, dy)
    np.testing.assert_allclose(vertices_of(there), vertices_of(outline) + (dx, dy), atol=1e-6)
    np.testing.assert_allclose(vertices_of(move_outline(there, -dx, -dy)), vertices_of(outline), atol=1e-6)
    assert type(there) is type(outline)


@given(OUTLINES, st.floats(-720, 720), XYS)
def test_turning_back_undoes_turning(outline: Outline, by: float, about: tuple[float, float]) -> None:
    there = turn_outline(outline, by, about)
    back = turn_outline(there, -by, about)
    ring, expected = vertices_of(back), vertices_of(outline)
    if isinstance(outline, Box):
        np.testing.assert_allclose(centre_px(back), centre_px(outline), atol=1e-6)
    else:
        np.testing.assert_allclose(ring, expected, atol=1e-5)
    if isinstance(there, OrientedBox):
        assert 0 <= there.heading_px_deg < 360
    assert area_px(there) == pytest.approx(area_px(outline), rel=1e-6, abs=1e-1)


@given(st.one_of(ORIENTED, BOXES, POLYGONS), st.floats(-360, 360), XYS)
def test_turning_turns_every_vertex_clockwise(outline: Outline, by: float, about: tuple[float, float]) -> None:
    angle = np.radians(by)
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    expected = (vertices_of(outline) - about) @ rotation.T + about
    np.testing.assert_allclose(vertices_of(turn_outline(outline, by, about)), expected, atol=1e-5)


def test_a_tiny_turn_to_the_left_stays_below_360() -> None:
    made = turn_outline(Box(0, 0, 1, 1), -1e-20, (0, 0))
    assert isinstance(made, OrientedBox)
    assert made.heading_px_deg == 0


@given(OUTLINES, st.floats(0.1, 10), XYS)
def test_scaling_multiplies_the_area_and_moves_every_place_away(
    outline: Outline, factor: float, about: tuple[float, float]
) -> None:
    made = scale_outline(outline, factor, about)
    assert area_px(made) == pytest.approx(area_px(outline) * factor**2, rel=1e-6, abs=1e-3)
    expected = np.asarray(about) + factor * (vertices_of(outline) - about)
    np.testing.assert_allclose(vertices_of(made), expected, atol=1e-6)


@given(ORIENTED)
def test_flipping_swaps_nose_and_tail(outline: OrientedBox) -> None:
    made = flip_outline(outline)
    assert isinstance(made, OrientedBox)
    np.testing.assert_allclose((made.nose_px, made.tail_px), (outline.tail_px, outline.nose_px), atol=1e-6)
    assert flip_outline(Point((1, 2))) == Point((1, 2))


@given(ORIENTED, ORIENTED)
def test_keypoints_keep_their_part_of_a_box(before: OrientedBox, after: OrientedBox) -> None:
    def keypoints(box: OrientedBox) -> tuple[tuple[float, float], ...]:
        return (box.nose_px, box.at(box.length_px / 8, -box.width_px / 2), box.tail_px, box.at(0.0, box.width_px / 2))

    made = carry_points(keypoints(before), before, after)
    np.testing.assert_allclose(made, keypoints(after), atol=1e-6 * (1 + after.length_px + after.width_px))


@given(ORIENTED, BOXES)
def test_keypoints_go_with_an_oriented_box_only(outline: OrientedBox, other: Box) -> None:
    assert carry_points((outline.nose_px,), outline, other) == carry_points((outline.nose_px,), other, outline) == ()
