"""Comparing two frames in one pane: which, how, and since when the other one is seen."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Literal, get_args

from PySide6.QtCore import QObject, QTimer, Signal

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.storage.display_state import DisplayKey, DisplayState

Mode = Literal["flicker", "swipe", "fade", "difference", "colours"]
MODES: tuple[Mode, ...] = get_args(Mode)

SLOWEST_HZ, FASTEST_HZ = 0.5, 10.0
SHARE_STEP = 0.05
"""Part of the pane, or of the fade, that one step goes."""
RATE_STEP_HZ = 0.5


class Comparing(QObject):
    """How one pane shows its frame and another one; every change is told by `changed`.

    `edge` is where the swipe's edge lies, as a part of the pane's width (height where it is not `upright`); `share` how
    much of the other frame a fade shows; `rate_hz` how often a second a flicker changes; `matched` whether differences
    are taken after the brightness is matched. `other` is the frame compared with; `chosen` the one the user asked for.
    """

    changed = Signal()

    def __init__(self, display: DisplayState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self.mode: Mode | None = None
        self.pane = 0
        self.other: int | None = None
        self.chosen: int | None = None
        self.edge = 0.5
        self.share = 0.5
        self._held = False
        self._turn = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._change_over)
        kept: dict[str, Any] = display.get(DisplayKey.COMPARISON, dict) or {}
        self.last: Mode = kept["mode"] if kept.get("mode") in MODES else "swipe"
        self.upright = kept.get("upright") is not False
        self.matched = kept.get("matched") is not False
        rate = kept.get("rate_hz")
        self.rate_hz = min(max(float(rate), SLOWEST_HZ), FASTEST_HZ) if isinstance(rate, int | float) else 2.0

    def is_on(self, pane: int) -> bool:
        """Return whether this pane compares."""
        return (self.mode is not None or self._held) and self.pane == pane

    @property
    def other_seen(self) -> bool:
        """True if the other frame is seen now instead of the pane's own."""
        return self._held or (self.mode == "flicker" and self._turn)

    @property
    def held(self) -> bool:
        """True if the other frame is held in sight."""
        return self._held

    def start(self, mode: Mode, pane: int) -> None:
        """Compare in this pane this way from now on."""
        self.mode, self.pane, self.last, self._turn = mode, pane, mode, False
        self._store_and_report()

    def stop(self) -> None:
        """Show the pane's own frame alone again."""
        if self.mode is not None or self._held:
            self.mode, self._held, self._turn = None, False, False
            self._store_and_report()

    def toggle(self, mode: Mode, pane: int) -> None:
        """Start this way of comparing in the pane, or leave it where it is on."""
        if self.mode == mode and self.pane == pane:
            self.stop()
        else:
            self.start(mode, pane)

    def hold(self, held: bool, pane: int) -> None:
        """Show the other frame while this is held; in the pane that compares, else in this one."""
        if held != self._held:
            self._held = held
            if held and self.mode is None:
                self.pane = pane
            self._store_and_report()

    def choose(self, frame: int) -> None:
        """Compare with this frame from now on."""
        self.chosen = frame
        self.changed.emit()

    def set_edge(self, edge: float) -> None:
        """Set the place of the swipe's edge."""
        self.edge = min(max(edge, 0.0), 1.0)
        self.changed.emit()

    def set_upright(self, upright: bool) -> None:
        """Set the swipe's edge upright or level."""
        self.upright = upright
        self._store_and_report()

    def set_share(self, share: float) -> None:
        """Show so much of the other frame in a fade."""
        self.share = min(max(share, 0.0), 1.0)
        self.changed.emit()

    def set_rate(self, rate_hz: float) -> None:
        """Set how often a second a flicker changes."""
        self.rate_hz = min(max(rate_hz, SLOWEST_HZ), FASTEST_HZ)
        self._store_and_report()

    def set_matched(self, matched: bool) -> None:
        """Set whether a difference is taken after the brightness is matched, or of the pictures as they are."""
        self.matched = matched
        self._store_and_report()

    def step(self, steps: float) -> None:
        """Move what the mode can move: the edge, the share or the rate."""
        if self.mode == "swipe":
            self.set_edge(self.edge + SHARE_STEP * steps)
        elif self.mode == "fade":
            self.set_share(self.share + SHARE_STEP * steps)
        elif self.mode == "flicker":
            self.set_rate(self.rate_hz + RATE_STEP_HZ * steps)

    def _change_over(self) -> None:
        self._turn = not self._turn
        self.changed.emit()

    def _store_and_report(self) -> None:
        if self.mode != "flicker":
            self._timer.stop()
        elif not self._timer.isActive() or self._timer.interval() != round(1000 / self.rate_hz):
            self._timer.start(round(1000 / self.rate_hz))
        kept = {"mode": self.last, "rate_hz": self.rate_hz, "upright": self.upright, "matched": self.matched}
        # An edit that can't be written is reported; how one compared last is not worth a second message.
        with suppress(BasewatchError):
            self._display.put(DisplayKey.COMPARISON, kept)
        self.changed.emit()


def default_other(shown: Sequence[int | None], pane: int, in_time: Sequence[int]) -> int | None:
    """Return the frame that a pane is compared with unless another one is chosen; None where there is none.

    What the next pane that shows another frame shows, else the next date, else the one before.
    """
    own = shown[pane]
    if own is None:
        return None
    beside = [frame for frame in (*shown[pane + 1 :], *shown[:pane]) if frame is not None and frame != own]
    if beside:
        return beside[0]
    if own not in in_time:
        return None
    at = in_time.index(own)
    return next(iter((*in_time[at + 1 : at + 2], *in_time[max(at - 1, 0) : at])), None)
