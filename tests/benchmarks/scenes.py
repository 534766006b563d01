"""Big frames for the benchmarks, written once into a cache folder."""

from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.shutil import copy as copy_raster
from rasterio.windows import Window

PATCH = 2048


def cog_8bit(folder: Path, side: int) -> Path:
    """A square 8-bit RGB COG with JPEG tiles."""
    options = {"compress": "jpeg", "photometric": "ycbcr", "jpeg_quality": "85"}
    return _scene(folder / f"rgb8_{side}.tif", side, _patch(3, 0, 256).astype(np.uint8), options, "jpeg")


def cog_16bit(folder: Path, side: int) -> Path:
    """A square 16-bit COG of four bands with ZSTD tiles, 11 bits used."""
    options = {"compress": "zstd", "zstd_level": "1", "predictor": "2"}
    return _scene(folder / f"bgrn16_{side}.tif", side, _patch(4, 100, 1900).astype(np.uint16), options, "zstd")


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
        "transform": Affine(0.31, 0, 300_000, 0, -0.31, 3_930_000),
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
    """Ground-like noise over several scales, (bands, PATCH, PATCH), that tiles without a seam."""
    generator = np.random.default_rng(bands)
    ground = np.zeros((bands, PATCH, PATCH))
    for cells in (8, 32, 128, 512, 2048):
        noise = generator.standard_normal((bands, cells, cells))
        repeat = PATCH // cells
        ground += np.kron(noise, np.ones((1, repeat, repeat))) / np.log2(cells)
    ground -= ground.min()
    patch: NDArray[np.float64] = low + ground / ground.max() * (high - 1 - low)
    return patch
