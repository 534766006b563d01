"""Undo and redo: across restarts, in any order, and as the history tells them."""

from collections.abc import Callable
from dataclasses import replace
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from basewatch_gui.geometry.outline import OrientedBox, Outline
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Action, Item, added, removed, replaced
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.storage import history
from basewatch_gui.storage.project_file import ProjectFile
from tests.strategies import labels, names, outlines

NewLabel = Callable[[ProjectFile], Label]


def test_undo_and_redo_outlive_a_restart(project: ProjectFile, new_label: NewLabel) -> None:
    first, second = new_label(project), new_label(project)
    project.do(added("draw", [first]))
    project.do(added("draw", [second]))
    project.undo()
    project.close()
    with ProjectFile.open(project.path) as again:
        assert (again.undo_action, again.redo_action) == ("draw", "draw")
        assert again.undo() == removed("draw", [first])
        assert again.undo_action == "add frames"
    with ProjectFile.open(project.path) as again:
        assert again.redo() == added("draw", [first])
        assert again.redo() == added("draw", [second])
        assert (again.redo(), again.redo_action) == (None, None)
        assert list(again.project.labels(1).values()) == [first, second]


def test_an_edit_that_memory_has_let_go_of_is_read_again(
    project: ProjectFile, new_label: NewLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MAX_REMEMBERED_CHANGES", 2)
    first, second, third = (added("import", [new_label(project), new_label(project)]) for _ in range(3))
    for edit in (first, second, third):
        project.do(edit)
    assert [project.undo() for _ in range(3)] == [third.inverse(), second.inverse(), first.inverse()]
    assert [project.redo() for _ in range(3)] == [first, second, third]


def test_with_nothing_to_undo_nothing_happens(path: Path) -> None:
    with ProjectFile.create(path, []) as project:
        assert (project.undo(), project.redo()) == (None, None)
        assert (project.undo_action, project.redo_action) == (None, None)


def test_an_edit_after_an_undo_takes_the_place_of_what_was_undone(project: ProjectFile, new_label: NewLabel) -> None:
    dropped, kept = new_label(project), new_label(project)
    project.do(added("draw", [dropped]))
    project.undo()
    project.do(added("draw", [kept]))
    assert project.redo() is None
    project.undo()
    assert project.project.labels(1) == {}
    project.redo()
    assert list(project.project.labels(1)) == [kept.id]


def test_the_history_tells_who_did_what(project: ProjectFile, new_label: NewLabel) -> None:
    project.do(added("import", [new_label(project), new_label(project)]))
    project.author = "Taras"
    project.undo()
    project.redo()
    told = [(entry.id, entry.author, entry.action, entry.undoes, entry.changes) for entry in project.history()]
    assert told == [
        (4, "Taras", "import", 3, 2),
        (3, "Taras", "import", 2, 2),
        (2, "Olha", "import", None, 2),
        (1, "Olha", "add frames", None, 1),
    ]
    assert [entry.id for entry in project.history(limit=2)] == [4, 3]
    assert all(len(entry.at) == len("2024-05-01T10:00:00Z") and entry.at.endswith("Z") for entry in project.history())


def shifted(label: Label, dx_px: float) -> Label:
    assert isinstance(label.outline, OrientedBox)
    x, y = label.outline.centre_px
    return replace(label, outline=replace(label.outline, centre_px=(x + dx_px, y)))


def press(project: ProjectFile, *label_ids: int, action: Action = "move") -> None:
    """Shift labels by a pixel, as a press of an arrow key does."""
    held = [project.project.labels(1)[number] for number in label_ids]
    project.do(replaced(action, [(label, shifted(label, 1.0)) for label in held]), merge_with_previous=True)


def test_a_run_of_presses_is_one_edit_and_each_press_is_on_the_disk(
    project: ProjectFile, new_label: NewLabel, assert_stored: Callable[[ProjectFile], None]
) -> None:
    labels = [new_label(project), new_label(project)]
    project.do(added("draw", labels))
    for _ in range(3):
        press(project, 1, 2)
        assert_stored(project)
    assert [entry.action for entry in project.history()] == ["move", "draw", "add frames"]
    assert [entry.changes for entry in project.history()] == [2, 2, 1]
    moved = {label.id: shifted(label, 3.0) for label in labels}
    assert project.undo() == replaced("move", [(label, moved[label.id]) for label in labels]).inverse()
    assert list(project.project.labels(1).values()) == labels
    project.redo()
    press(project, 1, 2)
    assert len(project.history()) == 6
    project.undo()
    project.close()
    with ProjectFile.open(project.path) as again:
        assert again.project.labels(1) == moved
        again.undo()
        assert list(again.project.labels(1).values()) == labels


def test_presses_apart_are_edits_of_their_own(
    project: ProjectFile, new_label: NewLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_s = 0.0
    monkeypatch.setattr(history, "monotonic", lambda: at_s)
    project.do(added("draw", [new_label(project), new_label(project)]))
    press(project, 1)
    at_s = history.MERGE_WITHIN_S / 2
    press(project, 1)
    at_s = history.MERGE_WITHIN_S * 1.25
    press(project, 1)
    at_s = history.MERGE_WITHIN_S * 3
    press(project, 1)
    press(project, 1, action="turn")
    press(project, 1, 2, action="turn")
    press(project, 2, action="turn")
    project.author = "Taras"
    press(project, 2, action="turn")
    label = project.project.labels(1)[2]
    project.do(replaced("turn", [(label, shifted(label, 1.0))]))
    press(project, 2, action="turn")
    told = [(entry.action, entry.author, entry.changes) for entry in reversed(project.history())][2:]
    assert told == [
        ("move", "Olha", 1),
        ("move", "Olha", 1),
        ("turn", "Olha", 1),
        ("turn", "Olha", 2),
        ("turn", "Olha", 1),
        ("turn", "Taras", 1),
        ("turn", "Taras", 1),
        ("turn", "Taras", 1),
    ]


def test_a_long_run_of_a_big_edit_is_kept_in_memory_once(
    project: ProjectFile, new_label: NewLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MAX_REMEMBERED_CHANGES", 4)
    project.do(added("draw", [new_label(project), new_label(project)]))
    for _ in range(5):
        press(project, 1, 2)
    with monkeypatch.context() as patch:
        patch.setattr(history, "read_edit", None)
        assert project.undo() is not None
        assert project.undo() is not None


class Work(RuleBasedStateMachine):
    """A working day in random order: memory, the file read afresh and a list of past states always agree."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "a.basewatch"
        self.file = ProjectFile.create(path, [Category(1, "An-124"), Category(2, "Il-76")])
        self.states: list[dict[int, Label]] = []
        self.at = 0
        self.pressed: int | None = None

    @initialize()
    def frames(self) -> None:
        self.file.do(added("add frames", [Frame(number, "a.tif", "", 9, 9, 1, "uint8") for number in (1, 2)]))
        self.states = [{}]

    def teardown(self) -> None:
        self.file.close()
        self.folder.cleanup()

    def now(self) -> dict[int, Label]:
        return {label.id: label for label in self.file.project.all_labels()}

    def done(self) -> None:
        del self.states[self.at + 1 :]
        self.states.append(self.now())
        self.at += 1
        self.pressed = None

    @precondition(lambda self: bool(self.now()))
    @rule(data=st.data(), note=names)
    def press_a_key(self, data: st.DataObject, note: str) -> None:
        chosen = data.draw(st.sampled_from(list(self.now().values())))
        edit = replaced("move", [(chosen, replace(chosen, note=note))])
        self.file.do(edit, merge_with_previous=True)
        if not edit.changes:
            return
        if self.pressed == chosen.id:
            self.states[self.at] = self.now()
        else:
            self.done()
        self.pressed = chosen.id

    @rule(
        drawn=st.lists(labels(frame_ids=st.integers(1, 2), category_numbers=st.integers(1, 2)), min_size=1, max_size=3)
    )
    def draw(self, drawn: list[Label]) -> None:
        before = self.now()
        new = [replace(label, id=self.file.new_label_id()) for label in drawn]
        self.file.do(added("draw", new))
        assert self.now() == before | {label.id: label for label in new}
        self.done()

    @precondition(lambda self: bool(self.now()))
    @rule(data=st.data(), outline=outlines(), note=names)
    def change(self, data: st.DataObject, outline: Outline, note: str) -> None:
        chosen = data.draw(st.sampled_from(list(self.now().values())))
        pairs: list[tuple[Item, Item]] = [(chosen, replace(chosen, outline=outline, note=note))]
        edit = replaced("reshape", pairs)
        if self.file.do(edit).edit.changes:
            self.done()

    @precondition(lambda self: bool(self.now()))
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(list(self.now().values())))
        if self.file.do(removed("delete", [chosen])).edit.changes:
            self.done()

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        assert self.file.undo() is not None
        self.at -= 1
        self.pressed = None

    @rule()
    def redo(self) -> None:
        redone = self.file.redo()
        assert (redone is not None) == (self.at + 1 < len(self.states))
        self.at += redone is not None
        self.pressed = None if redone is not None else self.pressed

    @rule()
    def reopen(self) -> None:
        path = self.file.path
        self.file.close()
        self.file = ProjectFile.open(path)
        assert not self.file.read_only
        self.pressed = None

    @invariant()
    def memory_and_file_agree(self) -> None:
        if not self.states:
            return
        assert self.now() == self.states[self.at]
        with ProjectFile.open(self.file.path) as fresh:
            assert {label.id: label for label in fresh.project.all_labels()} == self.now()
            assert fresh.project.frames == self.file.project.frames


def test_a_working_day_in_random_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MERGE_WITHIN_S", inf)
    run_state_machine_as_test(Work, settings=settings(max_examples=12, stateful_step_count=25))


@pytest.mark.parametrize("steps", [1, 3])
def test_undo_and_redo_are_each_others_inverse(project: ProjectFile, new_label: NewLabel, steps: int) -> None:
    for _ in range(3):
        project.do(added("draw", [new_label(project)]))
    before = dict(project.project.labels(1))
    undone = [project.undo() for _ in range(steps)]
    redone = [project.redo() for _ in range(steps)]
    assert project.project.labels(1) == before
    assert redone == [edit.inverse() for edit in reversed(undone) if edit is not None]
