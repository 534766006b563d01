"""What a set-up decides to do, and how the commands run their programs; nothing is installed."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import commands
import environment
import pytest
from environment import (
    STAMP,
    UNFINISHED,
    count_packages,
    hold_lock,
    needed_action,
    pip_fault_advice,
    program_path,
    stamp_for,
    try_lock,
    write_launcher,
)
from report import SetupError

BOOTSTRAP = Path(__file__).resolve().parents[2] / "packaging" / "bootstrap.py"
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project folder with two locks and an environment that looks finished."""
    (tmp_path / "packaging").mkdir()
    for lock in LOCKS:
        (tmp_path / "packaging" / lock).write_text(f"{lock}==1.0\n", encoding="utf-8")
    python = program_path("python", tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path


def finish(root: Path, locks: Sequence[str]) -> None:
    (root / ".venv" / STAMP).write_text(json.dumps(stamp_for(root, locks)), encoding="utf-8")


def test_a_finished_environment_is_ready(root: Path) -> None:
    finish(root, LOCKS)
    assert needed_action(root / ".venv", stamp_for(root, LOCKS)) == "ready"
    assert needed_action(root / ".venv", stamp_for(root, LOCKS[:1])) == "ready"


def test_another_lock_or_a_changed_one_is_an_update(root: Path) -> None:
    finish(root, LOCKS[:1])
    assert needed_action(root / ".venv", stamp_for(root, LOCKS)) == "update"
    (root / "packaging" / LOCKS[0]).write_text("other==2.0\n", encoding="utf-8")
    assert needed_action(root / ".venv", stamp_for(root, LOCKS[:1])) == "update"


def test_an_interrupted_set_up_is_made_anew(root: Path) -> None:
    finish(root, LOCKS)
    (root / ".venv" / UNFINISHED).touch()
    assert needed_action(root / ".venv", stamp_for(root, LOCKS)) == "rebuild"


def test_a_lost_python_is_made_anew(root: Path) -> None:
    finish(root, LOCKS)
    program_path("python", root / ".venv").unlink()
    assert needed_action(root / ".venv", stamp_for(root, LOCKS)) == "rebuild"


@pytest.mark.parametrize("changed", [{"python": "3.10"}, {"root": "elsewhere"}])
def test_another_python_or_folder_is_made_anew(root: Path, changed: dict[str, str]) -> None:
    stamp = {**stamp_for(root, LOCKS), **changed}
    (root / ".venv" / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
    assert needed_action(root / ".venv", stamp_for(root, LOCKS)) == "rebuild"


@pytest.mark.parametrize("stamp", ["", "{", "[]", "7"])
def test_an_unreadable_stamp_of_an_unusable_environment(root: Path, stamp: str) -> None:
    (root / ".venv" / STAMP).write_text(stamp, encoding="utf-8")
    assert needed_action(root / ".venv", stamp_for(root, LOCKS)) == "rebuild"


def test_an_environment_made_by_hand_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "is_usable", lambda venv: True)
    assert needed_action(root / ".venv", stamp_for(root, LOCKS)) == "update"


def test_a_running_python_cannot_remake_its_own_environment() -> None:
    with pytest.raises(SetupError, match="not its own"):
        environment.rebuild(Path(sys.prefix))


def test_one_process_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "setup.lock"
    with hold_lock(path), path.open("a+b") as second:
        assert not try_lock(second)
    with path.open("a+b") as third:
        assert try_lock(third)


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        (
            "WARNING: Retrying after 'NewConnectionError(...)'\nERROR: No matching distribution found",
            "cannot be reached",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "nothing was installed"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "no build"),
    ],
)
def test_what_pip_says_becomes_one_sentence(output: str, words: str) -> None:
    assert words in pip_fault_advice(output)
    assert pip_fault_advice("something new") == ""


def test_packages_are_counted_once(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.write_text("a==1 ; python_full_version < '3.12' \\\n    --hash=sha256:0==\na==2\nb.c==3\n", encoding="utf-8")
    assert count_packages(lock) == 2


def test_the_demo_has_no_window_without_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "has_display", bool)
    assert commands.demo_options(["--dir", "x"], {}) == ["--dir", "x", "--headless"]
    assert commands.demo_options(["--headless"], {}) == ["--headless"]
    assert commands.demo_options([], {"DISPLAY": ":0"}) == []


def test_checks_stop_at_the_first_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ran = []

    def run_in_environment(command: Sequence[str]) -> int:
        ran.append(command[0])
        return 3 if command[0] == "bad" else 0

    monkeypatch.setattr(commands, "run_in_environment", run_in_environment)
    assert commands.run_checks([("one", ["good"]), ("two", ["bad"]), ("three", ["good"])]) == 3
    assert ran == ["good", "bad"]
    assert "passed: one; not run: three" in capsys.readouterr().out


def test_the_last_check_closes_the_output(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run_in_environment(command: Sequence[str]) -> int:
        print("12 passed")
        return 0

    monkeypatch.setattr(commands, "run_in_environment", run_in_environment)
    assert commands.run_checks([("lint", ["lint"]), ("pytest", ["pytest"])]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "12 passed"


def test_faults_of_the_system_are_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(arguments: Sequence[str]) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def refused(arguments: Sequence[str]) -> int:
        raise SetupError("Do this.")

    def stopped(arguments: Sequence[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "COMMANDS", {"full": full, "refused": refused, "stopped": stopped})
    assert [commands.main([name]) for name in ("full", "refused", "stopped", "unknown", "--help")] == [1, 1, 130, 2, 0]
    output = capsys.readouterr().out
    assert "disk is full" in output
    assert "Do this.\n" in output


def test_an_old_python_says_which_to_use() -> None:
    code = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path(sys.argv[1], run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code, str(BOOTSTRAP)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13 and this is 3.9" in done.stderr


@pytest.mark.parametrize("arguments", [["info", "a b.tif"], []])
def test_the_launcher_hands_its_words_to_the_program(tmp_path: Path, arguments: list[str]) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    python = folder / "python"
    python.write_text("#!/bin/sh\nprintf '%s|' \"$@\"\n", encoding="utf-8")
    python.chmod(0o755)
    told = subprocess.run([write_launcher(tmp_path), *arguments], capture_output=True, text=True, check=True).stdout
    assert told.split("|")[:-1] == ["-m", "basewatch_gui", *arguments]
