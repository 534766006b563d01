"""Whatever is done in a session, memory, database, COCO file and the arrays for drawing say the same."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from basewatch_gui.exchange.coco import export_coco
from basewatch_gui.exchange.coco_import import import_coco
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, bounds_px
from basewatch_gui.geometry.reshape import move_outline
from basewatch_gui.model.attribute import Value
from basewatch_gui.model.category import OCCLUSIONS
from basewatch_gui.model.edit import Edit, added, removed, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label, Review
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import Grid
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from tests import strategies

FRAMES = (
    Frame(1, "frames/a.tif", "aa", 4000, 3000, 1, "uint16", "EPSG:32637", (0.5, 0.0, 5e5, 0.0, -0.5, 5.5e6)),
    Frame(2, "frames/b.png", "bb", 1920, 1080, 3, "uint8"),
)
CATEGORY_IDS = [category.id for category in shipped_categories()]

picks = st.integers(0, 10**6)
steps = st.floats(-50.0, 50.0).map(lambda step: round(step, 3))


class Sessions(RuleBasedStateMachine):
    """An analyst at work on two frames, who now and then closes the project and opens it again."""

    def __init__(self) -> None:
        super().__init__()
        self._home = tempfile.TemporaryDirectory()
        self._path = Path(self._home.name) / "a.basewatch"
        self._session = self._opened(lambda: ProjectFile.create(self._path, shipped_categories()))
        self._session.do(added("add frames", FRAMES))

    def _opened(self, file: Callable[[], ProjectFile]) -> Session:
        self._shown: list[Edit] = []
        session = Session(file(), author="analyst")
        session.edited.connect(self._shown.append)
        for frame in FRAMES:
            session.arrays(frame.id)
        return session

    def _labels(self) -> list[Label]:
        return list(self._session.project.all_labels())

    def _some(self, pick: int) -> list[Label]:
        """One label or a few of one frame, by chance."""
        labels = self._labels()
        first = labels[pick % len(labels)]
        return [label for label in labels if label.frame_id == first.frame_id and (label.id - first.id) % 3 == 0]

    @rule(frame=st.sampled_from([1, 2]), outline=strategies.outlines(2000.0), category=st.sampled_from(CATEGORY_IDS))
    def draw(self, frame: int, outline: Outline, category: int) -> None:
        self._session.choose_category(category)
        label = self._session.new_label(frame, outline)
        self._session.do(added("draw", [label]))
        self._session.select(frame, [label.id])

    @precondition(lambda self: self._labels())
    @rule(pick=picks, dx=steps, dy=steps)
    def move(self, pick: int, dx: float, dy: float) -> None:
        pairs = [(label, changed(label, outline=move_outline(label.outline, dx, dy))) for label in self._some(pick)]
        self._session.do(replaced("move", pairs))

    @precondition(lambda self: self._labels())
    @rule(pick=picks, outline=strategies.outlines(2000.0))
    def reshape(self, pick: int, outline: Outline) -> None:
        label = self._some(pick)[0]
        self._session.do(replaced("reshape", [(label, changed(label, outline=outline))]))

    @precondition(lambda self: self._labels())
    @rule(
        pick=picks, note=strategies.texts, occluded=st.sampled_from(OCCLUSIONS), category=st.sampled_from(CATEGORY_IDS)
    )
    def describe(self, pick: int, note: str, occluded: str, category: int) -> None:
        self._select(pick)
        self._session.describe("describe", note=note, occluded=occluded)
        self._session.describe("retype", category_id=category)

    @precondition(lambda self: self._labels())
    @rule(pick=picks)
    def delete(self, pick: int) -> None:
        self._select(pick)
        gone = {label.id for label in self._session.selected_labels}
        locked = {label.id for label in self._session.selected_labels if label.locked}
        self._session.delete_selected()
        assert self._session.selection == locked
        assert (gone - locked).isdisjoint(label.id for label in self._labels())

    @precondition(lambda self: self._labels())
    @rule(pick=picks, values=st.dictionaries(strategies.names, strategies.values(), max_size=2), data=st.data())
    def review(self, pick: int, values: dict[str, Value], data: st.DataObject) -> None:
        self._select(pick)
        fields = {"review": st.sampled_from(get_args(Review)), "comment": strategies.texts, "locked": st.booleans()}
        self._session.describe("review", values=values, **data.draw(st.fixed_dictionaries(fields)))

    @precondition(lambda self: self._labels())
    @rule(data=st.data())
    def remark(self, data: st.DataObject) -> None:
        """Lay a grid and say something of a square, a label or a place."""
        project = self._session.project
        grids = list(project.grids) or [self._session.file.new_record_id()]
        remarks = strategies.records(
            st.just(self._session.file.new_record_id()),
            st.sampled_from(sorted(project.frames)),
            st.sampled_from(grids),
            st.sampled_from([label.id for label in self._labels()]),
        )
        grid = [] if project.grids else [Grid(grids[0], None, 100.0)]
        self._session.do(added("comment", [*grid, data.draw(remarks)]))

    @rule(pick=picks)
    def remove_grid(self, pick: int) -> None:
        grids = list(self._session.project.grids.values())
        self._session.do(removed("grid", grids[pick % len(grids) :][:1] if grids else []))

    @rule(dx=steps)
    def nudge(self, dx: float) -> None:
        frame = self._session.project.frames.get(1)
        if frame is not None:
            self._session.do(replaced("nudge", [(frame, replace(frame, registration=(1, 0, dx, 0, 1, -dx)))]))

    @rule()
    def undo(self) -> None:
        if self._session.file.undo_action not in (None, "add frames"):
            before = self._labels()
            self._session.undo()
            self._session.redo()
            assert self._labels() == before
            self._session.undo()

    @rule()
    def redo(self) -> None:
        seen = len(self._shown)
        assert (self._session.redo() is not None) == (len(self._shown) == seen + 1)

    @rule()
    def reopen(self) -> None:
        before, entries = things(self._session.project), self._session.file.history()
        undo, redo = self._session.file.undo_action, self._session.file.redo_action
        self._session.close()
        self._session = self._opened(lambda: ProjectFile.open(self._path))
        assert things(self._session.project) == before
        assert self._session.file.history() == entries
        assert (self._session.file.undo_action, self._session.file.redo_action) == (undo, redo)

    @rule()
    def hand_on(self) -> None:
        """Export and import into a project that has nothing."""
        home = Path(self._home.name)
        report = export_coco(self._session.project, home, home / "export")
        target = home / "other" / "b.basewatch"
        target.parent.mkdir()
        with ProjectFile.create(target, ()) as other:
            other.do(import_coco(other.project, target.parent, report.path, other))
            assert things(other.project, paths=False) == things(self._session.project, paths=False)
        for left in target.parent.iterdir():
            left.unlink()
        target.parent.rmdir()

    def _select(self, pick: int) -> None:
        labels = self._some(pick)
        self._session.select(labels[0].frame_id, [label.id for label in labels])
        assert self._session.selected_labels == labels

    @invariant()
    def memory_is_the_database(self) -> None:
        with ProjectFile.open(self._path) as other:
            assert other.read_only
            assert things(other.project) == things(self._session.project)
            assert [other.label_count(frame.id) for frame in FRAMES] == [
                len(self._session.project.labels(frame.id)) for frame in FRAMES
            ]

    @invariant()
    def arrays_and_selection_are_of_the_labels(self) -> None:
        for frame in FRAMES:
            check_arrays(self._session, frame.id)
        assert {label.id for label in self._session.selected_labels} == self._session.selection

    def teardown(self) -> None:
        self.hand_on()
        self.reopen()
        self._session.close()
        self._home.cleanup()


def things(project: Project, *, paths: bool = True) -> tuple[object, ...]:
    """All that a project holds, in its order; without the frames' paths where it lies elsewhere."""
    frames = [frame if paths else replace(frame, path="") for frame in project.frames.values()]
    tables = (project.grids, project.cells, project.comments, project.waivers, project.observations)
    records = [list(table.values()) for table in tables]
    return (frames, list(project.categories.values()), list(project.all_labels()), records)


