"""What every action of the table does, by name."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from PySide6.QtWidgets import QApplication, QMessageBox

from basewatch_gui import __version__
from basewatch_gui.demo.project import build_demo_project
from basewatch_gui.widgets.style import apply_theme, is_dark
from basewatch_gui.widgets.window.keys_dialog import show_keys
from basewatch_gui.widgets.window.label_commands import flip_selected, step_occluded, turn_selected

if TYPE_CHECKING:
    from basewatch_gui.session.session import Session
    from basewatch_gui.widgets.pane.grid import PaneGrid
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace

Command = Callable[[bool], object]

ZOOM = 2**0.5
TURN_DEG = 15.0


def commands(window: "MainWindow") -> dict[str, Command]:
    """The commands by the names of their actions; each gets whether its action is checked."""
    project = window.project_commands
    return {
        "new_project": lambda _: project.new_project(),
        "open_project": lambda _: project.open_project(),
        "open_demo": lambda _: open_demo(window),
        "open_frames": lambda _: project.open_frames(),
        "import_coco": lambda _: project.import_coco(),
        "export_coco": lambda _: project.export_coco(),
        "save_copy": lambda _: project.save_copy(),
        "quit": lambda _: window.close(),
        "theme": lambda _: _switch_theme(window),
        "reset_layout": lambda _: window.docks.arrange(),
        "shortcuts": lambda _: show_keys(window),
        "about": lambda _: _about(window),
        **_edit_commands(window),
        **_view_commands(window),
        **{name: _take(window, name) for name in ("select", "oriented_box", "box", "polygon", "point", "hand")},
    }


def open_demo(window: "MainWindow") -> None:
    """Build the demo project in the user's data folder, unless it is there, and open it."""
    folder = user_data_path("BaseWatch", appauthor=False) / "demo"
    window.jobs.run(
        window.tr("Drawing the demo's frames"),
        lambda progress: build_demo_project(folder, progress),
        window.project_commands.open,
        window.complain,
    )


def _edit_commands(window: "MainWindow") -> dict[str, Command]:
    def session() -> "Session":
        return _workspace(window).session

    def select_all() -> None:
        frame = _grid(window).active.frame_id
        if frame is not None:
            session().select(frame, session().project.labels(frame))

    return {
        "undo": lambda _: _workspace(window).follow_undone(session().undo()),
        "redo": lambda _: _workspace(window).follow_undone(session().redo()),
        "delete": lambda _: session().delete_selected(),
        "select_all": lambda _: select_all(),
        "edit_label": lambda _: _edit_label(window),
        "occluded": lambda _: step_occluded(session()),
        "turn_left": lambda _: turn_selected(session(), -1.0),
        "turn_right": lambda _: turn_selected(session(), 1.0),
        "flip": lambda _: flip_selected(session()),
        "find_category": lambda _: _find_category(window),
    }


def _view_commands(window: "MainWindow") -> dict[str, Command]:
    def turn(by_deg: float) -> None:
        workspace = _workspace(window)
        pane = workspace.grid.active
        workspace.session.view.look(pane.index, pane.viewpoint.turned(by_deg))

    def lock(checked: bool) -> None:
        workspace = _workspace(window)
        workspace.session.view.set_locked(checked, workspace.grid.active.index)

    return {
        "fit": lambda _: _grid(window).fit(),
        "one_to_one": lambda _: _grid(window).one_to_one(),
        "zoom_in": lambda _: _grid(window).zoom(ZOOM),
        "zoom_out": lambda _: _grid(window).zoom(1 / ZOOM),
        "lock": lock,
        "hide_labels": lambda checked: _grid(window).set_labels_hidden(checked),
        "rotate_left": lambda _: turn(TURN_DEG),
        "rotate_right": lambda _: turn(-TURN_DEG),
        "north_up": lambda _: turn(-_grid(window).active.viewpoint.rotation_deg),
        "next_frame": lambda _: _step_frame(window, 1),
        "previous_frame": lambda _: _step_frame(window, -1),
    }


def _take(window: "MainWindow", name: str) -> Command:
    def take(_checked: bool) -> None:
        _workspace(window).take_tool(name)

    return take


def _workspace(window: "MainWindow") -> "Workspace":
    assert window.workspace is not None
    return window.workspace


def _grid(window: "MainWindow") -> "PaneGrid":
    return _workspace(window).grid


def _step_frame(window: "MainWindow", step: int) -> None:
    workspace = _workspace(window)
    ids = [frame.id for frame in workspace.frames_in_time()]
    active = workspace.grid.active
    if ids:
        place = (ids.index(active.frame_id) + step) % len(ids) if active.frame_id in ids else 0
        workspace.show_in_pane(ids[place], active.index)


def _edit_label(window: "MainWindow") -> None:
    dock = window.docks.docks["inspector"]
    dock.show()
    dock.raise_()
    if window.docks.inspector is not None:
        window.docks.inspector.focus_first()


def _find_category(window: "MainWindow") -> None:
    dock = window.docks.docks["categories"]
    dock.show()
    dock.raise_()
    if window.docks.categories is not None:
        window.docks.categories.focus_filter()


def _switch_theme(window: "MainWindow") -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window.settings.theme = "light" if is_dark() else "dark"
    apply_theme(application, window.settings.theme)


def _about(window: "MainWindow") -> None:
    text = window.tr("BaseWatch {version}\n\nLabels aircraft and air-defence components on satellite frames.\n")
    licence = window.tr("Apache Licence 2.0. Works offline: it never opens a network connection.")
    QMessageBox.about(window, window.tr("About BaseWatch"), text.format(version=__version__) + "\n" + licence)
