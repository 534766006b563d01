"""The program's own line icons, tinted_icon at paint time in the colours of the current palette."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from basewatch_gui.model.resources import resource_text


@cache
def icon(name: str, name_off: str = "") -> QIcon:
    """Return the icon of this name in the palette's text colour; it follows a change of theme by itself.

    `name_off` is drawn in its place while a checkable action is off. `basewatch`, the program's icon, keeps its own
    colours.
    """
    return QIcon(_LineIconEngine(name, name_off or name))


def tinted_icon(name: str, colour: QColor, side: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon as a pixmap in one colour, `side` device-independent pixels wide, sharp at this pixel ratio."""
    key = f"basewatch/{name}/{colour.rgba():08x}/{side}/{ratio}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        _renderer(name, colour.name()).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, pixmap)
    return pixmap


class _LineIconEngine(QIconEngine):
    """Paints one icon in the text colour that the palette has at the time of painting."""

    def __init__(self, name: str, name_off: str) -> None:
        super().__init__()
        self._name = name
        self._name_off = name_off

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the icon in the middle of the rectangle."""
        side = min(rect.width(), rect.height())
        square = QRectF(0.0, 0.0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name_in(state), _colour(mode).name()).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon in a pixmap of this size in device pixels."""
        return tinted_icon(self._name_in(state), _colour(mode), min(size.width(), size.height()))

    def clone(self) -> QIconEngine:
        """Return another engine of the same icon.

        Qt owns what `clone` returns, but PySide does not know that and would free it: `_clones` keeps a reference.
        """
        _clones.append(_LineIconEngine(self._name, self._name_off))
        return _clones[-1]

    def _name_in(self, state: QIcon.State) -> str:
        return self._name if state == QIcon.State.On else self._name_off


_clones: list[_LineIconEngine] = []


def _colour(mode: QIcon.Mode) -> QColor:
    palette = QGuiApplication.palette()
    if mode == QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    if mode == QIcon.Mode.Selected:
        return palette.color(QPalette.ColorRole.HighlightedText)
    return palette.color(QPalette.ColorRole.ButtonText)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = resource_text(f"icons/{name}.svg").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))
