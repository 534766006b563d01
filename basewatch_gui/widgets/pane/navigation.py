"""The Viewpoint after a wheel event, a pinch or a drag."""

from dataclasses import replace
from math import exp2

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QWheelEvent

from basewatch_gui.geometry.transform import XY
from basewatch_gui.geometry.viewpoint import Viewpoint

WHEEL_NOTCH = 120.0
"""Angle delta of one notch of a wheel, in Qt's eighths of a degree."""
ZOOM_PER_NOTCH = 0.5
FINE_ZOOM_PER_NOTCH = 0.125
"""Exponent of two that a notch zooms by; the fine one with Ctrl."""
TURN_PER_NOTCH_DEG = 5.0
SCROLL_PER_NOTCH_SCR = 60.0
"""Three lines of 20 pixels, as Qt's own views scroll."""


def viewpoint_after_wheel(viewpoint: Viewpoint, event: QWheelEvent, size_scr: XY, scrolls: bool = False) -> Viewpoint:
    """Return the Viewpoint after a wheel event: zoomed at the pointer, with Alt turned, panned by two fingers.

    If the wheel `scrolls`, it pans up and down, with Shift sideways, and zooms with Ctrl.
    """
    at = (event.position().x(), event.position().y())
    fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    on_trackpad = event.device().type() == QInputDevice.DeviceType.TouchPad
    if on_trackpad and not fine and not event.pixelDelta().isNull():
        return viewpoint.panned(event.pixelDelta().x(), event.pixelDelta().y())
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        # Some platforms turn a wheel with Alt into a horizontal one.
        turn = (event.angleDelta().y() or event.angleDelta().x()) / WHEEL_NOTCH * TURN_PER_NOTCH_DEG
        return turned_about(viewpoint, turn * (0.2 if fine else 1.0), at, size_scr)
    notches = event.angleDelta().y() / WHEEL_NOTCH
    if scrolls and not fine:
        aside = event.angleDelta().x() / WHEEL_NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            notches, aside = 0.0, aside or notches
        return viewpoint.panned(aside * SCROLL_PER_NOTCH_SCR, notches * SCROLL_PER_NOTCH_SCR)
    fine = fine and not scrolls
    return viewpoint.zoomed(exp2(notches * (FINE_ZOOM_PER_NOTCH if fine else ZOOM_PER_NOTCH)), at, size_scr)


def turned_about(viewpoint: Viewpoint, by_deg: float, at_scr: XY, size_scr: XY) -> Viewpoint:
    """Return the Viewpoint with the bearing at the top changed by degrees, turned about the place at `at_scr`."""
    made = viewpoint.turned(by_deg)
    (x, y), (to_x, to_y) = viewpoint.at(at_scr, size_scr), made.at(at_scr, size_scr)
    return replace(made, centre_m=(made.centre_m[0] + x - to_x, made.centre_m[1] + y - to_y))


def viewpoint_after_pinch(viewpoint: Viewpoint, event: QNativeGestureEvent, size_scr: XY) -> Viewpoint:
    """Return the Viewpoint after a step of a pinch on a trackpad."""
    at = (event.position().x(), event.position().y())
    return viewpoint.zoomed(1.0 + event.value(), at, size_scr)


class GroundDrag:
    """A drag of the ground under the pointer. Each step is computed from the start, so that no rounding adds up."""

    def __init__(self, viewpoint: Viewpoint, at: QPointF) -> None:
        self._viewpoint = viewpoint
        self._at = at

    def viewpoint_at(self, at: QPointF) -> Viewpoint:
        """Return the Viewpoint with the ground dragged to this place of the screen."""
        return self._viewpoint.panned(*self.shift_scr(at))

    def shift_scr(self, at: QPointF) -> XY:
        """Return how far the pointer has moved since the press, in screen pixels."""
        return (at.x() - self._at.x(), at.y() - self._at.y())
