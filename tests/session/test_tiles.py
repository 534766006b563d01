"""Tiles for the panes: opened, read and kept beside the window."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import pytest
from affine import Affine
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.tiles import TileStore, tiles_in_view
from tests.rasters import random_pixels, write_raster


@pytest.fixture
def store(qtbot: QtBot) -> Iterator[TileStore]:
    store = TileStore()
    yield store
    store.close()


def opened(store: TileStore, path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(store.opened):
        store.open(1, RasterSource(path))
    qtbot.waitUntil(lambda: store.idle)


def test_an_opened_frame_has_its_pyramid_and_stretch(store: TileStore, qtbot: QtBot, tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=1300, height=700, bands=3, dtype="uint16")
    opened(store, tmp_path / "a.tif", qtbot)
    frame = store.frame(1)
    assert frame is not None
    assert frame.pyramid.sizes[0] == (1300, 700)
    assert frame.stretch.bands == (0, 1, 2)
    assert frame.has_valid_pixels


def test_a_wanted_tile_arrives_and_is_given_at_once_from_then_on(
    store: TileStore, qtbot: QtBot, tmp_path: Path
) -> None:
    write_raster(tmp_path / "a.tif", width=1300, height=700)
    opened(store, tmp_path / "a.tif", qtbot)
    key = TileKey(1, 0, 1, 0)
    assert store.display(key) is None
    with qtbot.waitSignal(store.arrived):
        store.request_tiles("pane", (key,))
    pixels = store.display(key)
    assert pixels is not None
    assert pixels.shape == (512, 512, 4)
    assert store.display(key) is pixels
    arrivals = store.arrivals
    store.request_tiles("pane", (key,))
    qtbot.waitUntil(lambda: store.idle)
    assert store.arrivals == arrivals


def test_values_are_the_file_s_own_samples(store: TileStore, qtbot: QtBot, tmp_path: Path) -> None:
    pixels = random_pixels(900, 600, 4, "uint16")
    write_raster(tmp_path / "a.tif", pixels)
    opened(store, tmp_path / "a.tif", qtbot)
    for x, y in ((0.0, 0.0), (899.9, 599.9), (512.0, 511.99), (700.5, 20.2)):
        with qtbot.waitSignal(store.arrived, timeout=500, raising=False):
            store.values_at(1, (x, y))
        values = store.values_at(1, (x, y))
        assert values is not None
        assert np.array_equal(values, pixels[:, int(y), int(x)])
    assert store.values_at(1, (900.0, 10.0)) is None
    assert store.values_at(1, (-0.1, 10.0)) is None


def test_a_frame_that_cannot_be_opened_is_told(store: TileStore, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(store.failed) as told:
        store.open(1, RasterSource(tmp_path / "none.tif"))
    assert told.args is not None
    assert "none.tif" in str(told.args[1])
    assert store.frame(1) is None


def test_a_lost_file_that_was_found_before_its_fault_arrives_is_not_told(
    store: TileStore, qtbot: QtBot, tmp_path: Path
) -> None:
    write_raster(tmp_path / "a.tif")
    told: list[BasewatchError] = []
    store.failed.connect(lambda _frame, fault: told.append(fault))
    store.open(1, RasterSource(tmp_path / "none.tif"))
    until = monotonic() + 10
    while not store.idle and monotonic() < until:
        sleep(0.005)
    opened(store, tmp_path / "a.tif", qtbot)
    assert not told


def test_a_frame_of_nodata_opens_and_says_that_nothing_is_valid(store: TileStore, qtbot: QtBot, tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", np.zeros((1, 90, 90), np.uint8), nodata=0)
    opened(store, tmp_path / "a.tif", qtbot)
    frame = store.frame(1)
    assert frame is not None
    assert not frame.has_valid_pixels


def test_a_closed_frame_gives_its_bytes_back(store: TileStore, qtbot: QtBot, tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=2000, height=600)
    opened(store, tmp_path / "a.tif", qtbot)
    with qtbot.waitSignal(store.arrived):
        store.request_tiles("pane", (TileKey(1, 0, 0, 0),))
    assert store.nbytes > 0
    store.close_frame(1)
    assert store.nbytes == 0
    assert store.display(TileKey(1, 0, 0, 0)) is None


def test_the_coarsest_level_is_there_from_the_opening_on(store: TileStore, qtbot: QtBot, tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=3000, height=2000)
    opened(store, tmp_path / "a.tif", qtbot)
    frame = store.frame(1)
    assert frame is not None
    assert frame.top.key == TileKey(1, len(frame.pyramid.sizes) - 1, 0, 0)
    assert store.display(frame.top.key) is not None
    assert frame.overview[0].shape[1:] == frame.pyramid.sizes[-1][::-1]


def test_what_a_pane_will_show_first_is_read_while_the_frame_is_being_opened(
    store: TileStore, qtbot: QtBot, tmp_path: Path
) -> None:
    write_raster(tmp_path / "a.tif", width=3000, height=2000, overviews=(2, 4, 8))
    view = (Affine.scale(0.25), (750, 500))
    store.expect_view(1, *view)
    with qtbot.waitSignal(store.opened):
        store.open(1, RasterSource(tmp_path / "a.tif"))
    qtbot.waitUntil(lambda: store.idle)
    frame = store.frame(1)
    assert frame is not None
    keys = tiles_in_view(1, frame.pyramid, *view)
    assert {key.level for key in keys} == {2}
    assert [store.tile(key) is not None for key in keys] == [True, True]
    assert store.tile(TileKey(1, 1, 0, 0)) is None


def test_tiles_that_arrive_together_are_announced_together(store: TileStore, qtbot: QtBot, tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=4000, height=600)
    opened(store, tmp_path / "a.tif", qtbot)
    told: list[int] = []
    before = store.arrivals
    store.arrived.connect(told.append)
    store.request_tiles("pane", tuple(TileKey(1, 0, column, 0) for column in range(7)))
    qtbot.waitUntil(lambda: store.idle)
    assert store.arrivals == before + 7
    assert 1 <= len(told) < 7
