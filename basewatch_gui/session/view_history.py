"""Places that were looked at: the view's history, back and forward, and bookmarks with names."""

from collections import deque
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from basewatch_gui.geometry.ground import GroundPlane
from basewatch_gui.geometry.transform import XY, as_points
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.project import Project
from basewatch_gui.session.view import Place, View
from basewatch_gui.storage.display_state import DisplayKey, DisplayState

VIEW_REST_MS = 400
"""A pan or zoom that rests so long has come to a place."""
MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place with a name: its centre on the project's plane, and on the globe where the project has one."""

    name: str
    viewpoint: Viewpoint
    lonlat_deg: XY | None = None


class ViewHistory(QObject):
    """Remembers where the view rested or was sent from and to, and the project's bookmarks.

    A pan, however long, is one place: it counts when the view rests or before the next jump.
    """

    history_changed = Signal()
    bookmarks_changed = Signal()

    def __init__(self, view: View, display: DisplayState, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._display = display
        self._project = project
        self._behind: deque[Place] = deque(maxlen=MOST_PLACES)
        self._ahead: list[Place] = []
        self._now: Place | None = None
        self._bookmarks = tuple(display.get(DisplayKey.BOOKMARKS, list[Bookmark]) or ())
        self._timer = QTimer(self, singleShot=True, interval=VIEW_REST_MS)
        self._timer.timeout.connect(self.record_place)
        view.changed.connect(self._timer.start)

    @property
    def can_go_back(self) -> bool:
        """True if there is a place before this one."""
        return bool(self._behind) or (self._now is not None and self._has_moved)

    @property
    def can_go_forward(self) -> bool:
        """True if there is a place that was gone back from."""
        return bool(self._ahead)

    def record_place(self) -> None:
        """Record where the view is now, unless that is known already."""
        self._timer.stop()
        if not self._has_moved:
            return
        if self._now is not None:
            self._behind.append(self._now)
        self._now = self._view.place
        self._ahead.clear()
        self.history_changed.emit()

    def jump(self, pane: int, viewpoint: Viewpoint) -> None:
        """Look from somewhere else at once: a step of the history of its own."""
        self.record_place()
        self._view.look(pane, viewpoint)
        self.record_place()

    def jump_to(self, pane: int, place_m: XY) -> None:
        """Bring a ground place to the middle at once, without a change of scale."""
        self.jump(pane, replace(self._view.of(pane), centre_m=place_m))

    def back(self) -> None:
        """Look from the place before."""
        self.record_place()
        if self._behind and self._now is not None:
            self._ahead.append(self._now)
            self._go(self._behind.pop())

    def forward(self) -> None:
        """Look from the place that was gone back from."""
        self.record_place()
        if self._ahead and self._now is not None:
            self._behind.append(self._now)
            self._go(self._ahead.pop())

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The bookmarks, oldest first."""
        return self._bookmarks

    def add_bookmark(self, name: str, pane: int) -> Bookmark:
        """Bookmark what a pane looks at under a name."""
        viewpoint, plane = self._view.of(pane), self._project.plane
        made = Bookmark(name, viewpoint, _lonlat_deg(plane, viewpoint.centre_m) if plane is not None else None)
        self._store_bookmarks((*self._bookmarks, made))
        return made

    def rename_bookmark(self, at: int, name: str) -> None:
        """Give a bookmark another name."""
        kept = self._bookmarks
        self._store_bookmarks((*kept[:at], replace(kept[at], name=name), *kept[at + 1 :]))

    def remove_bookmark(self, at: int) -> Bookmark:
        """Forget a bookmark; returns it, so that it can be put back."""
        kept = self._bookmarks
        self._store_bookmarks((*kept[:at], *kept[at + 1 :]))
        return kept[at]

    def insert_bookmark(self, at: int, bookmark: Bookmark) -> None:
        """Insert a bookmark at this index of the list."""
        kept = self._bookmarks
        self._store_bookmarks((*kept[:at], bookmark, *kept[at:]))

    def go_to_bookmark(self, at: int, pane: int) -> None:
        """Look from a bookmark, found again on the globe where the plane has become another one."""
        bookmark, plane = self._bookmarks[at], self._project.plane
        viewpoint = bookmark.viewpoint
        if bookmark.lonlat_deg is not None and plane is not None:
            x, y = plane.from_lonlat(as_points(bookmark.lonlat_deg))[0]
            viewpoint = replace(viewpoint, centre_m=(float(x), float(y)))
        self.jump(pane, viewpoint)

    @property
    def _has_moved(self) -> bool:
        """True if the view is elsewhere than where it rested last; before it was ever sent anywhere it is not."""
        return self._view.place != (self._now or Place(Viewpoint()))

    def _go(self, place: Place) -> None:
        self._now = place
        self._view.return_to(place)
        self._timer.stop()
        self.history_changed.emit()

    def _store_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> None:
        self._display.put(DisplayKey.BOOKMARKS, bookmarks)
        self._bookmarks = bookmarks
        self.bookmarks_changed.emit()


def _lonlat_deg(plane: GroundPlane, place_m: XY) -> XY:
    lon, lat = plane.to_lonlat(as_points(place_m))[0]
    return (float(lon), float(lat))
