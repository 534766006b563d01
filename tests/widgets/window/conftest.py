"""The main window, two frames of the same ground, and a project with them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFileDialog

from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import open_window, write_pair, write_project

Answer = Callable[..., None]


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """The main window, on its welcome page; the look of the program is put back at the end."""
    palette, sheet = QPalette(QApplication.palette()), qapp.styleSheet()
    with open_window() as made:
        yield made
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


@pytest.fixture
def frames(tmp_path: Path) -> tuple[Path, Path]:
    """`before.tif` and `after.tif` in the folder `frames`."""
    return write_pair(tmp_path / "frames")


@pytest.fixture
def project(frames: tuple[Path, Path], tmp_path: Path) -> Path:
    """A project with both frames, closed."""
    return write_project(tmp_path / "base.basewatch", frames)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Answers the file dialogs: `answer(open=..., save=..., folder=..., files=[...])`; '' cancels."""
    given = SimpleNamespace(open="", save="", folder="", files=[])

    def set_answers(**answers: object) -> None:
        for name, value in answers.items():
            setattr(given, name, [str(path) for path in value] if isinstance(value, list) else str(value))

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (given.open, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (given.files, ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (given.save, ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: given.folder)
    return set_answers
