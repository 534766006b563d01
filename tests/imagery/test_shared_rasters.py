"""Every real and hostile raster opens, or is refused in one sentence."""

import re
from pathlib import Path

import pytest

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.imagery.raster import Raster
from basewatch_gui.model.errors import BasewatchError

FOLDERS = ("rasters", "multidate", "aircraft", "hostile")
OPENED = re.compile(
    rf"\| ((?:{'|'.join(FOLDERS)})/\S+) \| \d+ \| (?:GTiff|NITF|JP2OpenJPEG|PNG|JPEG|DIMAP) (\d+)x(\d+)x(\d+) (\w+)"
)


def sentence_of(fault: BasewatchError, path: Path) -> None:
    sentence = str(fault)
    assert path.name in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def visit(path: Path) -> tuple[int, int, int, str] | None:
    """Open, describe and read a file; its size, bands and type, or None when it is refused."""
    try:
        raster = Raster(path)
    except BasewatchError as fault:
        sentence_of(fault, path)
        return None
    with raster:
        for level in {0, len(raster.pyramid.sizes) - 1}:
            key = TileKey(1, level, 0, 0)
            try:
                tile = raster.read(key)
            except BasewatchError as fault:
                sentence_of(fault, path)
            else:
                assert tile.samples.shape == (raster.bands, *raster.pyramid.tile_size(key)[::-1])
                assert tile.samples.dtype == raster.dtype
        frame = describe_frame(path, 1, path.name)
        # The manifest's GDAL knew no float16 and called it float32.
        dtype = "float32" if frame.dtype == "float16" else frame.dtype
        return (frame.width, frame.height, frame.bands, dtype)


def listed(manifest: str) -> dict[str, tuple[int, int, int, str]]:
    found = OPENED.findall(manifest)
    return {name: (int(width), int(height), int(bands), dtype) for name, width, height, bands, dtype in found}


def test_every_file_opens_or_is_refused(shared: Path, capfd: pytest.CaptureFixture[str]) -> None:
    manifest = listed((shared / "MANIFEST.md").read_text())
    files = sorted(path for folder in FOLDERS for path in (shared / folder).rglob("*") if path.is_file())
    before = {path: path.stat().st_mtime_ns for path in files}
    seen = {path.relative_to(shared).as_posix(): visit(path) for path in files}
    opened = {name: said for name, said in seen.items() if said is not None}
    assert len(manifest) > 100
    assert {name: said for name, said in opened.items() if name in manifest and manifest[name] != said} == {}
    refused = {name for name in manifest if name not in opened}
    assert {name for name in refused if not name.startswith("hostile/") and "complex" not in manifest[name][3]} == set()
    assert capfd.readouterr().err == ""
    after = {path for folder in FOLDERS for path in (shared / folder).rglob("*") if path.is_file()}
    assert {path: path.stat().st_mtime_ns for path in after} == before


@pytest.mark.parametrize("name", ["rgbsmall_JXL.tif", "p1_01a.ntf"])
def test_what_this_gdal_lacks_is_said(shared: Path, name: str) -> None:
    [path] = (shared / "hostile" / "unsupported").rglob(name)
    with pytest.raises(BasewatchError, match="compressed in a way that can't be read here"):
        Raster(path)
