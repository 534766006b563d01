"""Objects are cut out of the ground without their shadows; patches are flooded as far as their colour goes."""

import numpy as np
import pytest

from basewatch_gui.assist.segment import flood_patch, segment_object
from basewatch_gui.geometry.outline import Box, OrientedBox, Polygon, area_px, bounds_px
from tests.assist.scene import AIRCRAFT, OLIVE, concrete, iou, put

TRUE = OrientedBox((101.3, 98.6), 84.0, 80.0, 205.0)
VEHICLE = OrientedBox((60.4, 57.2), 42.0, 10.0, 70.0)


def silhouette(box: OrientedBox) -> Polygon:
    return Polygon(tuple(tuple(map(tuple, ring.tolist())) for ring in AIRCRAFT.rings_on(box)))


@pytest.mark.parametrize("shape", [None, AIRCRAFT], ids=["unknown shape", "known shape"])
def test_an_aircraft_is_cut_out_without_its_shadow(shape: object) -> None:
    image = concrete(200, 200)
    put(image, TRUE)
    found = segment_object(image, TRUE, AIRCRAFT if shape is not None else None)
    assert found is not None
    assert iou(found.polygon, silhouette(TRUE)) > 0.85
    assert iou(found.box, TRUE) > 0.9
    assert found.box.heading_px_deg == TRUE.heading_px_deg


def test_a_vehicle_of_few_pixels_is_cut_out_to_a_fraction_of_a_pixel() -> None:
    image = concrete(120, 120)
    put(image, VEHICLE, OLIVE, shape=None)
    found = segment_object(image, VEHICLE)
    assert found is not None
    assert iou(found.polygon, VEHICLE) > 0.88


def test_in_a_level_box_too() -> None:
    image = concrete(120, 120)
    put(image, VEHICLE, OLIVE, shape=None, shadow=False)
    left, top, right, bottom = bounds_px(VEHICLE)
    found = segment_object(image, Box(left - 2, top - 2, right + 2, bottom + 2))
    assert found is not None
    assert iou(found.box, VEHICLE) > 0.75


def test_a_box_off_the_image_gives_nothing() -> None:
    assert segment_object(concrete(50, 50), Box(200, 200, 220, 220)) is None


def test_a_flood_stops_at_the_object_s_edge() -> None:
    image = concrete(120, 120)
    put(image, VEHICLE, OLIVE, shape=None, shadow=False)
    patch = flood_patch(image, VEHICLE.centre_px, 25, 100)
    assert patch is not None
    assert iou(patch, VEHICLE) > 0.75


def test_a_wider_tolerance_floods_more_until_it_is_too_much() -> None:
    ramp = np.repeat(np.arange(200, dtype=np.uint8)[None, :, None], 60, axis=0).repeat(3, axis=2)
    patches = [flood_patch(ramp, (100.5, 30.5), tolerance, 120) for tolerance in (5, 20)]
    narrow, wide = (area_px(patch) for patch in patches if patch is not None)
    assert narrow == pytest.approx(11 * 60)
    assert wide == pytest.approx(41 * 60)
    assert flood_patch(ramp, (100.5, 30.5), 70, 120) is None


def test_a_flood_from_outside_gives_nothing() -> None:
    assert flood_patch(concrete(50, 50), (50.0, 10.0), 20, 100) is None
