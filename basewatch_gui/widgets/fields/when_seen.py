"""Work that a panel puts off while it is out of sight."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QWidget


def is_seen(widget: QWidget) -> bool:
    """Return True if a widget lies within its window.

    Qt calls a widget in a dock behind another tab visible, but moves it outside the window.
    """
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    return widget.isVisible() and window.rect().intersects(place)


def run_pending_work(panel: QWidget | None) -> None:
    """Run what a panel has put off, after its dock has come to the front."""
    for work in panel.findChildren(WhenSeen) if panel is not None else ():
        work.run_pending()


class WhenSeen(QObject):
    """Runs a panel's work when it is requested, or once the panel comes into sight.

    With `pause_ms` it runs that long after the first request, once for all requests meanwhile.
    """

    def __init__(self, panel: QWidget, work: Callable[[], object], pause_ms: int | None = None) -> None:
        super().__init__(panel)
        self._panel = panel
        self._work = work
        self._is_prompt = pause_ms is None
        self._is_pending = False
        self._timer = QTimer(self, singleShot=True, interval=pause_ms or 0)
        self._timer.timeout.connect(self._carry_out)
        panel.installEventFilter(self)

    @property
    def is_pending(self) -> bool:
        """True if work was requested that has not run yet."""
        return self._is_pending

    def request(self, *_: object) -> None:
        """Request the work; a slot for any signal."""
        self._is_pending = True
        if not is_seen(self._panel):
            return
        if self._is_prompt:
            self.run_now()
        elif not self._timer.isActive():
            self._timer.start()

    def run_now(self) -> None:
        """Run the work at once, in sight or not."""
        self._timer.stop()
        self._is_pending = False
        self._work()

    def run_pending(self) -> None:
        """Run pending work soon, if the panel is in sight by then."""
        if self._is_pending and not self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Run pending work when the panel is shown."""
        if event.type() == QEvent.Type.Show:
            self.run_pending()
        return super().eventFilter(watched, event)

    def _carry_out(self) -> None:
        if self._is_pending and is_seen(self._panel):
            self.run_now()
