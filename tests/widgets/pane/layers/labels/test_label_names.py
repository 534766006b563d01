"""LabelNames stand beside their labels, cover nothing, and stay while the view is panned."""

from itertools import combinations

import numpy as np
import pytest
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont

from basewatch_gui.geometry.outline import Box
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.label_arrays import LabelArrays
from basewatch_gui.widgets.pane.layers.labels.label_names import ROOM_CELL_SCR, LabelNames, ScreenRect, TakenRoom

pytestmark = pytest.mark.usefixtures("qapp")

CATEGORIES = {category.id: category for category in shipped_categories()}
SIZE = (400.0, 300.0)
SIDES = st.tuples(st.floats(-100, 400), st.floats(-100, 300), st.floats(1, 90), st.floats(1, 90))
RECTS = SIDES.map(lambda sides: (sides[0], sides[1], sides[0] + sides[2], sides[1] + sides[3]))


def overlap(one: ScreenRect, other: ScreenRect, by: float = 0.0) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > by and down > by


@given(st.lists(RECTS, max_size=8), RECTS)
def test_room_is_taken_where_something_stands(taken: list[ScreenRect], asked: ScreenRect) -> None:
    room = TakenRoom(*SIZE, 150)
    for rect in taken:
        room.take(rect)
    if any(overlap(asked, rect) for rect in taken):
        assert not room.is_free(asked)
    if not any(overlap(asked, rect, -2.0 * ROOM_CELL_SCR) for rect in taken):
        assert room.is_free(asked)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 380), st.floats(0, 280)), max_size=25))
def test_names_cover_neither_labels_nor_each_other_and_stay_in_a_pan(places: list[tuple[float, float]]) -> None:
    boxes = [Box(x, y, x + 20.0, y + 16.0) for x, y in places]
    arrays = LabelArrays(Label(number, f"u{number}", 1, 1 + number % 3, box) for number, box in enumerate(boxes, 1))
    names, rows = LabelNames(QFont()), np.arange(len(boxes))
    names.prepare("key", Affine.identity(), SIZE, [(arrays, rows)], CATEGORIES, as_draft=False)
    found = list(names)
    outlines = [(box.left_px, box.top_px, box.right_px, box.bottom_px) for box in boxes]
    assert not any(overlap(name, outline, 2.0) for name in found for outline in outlines)
    assert not any(overlap(one, other, 2.0) for one, other in combinations(found, 2))
    for as_draft in (False, True):
        names.prepare("key", Affine.translation(30, -20), SIZE, [(arrays, rows)], CATEGORIES, as_draft=as_draft)
        assert list(names) == [(x + 30, y - 20, right + 30, bottom - 20) for x, y, right, bottom in found]
    if len(boxes) == 1:
        assert len(found) == 1


@given(RECTS.filter(lambda rect: rect[2] > 0 and rect[3] > 0), st.floats(20, 150))
def test_the_sizes_stand_within_the_pane_and_beside_their_label_where_there_is_room(
    rect: ScreenRect, width: float
) -> None:
    names = LabelNames(QFont())
    x, y = names.free_place(rect, width, SIZE)
    assert 0 <= x <= SIZE[0] - width
    assert 0 < y <= SIZE[1]
    if rect[1] > 20 and rect[3] < SIZE[1] - 40 and rect[0] >= 0 and rect[2] <= SIZE[0]:
        assert not overlap((x, y - 8.0, x + width, y), rect)
