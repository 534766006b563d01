"""Sidecars as the providers write them, and the facts that are read from them."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.imagery.facts import dimap, landsat, maxar, names, planet, sentinel, stac
from basewatch_gui.imagery.facts.fact import Facts
from tests.imagery.facts.sidecars import (
    DIMAP,
    IMD,
    ISD,
    MTD,
    MTD_TL,
    MTL,
    PLANET,
    PLANET_XML,
    STAC,
    VOLUME,
    WORLDVIEW,
    mtl_text,
    mtl_xml,
)

Read = Callable[[Path, Mapping[str, str]], Facts]


def values(facts: Facts) -> dict[str, str | float]:
    return {field: fact.value for field, fact in facts.items()}


def origins(facts: Facts) -> dict[str, str]:
    return {field: fact.origin for field, fact in facts.items()}


@pytest.mark.parametrize(("name", "text"), [("10DEC02.IMD", IMD), ("10DEC02.XML", ISD)])
@pytest.mark.parametrize("raster", ["10DEC02.TIF", "10DEC02.TIL", "10DEC02_R1C2.TIF"])
def test_maxar(tmp_path: Path, name: str, text: str, raster: str) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "README.XML").write_text("<README/>")
    facts = maxar.maxar_facts(tmp_path / raster, {"IMD/IMAGE_1.satId": '"XX"'})
    assert values(facts) == pytest.approx(WORLDVIEW)
    assert origins(facts)["sun_elevation_deg"] == f"Maxar {name[-3:]} (meanSunEl)"
    assert maxar.maxar_facts(tmp_path / "other.tif", {}) == {}


def test_maxar_through_gdal(tmp_path: Path) -> None:
    tags = {"IMD/version": '"1"', "IMD/IMAGE_1.satId": '"QB02"', "IMD/IMAGE_1.sunEl": "30.1", "AREA": "Point"}
    facts = maxar.maxar_facts(tmp_path / "a.tif", tags)
    assert values(facts) == {"satellite": "QB02", "provider": "Maxar", "sun_elevation_deg": 30.1}


@pytest.mark.parametrize("name", ["20241213_081223_ssc4_u0001_metadata.json", "20241213_081223_ssc4_u0001_visual.json"])
def test_planet(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(json.dumps(PLANET))
    facts = planet.planet_facts(tmp_path / "20241213_081223_ssc4_u0001_visual.tif", {})
    assert values(facts) == {
        **WORLDVIEW,
        "provider": "Planet",
        "satellite": "SkySat SSC4",
        "catalog_id": "20241213_081223_ssc4_u0001",
        "gsd_m": 0.79,
        "url": "https://api.planet.com/data/v1/item-types/SkySatCollect/items/20241213_081223_ssc4_u0001",
    }
    assert origins(facts)["acquired"] == "Planet metadata JSON (properties.acquired)"
    assert planet.planet_facts(tmp_path / "20241214_081223_ssc4_u0001_visual.tif", {}) == {}


def test_planet_xml(tmp_path: Path) -> None:
    (tmp_path / "20170623_180038_0f15_3B_AnalyticMS_metadata_clip.xml").write_text(PLANET_XML)
    assert values(planet.planet_facts(tmp_path / "20170623_180038_0f15_3B_AnalyticMS_clip.tif", {})) == {
        "acquired": "2017-06-23T18:00:38Z",
        "provider": "Planet",
        "satellite": "PlanetScope 0f15",
        "catalog_id": "20170623_180038_0f15_3B_AnalyticMS",
        "off_nadir_deg": 0.29,
        "sun_elevation_deg": 68.1,
        "sun_azimuth_deg": 132.2,
    }


@pytest.mark.parametrize("name", ["base-visual.json", "base-visual.stac.json", "base-visual.tif.json", "item.json"])
def test_stac(tmp_path: Path, name: str) -> None:
    (tmp_path / "another.json").write_text(json.dumps({**STAC, "assets": {"a": {"href": "x-base-visual.tif"}}}))
    (tmp_path / name).write_text(json.dumps(STAC))
    facts = stac.stac_facts(tmp_path / "base-visual.tif", {})
    assert values(facts) == {**WORLDVIEW, "gsd_m": 0.31, "url": "https://example.org/item.json"}
    assert origins(facts)["off_nadir_deg"] == "STAC item sidecar (view:off_nadir)"
    assert stac.stac_facts(tmp_path / "unnamed.tif", {}) == {}


def test_stac_names_a_file_in_any_spelling(tmp_path: Path) -> None:
    for href in ("./база 1.tif", "https://example.org/%D0%B1%D0%B0%D0%B7%D0%B0%201.tif"):
        (tmp_path / "item.json").write_text(json.dumps({**STAC, "assets": {"a": {"href": href}}}))
        assert stac.stac_facts(tmp_path / "база 1.tif", {})["satellite"].value == "WV03"


def test_stac_without_a_middle_time(tmp_path: Path) -> None:
    said = {"datetime": None, "start_datetime": "2024-12-13T08:12:23Z", "constellation": "pleiades"}
    (tmp_path / "a.json").write_text(
        json.dumps({**STAC, "properties": said, "links": [{"rel": "self", "href": "./a"}]})
    )
    facts = stac.stac_facts(tmp_path / "a.tif", {})
    assert values(facts) == {
        "acquired": "2024-12-13T08:12:23Z",
        "satellite": "pleiades",
        "catalog_id": "10400100A1B2C3D4-visual",
    }


@pytest.mark.parametrize("raster", ["DIM_PHR1A.XML", "IMG_PHR1A_R1C1.TIF"])
def test_dimap(tmp_path: Path, raster: str) -> None:
    (tmp_path / "DIM_PHR1A.XML").write_text(DIMAP)
    facts = dimap.dimap_facts(tmp_path / raster, {"MISSION": "other"})
    expected = {**WORLDVIEW, "satellite": "PHR 1A", "provider": "Airbus DS", "catalog_id": "DS_PHR1A_SOURCE"}
    assert values(facts) == pytest.approx({**expected, "gsd_m": 0.72})
    assert origins(facts)["off_nadir_deg"] == "DIMAP (VIEWING_ANGLE)"
    assert dimap.dimap_facts(tmp_path / "IMG_other.TIF", {}) == {}


def test_a_dimap_volume_leads_to_its_components_but_not_out_of_its_folder(tmp_path: Path) -> None:
    product = tmp_path / "product"
    (product / "IMG_01").mkdir(parents=True)
    (product / "VOL_PHR.XML").write_text(VOLUME)
    (tmp_path / "DIM_out.XML").write_text(DIMAP)
    assert dimap.dimap_facts(product / "VOL_PHR.XML", {}) == {}
    (product / "IMG_01" / "DIM_PHR1A.XML").write_text(DIMAP)
    assert values(dimap.dimap_facts(product / "VOL_PHR.XML", {}))["sun_azimuth_deg"] == 160.2


def safe_folder(folder: Path) -> Path:
    safe = folder / "S2A_MSIL1C_20241213T081241_N0511_R078_T36SYC_20241213T100000.SAFE"
    granule = safe / "GRANULE" / "L1C_T36SYC_A049000_20241213T082211"
    (granule / "IMG_DATA").mkdir(parents=True)
    (safe / "MTD_MSIL1C.xml").write_text(MTD)
    (granule / "MTD_TL.xml").write_text(MTD_TL)
    return safe


SENTINEL = {
    "acquired": "2024-12-13T08:22:11Z",
    "provider": "ESA Copernicus",
    "satellite": "Sentinel-2A",
    "catalog_id": "S2A_MSIL1C_20241213T081241_N0511_R078_T36SYC_20241213T100000",
    "sun_elevation_deg": 29.75,
    "sun_azimuth_deg": 164.5,
}


def test_sentinel_2_in_its_folder(tmp_path: Path) -> None:
    safe = safe_folder(tmp_path)
    band = next(safe.glob("GRANULE/*/IMG_DATA")) / "T36SYC_20241213T081241_B04.jp2"
    for path in (band, safe / "MTD_MSIL1C.xml", safe):
        facts = sentinel.sentinel_facts(path, {})
        assert values(facts) == SENTINEL
    assert origins(facts)["acquired"] == "Sentinel-2 MTD_TL (SENSING_TIME)"


def test_sentinel_2_of_two_tiles_takes_the_sun_of_neither(tmp_path: Path) -> None:
    safe = safe_folder(tmp_path)
    (safe / "GRANULE" / "L1C_T36SXC").mkdir()
    (safe / "GRANULE" / "L1C_T36SXC" / "MTD_TL.xml").write_text(MTD_TL)
    facts = sentinel.sentinel_facts(safe / "MTD_MSIL1C.xml", {})
    assert "sun_elevation_deg" not in facts
    assert facts["acquired"].value == "2024-12-13T08:12:41Z"


def test_sentinel_2_zipped(tmp_path: Path) -> None:
    safe = safe_folder(tmp_path)
    with ZipFile(tmp_path / "s2.zip", "w") as archive:
        for file in safe.rglob("*.xml"):
            archive.write(file, file.relative_to(tmp_path).as_posix())
    assert values(sentinel.sentinel_facts(tmp_path / "s2.zip", {})) == SENTINEL
    data = (tmp_path / "s2.zip").read_bytes()
    for damaged in (data[:200], data[:-30], b"no zip", data.replace(b"MTD_TL", b"MTD_XX", 1)):
        (tmp_path / "s2.zip").write_bytes(damaged)
        sentinel.sentinel_facts(tmp_path / "s2.zip", {})


@pytest.mark.parametrize(
    ("ending", "text"),
    [("txt", mtl_text(MTL)), ("json", json.dumps({"LANDSAT_METADATA_FILE": MTL})), ("xml", mtl_xml(MTL))],
)
def test_landsat(tmp_path: Path, ending: str, text: str) -> None:
    scene = "LC08_L1TP_174036_20241213_20241220_02_T1"
    (tmp_path / f"{scene}_MTL.{ending}").write_text(text)
    facts = landsat.landsat_facts(tmp_path / f"{scene}_B4.TIF", {})
    assert values(facts) == {
        **{field: WORLDVIEW[field] for field in ("acquired", "sun_elevation_deg", "sun_azimuth_deg")},
        "provider": "USGS",
        "satellite": "Landsat 8",
        "catalog_id": scene,
        "off_nadir_deg": 0.001,
    }
    assert landsat.landsat_facts(tmp_path / "LC09_B4.TIF", {}) == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "10DEC02081223-P2AS_R1C1-012345678010_01_P001.TIF",
            {"acquired": "2010-12-02T08:12:23Z", "provider": "Maxar"},
        ),
        ("10XYZ02081223-P2AS.TIF", {}),
        ("20241213_081223_airbase.tif", {"acquired": "2024-12-13T08:12:23Z", "provider": "Planet"}),
        (
            "20241213_081223_52_2414_3B_AnalyticMS_8b.tif",
            {
                "acquired": "2024-12-13T08:12:23Z",
                "provider": "Planet",
                "satellite": "PlanetScope 2414",
                "catalog_id": "20241213_081223_52_2414",
            },
        ),
        (
            "20241213_081223_ssc4_u0001_visual.tif",
            {
                "acquired": "2024-12-13T08:12:23Z",
                "provider": "Planet",
                "satellite": "SkySat SSC4",
                "catalog_id": "20241213_081223_ssc4_u0001",
            },
        ),
        ("20241399_081223_airbase.tif", {"provider": "Planet"}),
        ("20241207_airbase_050cm.tif", {}),
        (
            "T36SYC_20241213T081241_B04.jp2",
            {"acquired": "2024-12-13T08:12:41Z", "provider": "ESA Copernicus"},
        ),
        (
            "S2B_MSIL2A_20241213T081241_N0511_R078_T36SYC_20241213T100000.zip",
            {"acquired": "2024-12-13T08:12:41Z", "provider": "ESA Copernicus", "satellite": "Sentinel-2B"},
        ),
        (
            "LC09_L2SP_174036_20241213_20241220_02_T1_SR_B4.TIF",
            {"provider": "USGS", "satellite": "Landsat 9", "catalog_id": "LC09_L2SP_174036_20241213_20241220_02_T1"},
        ),
        ("news.png", {}),
    ],
)
def test_names(name: str, said: dict[str, str]) -> None:
    facts = names.file_name_facts(Path("folder") / name, {})
    assert values(facts) == said
    assert set(origins(facts).values()) <= {"file name"}


FAMILIES: list[tuple[Read, str, str, str]] = [
    (maxar.maxar_facts, "a.IMD", IMD, "a.tif"),
    (maxar.maxar_facts, "a.XML", ISD, "a.tif"),
    (planet.planet_facts, "a_metadata.json", json.dumps(PLANET), "a_1.tif"),
    (planet.planet_facts, "a_metadata.xml", PLANET_XML, "a_1.tif"),
    (stac.stac_facts, "a.json", json.dumps(STAC), "a.tif"),
    (dimap.dimap_facts, "DIM_a.XML", DIMAP, "DIM_a.XML"),
    (sentinel.sentinel_facts, "MTD_TL.xml", MTD_TL, "a.jp2"),
    (landsat.landsat_facts, "a_MTL.txt", mtl_text(MTL), "a_B4.TIF"),
    (landsat.landsat_facts, "a_MTL.json", json.dumps({"LANDSAT_METADATA_FILE": MTL}), "a_B4.TIF"),
]


@pytest.mark.parametrize(("read", "name", "text", "raster"), FAMILIES, ids=[family[1] for family in FAMILIES])
@given(data=st.data())
def test_damage_is_left_out_in_silence(
    tmp_path: Path, read: Read, name: str, text: str, raster: str, data: st.DataObject
) -> None:
    good = text.encode()
    (tmp_path / name).write_bytes(good)
    assert len(read(tmp_path / raster, {})) >= 3
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 200)))
    junk = data.draw(
        st.one_of(st.binary(max_size=20), st.sampled_from([b"null", b"[]", b"{}", b"-1e999", b'"', b"\0"]))
    )
    (tmp_path / name).write_bytes(good[:start] + junk + good[end:])
    read(tmp_path / raster, {})


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=6,
)


@given(data=st.data())
def test_json_of_any_shape_is_read(tmp_path: Path, data: st.DataObject) -> None:
    """A member of the item, or of its properties, is anything at all."""
    for good, read, name in ((PLANET, planet.planet_facts, "a_metadata.json"), (STAC, stac.stac_facts, "a.json")):
        item = json.loads(json.dumps(good))
        where = data.draw(st.sampled_from([item, item["properties"]]))
        where[data.draw(st.sampled_from(sorted(where)))] = data.draw(JSON)
        (tmp_path / name).write_text(json.dumps(item))
        read(tmp_path / "a.tif", {})


def test_real_dimap_and_imd(shared: Path) -> None:
    bundle = shared / "rasters/gdal/gdrivers/data/dimap2/bundle"
    for name in ("DIM_foo.XML", "VOL_PHR.XML", "IMG_foo_R1C1.TIF"):
        facts = values(dimap.dimap_facts(bundle / name, {}))
        assert (facts["acquired"], facts["satellite"]) == ("2016-06-17T12:34:56Z", "PHR 1A")
    imd = values(maxar.maxar_facts(shared / "rasters/gdal/gcore/data/md_dg.tif", {}))
    assert (imd["satellite"], imd["gsd_m"], imd["acquired"]) == ("WV03", 1.301, "2010-04-01T12:00:00Z")
    assert "catalog_id" not in imd
