"""The row of panes: which frame is where, and one refresh for all of them."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from basewatch_gui.geometry.viewpoint import fitted
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.pane_events import PaneEvents
from basewatch_gui.widgets.pane.tool_host import ToolHost

PANES = 2


class PaneGrid(QSplitter):
    """Two panes side by side.

    Everything that changes what they show asks for one refresh, and all are made ready in it.
    """

    active_changed = Signal(int)
    shown_changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, host: ToolHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._active = 0
        self.panes = [Pane(index, session, host, self) for index in range(PANES)]
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.refresh_now)
        for pane in self.panes:
            events = PaneEvents(pane, session, host)
            events.failed.connect(self.failed)
            pane.activated.connect(self.activate)
            pane.changed.connect(self.refresh)
            self.addWidget(pane)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(4)
        for signal in (
            session.view.changed,
            session.view.cursor_moved,
            session.edited,
            session.selection_changed,
            session.category_changed,
            session.tiles.opened,
            session.tiles.arrived,
            session.tiles.restretched,
            host.preview_changed,
        ):
            signal.connect(self.refresh)
        self.panes[0].is_active = True

    @property
    def active(self) -> Pane:
        """The pane that was used last."""
        return self.panes[self._active]

    @property
    def shown(self) -> list[int | None]:
        """Which frame each pane shows."""
        return [pane.frame_id for pane in self.panes]

    def activate(self, index: int) -> None:
        """Make a pane the one that actions concern."""
        if index != self._active:
            self._active = index
            for pane in self.panes:
                pane.is_active = pane.index == index
            self.active_changed.emit(index)
            self.refresh()

    def show_frame(self, index: int, frame_id: int | None) -> None:
        """Show a frame in a pane; the first one brings the view to it."""
        first = all(shown is None for shown in self.shown)
        self.panes[index].show_frame(frame_id)
        if frame_id is not None and first:
            self.fit(frame_id)
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
        self._session.view.look(self.active.index, fitted(bounds, self.active.size_scr, rotation))

    def zoom(self, factor: float) -> None:
        """Zoom the active pane about its middle."""
        width, height = size = self.active.size_scr
        viewpoint = self.active.viewpoint.zoomed(factor, (width / 2, height / 2), size)
        self._session.view.look(self.active.index, viewpoint)

    def one_to_one(self) -> None:
        """Show one frame pixel of the active pane as one screen pixel."""
        self.zoom(self.active.frame_px_per_scr)

    def set_labels_hidden(self, hidden: bool) -> None:
        """Hide or show the labels of all panes."""
        for pane in self.panes:
            pane.labels_hidden = hidden
        self.refresh()

    def refresh(self) -> None:
        """Have all panes made ready once the events at hand are dealt with."""
        if not self._timer.isActive():
            self._timer.start()

    def refresh_now(self) -> None:
        """Make all panes ready for what is so now."""
        self._timer.stop()
        for pane in self.panes:
            pane.refresh()
