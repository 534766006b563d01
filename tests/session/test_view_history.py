"""The view's history and the bookmarks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.view import View
from basewatch_gui.session.view_history import MOST_PLACES, ViewHistory
from basewatch_gui.storage.project_file import ProjectFile
from tests.journeys.scene import write_pair, write_project

A, B, C = Viewpoint((1.0, 2.0), 0.5), Viewpoint((30.0, 40.0), 2.0, 15.0), Viewpoint((-5.0, 0.0), 1.0)


@pytest.fixture
def file(qapp: QObject, tmp_path: Path) -> Iterator[ProjectFile]:
    with ProjectFile.create(tmp_path / "a.basewatch", shipped_categories(), "analyst") as made:
        yield made


@pytest.fixture
def places(file: ProjectFile) -> ViewHistory:
    view = View()
    made = ViewHistory(view, file.display, file.project)
    view.setParent(made)
    return made


def view_of(places: ViewHistory) -> View:
    (view,) = places.findChildren(View)
    return view


def test_back_and_forward_visit_the_places_where_the_view_rested(places: ViewHistory) -> None:
    view = view_of(places)
    for viewpoint in (A, B, C):
        view.look(0, viewpoint)
        places.record_place()
    places.back()
    assert view.of(0) == B
    places.back()
    assert view.of(0) == A
    assert not places.can_go_back
    places.back()
    assert view.of(0) == A
    places.forward()
    places.forward()
    assert view.of(0) == C
    assert not places.can_go_forward


def test_a_pan_of_many_steps_is_one_place(places: ViewHistory) -> None:
    view = view_of(places)
    view.look(0, A)
    places.record_place()
    for step in range(50):
        view.look(0, A.panned(step, 1.0))
    places.back()
    assert view.of(0) == A
    assert not places.can_go_back


def test_a_rest_records_the_place_by_itself(places: ViewHistory, qtbot: QtBot) -> None:
    view = view_of(places)
    view.look(0, A)
    with qtbot.waitSignal(places.history_changed):
        view.look(0, B)
    with qtbot.waitSignal(places.history_changed):
        view.look(0, C)
    places.back()
    assert view.of(0) == B


def test_jumps_are_steps_of_their_own(places: ViewHistory) -> None:
    view = view_of(places)
    view.look(0, A)
    places.jump(0, B)
    places.jump_to(0, (7.0, 8.0))
    assert view.of(0) == Viewpoint((7.0, 8.0), 2.0, 15.0)
    places.back()
    assert view.of(0) == B
    places.back()
    assert view.of(0) == A


def test_going_elsewhere_forgets_what_lay_ahead(places: ViewHistory) -> None:
    view = view_of(places)
    for viewpoint in (A, B):
        places.jump(0, viewpoint)
    places.back()
    places.jump(0, C)
    assert not places.can_go_forward
    places.back()
    assert view.of(0) == A


def test_the_history_is_bounded(places: ViewHistory) -> None:
    for step in range(2 * MOST_PLACES):
        places.jump(0, Viewpoint((float(step + 1), 0.0)))
    steps = 0
    while places.can_go_back:
        places.back()
        steps += 1
    assert steps == MOST_PLACES


def test_unlocked_panes_go_back_each_to_its_own_place(places: ViewHistory) -> None:
    view = view_of(places)
    places.jump(0, A)
    view.set_locked(False, 0)
    places.jump(0, B)
    places.jump(1, C)
    places.back()
    assert (view.of(0), view.of(1)) == (B, A)
    places.back()
    assert (view.of(0), view.of(1)) == (A, A)
    places.forward()
    places.forward()
    assert (view.of(0), view.of(1)) == (B, C)


def test_bookmarks_are_kept_in_the_project(places: ViewHistory, file: ProjectFile) -> None:
    view = view_of(places)
    view.look(0, B)
    places.add_bookmark("north", 0)
    view.look(0, C)
    places.add_bookmark("south", 0)
    places.rename_bookmark(0, "apron")
    again = ViewHistory(View(), file.display, file.project)
    assert [(mark.name, mark.viewpoint) for mark in again.bookmarks] == [("apron", B), ("south", C)]
    gone = places.remove_bookmark(0)
    assert [mark.name for mark in places.bookmarks] == ["south"]
    places.insert_bookmark(0, gone)
    assert [mark.name for mark in places.bookmarks] == ["apron", "south"]
    places.go_to_bookmark(0, 0)
    assert view.of(0) == B
    places.back()
    assert view.of(0) == C


def test_a_bookmark_of_a_georeferenced_project_is_found_by_longitude_and_latitude(
    qapp: QObject, tmp_path: Path
) -> None:
    with ProjectFile.open(write_project(tmp_path / "p.basewatch", write_pair(tmp_path))) as file:
        view = View()
        places = ViewHistory(view, file.display, file.project)
        view.look(0, B)
        made = places.add_bookmark("north", 0)
        assert made.lonlat_deg is not None
        assert made.lonlat_deg == pytest.approx((39.0, 49.65), abs=0.01)
        view.look(0, C)
        places.go_to_bookmark(0, 0)
        assert view.of(0).centre_m == pytest.approx(B.centre_m, abs=1e-5)
        assert (view.of(0).metres_per_scr, view.of(0).rotation_deg) == (B.metres_per_scr, B.rotation_deg)
