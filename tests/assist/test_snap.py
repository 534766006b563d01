"""A box drawn roughly comes to lie on the object under it, and nowhere else."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basewatch_gui.assist.shape import rectangle_shape
from basewatch_gui.assist.snap import Pattern, snap_box
from basewatch_gui.geometry.outline import OrientedBox
from tests.assist.scene import AIRCRAFT, OLIVE, WHITE, Colour, concrete, iou, put

TRUE = OrientedBox((101.3, 98.6), 84.0, 80.0, 205.0)
PATTERN = Pattern(AIRCRAFT)


def rough(box: OrientedBox, along: float, across: float, larger: float, turned: float) -> OrientedBox:
    """The box as a hand may draw it: shifted by shares of its length, larger or smaller, turned by degrees."""
    return OrientedBox(
        box.at(along * box.length_px, across * box.length_px),
        box.length_px * (1 + larger),
        box.width_px * (1 - larger),
        (box.heading_px_deg + turned) % 360,
    )


@settings(max_examples=8, deadline=None)
@given(
    st.floats(-0.06, 0.06), st.floats(-0.06, 0.06), st.floats(-0.08, 0.08), st.floats(-6, 6), st.floats(0, 359.9),
)  # fmt: skip
def test_a_rough_box_lands_on_the_aircraft_and_not_on_its_shadow(
    along: float, across: float, larger: float, turned: float, heading: float
) -> None:
    true = replace(TRUE, heading_px_deg=heading)
    image = concrete(200, 200)
    put(image, true)
    found = snap_box(image, rough(true, along, across, larger, turned), [PATTERN])
    assert found is not None
    assert iou(found.box, true) > 0.93
    assert abs((found.box.heading_px_deg - heading + 180) % 360 - 180) < 2


@pytest.mark.parametrize(("colour", "length", "width"), [(OLIVE, 42.0, 10.0), (WHITE, 60.0, 18.0)])
def test_a_vehicle_is_found_by_its_sides(colour: Colour, length: float, width: float) -> None:
    true = OrientedBox((60.4, 57.2), length, width, 70.0)
    image = concrete(120, 120)
    put(image, true, colour, shape=None)
    drawn = OrientedBox((62.4, 58.5), length * 1.08, width * 1.1, 75.0)
    found = snap_box(image, drawn)
    assert found is not None
    assert iou(found.box, true) > max(0.85, iou(drawn, true))


def test_a_large_object_is_found_as_exactly_on_a_smaller_image() -> None:
    true = OrientedBox((402.0, 396.0), 340.0, 330.0, 40.0)
    image = concrete(800, 800)
    put(image, true)
    found = snap_box(image, rough(true, 0.04, -0.03, 0.05, 4.0), [PATTERN])
    assert found is not None
    assert iou(found.box, true) > 0.95


def test_the_usual_size_helps_where_the_drawn_one_is_wrong() -> None:
    image = concrete(200, 200)
    put(image, TRUE)
    drawn = rough(TRUE, 0.02, 0.02, 0.12, 3.0)
    found = snap_box(image, drawn, [Pattern(AIRCRAFT, (TRUE.length_px, TRUE.width_px))])
    assert found is not None
    assert iou(found.box, TRUE) > 0.95


def test_the_likeliest_of_several_shapes_is_taken() -> None:
    image = concrete(200, 200)
    put(image, TRUE)
    drawn = rough(TRUE, 0.03, 0.0, 0.03, 3.0)
    alone, both = (
        snap_box(image, drawn, patterns) for patterns in ([PATTERN], [Pattern(rectangle_shape(1.0)), PATTERN])
    )
    assert alone == both


def test_bare_ground_gives_nothing() -> None:
    assert snap_box(concrete(200, 200, seed=3), TRUE, [PATTERN]) is None
