"""Help from the pixels comes as suggestions; what has become stale does not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.outline import Box, OrientedBox, Point, Polygon
from basewatch_gui.model.edit import replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from tests.assist.apron import FIRST, IL_76, LAUNCHER, SECOND, VEHICLE, write_apron
from tests.assist.scene import iou
from tests.session.conftest import draw

ALL = (0.0, 0.0, 360.0, 300.0)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_apron(tmp_path_factory.mktemp("apron"))


@pytest.fixture
def session(project: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    """The frame open, without labels."""
    copy = project.with_name(f"{tmp_path.name}.basewatch")
    with ProjectFile.open(project) as file:
        file.save_copy(copy)
    made = Session(ProjectFile.open(copy), author="analyst")
    made.open_frame(1)
    qtbot.waitUntil(lambda: made.tiles.frame(1) is not None)
    yield made
    made.close()


def rough(session: Session, box: OrientedBox = FIRST, category: int = IL_76) -> Label:
    """A label drawn roughly on an object, and selected."""
    outline = replace(box, centre_px=box.at(0.04 * box.length_px, -1.0), heading_px_deg=box.heading_px_deg + 4)
    label = draw(session, outline, category_id=category)
    session.select(1, [label.id])
    return label


def wait(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.assisting.is_running, timeout=20_000)


def test_a_rough_box_snaps_as_a_suggestion_that_one_edit_accepts(session: Session, qtbot: QtBot) -> None:
    label = rough(session)
    said: list[tuple[str, int, int]] = []
    session.assisting.done.connect(lambda *what: said.append(what))
    session.assisting.snap("Snapping")
    wait(session, qtbot)
    current = session.suggestions.current
    assert current is not None
    assert (current.origin, current.label_id) == ("snap", label.id)
    assert session.project.labels(1)[label.id].outline == label.outline
    session.suggestions.accept()
    assert iou(session.project.labels(1)[label.id].outline, FIRST) > 0.93
    assert said == [("snap", 1, 1)]
    session.undo()
    assert session.project.labels(1)[label.id].outline == label.outline


def test_vehicles_and_the_box_drawn_last_snap_too(session: Session, qtbot: QtBot) -> None:
    drawn = rough(session, VEHICLE, LAUNCHER).outline
    session.select(None)
    session.assisting.snap("Snapping")
    wait(session, qtbot)
    (found,) = session.suggestions.suggestions_on(1)
    assert iou(found.outline, VEHICLE) > 0.7 > iou(drawn, VEHICLE)


def test_the_outline_that_is_cut_out_is_of_the_label_s_kind(session: Session, qtbot: QtBot) -> None:
    vehicle = draw(session, VEHICLE, category_id=LAUNCHER)
    level = draw(session, Box(134.0, 230.0, 166.0, 250.0), category_id=LAUNCHER)
    session.select(1, [vehicle.id, level.id])
    session.assisting.segment("Cutting out")
    wait(session, qtbot)
    kinds = {each.label_id: type(each.outline) for each in session.suggestions.suggestions_on(1)}
    assert kinds == {vehicle.id: OrientedBox, level.id: Box}
    session.select(1, [vehicle.id])
    session.assisting.segment("Cutting out", as_polygon=True)
    wait(session, qtbot)
    (found,) = session.suggestions.suggestions_on(1)
    assert isinstance(found.outline, Polygon)
    assert iou(found.outline, VEHICLE) > 0.75


def test_more_like_a_label_is_found_but_not_what_has_a_label(session: Session, qtbot: QtBot) -> None:
    first = draw(session, FIRST, category_id=IL_76)
    session.select(1, [first.id])
    session.assisting.find_alike("Looking", ALL)
    wait(session, qtbot)
    (found,) = session.suggestions.suggestions_on(1)
    assert (found.origin, found.category_id) == ("alike", IL_76)
    assert iou(found.outline, SECOND) > 0.85
    session.suggestions.accept()
    session.select(1, [first.id])
    session.assisting.find_alike("Looking", ALL)
    wait(session, qtbot)
    assert session.suggestions.suggestions_on(1) == ()


def test_a_flood_gives_the_outline_of_the_category_s_tool_and_can_be_widened(session: Session, qtbot: QtBot) -> None:
    session.choose_category(LAUNCHER)
    with pytest.raises(BasewatchError):
        session.assisting.widen("Flooding", 4)
    session.assisting.flood("Flooding", 1, VEHICLE.centre_px, 30)
    wait(session, qtbot)
    (found,) = session.suggestions.suggestions_on(1)
    assert isinstance(found.outline, OrientedBox)
    assert iou(found.outline, VEHICLE) > 0.6
    session.assisting.widen("Flooding", 500)
    wait(session, qtbot)
    assert session.assisting.tolerance == 96
    session.assisting.flood("Flooding", 1, (-40.0, 10.0))
    wait(session, qtbot)
    assert session.suggestions.suggestions_on(1) == ()


def test_a_label_that_changes_meanwhile_is_not_suggested_anew(session: Session, qtbot: QtBot) -> None:
    label = rough(session)
    session.assisting.snap("Snapping")
    moved = changed(label, outline=SECOND)
    session.do(replaced("move", [(label, moved)]))
    assert not session.assisting.is_running
    qtbot.waitUntil(lambda: not session.jobs.running)
    assert session.suggestions.suggestions_on(1) == ()
    session.assisting.snap("Snapping")
    wait(session, qtbot)
    assert len(session.suggestions.suggestions_on(1)) == 1
    session.do(replaced("move", [(moved, changed(moved, outline=FIRST))]))
    assert session.suggestions.suggestions_on(1) == ()


def test_what_is_stopped_or_asked_again_answers_once(session: Session, qtbot: QtBot) -> None:
    rough(session)
    said: list[str] = []
    session.assisting.done.connect(lambda deed, *_: said.append(deed))
    session.assisting.snap("Snapping")
    session.assisting.stop()
    session.assisting.segment("Cutting out")
    session.assisting.snap("Snapping")
    wait(session, qtbot)
    qtbot.waitUntil(lambda: not session.jobs.running)
    assert said == ["snap"]


def test_what_cannot_be_done_is_said(session: Session) -> None:
    with pytest.raises(BasewatchError, match="Select a label"):
        session.assisting.snap("Snapping")
    point = draw(session, Point((20.0, 20.0)))
    session.select(1, [point.id])
    for ask in (session.assisting.snap, session.assisting.segment):
        with pytest.raises(BasewatchError):
            ask("Looking")
    locked = rough(session)
    session.describe("lock", locked=True)
    with pytest.raises(BasewatchError, match="locked"):
        session.assisting.snap("Snapping")
    assert session.project.labels(1)[locked.id].locked


def test_too_wide_a_view_is_refused_with_what_to_do(session: Session, qtbot: QtBot) -> None:
    label = draw(session, VEHICLE, category_id=LAUNCHER)
    session.select(1, [label.id])
    faults: list[BasewatchError] = []
    session.assisting.failed.connect(faults.append)
    session.assisting.find_alike("Looking", (0.0, 0.0, 40_000.0, 30_000.0))
    wait(session, qtbot)
    assert "zoom in" in faults[0].sentence
