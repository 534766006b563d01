"""Merging and simplifying what is selected."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, area_px
from basewatch_gui.model.edit import added
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.labelling.shaping import Simplified, merge_selected, simplify_selected
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile

DENSE = tuple((float(x), 0.2 * (x % 20) / 10) for x in range(0, 100, 10)) + ((100.0, 100.0), (52.0, 98.5), (0.0, 100.0))


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    """A project with one frame that has no file."""
    made = Session(ProjectFile.create(tmp_path / "a.basewatch", shipped_categories()))
    made.do(added("add frames", [Frame(1, "a.tif", "1", 1000, 1000, 3, "uint8")]))
    yield made
    made.close()


def draw(session: Session, *outlines: Outline, locked: bool = False) -> list[int]:
    labels = [replace(session.new_label(1, outline), locked=locked) for outline in outlines]
    session.do(added("draw", labels))
    session.select(1, [label.id for label in labels])
    return [label.id for label in labels]


def outlines(session: Session) -> list[Outline]:
    return [label.outline for label in session.project.labels(1).values()]


def test_merged_labels_become_the_largest_one_in_one_edit(session: Session) -> None:
    ids = draw(session, Box(0, 0, 50, 50), OrientedBox((100, 50), 100, 100, 0))
    before = outlines(session)
    merge_selected(session)
    ((label_id, label),) = session.project.labels(1).items()
    assert label_id == ids[1]
    assert area_px(label.outline) == pytest.approx(12_500)
    assert session.selection == {ids[1]}
    session.undo()
    assert outlines(session) == before


@pytest.mark.parametrize(
    ("drawn", "locked", "words"),
    [
        ((Box(0, 0, 50, 50),), False, "two or more"),
        ((Box(0, 0, 50, 50), Box(60, 0, 90, 50)), False, "don't touch"),
        ((Box(0, 0, 50, 50), Box(20, 0, 90, 50)), True, "locked"),
        ((Point((1, 1)), Box(60, 0, 90, 50)), False, "don't touch"),
    ],
)
def test_what_can_not_be_merged_is_said(session: Session, drawn: tuple[Outline, ...], locked: bool, words: str) -> None:
    draw(session, *drawn, locked=locked)
    with pytest.raises(BasewatchError, match=words):
        merge_selected(session)
    assert outlines(session) == list(drawn)


def test_each_step_of_simplifying_takes_points_by_the_least_tolerance(session: Session) -> None:
    draw(session, Polygon((DENSE,)), Box(0, 0, 10, 10))
    assert simplify_selected(session) == Simplified(13, 5, 0.5)
    assert simplify_selected(session) == Simplified(5, 4, 2.0)
    polygon, box = outlines(session)
    assert isinstance(polygon, Polygon)
    assert len(polygon.rings[0]) == 4
    assert box == Box(0, 0, 10, 10)
    with pytest.raises(BasewatchError, match="no point to spare"):
        simplify_selected(session)
    session.undo()
    session.undo()
    assert outlines(session)[0] == Polygon((DENSE,))


def test_simplifying_asks_for_an_unlocked_polygon(session: Session) -> None:
    draw(session, Box(0, 0, 10, 10))
    with pytest.raises(BasewatchError, match="Select a polygon"):
        simplify_selected(session)
    draw(session, Polygon((DENSE,)), locked=True)
    with pytest.raises(BasewatchError, match="Select a polygon"):
        simplify_selected(session)
