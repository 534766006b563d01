"""A picture of many labels that is moved, mended and made again shows what a new one would."""

from dataclasses import replace

import numpy as np
import pytest
from affine import Affine
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.label_arrays import LabelArrays
from basewatch_gui.widgets.pane.layers.labels.label_picture import LabelPicture
from basewatch_gui.widgets.pane.layers.labels.level_of_detail import MOST_FINE, MOST_PLAIN, PaneView, detail_for
from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime
from basewatch_gui.widgets.pane.layers.labels_layer import MOST_LIT_OVER, LabelsLayer
from basewatch_gui.widgets.pane.layers.layer import SELECTION_COLOUR
from basewatch_gui.widgets.style import label_colour
from tests.widgets.pane.pointer import pixels

CATEGORIES = {category.id: category for category in shipped_categories()}
IDS = list(CATEGORIES)
WIDTH, HEIGHT = 320, 240
SIDE = 2000.0
NO_ROWS = np.empty(0, np.intp)
Pixels = np.ndarray
SELECTION_RGB = (SELECTION_COLOUR.red(), SELECTION_COLOUR.green(), SELECTION_COLOUR.blue())


def labels(count: int, size: float = 40.0) -> list[Label]:
    chance = np.random.default_rng(count)
    made = []
    for number in range(1, count + 1):
        x, y = chance.uniform(0, SIDE, 2).tolist()
        shapes: tuple[Outline, ...] = (
            OrientedBox((x, y), size, 0.8 * size, float(chance.uniform(0, 360))),
            Box(x, y, x + size, y + size),
            Polygon((((x, y), (x + size, y), (x, y + size)),)),
            Point((x, y)),
        )
        made.append(Label(number, f"u{number}", 1, IDS[number % len(IDS)], shapes[min(number % 8, 3)]))
    return made


def layer(qapp: object) -> LabelsLayer:
    made = LabelsLayer()
    made.resize(WIDTH, HEIGHT)
    return made


def looking(scale: float, x: float = SIDE / 2, y: float = SIDE / 2) -> Affine:
    return Affine.translation(WIDTH / 2, HEIGHT / 2) @ Affine.scale(scale) @ Affine.translation(-x, -y)


def shown(
    made: LabelsLayer,
    arrays: LabelArrays,
    view: Affine,
    selected: frozenset[int] = frozenset(),
    replaced: tuple[Label, ...] = (),
) -> Pixels:
    """What the layer paints over grey."""
    made.prepare(arrays, CATEGORIES, view, selected, replaced)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("#707070"))
    painter = QPainter(image)
    made.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return pixels(image)


def differ(one: Pixels, other: Pixels) -> int:
    """How many pixels differ by more than rounding."""
    return int((np.abs(one.astype(int) - other.astype(int)).max(axis=2) > 24).sum())


@pytest.mark.parametrize(("count", "scale"), [(200, 1.0), (12000, 0.5), (6000, 0.16), (3000, 0.05)])
def test_a_pan_shows_what_a_new_picture_would(qapp: object, count: int, scale: float) -> None:
    arrays = LabelArrays(labels(count))
    made = layer(qapp)
    view = looking(scale)
    shown(made, arrays, view)
    for step in [(9, 3), (-40, 7), (0, -100), (150, 150), (-31, 0), (200, -150)]:
        view = Affine.translation(*step) @ view
        fresh = shown(layer(qapp), arrays, view)
        assert differ(shown(made, arrays, view), fresh) <= 0.001 * WIDTH * HEIGHT


