"""A project with two 16-bit dates of four bands and a grey one, open in a session."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from tests.journeys.scene import write_project
from tests.rasters import AT_HOME, UTM_37N, Pixels, write_raster


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Frames 1 and 2: four bands, the second twice as bright; frame 3: one band of 8 bits."""
    ground = np.random.default_rng(2).normal(400, 60, (4, 300, 400)).clip(1, 2000)
    ground *= np.array([1.0, 1.2, 1.4, 2.0]).reshape(4, 1, 1)
    paths = tuple(tmp_path / f"{name}.tif" for name in ("first", "second", "third"))
    times = ("2024:12:05 08:14:00", "2024:12:06 08:14:00", "2024:12:07 08:14:00")
    pictures: tuple[Pixels, ...] = (
        ground.astype(np.uint16),
        (2 * ground).astype(np.uint16),
        (ground[:1] / 4).astype(np.uint8),
    )
    for path, time, pixels in zip(paths, times, pictures, strict=True):
        write_raster(path, pixels, crs=UTM_37N, transform=AT_HOME, tags={"TIFFTAG_DATETIME": time})
    return write_project(tmp_path / "a.basewatch", paths)


@contextmanager
def opened(project: Path, qtbot: QtBot, frames: tuple[int, ...] = (1, 2, 3)) -> Iterator[Session]:
    """The session of a project with these frames open."""
    session = Session(ProjectFile.open(project))
    try:
        for frame in frames:
            session.open_frame(frame)
        qtbot.waitUntil(lambda: all(session.tiles.frame(frame) is not None for frame in frames))
        yield session
    finally:
        session.close()


@pytest.fixture
def session(project: Path, qtbot: QtBot) -> Iterator[Session]:
    """All frames open."""
    with opened(project, qtbot) as made:
        yield made
