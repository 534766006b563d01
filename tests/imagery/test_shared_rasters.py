"""Every real and hostile raster opens as the table beside this says, or is refused in the sentence that it gives."""

import re
from math import isclose
from pathlib import Path

import basewatch_gui.imagery.environment as environment

# isort: split
import pytest
import rasterio
from pyproj import CRS, Transformer

from basewatch_gui.geometry.ground import parse_crs
from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.imagery.raster import open_raster
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame, ground_map

FOLDERS = ("rasters", "multidate", "aircraft", "hostile")
TABLE = Path(__file__).with_name("shared_rasters.txt")
LISTED = re.compile(
    rf"\| ((?:{'|'.join(FOLDERS)})/\S+) \| \d+ \| (?:GTiff|NITF|JP2OpenJPEG|PNG|JPEG|DIMAP) (\d+)x(\d+)x(\d+) (\w+)"
)
TURNED = re.compile(r".*/exif_orientation/F[5-8]\.jpg")
"""Stored with rows as columns: shown with the sides the other way round."""


def line_of(path: Path) -> str:
    """Open, describe and read a file; what it opens as, or the sentence that refuses it."""
    try:
        raster = open_raster(path)
    except BasewatchError as fault:
        return sentence_of(fault, path)
    with raster:
        for level in {0, len(raster.pyramid.sizes) - 1}:
            key = TileKey(1, level, 0, 0)
            try:
                tile = raster.read_tile(key)
            except BasewatchError as fault:
                sentence_of(fault, path)
            else:
                assert tile.samples.shape == (raster.bands, *raster.pyramid.tile_size(key)[::-1])
                assert tile.samples.dtype == raster.dtype
    frame = describe_frame(path, 1, path.name)
    # GDAL before 3.11 knew no float16 and called it float32.
    dtype = "float32" if frame.dtype == "float16" else frame.dtype
    return f"opens {frame.width}x{frame.height}x{frame.bands} {dtype}, {crs_of(frame)}"


def sentence_of(fault: BasewatchError, path: Path) -> str:
    sentence = str(fault)
    assert path.name in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def crs_of(frame: Frame) -> str:
    if frame.rpc is not None:
        return "RPC"
    if frame.crs_wkt is None:
        return "no CRS" if frame.transform is None else "no CRS but a transform"
    crs = parse_crs(frame.crs_wkt)
    if crs is None:
        return "local CRS"
    return ":".join(crs.to_authority(min_confidence=70) or (crs.name,))


def centre_by_rasterio(path: Path) -> tuple[float, float] | None:
    """Longitude and latitude of the centre as rasterio and pyproj alone give them."""
    with environment.gdal_session(), rasterio.open(path) as dataset:
        if dataset.crs is None or dataset.transform.is_identity:
            return None
        at = dataset.transform @ (dataset.width / 2, dataset.height / 2)
        to_lonlat = Transformer.from_crs(CRS(dataset.crs.to_wkt()), "OGC:CRS84", always_xy=True)
    lon_deg, lat_deg = to_lonlat.transform(*at)
    return (lon_deg, lat_deg)


def files_in(shared: Path) -> list[Path]:
    return sorted(path for folder in FOLDERS for path in (shared / folder).rglob("*") if path.is_file())


def test_every_file_opens_or_is_refused_as_the_table_says(shared: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = files_in(shared)
    before = {path: path.stat().st_mtime_ns for path in files}
    seen = [f"{path.relative_to(shared).as_posix()}  {line_of(path)}" for path in files]
    table = TABLE.read_text(encoding="utf-8").splitlines()
    assert len(table) > 200
    assert [line for line in seen if line not in table] == []
    assert [line for line in table if line not in seen] == []
    assert capfd.readouterr().err == ""
    assert {path: path.stat().st_mtime_ns for path in files_in(shared)} == before


def test_what_opens_has_the_size_bands_and_type_of_the_manifest(shared: Path) -> None:
    table = dict(line.split("  ", 1) for line in TABLE.read_text(encoding="utf-8").splitlines())
    listed = LISTED.findall((shared / "MANIFEST.md").read_text(encoding="utf-8"))
    assert len(listed) > 100
    for name, width, height, bands, dtype in listed:
        size = f"{height}x{width}" if TURNED.fullmatch(name) else f"{width}x{height}"
        is_refused = name.startswith("hostile/") or "complex" in dtype
        if not is_refused or table[name].startswith("opens"):
            assert table[name].startswith(f"opens {size}x{bands} {dtype}, "), name


def test_the_centre_lies_where_rasterio_says(shared: Path) -> None:
    table = dict(line.split("  ", 1) for line in TABLE.read_text(encoding="utf-8").splitlines())
    checked = 0
    for name, said in table.items():
        if not said.startswith("opens") or said.endswith(("no CRS", "transform", "local CRS", "RPC")):
            continue
        truth = centre_by_rasterio(shared / name)
        frame = describe_frame(shared / name, 1, name)
        lonlat = ground_map(frame, frame.plane).to_lonlat((frame.width / 2, frame.height / 2))
        if truth is not None and lonlat is not None:
            assert isclose((lonlat[0] - truth[0] + 180) % 360, 180, abs_tol=1e-7), name
            assert isclose(lonlat[1], truth[1], abs_tol=1e-7), name
            checked += 1
    assert checked > 60


@pytest.mark.parametrize("name", ["rgbsmall_JXL.tif", "p1_01a.ntf"])
def test_what_this_gdal_lacks_is_said(shared: Path, name: str) -> None:
    [path] = (shared / "hostile" / "unsupported").rglob(name)
    with pytest.raises(BasewatchError, match="compressed in a way that can't be read here"):
        open_raster(path)
