"""The grid of panes: which frame is in which pane, their layout, and one refresh for all of them."""

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from basewatch_gui.geometry.transform import XY, apply_one, as_points
from basewatch_gui.geometry.viewpoint import fit_viewpoint
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.compare.other_frame import ensure_other_frame
from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime
from basewatch_gui.widgets.pane.layers.marks.cells_picture import FrameCellsPicture
from basewatch_gui.widgets.pane.layout.dragging import PaneDrops, PaneTitle
from basewatch_gui.widgets.pane.layout.stage import TWO_PANES, PaneLayout, PaneStage
from basewatch_gui.widgets.pane.minimap import MAP_MARGIN_SCR, MiniMap
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.pane_events import PaneEvents
from basewatch_gui.widgets.pane.tool_host import ToolHost

PLACE_FLASH_MS = 1600
"""How long the marker of a place that was gone to is shown."""


class PaneGrid(QWidget):
    """One to nine panes in rows, some perhaps in windows of their own. Not the labelling grid.

    Whatever changes what they show calls `refresh`; one turn of the event loop later all visible panes are refreshed
    once, however often it was called: tiles that arrive together cost one refresh. Signals: `action_asked` is an
    action's name, `menu_asked` a pane's index and a place on the screen, `failed` a BasewatchError.
    """

    active_changed = Signal(int)
    shown_changed = Signal()
    refreshed = Signal()
    menu_asked = Signal(int, QPoint)
    failed = Signal(object)
    action_asked = Signal(str)

    def __init__(self, session: Session, host: ToolHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._host = host
        self._all: list[Pane] = []
        self._titles: list[PaneTitle] = []
        self._active = 0
        self._flashed_m: XY | None = None
        self.labels_hidden = False
        self.stage = PaneStage(self)
        self.minimap = MiniMap(self)
        self._cells_pictures = FrameCellsPicture(session)
        self._spare_time = SpareTime(self)
        self.minimap.place_asked.connect(self._centre_by_map)
        self._refresh_timer = QTimer(self, singleShot=True, interval=0)
        self._refresh_timer.timeout.connect(self.refresh_now)
        self._flash_timer = QTimer(self, singleShot=True, interval=PLACE_FLASH_MS)
        self._flash_timer.timeout.connect(lambda: self.flash_place(None))
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
        """The panes that the layout shows, row by row; the place of each is its `index`."""
        return self.stage.panes

    @property
    def active(self) -> Pane:
        """The pane that was used last."""
        return self._all[self._active]

    @property
    def shown(self) -> list[int | None]:
        """Id of the frame in each pane, in the order of the panes; None for an empty one."""
        return [pane.frame_id for pane in self.panes]

    @property
    def shown_frames(self) -> list[int]:
        """Ids of the frames that are shown, each once, in the order of the panes."""
        return [frame for frame in dict.fromkeys(self.shown) if frame is not None]

    def set_layout(self, layout: PaneLayout) -> None:
        """Arrange the panes in a layout; they keep their frames; the active one moves to the last place if it must."""
        while len(self._all) < layout.count:
            self._all.append(self._make_pane(len(self._all)))
        if self._active >= layout.count:
            self._move_active(layout.count - 1)
        # A pane that comes back shows its old frame, unless another pane shows it already or the frame is gone.
        kept = set(self.shown[: layout.count])
        for pane in self._all[len(self.panes) : layout.count]:
            if pane.frame_id in kept or pane.frame_id not in self._session.project.frames:
                pane.show_frame(None)
        self._session.view.point_at(None, None)
        self.stage.arrange(layout, self._all)
        self.shown_changed.emit()

    def activate(self, index: int) -> None:
        """Make a pane the active one, which actions work on."""
        if index != self._active:
            self._active = index
            for pane in self._all:
                pane.is_active = pane.index == index
            self.active_changed.emit(index)
            self.refresh()

    def show_frame(self, index: int, frame_id: int | None) -> None:
        """Show a frame in a pane, None to empty it; the first frame of all is fitted to the pane."""
        first = all(shown is None for shown in self.shown)
        self._all[index].show_frame(frame_id)
        if frame_id is not None and first:
            self.fit(frame_id)
        self.shown_changed.emit()
        self.refresh()

    def swap(self, one: int, other: int) -> None:
        """Exchange the frames of two panes and activate the second one."""
        first, second = self._all[one].frame_id, self._all[other].frame_id
        self._all[one].show_frame(second)
        self._all[other].show_frame(first)
        self.activate(other)
        self.shown_changed.emit()
        self.refresh()

    def fit(self, frame_id: int | None = None) -> None:
        """Zoom to the whole of a frame; without an id, of the active pane's frame."""
        chosen = frame_id if frame_id is not None else self.active.frame_id
        frame = self._session.project.frames.get(chosen) if chosen is not None else None
        if frame is None:
            return
        bounds = self._session.project.ground_map(frame.id).bounds_m(frame.width, frame.height)
        rotation = self.active.viewpoint.rotation_deg
        self._session.view.look(self.active.index, fit_viewpoint(bounds, self.active.size_scr, rotation))

    def zoom(self, factor: float) -> None:
        """Zoom the active pane about its middle; a factor above 1 zooms in."""
        width, height = size = self.active.size_scr
        viewpoint = self.active.viewpoint.zoomed(factor, (width / 2, height / 2), size)
        self._session.view.look(self.active.index, viewpoint)

    def one_to_one(self) -> None:
        """Zoom the active pane so that one frame pixel is one screen pixel."""
        self.zoom(self.active.frame_px_per_scr)

    def hide_labels(self, hidden: bool) -> None:
        """Hide or show the labels of all panes until this is called again."""
        self.labels_hidden = hidden
        self.hide_labels_briefly(False)

    def hide_labels_briefly(self, hidden: bool) -> None:
        """Hide the labels of all panes while a key is held; False returns to the lasting choice."""
        for pane in self._all:
            pane.labels_hidden = hidden or self.labels_hidden
        self.refresh()

    def flash_place(self, place_m: XY | None) -> None:
        """Mark a place on the ground plane in all panes for PLACE_FLASH_MS; None removes the mark."""
        self._flashed_m = place_m
        self._flash_timer.stop()
        if place_m is not None:
            self._flash_timer.start()
        self.refresh()

    def refresh(self) -> None:
        """Schedule one refresh of all visible panes after the events at hand."""
        if not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def refresh_now(self) -> None:
        """Refresh all visible panes at once."""
        self._refresh_timer.stop()
        ensure_other_frame(self._session, self.shown)
        for pane in self.stage.visible_panes:
            place = self._flashed_m
            at = apply_one(pane.viewpoint.plane_to_screen(pane.size_scr), place) if place is not None else None
            pane.decoration.set_marker(at)
            pane.refresh()
            self._titles[pane.index].cover_title(pane.decoration.title_rect)
        self._refresh_minimap()
        self.refreshed.emit()

    def _refresh_minimap(self) -> None:
        """Refresh the mini-map in the active pane's corner, and reserve its room in the pane's texts."""
        active = self.active
        if active in self.stage.visible_panes:
            self.minimap.refresh_map(active, self._cells_pictures.picture_of(active.own_frame.frame_id))
        for pane in self.panes:
            here = pane is active and not self.minimap.isHidden()
            pane.decoration.reserve_right(float(self.minimap.width() + MAP_MARGIN_SCR) if here else 0.0)
            right = pane.size_scr[0] - MAP_MARGIN_SCR
            map_rect = (right - self.minimap.width(), MAP_MARGIN_SCR, right, MAP_MARGIN_SCR + self.minimap.height())
            pane.covered = (map_rect,) if here else ()

    def _centre_by_map(self, index: int, place_px: XY) -> None:
        """Centre a pane on a place of its frame that was chosen on the mini-map."""
        ground = self._all[index].own_frame.ground
        if ground is not None:
            x, y = ground.to_plane(as_points(place_px))[0]
            self._session.view.centre_on(index, (float(x), float(y)))

    def _make_pane(self, index: int) -> Pane:
        """Create a pane with its events, title and drops, and connect them."""
        pane = Pane(index, self._session, self._host, self._spare_time, self)
        events = PaneEvents(pane, self._session, self._host)
        title = PaneTitle(pane, self._host)
        drops = PaneDrops(pane)
        events.failed.connect(self.failed)
        events.action_asked.connect(self.action_asked)
        pane.activated.connect(self.activate)
        pane.changed.connect(self.refresh)
        title.menu_asked.connect(self.menu_asked)
        title.maximise_asked.connect(lambda at: self.stage.maximise(at if self.stage.maximised is None else None))
        drops.shown.connect(self.show_frame)
        drops.swapped.connect(self.swap)
        self._titles.append(title)
        return pane

    def _move_active(self, index: int) -> None:
        """Show the active pane's frame and view in another pane, and activate that one."""
        frame_id, viewpoint = self.active.frame_id, self.active.viewpoint
        if frame_id is not None:
            self._all[index].show_frame(frame_id)
            self._session.view.look(index, viewpoint)
        self.activate(index)
