"""The layer with the keypoints of the selected labels."""

from collections.abc import Iterable

from affine import Affine
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.transform import apply
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.layers.layer import CASING, Layer
from basewatch_gui.widgets.pane.shown_frame import ShownFrame

KEYPOINT_SCR = 6.0
MOST_KEYPOINT_LABELS = 100
"""With more selected labels than this no keypoints are drawn: `prepare` looks at labels one by one."""


class KeypointsLayer(Layer):
    """Draws a small diamond about each keypoint, unlike any other handle; that of the nose is filled."""

    def __init__(self) -> None:
        super().__init__(1.5)
        self._rings = QPainterPath()
        self._noses = QPainterPath()

    def prepare(self, labels: Iterable[Label], to_screen: Affine) -> None:
        """Compute the drawing of these labels' keypoints."""
        self._rings, self._noses = QPainterPath(), QPainterPath()
        for label in labels:
            for index, (x, y) in enumerate(apply(to_screen, label.keypoints_px)):
                path = self._rings if index > 0 else self._noses
                path.addPath(diamond_path(QPointF(x, y), KEYPOINT_SCR))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        if self._rings.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.fillPath(self._rings, CASING)
        for path in (self._rings, self._noses):
            painter.strokePath(path, QPen(CASING, 4.0))
            painter.strokePath(path, QPen(QColor("white"), 1.5))
        painter.fillPath(self._noses, QColor("white"))


def diamond_path(centre: QPointF, radius: float) -> QPainterPath:
    """Return a square that stands on a corner, `radius` from centre to corner: no other handle looks like it."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([centre + QPointF(x, y) * radius for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))]))
    path.closeSubpath()
    return path


def refresh_keypoints(
    layer: KeypointsLayer, showing: ShownFrame | None, session: Session, replaced: tuple[Label, ...], hidden: bool
) -> None:
    """Refresh the keypoints of the selected labels on a frame; `replaced` stand for the labels with their ids."""
    shows = showing is not None and showing.frame_id == session.selected_frame and not hidden
    labels: list[Label] = []
    if shows and len(session.selection) <= MOST_KEYPOINT_LABELS:
        moving = {label.id: label for label in replaced}
        held = (moving.get(label.id, label) for label in session.selected_labels)
        labels = [label for label in held if label.keypoints_px]
    layer.setVisible(bool(labels))
    if labels and showing is not None and showing.to_screen is not None:
        layer.prepare(labels, showing.to_screen)
