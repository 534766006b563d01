"""The swatch of a category: a small box drawn as its labels are, colour and dash over a dark casing."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from basewatch_gui.model.category import Category
from basewatch_gui.widgets.style import CASING, DASHES, label_colour

WIDTH, HEIGHT = 22, 14
_RATIO = 2
_FILL = 0.35


def paint_swatch(painter: QPainter, rect: QRectF, category: Category | None) -> None:
    """Draw the swatch of a category in the middle of the rectangle."""
    box = QRectF(0.0, 0.0, WIDTH - 4.0, HEIGHT - 4.0)
    box.moveCenter(rect.center())
    colour = label_colour(category)
    fill = QColor(colour)
    fill.setAlphaF(_FILL)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(box, fill)
    painter.setPen(_pen(QColor(CASING), 3.0))
    painter.drawRoundedRect(box, 1.0, 1.0)
    pen = _pen(colour, 2.0)
    dash = DASHES[category.dash] if category is not None else ()
    if dash:
        pen.setDashPattern(list(dash))
    painter.setPen(pen)
    painter.drawRect(box)
    painter.restore()


def swatch_icon(category: Category | None) -> QIcon:
    """The swatch as an icon, for combo boxes."""
    pixmap = QPixmap(QSize(WIDTH, HEIGHT) * _RATIO)
    pixmap.setDevicePixelRatio(_RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_swatch(painter, QRectF(0.0, 0.0, WIDTH, HEIGHT), category)
    painter.end()
    return QIcon(pixmap)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
