from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Change, Edit, added, removed, replaced
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import ById, Project, StaleEditError
from basewatch_gui.model.records import Cell, Grid

UTM = (0.5, 0.0, 768_000.0, 0.0, -0.5, 3_921_000.0)
FRAMES = (
    Frame(1, "screenshot.png", "f1", 800, 600, 3, "uint8", gsd_m=0.5),
    Frame(2, "first.tif", "f2", 1000, 1000, 1, "uint16", crs_wkt="EPSG:32636", transform=UTM),
    Frame(3, "second.tif", "f3", 1000, 1000, 1, "uint16", crs_wkt="EPSG:32636", transform=UTM),
)
CATEGORIES = (Category(1, "An-124"), Category(2, "Il-76"))
LABELS = tuple(Label(number, f"uid-{number}", 2, 1, Point((number, 1.0))) for number in (1, 2, 3))


class Store:
    """Labels by frame that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, frame_id: int) -> Iterable[Label]:
        self.asked.append(frame_id)
        return [label for label in LABELS if label.frame_id == frame_id]


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def project(store: Store) -> Project:
    return Project(FRAMES, CATEGORIES, store)


def new_project() -> Project:
    return Project(FRAMES, CATEGORIES, Store())


def contents(project: Project) -> tuple[object, ...]:
    """All that a project holds, in its order."""
    return (list(project.frames.values()), list(project.categories.values()), list(project.all_labels()))


def test_labels_are_loaded_once_and_only_when_they_are_asked_for(project: Project, store: Store) -> None:
    assert store.asked == []
    assert list(project.labels(2)) == [1, 2, 3]
    assert list(project.labels(3)) == []
    project.labels(2)
    assert store.asked == [2, 3]
    assert [label.id for label in project.all_labels()] == [1, 2, 3]
    assert store.asked == [2, 3, 1]


def moved(label: Label) -> Label:
    return replace(label, outline=Point((50.0, 60.0)))


EDITS = [
    added("draw", [replace(LABELS[0], id=9, uid="uid-9")]),
    added("draw", [replace(LABELS[0], id=9, uid="uid-9", frame_id=3)]),
    removed("delete", LABELS[:2]),
    replaced("move", [(label, moved(label)) for label in LABELS]),
    replaced("nudge", [(FRAMES[1], replace(FRAMES[1], registration=(1.0, 0.0, 4.0, 0.0, 1.0, -3.0)))]),
    removed("remove frames", [*LABELS, FRAMES[1]]),
    added("edit categories", [Category(100, "An-26")]),
    Edit("retype", (Change(LABELS[0], moved(LABELS[0])), Change(moved(LABELS[0]), None))),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.action)
def test_an_edit_and_its_inverse_leave_the_project_as_it_was(project: Project, edit: Edit) -> None:
    before = contents(project)
    project.check(edit)
    project.apply(edit)
    assert contents(project) != before
    project.check(edit.inverse())
    project.apply(edit.inverse())
    assert contents(project) == before


@given(st.lists(st.integers(0, len(EDITS) - 1), max_size=8))
def test_what_was_done_in_a_row_is_undone_in_a_row(order: list[int]) -> None:
    project = new_project()
    before = contents(project)
    done: list[Edit] = []
    for index in order:
        try:
            project.check(EDITS[index])
        except StaleEditError:
            continue
        project.apply(EDITS[index])
        done.append(EDITS[index])
    for edit in reversed(done):
        project.check(edit.inverse())
        project.apply(edit.inverse())
    assert contents(project) == before


@pytest.mark.parametrize(
    "edit",
    [
        added("draw", [LABELS[0]]),
        removed("delete", [replace(LABELS[0], note="else")]),
        removed("delete", [replace(LABELS[0], id=99)]),
        replaced("move", [(moved(LABELS[0]), LABELS[0])]),
        added("add frames", [FRAMES[0]]),
        removed("edit categories", [Category(2, "Il-78")]),
        removed("delete", [LABELS[0], LABELS[0]]),
        Edit("move", (Change(LABELS[0], moved(LABELS[0])), Change(LABELS[0], None))),
        Edit("move", (Change(LABELS[0], replace(LABELS[0], frame_id=3)),)),
    ],
    ids=[
        "added twice",
        "another before",
        "never there",
        "from the future",
        "frame added twice",
        "another category",
        "removed twice",
        "its own first change forgotten",
        "onto another frame",
    ],
)
def test_a_stale_edit_is_refused_and_changes_nothing(project: Project, edit: Edit) -> None:
    before = contents(project)
    with pytest.raises(StaleEditError):
        project.check(edit)
    assert contents(project) == before


def test_labels_stay_in_the_order_of_their_ids_after_an_undo(project: Project) -> None:
    edit = removed("delete", [LABELS[0]])
    project.apply(edit)
    project.apply(edit.inverse())
    assert list(project.labels(2)) == [1, 2, 3]


def test_frames_in_time_begin_with_the_earliest_and_end_with_those_without_a_time() -> None:
    times = {1: None, 2: "2024-12-13T08:22:00Z", 3: "2024-12-05T08:14:00Z", 4: None, 5: "2024-12-05T08:14:00Z"}
    project = Project([replace(FRAMES[0], id=key, acquired=time) for key, time in times.items()], (), Store())
    assert [frame.id for frame in project.frames_in_time] == [3, 5, 2, 1, 4]


def test_the_plane_is_centred_on_the_first_georeferenced_frame(project: Project) -> None:
    assert project.plane == FRAMES[1].plane
    assert Project(FRAMES[:1], (), Store()).plane is None


def test_a_ground_map_is_kept_until_its_frame_or_the_plane_changes(project: Project) -> None:
    first = project.ground_map(3)
    assert project.ground_map(3) is first
    nudged = replace(FRAMES[2], registration=(1.0, 0.0, 4.0, 0.0, 1.0, -3.0))
    project.apply(replaced("nudge", [(FRAMES[2], nudged)]))
    assert project.ground_map(3).registration.c == 4.0
    shifted = replace(FRAMES[1], id=0, transform=(0.5, 0.0, 768_500.0, 0.0, -0.5, 3_921_000.0))
    project.apply(added("add frames", [shifted]))
    assert project.plane == shifted.plane
    assert project.ground_map(3).plane == shifted.plane


OWN, COMMON = Grid(2, 2, 100.0), Grid(1, None, 100.0)


@pytest.fixture
def gridded() -> Project:
    """A grid over frame 2, and one over the ground that is common to all frames."""
    return Project(FRAMES[1:], (), Store(), [COMMON, OWN])


def test_a_frames_own_grid_comes_before_the_common_one(gridded: Project) -> None:
    assert [gridded.grid_over(frame) for frame in (2, 3, 99)] == [OWN, COMMON, None]
    assert gridded.squares(OWN).mask.shape == (10, 10)
    assert gridded.squares(COMMON).count == 36


def test_squares_are_made_again_where_a_grid_or_a_frame_moves(gridded: Project) -> None:
    own, common = gridded.squares(OWN), gridded.squares(COMMON)
    described = replace(FRAMES[2], reviewed=True)
    gridded.apply(replaced("review", [(FRAMES[2], described)]))
    assert (gridded.squares(OWN), gridded.squares(COMMON)) == (own, common)
    nudge = replaced("nudge", [(described, replace(described, registration=(1.0, 0.0, 250.0, 0.0, 1.0, 0.0)))])
    gridded.apply(nudge)
    assert gridded.squares(COMMON).count < common.count
    gridded.apply(nudge.inverse())
    smaller = replace(OWN, cell=50.0)
    assert gridded.squares(smaller).count == 400
    gridded.apply(replaced("grid", [(OWN, smaller)]))
    assert gridded.squares(gridded.grids[2]).count == 400
    gridded.apply(removed("remove frames", [described]))
    assert gridded.squares(COMMON).count == common.count


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=12))
def test_marked_cells_are_found_by_their_place(steps: list[tuple[int, int, int, bool]]) -> None:
    project = Project(FRAMES, (), Store(), [COMMON, Cell(1, 1, 2, 0, 0, "done")])
    assert project.marked_cells(2, 1) == {(0, 0): project.cells[1]}
    for number, column, row, stays in steps:
        before = project.cells.get(number)
        after = Cell(number, 1, 2, column, row, "empty") if stays else None
        taken = after is not None and any(
            (each.column, each.row) == (column, row) for each in project.cells.values() if each.id != number
        )
        if before == after or taken:
            continue
        project.apply(Edit("mark cell", (Change(before, after),)))
        assert project.marked_cells(2, 1) == {(each.column, each.row): each for each in project.cells.values()}


def test_many_cells_at_once_are_found_too() -> None:
    project = Project(FRAMES, (), Store(), [OWN])
    assert project.marked_cells(2, 2) == {}
    cells = [Cell(10 + number, 2, 2, number % 50, number // 50, "done") for number in range(1500)]
    project.apply(added("import", cells))
    assert len(project.marked_cells(2, 2)) == 1500
    project.apply(removed("grid", [*cells, OWN]))
    assert project.marked_cells(2, 2) == {}


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 9)), max_size=40), st.integers(0, 40))
def test_things_that_come_and_go_are_read_in_the_order_of_their_ids(steps: list[tuple[bool, int]], look: int) -> None:
    held: dict[int, Category] = {}
    things = ById[Category]()
    for step, (comes, number) in enumerate(steps):
        if comes:
            held[number] = Category(number, f"seen {step}")
            things.put(held[number])
        elif number in held:
            del held[number], things[number]
        if step % (look + 1) == 0:
            assert list(things) == sorted(held)
        assert things == held
    in_order = sorted(held)
    assert (list(things), list(things.keys()), list(reversed(things))) == (in_order, in_order, in_order[::-1])
    assert list(things.values()) == [held[number] for number in in_order]
    assert list(things.items()) == [(number, held[number]) for number in in_order]
    assert list(dict(things)) == in_order


def test_what_comes_back_is_put_in_order_only_when_it_is_read() -> None:
    things = ById([Category(2, "Il-76"), Category(1, "An-124")])
    assert list(things) == [1, 2]
    kept = things.pop(1)
    things.put(kept)
    assert list(dict.keys(things)) == [2, 1]
    assert next(iter(things.values())) is kept
