"""Captions stand beside their own outlines and cover nothing, whatever the labels are."""

from random import Random

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from basewatch_gui.widgets.pane.layers.labels.caption_places import (
    CAPTION_GAP_SCR,
    CLEAR_SCR,
    PANE_EDGE_SCR,
    CaptionPlace,
    Outlines,
    place_captions,
)

PANE = (0.0, 0.0, 640.0, 480.0)
HEIGHT = 18.0
PLATES = ((8.0, 8.0, 220.0, 48.0), (8.0, 436.0, 180.0, 472.0), (596.0, 436.0, 632.0, 472.0))
Quad = NDArray[np.float64]


@st.composite
def quads(draw: st.DrawFn) -> Quad:
    """Draw an oriented box, some of it perhaps outside the pane, in tenths of a pixel."""
    x, y = draw(st.integers(-200, 6600)) / 10, draw(st.integers(-200, 5000)) / 10
    half_length, half_width = draw(st.integers(20, 1500)) / 20, draw(st.integers(20, 1500)) / 20
    angle = np.radians(draw(st.integers(0, 359)))
    ahead = np.array([np.sin(angle), -np.cos(angle)]) * half_length
    side = np.array([np.cos(angle), np.sin(angle)]) * half_width
    return np.array([ahead - side, ahead + side, side - ahead, -ahead - side]) + (x, y)


def outlines_of(shapes: list[Quad]) -> Outlines:
    edges = np.concatenate([np.stack([quad, np.roll(quad, -1, axis=0)], axis=1) for quad in shapes])
    return Outlines.of(edges, np.repeat(np.arange(len(shapes)), 4), len(shapes))


def placed(shapes: list[Quad], kept: dict[int, CaptionPlace] | None = None) -> dict[int, CaptionPlace]:
    widths = np.array([[90.0 + 5 * (number % 4), 50.0] for number in range(len(shapes))])
    return place_captions(outlines_of(shapes), np.arange(len(shapes)), widths, HEIGHT, PANE, PLATES, kept)


@given(st.lists(quads(), min_size=1, max_size=25))
def test_no_caption_covers_anything_and_each_stands_by_its_own_outline(shapes: list[Quad]) -> None:
    found = placed(shapes)
    boxes = {number: shapely.box(*place.rect) for number, place in found.items()}
    plates = [shapely.box(*plate) for plate in PLATES]
    for number, box in boxes.items():
        outline = shapely.Polygon(shapes[number])
        assert box.distance(outline.exterior) <= CAPTION_GAP_SCR + 0.5
        assert box.intersection(outline).area == 0
        assert min(box.bounds[:2]) >= PANE_EDGE_SCR
        assert box.bounds[2] <= PANE[2] - PANE_EDGE_SCR
        assert box.bounds[3] <= PANE[3] - PANE_EDGE_SCR
        others = [*(each for key, each in boxes.items() if key != number), *plates]
        rings = [shapely.Polygon(shape).exterior for key, shape in enumerate(shapes) if key != number]
        for other in (*others, *rings):
            gaps = np.maximum(
                np.subtract(other.bounds[:2], box.bounds[2:]), np.subtract(box.bounds[:2], other.bounds[2:])
            )
            assert (
                gaps.max() >= CLEAR_SCR - 1e-6
                or other.intersection(box.buffer(CLEAR_SCR - 0.01, join_style="mitre")).is_empty
            )


@given(st.lists(quads(), min_size=2, max_size=12), st.randoms())
def test_the_order_of_the_labels_does_not_matter(shapes: list[Quad], random: Random) -> None:
    """Rank alone decides who comes first."""
    order = list(range(len(shapes)))
    random.shuffle(order)
    widths = np.array([[90.0 + 5 * (number % 4), 50.0] for number in range(len(shapes))])
    where = np.argsort(order)
    shuffled = place_captions(outlines_of([shapes[number] for number in order]), where, widths, HEIGHT, PANE, PLATES)
    assert {order[number]: place for number, place in shuffled.items()} == placed(shapes)


@given(st.lists(quads(), min_size=1, max_size=12), st.integers(-5, 5), st.integers(-5, 5))
def test_an_anchor_stays_while_it_is_free(shapes: list[Quad], dx: int, dy: int) -> None:
    before = placed(shapes)
    after = placed([shape + (dx, dy) for shape in shapes], before)
    first = min(before, default=None)
    if first is not None and first in after and first == 0:
        # The first in rank has only the pane's edge and plates to fear.
        moved = np.array(before[0].rect) + (dx, dy, dx, dy)
        pane = shapely.box(PANE_EDGE_SCR, PANE_EDGE_SCR, PANE[2] - PANE_EDGE_SCR, PANE[3] - PANE_EDGE_SCR)
        clear = all(shapely.box(*plate).distance(shapely.box(*moved)) > 2 * CLEAR_SCR for plate in PLATES)
        if pane.contains(shapely.box(*moved)) and clear:
            assert after[0].anchor == before[0].anchor


def test_a_caption_stands_over_the_middle_of_its_outline_when_all_is_free() -> None:
    square = np.array([[300.0, 200.0], [340.0, 200.0], [340.0, 240.0], [300.0, 240.0]])
    assert placed([square])[0].rect == (275.0, 176.0, 365.0, 194.0)


def test_the_short_text_stands_where_the_long_one_has_no_room() -> None:
    gap = np.array([[300.0, 200.0], [340.0, 200.0], [340.0, 240.0], [300.0, 240.0]])
    walls = [np.array([[x, 60.0], [x + 10, 60.0], [x + 10, 420.0], [x, 420.0]]) for x in (280.0, 350.0)]
    widths = np.array([[90.0, 50.0]])
    alone, between = (
        place_captions(outlines_of(shapes), np.array([0]), widths, HEIGHT, PANE)[0] for shapes in ([gap], [gap, *walls])
    )
    assert (alone.text, alone.anchor) == (0, 0)
    assert (between.text, between.anchor) == (1, 0)


def test_a_label_within_an_area_is_captioned_inside_of_it() -> None:
    area = np.array([[50.0, 60.0], [600.0, 60.0], [600.0, 420.0], [50.0, 420.0]])
    square = np.array([[300.0, 200.0], [340.0, 200.0], [340.0, 240.0], [300.0, 240.0]])
    found = place_captions(outlines_of([area, square]), np.array([1]), np.array([[90.0, 50.0]]), HEIGHT, PANE)
    assert found[1].anchor == 0
