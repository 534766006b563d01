"""Writing a GeoTIFF strip by strip, with overviews, so that it is whole or not there at all."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from basewatch_gui.imagery import environment

# isort: split
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import RasterioIOError
from rasterio.io import DatasetReader
from rasterio.windows import Window

from basewatch_gui.model.errors import BasewatchError

BLOCK_PX = 512
"""Side of the file's tiles in pixels; strips of this many rows are written without compressing a tile twice."""

COLOUR_OF_BAND = {
    "blue": ColorInterp.blue,
    "green": ColorInterp.green,
    "red": ColorInterp.red,
    "near infrared": ColorInterp.nir,
}
"""Colour interpretation of a band by its name."""


@dataclass(frozen=True, slots=True)
class GeotiffPlan:
    """What a GeoTIFF will be: size in pixels, dtype, georeference, band names, nodata and TIFF tags.

    Bands named as in COLOUR_OF_BAND get that colour interpretation too.
    """

    width: int
    height: int
    dtype: str
    bands: tuple[str, ...]
    crs: str
    transform: Affine
    nodata: float | None = None
    tags: Mapping[str, str] = field(default_factory=dict)


def write_geotiff(path: Path, plan: GeotiffPlan, strips: Iterable[NDArray[Any]]) -> None:
    """Write strips (bands, rows, columns), top to bottom, as a tiled, deflated GeoTIFF with averaged overviews.

    It appears under its name only when it is complete. Raises BasewatchError where it can't be written.
    """
    unfinished = path.with_name(f"{path.stem}.unfinished{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with rasterio.Env(GDAL_NUM_THREADS="ALL_CPUS", GDAL_TIFF_OVR_BLOCKSIZE=str(BLOCK_PX)):
            with rasterio.open(unfinished, "w", **_profile(plan)) as raster:
                _describe(raster, plan)
                top = 0
                for strip in strips:
                    raster.write(strip, window=Window(0, top, plan.width, strip.shape[1]))
                    top += strip.shape[1]
            with rasterio.open(unfinished, "r+") as raster:
                raster.build_overviews(_factors(plan.width, plan.height), Resampling.average)
        unfinished.replace(path)
    except environment.GDAL_FAULTS as fault:
        raise BasewatchError(
            "{path} can't be written: {fault}. Free some space or choose another folder.", path=path, fault=fault
        ) from fault
    finally:
        with suppress(OSError):
            unfinished.unlink()


def read_tiff_tags(path: Path) -> dict[str, str]:
    """Return the TIFF tags of a GeoTIFF; empty when there is no such file or it is none."""
    try:
        with environment.gdal_session(), DatasetReader(path, driver=["GTiff"]) as raster:
            return dict(raster.tags())
    except RasterioIOError:
        return {}


def _profile(plan: GeotiffPlan) -> dict[str, Any]:
    return {
        "driver": "GTiff",
        "width": plan.width,
        "height": plan.height,
        "count": len(plan.bands),
        "dtype": plan.dtype,
        "crs": plan.crs,
        "transform": plan.transform,
        "nodata": plan.nodata,
        "tiled": True,
        "blockxsize": BLOCK_PX,
        "blockysize": BLOCK_PX,
        "interleave": "pixel",
        "photometric": "RGB" if plan.bands[:3] == ("red", "green", "blue") else "MINISBLACK",
        "compress": "deflate",
        "zlevel": 1,
        "predictor": 2,
    }


def _describe(raster: Any, plan: GeotiffPlan) -> None:
    raster.colorinterp = [COLOUR_OF_BAND.get(name, ColorInterp.undefined) for name in plan.bands]
    for number, name in enumerate(plan.bands, start=1):
        raster.set_band_description(number, name)
    raster.update_tags(**plan.tags)


def _factors(width: int, height: int) -> list[int]:
    factors = [2]
    while max(width, height) / factors[-1] > BLOCK_PX:
        factors.append(factors[-1] * 2)
    return factors
