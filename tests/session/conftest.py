"""A session with two frames of one place: the second one turned, coarser, and taken a week later."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from affine import Affine

from basewatch_gui.geometry.outline import OrientedBox, Outline
from basewatch_gui.model.edit import added
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile

UTM = "EPSG:32637"
EAST, NORTH = 500_000.0, 3_900_000.0
NADIR = Affine(0.5, 0.0, EAST, 0.0, -0.5, NORTH)
TURNED = Affine.translation(EAST + 300.0, NORTH + 50.0) @ Affine.rotation(-30.0) @ Affine.scale(1.0, -1.0)

FIRST = Frame(1, "a.tif", "aa", 1000, 800, 1, "uint16", UTM, tuple(NADIR)[:6], 0.5, "2024-12-10T08:00:00Z")
SECOND = Frame(2, "b.tif", "bb", 900, 900, 1, "uint16", UTM, tuple(TURNED)[:6], 1.0, "2024-12-17T08:00:00Z")


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    """Both frames, no labels."""
    made = Session(ProjectFile.create(tmp_path / "a.basewatch", shipped_categories()), author="analyst")
    made.do(added("add frames", [FIRST, SECOND]))
    yield made
    made.close()


def draw(session: Session, outline: Outline, frame_id: int = 1, category_id: int = 1) -> Label:
    """Draw a label."""
    label = session.new_label(frame_id, outline, category_id)
    session.do(added("draw", [label]))
    return label


def plane(x: float, y: float, heading: float = 0.0) -> OrientedBox:
    """An aircraft of 80 x 60 px here."""
    return OrientedBox((x, y), 80.0, 60.0, heading)
