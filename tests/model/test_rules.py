"""What an edit is allowed, and what it brings with it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Action, Change, Edit, Item, added, removed, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import CELLS_CHECK, Cell, CellState, Comment, Grid, Observation, Record, Waiver
from basewatch_gui.model.rules import (
    LOCKED_LEFT_OUT,
    LOCKED_REFUSED,
    Applied,
    apply_rules,
    with_dependents,
    with_lapsed_approvals,
    with_reopened_cells,
    without_locked,
)

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


LABEL = Label(9, "uid-9", 1, 1, Point((10.0, 10.0)))
MOVED, RETYPED, NOTED = (
    replace(LABEL, outline=Point((1.0, 1.0))),
    replace(LABEL, category_id=2),
    replace(LABEL, note="n"),
)


def edit_of(action: Action, *pairs: tuple[Label, Label | None]) -> Edit:
    return Edit(action, tuple(Change(before, after) for before, after in pairs))


def with_(label: Label, **changes: object) -> Label:
    return replace(label, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("review", ["approved", "submitted", "rejected"])
@pytest.mark.parametrize("after", [MOVED, RETYPED, NOTED], ids=["moved", "retyped", "noted"])
@pytest.mark.parametrize("action", ["move", "import", "review"])
def test_only_an_approval_of_another_outline_or_category_lapses(action: Action, review: str, after: Label) -> None:
    before, after = with_(LABEL, review=review), with_(after, review=review)
    other = Change(LABELS[0], None)
    given = Edit(action, (Change(before, after), other))
    lapses = action != "review" and review == "approved" and after.note == ""
    expected = with_(after, review="draft") if lapses else after
    assert with_lapsed_approvals(given) == Edit(action, (Change(before, expected), other))


def test_an_approval_that_comes_with_the_change_stands() -> None:
    given = edit_of("move", (LABEL, with_(MOVED, review="approved")))
    assert with_lapsed_approvals(given) is given


LOCKED = replace(LABEL, locked=True)


@pytest.mark.parametrize("after", [None, MOVED, RETYPED], ids=["gone", "moved", "retyped"])
@pytest.mark.parametrize("action", sorted(LOCKED_LEFT_OUT))
def test_a_locked_label_is_left_out_and_counted(action: Action, after: Label | None) -> None:
    free = (LABELS[0], replace(LABELS[0], outline=Point((3.0, 3.0))))
    given = edit_of(action, (LOCKED, after and replace(after, locked=True)), free)
    assert without_locked(given) == (edit_of(action, free), 1)
    assert without_locked(edit_of(action, (LOCKED, after))) == (Edit(action, ()), 1)


@pytest.mark.parametrize("action", sorted(LOCKED_REFUSED))
def test_what_makes_sense_only_as_a_whole_is_refused_with_a_locked_label(action: Action) -> None:
    with pytest.raises(BasewatchError, match="unlock it first"):
        without_locked(edit_of(action, (LABELS[0], None), (LOCKED, None)))
    free = edit_of(action, (LABELS[0], None), (LABEL, None))
    assert without_locked(free) == (free, 0)


@pytest.mark.parametrize(
    "edit",
    [
        edit_of("move", (LOCKED, replace(LOCKED, note="seen"))),
        edit_of("describe", (LOCKED, replace(LOCKED, note="seen"))),
        edit_of("lock", (LOCKED, LABEL)),
        edit_of("import", (LOCKED, None)),
        edit_of("remove frames", (LOCKED, None)),
        edit_of("move", (LABEL, replace(MOVED, locked=True))),
    ],
    ids=["noted by moving", "described", "unlocked", "taken by an import", "gone with its frame", "locked while moved"],
)
def test_locks_hold_nothing_else(edit: Edit) -> None:
    assert without_locked(edit) == (edit, 0)


IN_CELL, IN_OTHER = Point((75.0, 25.0)), Point((25.0, 25.0))
EMPTY = Cell(62, 61, 1, 1, 0, "empty")


def no_labels(frame_id: int) -> Iterable[Label]:
    raise AssertionError(f"the labels of frame {frame_id} are loaded")


def gridded(state: CellState = "empty", *, complete: bool = True) -> Project:
    """A grid of four cells over frame 1, one of them marked; its labels can't be loaded."""
    frames = [replace(FRAMES[0], complete=complete), FRAMES[1]]
    return Project(frames, (), no_labels, [Grid(61, 1, 50.0), replace(EMPTY, state=state)])


