"""The command line as a fixture, and a project to run it on."""

import sys
from pathlib import Path

import pytest

from basewatch_gui.cli.app import run
from basewatch_gui.geometry.outline import Box, OrientedBox
from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.storage.project_file import ProjectFile
from tests.cli.runs import Command, Outcome
from tests.journeys.scene import write_pair


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Carries out `basewatch ARGUMENTS` in this process."""

    def carry_out(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["basewatch", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return Outcome(ended.value.code, out, err)

    return carry_out


@pytest.fixture
def frames(tmp_path: Path) -> tuple[Path, Path]:
    return write_pair(tmp_path / "frames")


@pytest.fixture
def project(command: Command, frames: tuple[Path, Path], tmp_path: Path) -> Path:
    """A project with two frames, an oriented box within its frame and a box that leaves it."""
    path = tmp_path / "base.basewatch"
    assert command("new", path, *frames).code == 0
    with ProjectFile.open(path) as file:
        labels = [
            Label(file.new_label_id(), "u-1", 1, 1, OrientedBox((100.0, 90.0), 60.0, 50.0, 30.0)),
            Label(file.new_label_id(), "u-2", 2, 20, Box(380.0, 10.0, 420.0, 30.0)),
        ]
        file.do(added("draw", labels))
    return path
