from pathlib import Path

import pytest

from basewatch_gui.imagery.facts.fingerprint import fingerprint, sha256
from basewatch_gui.imagery.facts.frames import acquired_from, describe_frame, gsd_from, info_of, source_from
from basewatch_gui.model.errors import BasewatchError
from tests.rasters import AT_HOME, UTM_37N, write_raster

IMD = """version = "24.06";
productCatalogId = "0000";
bandId = "P";
numRows = 80;
numColumns = 100;
BEGIN_GROUP = IMAGE_1
\tsatId = "WV03";
\tCatId = "10400100A1B2C3D4";
\tfirstLineTime = 2024-05-06T07:08:09.123456Z;
\tmeanCollectedGSD = 0.312;
\tmeanSunAz = 160.2;
\tmeanSunEl = 55.1;
\tmeanOffNadirViewAngle = 12.5;
END_GROUP = IMAGE_1
END;
"""


def test_a_frame_says_what_its_file_says(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tags = {"TIFFTAG_DATETIME": "2024:05:06 07:08:09", "TIFFTAG_COPYRIGHT": "© 2024 Maxar Technologies"}
    write_raster(path, bands=4, dtype="uint16", crs=UTM_37N, transform=AT_HOME, tags=tags)
    frame = describe_frame(path, 5, "scenes/a.tif")
    assert (frame.id, frame.path, frame.fingerprint) == (5, "scenes/a.tif", fingerprint(path))
    assert (frame.width, frame.height, frame.bands, frame.dtype) == (100, 80, 4, "uint16")
    assert frame.transform == (0.5, 0.0, 500_000.0, 0.0, -0.5, 5_500_000.0)
    assert frame.plane is not None
    assert frame.plane.lon_deg == pytest.approx(39.0, abs=1e-3)
    assert (frame.acquired, frame.gsd_m) == ("2024-05-06T07:08:09Z", None)
    assert frame.source.credit == "© 2024 Maxar Technologies"
    assert frame.source.sha256 == sha256(path)


def test_the_imd_beside_a_file_is_read(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif")
    (tmp_path / "a.IMD").write_text(IMD)
    frame = describe_frame(tmp_path / "a.tif", 1, "a.tif")
    assert (frame.gsd_m, frame.acquired) == (0.312, "2024-05-06T07:08:09Z")
    source = frame.source
    assert (source.satellite, source.catalog_id) == ("WV03", "10400100A1B2C3D4")
    assert (source.off_nadir_deg, source.sun_elevation_deg, source.sun_azimuth_deg) == (12.5, 55.1, 160.2)


def test_bands_and_type_are_the_files_not_the_tiles(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", palette={0: (1, 2, 3, 255), 1: (4, 5, 6, 255)})
    frame = describe_frame(tmp_path / "a.tif", 1, "a.tif")
    assert (frame.bands, frame.dtype) == (1, "uint8")


def test_a_bare_file_has_nothing_more(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.png", driver="PNG")
    frame = describe_frame(tmp_path / "a.png", 1, "a.png")
    assert (frame.crs_wkt, frame.transform, frame.gsd_m, frame.acquired) == (None, None, None, None)
    assert (frame.source.credit, frame.source.satellite) == (None, None)


def test_large_files_get_no_sha256(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_raster(tmp_path / "a.tif")
    monkeypatch.setattr("basewatch_gui.imagery.facts.frames.MAX_HASHED_BYTES", 100)
    assert describe_frame(tmp_path / "a.tif", 1, "a.tif").source.sha256 is None


def test_a_file_that_is_no_raster_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_text("no")
    with pytest.raises(BasewatchError):
        describe_frame(tmp_path / "a.tif", 1, "a.tif")
    with pytest.raises(BasewatchError):
        info_of(tmp_path / "a.tif")


@pytest.mark.parametrize(
    ("tags", "time"),
    [
        ({"TIFFTAG_DATETIME": "2024:05:06 07:08:09"}, "2024-05-06T07:08:09Z"),
        ({"NITF_IDATIM": "19961217102630"}, "1996-12-17T10:26:30Z"),
        ({"IMAGERY/ACQUISITIONDATETIME": "2010-04-01 12:00:00"}, "2010-04-01T12:00:00Z"),
        ({"IMD/IMAGE_1.firstLineTime": "2010-04-01T12:00:00.123456Z"}, "2010-04-01T12:00:00Z"),
        ({"IMAGING_DATE": "2016-06-17", "IMAGING_TIME": "12:34:56.7Z"}, "2016-06-17T12:34:56Z"),
        ({"NITF_IDATIM": "19961217102630", "TIFFTAG_DATETIME": "2024:05:06 07:08:09"}, "1996-12-17T10:26:30Z"),
        ({"NITF_IDATIM": "199612171026--", "TIFFTAG_DATETIME": "2024:05:06 07:08:09"}, "2024-05-06T07:08:09Z"),
        ({"TIFFTAG_DATETIME": "0000:00:00 00:00:00"}, None),
        ({"TIFFTAG_DATETIME": "1904:01:01 00:00:00"}, None),
        ({"TIFFTAG_DATETIME": "2024:05:06"}, None),
        ({"TIFFTAG_DATETIME": "9024:05:06 07:08:09"}, None),
        ({"NITF_IDATIM": "--------------"}, None),
        ({"IMAGING_DATE": "2016-06-17"}, None),
        ({}, None),
    ],
)
def test_acquisition_times_are_whole_or_none(tags: dict[str, str], time: str | None) -> None:
    assert acquired_from(tags) == time


@pytest.mark.parametrize(
    ("text", "size"), [("0.31", 0.31), ("0", None), ("-1", None), ("nan", None), ("inf", None), ("x", None)]
)
def test_absurd_sizes_are_none(text: str, size: float | None) -> None:
    assert gsd_from({"IMD/IMAGE_1.meanCollectedGSD": text}) == size


def test_placeholders_say_nothing() -> None:
    source = source_from(
        {"IMD/IMAGE_1.CatId": '"00000000000"', "TIFFTAG_COPYRIGHT": "  ", "MISSION": "PHR", "MISSION_INDEX": "1A"}
    )
    assert (source.catalog_id, source.credit, source.satellite) == (None, None, "PHR 1A")


def test_info_gives_place_and_make(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    write_raster(
        path, width=600, height=400, bands=3, crs=UTM_37N, transform=AT_HOME, nodata=0, block=128, compress="deflate",
        overviews=(2,),
    )  # fmt: skip
    info = info_of(path)
    assert (info["width"], info["height"], info["bands"], info["dtype"], info["driver"]) == (
        600,
        400,
        3,
        "uint8",
        "GTiff",
    )
    assert (info["overviews"], info["compression"], info["block_size"]) == ([(300, 200)], "DEFLATE", (128, 128))
    assert (info["nodata"], info["bytes"], info["crs"]) == (0, path.stat().st_size, "WGS 84 / UTM zone 37N")
    assert info["pixel_size_m"] == pytest.approx(0.5, rel=1e-3)
    lonlat = info["centre_lonlat_deg"]
    assert isinstance(lonlat, tuple)
    assert lonlat == pytest.approx((39.002, 49.649), abs=0.005)


def test_info_without_place(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif")
    info = info_of(tmp_path / "a.tif")
    assert (info["crs"], info["pixel_size_m"], info["centre_lonlat_deg"]) == (None, None, None)
