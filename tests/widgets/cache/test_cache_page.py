"""The page that shows and empties the cache."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from basewatch_gui.imagery.pyramids.disk_cache import PyramidCache, default_cache_folder
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.widgets.cache.cache_page import CachePage
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import open_window, write_project
from tests.rasters import write_raster

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window without a project, and an empty cache."""
    shutil.rmtree(default_cache_folder(), ignore_errors=True)
    with open_window() as window:
        yield window
    shutil.rmtree(default_cache_folder(), ignore_errors=True)


def keep(key: str, nbytes: int) -> None:
    """Put a pyramid of so many bytes into the user's cache."""
    cache = PyramidCache(default_cache_folder(), 10**12)

    def work(part: Path) -> None:
        (part / "0.tif").write_bytes(bytes(nbytes))

    cache.make_pyramid(key, RasterSource(Path(f"/base/{key}.tif")), nbytes, work, lambda _share: None)
    cache.release_all()


def page_of(window: MainWindow) -> CachePage:
    """The page, opened by its action, once it has read the cache."""
    window.action("cache").trigger()
    (page,) = window.findChildren(CachePage)
    settled(window)
    return page


def settled(window: MainWindow) -> None:
    """Wait until no job runs."""
    wait_until(lambda: not window.jobs.running)


def rows(page: CachePage) -> list[list[str]]:
    """The texts of the table."""
    cells = [[page.table.item(row, column) for column in range(5)] for row in range(page.table.rowCount())]
    return [[item.text() if item is not None else "" for item in row] for row in cells]


def press(button: object) -> None:
    """Click a button."""
    QTest.mouseClick(button, LEFT)  # type: ignore[call-overload]


def test_an_empty_cache_says_so(window: MainWindow) -> None:
    page = page_of(window)
    assert page.used.text() == "Empty; at most 20.0 GB will be used"
    assert not page.empty_button.isEnabled()
    assert not page.remove_button.isEnabled()
    assert not page.needing_group.isVisible()


def test_entries_are_listed_and_one_is_removed(window: MainWindow) -> None:
    keep("airbase", 3_000_000)
    keep("depot", 2_000_000)
    page = page_of(window)
    assert [row[:2] for row in sorted(rows(page))] == [["airbase.tif", "3 MB"], ["depot.tif", "2 MB"]]
    assert rows(page)[0][4].endswith(".tif")
    assert page.used.text() == "5 MB of 20.0 GB used"
    page.table.selectRow([row[0] for row in rows(page)].index("airbase.tif"))
    assert page.remove_button.text() == "Remove 3 MB"
    press(page.remove_button)
    settled(window)
    assert [row[0] for row in rows(page)] == ["depot.tif"]
    assert page.outcome.text() == "3 MB removed."


@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No])
def test_all_is_removed_only_after_a_yes(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: QMessageBox.StandardButton
) -> None:
    keep("airbase", 3_000_000)
    keep("depot", 2_000_000)
    asked: list[str] = []

    def question(*given: str) -> QMessageBox.StandardButton:
        asked.append(given[2])
        return answer

    monkeypatch.setattr(QMessageBox, "question", question)
    page = page_of(window)
    press(page.empty_button)
    settled(window)
    assert "5 MB" in asked[0]
    assert page.table.rowCount() == (0 if answer == QMessageBox.StandardButton.Yes else 2)


def test_what_is_in_use_stays_and_is_named(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("airbase", 3_000_000)
    other = PyramidCache(default_cache_folder(), 10**12)
    other.acquire("airbase")
    monkeypatch.setattr(QMessageBox, "question", lambda *_given: QMessageBox.StandardButton.Yes)
    page = page_of(window)
    assert rows(page)[0][3] == "in use"
    press(page.empty_button)
    settled(window)
    assert page.outcome.text() == "0 MB removed. Still in use, and kept: airbase.tif."
    other.release_all()


def test_the_limit_is_kept_and_takes_nothing_away_silently(window: MainWindow) -> None:
    keep("airbase", 1_200_000_0)
    page = page_of(window)
    page.limit.setValue(7)
    assert window.settings.cache_limit_bytes == 7_000_000_000
    assert page.outcome.text() == ""
    assert page.used.text() == "12 MB of 7.0 GB used"
    page.show_entries([*page._entries] * 700)
    page.limit.setValue(1)
    assert page.outcome.text().startswith("7.4 GB are over the limit")
    assert PyramidCache(default_cache_folder(), 1).nbytes > 0


def test_a_cancelled_frame_is_prepared_from_the_page(window: MainWindow, tmp_path: Path) -> None:
    write_raster(tmp_path / "slow.tif", width=2100, height=4000)
    window.parts.get(Projects).open(write_project(tmp_path / "base.basewatch", (tmp_path / "slow.tif",)))
    session = window.session
    assert session is not None
    session.jobs.started.connect(lambda job: job.cancel() if "Preparing" in job.title else None)
    wait_until(lambda: session.pyramids.needed == [1] and session.pyramids.making is None)
    wait_until(lambda: not session.jobs.running)
    session.jobs.started.disconnect()
    page = page_of(window)
    assert page.needing_group.isVisible()
    assert page.needing.item(0).text() == "slow.tif"
    press(page.make_button)
    wait_until(lambda: (opened := session.tiles.frame(1)) is not None and opened.source.pyramid is not None)
    settled(window)
    assert not page.needing_group.isVisible()
    wait_until(lambda: page.table.rowCount() == 1)
    assert rows(page)[0][0] == "slow.tif"
