"""Pyramids of the session's frames: made once beside the window, found at the next opening, never in the way."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.display.stretch import Stretch
from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.imagery.pyramids.disk_cache import default_cache_folder
from basewatch_gui.imagery.pyramids.halve import halve
from basewatch_gui.model.edit import added
from basewatch_gui.session.jobs import Job
from basewatch_gui.session.session import Session
from basewatch_gui.session.settings import Settings
from basewatch_gui.storage.project_file import ProjectFile
from tests.rasters import Pixels, write_raster


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    shutil.rmtree(default_cache_folder(), ignore_errors=True)
    yield
    shutil.rmtree(default_cache_folder(), ignore_errors=True)
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "BaseWatch", "BaseWatch").clear()


@pytest.fixture
def pixels(tmp_path: Path) -> Pixels:
    """The pixels of `slow.tif`, a striped frame."""
    return write_raster(tmp_path / "slow.tif", width=2100, height=6000, dtype="uint16", blockysize=1)


class Opener:
    """Opens sessions on a project in a folder; they are closed at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sessions: list[Session] = []

    def __call__(self, *names: str) -> Session:
        """A session on the project, made with these frames where it is not there."""
        path = self._folder / "base.basewatch"
        if names:
            with ProjectFile.create(path, ()) as file:
                paths = [self._folder / name for name in names]
                frames = [describe_frame(path, file.new_frame_id(), file.stored_path(path)) for path in paths]
                file.do(added("add frames", frames))
        self.sessions.append(Session(ProjectFile.open(path)))
        return self.sessions[-1]

    def close(self) -> None:
        """Close the session opened last."""
        self.sessions.pop().close()


@pytest.fixture
def opener(tmp_path: Path) -> Iterator[Opener]:
    opener = Opener(tmp_path)
    yield opener
    while opener.sessions:
        opener.close()


def wait_until_prepared(session: Session, qtbot: QtBot, frame: int = 1) -> None:
    """Wait until the frame is read with its pyramid."""

    def is_prepared() -> bool:
        opened = session.tiles.frame(frame)
        return opened is not None and opened.source.pyramid is not None and not session.jobs.running

    qtbot.waitUntil(is_prepared, timeout=30_000)


def test_a_slow_frame_is_prepared_and_then_read_from_the_cache(
    opener: Opener, tmp_path: Path, pixels: Pixels, qtbot: QtBot
) -> None:
    session = opener("slow.tif")
    titles: list[str] = []
    session.jobs.started.connect(lambda job: titles.append(job.title))
    session.open_frame(1)
    wait_until_prepared(session, qtbot)
    assert titles == ["Preparing slow.tif for fast viewing"]
    assert session.pyramids.needed == []
    key = TileKey(1, 1, 0, 0)
    session.tiles.request_tiles("pane", (key,))
    qtbot.waitUntil(lambda: session.tiles.tile(key) is not None)
    tile = session.tiles.tile(key)
    assert tile is not None
    assert np.array_equal(tile.samples, halve(pixels, None)[0][:, :512, :512])
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tif"] == ["slow.tif"]
    opener.close()
    again = opener()
    again.jobs.started.connect(lambda job: titles.append(job.title))
    with qtbot.waitSignal(again.tiles.opened):
        again.open_frame(1)
    wait_until_prepared(again, qtbot)
    assert len(titles) == 1


def test_picture_and_stretch_stay_while_the_pyramid_takes_over(opener: Opener, pixels: Pixels, qtbot: QtBot) -> None:
    session = opener("slow.tif")
    with qtbot.waitSignal(session.tiles.opened):
        session.open_frame(1)
    mine = Stretch((0, 0, 0), ((5.0, 900.0),) * 3)
    session.tiles.set_stretch(1, mine)
    key = TileKey(1, 0, 1, 1)
    session.tiles.request_tiles("pane", (key,))
    qtbot.waitUntil(lambda: session.tiles.display(key) is not None)
    missing: list[int] = []
    session.tiles.opened.connect(lambda _frame: missing.append(session.tiles.display(key) is None))
    wait_until_prepared(session, qtbot)
    opened = session.tiles.frame(1)
    assert opened is not None
    assert opened.stretch == mine
    assert missing
    assert not any(missing)


