"""Paints the list of categories: headings, and rows of swatch, name, count and key."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from basewatch_gui.model.category import Category
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.swatch import SWATCH_WIDTH, paint_swatch

CATEGORY_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
CHOSEN_ROLE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex

ROW_PADDING_SCR = 5
"""Rows are this much higher than their text; little, as the list is short with three docks above each other."""


class CategoryDelegate(QStyledItemDelegate):
    """Paints a heading, or the swatch, name, count and key of a category."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of one line of text with its padding."""
        return QSize(160, QFontMetrics(option.font).height() + ROW_PADDING_SCR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a heading, or a row with a category."""
        category = index.data(CATEGORY_ROLE)
        painter.save()
        if category is None:
            _paint_heading(painter, option, index)
        else:
            _paint_row(painter, option, index, category)
        painter.restore()


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    rect = QRectF(option.rect).adjusted(4, 3, -4, -1)
    painter.setFont(style.small_font(option.font))
    painter.setPen(style.quiet_colour())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, str(index.data()))


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, index: Index, category: Category) -> None:
    rect, font = QRectF(option.rect), option.font
    chosen = bool(index.data(CHOSEN_ROLE))
    current = bool(option.state & QStyle.StateFlag.State_HasFocus)
    if chosen or current or option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, style.hover_colour())
    if chosen:
        painter.fillRect(QRectF(rect.left(), rect.top(), 3.0, rect.height()), style.accent_colour())
    paint_swatch(painter, QRectF(rect.left() + 8, rect.top(), SWATCH_WIDTH, rect.height()), category)
    right = rect.right() - 6
    right = _paint_key(painter, font, rect, right, category.key) - style.RHYTHM
    right = _paint_count(painter, font, rect, right, index.data(COUNT_ROLE)) - style.RHYTHM
    left = rect.left() + 8 + SWATCH_WIDTH + style.RHYTHM
    painter.setFont(style.strong_font(font) if chosen else font)
    painter.setPen(option.palette.color(QPalette.ColorRole.Text))
    space = QRectF(left, rect.top(), right - left, rect.height())
    name = painter.fontMetrics().elidedText(category.name, Qt.TextElideMode.ElideRight, int(space.width()))
    painter.drawText(space, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)


def _paint_key(painter: QPainter, font: QFont, rect: QRectF, right: float, key: str) -> float:
    """Draw the key as a key cap ending at `right`; return the left edge of its column, which is kept without a key."""
    side = QFontMetrics(font).height() + 1.0
    cap = QRectF(right - side, rect.center().y() - side / 2, side, side)
    if key:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.line_colour(), 1.0))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(style.small_font(font))
        painter.setPen(style.quiet_colour())
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    return cap.left()


def _paint_count(painter: QPainter, font: QFont, rect: QRectF, right: float, count: int | None) -> float:
    """Draw a count other than 0 ending at `right`; return the left edge of what was drawn."""
    if not count:
        return right
    painter.setFont(style.small_font(font))
    painter.setPen(style.quiet_colour())
    width = painter.fontMetrics().horizontalAdvance(str(count))
    space = QRectF(right - width, rect.top(), width, rect.height())
    painter.drawText(space, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(count))
    return space.left()
