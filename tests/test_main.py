"""The command line: what it prints, what it leaves, and one sentence for every fault."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from affine import Affine

from basewatch_gui import __version__, main
from basewatch_gui.geometry.outline import Box, OrientedBox
from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.storage.project_file import ProjectFile
from tests.journeys.scene import write_pair
from tests.rasters import AT_HOME, UTM_37N, write_raster

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    def refusal(self) -> str:
        """The one sentence of a command that was refused."""
        assert self.code == 2
        assert self.out == ""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        return self.err.strip()


Command = Callable[..., Outcome]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Carries out `basewatch ARGUMENTS` in this process."""

    def carry_out(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["basewatch", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main.run()
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


def python(code: str, *arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A fresh Python that runs this code."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_new_makes_a_project_that_finds_its_frames(command: Command, frames: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "base.basewatch"
    done = command("new", path, *frames)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{path}: 2 frames\n"
    with ProjectFile.open(path) as file:
        held = file.project.frames
        assert {key: frame.path for key, frame in held.items()} == {1: "frames/before.tif", 2: "frames/after.tif"}
        assert held[1].acquired == "2024-12-05T08:14:00Z"
        assert len(file.project.categories) == 17
        assert [entry.action for entry in file.history()] == ["add frames"]


def test_new_takes_a_frame_that_is_named_twice_once(
    command: Command, frames: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(frames[0].parent)
    assert command("new", tmp_path / "a.basewatch", frames[0], frames[0].name).out.endswith(": 1 frames\n")


def test_new_questions_frames_far_apart(command: Command, frames: tuple[Path, Path], tmp_path: Path) -> None:
    far = tmp_path / "far.tif"
    write_raster(far, crs="EPSG:32631", transform=AT_HOME)
    sentence = command("new", tmp_path / "a.basewatch", frames[0], far).refusal()
    assert "far.tif lies " in sentence
    assert not (tmp_path / "a.basewatch").exists()
    assert command("new", "--far", tmp_path / "a.basewatch", frames[0], far).code == 0


def test_info_of_a_raster(command: Command, frames: tuple[Path, Path]) -> None:
    facts = json.loads(command("info", "--json", frames[0]).out)
    assert (facts["width"], facts["height"], facts["bands"], facts["dtype"]) == (400, 300, 3, "uint8")
    assert facts["crs"] == "WGS 84 / UTM zone 37N"
    assert facts["pixel_size_m"] == pytest.approx(0.5, rel=1e-3)
    assert facts["centre_lonlat_deg"] == pytest.approx([39.0014, 49.6522], abs=1e-3)
    text = command("info", frames[0]).out
    assert "UTM zone 37N" in text
    assert len(text.splitlines()) == len(facts)


def test_info_says_a_nodata_value_that_json_has_no_number_for(command: Command, tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", np.ones((4, 5), np.float32), nodata=float("nan"), crs=UTM_37N, transform=AT_HOME)
    assert json.loads(command("info", "--json", tmp_path / "a.tif").out)["nodata"] == "nan"


def test_new_takes_folders_and_joins_what_belongs_together(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "delivery"
    folder.mkdir()
    coarse = AT_HOME @ Affine.scale(4)
    write_raster(folder / "a_pan.tif", width=80, height=60, crs=UTM_37N, transform=AT_HOME)
    write_raster(folder / "a_ms.tif", width=20, height=15, bands=4, crs=UTM_37N, transform=coarse)
    (folder / "bad.tif").write_text("no image")
    made = command("new", tmp_path / "p.basewatch", folder)
    assert (made.code, made.out) == (0, f"{tmp_path / 'p.basewatch'}: 1 frames\n")
    assert made.err.startswith("bad.tif is not an image")
    with ProjectFile.open(tmp_path / "p.basewatch") as file:
        [frame] = file.project.frames.values()
        assert (frame.path, frame.parts, frame.bands) == ("delivery/a_pan.tif", ("delivery/a_ms.tif",), 5)
    said = command("info", folder)
    assert said.code == 0
    assert "a_pan.tif 80x60x5 uint8" in said.out


def test_an_empty_folder_is_refused(command: Command, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    for arguments in (("info", tmp_path / "none"), ("new", tmp_path / "p.basewatch", tmp_path / "none")):
        assert command(*arguments).refusal() == "There are no frames in none."


def test_info_of_a_file_lists_its_images(command: Command, tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", bands=3)
    write_raster(tmp_path / "a.tif", width=30, height=20, APPEND_SUBDATASET="YES")
    facts = json.loads(command("info", tmp_path / "a.tif", "--json").out)
    assert facts["images"] == ["#1 100x80x3 uint8 page 1", "#2 30x20x1 uint8 page 2"]
    write_raster(tmp_path / "b.tif")
    assert "images" not in json.loads(command("info", tmp_path / "b.tif", "--json").out)


def test_info_of_a_project(command: Command, project: Path) -> None:
    facts = json.loads(command("info", "--json", project).out)
    assert facts == {
        "project": str(project),
        "frames": ["before.tif", "after.tif"],
        "labels": 2,
        "categories": 17,
    }


def test_export_writes_coco_and_says_what_is_in_it(command: Command, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "export"
    done = command("export", project, "--format", "coco", "--out", out)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == f"{out / 'annotations.json'}: 2 labels on 2 frames"
    assert "1  An-124" in done.out
    assert "1 labels leave their frame" in done.out
    document = json.loads((out / "annotations.json").read_text(encoding="utf-8"))
    assert [annotation["id"] for annotation in document["annotations"]] == [1, 2]
    assert all("attributes" in annotation for annotation in document["annotations"])


def test_a_plain_export_has_standard_fields_only(command: Command, project: Path, tmp_path: Path) -> None:
    assert command("export", project, "--plain", "--out", tmp_path / "plain").code == 0
    document = json.loads((tmp_path / "plain" / "annotations.json").read_text(encoding="utf-8"))
    standard = {"id", "image_id", "category_id", "bbox", "segmentation", "area", "iscrowd"}
    assert all(set(annotation) == standard for annotation in document["annotations"])


def test_import_makes_a_project_and_adds_nothing_twice(command: Command, project: Path, tmp_path: Path) -> None:
    command("export", project, "--out", tmp_path / "export")
    source, target = tmp_path / "export" / "annotations.json", tmp_path / "other.basewatch"
    assert command("import", target, source).out == f"{target}: 2 labels imported\n"
    assert command("import", target, source).out == f"{target}: 0 labels imported\n"
    with ProjectFile.open(target) as copy, ProjectFile.open(project) as original:
        assert list(copy.project.all_labels()) == list(original.project.all_labels())
        assert copy.project.frames == original.project.frames


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


def test_without_a_display_the_window_is_refused(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "There is no display" in command().refusal()
    assert "There is no display" in command("demo").refusal()


def test_a_crash_is_a_traceback_and_exit_1(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(_path: Path) -> dict[str, object]:
        raise ZeroDivisionError

    monkeypatch.setattr(main, "_frame_facts", fail)
    done = command("info", tmp_path / "a.tif")
    assert done.code == 1
    assert "ZeroDivisionError" in done.err


WITHOUT_QT = """
import json, sys
sys.modules['PySide6'] = None
from basewatch_gui import main
for arguments in json.loads(sys.argv[1]):
    sys.argv = ['basewatch', *arguments]
    try:
        main.run()
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


OPEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from basewatch_gui import main
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.window.main_window import MainWindow

def fail():
    raise ZeroDivisionError

def live(application):
    window = next(widget for widget in application.topLevelWidgets() if isinstance(widget, MainWindow))
    print(window.windowTitle())
    wait_until(lambda: window.session is not None and None not in window.grid.shown)
    QTimer.singleShot(0, fail)
    wait_until(lambda: window.messages.isVisible())
    print(window.messages.sentence.text())
    window.close()
    return 0

QApplication.exec = live
main.run()
"""


def test_the_window_opens_a_project_and_outlives_a_crash_that_it_reports(project: Path, tmp_path: Path) -> None:
    """Through `python -m`'s own entry, with the event loop replaced by a short life."""
    done = python(OPEN, project, XDG_STATE_HOME=str(tmp_path / "state"), HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    title, sentence = done.stdout.splitlines()
    assert title == "base – BaseWatch"
    assert sentence.startswith("Something went wrong, but your work is saved.")
    report = Path(sentence.partition("A report is in ")[2].rstrip("."))
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert __version__ in report.read_text(encoding="utf-8")


def test_python_m_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "basewatch_gui", "info", str(tmp_path / "gone.tif")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    Outcome(done.returncode, done.stdout, done.stderr).refusal()
