"""Captions name labels, share, shorten and leave out, and stay while the view moves."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter

from basewatch_gui.geometry.outline import Box, OrientedBox, Point, bounds_px
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.label_arrays import LabelArrays
from basewatch_gui.widgets.pane.layers.labels.caption_places import PANE_EDGE_SCR, ScreenRect
from basewatch_gui.widgets.pane.layers.labels.captioned_objects import MOST_LONG, MOST_SHORT, LabelsInView
from basewatch_gui.widgets.pane.layers.labels.captions import Captions

pytestmark = pytest.mark.usefixtures("qapp")

CATEGORIES = {category.id: category for category in shipped_categories()}
LAUNCHER = next(category.id for category in CATEGORIES.values() if category.name == "S-400 launcher")
PANE = QRectF(0, 0, 900, 700)
PLATE: ScreenRect = (8.0, 8.0, 200.0, 48.0)


def label(number: int, x: float, y: float, side: float = 50.0, **fields: object) -> Label:
    made = Label(number, f"u{number}", 1, 1, Box(x, y, x + side, y + side))
    return replace(made, **fields)  # type: ignore[arg-type]


def in_view(labels: Sequence[Label], **fields: object) -> LabelsInView:
    made = LabelsInView(
        arrays=LabelArrays(labels),
        rows=np.arange(len(labels)),
        moved=(),
        categories=CATEGORIES,
        selected=frozenset(),
        hovered=None,
        author="",
        sizes_text=lambda _label: "69.1 × 73.3 m",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def said(labels: LabelsInView, to_screen: Affine = Affine.identity()) -> dict[int, str]:  # noqa: B008
    captions = Captions(QFont())
    captions.prepare(labels, to_screen, PANE, [PLATE])
    return {key: f"{tag.name} {tag.second}".strip() for key, tag in captions.tags().items()}


def test_a_caption_names_the_category_and_a_selected_or_hovered_one_its_sizes() -> None:
    labels = [label(1, 100, 200), label(2, 300, 200), label(3, 500, 200)]
    assert said(in_view(labels, selected=frozenset({2}), hovered=3)) == {
        1: "An-124",
        2: "An-124 69.1 × 73.3 m",
        3: "An-124 69.1 × 73.3 m",
    }


def test_small_neighbours_of_a_category_share_a_short_caption() -> None:
    row = [label(number, 100 + 30 * number, 200, 20, category_id=LAUNCHER) for number in range(1, 4)]
    far = label(9, 500, 400, 20, category_id=LAUNCHER)
    tiny = label(10, 600, 400, 10)
    assert said(in_view([*row, far, tiny])) == {1: "3 × launcher", 9: "launcher"}
    assert said(in_view(row, selected=frozenset({1})))[1] == "S-400 launcher 69.1 × 73.3 m"


def test_states_are_marks_and_other_analysts_are_initialled() -> None:
    labels = [
        label(1, 100, 200, review="approved", locked=True),
        label(2, 300, 200, author="Maria Kern"),
        label(3, 500, 200, author="me"),
    ]
    captions = Captions(QFont())
    captions.prepare(in_view(labels, author="me"), Affine.identity(), PANE)
    tags = captions.tags()
    assert tags[1].marks == ("locked", "approved")
    assert tags[2].second == "MK"
    assert tags[3].second == ""


def test_a_suggestion_asks_and_the_current_one_says_how_it_is_accepted() -> None:
    current, other = (Suggestion(1, OrientedBox((x, 300), 60, 50, 0), 2, "alike") for x in (200, 500))
    labels = in_view([], suggestions=(other, current), current=current, accept_text="Enter accepts")
    assert sorted(said(labels).values()) == ["Il-76 ?".replace(" ", ""), "Il-76? Enter accepts"]


@pytest.mark.parametrize(("count", "text"), [(MOST_LONG, "S-400 launcher"), (MOST_LONG + 10, "launcher")])
def test_many_captions_are_short(count: int, text: str) -> None:
    labels = [label(n + 1, 20 + 85 * (n % 10), 60 + 70 * (n // 10), 41, category_id=LAUNCHER) for n in range(count)]
    found = said(in_view(labels))
    assert text in found.values()
    assert {"launcher", text} >= set(found.values())


def test_very_many_labels_leave_only_the_selected_captioned() -> None:
    labels = [label(n + 1, 15 + 45 * (n % 19), 60 + 44 * (n // 19), 20) for n in range(MOST_SHORT + 50)]
    assert list(said(in_view(labels, selected=frozenset({60})))) == [60]


def test_a_label_of_which_little_is_seen_has_no_caption() -> None:
    assert said(in_view([label(1, -40, 300), label(2, 895, 300), label(3, 400, 300)])) == {3: "An-124"}


def test_a_state_without_a_caption_is_marked_on_the_rear_corner() -> None:
    crowd = [label(n + 1, 10 + 60 * (n % 15), 20 + 60 * (n // 15), 58) for n in range(150)]
    crowd[70] = replace(crowd[70], review="rejected")
    captions = Captions(QFont())
    captions.prepare(in_view(crowd), Affine.identity(), PANE)
    assert 71 not in captions.tags()
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    captions.paint(painter)
    painter.end()
    _, _, right, bottom = bounds_px(crowd[70].outline)
    red = [image.pixelColor(round(right) + dx, round(bottom) + dy).red() for dx in range(-6, 7) for dy in range(-6, 7)]
    assert max(red) > 150


BOXES = st.lists(
    st.tuples(st.floats(-50, 900), st.floats(-50, 700), st.floats(15, 160), st.floats(15, 160), st.floats(0, 359)),
    min_size=1,
    max_size=20,
)


@settings(max_examples=40)
@given(BOXES, st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40)), max_size=8))
def test_captions_stay_clear_of_everything_during_a_pan(
    boxes: list[tuple[float, float, float, float, float]], steps: list[tuple[int, int]]
) -> None:
    labels = [
        Label(number, f"u{number}", 1, 1 + number % 3, OrientedBox((x, y), long, wide, heading))
        for number, (x, y, long, wide, heading) in enumerate(boxes, 1)
    ]
    labels.append(Label(99, "u99", 1, 1, Point((400.0, 300.0))))
    captions, view = Captions(QFont()), in_view(labels)
    x = y = 0
    for dx, dy in [(0, 0), *steps]:
        x, y = x + dx, y + dy
        captions.prepare(view, Affine.translation(x, y), PANE, [PLATE])
        rects = list(captions)
        assert not any(overlap(one, other) for one, other in combinations([PLATE, *rects], 2))
        for left, top, right, bottom in rects:
            assert min(left, top) >= PANE_EDGE_SCR
            assert right <= PANE.right() - PANE_EDGE_SCR
            assert bottom <= PANE.bottom() - PANE_EDGE_SCR


def test_a_caption_keeps_its_anchor_through_pan_and_zoom() -> None:
    captions, view = Captions(QFont()), in_view([label(1, 400, 300)])
    captions.prepare(view, Affine.identity(), PANE)
    before = next(iter(captions))
    captions.prepare(view, Affine.translation(30, -20), PANE)
    assert next(iter(captions)) == tuple(np.add(before, (30, -20, 30, -20)))
    for step in range(1, 5):
        captions.prepare(view, Affine.scale(1 + step / 50), PANE, as_draft=True)
        _, _, _, bottom = next(iter(captions))
        assert bottom < 300 * (1 + step / 50)


def test_captions_make_room_for_furniture_that_comes_while_the_view_rests() -> None:
    captions, view = Captions(QFont()), in_view([label(1, 400, 300)])
    captions.prepare(view, Affine.identity(), PANE)
    before = next(iter(captions))
    captions.prepare(view, Affine.identity(), PANE, [before])
    assert not any(overlap(before, rect) for rect in captions)
    assert list(captions.tags()) == [1]


def test_what_came_during_a_pan_is_within_the_pane_when_the_view_is_back() -> None:
    captions, view = Captions(QFont()), in_view([label(1, 400, 300), label(2, 1000, 300)])
    for x in (0, -300, 0):
        captions.prepare(view, Affine.translation(x, 0), PANE)
    assert list(captions.tags()) == [1]


def test_a_very_long_name_is_cut() -> None:
    categories = {1: replace(CATEGORIES[1], name="A" * 500_000)}
    assert len(said(in_view([label(1, 100, 300)], categories=categories)).get(1, "")) <= 61


def overlap(one: ScreenRect, other: ScreenRect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
