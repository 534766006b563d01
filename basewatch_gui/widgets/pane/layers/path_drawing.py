"""A measured path over a frame: a line with a ring about each point, and its figures beside it."""

from math import hypot

from affine import Affine
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from basewatch_gui.geometry.transform import apply
from basewatch_gui.tools.preview import Preview
from basewatch_gui.widgets.pane.layers.layer import CASING, HaloText
from basewatch_gui.widgets.pane.layers.preview_text import PreviewTexts

COLOUR = QColor("#ffd166")
RING_SCR = 4.5
GAP_SCR = 10.0
LEG_GAP_SCR = 6.0
EDGE_SCR = 6.0
LINE = 1.2
"""Lines stand so many heights of the letters apart: their halos don't touch."""
LEG_ROOM_SCR = 24.0
"""A leg carries its text where it is longer than that by this much."""


class PathDrawing:
    """What is painted of one measurement."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._metrics, self._bold_metrics = QFontMetricsF(font), QFontMetricsF(self._bold)
        self._path = QPainterPath()
        self._texts: list[HaloText] = []

    @property
    def text_rects(self) -> list[QRectF]:
        """The room of each text in screen pixels, the lines last."""
        return [text.rect for text in self._texts]

    def prepare(self, preview: Preview | None, texts: PreviewTexts, to_screen: Affine, size: QSizeF) -> None:
        """Make ready the path that a preview holds, for a pane of this size; nothing where it holds none."""
        self._path, self._texts = QPainterPath(), []
        if preview is None or len(preview.path_px) < 2:
            return
        places = [QPointF(x, y) for x, y in apply(to_screen, preview.path_px)]
        is_closed = places[0] == places[-1]
        self._path.addPolygon(QPolygonF(places))
        for place in places[: -1 if is_closed else None]:
            self._path.addEllipse(place, RING_SCR, RING_SCR)
        # The last leg of an open path is among the lines.
        for number, text in enumerate(texts.legs if is_closed else texts.legs[:-1]):
            self._write_leg(places, number, text)
        self._write_lines(places, is_closed, texts.lines, size)

    def paint(self, painter: QPainter) -> None:
        """Draw what is ready."""
        painter.strokePath(self._path, QPen(CASING, 4.5))
        painter.strokePath(self._path, QPen(COLOUR, 1.8))
        for text in self._texts:
            text.draw(painter)

    def _write_lines(self, places: list[QPointF], is_closed: bool, lines: tuple[str, ...], size: QSizeF) -> None:
        """Where they hide nothing: beside the box about a closed path or the end of an open one, onwards first."""
        wide = max((self._bold_metrics.horizontalAdvance(line) for line in lines), default=0.0)
        room = QSizeF(wide, LINE * self._metrics.height() * len(lines))
        end = QRectF(places[-1], places[-1]).adjusted(-RING_SCR, -RING_SCR, RING_SCR, RING_SCR)
        onwards = places[-1] - places[-2]
        beside = QPolygonF(places).boundingRect() if is_closed else end
        taken = self.text_rects
        pane = QRectF(QPointF(), size).adjusted(EDGE_SCR, EDGE_SCR, -EDGE_SCR, -EDGE_SCR)
        spots = _spots(beside, room, QPointF(1, 0) if is_closed else onwards)
        free = (spot for spot in spots if pane.contains(spot) and not self._hides(spot, taken))
        spot = next(free, None) or _within(spots[0], pane)
        for number, line in enumerate(lines):
            at = QPointF(spot.left(), spot.top() + number * LINE * self._metrics.height() + self._metrics.ascent())
            font, colour = (self._bold, COLOUR) if number == 0 else (self._font, QColor("white"))
            self._texts.append(HaloText(line, font, at, colour))

    def _hides(self, spot: QRectF, taken: list[QRectF]) -> bool:
        return self._path.intersects(spot) or any(spot.intersects(other) for other in taken)

    def _write_leg(self, places: list[QPointF], number: int, text: str) -> None:
        """In the middle of a leg, on its outer side."""
        start, end = places[number], places[number + 1]
        along = end - start
        length = hypot(along.x(), along.y())
        wide, high = self._metrics.horizontalAdvance(text), self._metrics.height()
        if length < wide + LEG_ROOM_SCR:
            return
        centre = sum(places, QPointF()) / len(places)
        middle = (start + end) / 2
        out = QPointF(along.y(), -along.x()) / length
        if QPointF.dotProduct(out, middle - centre) < 0:
            out = -out
        away = abs(out.x()) * wide / 2 + abs(out.y()) * high / 2 + LEG_GAP_SCR
        at = middle + out * away + QPointF(-wide / 2, self._metrics.ascent() - high / 2)
        self._texts.append(HaloText(text, self._font, at, QColor("white")))


def _spots(beside: QRectF, room: QSizeF, onwards: QPointF) -> list[QRectF]:
    """Where a text of this size can stand beside a box: first the side that lies onwards, last the one behind."""
    middle = QRectF(beside.center() - QPointF(room.width() / 2, room.height() / 2), room)
    across = (beside.width() + room.width()) / 2 + GAP_SCR
    down = (beside.height() + room.height()) / 2 + GAP_SCR
    ways = (QPointF(across, 0), QPointF(-across, 0), QPointF(0, down), QPointF(0, -down))
    ahead = [QPointF.dotProduct(way, onwards) / hypot(way.x(), way.y()) for way in ways]
    return [middle.translated(ways[number]) for number in sorted(range(4), key=lambda number: -ahead[number])]


def _within(spot: QRectF, pane: QRectF) -> QRectF:
    """The spot moved into the pane."""
    left = max(min(spot.left(), pane.right() - spot.width()), pane.left())
    top = max(min(spot.top(), pane.bottom() - spot.height()), pane.top())
    return QRectF(QPointF(left, top), spot.size())
