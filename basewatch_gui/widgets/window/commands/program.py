"""What the actions on the program and its projects do."""

from typing import TYPE_CHECKING

from platformdirs import user_data_path
from PySide6.QtWidgets import QApplication, QMessageBox

from basewatch_gui import __version__
from basewatch_gui.demo.project import build_demo_project
from basewatch_gui.widgets.cache_page import show_cache
from basewatch_gui.widgets.guidance import guidance
from basewatch_gui.widgets.style import apply_theme, is_dark

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""
    project = window.project_commands
    return {
        "new_project": lambda _: project.new_project(),
        "open_project": lambda _: project.open_project(),
        "open_demo": lambda _: open_demo(window),
        "open_frames": lambda _: project.open_frames(),
        "open_folder": lambda _: project.open_folder(),
        "import_coco": lambda _: project.import_coco(),
        "export_coco": lambda _: project.export_coco(),
        "save_copy": lambda _: project.save_copy(),
        "cache": lambda _: show_cache(window),
        "quit": lambda _: window.close(),
        "theme": lambda _: _switch_theme(window),
        "high_contrast": lambda checked: _set_contrast(window, checked),
        "wheel_scrolls": lambda checked: _set_wheel(window, checked),
        "reset_layout": lambda _: window.docks.arrange(),
        "about": lambda _: _about(window),
        **guidance.commands(window),
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


def _switch_theme(window: "MainWindow") -> None:
    window.settings.theme = "light" if is_dark() else "dark"
    _dress(window)


def _set_contrast(window: "MainWindow", wanted: bool) -> None:
    window.settings.high_contrast = wanted
    _dress(window)


def _dress(window: "MainWindow") -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, window.settings.theme, high_contrast=window.settings.high_contrast)


def _set_wheel(window: "MainWindow", scrolls: bool) -> None:
    window.settings.wheel_scrolls = scrolls
    if window.workspace is not None:
        window.workspace.host.wheel_scrolls = scrolls


def _about(window: "MainWindow") -> None:
    text = window.tr("BaseWatch {version}\n\nLabels aircraft and air-defence components on satellite frames.\n")
    licence = window.tr("Apache Licence 2.0. Works offline: it never opens a network connection.")
    QMessageBox.about(window, window.tr("About BaseWatch"), text.format(version=__version__) + "\n" + licence)