def check_arrays(session: Session, frame_id: int) -> None:
    """Each label of the frame is in one row, and that row says what the label is."""
    arrays, labels = session.arrays(frame_id), session.project.labels(frame_id)
    assert len(arrays) == len(labels)
    assert {label.id: label for label in arrays.labels if label is not None} == labels
    for label in labels.values():
        row = arrays.row(label.id)
        assert row is not None
        assert arrays.labels[row] == label
        bounds = left, top, right, bottom = bounds_px(label.outline)
        rows = arrays.within(*bounds)
        assert row in rows
        assert all(arrays.labels[other] is not None for other in rows)
        assert row not in arrays.within(right + 0.01, top, right + 1, bottom)
        assert row not in arrays.within(left, top - 1, right, top - 0.01)
        assert arrays.sizes_px(rows[rows == row])[0] == pytest.approx(max(right - left, bottom - top))
        assert arrays.centres_px(rows[rows == row])[0] == pytest.approx(((left + right) / 2, (top + bottom) / 2))
        assert arrays.categories[arrays.category_slots[row]] == label.category_id
        assert arrays.authors[arrays.author_ids[row]] == label.author
        assert arrays.has_nose[row] == isinstance(label.outline, OrientedBox)
        if isinstance(label.outline, OrientedBox | Box):
            assert arrays.quads_px[row] == pytest.approx(np.array(label.outline.corners_px), abs=1e-9)
    everywhere = arrays.within(-1e9, -1e9, 1e9, 1e9)
    assert {label.id for label in arrays.at_rows(everywhere)} == set(labels)


@pytest.mark.usefixtures("qapp")
def test_random_sessions_say_the_same_everywhere() -> None:
    run_state_machine_as_test(Sessions, settings=settings(max_examples=15, stateful_step_count=25))
