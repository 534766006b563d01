"""A measured path over a frame: a line with a ring about each point, and its figures beside it."""

from math import hypot

from affine import Affine
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from basewatch_gui.geometry.transform import apply
from basewatch_gui.tools.preview import Preview
from basewatch_gui.widgets.pane.layers.layer import CASING, TagText
from basewatch_gui.widgets.pane.layers.preview_text import PreviewTexts

PATH_COLOUR = QColor("white")
PATH_RING_SCR = 4.5
PATH_TEXT_GAP_SCR = 10.0
LEG_TEXT_GAP_SCR = 6.0
TEXT_TO_EDGE_SCR = 6.0
LINE_SPACING = 1.2
"""Distance of two lines in heights of the letters: their plates don't touch."""
LEG_SPARE_SCR = 24.0
"""A leg carries its text if it is longer than the text by this much."""


class PathDrawing:
    """Draws one measured path with its figures."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._metrics, self._bold_metrics = QFontMetricsF(font), QFontMetricsF(self._bold)
        self._path = QPainterPath()
        self._texts: list[TagText] = []

    @property
    def text_rects(self) -> list[QRectF]:
        """Rectangles of the texts in screen pixels: those of legs, then the lines."""
        return [text.rect for text in self._texts]

    def prepare(self, preview: Preview | None, texts: PreviewTexts, to_screen: Affine, size: QSizeF) -> None:
        """Compute the drawing of a preview's path for a pane of this size in screen pixels; nothing without a path."""
        self._path, self._texts = QPainterPath(), []
        if preview is None or len(preview.path_px) < 2:
            return
        places = [QPointF(x, y) for x, y in apply(to_screen, preview.path_px)]
        is_closed = places[0] == places[-1]
        self._path.addPolygon(QPolygonF(places))
        for place in places[: -1 if is_closed else None]:
            self._path.addEllipse(place, PATH_RING_SCR, PATH_RING_SCR)
        # The last leg of an open path is among the lines.
        for number, text in enumerate(texts.legs if is_closed else texts.legs[:-1]):
            self._write_leg(places, number, text)
        self._write_lines(places, is_closed, texts.lines, size)

    def paint(self, painter: QPainter) -> None:
        """Paint what `prepare` computed."""
        painter.strokePath(self._path, QPen(CASING, 4.5))
        painter.strokePath(self._path, QPen(PATH_COLOUR, 2.0))
        for text in self._texts:
            text.draw(painter)

    def _write_lines(self, places: list[QPointF], is_closed: bool, lines: tuple[str, ...], size: QSizeF) -> None:
        """Add the lines where they cover nothing: beside a closed path, or beside the end of an open one.

        The side that lies onwards is tried first; with no free side they stand there anyway, moved into the pane.
        """
        wide = max((self._bold_metrics.horizontalAdvance(line) for line in lines), default=0.0)
        room = QSizeF(wide, LINE_SPACING * self._metrics.height() * len(lines))
        end = QRectF(places[-1], places[-1]).adjusted(-PATH_RING_SCR, -PATH_RING_SCR, PATH_RING_SCR, PATH_RING_SCR)
        onwards = places[-1] - places[-2]
        beside = QPolygonF(places).boundingRect() if is_closed else end
        taken = self.text_rects
        pane = QRectF(QPointF(), size).adjusted(
            TEXT_TO_EDGE_SCR, TEXT_TO_EDGE_SCR, -TEXT_TO_EDGE_SCR, -TEXT_TO_EDGE_SCR
        )
        spots = _text_spots(beside, room, QPointF(1, 0) if is_closed else onwards)
        free = (spot for spot in spots if pane.contains(spot) and not self._covers(spot, taken))
        spot = next(free, None) or _moved_into(spots[0], pane)
        for number, line in enumerate(lines):
            at = QPointF(
                spot.left(), spot.top() + number * LINE_SPACING * self._metrics.height() + self._metrics.ascent()
            )
            font, colour = (self._bold, PATH_COLOUR) if number == 0 else (self._font, QColor("white"))
            self._texts.append(TagText(line, font, at, colour))

    def _covers(self, spot: QRectF, taken: list[QRectF]) -> bool:
        """Return True if a text at this spot would cover the path or another text."""
        return self._path.intersects(spot) or any(spot.intersects(other) for other in taken)

    def _write_leg(self, places: list[QPointF], number: int, text: str) -> None:
        """Add a leg's text beside its middle, on the outer side of the path; a leg too short for it has none."""
        start, end = places[number], places[number + 1]
        along = end - start
        length = hypot(along.x(), along.y())
        wide, high = self._metrics.horizontalAdvance(text), self._metrics.height()
        if length < wide + LEG_SPARE_SCR:
            return
        centre = sum(places, QPointF()) / len(places)
        middle = (start + end) / 2
        out = QPointF(along.y(), -along.x()) / length
        if QPointF.dotProduct(out, middle - centre) < 0:
            out = -out
        away = abs(out.x()) * wide / 2 + abs(out.y()) * high / 2 + LEG_TEXT_GAP_SCR
        at = middle + out * away + QPointF(-wide / 2, self._metrics.ascent() - high / 2)
        self._texts.append(TagText(text, self._font, at, QColor("white")))


def _text_spots(beside: QRectF, room: QSizeF, onwards: QPointF) -> list[QRectF]:
    """Return where a text of size `room` can stand beside a box, from the side that lies onwards to the one behind."""
    middle = QRectF(beside.center() - QPointF(room.width() / 2, room.height() / 2), room)
    across = (beside.width() + room.width()) / 2 + PATH_TEXT_GAP_SCR
    down = (beside.height() + room.height()) / 2 + PATH_TEXT_GAP_SCR
    ways = (QPointF(across, 0), QPointF(-across, 0), QPointF(0, down), QPointF(0, -down))
    ahead = [QPointF.dotProduct(way, onwards) / hypot(way.x(), way.y()) for way in ways]
    return [middle.translated(ways[number]) for number in sorted(range(4), key=lambda number: -ahead[number])]


def _moved_into(spot: QRectF, pane: QRectF) -> QRectF:
    """Return the spot moved into the pane."""
    left = max(min(spot.left(), pane.right() - spot.width()), pane.left())
    top = max(min(spot.top(), pane.bottom() - spot.height()), pane.top())
    return QRectF(QPointF(left, top), spot.size())
