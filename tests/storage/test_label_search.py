from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from basewatch_gui.model.edit import Edit, added, removed, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.storage.label_search import frames_of_category, frames_with_alternates, label_steps
from basewatch_gui.storage.project_file import ProjectFile

NewLabel = Callable[[ProjectFile], Label]


def test_the_steps_of_a_label_are_told_newest_first_with_undo_and_redo(
    project: ProjectFile, new_label: NewLabel
) -> None:
    label, other = new_label(project), new_label(project)
    project.do(added("draw", [label]))
    project.do(added("draw", [other]))
    project.do(replaced("describe", [(label, replace(label, state="loading"))]))
    project.undo()
    project.redo()
    project.do(removed("delete", [project.project.labels(1)[label.id]]))
    steps = label_steps(project.path, label.uid)
    assert [(step.action, step.step) for step in steps] == [
        ("delete", "done"),
        ("describe", "redone"),
        ("describe", "undone"),
        ("describe", "done"),
        ("draw", "done"),
    ]
    assert {step.author for step in steps} == {"Olha"}
    change = steps[1].change
    assert isinstance(change.before, Label)
    assert isinstance(change.after, Label)
    assert (change.before.state, change.after.state) == ("unknown", "loading")


def test_a_step_in_an_edit_of_many_labels_is_found(project: ProjectFile, new_label: NewLabel) -> None:
    labels = [new_label(project) for _ in range(2000)]
    project.do(added("draw", labels))
    project.do(replaced("retype", [(label, replace(label, category_id=2)) for label in labels]))
    steps = label_steps(project.path, labels[1234].uid)
    assert [step.action for step in steps] == ["retype", "draw"]
    assert steps[1].change.after == labels[1234]


def test_only_the_last_edits_are_looked_at(project: ProjectFile, new_label: NewLabel) -> None:
    label = new_label(project)
    project.do(added("draw", [label]))
    for note in ("a", "b", "c"):
        held = project.project.labels(1)[label.id]
        project.do(replaced("describe", [(held, replace(held, note=note))]))
    assert [step.action for step in label_steps(project.path, label.uid, limit=2)] == ["describe", "describe"]


def test_frames_of_a_category_and_those_with_alternates(project: ProjectFile, new_label: NewLabel) -> None:
    one, two, three = new_label(project), new_label(project), new_label(project)
    project.do(Edit("draw", added("draw", [one, two, replace(three, category_id=2)]).changes))
    assert frames_of_category(project.path, 1) == {1: 2}
    assert frames_of_category(project.path, 7) == {}
    assert frames_with_alternates(project.path) == set()
    project.do(replaced("describe", [(one, replace(one, alternates=(2,)))]))
    assert frames_with_alternates(project.path) == {1}


def test_a_file_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BasewatchError):
        label_steps(tmp_path / "gone.basewatch", "uid")
