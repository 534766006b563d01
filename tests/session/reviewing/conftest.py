"""A project with three frames of the same ground, and a hand that draws labels."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from basewatch_gui.geometry.outline import OrientedBox, Outline
from basewatch_gui.model.edit import added
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile

Draw = Callable[..., Label]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the project lies."""
    return tmp_path / "a.basewatch"


@pytest.fixture
def session(qapp: object, path: Path) -> Iterator[Session]:
    """The project with frames 1, 2 and 3 of 2000 x 2000 px, in this order of time."""
    made = Session(ProjectFile.create(path, shipped_categories()), author="first")
    made.do(added("add frames", [frame(number) for number in (1, 2, 3)]))
    yield made
    made.close()


@pytest.fixture
def draw(session: Session) -> Draw:
    """Adds an Il-76 of its size: `draw(frame_id, (x, y), **fields)`; well apart unless it is told where."""

    def make(frame_id: int = 1, at: tuple[float, float] | None = None, outline: Outline | None = None,
             **fields: object) -> Label:  # fmt: skip
        number = session.file.new_label_id()
        outline = outline or OrientedBox(at or (150.0 * number, 150.0 * number), 93.18, 101.0, 90.0)
        values: dict[str, object] = {"category_id": 2, "identification": "confirmed", "author": "first"} | fields
        label = Label(number, f"uid-{number}", frame_id, outline=outline, **values)  # type: ignore[arg-type]
        session.do(added("draw", [label]))
        return label

    return make


def frame(number: int) -> Frame:
    placed = (0.5, 0.0, 760_000.0, 0.0, -0.5, 3_923_000.0)
    return Frame(number, f"{number}.tif", str(number), 2000, 2000, 1, "uint8", "EPSG:32636", placed, 0.5,
                 f"2024-12-{number:02d}T08:00:00Z")  # fmt: skip
