"""Commands that open the window: `open` and `demo`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from basewatch_gui.cli.crash import report_crashes
from basewatch_gui.model.errors import BasewatchError

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow


def open_window(
    paths: Annotated[list[Path] | None, typer.Argument(help="A project, or frames to open side by side.")] = None,
) -> None:
    """Open the window, with a project or frames where they are named."""
    window, run_until_closed = _make_window()
    if paths:
        window.open_paths(paths)
    run_until_closed()


def open_demo(
    headless: Annotated[bool, typer.Option(help="Drive the window without a display, then export.")] = False,
    directory: Annotated[Path | None, typer.Option("--dir", help="Where the demo is made.")] = None,
) -> None:
    """Open the demo project: a synthetic air base on two dates."""
    from platformdirs import user_data_path

    folder = (directory or user_data_path("BaseWatch", appauthor=False) / "demo").absolute()
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from basewatch_gui.widgets.demo_drive import drive_demo

        report_crashes()
        drive_demo(folder, typer.echo)
        return
    _refuse_without_display()
    project = _build_demo_project(folder)
    window, run_until_closed = _make_window()
    window.open_paths([project])
    run_until_closed()


def _build_demo_project(folder: Path) -> Path:
    """Build the demo project with a progress bar on the terminal; return its path."""
    from rich.progress import Progress

    from basewatch_gui.demo.project import build_demo_project

    with Progress(transient=True) as progress:
        task = progress.add_task("Drawing the demo's frames", total=1.0)
        return build_demo_project(folder, lambda share: progress.update(task, completed=share))


def _make_window() -> "tuple[MainWindow, Callable[[], None]]":
    """Make the application and show its window; return the window and a function that runs it until it is closed."""
    _refuse_without_display()
    from basewatch_gui.widgets.application import make_application
    from basewatch_gui.widgets.window.main_window import MainWindow

    application, settings = make_application()
    window = MainWindow(settings)
    trouble = window.tr("Something went wrong, but your work is saved. A report is in {report}.")
    report_crashes(lambda report: window.show_message(trouble.format(report=report), severity="error"))
    if settings.stored_window("geometry") is None:
        window.showMaximized()
    else:
        window.show()
    application.processEvents()

    def run_until_closed() -> None:
        code = application.exec()
        if code:
            raise typer.Exit(code)

    return window, run_until_closed


def _refuse_without_display() -> None:
    """Raise BasewatchError where there is no display, because Qt would end the process."""
    if sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise BasewatchError("There is no display to open a window on. Try: basewatch demo --headless")
