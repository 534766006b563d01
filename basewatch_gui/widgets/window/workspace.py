"""One open project in the window: its session, tool and panes, and how the rest of the window follows them."""

from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from basewatch_gui.geometry.outline import centre_px
from basewatch_gui.geometry.transform import XY, as_points
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.labels.actions import follow_table
from basewatch_gui.widgets.pane.grid import PaneGrid
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.tool_host import ToolHost
from basewatch_gui.widgets.texts import action_name, hint_text, sentence
from basewatch_gui.widgets.window.actions.table import rows
from basewatch_gui.widgets.window.commands.compare import follow_comparing
from basewatch_gui.widgets.window.commands.image import follow_image
from basewatch_gui.widgets.window.commands.measure import keep_unit
from basewatch_gui.widgets.window.commands.register import follow_registration
from basewatch_gui.widgets.window.commands.tools import follow_naming
from basewatch_gui.widgets.window.frame_care import FrameCare
from basewatch_gui.widgets.window.places.arrangement import Arrangement
from basewatch_gui.widgets.window.places.assisting import follow_assisting
from basewatch_gui.widgets.window.places.reviewing import follow_review, follow_reviewed
from basewatch_gui.widgets.window.places.sight import look_at
from basewatch_gui.widgets.window.places.suggesting import follow_actions, follow_suggestions, suggestion_hint
from basewatch_gui.widgets.window.places.walking import follow_cells, follow_covering, follow_undone_cell

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow

ON_SELECTION = (
    *("edit_label", "cut", "duplicate", "retype", "occluded", "lock_label", "turn_left", "turn_right"),
    *("align", "square", "scale_up", "scale_down", "merge", "simplify"),
)


