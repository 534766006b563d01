"""The swatch of a category: a small box drawn as its labels are, in colour and dash over a dark casing."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from basewatch_gui.model.category import Category
from basewatch_gui.widgets.style import DASHES, label_colour

SWATCH_WIDTH, SWATCH_HEIGHT = 22, 14
_ICON_RATIO = 2
_FILL_ALPHA = 0.35
_CASING = "#141414"


def paint_swatch(painter: QPainter, rect: QRectF, category: Category | None) -> None:
    """Paint the swatch of a category in the middle of the rectangle."""
    box = QRectF(0.0, 0.0, SWATCH_WIDTH - 4.0, SWATCH_HEIGHT - 4.0)
    box.moveCenter(rect.center())
    colour = label_colour(category)
    fill = QColor(colour)
    fill.setAlphaF(_FILL_ALPHA)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(box, fill)
    painter.setPen(_pen(QColor(_CASING), 3.0))
    painter.drawRoundedRect(box, 1.0, 1.0)
    pen = _pen(colour, 2.0)
    dash = DASHES[category.dash] if category is not None else ()
    if dash:
        pen.setDashPattern(list(dash))
    painter.setPen(pen)
    painter.drawRect(box)
    painter.restore()


def swatch_icon(category: Category | None) -> QIcon:
    """Return the swatch of a category as an icon, for combo boxes."""
    pixmap = QPixmap(QSize(SWATCH_WIDTH, SWATCH_HEIGHT) * _ICON_RATIO)
    pixmap.setDevicePixelRatio(_ICON_RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_swatch(painter, QRectF(0.0, 0.0, SWATCH_WIDTH, SWATCH_HEIGHT), category)
    painter.end()
    return QIcon(pixmap)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
