"""The look of the program: Fusion with two neutral grey palettes, one accent colour and a small style sheet."""

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLayout, QScrollArea, QWidget

from basewatch_gui.model.category import Category, Dash
from basewatch_gui.model.resources import resource_folder, resource_text

RHYTHM = 8
"""All gaps and margins are this many pixels, or half of it."""

PANE_BACKGROUND = {"dark": "#1e1e1e", "light": "#6e6e6e"}
"""The neutral background behind the frames: imagery is judged against its surround."""

DASHES: dict[Dash, tuple[float, ...]] = {
    "solid": (),
    "dash": (4.0, 2.5),
    "dot": (1.0, 2.0),
    "dash-dot": (4.0, 2.0, 1.0, 2.0),
}
"""Dash and gap lengths in line widths, as QPen counts them, for lines with flat caps."""


@dataclass(frozen=True, slots=True)
class _Colours:
    window: str
    base: str
    alternate: str
    button: str
    line: str
    text: str
    quiet: str
    disabled: str
    highlight: str
    accent: str
    hover: str
    pressed: str
    warning: str
    error: str
    border: str
    """Of what is ticked or typed into: strong enough to be seen on every ground."""
    focus: str


_DARK = _Colours(
    window="#2b2b2b",
    base="#232323",
    alternate="#272727",
    button="#363636",
    line="#454545",
    text="#dedede",
    quiet="#9c9c9c",
    disabled="#707070",
    highlight="#2a6680",
    accent="#5ab0cf",
    hover="#3a3a3a",
    pressed="#474747",
    warning="#e0a53a",
    error="#f29183",
    border="#8a8a8a",
    focus="#5ab0cf",
)
_LIGHT = _Colours(
    window="#ececec",
    base="#f8f8f8",
    alternate="#f2f2f2",
    button="#f0f0f0",
    line="#c2c2c2",
    text="#1e1e1e",
    quiet="#606060",
    disabled="#9a9a9a",
    highlight="#2a7896",
    accent="#1f7391",
    hover="#dfdfdf",
    pressed="#d0d0d0",
    warning="#7d5200",
    error="#b3261e",
    border="#757575",
    focus="#1f7391",
)
_DARK_CONTRAST = _Colours(
    window="#000000",
    base="#000000",
    alternate="#141414",
    button="#000000",
    line="#b4b4b4",
    text="#ffffff",
    quiet="#ffffff",
    disabled="#a0a0a0",
    highlight="#0b5c8f",
    accent="#ffd83d",
    hover="#2b2b2b",
    pressed="#404040",
    warning="#ffd83d",
    error="#ffa196",
    border="#ffffff",
    focus="#ffd83d",
)
_LIGHT_CONTRAST = _Colours(
    window="#ffffff",
    base="#ffffff",
    alternate="#efefef",
    button="#ffffff",
    line="#4a4a4a",
    text="#000000",
    quiet="#000000",
    disabled="#6a6a6a",
    highlight="#004578",
    accent="#004578",
    hover="#e2e2e2",
    pressed="#cccccc",
    warning="#5c3b00",
    error="#8f0f08",
    border="#000000",
    focus="#8a0064",
)


def apply_theme(app: QApplication, theme: str, *, high_contrast: bool = False) -> None:
    """Set palette and style sheet of the theme `dark`, `light` or `system`, which follows the desktop from then on.

    `high_contrast` takes the black or white variant of it, whose text and lines stand out most.
    """
    hints = app.styleHints()
    followed = app.property(_THEME) is not None
    app.setProperty(_THEME, theme)
    app.setProperty(_CONTRAST, high_contrast)
    if not followed:
        app.setStyle("Fusion")
        hints.colorSchemeChanged.connect(_on_system_scheme_changed)
    wanted = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}.get(theme, Qt.ColorScheme.Unknown)
    hints.setColorScheme(wanted)
    _apply_colours(app, theme)


