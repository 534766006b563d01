from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.transform import XY, Points, apply, as_points
from basewatch_gui.imagery.registration.proposal import Proposal
from basewatch_gui.model.edit import Edit, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import IDENTITY
from basewatch_gui.session.registration.nudging import NUDGE_PAUSE_MS
from basewatch_gui.session.registration.registering import Registering
from basewatch_gui.session.session import Session
from basewatch_gui.tools.ties import PlaceTie
from tests.rasters import write_raster

CORNERS: tuple[XY, ...] = ((100.0, 100.0), (900.0, 120.0), (850.0, 700.0), (150.0, 650.0), (500.0, 400.0))
GOOD = Proposal(
    Affine.translation(3.0, 4.0), "shift", "features", 90, 100, 24, 25, 0.1, 0.5, 0.9, 5.0, "good", "agrees"
)


@pytest.fixture
def registering(session: Session) -> Registering:
    session.registering.ties.choose(1, 2)
    return session.registering


def pick(
    session: Session, true: Affine, places: Sequence[XY] = CORNERS, moving: int = 2, off: Points | None = None
) -> None:
    """Tie points as `true` brings the moving frame's plane places onto frame 1."""
    ground = {number: session.project.ground_map(number) for number in (1, moving)}
    for row, place in enumerate(places):
        target = as_points(apply(true, ground[moving].to_plane(as_points(place))))
        on_reference = ground[1].to_pixels(target)[0] + (off[row] if off is not None else 0.0)
        session.registering.ties.carry_out(moving, PlaceTie(place))
        session.registering.ties.carry_out(1, PlaceTie((float(on_reference[0]), float(on_reference[1]))))


def missed_m(session: Session, true: Affine, frame_id: int = 2, before: Affine | None = None) -> float:
    """How far the frame as it is registered now lies from where `true` brings it."""
    frame = session.project.frames[frame_id]
    wanted = true @ (before or Affine.identity())
    plain = replace(session.project.ground_map(frame_id), registration=Affine.identity()).to_plane(as_points(CORNERS))
    return float(np.abs(apply(Affine(*frame.registration), plain) - apply(wanted, plain)).max())


def model(registering: Registering) -> str:
    assert registering.fit is not None
    return registering.fit.model


TURNED = Affine.translation(4.0, -3.0) @ Affine.rotation(2.0) @ Affine.scale(1.01)


def test_applied_points_move_the_frame_in_one_edit_that_can_be_undone(
    session: Session, registering: Registering
) -> None:
    pick(session, TURNED)
    registering.choose_model("similarity")
    edits: list[Edit] = []
    session.edited.connect(edits.append)
    registering.apply()
    assert missed_m(session, TURNED) < 1e-6
    assert [edit.action for edit in edits] == ["register"]
    session.undo()
    assert session.project.frames[2].registration == IDENTITY


def test_a_registration_that_is_there_is_built_upon(session: Session, registering: Registering) -> None:
    before = Affine.translation(-20.0, 7.0) @ Affine.rotation(-1.0)
    frame = session.project.frames[2]
    session.do(replaced("nudge", [(frame, replace(frame, registration=before[:6]))]))
    pick(session, TURNED)
    registering.choose_model("similarity")
    registering.apply()
    assert missed_m(session, TURNED, before=before) < 1e-6
    assert registering.fit is not None
    assert registering.fit.rms < 1e-6, "the points now lie on each other"


def test_models_are_offered_as_the_points_can_carry_them(session: Session, registering: Registering) -> None:
    assert (registering.offered, registering.fit) == ((), None)
    for count, offered in ((1, ("shift",)), (2, ("shift", "similarity")), (3, ("shift", "similarity", "affine"))):
        registering.ties.clear()
        pick(session, TURNED, CORNERS[:count])
        assert registering.offered == offered
    assert model(registering) == "shift", "a georeferenced frame is shifted unless more is asked for"
    registering.choose_model("affine")
    assert model(registering) == "affine"
    registering.ties.remove(2)
    assert model(registering) == "similarity", "the richest that two points carry"


def test_a_frame_without_a_georeference_is_placed_by_its_points(session: Session, registering: Registering) -> None:
    registering.ties.choose(1, 3)
    true = Affine.translation(12.0, -8.0) @ Affine.rotation(37.0) @ Affine.scale(0.31)
    pick(session, true, ((200.0, 300.0), (800.0, 500.0)), moving=3)
    assert registering.fit is not None
    assert registering.fit.model == "similarity"
    registering.apply()
    assert missed_m(session, true, 3) < 1e-6


def test_residuals_are_told_in_metres_and_pixels_also_of_a_point_that_does_not_count(
    session: Session, registering: Registering
) -> None:
    off = np.zeros((5, 2))
    off[4] = (10.0, 0.0)
    pick(session, Affine.translation(3.0, 1.0), off=off)
    told = [registering.residual(number) for number in range(5)]
    assert max(range(5), key=lambda number: told[number].metres) == 4  # type: ignore[union-attr]
    registering.ties.set_used(4, used=False)
    assert registering.fit is not None
    assert registering.fit.rms < 1e-3
    wrong = registering.residual(4)
    assert wrong is not None
    assert wrong.metres == pytest.approx(5.0, rel=1e-2)
    assert wrong.px == pytest.approx(10.0, rel=1e-2)


