"""The COCO file that a project becomes: its numbers, its readers, its faults."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pycocotools.coco import COCO

from basewatch_gui import __version__
from basewatch_gui.exchange.coco import export_coco
from basewatch_gui.exchange.formats import ExportReport
from basewatch_gui.geometry.outline import (
    Box,
    OrientedBox,
    Outline,
    Point,
    Polygon,
    clip_to_frame,
    leaves_frame,
    to_shapely,
)
from basewatch_gui.model.category import Category
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from tests import strategies
from tests.exchange.projects import UTM_36N, contents, fixed_project, project_of, records

GOLDEN = Path(__file__).with_name("golden")
FRAME = Frame(id=1, path="a.tif", fingerprint="aa", width=1000, height=800, bands=1, dtype="uint8")
CATEGORY = Category(1, "An-124", "transport aircraft")

OF_KEYPOINTS = {"keypoints", "num_keypoints"}
STANDARD_KEYS = {
    "images": {"id", "width", "height", "file_name", "license", "flickr_url", "coco_url", "date_captured"},
    "annotations": {"id", "image_id", "category_id", "segmentation", "area", "bbox", "iscrowd", *OF_KEYPOINTS},
    "categories": {"id", "name", "supercategory", "keypoints", "skeleton"},
}


def exported(project: Project, folder: Path, *, plain: bool = False) -> dict[str, Any]:
    """The file of a project, read with nothing but the standard library."""
    report = export_coco(project, folder, folder / "export", plain=plain)
    document: dict[str, Any] = json.loads(report.path.read_text(encoding="utf-8"))
    return document


def annotation(outline: Outline, folder: Path, frame: Frame = FRAME, *, is_crowd: bool = False) -> dict[str, Any]:
    """The record of a single label."""
    label = Label(1, "u", frame.id, 1, outline, is_crowd=is_crowd)
    record: dict[str, Any] = exported(project_of([frame], [CATEGORY], [label]), folder)["annotations"][0]
    return record


@pytest.mark.parametrize("plain", [False, True])
def test_the_fixed_project_gives_the_golden_file(plain: bool, tmp_path: Path) -> None:
    report = export_coco(fixed_project(), tmp_path, tmp_path / "export", plain=plain)
    text = report.path.read_text(encoding="utf-8").replace(f'"version":"{__version__}"', '"version":"VERSION"')
    assert text == (GOLDEN / ("plain.json" if plain else "annotations.json")).read_text(encoding="utf-8")


def test_the_report_counts_what_was_written(tmp_path: Path) -> None:
    report = export_coco(fixed_project(), tmp_path, tmp_path / "new" / "folder")
    path = tmp_path / "new" / "folder" / "annotations.json"
    counts = {"An-124": 1, "S-400 launcher": 6}
    assert report == ExportReport(path, frames=2, labels=7, counts=counts, truncated=2, outside=1)
    assert [entry.name for entry in path.parent.iterdir()] == ["annotations.json"]


@given(st.lists(strategies.outlines(1000.0), min_size=1, max_size=8))
def test_bbox_and_area_agree_with_the_outlines_in_the_frame(
    tmp_path_factory: pytest.TempPathFactory, outlines: list[Outline]
) -> None:
    labels = [Label(number, f"u{number}", 1, 1, outline) for number, outline in enumerate(outlines, 1)]
    folder = tmp_path_factory.mktemp("project")
    records = exported(project_of([FRAME], [CATEGORY], labels), folder)["annotations"]
    for outline, record in zip(outlines, records, strict=True):
        assert record["attributes"]["truncated"] == leaves_frame(outline, FRAME.width, FRAME.height)
        inside = clip_to_frame(outline, FRAME.width, FRAME.height)
        assert record["area"] == pytest.approx(inside.area, abs=0.01)
        x, y, width, height = record["bbox"]
        if not inside.is_empty and (inside.area > 0 or isinstance(outline, Point)):
            assert (x, y, x + width, y + height) == pytest.approx(inside.bounds, abs=0.0101)
        assert x >= 0
        assert y >= 0
        assert x + width <= FRAME.width + 1e-9
        assert y + height <= FRAME.height + 1e-9
        if isinstance(record["segmentation"], list) and record["segmentation"]:
            rings = [np.array(flat).reshape(-1, 2) for flat in record["segmentation"]]
            drawn = sum(shapely.Polygon(ring).area for ring in rings)
            assert drawn == pytest.approx(inside.area, abs=0.01 * (inside.length + 1))


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_pycocotools_draws_polygons_holes_and_crowds(tmp_path: Path) -> None:
    report = export_coco(fixed_project(), tmp_path, tmp_path)
    coco = COCO(str(report.path))
    _, _, labels = contents(fixed_project())
    for key in (3, 4, 5, 6, 10):
        record = coco.anns[key]
        inside = clip_to_frame(labels[key].outline, 1000, 800)
        mask = coco.annToMask(record)
        assert mask.shape == (800, 1000)
        assert mask.sum() == pytest.approx(inside.area, abs=inside.length)
        centre = inside.representative_point()
        assert mask[int(centre.y), int(centre.x)]
    assert not coco.annToMask(coco.anns[5])[120, 620]
    assert coco.anns[5]["iscrowd"] == 0
    assert coco.anns[6]["iscrowd"] == 1
    assert coco.getAnnIds(iscrowd=True) == [6]
    assert coco.getCatIds(supNms=["air-defence component"]) == [20]
    assert coco.getAnnIds(imgIds=[7]) == []


def test_keypoints_are_coco_s_own_and_those_beyond_the_frame_are_not_labelled(tmp_path: Path) -> None:
    coco = COCO(str(export_coco(fixed_project(), tmp_path, tmp_path).path))
    record = coco.anns[3]
    assert record["keypoints"] == [350.0, 150.0, 2, 250.12, 150.0, 2, 0, 0, 0, 351.0, 250.0, 2]
    assert record["num_keypoints"] == 3
    assert record["attributes"]["keypoints_px"][1:3] == [[250.125, 150.0], [-0.5, 250.0]]
    assert coco.cats[1]["keypoints"] == ["nose", "left tip", "tail", "right tip"]
    assert [[coco.cats[1]["keypoints"][place - 1] for place in bone] for bone in coco.cats[1]["skeleton"]] == [
        ["nose", "tail"],
        ["left tip", "right tip"],
    ]
    assert not {"keypoints", "skeleton"} & coco.cats[20].keys()
    assert not OF_KEYPOINTS & coco.anns[4].keys()


def test_an_oriented_box_is_eight_numbers_clockwise_from_the_nose_left(tmp_path: Path) -> None:
    record = annotation(OrientedBox((100.0, 200.0), 40.0, 20.0, 90.0), tmp_path)
    assert record["segmentation"] == [[120.0, 190.0, 120.0, 210.0, 80.0, 210.0, 80.0, 190.0]]
    assert record["bbox"] == [80.0, 190.0, 40.0, 20.0]
    assert record["area"] == 800.0
    assert record["attributes"]["heading_px_deg"] == 90.0


def test_a_heading_just_below_360_is_written_as_0(tmp_path: Path) -> None:
    record = annotation(OrientedBox((100.0, 200.0), 40.0, 20.0, 359.9999), tmp_path)
    assert record["attributes"]["heading_px_deg"] == 0.0
    assert record["attributes"]["outline_px"]["heading_deg"] == 359.9999


def test_a_point_has_a_place_and_no_area(tmp_path: Path) -> None:
    record = annotation(Point((10.25, 20.5)), tmp_path)
    assert (record["bbox"], record["area"], record["segmentation"]) == ([10.25, 20.5, 0.0, 0.0], 0.0, [])


def test_an_outline_on_the_frame_s_edge_is_neither_cut_nor_truncated(tmp_path: Path) -> None:
    record = annotation(Box(0.0, 0.0, 1000.0, 800.0), tmp_path)
    assert record["segmentation"] == [[0.0, 0.0, 1000.0, 0.0, 1000.0, 800.0, 0.0, 800.0]]
    assert record["attributes"]["truncated"] is False


def test_an_outline_off_the_frame_keeps_its_numbers_and_a_bbox_on_the_edge(tmp_path: Path) -> None:
    record = annotation(Box(1010.0, -40.0, 1050.0, -20.0), tmp_path)
    assert (record["bbox"], record["area"], record["segmentation"]) == ([1000.0, 0.0, 0.0, 0.0], 0.0, [])
    assert record["attributes"]["outline_px"]["corners"] == [1010.0, -40.0, 1050.0, -20.0]


def test_a_polygon_cut_into_two_parts_is_two_polygons(tmp_path: Path) -> None:
    horseshoe = Polygon(
        (((-20.0, 100.0), (50.0, 100.0), (50.0, 120.0), (-10.0, 120.0), (-10.0, 140.0), (50.0, 140.0), (50.0, 160.0))
         + ((-20.0, 160.0),),)
    )  # fmt: skip
    record = annotation(horseshoe, tmp_path)
    assert len(record["segmentation"]) == 2
    assert record["area"] == 2000.0
    assert record["bbox"] == [0.0, 100.0, 50.0, 60.0]


def test_a_polygon_that_crosses_itself_is_its_parts(tmp_path: Path) -> None:
    bow = Polygon((((10.0, 10.0), (30.0, 30.0), (30.0, 10.0), (10.0, 30.0)),))
    record = annotation(bow, tmp_path)
    assert len(record["segmentation"]) == 2
    assert record["area"] == to_shapely(bow).area == 200.0


def test_sizes_and_bearing_are_those_of_the_ground_map(tmp_path: Path) -> None:
    outline = OrientedBox((900.0, 100.0), 138.2, 40.0, 77.0)
    turned = replace(
        FRAME,
        crs_wkt=UTM_36N,
        transform=(0.45, 0.2, 766_000.0, 0.2, -0.45, 3_922_000.0),
        registration=(2, 0, 5, 0, 2, 6),
    )
    attributes = annotation(outline, tmp_path, turned)["attributes"]
    ground = project_of([turned]).ground_map(1)
    heading = ground.heading_true_deg(outline.centre_px, outline.heading_px_deg)
    assert attributes["heading_true_deg"] == pytest.approx(heading, abs=0.0051)
    assert attributes["length_m"] == pytest.approx(ground.distance_m(outline.nose_px, outline.tail_px), abs=0.0051)
    sides = ground.distance_m(outline.at(0, -20.0), outline.at(0, 20.0))
    assert attributes["width_m"] == pytest.approx(sides, abs=0.0051)


def test_without_a_georeference_the_gsd_gives_metres_but_no_bearing(tmp_path: Path) -> None:
    outline = OrientedBox((100.0, 100.0), 40.0, 20.0, 30.0)
    attributes = annotation(outline, tmp_path, replace(FRAME, gsd_m=0.31))["attributes"]
    assert (attributes["length_m"], attributes["width_m"]) == (12.4, 6.2)
    assert "heading_true_deg" not in attributes
    unknown = annotation(outline, tmp_path)["attributes"]
    assert not {"length_m", "width_m", "heading_true_deg"} & unknown.keys()


def test_a_frame_says_where_it_lies(tmp_path: Path) -> None:
    frame = replace(FRAME, crs_wkt=UTM_36N, transform=(0.5, 0.0, 500_000.0, 0.0, -0.5, 0.0), gsd_m=0.5)
    geo = exported(project_of([frame]), tmp_path)["images"][0]["geo"]
    assert geo["crs"] == "EPSG:32636"
    assert geo["crs_wkt"] == UTM_36N
    assert geo["bounds_wgs84"] == pytest.approx([33.0, -0.00362, 33.00449, 0.0], abs=1e-5)
    assert not {"registration", "nudge_m"} & geo.keys()


def test_bounds_across_the_antimeridian_have_west_beyond_east(tmp_path: Path) -> None:
    frame = replace(FRAME, crs_wkt="EPSG:4326", transform=(0.001, 0.0, 179.5, 0.0, -0.001, 10.0))
    geo = exported(project_of([frame]), tmp_path)["images"][0]["geo"]
    assert geo["bounds_wgs84"] == pytest.approx([179.5, 9.2, -179.5, 10.0])


def test_an_unnamed_crs_is_written_whole(tmp_path: Path) -> None:
    proj = "+proj=tmerc +lat_0=35 +lon_0=36 +datum=WGS84"
    frame = replace(FRAME, crs_wkt=proj, transform=(0.5, 0.0, 0.0, 0.0, -0.5, 0.0))
    assert exported(project_of([frame]), tmp_path)["images"][0]["geo"]["crs"] == proj


def test_file_names_lead_from_the_json_to_the_frames(tmp_path: Path) -> None:
    below, elsewhere = replace(FRAME, path="frames/a.tif"), tmp_path / "elsewhere" / "b.tif"
    frames = [below, replace(FRAME, id=2, path=elsewhere.as_posix())]
    report = export_coco(project_of(frames), tmp_path / "project", tmp_path / "out" / "deep")
    names = [image["file_name"] for image in json.loads(report.path.read_text())["images"]]
    assert names == ["../../project/frames/a.tif", "../../elsewhere/b.tif"]


def test_two_frames_of_one_file_are_refused(tmp_path: Path) -> None:
    frames = [FRAME, replace(FRAME, id=2, path=(tmp_path / "a.tif").as_posix())]
    with pytest.raises(BasewatchError, match=r"one file, .*a\.tif"):
        export_coco(project_of(frames), tmp_path, tmp_path)


def test_images_of_one_file_are_told_apart_but_in_a_plain_file(tmp_path: Path) -> None:
    frames = [replace(FRAME, image=1), replace(FRAME, id=2, image=2)]
    assert len(exported(project_of(frames), tmp_path)["images"]) == 2
    with pytest.raises(BasewatchError, match="are one file"):
        exported(project_of(frames), tmp_path, plain=True)


def test_a_plain_file_holds_standard_keys_only(tmp_path: Path) -> None:
    document = exported(fixed_project(), tmp_path, plain=True)
    assert document.keys() == {"info", "images", "annotations", "categories"}
    assert document["info"].keys() <= {"description", "version", "date_created", "year", "contributor", "url"}
    for table, keys in STANDARD_KEYS.items():
        assert document[table]
        assert all(row.keys() <= keys for row in document[table])
    assert all(row.keys() | OF_KEYPOINTS == STANDARD_KEYS["annotations"] for row in document["annotations"])
    with_all = exported(fixed_project(), tmp_path)
    for table, keys in STANDARD_KEYS.items():
        assert document[table] == [{key: row[key] for key in row.keys() & keys} for row in with_all[table]]


def test_the_same_project_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    frames, categories, labels = contents(fixed_project())
    backwards = project_of(
        reversed(frames.values()),
        reversed(categories.values()),
        sorted(labels.values(), key=lambda label: -label.id),
        reversed(records(fixed_project()).values()),
    )
    first = export_coco(fixed_project(), tmp_path, tmp_path).path.read_bytes()
    assert export_coco(backwards, tmp_path, tmp_path).path.read_bytes() == first


def test_an_empty_project_is_a_file_without_rows(tmp_path: Path) -> None:
    document = exported(project_of(), tmp_path)
    assert (document["images"], document["annotations"], document["categories"]) == ([], [], [])
    assert "date_created" not in document["info"]


def test_on_a_full_disk_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "annotations.json"
    path.write_text("the old one")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BasewatchError, match=r"annotations\.json can't be written: No space left"):
        export_coco(fixed_project(), tmp_path, tmp_path)
    assert path.read_text() == "the old one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_can_t_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(BasewatchError, match="can't be written"):
        export_coco(fixed_project(), tmp_path, tmp_path / "taken")


def test_a_file_that_does_not_hold_the_project_never_takes_its_place(tmp_path: Path) -> None:
    bad = Label(0, "u", 1, 1, Box(0.0, 0.0, 5.0, 5.0))
    with pytest.raises(RuntimeError, match="can't be read back"):
        export_coco(project_of([FRAME], [CATEGORY], [bad]), tmp_path, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_exact_outline_has_every_digit(tmp_path: Path) -> None:
    outline = OrientedBox((1 / 3, 100 / 7), 11 / 13, 5 / 17, 1e-13)
    exact = annotation(outline, tmp_path)["attributes"]["outline_px"]
    assert exact["centre"] == list(outline.centre_px)
    assert (exact["length"], exact["width"], exact["heading_deg"]) == (11 / 13, 5 / 17, 1e-13)
