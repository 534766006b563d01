"""Masks become outlines on the pixels' edges."""

import numpy as np
import pytest

from basewatch_gui.assist.mask_outlines import mask_polygon, oriented_box_around
from basewatch_gui.geometry.outline import OrientedBox, Polygon, area_px, bounds_px
from tests.assist.scene import iou


def test_a_rectangle_of_pixels_is_its_own_outline() -> None:
    mask = np.zeros((20, 30), np.uint8)
    mask[4:14, 5:25] = 255
    polygon = mask_polygon(mask, 0.1)
    assert polygon is not None
    assert bounds_px(polygon) == pytest.approx((5, 4, 25, 14), abs=0.3)
    assert area_px(polygon) == pytest.approx(200, rel=0.06)


def test_the_largest_piece_is_taken_with_its_holes_but_without_specks() -> None:
    mask = np.zeros((60, 60), np.uint8)
    mask[5:45, 5:45] = 255
    mask[15:30, 15:30] = 0
    mask[40, 40] = 0
    mask[50:55, 50:55] = 255
    polygon = mask_polygon(mask, 0.1)
    assert polygon is not None
    assert len(polygon.rings) == 2
    assert area_px(polygon) == pytest.approx(40 * 40 - 15 * 15, rel=0.05)


def test_an_enlarged_mask_gives_places_of_the_image_itself() -> None:
    mask = np.zeros((80, 80), np.uint8)
    mask[20:60, 20:60] = 1
    polygon = mask_polygon(mask, 0.1, scale=4.0)
    assert polygon is not None
    assert bounds_px(polygon) == pytest.approx((5, 5, 15, 15), abs=0.1)


def test_an_empty_mask_has_no_outline() -> None:
    assert mask_polygon(np.zeros((9, 9), np.uint8), 0.5) is None


@pytest.mark.parametrize("heading", [0.0, 33.0, 215.0])
def test_the_box_around_an_oriented_box_is_that_box(heading: float) -> None:
    box = OrientedBox((50.0, 40.0), 30.0, 12.0, heading)
    outline = Polygon((box.corners_px,))
    assert iou(oriented_box_around(outline, heading), box) == pytest.approx(1, abs=1e-6)
    found = oriented_box_around(outline, None)
    assert iou(found, box) == pytest.approx(1, abs=1e-3)
    assert found.length_px == pytest.approx(30, abs=0.05)
