"""The layer over the labels: what the tool is about to do, sizes and advice beside it, and the linked cursor."""

from dataclasses import dataclass, field

from affine import Affine
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.outline import OrientedBox, Outline, bounds_px
from basewatch_gui.geometry.transform import XY, apply
from basewatch_gui.model.category import Category
from basewatch_gui.tools.preview import Preview
from basewatch_gui.widgets.pane.layers.labels.strokes import NOSE_MARK_SCR, label_pen
from basewatch_gui.widgets.pane.layers.labels_layer import HANDLE_SIDE_SCR, outline_path, ringed_outline_path
from basewatch_gui.widgets.pane.layers.layer import CASING, Layer, TagText
from basewatch_gui.widgets.pane.layers.marks.keypoints_layer import diamond_path
from basewatch_gui.widgets.pane.layers.path_drawing import PathDrawing
from basewatch_gui.widgets.pane.layers.preview_text import PreviewTexts
from basewatch_gui.widgets.silhouettes import silhouette_in_box
from basewatch_gui.widgets.style import label_colour

LINKED_CURSOR_ARM_SCR = 8.0
LINKED_CURSOR_GAP_SCR = 5.0
HOVERED_LINE_SCR, HOVERED_CASING_SCR = 3.0, 5.0
SIZES_GAP_SCR = 10.0
SILHOUETTE_ALPHA = 45
LIT_COLOUR = QColor("#ffd166")
LIT_KEYPOINT_SCR = 9.0


@dataclass(slots=True)
class _ReadyPreview:
    outline: QPainterPath = field(default_factory=QPainterPath)
    silhouette: QPainterPath = field(default_factory=QPainterPath)
    colour: QColor = field(default_factory=lambda: QColor("white"))
    floats: bool = False
    axis: QPainterPath = field(default_factory=QPainterPath)
    nose: QPainterPath = field(default_factory=QPainterPath)
    guides: QPainterPath = field(default_factory=QPainterPath)
    points: list[QRectF] = field(default_factory=list)
    lit_label: QPainterPath = field(default_factory=QPainterPath)
    lit_pen: QPen = field(default_factory=QPen)
    lit: QPainterPath = field(default_factory=QPainterPath)
    texts: list[TagText] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """True if there is nothing to draw."""
        paths = (self.outline, self.guides, self.lit_label, self.lit)
        return not self.points and not self.texts and all(path.isEmpty() for path in paths)


