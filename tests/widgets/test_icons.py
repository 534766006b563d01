import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from basewatch_gui.model.resources import resource_folder, resource_text
from basewatch_gui.widgets.icons import icon, tinted_icon

LINE_ICONS = sorted(
    path.stem
    for path in (resource_folder() / "icons").glob("*.svg")
    if path.stem not in {"basewatch", "dash", "down", "tick"}
)
ON_THE_TOOLBAR = ["select", "hand", "oriented-box", "box", "polygon", "point", "fit", "lock", "unlock"]


@pytest.fixture(autouse=True)
def _palette_as_before(qapp: QApplication) -> Iterator[None]:
    before = QApplication.palette()
    yield
    QApplication.setPalette(before)


def colours(pixmap: QPixmap) -> set[str]:
    """The colours of the opaque pixels."""
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in pixels if colour.alpha() == 255}


def set_text_colour(group: QPalette.ColorGroup, colour: str) -> None:
    palette = QApplication.palette()
    palette.setColor(group, QPalette.ColorRole.ButtonText, QColor(colour))
    QApplication.setPalette(palette)


def test_the_toolbar_has_its_icons() -> None:
    assert set(ON_THE_TOOLBAR) <= set(LINE_ICONS)


@pytest.mark.parametrize("name", LINE_ICONS)
def test_an_icon_is_lines_of_one_width_on_the_grid(name: str) -> None:
    text = resource_text(f"icons/{name}.svg")
    assert 'viewBox="0 0 20 20"' in text
    assert 'fill="none"' in text
    assert re.findall(r'stroke="([^"]*)"', text) == ["currentColor"]
    assert re.findall(r'stroke-width="([^"]*)"', text) == ["1.5"]


@pytest.mark.parametrize("name", LINE_ICONS)
def test_an_icon_has_the_palettes_text_colour_and_nothing_else(name: str) -> None:
    set_text_colour(QPalette.ColorGroup.All, "#204060")
    drawn = colours(icon(name).pixmap(QSize(80, 80), 1.0))
    assert drawn == {"#204060"}


def test_an_icon_follows_a_change_of_theme() -> None:
    for colour in ("#101010", "#e0e0e0"):
        set_text_colour(QPalette.ColorGroup.All, colour)
        assert colours(icon("lock").pixmap(QSize(40, 40), 1.0)) == {colour}


def test_a_disabled_icon_has_the_disabled_colour() -> None:
    set_text_colour(QPalette.ColorGroup.All, "#101010")
    set_text_colour(QPalette.ColorGroup.Disabled, "#808080")
    assert colours(icon("undo").pixmap(QSize(40, 40), 1.0, QIcon.Mode.Disabled)) <= {"#808080", "#7f7f7f"}


def test_an_icon_is_sharp_on_a_dense_screen() -> None:
    pixmap = icon("fit").pixmap(QSize(20, 20), 2.0)
    assert (pixmap.size(), pixmap.devicePixelRatio()) == (QSize(40, 40), 2.0)
    mark = tinted_icon("warning", QColor("#ff0000"), 20, 2.0)
    assert (mark.size(), mark.devicePixelRatio()) == (QSize(40, 40), 2.0)


def test_the_programs_icon_keeps_its_colours() -> None:
    set_text_colour(QPalette.ColorGroup.All, "#204060")
    drawn = colours(icon("basewatch").pixmap(QSize(64, 64), 1.0))
    assert "#5ab0cf" in drawn
    assert "#204060" not in drawn


def test_a_copy_of_an_icon_that_is_changed_still_paints() -> None:
    copy = QIcon(icon("close"))
    copy.addPixmap(QPixmap(4, 4))
    assert not copy.pixmap(QSize(20, 20), 1.0).isNull()