class Workspace(QObject):
    """The open project's session, tool host and panes; keeps docks, actions and status in step with them."""

    def __init__(self, window: "MainWindow", file: ProjectFile) -> None:
        super().__init__(window)
        self._window = window
        self.session = Session(file, self, window.settings.author)
        self.host = ToolHost(self.session, self)
        keep_unit(window.settings, self.host)
        self.grid = PaneGrid(self.session, self.host)
        self.arrangement = Arrangement(window, self.session, self.grid)
        self.care = FrameCare(window, self.session)
        window.docks.fill(self.session)
        window.status.set_session(self.session)
        window.status.progress.watch(self.session.jobs)
        for row in rows():
            window.actions_by_name[row.name].setEnabled(True)
        self._connect()
        self._connect_docks()
        follow_registration(window, self)
        follow_covering(window, self)
        follow_review(window, self)
        follow_suggestions(window, self)
        self.host.wheel_scrolls = window.settings.wheel_scrolls
        window.guidance.follow(self)
        follow_assisting(window, self)

    def start(self) -> None:
        """Show the first frames and look whether all files are there."""
        self.arrangement.start()
        self.take_tool("select")
        self.care.check()

    def close(self) -> None:
        """Take the panes away and close the project."""
        self.arrangement.close()
        self.session.edited.disconnect(self._follow_edit)
        self._window.docks.fill(None)
        self._window.status.set_session(None)
        self.grid.setParent(None)
        self.session.close()
        self.grid.deleteLater()
        self.deleteLater()

    def frames_in_time(self) -> list[Frame]:
        """The project's frames, earliest first; those without a time come last."""
        return self.session.project.frames_in_time

    def show_in_pane(self, frame_id: int, index: int) -> None:
        """Show a frame in a pane."""
        self.grid.panes[index].notice = ""
        self.grid.show_frame(index, frame_id)

    def set_notice(self, frame_id: int, text: str) -> None:
        """Say in the panes that show the frame why there is no picture."""
        for pane in self.grid.panes:
            if pane.frame_id == frame_id:
                pane.notice = text
        self.grid.refresh()

    def go_to(self, frame_id: int, label_id: int) -> None:
        """Bring a label to the middle of a pane, large enough to be judged, and select it."""
        frame = self.session.project.frames.get(frame_id)
        label = self.session.project.labels(frame_id).get(label_id) if frame is not None else None
        if label is None:
            return
        if frame_id not in self.grid.shown:
            self.show_in_pane(frame_id, self.grid.active.index)
        look_at(self.session, self.grid.panes[self.grid.shown.index(frame_id)], frame_id, label.outline)
        self.session.select(frame_id, [label_id])

    def follow_undone(self, edit: Edit | None) -> None:
        """Bring the view to what was undone or redone, where it is out of sight."""
        follow_undone_cell(self, edit)
        label = edit.label_changes[0].item if edit is not None and edit.label_changes else None
        if not isinstance(label, Label) or label.frame_id not in self.grid.shown:
            return
        pane = self.grid.panes[self.grid.shown.index(label.frame_id)]
        place = self._place_m(label)
        at_x, at_y = pane.viewpoint.plane_to_screen(pane.size_scr) @ place
        width, height = pane.size_scr
        if not (0 <= at_x <= width and 0 <= at_y <= height) and all(map(isfinite, place)):
            self.session.view.centre_on(pane.index, place)

    def take_tool(self, name: str) -> None:
        """Take a tool, ready for the pane that was used last."""
        self.host.take(name)
        self.grid.active.setFocus()

    def follow_state(self) -> None:
        """Have every action say whether it can be carried out now, and whether it is on."""
        session, actions = self.session, self._window.actions_by_name
        actions["undo"].setEnabled(session.file.undo_action is not None)
        actions["redo"].setEnabled(session.file.redo_action is not None)
        for name in ON_SELECTION:
            actions[name].setEnabled(bool(session.selection))
        follow_comparing(session.comparing, actions)
        follow_cells(session, self.grid, actions)
        follow_reviewed(session, self.grid, actions)
        follow_actions(self, self._window)
        actions[self.host.name].setChecked(True)
        self._show_hint()

    def name_steps(self) -> None:
        """Have undo and redo say of what: before they are read, as each new text has the tool bar laid out anew."""
        file, actions = self.session.file, self._window.actions_by_name
        steps = (("undo", self.tr("Undo"), file.undo_action), ("redo", self.tr("Redo"), file.redo_action))
        for name, verb, word in steps:
            actions[name].setText(f"{verb}: {action_name(word)}" if word is not None else verb)

    def _follow_lock(self) -> None:
        locked, action = self.session.view.locked, self._window.actions_by_name["lock"]
        action.setChecked(locked)
        # Each new icon has the tool bar laid out anew, so it is not set after every edit.
        action.setIcon(icon("lock" if locked else "unlock"))

    def _connect(self) -> None:
        session, grid, host = self.session, self.grid, self.host
        session.view.lock_changed.connect(self._follow_lock)
        self._follow_lock()
        session.edited.connect(self._follow_edit)
        session.tiles.failed.connect(self._tile_failed)
        actions = self._window.actions_by_name
        session.comparing.changed.connect(lambda: follow_comparing(session.comparing, actions))
        for signal in (session.selection_changed, session.view.lock_changed, host.tool_changed):
            signal.connect(self.follow_state)
        for signal in (session.view.cursor_moved, session.view.changed, session.tiles.arrived, grid.active_changed):
            signal.connect(self._show_place)
        grid.refreshed.connect(lambda: self._window.status.show_zoom(self._pointed_pane.frame_px_per_scr))
        for signal in (host.preview_changed, session.category_changed):
            signal.connect(self._show_hint)
        for signal in (host.failed, session.pyramids.failed, grid.failed):
            signal.connect(self._window.complain)
        host.describe_asked.connect(lambda _label: self._window.run("edit_label"))
        grid.shown_changed.connect(self._follow_shown)
        for signal in (grid.active_changed, grid.shown_changed):
            signal.connect(lambda *_: session.pyramids.prefer(grid.active.frame_id))

    def _connect_docks(self) -> None:
        docks, window = self._window.docks, self._window
        assert docks.frames is not None
        assert docks.labels is not None
        assert docks.inspector is not None
        assert docks.details is not None
        docks.frames.show_in.connect(
            lambda frame, index: self.show_in_pane(frame, self.grid.active.index if index < 0 else index)
        )
        docks.frames.locate.connect(self.care.locate)
        docks.frames.pixel_size.connect(
            lambda frame: window.attempt(lambda: window.project_commands.ask_pixel_size([frame]))
        )
        docks.frames.add.connect(lambda: window.run("open_frames"))
        docks.frames.details.connect(docks.show_details)
        docks.frames.picked.connect(docks.details.show_frame)
        details = docks.details
        for signal in (self.grid.active_changed, self.grid.shown_changed):
            signal.connect(lambda *_: details.show_frame(self.grid.active.frame_id))
        docks.labels.go_to.connect(self.go_to)
        follow_table(window)
        follow_naming(window, self.grid)
        follow_image(window, self.session, self.grid)
        for panel in (docks.frames, docks.labels, docks.inspector, docks.details):
            panel.failed.connect(window.complain)

    def _follow_edit(self, edit: Edit) -> None:
        if Frame in edit.kinds:
            for pane in self.grid.panes:
                if pane.frame_id is not None and pane.frame_id not in self.session.project.frames:
                    self.grid.show_frame(pane.index, None)
                elif pane.frame_id is not None:
                    self.session.open_frame(pane.frame_id)
            self.arrangement.fill()
            self._follow_shown()
        self.follow_state()

    def _follow_shown(self) -> None:
        docks, shown = self._window.docks, self.grid.shown
        frames = [frame for frame in dict.fromkeys(shown) if frame is not None]
        if docks.labels is not None and docks.categories is not None and docks.frames is not None:
            docks.labels.set_frames(frames)
            docks.categories.set_frames(frames)
            docks.frames.set_shown(shown)

    def _show_hint(self) -> None:
        category, tool, keys = self.session.category, self.host.tool, self._window.guidance.keys
        text = keys.filled(hint_text(self.host.hint))
        if tool is not None and tool.record.draws and category is not None:
            text = f"{category.name}:  {text}"
        suggested = suggestion_hint(self.session, keys) if not self.host.busy else ""
        self._window.status.set_hint(suggested or text)

    @property
    def _pointed_pane(self) -> Pane:
        """The pane that the pointer is over, else the active one."""
        over = self.session.view.cursor_pane
        return self.grid.panes[over] if over is not None else self.grid.active

    def _show_place(self) -> None:
        pane = self._pointed_pane
        self._window.status.show_place(pane.seen.frame_id, self.session.view.cursor_m)
        self._window.status.show_zoom(pane.frame_px_per_scr)

    def _tile_failed(self, frame_id: int, fault: BasewatchError) -> None:
        if frame_id not in self.session.project.frames:
            return
        if self.session.tiles.frame(frame_id) is None:
            self.set_notice(frame_id, self.care.notice(frame_id) or sentence(fault))
        if not self.care.knows(frame_id):
            self._window.complain(fault)

    def _place_m(self, label: Label) -> XY:
        ground = self.session.project.ground_map(label.frame_id)
        x, y = ground.to_plane(as_points(centre_px(label.outline)))[0]
        return (float(x), float(y))
