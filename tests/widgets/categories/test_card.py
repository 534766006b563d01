"""The type card: picture, sizes, look-alikes and advice."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.edit import replaced
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.categories.category_texts import carries_text
from basewatch_gui.widgets.categories.type_card_panel import TypeCardPanel
from basewatch_gui.widgets.categories.type_picture import APRON_COLOUR, Sight, sample_silhouette

Draw = Callable[..., Label]


@pytest.fixture
def card(qtbot: QtBot, session: Session) -> TypeCardPanel:
    made = TypeCardPanel(session)
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    made.set_frame(1)
    return made


def covered(image: QImage) -> tuple[int, int]:
    """Width and height of what differs from the ground."""
    ground = QColor(APRON_COLOUR).rgb()
    places = [
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) | 0xFF000000 != ground
    ]
    xs, ys = zip(*places, strict=True)
    return max(xs) - min(xs) + 1, max(ys) - min(ys) + 1


@pytest.mark.parametrize(("heading", "expected"), [(0.0, (51, 47)), (90.0, (47, 51)), (180.0, (51, 47))])
def test_the_picture_has_as_many_pixels_as_the_frame_would_give_it(
    qapp: object, heading: float, expected: tuple[int, int]
) -> None:
    width, height = covered(sample_silhouette(Sight("il-76", 46.59, 50.50, heading, 1.0)))
    assert abs(width - expected[0]) <= 1
    assert abs(height - expected[1]) <= 1


def test_the_card_follows_the_chosen_category_and_the_selected_label(
    card: TypeCardPanel, session: Session, draw: Draw
) -> None:
    session.choose_category(2)
    assert card.name.text() == "Il-76"
    assert card.lines[:2] == ["46.59 × 50.5 m, seen in a public source", "93 × 101 px in this frame"]
    upright = card.picture.image.size()
    label = draw(1, 1, OrientedBox((100.0, 100.0), 140.0, 150.0, 45.0))
    session.select(1, [label.id])
    assert card.name.text() == "An-124"
    assert card.picture.image.size() != upright
    before = card.picture.image.size()
    session.do(replaced("turn", [(label, replace(label, outline=OrientedBox((100.0, 100.0), 140.0, 150.0, 0.0)))]))
    assert card.picture.image.size() != before


def test_look_alikes_tell_the_difference(card: TypeCardPanel, session: Session) -> None:
    session.choose_category(3)
    assert "An-26 (23.8 × 29.2 m): same span: size does not tell them apart" in card.lines
    assert "An-12 (33.2 × 38 m): 9.5 m longer, span 8.8 m more" in card.lines


def test_a_project_made_earlier_has_the_look_alikes_that_are_shipped(card: TypeCardPanel, session: Session) -> None:
    category = session.project.categories[3]
    session.do(replaced("edit categories", [(category, replace(category, look_alikes=()))]))
    session.choose_category(3)
    assert "An-26 (23.8 × 29.2 m): same span: size does not tell them apart" in card.lines


def test_a_frame_without_scale_still_shows_the_type(card: TypeCardPanel, session: Session) -> None:
    session.choose_category(2)
    card.set_frame(3)
    assert card.picture.isVisible()
    assert not any("px in this frame" in line for line in card.lines)
    assert "The GSD is unknown: what the frame can carry can't be said." in card.lines


def test_a_category_without_silhouette_has_no_picture(card: TypeCardPanel, session: Session) -> None:
    session.choose_category(7)
    assert not card.picture.isVisible()
    assert card.name.text() == "other combat aircraft"


@pytest.mark.parametrize(
    ("gsd_m", "what"),
    [(0.31, "type and state"), (0.35, "type and state"), (0.5, "family"), (0.79, "class only"), (3.0, "presence")],
)
def test_what_a_frame_can_carry(qapp: object, gsd_m: float, what: str) -> None:
    assert what in carries_text(gsd_m)
    assert "can't be told" in carries_text(30.0)
