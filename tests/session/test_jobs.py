"""Slow work beside the window."""

import sys
from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.jobs import Jobs, Progress


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


def test_the_result_comes_back_to_the_gui_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[object] = []
    jobs.run("count", lambda _: current_thread(), lambda thread: seen.extend((thread, current_thread())), seen.append)
    qtbot.waitUntil(lambda: not jobs.running)
    assert seen[0] is not main_thread()
    assert seen[1] is main_thread()


def test_a_fault_for_the_user_is_handed_on(jobs: Jobs, qtbot: QtBot) -> None:
    said: list[BasewatchError] = []

    def fail(_: Progress) -> None:
        raise BasewatchError("{name} is gone.", name="a.tif")

    jobs.run("fail", fail, lambda _: None, said.append)
    qtbot.waitUntil(lambda: not jobs.running)
    assert [str(fault) for fault in said] == ["a.tif is gone."]


def test_a_fault_of_ours_reaches_the_crash_handler(jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    crashes: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _fault, _trace: crashes.append(kind))
    jobs.run("break", lambda _: 1 / 0, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: not jobs.running)
    assert crashes == [ZeroDivisionError]


def test_progress_is_told_and_a_cancelled_job_answers_nothing(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[float] = []
    answers: list[object] = []
    go = Event()

    def work(progress: Progress) -> int:
        progress(0.25)
        assert go.wait(10)
        progress(0.5)
        return 1

    jobs.started.connect(lambda job: job.progressed.connect(heard.append))
    job = jobs.run("work", work, answers.append, answers.append)
    qtbot.waitUntil(lambda: heard == [0.25])
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert heard == [0.25]
    assert answers == []
