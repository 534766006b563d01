from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from basewatch_gui.imagery.facts.fact import Fact
from basewatch_gui.imagery.facts.fingerprint import file_sha256, fingerprint
from basewatch_gui.imagery.facts.frames import (
    FACT_FIELDS,
    describe_file,
    describe_frame,
    merge_origins,
    read_facts,
    with_facts,
)
from basewatch_gui.imagery.facts.headers import header_facts, picture_tag_facts
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.errors import BasewatchError
from tests.imagery.facts.sidecars import MTD, MTD_TL
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
    assert frame.source.sha256 == file_sha256(path)


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
        describe_file(tmp_path / "a.tif")


def test_every_value_says_where_it_came_from(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", tags={"TIFFTAG_COPYRIGHT": "© 2024 Maxar Technologies"})
    (tmp_path / "a.IMD").write_text(IMD)
    origins = dict(describe_frame(tmp_path / "a.tif", 1, "a.tif").origins)
    assert origins == {
        "acquired": "Maxar IMD (firstLineTime)",
        "satellite": "Maxar IMD (satId)",
        "provider": "Maxar IMD",
        "credit": "TIFF tag Copyright",
        "catalog_id": "Maxar IMD (CatId)",
        "off_nadir_deg": "Maxar IMD (meanOffNadirViewAngle)",
        "sun_elevation_deg": "Maxar IMD (meanSunEl)",
        "sun_azimuth_deg": "Maxar IMD (meanSunAz)",
        "gsd_m": "Maxar IMD (meanCollectedGSD)",
    }


def test_what_the_provider_says_is_trusted_before_the_name_and_the_name_before_the_file(tmp_path: Path) -> None:
    path = tmp_path / "20241213_081223_52_2414_3B_AnalyticMS.tif"
    write_raster(path, tags={"TIFFTAG_DATETIME": "2024:12:14 00:00:00"})
    assert read_facts(path)["acquired"] == Fact("2024-12-13T08:12:23Z", "file name")
    item = '{"id": "a", "properties": {"acquired": "2024-12-13T08:12:23.9Z", "gsd": 3.9}}'
    (tmp_path / "20241213_081223_52_2414_metadata.json").write_text(item)
    facts = read_facts(path)
    assert facts["acquired"].origin == "Planet metadata JSON (properties.acquired)"
    assert facts["satellite"] == Fact("PlanetScope 2414", "file name")
    assert facts["gsd_m"].value == 3.9


def test_a_part_tells_what_the_first_file_does_not(tmp_path: Path) -> None:
    for name in ("pan.tif", "ms.tif"):
        write_raster(tmp_path / name)
    (tmp_path / "pan.IMD").write_text('satId = "WV02";')
    (tmp_path / "ms.IMD").write_text(IMD)
    frame = describe_frame(RasterSource(tmp_path / "pan.tif", parts=(tmp_path / "ms.tif",)), 1, "pan.tif")
    assert (frame.source.satellite, frame.gsd_m) == ("WV02", 0.312)
    assert frame.parts == ((tmp_path / "ms.tif").as_posix(),)


def test_facts_are_put_into_a_frame_field_by_field(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", tags={"TIFFTAG_COPYRIGHT": "Maxar", "TIFFTAG_DATETIME": "2024:05:06 07:08:09"})
    frame = describe_frame(tmp_path / "a.tif", 1, "a.tif")
    changed = with_facts(frame, {"gsd_m": Fact(0.31, "b"), "url": Fact("c", "d")}, ["gsd_m", "credit"])
    assert (changed.gsd_m, changed.source.credit, changed.source.url) == (0.31, None, None)
    assert dict(changed.origins) == {"acquired": "TIFF tag DateTime", "gsd_m": "b"}
    assert with_facts(frame, read_facts(tmp_path / "a.tif"), FACT_FIELDS) == frame
    assert with_facts(frame, read_facts(tmp_path / "a.tif"), ["acquired"]) == frame


@pytest.mark.parametrize(
    ("tags", "time", "origin"),
    [
        ({"TIFFTAG_DATETIME": "2024:05:06 07:08:09"}, "2024-05-06T07:08:09Z", "TIFF tag DateTime"),
        ({"NITF_IDATIM": "19961217102630"}, "1996-12-17T10:26:30Z", "NITF header (IDATIM)"),
        (
            {"IMAGERY/ACQUISITIONDATETIME": "2010-04-01 12:00:00"},
            "2010-04-01T12:00:00Z",
            "GDAL IMAGERY (ACQUISITIONDATETIME)",
        ),
        ({"EXIF_DateTimeOriginal": "2022:07:23 11:20:39"}, "2022-07-23T11:20:39Z", "EXIF (DateTimeOriginal)"),
        (
            {"EXIF_DateTimeOriginal": "2022:07:23 11:20:39", "EXIF_OffsetTimeOriginal": "+02:00"},
            "2022-07-23T09:20:39Z",
            "EXIF (DateTimeOriginal)",
        ),
        (
            {"NITF_IDATIM": "199612171026--", "TIFFTAG_DATETIME": "2024:05:06 07:08:09"},
            "2024-05-06T07:08:09Z",
            "TIFF tag DateTime",
        ),
    ],
)
def test_headers_give_times(tags: dict[str, str], time: str, origin: str) -> None:
    facts = picture_tag_facts(Path("a.tif"), tags) | header_facts(Path("a.tif"), tags)
    assert facts == {"acquired": Fact(time, origin)}


def test_a_nitf_gives_the_angles_of_its_use00a(tmp_path: Path) -> None:
    # ANGLE_TO_NORTH, MEAN_GSD in inches, DYNAMIC_RANGE, OBL_ANG, ROLL_ANG, ..., SUN_EL, SUN_AZ: STDI-0002, appendix D.
    places = {0: "123", 3: "012.2", 9: "02047", 21: "12.50", 26: "-01.00", 70: "01", 97: "+30.1160.2"}
    record = bytearray(b" " * 107)
    for place, text in places.items():
        record[place : place + len(text)] = text.encode()
    write_raster(
        tmp_path / "a.ntf", driver="NITF", TRE=f"USE00A={record.decode()}", IDATIM="20241213081223", ISORCE="WV03"
    )
    frame = describe_frame(tmp_path / "a.ntf", 1, "a.ntf")
    assert frame.acquired == "2024-12-13T08:12:23Z"
    assert (frame.source.satellite, frame.source.sun_elevation_deg, frame.source.sun_azimuth_deg) == (
        "WV03",
        30.1,
        160.2,
    )
    assert frame.source.off_nadir_deg == 12.5
    assert frame.gsd_m == pytest.approx(12.2 * 0.0254)


def test_a_sentinel_2_product_tells_of_itself_as_folder_and_as_zip(tmp_path: Path) -> None:
    home = tmp_path / "S2A_MSIL1C_20241213T081241_N0511_R078_T36SYC_20241213T100000.SAFE"
    images = home / "GRANULE" / "L1C_T36SYC_A049" / "IMG_DATA"
    images.mkdir(parents=True)
    for band in ("B04", "B03", "B02"):
        write_raster(images / f"T36SYC_20241213T081241_{band}.jp2", dtype="uint16", driver="JP2OpenJPEG")
    (home / "MTD_MSIL1C.xml").write_text(MTD)
    (images.parent / "MTD_TL.xml").write_text(MTD_TL)
    with ZipFile(tmp_path / "s2.zip", "w") as archive:
        for file in home.rglob("*.*"):
            archive.write(file, file.relative_to(tmp_path).as_posix())
    for path in (home / "MTD_MSIL1C.xml", tmp_path / "s2.zip"):
        frame = describe_frame(path, 1, path.name)
        assert (frame.acquired, frame.source.satellite) == ("2024-12-13T08:22:11Z", "Sentinel-2A")
        assert frame.source.sun_elevation_deg == 29.75
        assert dict(frame.origins)["sun_azimuth_deg"] == "Sentinel-2 MTD_TL (Mean_Sun_Angle)"


def test_a_frame_in_another_file_keeps_where_its_values_came_from(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", tags={"TIFFTAG_COPYRIGHT": "Maxar"})
    write_raster(tmp_path / "b.tif", tags={"TIFFTAG_DATETIME": "2024:05:06 07:08:09"})
    frame, found = (describe_frame(tmp_path / name, 1, name) for name in ("a.tif", "b.tif"))
    placed = replace(found, origins=(("rpc", "RPC"), *found.origins))
    assert merge_origins(frame, placed) == (("rpc", "RPC"), ("credit", "TIFF tag Copyright"))


def test_info_gives_place_and_make(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    write_raster(
        path, width=600, height=400, bands=3, crs=UTM_37N, transform=AT_HOME, nodata=0, block=128, compress="deflate",
        overviews=(2,),
    )  # fmt: skip
    info = describe_file(path)
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
    info = describe_file(tmp_path / "a.tif")
    assert (info["crs"], info["pixel_size_m"], info["centre_lonlat_deg"]) == (None, None, None)


def test_info_says_where_values_came_from(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", tags={"TIFFTAG_COPYRIGHT": "Maxar"})
    info = describe_file(tmp_path / "a.tif")
    assert (info["credit"], info["origins"]) == ("Maxar", {"credit": "TIFF tag Copyright"})


def test_real_headers(shared: Path) -> None:
    nitf = read_facts(shared / "aircraft/imaging-nitf/JitcNitf21Samples/i_3001a.ntf")
    assert nitf == {"acquired": Fact("1996-12-17T10:26:30Z", "NITF header (IDATIM)")}
    photo = read_facts(shared / "rasters/rio-tiler/no_geo2.jpg")
    assert photo == {"acquired": Fact("2022-07-23T09:20:39Z", "EXIF (DateTimeOriginal)")}
    imd = read_facts(shared / "rasters/gdal/gcore/data/md_dg.tif")
    assert (imd["gsd_m"].value, imd["gsd_m"].origin) == (1.301, "Maxar IMD (meanCollectedGSD)")
