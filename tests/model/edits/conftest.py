"""A project file with two frames of one place: the second one turned, coarser, and taken a week later."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from affine import Affine

from basewatch_gui.geometry.outline import OrientedBox, Outline
from basewatch_gui.model.edit import added
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.storage.project_file import ProjectFile

UTM = "EPSG:32637"
EAST, NORTH = 500_000.0, 3_900_000.0
NADIR = Affine(0.5, 0.0, EAST, 0.0, -0.5, NORTH)
TURNED = Affine.translation(EAST + 300.0, NORTH + 50.0) @ Affine.rotation(-30.0) @ Affine.scale(1.0, -1.0)

FIRST = Frame(1, "a.tif", "aa", 1000, 800, 1, "uint16", UTM, tuple(NADIR)[:6], 0.5, "2024-12-10T08:00:00Z")
SECOND = Frame(2, "b.tif", "bb", 900, 900, 1, "uint16", UTM, tuple(TURNED)[:6], 1.0, "2024-12-17T08:00:00Z")

Draw = Callable[..., Label]


def plane(x: float, y: float, heading: float = 0.0) -> OrientedBox:
    """An aircraft of 80 x 60 px here."""
    return OrientedBox((x, y), 80.0, 60.0, heading)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[ProjectFile]:
    """Both frames, no labels."""
    with ProjectFile.create(tmp_path / "a.basewatch", shipped_categories(), "analyst") as made:
        made.do(added("add frames", [FIRST, SECOND]))
        yield made


@pytest.fixture
def draw(file: ProjectFile) -> Draw:
    """Adds a label to the project in one edit: `draw(frame_id, category_id, outline, **fields)`."""

    def make(frame_id: int = 1, category_id: int = 1, outline: Outline | None = None, **fields: object) -> Label:
        number = file.new_label_id()
        outline = outline or plane(100.0 + 10 * number, 100.0, 90.0)
        label = Label(number, f"uid-{number}", frame_id, category_id, outline, **fields)  # type: ignore[arg-type]
        file.do(added("draw", [label]))
        return label

    return make
