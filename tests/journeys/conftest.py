"""The window and a project with two frames of the same ground."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import open_window, write_pair


@pytest.fixture
def window(qapp: object) -> Iterator[MainWindow]:
    """The main window, on its welcome page."""
    with open_window() as made:
        yield made


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two frames of the same ground in a folder beside the project."""
    return write_pair(tmp_path / "frames")
