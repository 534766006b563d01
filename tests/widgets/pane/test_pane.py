"""What a pane shows and says: the picture in its place, the legend, and why there is none."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.outline import Box
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.edit import Edit, removed
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.pane.layers.scale_legend import legend_of
from tests.journeys.scene import drag, under, write_project
from tests.rasters import AT_HOME, UTM_37N, write_raster
from tests.widgets.pane.conftest import Scene, shown
from tests.widgets.pane.pointer import pixels


@pytest.fixture
def bare(qapp: object, tmp_path: Path) -> Iterator[Scene]:
    """A georeferenced frame at the left and one without any georeference, black above and white below, at the right."""
    write_raster(tmp_path / "a.tif", width=300, height=200, crs=UTM_37N, transform=AT_HOME)
    halves = np.zeros((80, 100), np.uint8)
    halves[40:] = 200
    write_raster(tmp_path / "screenshot.png", halves, driver="PNG")
    frames = (tmp_path / "a.tif", tmp_path / "screenshot.png")
    with shown(write_project(tmp_path / "p.basewatch", frames), (1, 2)) as made:
        yield made


def test_the_picture_lies_where_the_frame_s_pixels_are(bare: Scene) -> None:
    pane = bare.panes[1]
    bare.session.view.look(1, Viewpoint((0.0, 0.0), 0.5))
    bare.settle()
    picture = pixels(pane.grab().toImage())
    width, height = pane.size_scr
    (x0, y0), (x1, y1) = under(pane, QPoint(0, 0)), under(pane, QPoint(width, height))
    assert (x0, y0) == pytest.approx((50 - width / 4, 40 - height / 4))
    assert (x1 - x0, y1 - y0) == pytest.approx((width / 2, height / 2))
    middle = height // 2
    assert picture[middle - 4, width // 2 - 10 : width // 2 + 10].max() < 10
    assert picture[middle + 4, width // 2 - 10 : width // 2 + 10].min() > 245


def test_a_frame_without_georeference_can_be_labelled_and_says_that_it_has_no_scale(bare: Scene) -> None:
    pane = bare.panes[1]
    bare.host.take("box")
    drag(pane, QPoint(150, 120), QPoint(190, 160))
    (label,) = bare.labels(2)
    assert isinstance(label.outline, Box)
    assert (label.outline.left_px, label.outline.top_px) == pytest.approx(under(pane, QPoint(150, 120)))
    legend = legend_of(bare.session, 2, pane.viewpoint, "")
    assert legend.title == "screenshot.png"
    assert legend.details == ("no scale",)
    assert legend.metres_per_scr is None
    assert legend.north_deg is None


def test_the_legend_of_a_georeferenced_frame(scene: Scene) -> None:
    legend = legend_of(scene.session, 1, scene.panes[0].viewpoint, "")
    assert legend.title == "2024-12-05 08:14 UTC"
    assert legend.details == ("0.50 m", "UTM 37N")
    assert legend.metres_per_scr == scene.panes[0].viewpoint.metres_per_scr
    assert legend.north_deg == 0.0
    assert legend.notice == ""


def test_an_empty_pane_says_what_to_do(scene: Scene) -> None:
    scene.grid.show_frame(1, None)
    scene.grid.refresh_now()
    assert scene.panes[1].frame_to_screen is None
    assert "open frames" in legend_of(scene.session, None, scene.panes[1].viewpoint, "").notice
    drag(scene.panes[1], QPoint(50, 50), QPoint(90, 90))
    assert list(scene.session.project.all_labels()) == []


def test_a_notice_is_painted_in_the_pane(scene: Scene) -> None:
    pane = scene.panes[1]
    before = pixels(pane.grab().toImage())
    pane.notice = "after.tif is not where it was."
    scene.grid.refresh_now()
    after = pixels(pane.grab().toImage())
    rows, columns = np.nonzero((before != after).any(axis=2))
    width, height = pane.size_scr
    assert (columns.min() + columns.max()) / 2 == pytest.approx(width / 2, abs=4)
    assert abs(rows.mean() - height / 2) < 15


def test_a_frame_without_valid_pixels_says_so(qapp: object, tmp_path: Path) -> None:
    write_raster(tmp_path / "empty.tif", np.zeros((50, 60), np.uint8), nodata=0, crs=UTM_37N, transform=AT_HOME)
    with shown(write_project(tmp_path / "p.basewatch", (tmp_path / "empty.tif",)), (1,)) as made:
        assert "no valid pixels" in legend_of(made.session, 1, made.panes[0].viewpoint, "").notice
        made.panes[0].grab()


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 700), (700, 1)])
def test_the_smallest_frames_are_shown(qapp: object, tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "a.tif"
    write_raster(path, np.full((height, width), 7, np.uint8), crs=UTM_37N, transform=AT_HOME)
    with shown(write_project(tmp_path / "p.basewatch", (path,)), (1,)) as made:
        pane = made.panes[0]
        made.grid.zoom(32 * pane.frame_px_per_scr)
        made.settle()
        picture = pixels(pane.grab().toImage())
        across, down = pane.size_scr
        assert tuple(picture[down // 2, across // 2]) in {(127, 127, 127), (128, 128, 128)}


def test_a_frame_whose_file_is_gone_tells_a_fault_and_leaves_the_pane(qapp: object, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    write_raster(path, crs=UTM_37N, transform=AT_HOME)
    write_raster(tmp_path / "b.tif", crs=UTM_37N, transform=AT_HOME, seed=2)
    with shown(write_project(tmp_path / "p.basewatch", (path, tmp_path / "b.tif")), (2,)) as made:
        path.unlink()
        told: list[str] = []
        made.session.tiles.failed.connect(lambda _frame, fault: told.append(str(fault)))
        made.grid.show_frame(1, 1)
        wait_until(lambda: bool(told))
        assert told == ["a.tif can't be found: check that it is still there."]
        made.grid.refresh_now()
        made.panes[1].grab()


def test_undoing_the_frames_empties_the_session_and_redo_brings_them_back(scene: Scene) -> None:
    scene.session.undo()
    assert scene.session.project.frames == {}
    scene.grid.refresh_now()
    assert [pane.frame_to_screen for pane in scene.panes] == [None, None]
    scene.session.redo()
    for pane in scene.panes:
        scene.grid.show_frame(pane.index, pane.frame_id)
    wait_until(lambda: all(scene.session.tiles.frame(frame) is not None for frame in (1, 2)))
    scene.settle()
    assert all(pane.frame_to_screen is not None for pane in scene.panes)


def test_removing_a_frame_with_labels_is_one_edit(scene: Scene) -> None:
    label = scene.draw(Box(10, 10, 40, 40), frame=2)
    frame = scene.session.project.frames[2]
    edit: Edit = removed("remove frames", [label, frame])
    scene.session.do(edit)
    assert scene.session.selection == frozenset()
    scene.grid.refresh_now()
    scene.session.undo()
    scene.grid.refresh_now()
    assert scene.labels(2) == [label]
    assert len(scene.session.arrays(2)) == 1


def test_one_to_one_shows_a_frame_pixel_as_a_screen_pixel_and_fit_all_of_it(scene: Scene) -> None:
    for pane in scene.panes:
        scene.grid.activate(pane.index)
        scene.grid.one_to_one()
        scene.grid.refresh_now()
        assert pane.frame_px_per_scr == pytest.approx(1.0, abs=1e-4)
        scene.grid.fit()
        scene.grid.refresh_now()
        frame = scene.session.project.frames[pane.frame_id or 0]
        width, height = pane.size_scr
        assert pane.frame_to_screen is not None
        for corner in ((0, 0), (frame.width, frame.height)):
            x, y = pane.frame_to_screen @ corner
            assert -1 <= x <= width + 1
            assert -1 <= y <= height + 1


def test_a_pane_of_any_size_is_painted(scene: Scene) -> None:
    for size in (QSize(330, 120), QSize(1500, 200), QSize(400, 900)):
        scene.grid.resize(size)
        QApplication.processEvents()
        scene.settle()
        assert pixels(scene.panes[0].grab().toImage()).std() > 1
