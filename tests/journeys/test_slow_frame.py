"""A frame that is slow to read, opened in the window: shown at once, and quick after a while."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.pyramids.disk_cache import default_cache_folder
from basewatch_gui.imagery.pyramids.halve import halve
from basewatch_gui.widgets.demo_drive import settle, wait_until
from basewatch_gui.widgets.projects.projects import Projects
from tests.journeys.scene import message, open_window, ready, write_project
from tests.rasters import AT_HOME, UTM_37N, write_raster


@pytest.mark.parametrize("name", ["strips.tif", "whole.png"])
def test_a_slow_frame_is_shown_and_becomes_quick(tmp_path: Path, name: str) -> None:
    shutil.rmtree(default_cache_folder(), ignore_errors=True)
    frames = tmp_path / "frames"
    frames.mkdir()
    pixels = write_raster(
        frames / name,
        width=2200,
        height=5600,
        dtype="uint16",
        crs=UTM_37N if name.endswith("tif") else None,
        transform=AT_HOME if name.endswith("tif") else None,
        driver="GTiff" if name.endswith("tif") else "PNG",
    )
    project = write_project(tmp_path / "base.basewatch", (frames / name,))
    with open_window() as window:
        window.parts.get(Projects).open(project)
        session, grid = ready(window, frames=1)
        wait_until(lambda: (frame := session.tiles.frame(1)) is not None and frame.source.pyramid is not None)
        settle(window)
        for level in range(4):
            wanted = TileKey(1, level, 0, 1) if level < 2 else TileKey(1, level, 0, 0)
            session.tiles.request_tiles("test", (wanted,))
            wait_until(lambda wanted=wanted: session.tiles.tile(wanted) is not None)  # type: ignore[misc]
            tile = session.tiles.tile(wanted)
            assert tile is not None
            top = wanted.row * 512
            assert np.array_equal(tile.samples, pixels[:, top : top + 512, :512])
            pixels, _ = halve(pixels, None)
        assert message(window) == ""
        assert grid.shown[0] == 1
    with open_window() as window:
        window.parts.get(Projects).open(project)
        session, _ = ready(window, frames=1)
        frame = session.tiles.frame(1)
        assert frame is not None
        assert frame.source.pyramid is not None
        assert frame.need is None
    assert [path.name for path in frames.iterdir()] == [name]
    shutil.rmtree(default_cache_folder())
