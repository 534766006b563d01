"""Drawing: what is covered, where, and how much."""

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.transform import Points, as_points
from basewatch_gui.imagery.drawing import (
    draw_line,
    fill_polygon,
    gaussian_blur,
    line_coverage,
    map_through_table,
    polygon_coverage,
    tile_texture,
    unsharp_mask,
)


def square(left: float, top: float, size: float) -> Points:
    return as_points([(left, top), (left + size, top), (left + size, top + size), (left, top + size)])


def centroid(image: np.ndarray) -> tuple[float, float]:
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]] + 0.5
    total = image.sum()
    return (float((columns * image).sum() / total), float((rows * image).sum() / total))


@given(st.floats(8, 30), st.floats(8, 30), st.floats(6, 20))
def test_coverage_is_where_the_polygon_is(left: float, top: float, size: float) -> None:
    share = polygon_coverage((60, 70), [square(left, top, size)])
    assert centroid(share) == pytest.approx((left + size / 2, top + size / 2), abs=0.15)
    assert float(share.sum()) ** 0.5 == pytest.approx(size, abs=0.26)
    assert 0 <= share.min() <= share.max() <= 1


def test_coverage_of_several_is_their_union() -> None:
    one, other = square(5, 5, 10), square(10, 5, 10)
    both = polygon_coverage((30, 30), [one, other])
    assert np.array_equal(both, np.maximum(polygon_coverage((30, 30), [one]), polygon_coverage((30, 30), [other])))


@pytest.mark.parametrize("left", [-30.0, -4.0, 27.0, 300.0])
def test_coverage_is_cut_at_the_edge(left: float) -> None:
    whole = polygon_coverage((30, 400), [square(left + 40, 5, 10)])
    assert np.array_equal(polygon_coverage((30, 360), [square(left, 5, 10)]), whole[:, 40:])


@given(st.floats(10, 20), st.floats(10, 20))
def test_fill_is_centred_to_half_a_pixel(left: float, top: float) -> None:
    mask = np.zeros((50, 50), np.uint8)
    fill_polygon(mask, square(left, top, 12))
    assert centroid(mask) == pytest.approx((left + 6, top + 6), abs=0.55)


def test_stroke_and_line_coverage_follow_the_line() -> None:
    line = as_points([(4.5, 10.5), (30.5, 10.5)])
    mask = np.zeros((21, 40), np.uint8)
    draw_line(mask, line, 200)
    assert centroid(mask) == pytest.approx((17.5, 10.5), abs=0.2)
    assert mask[:, 6:29].sum(axis=0).min() >= 180
    assert not mask[:8].any()
    share = line_coverage((21, 40), line, 1.5)
    assert share[:, 20].sum() == pytest.approx(1.5, abs=0.3)


def test_lookup_takes_the_table() -> None:
    table = np.linspace(0, 63.75, 256, dtype=np.float32)
    assert map_through_table(np.array([[0, 4, 255]], np.uint8), table)[0] == pytest.approx((0, 1, 63.75))


def test_tiled_repeats_without_a_seam() -> None:
    texture = np.random.default_rng(1).integers(0, 256, (16, 16)).astype(np.uint8)
    seen = tile_texture(texture, Affine.translation(-21, 5), (40, 50))
    rows, columns = (np.arange(40) + 5) % 16, (np.arange(50) - 21) % 16
    assert np.array_equal(seen, texture[np.ix_(rows, columns)])


def test_tiled_coarsely_is_much_the_same() -> None:
    noise = np.random.default_rng(2).integers(0, 256, (64, 64)).astype(np.uint8)
    texture = np.asarray(gaussian_blur(noise, 3.0))
    to_texture = Affine.scale(0.1) @ Affine.rotation(20)
    fine, coarse = (tile_texture(texture, to_texture, (200, 240), step).astype(int) for step in (1, 4))
    assert np.abs(fine - coarse).mean() < 1.5
    assert fine.std() > 4


def test_blur_and_sharpen_keep_the_mean() -> None:
    image = np.random.default_rng(3).normal(5, 1, (60, 60)).astype(np.float32)
    assert float(gaussian_blur(image, 2.0).std()) < 0.5
    assert float(unsharp_mask(image, 1.0, 0.5).std()) > float(image.std())
    assert float(unsharp_mask(image, 1.0, 0.5).mean()) == pytest.approx(5, abs=0.05)
