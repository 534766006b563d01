"""The real pairs: opened together, labelled by mouse in both panes, exported and read by pycocotools."""

from math import dist
from pathlib import Path

import pytest
from pycocotools import mask
from pycocotools.coco import COCO

from basewatch_gui.geometry.outline import OrientedBox, area_px, bounds_px, centre_px, oriented_box_from_axis
from basewatch_gui.geometry.transform import apply_one, as_points
from basewatch_gui.widgets.demo_drive import draw_box, settle
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import export_to, labels_of, ready

XVIEW2 = ("multidate/xview2/input/pre/tile_337-9136.tif", "multidate/xview2/input/post/tile_31500-5137.tif")
NAIP = (
    "multidate/opengeos/naip/m_4709963_se_14_1_20090818.tif",
    "multidate/opengeos/naip/m_4709963_se_14_1_20180716.tif",
)


def over(pane: Pane, other: Pane, box: OrientedBox) -> OrientedBox:
    """The same object on the ground, as it lies on another pane's frame."""
    assert pane.ground is not None
    assert other.ground is not None
    ends = as_points([box.nose_px, box.tail_px, box.at(0.0, box.width_px / 2)])
    nose, tail, tip = ((float(x), float(y)) for x, y in other.ground.to_pixels(pane.ground.to_plane(ends)))
    return oriented_box_from_axis(nose, tail, 2 * dist(tip, ((nose[0] + tail[0]) / 2, (nose[1] + tail[1]) / 2)))


def middle_of_common_ground(window: MainWindow) -> tuple[float, float]:
    """The middle of the ground that both frames show, in plane metres."""
    assert window.session is not None
    project = window.session.project
    bounds = [project.ground_map(key).bounds_m(frame.width, frame.height) for key, frame in project.frames.items()]
    west, south = (max(edges[side] for edges in bounds) for side in (0, 1))
    east, north = (min(edges[side] for edges in bounds) for side in (2, 3))
    assert west < east
    assert south < north
    return ((west + east) / 2, (south + north) / 2)


@pytest.mark.parametrize("names", [XVIEW2, NAIP], ids=["xview2", "naip"])
def test_a_real_pair_is_labelled_side_by_side_and_exported(
    window: MainWindow, shared: Path, tmp_path: Path, names: tuple[str, str]
) -> None:
    paths = [shared / "data" / name for name in names]
    window.parts.get(Projects).create(tmp_path / "pair.basewatch")
    window.parts.get(Projects).add_frames(paths)
    session, grid = ready(window)
    assert {frame.name for frame in session.project.frames.values()} == {path.name for path in paths}
    assert sorted(frame or 0 for frame in grid.shown) == [1, 2]

    left, right = grid.panes
    assert left.ground is not None
    x, y = left.ground.to_pixels(as_points(middle_of_common_ground(window)))[0]
    boxes = [
        OrientedBox((float(x) + 30 * step, float(y) - 12 * step), 40.0 + step, 30.0 - step, 75.0 * step)
        for step in range(3)
    ]
    window.run("oriented_box")
    for box in boxes:
        draw_box(window, left, box)
        draw_box(window, right, over(left, right, box))
    settle(window)
    assert left.viewpoint == right.viewpoint
    held = labels_of(session)
    assert len(held) == 6
    check_same_ground(window, left, right)

    export_to(window, tmp_path / "export")
    coco = COCO(str(tmp_path / "export" / "annotations.json"))
    assert set(coco.anns) == set(held)
    for key, label in held.items():
        annotation = coco.anns[key]
        edges = bounds_px(label.outline)
        assert annotation["bbox"] == pytest.approx(
            [edges[0], edges[1], edges[2] - edges[0], edges[3] - edges[1]], abs=0.0101
        )
        assert annotation["area"] == pytest.approx(area_px(label.outline), abs=0.01)
        assert isinstance(label.outline, OrientedBox)
        corners = [value for corner in label.outline.corners_px for value in corner]
        assert annotation["segmentation"][0] == pytest.approx(corners, abs=0.0051)
        assert mask.area(coco.annToRLE(annotation)) == pytest.approx(annotation["area"], rel=0.05)
    for image in coco.imgs.values():
        file = tmp_path / "export" / image["file_name"]
        assert file.resolve() in {path.resolve() for path in paths}


def check_same_ground(window: MainWindow, left: Pane, right: Pane) -> None:
    """Labels drawn over one place in both panes lie on one place of the ground, to the screen's pixel."""
    assert window.session is not None
    labels = list(labels_of(window.session).values())
    mine = [label for label in labels if label.frame_id == left.frame_id]
    theirs = [label for label in labels if label.frame_id == right.frame_id]
    assert len(mine) == len(theirs) == 3
    for one, other in zip(mine, theirs, strict=True):
        assert left.ground is not None
        assert right.ground is not None
        at = left.ground.to_plane(as_points(centre_px(one.outline)))[0]
        there = right.ground.to_plane(as_points(centre_px(other.outline)))[0]
        assert dist(at, there) < 2 * left.viewpoint.metres_per_scr
        assert left.frame_to_screen is not None
        assert right.frame_to_screen is not None
        assert apply_one(left.frame_to_screen, centre_px(one.outline)) == pytest.approx(
            apply_one(right.frame_to_screen, centre_px(other.outline)), abs=2.5
        )
