"""Whatever shape a GeoTIFF has, it opens, its pixels are the file's own and its levels look like it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import basewatch_gui.imagery.environment as environment

# isort: split
import numpy as np
import pytest
import rasterio
from affine import Affine
from hypothesis import event, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rasterio.enums import ColorInterp

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.display.stretch import default_stretch, to_display_pixels
from basewatch_gui.imagery.raster import Raster, open_raster
from tests.rasters import UTM_37N, write_raster

DTYPES = ("uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64")
TRANSFORMS = {
    "none": None,
    "north up": Affine(0.5, 0, 500_000, 0, -0.5, 5_500_000),
    "south up": Affine(0.5, 0, 500_000, 0, 0.5, 5_499_000),
    "rotated": Affine.translation(500_000, 5_500_000) @ Affine.rotation(30) @ Affine.scale(0.5, -0.5),
}
MAX_KEPT = 8
LevelOf = Callable[[Raster, int], tuple[NDArray[Any], NDArray[np.bool_]]]


@dataclass(frozen=True)
class Plan:
    """How a raster is written."""

    width: int
    height: int
    bands: int
    dtype: str
    interleave: str
    block: tuple[int, int] | int | None
    compress: str | None
    validity: str
    overviews: tuple[int, ...]
    external: bool
    transform: str
    seed: int


def sides() -> st.SearchStrategy[int]:
    return st.one_of(st.integers(1, 40), st.integers(500, 530), st.integers(1000, 1500), st.sampled_from([1, 2, 512]))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    dtype = draw(st.sampled_from(DTYPES))
    multiple = st.sampled_from([16, 32, 112, 256])
    validities = ["none", "nodata", "mask", "alpha"] + (["nan", "nan nodata"] if dtype.startswith("float") else [])
    validity = draw(st.sampled_from(validities))
    return Plan(
        width=draw(sides()),
        height=draw(sides()),
        bands=draw(st.integers(1, 5) | st.integers(8, 10)),
        dtype=dtype,
        interleave=draw(st.sampled_from(["pixel", "band"])),
        block=draw(st.none() | st.integers(1, 70) | st.tuples(multiple, multiple)),
        compress=draw(st.sampled_from([None, "deflate", "lzw", "zstd", "packbits"])),
        validity=validity,
        overviews=draw(st.sampled_from([(), (2,), (2, 4, 8), (3,), (4,)])),
        external=draw(st.booleans()),
        transform=draw(st.sampled_from(sorted(TRANSFORMS))),
        seed=draw(st.integers(0, 9)),
    )


def pixels_of(plan: Plan) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Smooth ground with some noise (bands, height, width), and where it is valid."""
    generator = np.random.default_rng(plan.seed)
    low, high = (-60.0, 100.0) if plan.dtype[0] != "u" else (20.0, 180.0)
    y, x = np.mgrid[0 : plan.height, 0 : plan.width]
    waves = [np.sin(x / (90 + 7 * band)) + np.cos(y / (70 + 5 * band)) for band in range(plan.bands)]
    ground = low + (high - low) * (np.stack(waves) + 2) / 4 + generator.uniform(-4, 4, (plan.height, plan.width))
    valid = np.ones((plan.height, plan.width), np.bool_)
    if plan.validity != "none":
        valid[:, : plan.width // 3] = False
    pixels = ground.astype(plan.dtype)
    if plan.validity == "nodata":
        pixels[:, ~valid] = 7
        pixels[:, valid] = np.where(pixels[:, valid] == 7, 8, pixels[:, valid])
    elif plan.validity.startswith("nan"):
        pixels[:, ~valid] = np.nan
    elif plan.validity == "alpha":
        full = 1 if plan.dtype.startswith("float") else np.iinfo(plan.dtype).max
        pixels = np.concatenate([pixels, np.where(valid, full, 0).astype(plan.dtype)[np.newaxis]])
    return pixels, valid


def write(path: Path, plan: Plan) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    pixels, valid = pixels_of(plan)
    options: dict[str, Any] = {"interleave": plan.interleave, "photometric": "MINISBLACK"}
    if isinstance(plan.block, tuple):
        options |= {"tiled": True, "blockxsize": plan.block[0], "blockysize": plan.block[1]}
    elif plan.block is not None:
        options["blockysize"] = plan.block
    last = [ColorInterp.alpha] if plan.validity == "alpha" else []
    write_raster(
        path,
        pixels,
        crs=UTM_37N if plan.transform != "none" else None,
        transform=TRANSFORMS[plan.transform],
        nodata={"nodata": 7.0, "nan nodata": float("nan")}.get(plan.validity),
        compress=plan.compress,
        overviews=plan.overviews if min(plan.width, plan.height) >= 16 else (),
        external=plan.external,
        mask=valid if plan.validity == "mask" else None,
        colours=[ColorInterp.gray, *[ColorInterp.undefined] * (plan.bands - 1), *last],
        **options,
    )
    return pixels[: plan.bands], valid


@settings(max_examples=40)
@given(plan=plans())
def test_any_geotiff(plan: Plan, tmp_path_factory: pytest.TempPathFactory, level_of: LevelOf) -> None:
    path = tmp_path_factory.mktemp("any") / "any.tif"
    pixels, valid = write(path, plan)
    event(plan.validity)
    with open_raster(path) as raster:
        assert (raster.pyramid.width, raster.pyramid.height) == (plan.width, plan.height)
        assert (raster.crs_wkt is None) == (plan.transform == "none")
        assert raster.transform == TRANSFORMS[plan.transform]
        # Of many bands the first three are shown, as no colour and no name says otherwise.
        kept = list(range(plan.bands if plan.bands <= MAX_KEPT else 3))
        fine, seen = level_of(raster, 0)
        assert fine.dtype == np.dtype(plan.dtype)
        np.testing.assert_array_equal(fine, pixels[kept])
        np.testing.assert_array_equal(seen, valid)
        if gdal_knows(plan):
            np.testing.assert_array_equal(seen, file_mask(path))
        for level in range(1, len(raster.pyramid.sizes)):
            check_level(level_of(raster, level), fine, seen)
        samples, mask = raster.read_level(len(raster.pyramid.sizes) - 1)
        assert max(samples.shape[1:]) <= 512
        stretch = default_stretch(samples, mask, raster.display_bands)
        for level, (width, height) in enumerate(raster.pyramid.sizes):
            tile = raster.read_tile(TileKey(1, level, 0, 0))
            assert to_display_pixels(tile, stretch).shape == (min(height, 512), min(width, 512), 4)


def check_level(level: tuple[NDArray[Any], NDArray[np.bool_]], fine: NDArray[Any], seen: NDArray[np.bool_]) -> None:
    """A coarser level is valid over about the same part, and of about the same mean there."""
    samples, valid = level
    assert abs(valid.mean() - seen.mean()) <= 1.5 / min(valid.shape) + 0.02
    for coarse, full in zip(samples, fine, strict=True):
        if valid.any() and seen.any() and valid.size > 16:
            difference = coarse[valid].mean(dtype=np.float64) - full[seen].mean(dtype=np.float64)
            assert abs(difference) < 6 + 40 / min(valid.shape)


def gdal_knows(plan: Plan) -> bool:
    """Whether GDAL's own mask says what is valid: nan without nodata it takes for data, alpha after 1 or 3 bands."""
    if plan.validity == "alpha":
        return plan.bands in (1, 3) and plan.dtype in ("uint8", "uint16")
    return not plan.validity.startswith("nan")


def file_mask(path: Path) -> NDArray[np.bool_]:
    with environment.gdal_session(), rasterio.open(path) as dataset:
        return np.asarray(dataset.dataset_mask() > 0)
