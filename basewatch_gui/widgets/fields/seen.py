"""Work that a panel puts off while nobody sees it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QWidget


def is_seen(widget: QWidget) -> bool:
    """Whether a widget lies in its window: Qt calls one in a dock behind another tab visible and puts it outside."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    return widget.isVisible() and window.rect().intersects(place)


def catch_up(panel: QWidget | None) -> None:
    """Have a panel whose dock has come to the front do what it has put off."""
    for work in panel.findChildren(WhenSeen) if panel is not None else ():
        work.catch_up()


class WhenSeen(QObject):
    """Does a panel's work when it is asked for; of a panel that is out of sight once it comes into sight.

    With a pause it is done so long after the first time that it was asked for, once for all that was asked meanwhile.
    """

    def __init__(self, panel: QWidget, work: Callable[[], object], pause_ms: int | None = None) -> None:
        super().__init__(panel)
        self._panel = panel
        self._work = work
        self._is_prompt = pause_ms is None
        self._waits = False
        self._timer = QTimer(self, singleShot=True, interval=pause_ms or 0)
        self._timer.timeout.connect(self._carry_out)
        panel.installEventFilter(self)

    @property
    def waits(self) -> bool:
        """Whether what the panel shows is older than what is so."""
        return self._waits

    def ask(self, *_: object) -> None:
        """Have the work done."""
        self._waits = True
        if not is_seen(self._panel):
            return
        if self._is_prompt:
            self.now()
        elif not self._timer.isActive():
            self._timer.start()

    def now(self) -> None:
        """Do the work at once, seen or not."""
        self._timer.stop()
        self._waits = False
        self._work()

    def catch_up(self) -> None:
        """Do soon what waits: the panel may have come into sight."""
        if self._waits and not self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a panel that is shown."""
        if event.type() == QEvent.Type.Show:
            self.catch_up()
        return super().eventFilter(watched, event)

    def _carry_out(self) -> None:
        if self._waits and is_seen(self._panel):
            self.now()
