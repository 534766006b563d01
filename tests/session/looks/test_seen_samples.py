"""The samples that a pane shows."""

import numpy as np
from affine import Affine
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.session.looks.seen_samples import read_seen_samples
from basewatch_gui.session.session import Session


def test_what_is_seen_is_taken_and_nothing_else(session: Session, qtbot: QtBot) -> None:
    frame = session.tiles.frame(1)
    assert frame is not None
    with qtbot.waitSignal(session.tiles.arrived, timeout=500, raising=False):
        session.tiles.request_tiles("test", (TileKey(1, 0, 0, 0),))
    tile = session.tiles.tile(TileKey(1, 0, 0, 0))
    assert tile is not None
    sight = read_seen_samples(session.tiles, frame, Affine.translation(-100, -50), (120, 80))
    assert sight is not None
    assert (sight.samples == tile.samples[:, 50:130, 100:220].reshape(4, 1, -1)).all()
    assert sight.valid is not None
    assert sight.valid.all()


def test_of_a_far_view_every_nth_sample_is_enough(session: Session) -> None:
    frame = session.tiles.frame(3)
    assert frame is not None
    sight = read_seen_samples(session.tiles, frame, Affine.scale(4.0), (1600, 1200))
    assert sight is not None
    assert np.isclose(sight.samples.mean(), frame.top.samples.mean(), rtol=0.01)


def test_off_the_frame_nothing_is_seen(session: Session) -> None:
    frame = session.tiles.frame(1)
    assert frame is not None
    assert read_seen_samples(session.tiles, frame, Affine.translation(5000, 0), (100, 100)) is None