@pytest.mark.parametrize(("count", "scale"), [(300, 1.0), (5000, 0.05)])
def test_an_edit_is_seen_where_it_is(qapp: object, count: int, scale: float) -> None:
    held = labels(count)
    arrays = LabelArrays(held)
    made = layer(qapp)
    view = looking(scale)
    shown(made, arrays, view)
    first = next(label for label in held if isinstance(label.outline, OrientedBox))
    moved = replace(first, outline=OrientedBox((SIDE / 2, SIDE / 2), 60.0, 50.0, 20.0), category_id=IDS[3])
    last = Label(count + 1, "new", 1, IDS[5], Box(SIDE / 2 + 20, SIDE / 2, SIDE / 2 + 90, SIDE / 2 + 50))
    for before, after in ((first, moved), (None, last), (moved, None), (last, None)):
        arrays.change([(before, after)])
        others = LabelArrays([label for label in arrays.labels if label is not None])
        fresh = shown(layer(qapp), others, view)
        assert differ(shown(made, arrays, view), fresh) <= 30


@pytest.mark.parametrize("scale", [1.0, 0.1, 0.01])
def test_the_selected_and_the_moved_label_are_seen_at_any_scale(qapp: object, scale: float) -> None:
    held = [*labels(3000), Label(3001, "mine", 1, IDS[0], OrientedBox((SIDE / 2, SIDE / 2), 40.0, 30.0, 0.0))]
    arrays = LabelArrays(held)
    made = layer(qapp)
    bare = shown(made, arrays, looking(scale))
    lit = shown(made, arrays, looking(scale), frozenset({3001}))
    middle = (slice(HEIGHT // 2 - 40, HEIGHT // 2 + 40), slice(WIDTH // 2 - 40, WIDTH // 2 + 40))
    assert ((lit[middle] > 240).all(axis=2) & ~(bare[middle] > 240).all(axis=2)).sum() >= 20
    moved = replace(held[-1], outline=OrientedBox((SIDE / 2 + 80 / scale, SIDE / 2), 40.0, 30.0, 0.0))
    there = shown(made, arrays, looking(scale), frozenset({3001}), (moved,))
    gone = shown(layer(qapp), LabelArrays(held[:-1]), looking(scale))
    assert differ(there[middle], gone[middle]) <= 5
    assert differ(there, gone) >= 20


def test_many_selected_labels_are_ringed_among_the_others(qapp: object) -> None:
    held = labels(2000)
    arrays = LabelArrays(held)
    made = layer(qapp)
    for scale in (0.05, 0.3, 1.0):
        bare = shown(made, arrays, looking(scale))
        lit = shown(made, arrays, looking(scale), frozenset(label.id for label in held[: MOST_LIT_OVER + 1200]))
        ringed, before = ((np.abs(each.astype(int) - SELECTION_RGB).max(axis=2) < 30).sum() for each in (lit, bare))
        assert ringed > before + 50


def test_a_dot_has_the_colour_of_its_category(qapp: object) -> None:
    colour = label_colour(CATEGORIES[IDS[2]])
    arrays = LabelArrays([Label(1, "u", 1, IDS[2], Box(SIDE / 2 - 10, SIDE / 2 - 10, SIDE / 2 + 10, SIDE / 2 + 10))])
    picture = shown(layer(qapp), arrays, looking(0.05))
    assert picture[HEIGHT // 2, WIDTH // 2].tolist() == [colour.red(), colour.green(), colour.blue()]
    assert (picture != 0x70).any(axis=2).sum() == 25


def test_labels_of_hidden_authors_are_not_drawn(qapp: object) -> None:
    arrays = LabelArrays([Label(1, "u", 1, 1, Box(950.0, 950.0, 1050.0, 1050.0), author="her")])
    made = layer(qapp)
    assert (shown(made, arrays, looking(1.0)) != 0x70).any()
    arrays.hide_authors(["her"])
    assert (shown(made, arrays, looking(1.0)) == 0x70).all()
    assert (shown(made, arrays, looking(1.0), frozenset({1})) == 0x70).all()
    arrays.hide_authors([])
    assert (shown(made, arrays, looking(1.0)) != 0x70).any()


def test_detail_goes_with_the_number_and_does_not_flicker() -> None:
    assert [detail_for(count, "fine") for count in (MOST_FINE, MOST_FINE + 1, MOST_PLAIN + 1)] == [
        "fine",
        "plain",
        "thin",
    ]
    assert detail_for(MOST_FINE - 1, "plain") == "plain"
    assert detail_for(MOST_PLAIN - 1, "thin") == "thin"
    assert detail_for(1, "thin") == "fine"


def picture_of(arrays: LabelArrays, view: Affine) -> LabelPicture:
    made = LabelPicture()
    made.prepare(arrays, CATEGORIES, looking_at(view), NO_ROWS, frozenset(), as_draft=False)
    return made


def looking_at(view: Affine) -> PaneView:
    return PaneView(view, (WIDTH, HEIGHT), 1.0)


def drawn(made: LabelPicture) -> Pixels:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("#707070"))
    painter = QPainter(image)
    made.paint(painter)
    painter.end()
    return pixels(image)


@pytest.mark.parametrize(("count", "scale", "reach"), [(200, 1.0, 1.0), (12000, 0.5, 0.5), (9000, 0.16, 0.2)])
def test_what_grew_about_the_pane_is_what_a_new_picture_shows(
    qapp: object, count: int, scale: float, reach: float
) -> None:
    arrays = LabelArrays(labels(count))
    view = looking(scale)
    made = picture_of(arrays, view)
    pieces = 0
    for step in [(60, 30), (-700, 40), (0, -300), (500, 300), (-800, -600), (1600, 1200)]:
        while not made.draw_ahead():
            pieces += 1
        view = Affine.translation(*(round(reach * way) for way in step)) @ view
        assert made.reuse_for(looking_at(view))
        assert differ(drawn(made), drawn(picture_of(arrays, view))) <= 0.001 * WIDTH * HEIGHT
    assert 5 < pieces < 200


def test_an_edit_is_seen_in_what_grew(qapp: object) -> None:
    held = labels(200)
    arrays, view = LabelArrays(held), looking(1.0)
    made = picture_of(arrays, view)
    while not made.draw_ahead():
        pass
    there = (SIDE / 2 + WIDTH / 2 + 90, SIDE / 2)
    arrays.change([(None, Label(900, "new", 1, IDS[5], Box(there[0], there[1], there[0] + 50, there[1] + 40)))])
    made.prepare(arrays, CATEGORIES, looking_at(view), NO_ROWS, frozenset(), as_draft=False)
    aside = looking(1.0, x=there[0])
    assert made.reuse_for(looking_at(aside))
    assert differ(drawn(made), drawn(picture_of(arrays, aside))) <= 30


def test_a_picture_stands_in_for_a_view_that_is_zoomed_a_little(qapp: object) -> None:
    arrays = LabelArrays(labels(200))
    made, of_few = picture_of(arrays, looking(1.0)), picture_of(LabelArrays(labels(20)), looking(1.0))
    assert not of_few.reuse_for(looking_at(looking(1.25)))
    assert made.reuse_for(looking_at(looking(1.25)))
    assert made.is_draft
    stretched, fresh = drawn(made), drawn(picture_of(arrays, looking(1.25)))
    painted = [(picture != 0x70).any(axis=2) for picture in (stretched, fresh)]
    assert (painted[0] & painted[1]).sum() > 0.6 * painted[1].sum()
    assert made.reuse_for(looking_at(looking(0.85)))
    assert not made.reuse_for(looking_at(looking(1.7)))
    assert not made.reuse_for(looking_at(Affine.rotation(2.0) @ looking(1.0)))
    assert made.reuse_for(looking_at(looking(1.0)))
    assert not made.is_draft


def test_labels_about_the_pane_are_drawn_in_spare_time(qapp: QApplication) -> None:
    spare = SpareTime()
    made = LabelsLayer(spare)
    made.resize(WIDTH, HEIGHT)
    shown(made, LabelArrays(labels(200)), looking(1.0))
    turns = 0
    while not spare.is_idle:
        qapp.processEvents()
        turns += 1
    assert turns > 2
