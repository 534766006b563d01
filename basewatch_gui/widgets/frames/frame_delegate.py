"""Paints the rows of the list of frames: panes, time, file, credit and faults."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from basewatch_gui.widgets import style
from basewatch_gui.widgets.icons import tinted_icon

ROW_ROLE = Qt.ItemDataRole.UserRole
HAS_CREDIT_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_PANES_WIDTH_SCR = 18
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class FrameRow:
    """Texts of one row, and for each pane whether it shows the frame."""

    frame_id: int
    title: str
    name: str
    facts: str
    count: str
    credit: str = ""
    fault: str = ""
    panes: tuple[bool, ...] = ()


class FrameDelegate(QStyledItemDelegate):
    """Paints a `FrameRow` in two lines, or three where the frame has a credit."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row: its lines, with half a step of air above and below."""
        title, small = _heights(QFont(option.font))  # a copy: the option's own font goes with the option
        return QSize(160, title + small * (2 if index.data(HAS_CREDIT_ROLE) else 1) + style.RHYTHM + style.RHYTHM // 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        row: FrameRow = index.data(ROW_ROLE)
        painter.save()
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, style.hover_colour())
        _paint_panes(painter, QRectF(rect.left() + 4, rect.top(), _PANES_WIDTH_SCR, rect.height()), row.panes)
        upper, lower, lowest = _lines(rect, option.font)
        text = option.palette.color(QPalette.ColorRole.Text)
        title_font, small = _title_font(row, option.font), style.small_font(option.font)
        both = QFontMetrics(title_font).horizontalAdvance(row.title) + QFontMetrics(small).horizontalAdvance(row.count)
        fits = both + style.RHYTHM <= upper.width()
        left = _paint_end(painter, upper, row.count if fits else "", small, style.quiet_colour())
        _paint_start(painter, upper, left, row.title, title_font, style.quiet_colour() if row.fault else text)
        left = _paint_fault(painter, lower, row.fault, small) if row.fault else lower.right()
        if not row.fault:
            left = _paint_end(painter, lower, row.facts, small, style.quiet_colour())
        _paint_start(painter, lower, left, row.name, small, style.quiet_colour())
        _paint_start(painter, lowest, lowest.right(), row.credit, small, style.quiet_colour())
        painter.restore()


def date_rect(rect: QRectF, row: FrameRow, font: QFont) -> QRectF:
    """Return the rectangle of the date in a row that is painted in `rect`."""
    upper = _lines(rect, font)[0]
    upper.setWidth(min(upper.width(), QFontMetrics(_title_font(row, font)).horizontalAdvance(row.title)))
    return upper


@lru_cache(maxsize=4)
def _heights(font: QFont) -> tuple[int, int]:
    """Return the heights of a line of title and of small text; cached, as each layout asks for every row."""
    return (QFontMetrics(font).height(), QFontMetrics(style.small_font(font)).height())


def _title_font(row: FrameRow, font: QFont) -> QFont:
    return style.strong_font(font) if any(row.panes) else font


def _lines(rect: QRectF, font: QFont) -> tuple[QRectF, QRectF, QRectF]:
    """Return the rectangles of a row's three lines from the top; the last is for the credit."""
    inner = rect.adjusted(4 + _PANES_WIDTH_SCR + style.RHYTHM, style.RHYTHM / 2, -6, -style.RHYTHM / 2)
    title, small = QFontMetrics(font).height() + 2.0, QFontMetrics(style.small_font(font)).height() + 1.0
    upper = QRectF(inner.left(), inner.top(), inner.width(), title)
    lower = QRectF(inner.left(), upper.bottom(), inner.width(), small)
    return (upper, lower, QRectF(inner.left(), lower.bottom(), inner.width(), small))


def _paint_panes(painter: QPainter, rect: QRectF, panes: Sequence[bool]) -> None:
    """Draw the window's panes as boxes, filled if they show the frame; nothing if none does."""
    if not any(panes):
        return
    box = QRectF(0.0, 0.0, _PANES_WIDTH_SCR - 2.0, 11.0)
    box.moveCenter(QPointF(round(rect.center().x()) + 0.5, round(rect.center().y()) + 0.5))
    width = box.width() / len(panes)
    for number, shows in enumerate(panes):
        part = QRectF(box.left() + number * width, box.top(), width, box.height())
        if shows:
            painter.fillRect(part, style.accent_colour())
        painter.setPen(QPen(style.quiet_colour(), 1.0))
        painter.drawRect(part)


def _paint_end(painter: QPainter, line: QRectF, text: str, font: QFont, colour: QColor) -> float:
    """Draw a text at the end of a line; return where the room before it ends."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(line, _RIGHT, text)
    return line.right() - (painter.fontMetrics().horizontalAdvance(text) + style.RHYTHM if text else 0)


def _paint_start(painter: QPainter, line: QRectF, right: float, text: str, font: QFont, colour: QColor) -> None:
    """Draw a text at the start of a line, elided in the middle to end before `right`."""
    painter.setFont(font)
    painter.setPen(colour)
    space = QRectF(line.left(), line.top(), max(right - line.left(), 0.0), line.height())
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(space.width()))
    painter.drawText(space, _LEFT, shown)


def _paint_fault(painter: QPainter, line: QRectF, text: str, font: QFont) -> float:
    """Draw a warning mark and a text at the end of a line; return where the room before them ends."""
    colour = style.severity_colour("warning")
    left = _paint_end(painter, line, text, font, colour)
    side = 14
    ratio = painter.device().devicePixelRatioF()
    at = QPointF(left - side + style.RHYTHM / 2, line.center().y() - side / 2)
    painter.drawPixmap(at, tinted_icon("warning", colour, side, ratio))
    return at.x() - style.RHYTHM / 2
