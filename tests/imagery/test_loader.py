"""Tiles are read in threads: once each, newest wanted first, faults told and not tried again."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import numpy as np
import pytest

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery import loader as loader_module
from basewatch_gui.imagery.loader import TileLoader
from basewatch_gui.imagery.raster import Raster, open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.imagery.tile import Tile
from basewatch_gui.model.errors import BasewatchError
from tests.rasters import write_raster


class Desk:
    """A loader and what it has said."""

    def __init__(self, threads: int = 2) -> None:
        self.tiles: list[Tile] = []
        self.read: list[TileKey] = []
        self.faults: list[tuple[TileKey, BasewatchError]] = []
        self.loader = TileLoader(
            self.tiles.append, self.read.append, lambda key, fault: self.faults.append((key, fault)), threads
        )

    def wait(self) -> None:
        end = monotonic() + 20
        while not self.loader.idle:
            assert monotonic() < end, "the loader did not come to rest"
            sleep(0.002)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.loader.close()


def held(gate: Event) -> None:
    assert gate.wait(20)


def keys(count: int, frame: int = 1) -> tuple[TileKey, ...]:
    return tuple(TileKey(frame, 0, column, 0) for column in range(count))


def test_every_wanted_tile_is_read_once(desk: Desk, tmp_path: Path) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=2000, height=300, block=256)
    desk.loader.set_source(1, RasterSource(tmp_path / "a.tif"))
    for _ in range(5):
        desk.loader.request("left", keys(4))
        desk.loader.request("right", keys(4))
    desk.wait()
    assert sorted(tile.key.column for tile in desk.tiles) == [0, 1, 2, 3]
    for tile in desk.tiles:
        assert np.array_equal(tile.samples, pixels[:, :, tile.key.column * 512 : tile.key.column * 512 + 512])


def test_what_is_no_longer_wanted_is_not_read(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=2000, height=300, block=256)
    desk, gate = Desk(threads=1), Event()
    try:
        desk.loader.set_source(1, RasterSource(tmp_path / "a.tif"))
        desk.loader.prepare_frame(1, lambda _raster: held(gate), lambda _fault: None)
        desk.loader.request("left", keys(4))
        desk.loader.request("left", keys(4)[3:])
        gate.set()
        desk.wait()
        assert [tile.key.column for tile in desk.tiles] == [3]
    finally:
        gate.set()
        desk.loader.close()


def test_the_owner_who_asked_last_is_served_first(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=2000, height=300, block=256)
    desk, gate = Desk(threads=1), Event()
    try:
        desk.loader.set_source(1, RasterSource(tmp_path / "a.tif"))
        desk.loader.prepare_frame(1, lambda _raster: held(gate), lambda _fault: None)
        desk.loader.request("left", keys(4)[:2])
        desk.loader.request("right", keys(4)[2:])
        gate.set()
        desk.wait()
        assert [tile.key.column for tile in desk.tiles] == [2, 3, 0, 1]
    finally:
        gate.set()
        desk.loader.close()


def test_a_broken_tile_is_told_once_and_the_others_are_read(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    write_raster(path, width=2000, height=600, block=256, compress="deflate")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    desk.loader.set_source(1, RasterSource(path))
    wanted = tuple(TileKey(1, 0, column, row) for row in range(2) for column in range(4))
    for _ in range(3):
        desk.loader.request("left", wanted)
        desk.wait()
    assert 0 < len(desk.faults) == len({key for key, _ in desk.faults})
    assert len(desk.faults) + len({tile.key for tile in desk.tiles}) == len(wanted)


def test_the_fault_of_a_lost_file_is_dropped_once_its_frame_has_another(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, gate = Event(), Event()

    def open_slowly(source: RasterSource) -> Raster:
        if source.path.name == "lost.tif":
            opening.set()
            held(gate)
        return open_raster(source)

    monkeypatch.setattr(loader_module, "open_raster", open_slowly)
    write_raster(tmp_path / "found.tif", width=2000, height=300, block=256)
    desk.loader.set_source(1, RasterSource(tmp_path / "lost.tif"))
    desk.loader.request("left", keys(1))
    held(opening)
    desk.loader.set_source(1, RasterSource(tmp_path / "found.tif"))
    gate.set()
    desk.wait()
    desk.loader.request("left", keys(1))
    desk.wait()
    assert desk.faults == []
    assert [tile.key for tile in desk.tiles] == list(keys(1))


def test_a_frame_that_cannot_be_opened_tells_its_worker(desk: Desk, tmp_path: Path) -> None:
    told: list[BasewatchError] = []
    desk.loader.set_source(1, RasterSource(tmp_path / "none.tif"))
    desk.loader.prepare_frame(1, lambda _raster: None, told.append)
    desk.wait()
    assert "none.tif" in str(told[0])


def test_work_gets_the_raster_of_the_path_that_was_added_last(desk: Desk, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def look(raster: Raster) -> None:
        seen.append(raster.pyramid.sizes[0])

    for name, width in (("a.tif", 30), ("b.tif", 40)):
        write_raster(tmp_path / name, width=width, height=20)
        desk.loader.set_source(1, RasterSource(tmp_path / name))
        desk.loader.prepare_frame(1, look, lambda _fault: None)
        desk.wait()
    assert seen == [(30, 20), (40, 20)]


def test_a_removed_frame_is_not_read(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=2000, height=300, block=256)
    desk, gate = Desk(threads=1), Event()
    try:
        for frame in (1, 2):
            desk.loader.set_source(frame, RasterSource(tmp_path / "a.tif"))
        desk.loader.prepare_frame(1, lambda _raster: held(gate), lambda _fault: None)
        desk.loader.request("left", keys(2, frame=2) + keys(2, frame=1))
        desk.loader.forget_frame(2)
        gate.set()
        desk.wait()
        assert {tile.key.frame for tile in desk.tiles} == {1}
    finally:
        gate.set()
        desk.loader.close()


def test_a_tile_of_a_frame_that_is_elsewhere_by_now_is_dropped(tmp_path: Path) -> None:
    for name in ("a.tif", "b.tif"):
        write_raster(tmp_path / name, width=600, height=300, block=256)
    seen: list[Tile] = []

    read_tile = Raster.read_tile

    def move_and_read(raster: Raster, key: TileKey) -> Tile:
        loader.set_source(1, RasterSource(tmp_path / "b.tif"))
        return read_tile(raster, key)

    loader = TileLoader(seen.append, lambda _key: None, lambda _key, _fault: None, threads=1)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Raster, "read_tile", move_and_read)
            loader.set_source(1, RasterSource(tmp_path / "a.tif"))
            loader.request("left", keys(1))
            end = monotonic() + 20
            while not loader.idle:
                assert monotonic() < end
                sleep(0.002)
        assert seen == []
    finally:
        loader.close()
