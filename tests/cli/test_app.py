"""The command line as a whole: help, one sentence for every fault, crashes, and no Qt where there is no window."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from basewatch_gui import __version__
from tests.cli.runs import ROOT, Command, Outcome, python


def test_the_version(command: Command) -> None:
    assert command("--version").out == f"BaseWatch {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["export", "--help"]])
def test_help_is_no_fault(command: Command, arguments: list[str]) -> None:
    done = command(*arguments)
    assert (done.code, done.err) == (0, "")
    assert "Usage" in done.out


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["info", "gone.tif"], "gone.tif can't be found"),
        (["info", "gone.basewatch"], "There is no project"),
        (["export", "gone.basewatch", "--out", "out"], "There is no project"),
        (["export", "gone.basewatch"], "--out"),
        (["info", "--bogus", "a.tif"], "No such option: --bogus"),
        (["--bogus"], "No such option: --bogus"),
        (["new"], "Missing argument"),
        (["new", "p.basewatch", "text.tif"], "text.tif is not an image"),
        (["new", "p.basewatch", "empty.tif"], "empty.tif is empty"),
        (["new", "p.basewatch", "https://example.org/a.tif"], "not a file on this computer"),
        (["new", "nowhere/p.basewatch", "frames/before.tif"], "can't be written"),
        (["new", "base.basewatch", "frames/before.tif"], "exists already"),
        (["info", "text.basewatch"], "not a BaseWatch project"),
        (["import", "p.basewatch", "gone.json"], "gone.json"),
        (["import", "p.basewatch", "text.tif"], "text.tif"),
        (["import", "base.basewatch", "text.tif"], "text.tif"),
        (["export", "base.basewatch", "--out", "out", "--format", "dota"], "dota"),
        (["export", "base.basewatch", "--out", "text.tif"], "can't be written"),
    ],
    ids=" ".join,
)
def test_a_fault_is_one_sentence_and_leaves_nothing(
    command: Command,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    part: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.tif").write_text("This is no image and no project.")
    (tmp_path / "text.basewatch").write_text("This is no image and no project.")
    (tmp_path / "empty.tif").touch()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert part in command(*arguments).refusal()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


CRASH = """
import sys
from basewatch_gui.cli import app, project

def fail(path):
    raise ZeroDivisionError

project._frame_facts = fail
sys.argv = ['basewatch', 'info', 'a.tif']
app.run()
"""


def test_a_crash_is_a_traceback_and_exit_1() -> None:
    done = python(CRASH)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


WITHOUT_QT = """
import json, sys
sys.modules['PySide6'] = None
from basewatch_gui.cli.app import run
for arguments in json.loads(sys.argv[1]):
    sys.argv = ['basewatch', *arguments]
    try:
        run()
    except SystemExit as ended:
        assert ended.code == 0, arguments
"""


def test_commands_without_a_window_work_where_qt_cannot_be_imported(frames: tuple[Path, Path], tmp_path: Path) -> None:
    project, export = str(tmp_path / "a.basewatch"), str(tmp_path / "export")
    commands = [
        ["new", project, *map(str, frames)],
        ["info", project],
        ["info", str(frames[0])],
        ["export", project, "--out", export],
        ["import", str(tmp_path / "b.basewatch"), f"{export}/annotations.json"],
    ]
    done = python(WITHOUT_QT, json.dumps(commands))
    assert done.returncode == 0, done.stderr
    assert "0 labels imported" in done.stdout


def test_python_m_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "basewatch_gui", "info", str(tmp_path / "gone.tif")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    Outcome(done.returncode, done.stdout, done.stderr).refusal()