def test_the_preview_moves_what_is_shown_and_no_frame(session: Session, registering: Registering) -> None:
    pick(session, TURNED)
    registering.choose_model("similarity")
    plain = session.project.ground_map(2)
    registering.set_preview(True)
    assert registering.ground_map(2) is plain, "not while the panel is closed"
    registering.set_open(True)
    shown = registering.ground_map(2)
    moved = apply(TURNED, plain.to_plane(as_points(CORNERS)))
    assert np.abs(shown.to_plane(as_points(CORNERS)) - moved).max() < 1e-6
    assert registering.ground_map(2) is shown
    assert registering.ground_map(1) is session.project.ground_map(1)
    assert session.project.frames[2].registration == IDENTITY
    registering.apply()
    assert registering.ground_map(2) is session.project.ground_map(2), "what is applied is previewed no more"


def test_a_proposal_is_shown_and_applied_before_the_points_and_never_by_itself(
    session: Session, registering: Registering
) -> None:
    pick(session, TURNED)
    registering.set_open(True)
    registering.set_preview(True)
    registering.automatic.proposal = GOOD
    registering.automatic.changed.emit()
    assert session.project.frames[2].registration == IDENTITY
    assert registering.correction == GOOD.transform
    x, y = registering.ground_map(2).place_at((0.0, 0.0))
    assert (x, y) == pytest.approx(np.array(session.project.ground_map(2).place_at((0.0, 0.0))) + (3.0, 4.0))
    registering.automatic.discard()
    assert registering.fit is not None
    assert registering.correction == registering.fit.transform


def test_no_match_and_nothing_picked_can_not_be_applied(session: Session, registering: Registering) -> None:
    with pytest.raises(BasewatchError, match="nothing to apply"):
        registering.apply()
    registering.automatic.proposal = replace(GOOD, verdict="no match")
    with pytest.raises(BasewatchError, match="nothing to apply"):
        registering.apply()
    assert session.project.frames[2].registration == IDENTITY


def test_reset_and_typed_nudges_are_edits(session: Session, registering: Registering) -> None:
    frame = session.project.frames[2]
    session.do(replaced("register", [(frame, replace(frame, registration=TURNED[:6]))]))
    registering.nudge_to(-1.5, 2.25)
    a, b, c, d, e, f = session.project.frames[2].registration
    assert (c, f) == (-1.5, 2.25)
    assert (a, b, d, e) == (TURNED.a, TURNED.b, TURNED.d, TURNED.e)
    registering.reset()
    assert session.project.frames[2].registration == IDENTITY
    session.undo()
    assert session.project.frames[2].registration[2] == -1.5


def test_steps_are_shown_at_once_and_become_one_edit(qtbot: QtBot, session: Session, registering: Registering) -> None:
    edits: list[Edit] = []
    session.edited.connect(edits.append)
    before = registering.ground_map(2).place_at((0.0, 0.0))
    for _ in range(3):
        registering.nudging.step(0.25, -0.5)
    after = registering.ground_map(2).place_at((0.0, 0.0))
    assert after == pytest.approx((before[0] + 0.75, before[1] - 1.5))
    assert edits == []
    with qtbot.waitSignal(session.edited, timeout=NUDGE_PAUSE_MS * 10):
        pass
    assert [edit.action for edit in edits] == ["nudge"]
    assert session.project.frames[2].registration[2::3] == pytest.approx((0.75, -1.5))
    assert registering.ground_map(2).place_at((0.0, 0.0)) == pytest.approx(after)


def test_automatic_registration_finds_a_shift_and_proposes_only(qtbot: QtBot, session: Session, path: Path) -> None:
    """Frame 2 shows 6 pixels further right what frame 1 does: it must go 3 m west."""
    ground = np.random.default_rng(3).integers(0, 255, (90, 120), np.uint8).repeat(10, 0).repeat(10, 1)
    for number, first in ((1, 50), (2, 44)):
        write_raster(path.parent / f"{number}.tif", ground[:800, first : first + 1000])
    registering = session.registering
    registering.ties.choose(1, 2)
    registering.automatic.start(registering.frames, "Registering")
    assert registering.automatic.is_running
    qtbot.waitUntil(lambda: not registering.automatic.is_running, timeout=60_000)
    proposal = registering.automatic.proposal
    assert proposal is not None
    assert proposal.verdict == "good"
    assert (proposal.transform.c, proposal.transform.f) == pytest.approx((-3.0, 0.0), abs=0.05)
    assert session.project.frames[2].registration == IDENTITY
    registering.apply()
    assert session.project.frames[2].registration[2] == pytest.approx(-3.0, abs=0.05)
    assert registering.automatic.proposal is None, "it was about the frame as it lay before"


def test_what_can_not_be_searched_is_said(qtbot: QtBot, session: Session, registering: Registering) -> None:
    with qtbot.waitSignal(registering.failed) as said:
        registering.automatic.start(registering.frames, "Registering")
    assert "can't be found" in said.args[0].sentence
    qtbot.waitUntil(lambda: not registering.automatic.is_running)
    registering.ties.choose(1, 1)
    with pytest.raises(BasewatchError, match="two different frames"):
        registering.automatic.start(registering.frames, "Registering")
