"""How frames are displayed, and that it is kept beside the work."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.display.look_stretch import DecimatedSamples
from basewatch_gui.imagery.display.stretch import Stretch, default_stretch
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.look import Look
from basewatch_gui.session.session import Session
from basewatch_gui.storage.display_state import DisplayKey
from tests.journeys.scene import write_project
from tests.rasters import write_raster
from tests.session.looks.conftest import opened


def stretch(session: Session, frame: int) -> Stretch:
    found = session.looks.stretch(frame)
    assert found is not None
    return found


def mean(session: Session, frame: int) -> float:
    pixels = session.tiles.display(TileKey(frame, 0, 0, 0))
    assert pixels is not None
    return float(pixels[:300, :400, :3].mean())


def test_a_frame_without_a_look_has_the_default_stretch(session: Session) -> None:
    frame = session.tiles.frame(1)
    assert frame is not None
    assert session.looks.look(1) == Look()
    assert stretch(session, 1) == default_stretch(*frame.overview, frame.bands.display)


def test_a_look_changes_what_is_shown_and_says_so(session: Session, qtbot: QtBot) -> None:
    before = mean(session, 1)
    with qtbot.waitSignals([session.looks.changed, session.tiles.restretched]):
        session.looks.set_look(1, Look(invert=True))
    assert mean(session, 1) == pytest.approx(255 - before)
    session.looks.set_look(1, Look(bands=(3,), colour_map="inferno", mode="sigma"))
    assert (stretch(session, 1).bands, stretch(session, 1).colour_map) == ((3,), "inferno")
    session.looks.reset(1)
    assert mean(session, 1) == pytest.approx(before)


def test_looks_survive_closing_and_opening(project: Path, qtbot: QtBot) -> None:
    limits = ((100.0, 700.0), (110.0, 800.0), (120.0, 900.0))
    with opened(project, qtbot) as session:
        session.looks.set_look(1, Look(gamma=1.5, invert=True))
        session.looks.set_limits(1, limits)
        session.looks.set_look(2, Look(bands=(3,), colour_map="turbo"))
    with opened(project, qtbot) as session:
        assert stretch(session, 1) == Stretch((2, 1, 0), limits, 1.5, invert=True)
        assert session.looks.look(2) == Look(bands=(3,), colour_map="turbo")
        assert stretch(session, 2).colour_map == "turbo"
        assert session.looks.look(3) == Look()


def test_a_drag_is_written_once_it_has_stood_still(session: Session, qtbot: QtBot) -> None:
    for number in range(20):
        session.looks.set_limits(3, ((float(number), 200.0),))
    assert session.file.display.get(DisplayKey.LOOKS, dict) is None
    qtbot.waitUntil(lambda: session.file.display.get(DisplayKey.LOOKS, dict) is not None)


def test_limits_by_hand_stay_when_gamma_changes(session: Session) -> None:
    session.looks.set_limits(3, ((20.0, 60.0),))
    session.looks.set_look(3, replace(session.looks.look(3), gamma=2.0))
    assert stretch(session, 3).limits == ((20.0, 60.0),)


def test_limits_of_the_view_are_kept_and_follow_a_change_of_mode(session: Session) -> None:
    sight = DecimatedSamples(np.arange(50, 151, dtype=np.uint8).reshape(1, 1, -1), None)
    session.looks.set_limits_from_samples(3, sight)
    assert stretch(session, 3).limits[0] == pytest.approx((51, 149.5))
    assert session.looks.look(3).limits == stretch(session, 3).limits
    session.looks.set_look(3, replace(session.looks.look(3), mode="minmax", limits=()))
    assert stretch(session, 3).limits == ((50.0, 150.0),)
    assert session.looks.histograms(3)[0].counts.sum() == 101
    session.looks.set_look(3, Look())
    assert session.looks.histograms(3)[0].counts.sum() == 300 * 400


def test_locked_dates_share_bands_and_limits_where_they_are_alike(session: Session) -> None:
    grey = stretch(session, 3)
    session.looks.set_locked(True, 1)
    assert stretch(session, 2) == stretch(session, 1)
    assert stretch(session, 3) == grey
    session.looks.set_limits(2, ((5.0, 500.0),) * 3)
    assert stretch(session, 1).limits == ((5.0, 500.0),) * 3
    session.looks.set_look(1, replace(session.looks.look(1), bands=(3, 2, 1), mode="percentile", limits=()))
    assert stretch(session, 2) == stretch(session, 1)
    assert stretch(session, 2).bands == (3, 2, 1)
    session.looks.set_locked(False, 1)
    session.looks.set_look(1, Look(invert=True))
    assert not stretch(session, 2).invert


def test_a_frame_that_is_opened_later_joins_the_lock(project: Path, qtbot: QtBot) -> None:
    with opened(project, qtbot, (1,)) as session:
        session.looks.set_locked(True, 1)
        session.open_frame(2)
        qtbot.waitUntil(lambda: session.tiles.frame(2) is not None)
        assert stretch(session, 2) == stretch(session, 1)
    with opened(project, qtbot) as session:
        assert session.looks.locked
        assert stretch(session, 2) == stretch(session, 1)


def test_a_matched_date_is_as_bright_as_its_reference_and_follows_it(session: Session) -> None:
    session.looks.set_limits(1, ((200.0, 600.0), (300.0, 800.0), (400.0, 900.0)))
    assert abs(mean(session, 1) - mean(session, 2)) > 5
    session.looks.match([2], 1)
    assert mean(session, 2) == pytest.approx(mean(session, 1), abs=2)
    session.looks.set_limits(1, ((200.0, 1600.0),) * 3)
    assert mean(session, 2) == pytest.approx(mean(session, 1), abs=2)
    session.looks.match([1], 1)
    assert session.looks.look(1).mode == "manual"


def test_all_dates_are_matched_even_those_that_open_later(project: Path, qtbot: QtBot) -> None:
    with opened(project, qtbot, (1,)) as session:
        session.looks.match_all(1)
        session.open_frame(2)
        qtbot.waitUntil(lambda: session.tiles.frame(2) is not None)
        assert stretch(session, 2).knots
        with pytest.raises(BasewatchError, match="third"):
            session.looks.match([1], 3)
    with opened(project, qtbot, (2, 1)) as session:
        assert stretch(session, 2).knots


def test_of_many_bands_those_that_a_look_wants_are_read(tmp_path: Path, qtbot: QtBot) -> None:
    pixels = np.arange(1, 13, dtype=np.uint16).reshape(12, 1, 1) * np.ones((1, 40, 50), np.uint16)
    write_raster(tmp_path / "many.tif", pixels)
    with opened(write_project(tmp_path / "b.basewatch", (tmp_path / "many.tif",)), qtbot, (1,)) as session:
        limits = ((0.0, 12.0),) * 3
        for look, shown in (
            (Look(bands=(11, 4, 8), mode="manual", limits=limits), [9, 5, 12]),
            (Look(bands=(2, 1, 0), mode="manual", limits=limits), [1, 2, 3]),
            (Look(mode="manual", limits=limits), [3, 2, 1]),
        ):
            session.looks.set_look(1, look)
            qtbot.waitUntil(lambda: session.tiles.frame(1) is not None)
            pixel = session.tiles.display(TileKey(1, 0, 0, 0))
            assert pixel is not None
            assert np.rint(pixel[5, 5, :3] / 255 * 12).tolist() == shown
        assert session.saved_looks.name_of(1) == "natural"