class PreviewLayer(Layer):
    """Draws a tool's preview and the linked cursor of another pane."""

    def __init__(self, font: QFont) -> None:
        super().__init__(2)
        self._font = font
        self._ready = _ReadyPreview()
        self._measured = PathDrawing(font)
        self._linked_cursor: QPointF | None = None
        self._is_clear = False

    def set_linked_cursor(self, at_scr: XY | None) -> None:
        """Set where the pointer of another pane is on this one's ground, in screen pixels; None hides it."""
        self._linked_cursor = QPointF(*at_scr) if at_scr is not None else None

    def prepare(
        self,
        preview: Preview | None,
        lit: tuple[Outline, Category | None] | None,
        category: Category | None,
        texts: PreviewTexts,
        to_screen: Affine,
    ) -> None:
        """Compute the drawing of a tool's preview, and of nothing where both are None.

        `lit` are outline and category of the label that a press would take, `texts` are written beside what is drawn.
        """
        is_clear = preview is None and lit is None
        if is_clear and self._is_clear:
            return
        self._is_clear = is_clear
        self._ready = _ReadyPreview(colour=label_colour(category))
        self._measured.prepare(preview, texts, to_screen, self._rect.size())
        if lit is not None:
            self._ready.lit_label = ringed_outline_path(lit[0], to_screen)
            self._ready.lit_pen = label_pen(lit[1], HOVERED_LINE_SCR)
        if preview is None:
            return
        ready = self._ready
        half = HANDLE_SIDE_SCR / 2
        for guide in preview.guides:
            ready.guides.addPolygon(QPolygonF([QPointF(x, y) for x, y in apply(to_screen, guide)]))
        for point in preview.points_px if not preview.path_px else ():
            x, y = apply(to_screen, point)[0]
            ready.points.append(QRectF(x - half, y - half, HANDLE_SIDE_SCR, HANDLE_SIDE_SCR))
        if preview.lit_handle is not None:
            x, y = apply(to_screen, preview.lit_handle.at_px)[0]
            if preview.lit_handle.kind == "keypoint":
                ready.lit = diamond_path(QPointF(x, y), LIT_KEYPOINT_SCR)
            else:
                ready.lit.addRect(QRectF(x - half - 2, y - half - 2, HANDLE_SIDE_SCR + 4, HANDLE_SIDE_SCR + 4))
        if preview.outline is None:
            return
        ready.outline = outline_path(preview.outline, to_screen)
        ready.floats = preview.floats
        if isinstance(preview.outline, OrientedBox):
            (nx, ny), (tx, ty) = apply(to_screen, [preview.outline.nose_px, preview.outline.tail_px])
            ready.axis.moveTo(tx, ty)
            ready.axis.lineTo(nx, ny)
            ready.nose = _nose_mark(QPointF(tx, ty), QPointF(nx, ny))
            if preview.silhouette and category is not None:
                ready.silhouette = silhouette_in_box(category.silhouette, preview.outline, to_screen)
        self._add_texts(preview, texts.lines, to_screen)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._ready.is_blank:
            self._draw_preview(painter, self._ready)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._measured.paint(painter)
        if self._linked_cursor is not None:
            _draw_linked_cursor(painter, self._linked_cursor)

    def _draw_preview(self, painter: QPainter, ready: _ReadyPreview) -> None:
        """Draw a preview: the label to take lowest, then what is being drawn, its points, the handle to take, texts."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.strokePath(ready.lit_label, QPen(CASING, HOVERED_CASING_SCR))
        painter.strokePath(ready.lit_label, ready.lit_pen)
        painter.strokePath(ready.guides, QPen(CASING, 3))
        painter.strokePath(ready.guides, QPen(QColor("white"), 1, Qt.PenStyle.DashLine))
        _draw_silhouette(painter, ready)
        if not ready.floats:
            painter.strokePath(ready.outline, QPen(CASING, 4.5))
        painter.strokePath(ready.outline, QPen(ready.colour, 1 if ready.floats else 2))
        painter.strokePath(ready.axis, QPen(ready.colour, 1, Qt.PenStyle.DotLine))
        painter.strokePath(ready.nose, QPen(CASING, 2))
        painter.fillPath(ready.nose, ready.colour)
        painter.setPen(QPen(QColor("black"), 1))
        painter.setBrush(QColor("white"))
        painter.drawRects(ready.points)
        painter.setBrush(LIT_COLOUR)
        painter.drawPath(ready.lit)
        for text in ready.texts:
            text.draw(painter)

    def _add_texts(self, preview: Preview, lines: tuple[str, ...], to_screen: Affine) -> None:
        """Add the lines of text to the right of the outline, else to its left, else below or above it."""
        assert preview.outline is not None
        left, top, right, bottom = bounds_px(preview.outline)
        corners = apply(to_screen, [(left, top), (right, top), (right, bottom), (left, bottom)])
        (left_scr, top_scr), (right_scr, bottom_scr) = corners.min(axis=0), corners.max(axis=0)
        metrics = QFontMetricsF(self._font)
        wide = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
        high = len(lines) * metrics.height()
        x, y = right_scr + SIZES_GAP_SCR, (top_scr + bottom_scr) / 2
        if x + wide > self._rect.width():
            x = left_scr - SIZES_GAP_SCR - wide
        if x < SIZES_GAP_SCR:  # no room at either side: below, or above
            x = min(
                max((left_scr + right_scr - wide) / 2, SIZES_GAP_SCR), max(self._rect.width() - wide, SIZES_GAP_SCR)
            )
            below = bottom_scr + SIZES_GAP_SCR + metrics.ascent()
            fits_below = below + high <= self._rect.height()
            y = below if fits_below else max(top_scr - SIZES_GAP_SCR - high + metrics.ascent(), high)
        for number, line in enumerate(lines):
            place = QPointF(x, y + number * metrics.height())
            self._ready.texts.append(TagText(line, self._font, place, QColor("white")))


def _nose_mark(tail: QPointF, nose: QPointF) -> QPainterPath:
    """Return the triangle ahead of the nose, as labels have it; empty for a box that is too short for one."""
    path = QPainterPath()
    line = QLineF(tail, nose)
    if line.length() >= 2 * NOSE_MARK_SCR:
        ahead = (nose - tail) / line.length() * NOSE_MARK_SCR
        side = QPointF(-ahead.y(), ahead.x())
        path.addPolygon(QPolygonF([nose + side, nose - side, nose + ahead * 1.6]))
        path.closeSubpath()
    return path


def _draw_silhouette(painter: QPainter, ready: _ReadyPreview) -> None:
    """Draw the silhouette as a thin line over a faint fill, so that the object under it stays in sight."""
    fill = QColor(ready.colour)
    fill.setAlpha(SILHOUETTE_ALPHA)
    painter.fillPath(ready.silhouette, fill)
    painter.strokePath(ready.silhouette, QPen(CASING, 2.6))
    painter.strokePath(ready.silhouette, QPen(ready.colour, 1.2))


def _draw_linked_cursor(painter: QPainter, at: QPointF) -> None:
    """Draw a cross with an open middle where another pane's pointer is."""
    for colour, width in ((CASING, 4.0), (QColor("white"), 1.6)):
        painter.setPen(QPen(colour, width))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            step = QPointF(dx, dy)
            painter.drawLine(
                at + step * LINKED_CURSOR_GAP_SCR, at + step * (LINKED_CURSOR_GAP_SCR + LINKED_CURSOR_ARM_SCR)
            )
