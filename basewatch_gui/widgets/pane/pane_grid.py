"""The panes: which frame is where, how they lie, and one refresh for all of them."""

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from basewatch_gui.geometry.transform import XY, apply_one, as_points
from basewatch_gui.geometry.viewpoint import fit_viewpoint
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.compare.other import settle_other
from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime
from basewatch_gui.widgets.pane.layers.marks.cells_picture import FrameCellsPicture
from basewatch_gui.widgets.pane.layout.dragging import PaneDrops, PaneTitle
from basewatch_gui.widgets.pane.layout.stage import TWO_PANES, PaneLayout, PaneStage
from basewatch_gui.widgets.pane.minimap import MARGIN_SCR, MiniMap
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.pane_events import PaneEvents
from basewatch_gui.widgets.pane.tool_host import ToolHost

FLASH_MS = 1600
"""So long the marker of a place that was gone to is shown."""


class PaneGrid(QWidget):
    """One to nine panes in rows, some perhaps in windows of their own.

    Everything that changes what they show asks for one refresh, and all are made ready in it. A pane that is put away
    wants no tiles.
    """

    active_changed = Signal(int)
    shown_changed = Signal()
    refreshed = Signal()
    menu_asked = Signal(int, QPoint)
    failed = Signal(object)
    asked = Signal(str)

    def __init__(self, session: Session, host: ToolHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._host = host
        self._all: list[Pane] = []
        self._titles: list[PaneTitle] = []
        self._active = 0
        self._marked_m: XY | None = None
        self.labels_hidden = False
        self.stage = PaneStage(self)
        self.minimap = MiniMap(self)
        self._cells = FrameCellsPicture(session)
        self._spare = SpareTime(self)
        self.minimap.asked.connect(self._look_by_map)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.refresh_now)
        self._flash = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash.timeout.connect(lambda: self.mark(None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stage)
        for signal in (
            session.view.changed,
            session.view.cursor_moved,
            session.comparing.changed,
            session.edited,
            session.selection_changed,
            session.category_changed,
            session.tiles.opened,
            session.tiles.arrived,
            session.tiles.restretched,
            host.preview_changed,
            self.stage.changed,
        ):
            signal.connect(self.refresh)
        self.set_layout(TWO_PANES)
        self.active.is_active = True

    @property
    def panes(self) -> list[Pane]:
        """The panes of the layout, row by row; each knows its place as its `index`."""
        return self.stage.panes

    @property
    def active(self) -> Pane:
        """The pane that was used last."""
        return self._all[self._active]

    @property
    def shown(self) -> list[int | None]:
        """Which frame each pane shows."""
        return [pane.frame_id for pane in self.panes]

    @property
    def shown_frames(self) -> list[int]:
        """The frames that are shown, each once, in the order of the panes."""
        return [frame for frame in dict.fromkeys(self.shown) if frame is not None]

    def set_layout(self, layout: PaneLayout) -> None:
        """Lay the panes out; they keep their frames, and the active one stays, in the last place if it must move."""
        while len(self._all) < layout.count:
            self._all.append(self._make_pane(len(self._all)))
        if self._active >= layout.count:
            self._move_active(layout.count - 1)
        kept = set(self.shown[: layout.count])
        for pane in self._all[len(self.panes) : layout.count]:
            if pane.frame_id in kept or pane.frame_id not in self._session.project.frames:
                pane.show_frame(None)
        self._session.view.point_at(None, None)
        self.stage.arrange(layout, self._all)
        self.shown_changed.emit()

    def activate(self, index: int) -> None:
        """Make a pane the one that actions concern."""
        if index != self._active:
            self._active = index
            for pane in self._all:
                pane.is_active = pane.index == index
            self.active_changed.emit(index)
            self.refresh()

    def show_frame(self, index: int, frame_id: int | None) -> None:
        """Show a frame in a pane; the first one brings the view to it."""
        first = all(shown is None for shown in self.shown)
        self._all[index].show_frame(frame_id)
        if frame_id is not None and first:
            self.fit(frame_id)
        self.shown_changed.emit()
        self.refresh()

    def swap(self, one: int, other: int) -> None:
        """Let two panes show each other's frames."""
        first, second = self._all[one].frame_id, self._all[other].frame_id
        self._all[one].show_frame(second)
        self._all[other].show_frame(first)
        self.activate(other)
        self.shown_changed.emit()
        self.refresh()

    def fit(self, frame_id: int | None = None) -> None:
        """Show the whole of a frame, or of the active pane's."""
        chosen = frame_id if frame_id is not None else self.active.frame_id
        frame = self._session.project.frames.get(chosen) if chosen is not None else None
        if frame is None:
            return
        bounds = self._session.project.ground_map(frame.id).bounds_m(frame.width, frame.height)
        rotation = self.active.viewpoint.rotation_deg
        self._session.view.look(self.active.index, fit_viewpoint(bounds, self.active.size_scr, rotation))

    def zoom(self, factor: float) -> None:
        """Zoom the active pane about its middle."""
        width, height = size = self.active.size_scr
        viewpoint = self.active.viewpoint.zoomed(factor, (width / 2, height / 2), size)
        self._session.view.look(self.active.index, viewpoint)

    def one_to_one(self) -> None:
        """Show one frame pixel of the active pane as one screen pixel."""
        self.zoom(self.active.frame_px_per_scr)

    def hide_labels(self, hidden: bool) -> None:
        """Hide or show the labels of all panes, until this is called again."""
        self.labels_hidden = hidden
        self.hide_labels_briefly(False)

    def hide_labels_briefly(self, hidden: bool) -> None:
        """Hide the labels of all panes as long as a key is held; False returns to what was chosen."""
        for pane in self._all:
            pane.labels_hidden = hidden or self.labels_hidden
        self.refresh()

    def mark(self, place_m: XY | None) -> None:
        """Mark a place of the ground in all panes for a moment; None ends it."""
        self._marked_m = place_m
        self._flash.stop()
        if place_m is not None:
            self._flash.start()
        self.refresh()

    def refresh(self) -> None:
        """Have all panes made ready once the events at hand are dealt with."""
        if not self._timer.isActive():
            self._timer.start()

    def refresh_now(self) -> None:
        """Make all panes ready for what is so now."""
        self._timer.stop()
        settle_other(self._session, self.shown)
        for pane in self.stage.seen:
            mark = self._marked_m
            marked = apply_one(pane.viewpoint.plane_to_screen(pane.size_scr), mark) if mark is not None else None
            pane.decoration.set_marker(marked)
            pane.refresh()
            self._titles[pane.index].follow(pane.decoration.title_rect)
        self._follow_minimap()
        self.refreshed.emit()

    def _follow_minimap(self) -> None:
        """Have the map in the active pane's corner, where its texts leave room."""
        active = self.active
        if active in self.stage.seen:
            self.minimap.follow(active, self._cells.picture_of(active.own.frame_id))
        for pane in self.panes:
            here = pane is active and not self.minimap.isHidden()
            pane.decoration.reserve_right(float(self.minimap.width() + MARGIN_SCR) if here else 0.0)

    def _look_by_map(self, index: int, place_px: XY) -> None:
        ground = self._all[index].own.ground
        if ground is not None:
            x, y = ground.to_plane(as_points(place_px))[0]
            self._session.view.centre_on(index, (float(x), float(y)))

    def _make_pane(self, index: int) -> Pane:
        pane = Pane(index, self._session, self._host, self._spare, self)
        events = PaneEvents(pane, self._session, self._host)
        title = PaneTitle(pane, self._host)
        drops = PaneDrops(pane)
        events.failed.connect(self.failed)
        events.asked.connect(self.asked)
        pane.activated.connect(self.activate)
        pane.changed.connect(self.refresh)
        title.menu_asked.connect(self.menu_asked)
        title.maximise_asked.connect(lambda at: self.stage.maximise(at if self.stage.maximised is None else None))
        drops.shown.connect(self.show_frame)
        drops.swapped.connect(self.swap)
        self._titles.append(title)
        return pane

    def _move_active(self, index: int) -> None:
        """Show the active pane's frame, as it is looked at, in another pane and make that the active one."""
        frame_id, viewpoint = self.active.frame_id, self.active.viewpoint
        if frame_id is not None:
            self._all[index].show_frame(frame_id)
            self._session.view.look(index, viewpoint)
        self.activate(index)
