"""`open` and `demo`: without a display, and through a crash."""

import sys
from pathlib import Path

import pytest

from basewatch_gui import __version__
from tests.cli.runs import Command, python


def test_without_a_display_the_window_is_refused(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "There is no display" in command().refusal()
    assert "There is no display" in command("demo").refusal()


OPEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from basewatch_gui.cli.app import run
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.window.main_window import MainWindow

def fail():
    raise ZeroDivisionError

def live(application):
    window = next(widget for widget in application.topLevelWidgets() if isinstance(widget, MainWindow))
    print(window.windowTitle())
    wait_until(lambda: window.session is not None and None not in window.grid.shown)
    QTimer.singleShot(0, fail)
    wait_until(lambda: window.messages.isVisible())
    print(window.messages.sentence.text())
    window.close()
    return 0

QApplication.exec = live
run()
"""


def test_the_window_opens_a_project_and_outlives_a_crash_that_it_reports(project: Path, tmp_path: Path) -> None:
    """Through `python -m`'s own entry, with the event loop replaced by a short life."""
    done = python(OPEN, project, XDG_STATE_HOME=str(tmp_path / "state"), HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    title, sentence = done.stdout.splitlines()
    assert title == "base – BaseWatch"
    assert sentence.startswith("Something went wrong, but your work is saved.")
    report = Path(sentence.partition("A report is in ")[2].rstrip("."))
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert __version__ in report.read_text(encoding="utf-8")
