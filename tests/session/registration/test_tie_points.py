from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from basewatch_gui.model.edit import removed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.registration.tie_points import TiePoint, TiePoints
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.tools.ties import MoveTie, PlaceTie, RemoveTie, SelectTie


@pytest.fixture
def ties(session: Session) -> TiePoints:
    made = session.registering.ties
    made.choose(1, 2)
    return made


def place(ties: TiePoints, *places: tuple[int, float, float]) -> None:
    for frame_id, x, y in places:
        ties.carry_out(frame_id, PlaceTie((x, y)))


def test_a_place_on_each_frame_makes_a_point_in_any_order(ties: TiePoints) -> None:
    place(ties, (1, 10, 20), (2, 11, 21), (2, 30, 40), (1, 31, 41))
    assert ties.points == (TiePoint({1: (10, 20), 2: (11, 21)}), TiePoint({2: (30, 40), 1: (31, 41)}))
    assert ties.waiting is None
    assert ties.ties_on(2).crosses == ((0, (11, 21)), (1, (30, 40)))


def test_a_second_click_on_the_same_frame_corrects_the_first(ties: TiePoints) -> None:
    place(ties, (1, 10, 20), (1, 15, 25))
    assert ties.points == (TiePoint({1: (15, 25)}),)
    assert (ties.waiting, ties.selected) == (1, 0)


def test_points_are_taken_moved_and_removed(ties: TiePoints) -> None:
    place(ties, (1, 10, 20), (2, 11, 21), (1, 30, 40), (2, 31, 41))
    ties.carry_out(1, SelectTie(0))
    assert ties.ties_on(1).selected == 0
    ties.carry_out(2, MoveTie(0, (12.5, 21.0), is_last=True))
    assert ties.points[0].at_px == {1: (10, 20), 2: (12.5, 21.0)}
    ties.carry_out(1, RemoveTie(0))
    assert [point.at_px[1] for point in ties.points] == [(30, 40)]
    assert ties.selected is None


def test_places_on_other_frames_and_outside_are_refused_with_a_sentence(session: Session, ties: TiePoints) -> None:
    with pytest.raises(BasewatchError, match="one of the two frames"):
        place(ties, (3, 10, 10))
    with pytest.raises(BasewatchError, match="outside"):
        place(ties, (1, -3, 10))
    ties.choose(1, 1)
    with pytest.raises(BasewatchError, match="one of the two frames"):
        place(ties, (1, 10, 10))
    assert ties.points == ()


def test_each_pair_keeps_its_points_also_when_it_is_swapped(ties: TiePoints) -> None:
    place(ties, (1, 10, 20), (2, 11, 21))
    held = ties.points
    ties.choose(2, 1)
    assert (ties.reference, ties.points) == (2, held)
    ties.choose(1, 3)
    assert ties.points == ()
    ties.choose(1, 2)
    assert ties.points == held


def test_pair_and_points_survive_a_restart(session: Session, ties: TiePoints, path: Path) -> None:
    place(ties, (1, 10, 20), (2, 11.25, 21), (1, 30, 40), (2, 31, 41))
    ties.set_used(1, used=False)
    held = ties.points
    with ProjectFile.open(path) as file:  # a second window, which reads what is on the disk
        again = TiePoints(file.project, file.display)
        assert again.pair == (1, 2)
        assert again.points == held
        assert not again.points[1].used


def test_a_drag_is_written_when_it_ends(session: Session, ties: TiePoints) -> None:
    place(ties, (1, 10, 20), (2, 11, 21))
    ties.carry_out(2, MoveTie(0, (50, 60), is_last=False))
    kept = TiePoints(session.project, session.file.display)
    assert kept.points == (TiePoint({1: (10, 20), 2: (11, 21)}),)
    ties.carry_out(2, MoveTie(0, (51, 61), is_last=True))
    again = TiePoints(session.project, session.file.display)
    assert again.points == (TiePoint({1: (10, 20), 2: (51, 61)}),)


def test_a_frame_that_is_removed_leaves_the_pair(qtbot: QtBot, session: Session, ties: TiePoints) -> None:
    with qtbot.waitSignal(ties.changed):
        session.do(removed("remove frames", [session.project.frames[2]]))
    assert (ties.reference, ties.moving) == (1, None)
    session.undo()
    ties.choose(1, 2)
    assert ties.pair == (1, 2)


def test_what_is_kept_of_another_shape_is_left_aside(session: Session) -> None:
    session.file.display.put("registration pair", "nonsense")
    session.file.display.put("tie points 1 2", [{"at_px": 3}])
    ties = TiePoints(session.project, session.file.display)
    assert ties.pair is None
    ties.choose(1, 2)
    assert ties.points == ()
