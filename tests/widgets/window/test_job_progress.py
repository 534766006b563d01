"""Slow work is shown in the status bar."""

from collections.abc import Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from basewatch_gui.session.jobs import Jobs, Progress
from basewatch_gui.widgets.window.job_progress import JobProgress


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


@pytest.fixture
def shown(jobs: Jobs, qtbot: QtBot) -> JobProgress:
    shown = JobProgress()
    qtbot.addWidget(shown)
    shown.watch(jobs)
    return shown


def test_quick_work_shows_nothing(jobs: Jobs, shown: JobProgress, qtbot: QtBot) -> None:
    jobs.run("quick", lambda _: None, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: not jobs.running)
    assert not shown.isVisible()


def test_slow_work_shows_what_and_how_far_and_can_be_stopped(jobs: Jobs, shown: JobProgress, qtbot: QtBot) -> None:
    go, answers = Event(), list[object]()

    def work(progress: Progress) -> int:
        progress(0.4)
        assert go.wait(10)
        progress(0.5)
        return 1

    jobs.run("Drawing", work, answers.append, answers.append)
    qtbot.waitUntil(shown.isVisible)
    assert shown.text.text().startswith("Drawing")
    assert "left" in shown.text.text()
    assert shown.bar.value() == 40
    shown.stop.click()
    go.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert not shown.isVisible()
    assert answers == []
