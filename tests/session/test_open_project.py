"""What the open project reports of edits, in which order."""

from dataclasses import replace

import pytest
from affine import Affine

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.edit import added, removed, replaced
from basewatch_gui.session.session import Session

Reports = list[tuple[str, object]]


@pytest.fixture
def reports(session: Session) -> Reports:
    """What was reported, in order."""
    heard: Reports = []
    session.edited.connect(lambda edit: heard.append(("edited", edit)))
    session.undone.connect(lambda edit: heard.append(("undone", edit)))
    session.locked_left_out.connect(lambda count: heard.append(("locked", count)))
    session.frame_file_changed.connect(lambda frame_id: heard.append(("file", frame_id)))
    session.selection_changed.connect(lambda: heard.append(("selection", session.selection)))
    return heard


def test_undo_and_redo_report_what_was_applied_after_the_edit_itself(session: Session, reports: Reports) -> None:
    drawn = added("draw", [session.new_label(1, Point((5.0, 5.0)))])
    session.do(drawn)
    assert reports == [("edited", drawn)]
    del reports[:]
    assert session.undo() == drawn.inverse()
    assert reports == [("edited", drawn.inverse()), ("undone", drawn.inverse())]
    del reports[:]
    assert session.redo() == drawn
    assert reports == [("edited", drawn), ("undone", drawn)]
    del reports[:]
    assert session.redo() is None
    assert reports == []


def test_an_edit_of_locked_labels_only_reports_them_and_no_edit(session: Session, reports: Reports) -> None:
    label = replace(session.new_label(1, Point((5.0, 5.0))), locked=True)
    session.do(added("draw", [label]))
    del reports[:]
    session.do(removed("delete", [label]))
    assert reports == [("locked", 1)]
    assert session.file.undo_action == "draw"


def test_what_the_rules_brought_along_is_reported_too(session: Session, reports: Reports) -> None:
    label = replace(session.new_label(1, Point((5.0, 5.0))), review="approved")
    session.do(added("draw", [label]))
    del reports[:]
    session.do(replaced("move", [(label, replace(label, outline=Point((6.0, 6.0))))]))
    lapsed = replace(label, outline=Point((6.0, 6.0)), review="draft")
    assert reports == [("edited", replaced("move", [(label, lapsed)]))]


def test_a_frame_with_another_file_and_a_lost_selection_are_reported_before_the_edit(
    session: Session, reports: Reports
) -> None:
    frame, label = session.project.frames[2], session.new_label(2, Point((5.0, 5.0)))
    session.do(added("draw", [label]))
    session.select(2, [label.id])
    del reports[:]
    described = replace(frame, reviewed=True, registration=tuple(Affine.translation(1.0, 0.0))[:6])
    session.do(replaced("edit frame", [(frame, described)]))
    assert [kind for kind, _ in reports] == ["edited"]
    del reports[:]
    gone = removed("remove frames", [label, described])
    session.do(gone)
    assert reports == [("file", 2), ("selection", frozenset()), ("edited", gone)]
    del reports[:]
    session.undo()
    assert [kind for kind, _ in reports] == ["file", "edited", "undone"]
