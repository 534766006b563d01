"""How a frame looks in the list: which pane shows it, its time, its file, its credit and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from basewatch_gui.widgets import style
from basewatch_gui.widgets.icons import tinted_icon

FRAME_ROW = Qt.ItemDataRole.UserRole
HAS_CREDIT = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_GLYPH = 18
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class FrameRow:
    """The words of one row, and for each pane whether it shows the frame."""

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
        """The lines and half a step of air above and below."""
        title, small = _heights(QFont(option.font))  # a copy: the option's own font goes with the option
        return QSize(160, title + small * (2 if index.data(HAS_CREDIT) else 1) + style.RHYTHM + style.RHYTHM // 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: FrameRow = index.data(FRAME_ROW)
        painter.save()
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, style.hover_colour())
        _paint_panes(painter, QRectF(rect.left() + 4, rect.top(), _GLYPH, rect.height()), row.panes)
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
    """Where the date stands in a row that is painted in this rectangle."""
    upper = _lines(rect, font)[0]
    upper.setWidth(min(upper.width(), QFontMetrics(_title_font(row, font)).horizontalAdvance(row.title)))
    return upper


@lru_cache(maxsize=4)
def _heights(font: QFont) -> tuple[int, int]:
    """How high a line of the title and one of the small text is: asked for every row whenever the list is laid out."""
    return (QFontMetrics(font).height(), QFontMetrics(style.small_font(font)).height())


def _title_font(row: FrameRow, font: QFont) -> QFont:
    return style.strong_font(font) if any(row.panes) else font


def _lines(rect: QRectF, font: QFont) -> tuple[QRectF, QRectF, QRectF]:
    """The rectangles of a row's lines from above; the last is the credit's."""
    inner = rect.adjusted(4 + _GLYPH + style.RHYTHM, style.RHYTHM / 2, -6, -style.RHYTHM / 2)
    title, small = QFontMetrics(font).height() + 2.0, QFontMetrics(style.small_font(font)).height() + 1.0
    upper = QRectF(inner.left(), inner.top(), inner.width(), title)
    lower = QRectF(inner.left(), upper.bottom(), inner.width(), small)
    return (upper, lower, QRectF(inner.left(), lower.bottom(), inner.width(), small))


def _paint_panes(painter: QPainter, rect: QRectF, panes: Sequence[bool]) -> None:
    """Draw the window's panes as a small box; those that show the frame are filled."""
    if not any(panes):
        return
    box = QRectF(0.0, 0.0, _GLYPH - 2.0, 11.0)
    box.moveCenter(QPointF(round(rect.center().x()) + 0.5, round(rect.center().y()) + 0.5))
    width = box.width() / len(panes)
    for number, shows in enumerate(panes):
        part = QRectF(box.left() + number * width, box.top(), width, box.height())
        if shows:
            painter.fillRect(part, style.accent_colour())
        painter.setPen(QPen(style.quiet_colour(), 1.0))
        painter.drawRect(part)


def _paint_end(painter: QPainter, line: QRectF, text: str, font: QFont, colour: QColor) -> float:
    """Draw a text so that it ends with the line; returns where it begins."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(line, _RIGHT, text)
    return line.right() - (painter.fontMetrics().horizontalAdvance(text) + style.RHYTHM if text else 0)


def _paint_start(painter: QPainter, line: QRectF, right: float, text: str, font: QFont, colour: QColor) -> None:
    """Draw a text from the line's beginning, its middle left out where it would pass `right`."""
    painter.setFont(font)
    painter.setPen(colour)
    space = QRectF(line.left(), line.top(), max(right - line.left(), 0.0), line.height())
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(space.width()))
    painter.drawText(space, _LEFT, shown)


def _paint_fault(painter: QPainter, line: QRectF, text: str, font: QFont) -> float:
    """Draw a warning mark and a text at the line's end; returns where the mark begins."""
    colour = style.severity_colour("warning")
    left = _paint_end(painter, line, text, font, colour)
    side = 14
    ratio = painter.device().devicePixelRatioF()
    at = QPointF(left - side + style.RHYTHM / 2, line.center().y() - side / 2)
    painter.drawPixmap(at, tinted_icon("warning", colour, side, ratio))
    return at.x() - style.RHYTHM / 2
