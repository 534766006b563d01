import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, bounds_px
from basewatch_gui.model.frame import Frame, ground_map
from basewatch_gui.model.measures import Measures, area_m2, measure, measure_in_pixels, measure_sides_m

FRAME = Frame(
    1, "a.tif", "1", 4000, 4000, 1, "uint16", "EPSG:32636", (0.5, 0.0, 760000.0, 0.0, -0.5, 3923000.0), gsd_m=0.5
)
TURNED = Frame(1, "a.tif", "1", 4000, 4000, 1, "uint16", "EPSG:4326", (4e-6, 2e-6, 35.9, 2e-6, -4e-6, 35.4))
PLAIN = Frame(1, "a.png", "1", 4000, 4000, 3, "uint8", gsd_m=0.8)
inside = st.floats(100.0, 3900.0)
boxes = st.builds(
    OrientedBox,
    centre_px=st.tuples(inside, inside),
    length_px=st.floats(10.0, 200.0),
    width_px=st.floats(5.0, 200.0),
    heading_px_deg=st.floats(0.0, 359.9),
)


def ground(frame: Frame) -> GroundMap:
    return ground_map(frame, frame.plane)


@given(boxes, st.sampled_from([FRAME, TURNED]))
def test_measures_are_those_of_the_ground_map(box: OrientedBox, frame: Frame) -> None:
    way = ground(frame)
    taken = measure([box], way)[0]
    side = box.width_px / 2
    assert taken.length == pytest.approx(way.distance_m(box.tail_px, box.nose_px), abs=1e-4)
    assert taken.width == pytest.approx(way.distance_m(box.at(0.0, -side), box.at(0.0, side)), abs=1e-4)
    assert taken.heading_true_deg is not None
    expected = way.heading_true_deg(box.centre_px, box.heading_px_deg)
    assert expected is not None
    assert abs((taken.heading_true_deg - expected + 180.0) % 360.0 - 180.0) < 0.01


@given(boxes, st.booleans(), st.sampled_from([FRAME, TURNED, PLAIN]))
def test_one_box_has_the_sides_that_many_have(box: OrientedBox, is_level: bool, frame: Frame) -> None:
    outline = Box(*bounds_px(box)) if is_level else box
    taken = measure([outline], ground(frame))[0]
    assert measure_sides_m(outline, ground(frame)) == pytest.approx((taken.length, taken.width), abs=1e-6)


@pytest.mark.parametrize("gsd_m", [None, 0.0])
def test_a_frame_without_a_pixel_size_has_no_metres(gsd_m: float | None) -> None:
    way = ground(Frame(1, "a.png", "1", 100, 100, 3, "uint8", gsd_m=gsd_m))
    box = OrientedBox((50.0, 50.0), 10.0, 5.0, 0.0)
    assert not way.has_scale
    assert measure([box], way) == measure_in_pixels([box])
    assert (measure_sides_m(box, way), area_m2(box, way)) == (None, None)


def test_a_nudge_changes_no_size() -> None:
    box = OrientedBox((1000.0, 1000.0), 100.0, 50.0, 45.0)
    plain = ground(FRAME)
    nudged = GroundMap(plain.plane, plain.crs, plain.transform, Affine.translation(20.0, -5.0))
    assert measure([box], nudged) == measure([box], plain)


def test_many_are_measured_in_their_order() -> None:
    outlines: list[Outline] = [
        Point((1.0, 1.0)),
        OrientedBox((500.0, 500.0), 100.0, 20.0, 0.0),
        Polygon((((0.0, 0.0), (9.0, 0.0), (9.0, 9.0)),)),
        Box(0.0, 0.0, 10.0, 30.0),
    ]
    point, oriented, polygon, level = measure_in_pixels(outlines)
    assert point == polygon == Measures()
    assert (oriented.length, oriented.width, oriented.heading_true_deg) == pytest.approx((100.0, 20.0, None))
    assert (level.length, level.width) == (30.0, 10.0)


def test_a_frame_with_a_gsd_alone_is_measured_in_metres() -> None:
    frame = Frame(1, "a.png", "1", 100, 100, 3, "uint8", gsd_m=0.8)
    taken = measure([OrientedBox((50.0, 50.0), 10.0, 5.0, 0.0)], ground(frame))[0]
    assert (taken.length, taken.width) == pytest.approx((8.0, 4.0))
    assert taken.in_metres
    assert taken.heading_true_deg is None


def test_what_is_off_the_globe_has_no_size() -> None:
    box = OrientedBox((1e12, 1e12), 100.0, 50.0, 45.0)
    assert measure([box], ground(FRAME)) == [Measures(in_metres=True)]


def test_a_frame_without_scale_is_measured_in_pixels() -> None:
    way = ground(Frame(1, "a.png", "1", 100, 100, 3, "uint8"))
    box = Box(0.0, 0.0, 10.0, 30.0)
    assert measure([box], way) == [Measures(30.0, 10.0)]
    assert area_m2(box, way) is None


def test_an_area_is_in_square_metres() -> None:
    assert area_m2(Box(1000.0, 1000.0, 1020.0, 1010.0), ground(FRAME)) == pytest.approx(50.0, rel=1e-3)
