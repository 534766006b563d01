"""Run lengths against masks made pixel by pixel, and against pycocotools."""

import tracemalloc

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pycocotools import mask as coco_mask

from basewatch_gui.exchange.rle import decode, encode, mask_area
from basewatch_gui.geometry.outline import Ring

numbers = st.integers(-8, 40).map(lambda eighths: eighths / 4) | st.floats(-5, 20)
rings = st.lists(st.lists(st.tuples(numbers, numbers), min_size=3, max_size=8).map(tuple), min_size=1, max_size=3)
sizes = st.integers(1, 16)


def mask_by_pixels(rings: list[Ring], width: int, height: int) -> NDArray[np.bool_]:
    """Even-odd at each pixel centre, by edges met on the way to the left: the other direction than the product's."""
    mask = np.zeros((height, width), bool)
    for row in range(height):
        for column in range(width):
            x, y = column + 0.5, row + 0.5
            for ring in rings:
                for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
                    if (y1 <= y) != (y2 <= y) and x1 + (y - y1) / (y2 - y1) * (x2 - x1) < x:
                        mask[row, column] ^= True
    return mask


def off_the_edges(rings: list[Ring], width: int, height: int) -> NDArray[np.bool_]:
    """Pixels whose centres lie on no edge, where inside and outside are beyond dispute."""
    edges = shapely.union_all([shapely.LineString((*ring, ring[0])) for ring in rings])
    rows, columns = np.mgrid[0:height, 0:width] + 0.5
    with np.errstate(all="ignore"):
        return np.asarray(shapely.distance(shapely.points(columns, rows), edges) > 1e-6)


@given(rings, sizes, sizes)
@example([((0.0, 0.0), (8.0, 8.0), (8.0, 0.0), (0.0, 8.0))], 8, 8)
@example([((-5.0, -5.0), (20.0, -5.0), (20.0, 20.0), (-5.0, 20.0)), ((2.0, 2.0), (5.0, 2.0), (5.0, 5.0))], 9, 7)
def test_the_runs_are_the_pixels_whose_centres_lie_inside(rings: list[Ring], width: int, height: int) -> None:
    counts = encode(rings, width, height)
    mask = decode(counts, width, height)
    clear = off_the_edges(rings, width, height)
    assert (mask == mask_by_pixels(rings, width, height))[clear].all()
    assert mask_area(counts) == mask.sum()


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
@given(rings, sizes, sizes)
def test_pycocotools_reads_the_same_mask(rings: list[Ring], width: int, height: int) -> None:
    counts = encode(rings, width, height)
    packed = coco_mask.frPyObjects({"size": [height, width], "counts": counts}, height, width)
    np.testing.assert_array_equal(coco_mask.decode(packed).astype(bool), decode(counts, width, height))
    assert coco_mask.area(packed) == mask_area(counts)


@given(rings, sizes, sizes)
def test_runs_alternate_and_none_but_the_first_is_empty(rings: list[Ring], width: int, height: int) -> None:
    counts = encode(rings, width, height)
    assert sum(counts) == width * height
    assert all(count > 0 for count in counts[1:])


def test_a_rectangle_of_whole_pixels_is_those_pixels() -> None:
    counts = encode([((2.0, 1.0), (5.0, 1.0), (5.0, 3.0), (2.0, 3.0))], 6, 4)
    assert counts == [9, 2, 2, 2, 2, 2, 5]


def test_neighbours_share_no_pixel_even_where_their_edge_runs_through_centres() -> None:
    left = encode([((0.0, 0.0), (2.5, 0.0), (2.5, 4.0), (0.0, 4.0))], 6, 4)
    right = encode([((2.5, 0.0), (6.0, 0.0), (6.0, 4.0), (2.5, 4.0))], 6, 4)
    upper = encode([((0.0, 0.0), (6.0, 0.0), (6.0, 1.5), (0.0, 1.5))], 6, 4)
    lower = encode([((0.0, 1.5), (6.0, 1.5), (6.0, 4.0), (0.0, 4.0))], 6, 4)
    for one, other in ((left, right), (upper, lower)):
        total = decode(one, 6, 4).astype(int) + decode(other, 6, 4)
        assert (total == 1).all()


def test_nothing_inside_is_one_run() -> None:
    assert encode([((-9.0, -9.0), (-1.0, -9.0), (-1.0, -1.0))], 5, 4) == [20]


def test_everything_inside_starts_with_an_empty_run() -> None:
    assert encode([((-1.0, -1.0), (9.0, -1.0), (9.0, 9.0), (-1.0, 9.0))], 5, 4) == [0, 20]


def test_a_frame_of_40000_pixels_square_is_never_held_in_memory() -> None:
    diamond = ((20_000.0, 0.0), (40_000.0, 20_000.0), (20_000.0, 40_000.0), (0.0, 20_000.0))
    tracemalloc.start()
    try:
        counts = encode([diamond], 40_000, 40_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert mask_area(counts) == pytest.approx(800_000_000, rel=1e-4)
    assert peak < 40_000_000


def test_runs_that_do_not_fill_the_frame_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fill"):
        decode([3, 4], 4, 4)
