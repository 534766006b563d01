"""The layer with the frame by whose corners the selected labels are scaled."""

from affine import Affine
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.outline import Box
from basewatch_gui.geometry.transform import apply, mean_scale
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.tools.context import TOLERANCE_SCR
from basewatch_gui.tools.selecting.scaling import MOST_FRAMED_LABELS, box_around_labels, frame_around
from basewatch_gui.widgets.pane.layers.layer import CASING, Layer
from basewatch_gui.widgets.pane.shown_frame import ShownFrame

FRAME_CORNER_SCR = 8.0


class SelectionFrameLayer(Layer):
    """Draws a thin dashed frame with a square at each corner."""

    def __init__(self) -> None:
        super().__init__(1.6)
        self._frame = QPolygonF()
        self._corners: list[QRectF] = []

    def prepare(self, about: Box, to_screen: Affine) -> None:
        """Compute the frame around a box in frame pixels, which encloses the selected labels."""
        frame = frame_around(about, TOLERANCE_SCR / mean_scale(to_screen))
        places = [QPointF(x, y) for x, y in apply(to_screen, frame.corners_px)]
        half = FRAME_CORNER_SCR / 2
        self._frame = QPolygonF(places)
        self._corners = [QRectF(at.x() - half, at.y() - half, FRAME_CORNER_SCR, FRAME_CORNER_SCR) for at in places]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(CASING, 2.5), QPen(QColor("white"), 1, Qt.PenStyle.DashLine)):
            painter.setPen(pen)
            painter.drawPolygon(self._frame)
        painter.setPen(QPen(QColor("black"), 1))
        painter.setBrush(QColor("white"))
        painter.drawRects(self._corners)


def refresh_selection_frame(
    layer: SelectionFrameLayer,
    showing: ShownFrame | None,
    session: Session,
    tool: str,
    replaced: tuple[Label, ...],
    hidden: bool,
) -> None:
    """Refresh the frame around the selected labels, shown while the select tool is in the hand.

    `replaced` stand for the labels with their ids, as while these are dragged.
    """
    layer.setVisible(False)
    if showing is None or showing.to_screen is None or hidden or tool != "select":
        return
    if showing.frame_id != session.selected_frame or len(session.selection) > MOST_FRAMED_LABELS:
        return
    moving = {label.id: label for label in replaced}
    about = box_around_labels([moving.get(label.id, label) for label in session.selected_labels])
    if about is not None:
        layer.prepare(about, showing.to_screen)
        layer.setVisible(True)
