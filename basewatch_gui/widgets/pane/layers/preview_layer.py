"""The layer over the labels: what the tool is about to do, the linked cursor, the sizes of what is drawn."""

from dataclasses import dataclass, field

from affine import Affine
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.outline import OrientedBox, Outline, bounds_px
from basewatch_gui.geometry.transform import XY, apply
from basewatch_gui.model.category import Category
from basewatch_gui.tools.preview import Preview
from basewatch_gui.widgets.pane.layers.labels_layer import HANDLE_SCR, outline_path
from basewatch_gui.widgets.pane.layers.layer import CASING, HaloText, Layer
from basewatch_gui.widgets.pane.layers.path_drawing import PathDrawing
from basewatch_gui.widgets.pane.layers.preview_text import PreviewTexts
from basewatch_gui.widgets.style import label_colour

CURSOR_ARM_SCR = 12.0
CURSOR_GAP_SCR = 4.0
GAP_SCR = 10.0
LIT = QColor("#ffd166")


@dataclass(slots=True)
class _Ready:
    outline: QPainterPath = field(default_factory=QPainterPath)
    colour: QColor = field(default_factory=lambda: QColor("white"))
    axis: QPainterPath = field(default_factory=QPainterPath)
    guides: QPainterPath = field(default_factory=QPainterPath)
    points: list[QRectF] = field(default_factory=list)
    lit_label: QPainterPath = field(default_factory=QPainterPath)
    lit: list[QRectF] = field(default_factory=list)
    texts: list[HaloText] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to draw."""
        paths = (self.outline, self.guides, self.lit_label)
        return not self.points and not self.lit and not self.texts and all(path.isEmpty() for path in paths)


class PreviewLayer(Layer):
    """Draws a tool's preview and the linked cursor of another pane."""

    def __init__(self, font: QFont) -> None:
        super().__init__(2)
        self._font = font
        self._ready = _Ready()
        self._measured = PathDrawing(font)
        self._cursor_scr: QPointF | None = None
        self._is_clear = False

    def set_cursor(self, at_scr: XY | None) -> None:
        """Show where the pointer of another pane is on this one's ground; None hides it."""
        self._cursor_scr = QPointF(*at_scr) if at_scr is not None else None

    def prepare(
        self,
        preview: Preview | None,
        lit: Outline | None,
        category: Category | None,
        texts: PreviewTexts,
        to_screen: Affine,
    ) -> None:
        """Make ready what a preview shows.

        `lit` is the label that a press would take, `texts` are the sizes and advice to write beside what is drawn.
        """
        is_clear = preview is None and lit is None
        if is_clear and self._is_clear:
            return
        self._is_clear = is_clear
        self._ready = _Ready(colour=label_colour(category))
        self._measured.prepare(preview, texts, to_screen, self._rect.size())
        if lit is not None:
            self._ready.lit_label = outline_path(lit, to_screen)
        if preview is None:
            return
        ready = self._ready
        half = HANDLE_SCR / 2
        for guide in preview.guides:
            ready.guides.addPolygon(QPolygonF([QPointF(x, y) for x, y in apply(to_screen, guide)]))
        for point in preview.points_px if not preview.path_px else ():
            x, y = apply(to_screen, point)[0]
            ready.points.append(QRectF(x - half, y - half, HANDLE_SCR, HANDLE_SCR))
        if preview.lit_handle is not None:
            x, y = apply(to_screen, preview.lit_handle.at_px)[0]
            ready.lit.append(QRectF(x - half - 2, y - half - 2, HANDLE_SCR + 4, HANDLE_SCR + 4))
        if preview.outline is None:
            return
        ready.outline = outline_path(preview.outline, to_screen)
        if isinstance(preview.outline, OrientedBox):
            (nx, ny), (tx, ty) = apply(to_screen, [preview.outline.nose_px, preview.outline.tail_px])
            ready.axis.moveTo(tx, ty)
            ready.axis.lineTo(nx, ny)
        self._write(preview, texts.lines, to_screen)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw what is ready."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._ready.is_blank:
            self._draw(painter, self._ready)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._measured.paint(painter)
        if self._cursor_scr is not None:
            _draw_cursor(painter, self._cursor_scr)

    def _draw(self, painter: QPainter, ready: _Ready) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.strokePath(ready.lit_label, QPen(LIT, 2))
        painter.strokePath(ready.guides, QPen(CASING, 3))
        painter.strokePath(ready.guides, QPen(QColor("white"), 1, Qt.PenStyle.DashLine))
        painter.strokePath(ready.outline, QPen(CASING, 4.5))
        painter.strokePath(ready.outline, QPen(ready.colour, 2))
        painter.strokePath(ready.axis, QPen(ready.colour, 1, Qt.PenStyle.DotLine))
        painter.setPen(QPen(QColor("black"), 1))
        painter.setBrush(QColor("white"))
        painter.drawRects(ready.points)
        painter.setBrush(LIT)
        painter.drawRects(ready.lit)
        for text in ready.texts:
            text.draw(painter)

    def _write(self, preview: Preview, lines: tuple[str, ...], to_screen: Affine) -> None:
        assert preview.outline is not None
        left, top, right, bottom = bounds_px(preview.outline)
        corners = apply(to_screen, [(left, top), (right, top), (right, bottom), (left, bottom)])
        metrics = QFontMetricsF(self._font)
        wide = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
        x, y = float(corners[:, 0].max()) + GAP_SCR, float(corners[:, 1].mean())
        if x + wide > self._rect.width():
            x = max(float(corners[:, 0].min()) - GAP_SCR - wide, GAP_SCR)
        for number, line in enumerate(lines):
            place = QPointF(x, y + number * metrics.height())
            self._ready.texts.append(HaloText(line, self._font, place, QColor("white")))


def _draw_cursor(painter: QPainter, at: QPointF) -> None:
    for colour, width in ((CASING, 4.0), (LIT, 1.6)):
        painter.setPen(QPen(colour, width))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            step = QPointF(dx, dy)
            painter.drawLine(at + step * CURSOR_GAP_SCR, at + step * (CURSOR_GAP_SCR + CURSOR_ARM_SCR))
