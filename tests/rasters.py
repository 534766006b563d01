"""Small rasters written for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import basewatch_gui.imagery.environment as environment

# isort: split
import numpy as np
import rasterio
from affine import Affine
from numpy.typing import ArrayLike, NDArray
from rasterio.control import GroundControlPoint
from rasterio.enums import ColorInterp, Resampling

Pixels = NDArray[Any]

UTM_37N = "EPSG:32637"
AT_HOME = Affine(0.5, 0.0, 500_000.0, 0.0, -0.5, 5_500_000.0)
"""Half-metre pixels, north up, in UTM_37N."""


def random_pixels(width: int, height: int, bands: int = 1, dtype: str = "uint8", seed: int = 0) -> Pixels:
    """Pixels (bands, height, width) over most of what the type can hold."""
    generator = np.random.default_rng(seed)
    shape = (bands, height, width)
    if np.dtype(dtype).kind == "f":
        return (generator.standard_normal(shape) * 1000).astype(dtype)
    limits = np.iinfo(dtype)
    return generator.integers(max(limits.min, -(2**40)), min(limits.max, 2**40), shape, dtype=dtype, endpoint=True)


def write_raster(
    path: Path,
    pixels: ArrayLike | None = None,
    *,
    width: int = 100,
    height: int = 80,
    bands: int = 1,
    dtype: str = "uint8",
    seed: int = 0,
    crs: str | None = None,
    transform: Affine | None = None,
    nodata: float | None = None,
    block: int | None = None,
    compress: str | None = None,
    overviews: Sequence[int] = (),
    resampling: Resampling = Resampling.average,
    external: bool = False,
    mask: NDArray[np.bool_] | None = None,
    palette: Mapping[int, tuple[int, int, int, int]] | None = None,
    colours: Sequence[ColorInterp] | None = None,
    names: Sequence[str] | None = None,
    tags: Mapping[str, str] | None = None,
    gcps: Sequence[GroundControlPoint] = (),
    driver: str = "GTiff",
    **options: object,
) -> Pixels:
    """Write a raster and give its pixels, (bands, height, width): those given, else random ones of the size and type.

    `block` makes square tiles (a multiple of 16), `overviews` are factors, `external` puts overviews and mask beside.
    """
    array = random_pixels(width, height, bands, dtype, seed) if pixels is None else np.asarray(pixels)
    array = array if array.ndim == 3 else array[np.newaxis]
    profile: dict[str, object] = {"driver": driver, "count": array.shape[0], "dtype": array.dtype.name, **options}
    profile |= {"height": array.shape[1], "width": array.shape[2], "crs": crs, "nodata": nodata, "compress": compress}
    if transform is not None:
        profile["transform"] = transform
    if block is not None:
        profile |= {"tiled": True, "blockxsize": block, "blockysize": block}
    settings = {"TIFF_USE_OVR": external, "GDAL_TIFF_INTERNAL_MASK": not external}
    with environment.gdal_session(), rasterio.Env(**settings):
        with rasterio.open(path, "w", **profile) as raster:
            if gcps:
                raster.gcps = (list(gcps), rasterio.crs.CRS.from_user_input(crs))
            if colours is not None:
                raster.colorinterp = tuple(colours)
            if palette is not None:
                raster.write_colormap(1, dict(palette))
            raster.write(array)
            if mask is not None:
                raster.write_mask(mask)
            for band, name in enumerate(names or (), start=1):
                raster.set_band_description(band, name)
            raster.update_tags(**(tags or {}))
        if overviews:
            with rasterio.open(path, "r+") as raster:
                raster.build_overviews(list(overviews), resampling)
    return array
