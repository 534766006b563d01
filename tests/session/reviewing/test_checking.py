"""The checks follow every edit, and findings can be let pass."""

from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from basewatch_gui.checks.finding import SEVERITIES
from basewatch_gui.checks.frame_findings import FrameFindings
from basewatch_gui.checks.registry import check_frame
from basewatch_gui.geometry.outline import Box, OrientedBox
from basewatch_gui.model.edit import added, removed, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.records import Grid
from basewatch_gui.session.reviewing import checking as module
from basewatch_gui.session.session import Session
from tests.session.reviewing.conftest import Draw


def settled(session: Session, qtbot: Any) -> list[tuple[int, str, tuple[int, ...]]]:
    """Frame, check and labels of all findings, once every edit has been looked at."""
    qtbot.waitUntil(lambda: not session.checking.is_running)
    return [(each.frame_id, each.check, each.about) for each in session.checking.findings(SEVERITIES)]


def test_the_findings_follow_edits_undo_and_redo(session: Session, draw: Draw, qtbot: Any) -> None:
    one = draw(1, (300.0, 300.0))
    session.checking.watch([1])
    assert settled(session, qtbot) == []
    twin = draw(1, (304.0, 300.0))
    assert settled(session, qtbot) == [(1, "duplicate", (one.id, twin.id))]
    moved = changed(twin, outline=OrientedBox((-200.0, 300.0), 93.18, 101.0, 90.0))
    session.do(replaced("move", [(twin, moved)]))
    assert settled(session, qtbot) == [(1, "outside", (twin.id,))]
    session.undo()
    assert settled(session, qtbot) == [(1, "duplicate", (one.id, twin.id))]
    session.undo()
    assert settled(session, qtbot) == []
    session.redo()
    assert session.checking.count == 0
    settled(session, qtbot)
    assert session.checking.count == 1


def test_frames_that_are_not_watched_are_not_checked(session: Session, draw: Draw, qtbot: Any) -> None:
    draw(2, outline=Box(0, 0, 40, 40))
    session.checking.watch([1])
    assert settled(session, qtbot) == []
    assert session.checking.checked == {1}
    session.checking.watch([1, 2])
    assert {frame for frame, _, _ in settled(session, qtbot)} == {2}


def test_edits_while_a_frame_is_being_checked_are_not_lost(
    session: Session, draw: Draw, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = Event()

    def slow_check(*args: Any) -> FrameFindings:
        assert may_end.wait(5)
        return check_frame(*args)

    monkeypatch.setattr(module, "check_frame", slow_check)
    session.checking.watch([1])
    late = draw(1, outline=Box(0, 0, 95, 100))
    qtbot.waitUntil(lambda: not session.checking._timer.isActive())
    may_end.set()
    assert settled(session, qtbot) == [(1, "heading", (late.id,))]


def test_many_changed_labels_have_the_frame_checked_again(
    session: Session, draw: Draw, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CHECKED_AT_ONCE", 1)
    labels = [draw(), draw()]
    session.checking.watch([1])
    settled(session, qtbot)
    session.do(replaced("describe", [(each, changed(each, identification="unassessed")) for each in labels]))
    assert settled(session, qtbot) == [(1, "identification", (each.id,)) for each in labels]
    assert session.checking.count == 0
    assert session.checking.counts()["hint"] == 2


def test_another_reference_size_has_all_checked_again(session: Session, draw: Draw, qtbot: Any) -> None:
    label = draw()
    session.checking.watch([1])
    settled(session, qtbot)
    category = session.project.categories[2]
    session.do(replaced("edit categories", [(category, replace(category, length_m=60.0))]))
    assert settled(session, qtbot) == [(1, "size", (label.id,))]


def test_a_removed_frame_takes_its_findings_along(session: Session, draw: Draw, qtbot: Any) -> None:
    label = draw(2, outline=Box(0, 0, 40, 40))
    session.checking.watch([2])
    assert settled(session, qtbot)
    session.do(removed("remove frames", [label, session.project.frames[2]]))
    assert settled(session, qtbot) == []
    assert session.checking.checked == frozenset()


def test_a_hidden_authors_labels_are_checked_against_all_the_same(session: Session, draw: Draw, qtbot: Any) -> None:
    theirs = draw(1, (300.0, 300.0))
    session.reviewing.hide_author("first", hidden=True)
    session.checking.watch([1])
    settled(session, qtbot)
    mine = draw(1, (301.0, 300.0), author="second")
    assert settled(session, qtbot) == [(1, "duplicate", (theirs.id, mine.id))]


def test_cells_to_do_are_found_and_go_with_the_grid(session: Session, qtbot: Any) -> None:
    session.checking.watch([1])
    settled(session, qtbot)
    grid = Grid(session.file.new_record_id(), 1, 1000.0)
    session.do(added("grid", [grid]))
    assert settled(session, qtbot) == [(1, "cells", (grid.id,))]
    session.labelling_grid.mark_cell([1], session.labelling_grid.squares(1).first, "done")  # type: ignore[union-attr]
    settled(session, qtbot)
    (found,) = session.checking.findings(SEVERITIES)
    assert found.values == (3, 4)
    session.do(removed("grid", [*session.project.cells.values(), grid]))
    assert settled(session, qtbot) == []


def test_a_finding_is_let_pass_with_a_reason_and_counts_again(session: Session, draw: Draw, qtbot: Any) -> None:
    one, twin = draw(1, (300.0, 300.0)), draw(1, (300.0, 300.0))
    session.checking.watch([1])
    settled(session, qtbot)
    checking = session.checking
    (found,) = checking.findings(["error"])
    with pytest.raises(BasewatchError, match="reason"):
        checking.waivers.waive([found], " ")
    checking.waivers.waive([found], "two stand on each other")
    assert (checking.findings(SEVERITIES), checking.count, checking.waived()) == ([], 0, [found])
    waiver = checking.waivers.waiver_of(found)
    assert waiver is not None
    assert (waiver.reason, waiver.about, waiver.author) == ("two stand on each other", (one.id, twin.id), "first")
    assert checking.waived("size") == []
    checking.waivers.unwaive([found])
    assert (checking.findings(SEVERITIES), checking.waived()) == ([found], [])
    session.undo()
    assert checking.waived() == [found]
    session.undo()
    assert checking.count == 1


def test_in_the_end_the_findings_are_those_of_a_whole_check(session: Session, draw: Draw, qtbot: Any) -> None:
    labels = [draw(1, (100.0 + 7.0 * step, 300.0)) for step in range(9)]
    session.checking.watch([1])
    settled(session, qtbot)
    for step, label in enumerate(labels[::2]):
        box = OrientedBox((100.0 + 40.0 * step, 320.0), 93.18, 101.0, 20.0 * step)
        session.do(replaced("move", [(label, changed(label, outline=box, category_id=1 + step % 2))]))
        settled(session, qtbot)
    session.do(removed("delete", [session.project.labels(1)[labels[1].id]]))
    settled(session, qtbot)
    held = list(session.project.labels(1).values())
    whole = check_frame(session.checking._scene(1), held)
    assert set(session.checking.findings(SEVERITIES)) == set(whole)
    assert len(whole) > 5
