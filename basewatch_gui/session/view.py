"""What the panes look at: one Viewpoint while they are locked, one each while they are not."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from basewatch_gui.geometry.transform import XY
from basewatch_gui.geometry.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Place:
    """What the panes look at: the one that was moved last, and the others' own Viewpoints while they are unlocked."""

    viewpoint: Viewpoint
    own: tuple[tuple[int, Viewpoint], ...] = ()
    pane: int = field(default=0, compare=False)


class View(QObject):
    """The Viewpoints of all panes and the linked cursor."""

    changed = Signal()
    lock_changed = Signal(bool)
    cursor_moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shared = Viewpoint()
        self._own: dict[int, Viewpoint] = {}
        self._locked = True
        self._last_pane = 0
        self.cursor_m: XY | None = None
        self.cursor_pane: int | None = None

    @property
    def locked(self) -> bool:
        """True if all panes share one Viewpoint."""
        return self._locked

    def of(self, pane: int) -> Viewpoint:
        """Return what this pane looks at."""
        return self._shared if self._locked else self._own.get(pane, self._shared)

    @property
    def place(self) -> Place:
        """What the panes look at now."""
        own = tuple((pane, self._own[pane]) for pane in sorted(self._own))
        return Place(self.of(self._last_pane), own, self._last_pane)

    def return_to(self, place: Place) -> None:
        """Look from a place again; locked panes all look from where its last moved pane did."""
        if place == self.place:
            return
        self._last_pane = place.pane
        if self._locked or not place.own:
            self._shared = place.viewpoint
        self._own = {} if self._locked else dict(place.own)
        self.changed.emit()

    def look(self, pane: int, viewpoint: Viewpoint) -> None:
        """Set the viewpoint of this pane, and of all others while they are locked."""
        if viewpoint == self.of(pane):
            return
        self._last_pane = pane
        if self._locked:
            self._shared = viewpoint
        else:
            self._own[pane] = viewpoint
        self.changed.emit()

    def centre_on(self, pane: int, place_m: XY) -> None:
        """Bring this ground place to the middle without a change of scale."""
        self.look(pane, replace(self.of(pane), centre_m=place_m))

    def set_locked(self, locked: bool, pane: int) -> None:
        """Lock the panes, all following this one from now on, or set each free where it is."""
        if locked == self._locked:
            return
        self._shared = self.of(pane)
        self._own.clear()
        self._locked = locked
        self.lock_changed.emit(locked)
        self.changed.emit()

    def point_at(self, pane: int | None, place_m: XY | None) -> None:
        """Set over which pane and ground place the pointer is; None when it is over no pane."""
        if (pane, place_m) != (self.cursor_pane, self.cursor_m):
            self.cursor_pane, self.cursor_m = pane, place_m
            self.cursor_moved.emit()
