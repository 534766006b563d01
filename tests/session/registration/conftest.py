"""A project with two georeferenced frames half a metre a pixel, and one without a place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from basewatch_gui.model.edit import added
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile

NORTH_UP = (0.5, 0.0, 500_000.0, 0.0, -0.5, 5_500_000.0)


def frame(number: int, crs: str | None = "EPSG:32637") -> Frame:
    return Frame(
        number, f"{number}.tif", str(number), 1000, 800, 1, "uint8", crs, NORTH_UP if crs is not None else None
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the project lies."""
    return tmp_path / "a.basewatch"


@pytest.fixture
def session(qapp: object, path: Path) -> Iterator[Session]:
    """The project, open, with frames 1 and 2 of the same ground and 3 without a georeference."""
    made = Session(ProjectFile.create(path, shipped_categories()), author="analyst")
    made.do(added("add frames", [frame(1), frame(2), frame(3, None)]))
    yield made
    made.close()
