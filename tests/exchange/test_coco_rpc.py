"""Frames that only an RPC places are written with their true place and sizes, and come back."""

import json
from pathlib import Path

import pytest

from basewatch_gui.exchange.coco import export_coco
from basewatch_gui.geometry.ground import WGS84
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.rpc import LevelGround
from basewatch_gui.geometry.transform import as_points
from basewatch_gui.model.category import Category
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from tests.cameras import camera_rpc
from tests.exchange.projects import project_of

RPC = camera_rpc(36.0, 35.4, turn_deg=40.0)
FRAME = Frame(1, "basic.tif", "f", 8000, 8000, 1, "uint16", rpc=RPC)
BOX = OrientedBox((3000.0, 2000.0), 140.0, 100.0, 30.0)


def test_bounds_sizes_and_heading_are_those_of_the_ground(tmp_path: Path) -> None:
    label = Label(1, "uid", 1, 1, BOX)
    report = export_coco(project_of([FRAME], [Category(1, "An-124")], [label]), tmp_path, tmp_path / "out")
    document = json.loads(report.path.read_text())
    west, south, east, north = document["images"][0]["geo"]["bounds_wgs84"]
    corners = LevelGround(RPC).to_ground(as_points([(0, 0), (8000, 0), (0, 8000), (8000, 8000)]))
    assert (west, east) == pytest.approx((corners[:, 0].min(), corners[:, 0].max()), abs=1e-4)
    assert (south, north) == pytest.approx((corners[:, 1].min(), corners[:, 1].max()), abs=1e-4)
    (tail, nose) = LevelGround(RPC).to_ground(as_points([BOX.tail_px, BOX.nose_px]))
    bearing, _, length = WGS84.inv(*tail, *nose)
    found = _numbers(document["annotations"][0])
    assert found["length_m"] == pytest.approx(length, abs=0.01)
    assert found["heading_true_deg"] == pytest.approx(bearing % 360, abs=0.1)


def _numbers(tree: object) -> dict[str, float]:
    """All numbers of a JSON tree by the names they have."""
    found: dict[str, float] = {}
    if isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, int | float):
                found[key] = value
            found |= _numbers(value)
    return found
