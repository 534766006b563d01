import struct
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.control import GroundControlPoint

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.environment import gdal_session
from basewatch_gui.imagery.raster import open_raster
from basewatch_gui.model.errors import BasewatchError
from tests.rasters import AT_HOME, UTM_37N, random_pixels, write_raster

FIRST = TileKey(1, 0, 0, 0)

VRT = """<VRTDataset rasterXSize="20" rasterYSize="20"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>
<SourceFilename>{path}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"""

TIL = """bandId = "P";
numTiles = 1;
tileSizeX = 40;
tileSizeY = 30;
tileUnits = "Pixels";
tileOverlap = 0;
BEGIN_GROUP = TILE_1
\tfilename = "{name}";
\tULColOffset = 0;
\tULRowOffset = 0;
\tURColOffset = 39;
\tURRowOffset = 0;
\tLRColOffset = 39;
\tLRRowOffset = 29;
\tLLColOffset = 0;
\tLLRowOffset = 29;
END_GROUP = TILE_1
END;
"""
IMD = """version = "AA";
bandId = "P";
numRows = 30;
numColumns = 40;
productLevel = "LV2A";
bitsPerPixel = 16;
END;
"""


def tiff(width: int, height: int, samples: int = 1, offset: int = 200) -> bytes:
    """A TIFF of a few hundred bytes that claims a size: 8 bits, one strip, uncompressed."""
    entries = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, offset)]
    entries += [(277, 3, samples), (278, 4, height), (279, 4, min(width * height, 2**32 - 1))]
    body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return struct.pack("<2sHIH", b"II", 42, 8, len(entries)) + body + bytes(4 + 100)


def refused(path: Path | str, *words: str) -> None:
    with pytest.raises(BasewatchError) as caught:
        open_raster(Path(path))
    sentence = str(caught.value)
    assert all(word in sentence for word in words), sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_missing_file(tmp_path: Path) -> None:
    refused(tmp_path / "gone.tif", "gone.tif can't be found")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "scene.tif").mkdir()
    refused(tmp_path / "scene.tif", "scene.tif is a folder")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.tif").touch()
    refused(tmp_path / "a.tif", "a.tif is empty")


@pytest.mark.parametrize("name", ["a\0b.tif", "x" * 300 + ".tif"])
def test_a_name_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    refused(tmp_path / name, "can't be")


