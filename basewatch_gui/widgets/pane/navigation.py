"""Wheel, pinch and drags that move the view."""

from math import exp2

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QWheelEvent

from basewatch_gui.geometry.transform import XY
from basewatch_gui.geometry.viewpoint import Viewpoint

NOTCH = 120.0
"""Angle delta of one notch of a wheel, in Qt's eighths of a degree."""
ZOOM_A_NOTCH = 0.5
FINE_ZOOM_A_NOTCH = 0.125
"""Zoom by a power of two of so much a notch."""


def wheeled(viewpoint: Viewpoint, event: QWheelEvent, size_scr: XY) -> Viewpoint:
    """The Viewpoint after a wheel event: a wheel zooms at the pointer, two fingers on a trackpad pan."""
    at = (event.position().x(), event.position().y())
    fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    on_trackpad = event.device().type() == QInputDevice.DeviceType.TouchPad
    if on_trackpad and not fine and not event.pixelDelta().isNull():
        return viewpoint.panned(event.pixelDelta().x(), event.pixelDelta().y())
    notches = event.angleDelta().y() / NOTCH
    return viewpoint.zoomed(exp2(notches * (FINE_ZOOM_A_NOTCH if fine else ZOOM_A_NOTCH)), at, size_scr)


def pinched(viewpoint: Viewpoint, event: QNativeGestureEvent, size_scr: XY) -> Viewpoint:
    """The Viewpoint after a step of a pinch on a trackpad."""
    at = (event.position().x(), event.position().y())
    return viewpoint.zoomed(1.0 + event.value(), at, size_scr)


class Drag:
    """A drag of the ground under the pointer: every step counts from its start, so nothing is lost on the way."""

    def __init__(self, viewpoint: Viewpoint, at: QPointF) -> None:
        self._viewpoint = viewpoint
        self._at = at

    def to(self, at: QPointF) -> Viewpoint:
        """The Viewpoint with the pointer there."""
        return self._viewpoint.panned(*self.shift(at))

    def shift(self, at: QPointF) -> XY:
        """How far the pointer has come since the press, in screen pixels."""
        return (at.x() - self._at.x(), at.y() - self._at.y())
