"""Wheel, pinch and drags that move the view."""

from dataclasses import replace
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
TURN_A_NOTCH_DEG = 5.0
SCROLL_A_NOTCH_SCR = 60.0
"""Three lines of 20 pixels, as Qt's own views scroll."""


def wheeled(viewpoint: Viewpoint, event: QWheelEvent, size_scr: XY, scrolls: bool = False) -> Viewpoint:
    """The Viewpoint after a wheel event: a wheel zooms at the pointer, with Alt it turns, two fingers pan.

    Where the wheel `scrolls`, it pans up and down, with Shift to the sides, and zooms with Ctrl.
    """
    at = (event.position().x(), event.position().y())
    fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    on_trackpad = event.device().type() == QInputDevice.DeviceType.TouchPad
    if on_trackpad and not fine and not event.pixelDelta().isNull():
        return viewpoint.panned(event.pixelDelta().x(), event.pixelDelta().y())
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        # Some platforms turn a wheel with Alt into a horizontal one.
        turn = (event.angleDelta().y() or event.angleDelta().x()) / NOTCH * TURN_A_NOTCH_DEG
        return turned_about(viewpoint, turn * (0.2 if fine else 1.0), at, size_scr)
    notches = event.angleDelta().y() / NOTCH
    if scrolls and not fine:
        aside = event.angleDelta().x() / NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            notches, aside = 0.0, aside or notches
        return viewpoint.panned(aside * SCROLL_A_NOTCH_SCR, notches * SCROLL_A_NOTCH_SCR)
    fine = fine and not scrolls
    return viewpoint.zoomed(exp2(notches * (FINE_ZOOM_A_NOTCH if fine else ZOOM_A_NOTCH)), at, size_scr)


def turned_about(viewpoint: Viewpoint, by_deg: float, at_scr: XY, size_scr: XY) -> Viewpoint:
    """The bearing at the top changed by so many degrees with the place under `at_scr` kept where it is."""
    made = viewpoint.turned(by_deg)
    (x, y), (to_x, to_y) = viewpoint.at(at_scr, size_scr), made.at(at_scr, size_scr)
    return replace(made, centre_m=(made.centre_m[0] + x - to_x, made.centre_m[1] + y - to_y))


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