def is_dark() -> bool:
    """Return True if the current palette is dark."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def is_high_contrast() -> bool:
    """Return True if the variant of the theme with the strongest contrasts is in force."""
    app = QApplication.instance()
    return app is not None and bool(app.property(_CONTRAST))


def accent_colour() -> QColor:
    """Return the one accent colour, readable as a line or as text in the current theme."""
    return QColor(_colours().accent)


def quiet_colour() -> QColor:
    """Return the colour of text that matters less, still readable (4.5 : 1 on the window)."""
    return QColor(_colours().quiet)


def line_colour() -> QColor:
    """Return the colour of hairlines between things."""
    return QColor(_colours().line)


def hover_colour() -> QColor:
    """Return the background of what the pointer is over."""
    return QColor(_colours().hover)


def severity_colour(severity: str) -> QColor:
    """Return the colour of an `info`, a `warning` or an `error`."""
    colours = _colours()
    return QColor({"warning": colours.warning, "error": colours.error}.get(severity, colours.accent))


def pane_background() -> QColor:
    """Return the background behind the frames in the current theme."""
    return QColor(PANE_BACKGROUND["dark" if is_dark() else "light"])


def label_colour(category: Category | None) -> QColor:
    """Return the colour of a category's labels; grey for None or a colour that Qt can't read."""
    colour = QColor(category.colour) if category is not None else QColor()
    return colour if colour.isValid() else QColor("#999999")


def small_font(font: QFont) -> QFont:
    """Return the font in the smaller of the two sizes, 0.9 of it."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * 0.9)
    else:
        made.setPixelSize(round(font.pixelSize() * 0.9))
    return made


def strong_font(font: QFont) -> QFont:
    """Return the font in the heavier of the two weights."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def quiet_label(text: str, parent: QWidget | None = None) -> QLabel:
    """Return a label in the colour of text that matters less, in every theme."""
    made = QLabel(text, parent)
    made.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return made


def empty_state(text: str, parent: QWidget | None = None) -> QLabel:
    """Return the label that a panel shows while it is empty: a quiet text in its middle, wrapped to its width."""
    label = quiet_label(text, parent)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setMargin(2 * RHYTHM)
    label.setMinimumWidth(1)
    return label


_THEME = "basewatch_theme"
_CONTRAST = "basewatch_contrast"


def _colours(dark: bool | None = None) -> _Colours:
    """Return the colours of the current theme, or those of the dark or the light one."""
    strong_ones = is_high_contrast()
    if dark if dark is not None else is_dark():
        return _DARK_CONTRAST if strong_ones else _DARK
    return _LIGHT_CONTRAST if strong_ones else _LIGHT


def _on_system_scheme_changed() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        _apply_colours(app, str(app.property(_THEME)))


def _apply_colours(app: QApplication, theme: str) -> None:
    dark = theme == "dark" or (theme == "system" and _system_scheme() == Qt.ColorScheme.Dark)
    colours = _colours(dark)
    app.setPalette(_palette(colours, dark))
    values = {name: getattr(colours, name) for name in _Colours.__slots__}
    values["icons"] = (resource_folder() / "icons").as_posix()
    app.setStyleSheet(Template(resource_text("style.qss")).substitute(values))


def _system_scheme() -> Qt.ColorScheme:
    return QGuiApplication.styleHints().colorScheme()


def _palette(colours: _Colours, dark: bool) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for part, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.alternate,
        role.Text: colours.text,
        role.PlaceholderText: colours.quiet,
        role.Button: colours.button,
        role.ButtonText: colours.text,
        role.BrightText: colours.error,
        role.ToolTipBase: colours.button,
        role.ToolTipText: colours.text,
        role.Highlight: colours.highlight,
        role.HighlightedText: "#ffffff",
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: "#4a4a4a" if dark else "#ffffff",
        role.Midlight: colours.hover,
        role.Mid: colours.line,
        role.Dark: "#1c1c1c" if dark else "#a8a8a8",
        role.Shadow: "#101010" if dark else "#808080",
    }.items():
        palette.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(colours.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.line))
    return palette


def scrolling(body: QWidget, parent: QWidget) -> QScrollArea:
    """Return a scroll area that makes the body of a dock as wide as the dock and scrolls it up and down."""
    area = QScrollArea(parent)
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def clear_layout(layout: QLayout) -> None:
    """Remove everything from a layout and delete its widgets; they are hidden at once, as deletion comes later."""
    while (taken := layout.takeAt(0)) is not None:
        widget = taken.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
