"""An outline carried to another frame lies at the same place of the ground, as large and turned as there."""

from math import dist

import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.ground import GroundMap, parse_crs
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, centre_px, vertices_of
from basewatch_gui.geometry.reproject import reproject_outlines, reproject_points
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.frame import ground_map
from tests.model.edits.conftest import FIRST, SECOND
from tests.strategies import outlines

PLANE = FIRST.plane
HERE, THERE = ground_map(FIRST, PLANE), ground_map(SECOND, PLANE)


def carried(outline: Outline, source: GroundMap = HERE, target: GroundMap = THERE) -> Outline:
    (made,) = reproject_outlines([outline], source, target)
    assert made is not None
    return made


@given(
    st.floats(0, 1000), st.floats(0, 800), st.floats(5, 200), st.floats(5, 200), st.floats(0, 359.99),
)  # fmt: skip
def test_length_width_and_heading_on_the_ground_stay(x: float, y: float, long: float, wide: float, to: float) -> None:
    box = OrientedBox((x, y), long, wide, to)
    made = carried(box)
    assert isinstance(made, OrientedBox)
    assert dist(HERE.place_at(box.centre_px), THERE.place_at(made.centre_px)) < 1e-3
    assert HERE.distance_m(box.nose_px, box.tail_px) == pytest.approx(THERE.distance_m(made.nose_px, made.tail_px))
    sides, there = (box.at(0, -wide / 2), box.at(0, wide / 2)), made.width_px / 2
    across = THERE.distance_m(made.at(0, -there), made.at(0, there))
    assert HERE.distance_m(*sides) == pytest.approx(across)
    true, true_there = (
        HERE.heading_true_deg(box.centre_px, box.heading_px_deg),
        THERE.heading_true_deg(made.centre_px, made.heading_px_deg),
    )
    assert true is not None
    assert true_there is not None
    assert abs((true - true_there + 180) % 360 - 180) < 0.05


@given(outlines(900.0))
def test_there_and_back_it_is_the_same(outline: Outline) -> None:
    there = carried(outline)
    if isinstance(outline, Box):
        assert isinstance(there, OrientedBox)
        assert dist(centre_px(carried(there, THERE, HERE)), centre_px(outline)) < 1e-4
        return
    back = carried(there, THERE, HERE)
    assert type(back) is type(outline)
    assert vertices_of(back) == pytest.approx(vertices_of(outline), abs=1e-3)


def test_a_level_box_stays_level_where_the_frame_is_hardly_turned() -> None:
    def shifted(turn_deg: float) -> GroundMap:
        return GroundMap(HERE.plane, HERE.crs, HERE.transform @ Affine.rotation(turn_deg), HERE.registration)

    box = Box(100, 200, 160, 220)
    nearly = carried(box, HERE, shifted(0.4))
    assert isinstance(nearly, Box)
    assert (nearly.right_px - nearly.left_px, nearly.bottom_px - nearly.top_px) == pytest.approx((60, 20), abs=1e-3)
    quarter = carried(box, HERE, shifted(90.0))
    assert isinstance(quarter, Box)
    assert (quarter.right_px - quarter.left_px, quarter.bottom_px - quarter.top_px) == pytest.approx((20, 60), abs=1e-3)
    assert isinstance(carried(box, HERE, shifted(20.0)), OrientedBox)


def test_a_registration_counts_and_holes_stay() -> None:
    nudged = GroundMap(HERE.plane, HERE.crs, HERE.transform, Affine.translation(5.0, 0.0))
    assert carried(Point((100, 100)), HERE, nudged).at_px == pytest.approx((90, 100), abs=0.02)  # type: ignore[union-attr]
    ring = ((10.0, 10.0), (90.0, 10.0), (50.0, 90.0))
    hole = ((40.0, 30.0), (60.0, 30.0), (50.0, 50.0))
    made = carried(Polygon((ring, hole)), HERE, nudged)
    assert isinstance(made, Polygon)
    assert [len(each) for each in made.rings] == [3, 3]
    assert made.rings[1][0] == pytest.approx((30.0, 30.0), abs=0.02)
    points: tuple[XY, ...] = ((10.0, 10.0), (20.0, 30.0))
    assert reproject_points(points, HERE, nudged)[1] == pytest.approx((10.0, 30.0), abs=0.02)


def test_where_the_other_frame_does_not_reach_there_is_none() -> None:
    polar = parse_crs("EPSG:32637")
    far = GroundMap(HERE.plane, polar, Affine(0.5, 0, float("nan"), 0, -0.5, 0), HERE.registration)
    assert reproject_outlines([Point((1, 1))], HERE, far) == [None]
    assert reproject_outlines([], HERE, far) == []
