import math
from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox

from basewatch_gui.model.category import Category
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.widgets import style

Role = QPalette.ColorRole


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    palette, sheet = QApplication.palette(), qapp.styleSheet()
    yield
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


def luminance(colour: QColor) -> float:
    """Relative luminance by WCAG 2.1."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.03928 else math.pow((part + 0.055) / 1.055, 2.4) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("least", "high_contrast"), [(4.5, False), (7.0, True)])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_all_text_can_be_read(qapp: QApplication, theme: str, least: float, high_contrast: bool) -> None:
    style.apply_theme(qapp, theme, high_contrast=high_contrast)
    palette = qapp.palette()
    for text, ground in (
        (palette.color(Role.WindowText), palette.color(Role.Window)),
        (palette.color(Role.Text), palette.color(Role.Base)),
        (palette.color(Role.ButtonText), palette.color(Role.Button)),
        (palette.color(Role.HighlightedText), palette.color(Role.Highlight)),
        (style.quiet_colour(), palette.color(Role.Window)),
        (style.accent_colour(), palette.color(Role.Window)),
        (style.severity_colour("warning"), style.hover_colour()),
        (style.severity_colour("error"), style.hover_colour()),
    ):
        assert contrast(text, ground) >= least, (text.name(), ground.name())


@pytest.mark.parametrize("high_contrast", [False, True])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_check_box_stands_out_from_its_ground(qapp: QApplication, theme: str, high_contrast: bool) -> None:
    style.apply_theme(qapp, theme, high_contrast=high_contrast)
    box = QCheckBox()
    box.resize(40, 20)
    image = box.grab().toImage()
    seen = [QColor(image.pixel(x, 10)) for x in range(20)]
    assert max(contrast(colour, qapp.palette().color(Role.Window)) for colour in seen) >= 3.0
    box.deleteLater()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_surround_of_imagery_is_neutral_grey(qapp: QApplication, theme: str) -> None:
    style.apply_theme(qapp, theme)
    palette = qapp.palette()
    for colour in (
        palette.color(Role.Window),
        palette.color(Role.Base),
        palette.color(Role.Button),
        style.pane_background(),
    ):
        assert colour.saturation() == 0, colour.name()


def test_the_theme_can_be_switched(qapp: QApplication) -> None:
    style.apply_theme(qapp, "dark")
    assert style.is_dark()
    dark = qapp.styleSheet()
    style.apply_theme(qapp, "light")
    assert not style.is_dark()
    assert qapp.styleSheet() != dark
    assert "$" not in dark


def test_the_system_theme_follows_the_desktop(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    schemes = {"now": Qt.ColorScheme.Dark}
    monkeypatch.setattr(style, "_system_scheme", lambda: schemes["now"])
    style.apply_theme(qapp, "system")
    assert style.is_dark()
    schemes["now"] = Qt.ColorScheme.Light
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not style.is_dark()
    style.apply_theme(qapp, "dark")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert style.is_dark()


def test_a_label_has_its_categorys_colour_and_grey_where_there_is_none() -> None:
    assert style.label_colour(Category(1, "a", colour="#E69F00")).name() == "#e69f00"
    assert style.label_colour(Category(1, "a", colour="no colour")).name() == "#999999"
    assert style.label_colour(None).name() == "#999999"


def test_every_dash_of_the_shipped_categories_can_be_drawn() -> None:
    assert {category.dash for category in shipped_categories()} <= set(style.DASHES)
    patterns = sorted(style.DASHES.values())
    assert all(one != other for one, other in pairwise(patterns))


def test_there_are_two_sizes_and_two_weights() -> None:
    points, pixels = QFont(), QFont()
    points.setPointSizeF(10.0)
    pixels.setPixelSize(20)
    assert style.small_font(points).pointSizeF() == 9.0
    assert style.small_font(pixels).pixelSize() == 18
    assert style.strong_font(points).weight() == QFont.Weight.DemiBold
