"""Suggestions are settled by edits: labels with their track, or an observation."""

import pytest

from basewatch_gui.geometry.outline import OrientedBox, Outline
from basewatch_gui.model.edits.suggestions import accept, can_have_departed, observations_on, observe
from basewatch_gui.model.label import Label
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.storage.project_file import ProjectFile
from tests.model.edits.conftest import Draw, plane


def of_other_date(label: Label, frame_id: int) -> Suggestion:
    return Suggestion(
        frame_id, plane(300, 300), label.category_id, "other date", label.id, source_frame_id=label.frame_id
    )


def accept_as_it_is(file: ProjectFile, suggestion: Suggestion) -> None:
    def new_label(frame_id: int, outline: Outline, category_id: int) -> Label:
        return Label(file.new_label_id(), f"new-{frame_id}", frame_id, category_id, outline)

    file.do(accept(file.project, file, new_label, [(suggestion, suggestion.outline)]))


def test_both_labels_of_one_object_get_one_track(file: ProjectFile, draw: Draw) -> None:
    source = draw(1, 2, plane(500, 500), identification="probable", state="loading", note="seen here")
    accept_as_it_is(file, of_other_date(source, 2))
    (made,) = file.project.labels(2).values()
    assert made.track_id is not None
    assert file.project.labels(1)[source.id].track_id == made.track_id
    assert (made.category_id, made.identification) == (2, "probable")
    assert (made.state, made.note) == ("unknown", "")
    file.undo()
    assert (file.project.labels(1)[source.id], file.project.labels(2)) == (source, {})


def test_an_answer_replaces_the_one_before_and_goes_when_a_label_is_accepted(file: ProjectFile, draw: Draw) -> None:
    suggestion = of_other_date(draw(1, 1, plane(500, 500)), 2)
    for verdict in ("departed", "not observable"):
        file.do(observe(file.project, file, "analyst", suggestion, verdict))
    (observation,) = observations_on(file.project, 2).values()
    assert (observation.verdict, observation.author) == ("not observable", "analyst")
    assert observations_on(file.project, 1) == {}
    accept_as_it_is(file, suggestion)
    assert observations_on(file.project, 2) == {}


def test_a_snapped_outline_takes_the_place_of_its_labels_own(file: ProjectFile, draw: Draw) -> None:
    label = draw(1, 1, plane(500, 500))
    accept_as_it_is(file, Suggestion(1, OrientedBox((501, 500), 82, 60, 0), 1, "snap", label.id))
    assert [each.outline for each in file.project.labels(1).values()] == [OrientedBox((501, 500), 82, 60, 0)]


@pytest.mark.parametrize(("source", "target", "expected"), [(1, 2, True), (2, 1, False)])
def test_only_what_was_seen_earlier_can_have_departed(
    file: ProjectFile, draw: Draw, source: int, target: int, expected: bool
) -> None:
    assert can_have_departed(file.project, of_other_date(draw(source), target)) == expected