def test_a_cancelled_one_is_made_only_when_asked_for(opener: Opener, pixels: Pixels, qtbot: QtBot) -> None:
    session = opener("slow.tif")
    jobs: list[Job[object]] = []

    def cancel(job: Job[object]) -> None:
        jobs.append(job)
        if len(jobs) == 1:
            job.cancel()

    session.jobs.started.connect(cancel)
    session.open_frame(1)
    qtbot.waitUntil(lambda: bool(jobs) and not session.jobs.running)
    qtbot.waitUntil(lambda: session.pyramids.making is None)
    opened = session.tiles.frame(1)
    assert opened is not None
    assert opened.source.pyramid is None
    assert opened.need is None
    session.tiles.close_frame(1)
    with qtbot.waitSignal(session.tiles.opened):
        session.open_frame(1)
    assert len(jobs) == 1
    assert session.pyramids.needed == [1]
    session.pyramids.retry(1)
    wait_until_prepared(session, qtbot)
    assert len(jobs) == 2


def test_too_small_a_limit_is_told_once_and_the_frame_is_shown(opener: Opener, pixels: Pixels, qtbot: QtBot) -> None:
    Settings().cache_limit_bytes = 1
    session = opener("slow.tif")
    with qtbot.waitSignal(session.pyramids.failed) as told:
        session.open_frame(1)
    assert told.args is not None
    assert "whose limit is" in str(told.args[0])
    qtbot.waitUntil(lambda: not session.jobs.running)
    key = TileKey(1, 2, 0, 0)
    session.tiles.request_tiles("pane", (key,))
    qtbot.waitUntil(lambda: session.tiles.tile(key) is not None)


def test_a_damaged_pyramid_is_replaced_and_the_source_is_read(opener: Opener, pixels: Pixels, qtbot: QtBot) -> None:
    session = opener("slow.tif")
    session.open_frame(1)
    wait_until_prepared(session, qtbot)
    opened = session.tiles.frame(1)
    assert opened is not None
    assert opened.source.pyramid is not None
    level = opened.source.pyramid / "0.tif"
    content = bytearray(level.read_bytes())
    content[4096:-4096] = bytes(len(content) - 8192)
    with level.open("r+b") as file:
        file.write(content)
    key = TileKey(1, 0, 3, 6)
    with qtbot.waitSignal(session.tiles.failed) as told:
        session.tiles.request_tiles("pane", (key,))
    assert told.args is not None
    assert "made anew" in str(told.args[1])
    qtbot.waitUntil(lambda: session.tiles.frame(1) is not opened)
    wait_until_prepared(session, qtbot)
    session.tiles.request_tiles("pane", (key,))
    qtbot.waitUntil(lambda: session.tiles.tile(key) is not None)
    tile = session.tiles.tile(key)
    assert tile is not None
    assert np.array_equal(tile.samples, pixels[:, 3072:3584, 1536:2048])


def test_one_at_a_time_and_the_preferred_frame_next(opener: Opener, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("a.tif", "b.tif", "c.tif"):
        write_raster(tmp_path / name, width=2100, height=600, seed=ord(name[0]))
    session = opener("a.tif", "b.tif", "c.tif")
    titles: list[str] = []
    at_work: list[str] = []

    def note(job: Job[object]) -> None:
        titles.append(job.title.split()[1])
        at_work.extend(thread.name for thread in threading.enumerate() if thread.name.startswith("pyramid-write"))

    session.jobs.started.connect(note)
    session.pyramids.prefer(3)
    for frame in (1, 2, 3):
        session.open_frame(frame)
    for frame in (1, 2, 3):
        wait_until_prepared(session, qtbot, frame)
    assert sorted(titles) == ["a.tif", "b.tif", "c.tif"]
    assert titles[-1] != "c.tif"
    assert at_work == []
