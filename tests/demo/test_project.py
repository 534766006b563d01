"""The demo project: two frames, no labels, and left alone once it is there."""

from pathlib import Path

import pytest

from basewatch_gui.demo.project import build_demo_project
from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.storage.project_file import ProjectFile


@pytest.fixture(scope="module")
def project_path(demo_folder: Path) -> Path:
    return build_demo_project(demo_folder)


def test_two_frames_and_no_labels(project_path: Path) -> None:
    with ProjectFile.open(project_path) as opened:
        first, second = opened.project.frames.values()
        assert (first.id, second.id) == (1, 2)
        assert (first.path, second.path) == (
            "frames/20241207_airbase_050cm.tif",
            "frames/20241213_airbase_031cm.tif",
        )
        assert (first.acquired, second.acquired) == ("2024-12-07T08:21:00Z", "2024-12-13T08:34:00Z")
        assert (first.gsd_m, second.gsd_m) == (0.5, 0.31)
        assert first.source.provider == "BaseWatch demo"
        assert first.source.credit == "Synthetic image, BaseWatch demo"
        assert first.source.sun_elevation_deg == pytest.approx(29.9)
        assert (opened.label_count(1), opened.label_count(2)) == (0, 0)
        assert len(opened.project.categories) == 17
        assert opened.project.plane is not None


def test_a_project_in_use_is_left_as_it_is(project_path: Path) -> None:
    with ProjectFile.open(project_path) as opened:
        number = opened.new_label_id()
        opened.do(added("draw", [Label(number, "u1", 1, 1, Point((10.0, 10.0)))]))
    assert build_demo_project(project_path.parent) == project_path
    with ProjectFile.open(project_path) as opened:
        assert opened.label_count(1) == 1


def test_nothing_half_done_is_left(project_path: Path) -> None:
    names = {path.name for path in project_path.parent.iterdir()}
    assert not [name for name in names if name.startswith("new-")]
    assert {path.name for path in (project_path.parent / "frames").iterdir()} == {
        "20241207_airbase_050cm.tif",
        "20241213_airbase_031cm.tif",
    }
