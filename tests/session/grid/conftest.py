"""A project with two frames of the same ground, half a metre a pixel, and one far away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from basewatch_gui.model.edit import added
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.grid.labelling_grid import LabellingGrid
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile


def frame(number: int, left_m: float = 500_000.0) -> Frame:
    placed = (0.5, 0.0, left_m, 0.0, -0.5, 5_500_000.0)
    return Frame(number, f"{number}.tif", str(number), 1000, 800, 1, "uint8", "EPSG:32637", placed)


def new_session(path: Path) -> Session:
    """A new project with the frames 1 and 2."""
    made = Session(ProjectFile.create(path, shipped_categories()), author="analyst")
    made.do(added("add frames", [frame(1), frame(2)]))
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the project lies."""
    return tmp_path / "a.basewatch"


@pytest.fixture
def session(qapp: object, path: Path) -> Iterator[Session]:
    """The project, open, with the frames 1 and 2."""
    made = new_session(path)
    yield made
    made.close()


@pytest.fixture
def labelling_grid(session: Session) -> LabellingGrid:
    """The grids of that project: frame 1 has one of 4 x 5 cells of 200 px."""
    session.labelling_grid.lay_grid(1, 200.0, 0.0, common=False)
    return session.labelling_grid
