from pathlib import Path

import basewatch_gui.imagery.environment as environment

# isort: split
import numpy as np
import pytest
import rasterio
import rasterio.shutil
from rasterio.rpc import RPC
from rasterio.transform import RPCTransformer

from basewatch_gui.geometry.rpc import LevelGround, Rpc
from basewatch_gui.imagery.sources.rpc import read_rpc, rpc_from_tags
from tests.cameras import camera_rpc, tags_of
from tests.rasters import write_raster

CAMERA = camera_rpc(side_px=400)
TAGS = tags_of(CAMERA)
SIDE = 400


def vendor_rpc(rpc: Rpc) -> RPC:
    return RPC(
        height_off=rpc.height_offset,
        height_scale=rpc.height_scale,
        lat_off=rpc.lat_offset,
        lat_scale=rpc.lat_scale,
        line_den_coeff=list(rpc.line_denominator),
        line_num_coeff=list(rpc.line_numerator),
        line_off=rpc.line_offset,
        line_scale=rpc.line_scale,
        long_off=rpc.lon_offset,
        long_scale=rpc.lon_scale,
        samp_den_coeff=list(rpc.sample_denominator),
        samp_num_coeff=list(rpc.sample_numerator),
        samp_off=rpc.sample_offset,
        samp_scale=rpc.sample_scale,
        err_bias=None,
        err_rand=None,
    )


def read(path: Path) -> Rpc | None:
    with environment.gdal_session(), rasterio.open(path) as dataset:
        return read_rpc(dataset)


def text_file(tags: dict[str, str]) -> str:
    """As Maxar writes `_RPC.TXT`: a unit after each offset, a line for each coefficient."""
    lines = []
    for key, value in tags.items():
        words = value.split()
        if len(words) == 1:
            lines.append(f"{key}: {value} units")
        else:
            lines += [f"{key}_{number}: {word}" for number, word in enumerate(words, start=1)]
    return "\n".join(lines) + "\n"


def rpb_file(tags: dict[str, str]) -> str:
    """As Maxar writes `.RPB`."""
    names = {
        "LINE_OFF": "lineOffset",
        "SAMP_OFF": "sampOffset",
        "LAT_OFF": "latOffset",
        "LONG_OFF": "longOffset",
        "HEIGHT_OFF": "heightOffset",
        "LINE_SCALE": "lineScale",
        "SAMP_SCALE": "sampScale",
        "LAT_SCALE": "latScale",
        "LONG_SCALE": "longScale",
        "HEIGHT_SCALE": "heightScale",
        "LINE_NUM_COEFF": "lineNumCoef",
        "LINE_DEN_COEFF": "lineDenCoef",
        "SAMP_NUM_COEFF": "sampNumCoef",
        "SAMP_DEN_COEFF": "sampDenCoef",
    }
    rows = ['satId = "WV03";', 'bandId = "P";', 'SpecId = "RPC00B";', "BEGIN_GROUP = IMAGE", "\terrBias = 1.0;"]
    rows.append("\terrRand = 0.5;")
    for key, name in names.items():
        words = tags[key].split()
        value = words[0] if len(words) == 1 else "(\n" + ",\n".join(words) + ")"
        rows.append(f"\t{name} = {value};")
    return "\n".join([*rows, "END_GROUP = IMAGE", "END;"]) + "\n"


def assert_same(found: Rpc | None, wanted: Rpc = CAMERA) -> None:
    assert found is not None
    places = np.random.default_rng(1).uniform(0, SIDE, (50, 2))
    np.testing.assert_allclose(LevelGround(wanted).to_image(LevelGround(found).to_ground(places)), places, atol=1e-4)


