"""What a folder or a selection holds, and what belongs together."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from affine import Affine

from basewatch_gui.imagery.scenes.files import full_path, is_folder, list_frame_files
from basewatch_gui.imagery.scenes.search import SceneSearch, describe_joined_frame, find_scenes
from basewatch_gui.model.errors import BasewatchError
from tests.rasters import AT_HOME, UTM_37N, write_raster

MORNING = {"TIFFTAG_DATETIME": "2024:12:05 08:14:00"}
EVENING = {"TIFFTAG_DATETIME": "2024:12:05 18:14:00"}
Touch = Callable[..., None]


def found(*paths: Path) -> SceneSearch:
    return find_scenes(paths, lambda _: None)


def names(findings: SceneSearch) -> list[list[str]]:
    return [[member.frame.name for member in scene.members] for scene in findings.scenes]


@pytest.fixture
def touch(tmp_path: Path) -> Touch:
    """Make empty files."""

    def make(*files: str) -> None:
        for file in files:
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).touch()

    return make


def test_a_plain_file_is_one_scene(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", bands=3, crs=UTM_37N, transform=AT_HOME, tags=MORNING)
    findings = found(tmp_path / "a.tif")
    assert names(findings) == [["a.tif"]]
    frame = findings.scenes[0].members[0].frame
    assert (frame.path, frame.acquired) == (str(tmp_path / "a.tif"), "2024-12-05T08:14:00Z")
    assert describe_joined_frame(findings.scenes[0].members) == frame


def test_bad_files_stop_no_others(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif")
    (tmp_path / "b.tif").write_text("no image")
    said: list[float] = []
    findings = find_scenes([tmp_path / "b.tif", tmp_path / "none.tif", tmp_path / "a.tif"], said.append)
    assert names(findings) == [["a.tif"]]
    assert [str(fault).split(" ")[0] for fault in findings.faults] == ["b.tif", "none.tif"]
    assert said == [0, 1 / 3, 2 / 3]


@pytest.mark.parametrize(
    ("pan", "colours"),
    [
        ("10JUL25080000-P2AS-1_P001.TIF", "10JUL25080000-M2AS-1_P001.TIF"),
        ("scene_pan.tif", "scene_analytic.tif"),
        ("one.tif", "two.tif"),
    ],
)
def test_pan_and_colours_of_one_footprint_are_one_scene(tmp_path: Path, pan: str, colours: str) -> None:
    write_raster(tmp_path / colours, width=50, height=40, bands=4, crs=UTM_37N, transform=AT_HOME @ Affine.scale(4))
    write_raster(tmp_path / pan, width=200, height=160, crs=UTM_37N, transform=AT_HOME)
    findings = found(tmp_path)
    assert names(findings) == [[pan, colours]]
    frame = describe_joined_frame(findings.scenes[0].members)
    assert (frame.width, frame.height, frame.bands) == (200, 160, 5)
    assert frame.path == str(tmp_path / pan)
    assert frame.parts == ((tmp_path / colours).as_posix(),)


@pytest.mark.parametrize("spoil", ["time", "place", "crs", "size", "bands"])
def test_others_are_not_one_scene(tmp_path: Path, spoil: str) -> None:
    place = AT_HOME @ Affine.scale(4)
    moved = AT_HOME @ Affine.translation(100, 0)
    write_raster(tmp_path / "ms.tif", width=50, height=40, bands=4, crs=UTM_37N, transform=place, tags=MORNING)
    write_raster(
        tmp_path / "pan.tif",
        width=100 if spoil == "size" else 200,
        height=160,
        bands=2 if spoil == "bands" else 1,
        crs="EPSG:32636" if spoil == "crs" else UTM_37N,
        transform=moved if spoil == "place" else AT_HOME,
        tags=EVENING if spoil == "time" else MORNING,
    )
    assert names(found(tmp_path)) == [["ms.tif"], ["pan.tif"]]


def test_without_georeference_names_tell(tmp_path: Path) -> None:
    for name, width, bands in (("x_PAN.tif", 200, 1), ("x_MS.tif", 50, 4), ("other.tif", 50, 4)):
        write_raster(tmp_path / name, width=width, height=width, bands=bands)
    assert names(found(tmp_path)) == [["other.tif"], ["x_PAN.tif", "x_MS.tif"]]


def test_bands_named_as_such_are_one_scene_the_finest_first(tmp_path: Path) -> None:
    for name, width in (("LC08_X_B1", 100), ("LC08_X_B8", 200), ("LC08_X_B2", 100), ("LC09_Y_B2", 100)):
        place = AT_HOME @ Affine.scale(200 / width)
        write_raster(tmp_path / f"{name}.TIF", width=width, height=width, crs=UTM_37N, transform=place)
    write_raster(tmp_path / "LC08_X_QA.TIF")
    assert names(found(tmp_path)) == [
        ["LC08_X_B8.TIF", "LC08_X_B1.TIF", "LC08_X_B2.TIF"],
        ["LC08_X_QA.TIF"],
        ["LC09_Y_B2.TIF"],
    ]


def test_images_of_one_file_are_scenes_of_their_own(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", bands=3)
    write_raster(tmp_path / "a.tif", width=30, height=30, APPEND_SUBDATASET="YES")
    findings = found(tmp_path / "a.tif")
    assert names(findings) == [["a.tif"], ["a.tif #2"]]
    first, second = (scene.members[0] for scene in findings.scenes)
    assert (first.frame.image, second.frame.image) == (1, 2)
    assert (second.frame.width, second.kind) == (30, "page 2")
    with pytest.raises(BasewatchError, match="holds several images"):
        describe_joined_frame([first, second])


def test_files_that_do_not_fit_are_not_joined(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", crs=UTM_37N, transform=AT_HOME)
    write_raster(tmp_path / "b.tif", crs="EPSG:32636", transform=AT_HOME)
    members = [scene.members[0] for scene in found(tmp_path).scenes]
    with pytest.raises(BasewatchError, match="coordinate systems differ"):
        describe_joined_frame(members)


def test_a_folder_gives_its_images_without_tiles_previews_and_masks(tmp_path: Path, touch: Touch) -> None:
    touch("b.tif", "deep/er/a.JP2", "notes.txt", ".hidden/c.tif", ".d.tif")
    touch("m/x.TIL", "m/x_R1C1.TIF", "m/x_R1C2.TIF", "m/x-BROWSE.JPG", "m/other.tif")
    touch("d/DIM_X.XML", "d/IMG_X_R1C1.TIF", "d/PREVIEW_X.JPG", "d/ICON_X.JPG")
    touch("p/s_Analytic.tif", "p/s_Analytic_udm2.tif", "s/MTD_MSIL1C.xml", "s/GRANULE/g/IMG_DATA/T_B04.jp2")
    touch("only/PREVIEW_X.JPG")
    assert [path.relative_to(tmp_path).as_posix() for path in list_frame_files(tmp_path)] == [
        *("b.tif", "d/DIM_X.XML", "deep/er/a.JP2", "m/other.tif", "m/x.TIL"),
        *("only/PREVIEW_X.JPG", "p/s_Analytic.tif", "s/MTD_MSIL1C.xml"),
    ]


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    findings = found(tmp_path / "none")
    assert findings.scenes == ()
    assert [str(fault) for fault in findings.faults] == ["There are no frames in none."]


def test_names_that_are_no_paths_are_refused_by_that_name() -> None:
    assert full_path(Path("https://example.org/a.tif")) == Path("https://example.org/a.tif")
    assert full_path(Path("/vsicurl/x")) == Path("/vsicurl/x")
    assert not is_folder(Path("a" * 5000))
    [fault] = found(full_path(Path("https://example.org/a.tif"))).faults
    assert "is not a file on this computer" in str(fault)


def test_the_same_bands_of_two_dates_are_not_joined(tmp_path: Path) -> None:
    for name, tags in (("a_B4.tif", MORNING), ("b_B3.tif", EVENING)):
        write_raster(tmp_path / name, np.ones((1, 9, 9), np.uint8), crs=UTM_37N, transform=AT_HOME, tags=tags)
    assert names(found(tmp_path)) == [["a_B4.tif"], ["b_B3.tif"]]
