"""Frames whose files lie elsewhere, alone or with the files of their further bands."""

from dataclasses import replace
from pathlib import Path

import pytest
from affine import Affine

from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.imagery.raster import open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.edit import added
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.frames.frame_files import (
    adopt_frame,
    file_state,
    find_moved_file,
    raster_source,
    relocate_frame,
)
from basewatch_gui.storage.project_file import ProjectFile
from tests.rasters import AT_HOME, UTM_37N, write_raster


def write_scene(folder: Path) -> Path:
    (folder / "ms").mkdir(parents=True)
    coarse = AT_HOME @ Affine.scale(4)
    write_raster(folder / "pan.tif", width=200, height=160, crs=UTM_37N, transform=AT_HOME)
    write_raster(folder / "ms" / "ms.tif", width=50, height=40, bands=4, crs=UTM_37N, transform=coarse)
    return folder / "pan.tif"


def joined_in(file: ProjectFile, pan: Path) -> Frame:
    frame = describe_frame(RasterSource(pan, parts=(pan.parent / "ms" / "ms.tif",)), 0, str(pan))
    stored = adopt_frame(file, frame)
    file.do(added("add frames", [stored]))
    return stored


@pytest.mark.parametrize("place", ["project", "elsewhere"])
def test_a_joined_frame_is_found_whole_where_it_was_moved(tmp_path: Path, place: str) -> None:
    folder = tmp_path / place
    pan = write_scene(folder / "scene")
    (tmp_path / "project").mkdir(exist_ok=True)
    with ProjectFile.create(tmp_path / "project" / "a.basewatch", ()) as file:
        frame = joined_in(file, pan)
        assert Path(frame.path).is_absolute() == (place == "elsewhere")
        assert raster_source(file, frame) == RasterSource(pan, parts=(pan.parent / "ms" / "ms.tif",))
        assert file_state(file.frame_path(frame), frame) == "ready"
        (folder / "scene").rename(folder / "moved")
        assert file_state(file.frame_path(frame), frame) == "missing"
        moved = find_moved_file(frame, [folder, folder / "moved"])
        assert moved == folder / "moved" / "pan.tif"
        file.do(relocate_frame(file, frame, moved))
        now = file.project.frames[frame.id]
        assert raster_source(file, now).parts == (folder / "moved" / "ms" / "ms.tif",)
        with open_raster(raster_source(file, now)) as raster:
            assert raster.bands == 5


def test_a_frame_without_one_of_its_files_is_missing(tmp_path: Path) -> None:
    pan = write_scene(tmp_path / "scene")
    with ProjectFile.create(tmp_path / "a.basewatch", ()) as file:
        frame = joined_in(file, pan)
        assert frame.parts == ("scene/ms/ms.tif",)
        (tmp_path / "scene" / "ms" / "ms.tif").unlink()
        assert file_state(file.frame_path(frame), frame) == "missing"


def test_another_file_in_its_place_keeps_the_bands_beside_it(tmp_path: Path) -> None:
    pan = write_scene(tmp_path / "scene")
    with ProjectFile.create(tmp_path / "a.basewatch", ()) as file:
        frame = joined_in(file, pan)
        other = write_scene(tmp_path / "again")
        write_raster(other, width=200, height=160, seed=9, crs=UTM_37N, transform=AT_HOME)
        assert file_state(other, frame) == "changed"
        file.do(relocate_frame(file, replace(frame), other))
        now = file.project.frames[frame.id]
        assert (now.path, now.parts, now.bands) == ("again/pan.tif", ("again/ms/ms.tif",), 5)


def test_an_image_of_several_stays_that_image(tmp_path: Path) -> None:
    path = tmp_path / "two.tif"
    write_raster(path)
    write_raster(path, width=30, height=20, APPEND_SUBDATASET="YES")
    with ProjectFile.create(tmp_path / "a.basewatch", ()) as file:
        frame = adopt_frame(file, describe_frame(RasterSource(path, 2), 0, str(path)))
        assert raster_source(file, frame) == RasterSource(path, 2)
        assert (frame.image, frame.width, frame.name) == (2, 30, "two.tif #2")


def test_a_product_is_found_in_its_own_folder(tmp_path: Path) -> None:
    home = tmp_path / "new" / "S2A.SAFE"
    home.mkdir(parents=True)
    write_raster(home / "MTD_MSIL1C.xml")
    frame = replace(describe_frame(home / "MTD_MSIL1C.xml", 1, "old/S2A.SAFE/MTD_MSIL1C.xml"), parts=())
    assert frame.name == "S2A.SAFE"
    assert find_moved_file(frame, [tmp_path, tmp_path / "new"]) == home / "MTD_MSIL1C.xml"