@pytest.mark.parametrize("off_nadir", [0.0, 25.0, 45.0])
@pytest.mark.parametrize("height", [None, 300.0])
def test_gdal_s_own_transformer_agrees(off_nadir: float, height: float | None) -> None:
    rpc = camera_rpc(off_nadir_deg=off_nadir, turn_deg=off_nadir)
    places = np.random.default_rng(2).uniform(0, 8000, (200, 2))
    ground = LevelGround(rpc, height)
    heights = np.full(200, rpc.height_offset if height is None else height)
    there = ground.to_ground(places)
    with RPCTransformer(vendor_rpc(rpc), RPC_PIXEL_ERROR_THRESHOLD=1e-6) as gdal:
        rows, columns = gdal.rowcol(*there.T, heights, op=lambda value: value)
        assert np.abs(np.column_stack((columns, rows)) - places).max() < 0.01
        lon, lat = gdal.xy(places[:, 1], places[:, 0], heights, offset="ul")
    assert np.abs(ground.to_image(np.column_stack((lon, lat))) - places).max() < 0.01


def test_the_models_of_real_frames_agree_with_gdal(shared: Path) -> None:
    for name in ("byte_rpc.tif", "md_dg.tif"):
        with environment.gdal_session(), rasterio.open(shared / "rasters/gdal/gcore/data" / name) as dataset:
            rpc, vendor = read_rpc(dataset), dataset.rpcs
            places = np.random.default_rng(2).uniform((0, 0), (dataset.width, dataset.height), (50, 2))
        assert rpc is not None
        there = LevelGround(rpc).to_ground(places)
        with RPCTransformer(vendor) as gdal:
            rows, columns = gdal.rowcol(*there.T, np.full(50, rpc.height_offset), op=lambda value: value)
        assert np.abs(np.column_stack((columns, rows)) - places).max() < 0.01


def test_the_tag_of_a_geotiff_is_read(tmp_path: Path) -> None:
    write_raster(tmp_path / "basic.tif", width=SIDE, height=SIDE, rpcs=vendor_rpc(CAMERA))
    assert_same(read(tmp_path / "basic.tif"))


@pytest.mark.parametrize(("ending", "write"), [("_RPC.TXT", text_file), (".RPB", rpb_file)])
def test_a_file_beside_the_image_is_read(tmp_path: Path, ending: str, write: object) -> None:
    write_raster(tmp_path / "basic.tif", width=SIDE, height=SIDE)
    assert read(tmp_path / "basic.tif") is None
    assert callable(write)
    (tmp_path / f"basic{ending}").write_text(write(TAGS))
    assert_same(read(tmp_path / "basic.tif"))


def test_rpc00b_of_a_nitf_is_read(tmp_path: Path) -> None:
    write_raster(tmp_path / "basic.tif", width=SIDE, height=SIDE, rpcs=vendor_rpc(CAMERA))
    with environment.gdal_session():
        rasterio.shutil.copy(tmp_path / "basic.tif", tmp_path / "basic.ntf", driver="NITF", RPC00B="YES")
    found = read(tmp_path / "basic.ntf")
    assert found is not None
    assert found.lon_offset == pytest.approx(CAMERA.lon_offset, abs=1e-4)


@pytest.mark.parametrize(
    "changes",
    [
        {"HEIGHT_OFF": "HEIGHT_OFF"},
        {"LINE_SCALE": "0"},
        {"SAMP_SCALE": "-5"},
        {"LAT_OFF": "nan"},
        {"LAT_OFF": "95"},
        {"LONG_OFF": ""},
        {"LINE_NUM_COEFF": "1 2 3"},
        {"LINE_DEN_COEFF": " ".join(["inf"] * 20)},
        {"SAMP_DEN_COEFF": " ".join(["0"] * 20)},
        {"SAMP_NUM_COEFF": " ".join(["0"] * 20)},
    ],
    ids=str,
)
def test_a_model_that_is_not_whole_is_none(changes: dict[str, str]) -> None:
    assert rpc_from_tags(TAGS) is not None
    assert rpc_from_tags(TAGS | changes) is None


def test_no_tags_are_no_model() -> None:
    assert rpc_from_tags({}) is None


def test_a_vendor_s_placeholders_are_no_model(shared: Path) -> None:
    """GDAL hands the names of the fields on where the bundle's RPC file is a template."""
    with (
        environment.gdal_session(),
        rasterio.open(shared / "rasters/gdal/gdrivers/data/dimap2/bundle/DIM_foo.XML") as dataset,
    ):
        assert dataset.tags(ns="RPC")["HEIGHT_OFF"] == "HEIGHT_OFF"
        assert read_rpc(dataset) is None