def test_an_empty_cell_that_gets_a_label_is_in_progress_and_its_frame_not_complete() -> None:
    project = gridded()
    drawn = added("draw", [replace(LABEL, outline=IN_CELL)])
    frame = project.frames[1]
    more = (Change(EMPTY, replace(EMPTY, state="in progress")), Change(frame, replace(frame, complete=False)))
    assert with_reopened_cells(project, drawn) == Edit("draw", (*drawn.changes, *more))
    incomplete = gridded(complete=False)
    assert with_reopened_cells(incomplete, drawn) == Edit("draw", (*drawn.changes, more[0]))


@pytest.mark.parametrize(
    ("before", "after", "reopens"),
    [
        (IN_OTHER, IN_CELL, True),
        (IN_CELL, IN_OTHER, False),
        (IN_CELL, IN_CELL, False),
        (IN_CELL, Point((76.0, 26.0)), True),
        (IN_CELL, None, False),
    ],
    ids=["into it", "out of it", "described in it", "within it", "removed from it"],
)
def test_a_label_counts_in_the_cell_that_it_comes_to(before: Point, after: Point | None, *, reopens: bool) -> None:
    was = replace(LABEL, outline=before)
    edit = edit_of("import", (was, replace(was, outline=after, note="noted") if after else None))
    assert (len(with_reopened_cells(gridded(), edit).changes) > 1) == reopens


@pytest.mark.parametrize("state", ["done", "not observable", "second look"])
def test_other_marks_stay(state: CellState) -> None:
    drawn = added("draw", [replace(LABEL, outline=IN_CELL)])
    assert with_reopened_cells(gridded(state), drawn) is drawn


def test_cells_and_frames_that_an_edit_changes_itself_are_left_to_it() -> None:
    project, drawn = gridded(), Change(None, replace(LABEL, outline=IN_CELL))
    frame = project.frames[1]
    by_itself = Change(frame, replace(frame, reviewed=True))
    reopened = Change(EMPTY, replace(EMPTY, state="in progress"))
    assert with_reopened_cells(project, Edit("import", (drawn, by_itself))).changes == (drawn, by_itself, reopened)
    marked = Edit("import", (drawn, Change(EMPTY, replace(EMPTY, state="second look"))))
    assert with_reopened_cells(project, marked) is marked


def test_a_cell_of_the_common_ground_is_opened_on_the_frame_that_gets_the_label() -> None:
    frames = [replace(frame, gsd_m=1.0) for frame in FRAMES]
    cells = [Cell(62, 61, 1, 0, 0, "empty"), Cell(63, 61, 2, 0, 0, "empty")]
    project = Project(frames, (), no_labels, [Grid(61, None, 50.0), *cells])
    # Frames without a georeference lie about the plane's origin: this is 5 m east and south of it.
    drawn = added("draw", [replace(LABEL, frame_id=2, outline=Point((55.0, 55.0)))])
    assert with_reopened_cells(project, drawn).changes[1:] == (
        Change(cells[1], replace(cells[1], state="in progress")),
    )


def test_a_grid_that_can_not_be_has_no_cells() -> None:
    huge = replace(FRAMES[0], width=100_000, height=100_000)
    project = Project([huge], (), no_labels, [Grid(61, 1, 50.0), EMPTY])
    drawn = added("draw", [replace(LABEL, outline=IN_CELL)])
    assert with_reopened_cells(project, drawn) is drawn


def test_a_cell_that_goes_with_its_grid_is_not_opened_again() -> None:
    project = gridded(complete=False)
    drawn, grid = Change(None, replace(LABEL, outline=IN_CELL)), Change(project.grids[61], None)
    applied = apply_rules(project, Edit("import", (drawn, grid)))
    assert applied.edit.changes == (Change(EMPTY, None), drawn, grid)


def test_rules_are_applied_together_and_load_no_labels() -> None:
    waiver = Waiver(64, 1, "duplicate", (20,), "one aircraft")
    project = gridded(complete=False)
    project.apply(added("waive", [waiver]))
    approved = replace(LABEL, review="approved")
    gone, locked = replace(LABEL, id=20), replace(LOCKED, id=21)
    applied = apply_rules(
        project, edit_of("move", (approved, with_(approved, outline=IN_CELL)), (locked, None), (gone, None))
    )
    assert applied == Applied(
        Edit(
            "move",
            (
                Change(waiver, None),
                Change(approved, replace(approved, outline=IN_CELL, review="draft")),
                Change(gone, None),
                Change(EMPTY, replace(EMPTY, state="in progress")),
            ),
        ),
        1,
    )
    assert apply_rules(project, edit_of("delete", (locked, None))) == Applied(Edit("delete", ()), 1)