def test_text_named_as_an_image(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_text("hello, this is no image " * 100)
    refused(tmp_path / "a.tif", "a.tif is not an image")


@pytest.mark.parametrize("name", ["a.vrt", "a.tif", "a.png"])
def test_a_virtual_raster_under_any_name(tmp_path: Path, name: str) -> None:
    write_raster(tmp_path / "secret.tif", width=20, height=20)
    (tmp_path / name).write_text(VRT.format(path=tmp_path / "secret.tif"))
    refused(tmp_path / name, "virtual raster")


def test_a_virtual_raster_behind_much_white_space(tmp_path: Path) -> None:
    write_raster(tmp_path / "secret.tif", width=20, height=20)
    (tmp_path / "a.tif").write_text("<!--" + " " * 5000 + "-->" + VRT.format(path=tmp_path / "secret.tif"))
    refused(tmp_path / "a.tif", "a.tif is not an image")


@pytest.mark.parametrize(
    "name",
    [
        "/vsicurl/https://example.org/a.tif",
        "/vsizip/tmp/a.zip/a.tif",
        "https://example.org/a.tif",
        "s3://bucket/a.tif",
        "file:///tmp/a.tif",
    ],
)
def test_names_that_are_no_local_file(name: str) -> None:
    refused(name, "is not a file on this computer")


@pytest.mark.parametrize("name", ["a#b.tif", "a?b.tif", "a!b.tif", "zip:a.tif", "літак 1%20.tif"])
def test_odd_names_are_files_like_others(tmp_path: Path, name: str) -> None:
    pixels = write_raster(tmp_path / "plain.tif", width=20, height=10)
    (tmp_path / "plain.tif").rename(tmp_path / name)
    with open_raster(tmp_path / name) as raster:
        assert np.array_equal(raster.read_tile(FIRST).samples, pixels)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (tiff(65_535, 65_535), "truncated or damaged"),
        (tiff(260_000, 250_000), "truncated or damaged"),
        (tiff(2_000_000, 3), "claims 2000000 x 3 pixels"),
        (tiff(3, 2_000_000), "claims 3 x 2000000 pixels"),
        (tiff(20, 20, samples=60_000), "60000 bands"),
        (tiff(20, 20, offset=5000), "truncated or damaged"),
    ],
)
def test_headers_that_claim_too_much(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.tif").write_bytes(content)
    refused(tmp_path / "a.tif", words)


def test_a_sparse_file_of_62_gb_opens_and_reads_a_tile(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    with gdal_session(), rasterio.open(
        path, "w", driver="GTiff", width=250_000, height=250_000, count=1, dtype="uint8",
        crs=UTM_37N, transform=AT_HOME, tiled=True, blockxsize=4096, blockysize=4096, SPARSE_OK=True, BIGTIFF="YES",
    ):  # fmt: skip
        pass
    assert path.stat().st_size < 1_000_000
    with open_raster(path) as raster:
        assert raster.pyramid.sizes[0] == (250_000, 250_000)
        assert raster.read_tile(TileKey(1, 0, 400, 400)).samples.shape == (1, 512, 512)


def test_blocks_of_more_than_a_gigabyte(tmp_path: Path) -> None:
    with gdal_session(), rasterio.open(
        tmp_path / "a.tif", "w", driver="GTiff", width=40_000, height=40_000, count=1, dtype="uint8",
        crs=UTM_37N, transform=AT_HOME, tiled=True, blockxsize=40_000, blockysize=40_000, SPARSE_OK=True,
    ):  # fmt: skip
        pass
    refused(tmp_path / "a.tif", "blocks of more than 1 GB")


@pytest.mark.parametrize("dtype", ["complex64", "complex128", "complex_int16"])
def test_complex_samples(tmp_path: Path, dtype: str) -> None:
    if dtype == "complex_int16":
        with (
            gdal_session(),
            rasterio.open(
                tmp_path / "a.tif", "w", driver="GTiff", width=9, height=9, count=1, dtype=dtype, transform=AT_HOME
            ) as raster,
        ):
            raster.write(np.ones((1, 9, 9), np.complex64))
    else:
        write_raster(tmp_path / "a.tif", np.ones((1, 9, 9), dtype))
    refused(tmp_path / "a.tif", "complex radar samples")


@pytest.mark.parametrize(
    ("driver", "suffix"), [("GTiff", "tif"), ("PNG", "png"), ("JPEG", "jpg"), ("JP2OpenJPEG", "jp2")]
)
@pytest.mark.parametrize("kept", [0.02, 0.3, 0.7, 0.99])
def test_truncated_files_are_refused_or_some_tiles_are(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], driver: str, suffix: str, kept: float
) -> None:
    path = tmp_path / f"a.{suffix}"
    write_raster(path, random_pixels(900, 700, 3), driver=driver)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    said = []
    try:
        with open_raster(path) as raster:
            for row in (0, 1):
                for column in (0, 1):
                    try:
                        raster.read_tile(TileKey(1, 0, column, row))
                    except BasewatchError as fault:
                        said.append(str(fault))
    except BasewatchError as fault:
        said.append(str(fault))
    assert said or driver == "JPEG"
    assert all(path.name in sentence for sentence in said)
    assert capfd.readouterr().err == ""
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_damaged_block_spoils_its_tiles_only(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pixels = write_raster(path, width=1024, height=512, block=512, compress="deflate")
    content = bytearray(path.read_bytes())
    content[-100_000:-50_000] = bytes(50_000)
    path.write_bytes(content)
    with open_raster(path) as raster:
        assert np.array_equal(raster.read_tile(FIRST).samples, pixels[:, :, :512])
        with pytest.raises(BasewatchError, match=r"Part of a\.tif can't be read"):
            raster.read_tile(TileKey(1, 0, 1, 0))


@pytest.mark.parametrize(
    ("name", "opens"), [("a.tif", True), ("tiles/../../out/b.tif", False), ("../out/b.tif", False)]
)
def test_a_product_may_name_files_of_its_own_folder_only(tmp_path: Path, name: str, opens: bool) -> None:
    home = tmp_path / "home"
    (home / "tiles").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    pixels = write_raster(home / "a.tif", width=40, height=30, dtype="uint16")
    write_raster(tmp_path / "out" / "b.tif", width=40, height=30, dtype="uint16")
    (home / "x.TIL").write_text(TIL.format(name=name))
    (home / "x.IMD").write_text(IMD)
    if opens:
        with open_raster(home / "x.TIL") as raster:
            assert np.array_equal(raster.read_tile(FIRST).samples, pixels)
    else:
        # Later GDALs refuse such names by themselves, in words of their own.
        words = ("names files outside its own folder",) if rasterio.__gdal_version__ < "3.11" else ()
        refused(home / "x.TIL", *words)


def test_the_georeference_is_the_files_own(tmp_path: Path) -> None:
    turned = Affine(0.4, 0.3, 500_000, 0.3, -0.4, 5_500_000)
    south_up = Affine(0.5, 0, 500_000, 0, 0.5, 5_500_000)
    for transform in (AT_HOME, turned, south_up):
        write_raster(tmp_path / "a.tif", crs=UTM_37N, transform=transform)
        with open_raster(tmp_path / "a.tif") as raster:
            assert raster.transform == transform
            assert raster.crs_wkt is not None
            assert "UTM zone 37N" in raster.crs_wkt


def test_without_georeference(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif")
    with open_raster(tmp_path / "a.tif") as raster:
        assert (raster.crs_wkt, raster.transform) == (None, None)


LOCAL = 'LOCAL_CS["grid",UNIT["metre",1]]'


@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        (UTM_37N, Affine(1, 2, 0, 2, 4, 0)),
        (UTM_37N, Affine(1, 0, float("nan"), 0, -1, 0)),
        (UTM_37N, Affine(1e308, 0, 0, 0, -1e308, 0)),
        (UTM_37N, None),
        (LOCAL, AT_HOME),
    ],
)
def test_an_absurd_georeference_is_none(tmp_path: Path, crs: str, transform: Affine | None) -> None:
    write_raster(tmp_path / "a.tif", crs=crs, transform=transform)
    with open_raster(tmp_path / "a.tif") as raster:
        assert (raster.crs_wkt, raster.transform) == (None, None)


def test_a_world_file_without_crs_gives_the_affine(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.png", driver="PNG")
    (tmp_path / "a.wld").write_text("0.5\n0\n0\n-0.5\n100.25\n199.75\n")
    with open_raster(tmp_path / "a.png") as raster:
        assert (raster.crs_wkt, raster.transform) == (None, Affine(0.5, 0, 100, 0, -0.5, 200))


def points(*at_px: tuple[float, float]) -> list[GroundControlPoint]:
    there = (AT_HOME @ at for at in at_px)
    return [
        GroundControlPoint(row=y, col=x, x=east, y=north) for (x, y), (east, north) in zip(at_px, there, strict=True)
    ]


@pytest.mark.parametrize("count", [3, 4, 5])
def test_control_points_give_the_affine(tmp_path: Path, count: int) -> None:
    gcps = points((0, 0), (100, 5), (3, 80), (99, 77), (50, 40))[:count]
    write_raster(tmp_path / "a.tif", crs=UTM_37N, gcps=gcps)
    with open_raster(tmp_path / "a.tif") as raster:
        assert raster.transform is not None
        assert raster.transform.almost_equals(AT_HOME, 1e-6)
        assert raster.crs_wkt is not None


@pytest.mark.parametrize("at_px", [((0, 0), (100, 80)), ((0, 0), (50, 40), (100, 80)), ((7, 7), (7, 7), (7, 7))])
def test_too_few_control_points_or_on_a_line_give_none(tmp_path: Path, at_px: tuple[tuple[float, float], ...]) -> None:
    write_raster(tmp_path / "a.tif", crs=UTM_37N, gcps=points(*at_px))
    with open_raster(tmp_path / "a.tif") as raster:
        assert (raster.crs_wkt, raster.transform) == (None, None)
