"""What an edit removes takes with it the records that speak of it, and an undo brings all of it back."""

import pytest

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.category import Category
from basewatch_gui.model.dependents import with_dependents
from basewatch_gui.model.edit import Change, Edit, Item, added, removed, replaced
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import CELLS_CHECK, Cell, Comment, Grid, Observation, Record, Waiver

FRAMES = (Frame(1, "a.tif", "a", 100, 100, 1, "uint8"), Frame(2, "b.tif", "b", 100, 100, 1, "uint8"))
LABELS = tuple(Label(number, f"uid-{number}", 1, 1, Point((number, 1.0))) for number in (1, 2))
COMMON, OWN = Grid(10, None, 100.0), Grid(11, 2, 50.0)
CELLS = (Cell(12, 10, 1, 0, 0, "done"), Cell(13, 10, 2, 0, 0, "done"), Cell(14, 11, 2, 0, 0, "empty"))
COMMENT = Comment(20, 2, (5.0, 5.0), "cloud")
WAIVERS = (
    Waiver(30, 1, "duplicate", (1, 2), "two aircraft"),
    Waiver(31, 2, CELLS_CHECK, (11, 0, 1), "off the base"),
    Waiver(32, 1, CELLS_CHECK, (10, 1, 2), "off the base"),
)
DEPARTED = Observation(40, 2, 1, "departed")
RECORDS: tuple[Record, ...] = (COMMON, OWN, *CELLS, COMMENT, *WAIVERS, DEPARTED)


@pytest.fixture
def project() -> Project:
    """Two frames, labels on the first, and records of every kind."""
    return Project(FRAMES, [Category(1, "An-124")], lambda frame: LABELS if frame == 1 else (), RECORDS)


def held(project: Project) -> list[Item]:
    """All that a project holds, in its order."""
    tables = (project.grids, project.cells, project.comments, project.waivers, project.observations)
    records = [record for table in tables for record in table.values()]
    return [*project.frames.values(), *project.all_labels(), *records]


EDITS = {
    "frame": (removed("remove frames", [*LABELS, FRAMES[0]]), {CELLS[0], WAIVERS[0], WAIVERS[2], DEPARTED}),
    "frame with a grid": (removed("remove frames", [FRAMES[1]]), {OWN, *CELLS[1:], COMMENT, WAIVERS[1], DEPARTED}),
    "grid": (removed("grid", [OWN]), {CELLS[2], WAIVERS[1]}),
    "grid with its cells": (removed("grid", [CELLS[2], OWN]), {WAIVERS[1]}),
    "label": (removed("delete", LABELS[:1]), {WAIVERS[0], DEPARTED}),
    "label of no observation": (removed("delete", LABELS[1:]), {WAIVERS[0]}),
    "label to another frame": (
        Edit("import", (Change(LABELS[0], None), Change(None, Label(1, "uid-1", 2, 1, Point((1.0, 1.0)))))),
        set(),
    ),
    "record": (removed("comment", [COMMENT]), set()),
    "nothing": (replaced("review", [(LABELS[0], Label(1, "uid-1", 1, 1, Point((2.0, 1.0))))]), set()),
    "more": (added("comment", [Comment(50, 1, (1.0, 1.0), "more")]), set()),
}


@pytest.mark.parametrize(("edit", "lost"), EDITS.values(), ids=EDITS.keys())
def test_what_speaks_of_it_goes_in_the_same_edit(project: Project, edit: Edit, lost: set[Record]) -> None:
    before = held(project)
    whole = with_dependents(project, edit)
    added_to_it = whole.changes[: len(whole.changes) - len(edit.changes)]
    assert {change.before for change in added_to_it} == lost
    assert all(change.after is None for change in added_to_it)
    assert whole.changes[len(added_to_it) :] == edit.changes
    project.check(whole)
    project.apply(whole)
    assert with_dependents(project, whole) == whole
    project.check(whole.inverse())
    project.apply(whole.inverse())
    assert held(project) == before
