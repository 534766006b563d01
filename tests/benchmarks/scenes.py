"""Big frames for the benchmarks, written once into a cache folder."""

import struct
import zlib
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.shutil import copy as copy_raster
from rasterio.windows import Window

PATCH = 2048
TILE = 512
COMPARED_PX = 4096
PLACE = Affine(0.31, 0, 300_000, 0, -0.31, 3_930_000)


class Scenes:
    """Frames of given sides by what they are, made when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def cogs(self, sides: tuple[int, int]) -> dict[str, Path]:
        """Return an 8-bit and a 16-bit frame as providers deliver them for viewing."""
        return {
            f"8-bit COG {sides[0]} px": cog_8bit(self.folder, sides[0]),
            f"16-bit 4-band COG {sides[1]} px": cog_16bit(self.folder, sides[1]),
        }

    def compared(self) -> tuple[Path, Path]:
        """Return two frames of one place that are compared: 8-bit and 16-bit."""
        return cog_8bit(self.folder, COMPARED_PX), cog_16bit(self.folder, COMPARED_PX)

    def slow_files(self, sides: tuple[int, int]) -> dict[str, Path]:
        """Return files without overviews, in strips and as one JPEG."""
        return {
            f"16-bit in strips {sides[0]} px": striped_16bit(self.folder, sides[0]),
            f"JPEG {sides[1]} px": jpeg(self.folder, sides[1]),
        }

    def growing(self, sides: tuple[int, ...]) -> dict[int, Path]:
        """Return tiled frames with overviews, by their sides."""
        return {side: repeated_tile(self.folder, side) for side in sides}


def cog_8bit(folder: Path, side: int) -> Path:
    """Write a square 8-bit RGB COG with JPEG tiles."""
    options = {"compress": "jpeg", "photometric": "ycbcr", "jpeg_quality": "85"}
    return _scene(folder / f"rgb8_{side}.tif", side, _patch(3, 0, 256).astype(np.uint8), options, "jpeg")


def cog_16bit(folder: Path, side: int) -> Path:
    """Write a square 16-bit COG of four bands with ZSTD tiles, 11 bits used."""
    options = {"compress": "zstd", "zstd_level": "1", "predictor": "2"}
    return _scene(folder / f"bgrn16_{side}.tif", side, _patch(4, 100, 1900).astype(np.uint16), options, "zstd")


def striped_16bit(folder: Path, side: int) -> Path:
    """Write a square 16-bit frame of one band in Deflate strips, without overviews."""
    path = folder / f"strips16_{side}.tif"
    patch = _patch(1, 100, 1900).astype(np.uint16)
    profile = {"dtype": "uint16", "compress": "deflate", "predictor": "2", "zlevel": "1", "BIGTIFF": "YES"}
    return path if path.is_file() else _filled(path, side, patch, {"driver": "GTiff", "blockysize": 16, **profile})


def jpeg(folder: Path, side: int) -> Path:
    """Write a square RGB JPEG."""
    path = folder / f"photo_{side}.jpg"
    if not path.is_file():
        plain = _filled(path.with_suffix(".plain.tif"), side, _patch(3, 0, 256).astype(np.uint8), {"driver": "GTiff"})
        copy_raster(str(plain), str(path), driver="JPEG", QUALITY="85")
        plain.unlink()
        path.with_suffix(".jpg.aux.xml").unlink(missing_ok=True)
    return path


def repeated_tile(folder: Path, side: int) -> Path:
    """Write a square 8-bit TIFF with overviews whose tiles are all the same bytes: as large as one likes in no time.

    Every level is an IFD of TIFF 6.0 whose tile offsets all point at one Deflate tile.
    """
    path = folder / f"repeated_{side}.tif"
    if path.is_file():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    tile = zlib.compress(_patch(1, 0, 256).astype(np.uint8)[0, :TILE, :TILE].tobytes(), 1)
    sides = [side >> level for level in range(20) if level == 0 or side >> level >= TILE // 2]
    start = 8 + len(tile) + len(tile) % 2
    parts, at = [], start
    for level, size in enumerate(sides):
        is_last = level == len(sides) - 1
        parts.append(_ifd(at, size, len(tile), reduced=level > 0, last=is_last))
        at += len(parts[-1])
    path.write_bytes(struct.pack("<2sHI", b"II", 42, start) + tile.ljust(start - 8, b"\0") + b"".join(parts))
    return path


def _ifd(at: int, side: int, tile_bytes: int, *, reduced: bool, last: bool) -> bytes:
    """Return a level's directory at this place of the file, the values too long for it, and its way to the next."""
    tiles = (-(-side // TILE)) ** 2
    short, long, double = 3, 4, 12
    values: list[tuple[int, int, str, tuple[float, ...]]] = [
        (254, long, "I", (int(reduced),)), (256, long, "I", (side,)), (257, long, "I", (side,)),
        (258, short, "H", (8,)), (259, short, "H", (8,)), (262, short, "H", (1,)), (277, short, "H", (1,)),
        (322, short, "H", (TILE,)), (323, short, "H", (TILE,)),
        (324, long, "I", (8,) * tiles), (325, long, "I", (tile_bytes,) * tiles),
    ]  # fmt: skip
    if not reduced:
        keys = (1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32637)
        values += [
            (33550, double, "d", (PLACE.a, -PLACE.e, 0.0)),
            (33922, double, "d", (0.0, 0.0, 0.0, PLACE.c, PLACE.f, 0.0)),
            (34735, short, "H", keys),
        ]
    extra_at = at + 2 + 12 * len(values) + 4
    entries, extra = b"", b""
    for tag, kind, code, numbers in values:
        packed = struct.pack(f"<{len(numbers)}{code}", *numbers)
        if len(packed) > 4:
            place = struct.pack("<I", extra_at + len(extra))
            extra += packed + b"\0" * (len(packed) % 2)
        else:
            place = packed.ljust(4, b"\0")
        entries += struct.pack("<HHI", tag, kind, len(numbers)) + place
    following = 0 if last else extra_at + len(extra)
    return struct.pack("<H", len(values)) + entries + struct.pack("<I", following) + extra


def _filled(path: Path, side: int, patch: NDArray[np.generic], options: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"part-{path.name}")
    shape = {"width": side, "height": side, "count": patch.shape[0], "dtype": patch.dtype.name}
    row = np.tile(patch, (1, 1, -(-side // PATCH)))[:, :, :side]
    with (
        rasterio.Env(GDAL_NUM_THREADS="ALL_CPUS"),
        rasterio.open(part, "w", crs="EPSG:32637", transform=PLACE, **{**shape, **options}) as raster,
    ):
        for top in range(0, side, PATCH):
            high = min(PATCH, side - top)
            raster.write(row[:, :high], window=Window(0, top, side, high))
    part.rename(path)
    return path


def _scene(path: Path, side: int, patch: NDArray[np.generic], options: dict[str, str], overview_compress: str) -> Path:
    if path.is_file():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = path.with_suffix(".plain.tif")
    profile = {
        "driver": "GTiff",
        "width": side,
        "height": side,
        "count": patch.shape[0],
        "dtype": patch.dtype.name,
        "crs": "EPSG:32637",
        "transform": PLACE,
        "tiled": True,
        "blockxsize": 512,
        "blockysize": 512,
        "BIGTIFF": "YES",
        "interleave": "pixel",
        **options,
    }
    with rasterio.Env(GDAL_NUM_THREADS="ALL_CPUS", COMPRESS_OVERVIEW=overview_compress):
        with rasterio.open(plain, "w", **profile) as raster:
            for top in range(0, side, PATCH):
                for left in range(0, side, PATCH):
                    high, wide = min(PATCH, side - top), min(PATCH, side - left)
                    raster.write(patch[:, :high, :wide], window=Window(left, top, wide, high))
        with rasterio.open(plain, "r+") as raster:
            raster.build_overviews([2**level for level in range(1, 8) if side >> level >= 256], Resampling.average)
        part = path.with_suffix(".part.tif")
        creation = {key.upper(): value for key, value in options.items() if key == "compress"}
        copy_raster(
            str(plain), str(part), driver="COG", BLOCKSIZE="512", BIGTIFF="YES", OVERVIEWS="FORCE_USE_EXISTING",
            **creation,
        )  # fmt: skip
    plain.unlink()
    part.rename(path)
    return path


def _patch(bands: int, low: int, high: int) -> NDArray[np.float64]:
    """Return ground-like noise over several scales, (bands, PATCH, PATCH), that tiles without a seam."""
    generator = np.random.default_rng(bands)
    ground = np.zeros((bands, PATCH, PATCH))
    for cells in (8, 32, 128, 512, 2048):
        noise = generator.standard_normal((bands, cells, cells))
        repeat = PATCH // cells
        ground += np.kron(noise, np.ones((1, repeat, repeat))) / np.log2(cells)
    ground -= ground.min()
    patch: NDArray[np.float64] = low + ground / ground.max() * (high - 1 - low)
    return patch
