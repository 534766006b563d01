"""`new` and `info`: what they make, and what they print."""

import json
from pathlib import Path

import numpy as np
import pytest
from affine import Affine

from basewatch_gui.storage.project_file import ProjectFile
from tests.cli.runs import Command
from tests.rasters import AT_HOME, UTM_37N, write_raster


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
