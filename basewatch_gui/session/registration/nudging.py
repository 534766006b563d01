"""Nudging a frame step by step: shown at once, one edit when the steps end."""

from PySide6.QtCore import QObject, QTimer, Signal

from basewatch_gui.geometry.transform import XY

NUDGE_PAUSE_MS = 600
"""Steps that follow each other faster than this are one edit."""


class Nudging(QObject):
    """The shift in metres by steps that are no edit yet; `ended` gives it once no more follow."""

    changed = Signal()
    ended = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shift_m: XY = (0.0, 0.0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NUDGE_PAUSE_MS)
        self._timer.timeout.connect(self.end)

    def step(self, east_m: float, north_m: float) -> None:
        """Go a step further."""
        self.shift_m = (self.shift_m[0] + east_m, self.shift_m[1] + north_m)
        self._timer.start()
        self.changed.emit()

    def end(self) -> None:
        """Emit the shift so far, and start from zero."""
        self._timer.stop()
        shift, self.shift_m = self.shift_m, (0.0, 0.0)
        if shift != (0.0, 0.0):
            self.ended.emit(shift)
