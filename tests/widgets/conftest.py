"""The main window, two frames of the same ground, and projects with frames and labels."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFileDialog

from basewatch_gui.geometry.outline import OrientedBox, Outline
from basewatch_gui.model.edit import Edit, added
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import open_window, write_pair, write_project

GSD_M = 0.5
LabelMaker = Callable[..., Label]


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    """An open project with the frames 1 and 2 (UTM, 0.5 m, a week apart) and 3 (no georeference, no date)."""
    made = Session(ProjectFile.create(tmp_path / "a.basewatch", shipped_categories()), author="analyst")
    made.do(added("add frames", [_frame(1, "2024-12-13T08:22:00Z"), _frame(2, "2024-12-05T08:14:00Z"), _screenshot()]))
    yield made
    made.close()


@pytest.fixture
def draw(session: Session) -> LabelMaker:
    """Adds a label to the project in one edit: `draw(frame_id, category_id, outline, **fields)`."""

    def make(frame_id: int = 1, category_id: int = 1, outline: Outline | None = None, **fields: object) -> Label:
        number = session.file.new_label_id()
        outline = outline or OrientedBox((1000.0 + 10 * number, 1000.0), 100.0, 80.0, 90.0)
        label = Label(number, f"uid-{number}", frame_id, category_id, outline, **fields)  # type: ignore[arg-type]
        session.do(added("draw", [label]))
        return label

    return make


def _frame(number: int, acquired: str) -> Frame:
    return Frame(
        id=number,
        path=f"frames/base_{number}.tif",
        fingerprint=str(number),
        width=4000,
        height=4000,
        bands=1,
        dtype="uint16",
        crs_wkt="EPSG:32636",
        transform=(GSD_M, 0.0, 760000.0, 0.0, -GSD_M, 3923000.0),
        gsd_m=GSD_M,
        acquired=acquired,
    )


def _screenshot() -> Frame:
    return Frame(3, "news.png", "3", 1920, 1080, 3, "uint8")


@pytest.fixture
def edits(session: Session) -> list[Edit]:
    """The edits from now on."""
    made: list[Edit] = []
    session.edited.connect(made.append)
    return made


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
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: bool(given.save))
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [given.save])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: given.folder)
    return set_answers
