"""The layer with a small lock on each selected label that is locked."""

from collections.abc import Iterable

from affine import Affine
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.outline import centre_px
from basewatch_gui.geometry.transform import apply_one
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.layers.layer import CASING, Layer
from basewatch_gui.widgets.pane.shown_frame import ShownFrame

LOCK_BODY_SCR = QRectF(-6.0, -1.0, 12.0, 8.0)
LOCK_SHACKLE_SCR = QRectF(-3.5, -6.5, 7.0, 10.0)
MOST_LOCK_LABELS = 200
"""With more selected labels than this no locks are drawn: `prepare` looks at labels one by one."""


class LocksLayer(Layer):
    """Draws a lock in the middle of each label."""

    def __init__(self) -> None:
        super().__init__(1.7)
        self._places: list[QPointF] = []

    def prepare(self, labels: Iterable[Label], to_screen: Affine) -> None:
        """Compute where the locks of these labels stand."""
        self._places = [QPointF(*apply_one(to_screen, centre_px(label.outline))) for label in labels]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self._places:
            for colour, width in ((CASING, 4.5), (QColor("white"), 1.8)):
                painter.setPen(QPen(colour, width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawArc(LOCK_SHACKLE_SCR.translated(place), 0, 180 * 16)
                painter.setBrush(colour)
                painter.drawRoundedRect(LOCK_BODY_SCR.translated(place), 1.5, 1.5)


def refresh_locks(layer: LocksLayer, showing: ShownFrame | None, session: Session, *, hidden: bool) -> None:
    """Refresh the locks on the selected labels of a frame that are locked."""
    shows = showing is not None and showing.frame_id == session.selected_frame and not hidden
    labels: list[Label] = []
    if shows and len(session.selection) <= MOST_LOCK_LABELS:
        labels = [label for label in session.selected_labels if label.locked]
    layer.setVisible(bool(labels))
    if labels and showing is not None and showing.to_screen is not None:
        layer.prepare(labels, showing.to_screen)
