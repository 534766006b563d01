"""Painting the open ground of a frame in strips of rows: soil and grass, pavements, paint, wear and trees."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.demo.frames import DemoFrame
from basewatch_gui.demo.layout import SEED, GroundShape, ground_shapes
from basewatch_gui.demo.materials import (
    BARE_SOIL,
    LIVERIES,
    PAINT_REFLECTANCES,
    PAVED,
    vegetation_table,
)
from basewatch_gui.demo.scene import base_points_to_plane, base_to_plane
from basewatch_gui.geometry.transform import Points
from basewatch_gui.imagery.drawing import (
    BandImage,
    ByteMask,
    draw_line,
    fill_polygon,
    gaussian_blur,
    map_through_table,
    tile_texture,
)

TEXTURE_PX = 1024
BROAD_M, MIDDLE_M, GRAIN_M, SLAB_M = 3.0, 0.7, 0.3, 0.25
"""Ground size of a texture's pixel, by texture."""

SLAB_PX = 24
"""Texture pixels along a slab of concrete, 6 m."""

LAYERS = ("paved", "white", "yellow", "stain", "bare", "field")


@dataclass(frozen=True, slots=True, eq=False)
class _FrameShape:
    """A shape of the ground in the pixels of one frame, with the rows that it can reach."""

    layer: str
    points_px: Points
    value: int
    width_px: float | None
    top_px: float
    bottom_px: float


@dataclass(frozen=True, eq=False)
class GroundPainter:
    """Paints the ground's shapes in the pixels of one frame."""

    frame: DemoFrame
    strokes: tuple[_FrameShape, ...]

    def paint_rows(self, top: int, rows: int) -> dict[str, BandImage]:
        """Return the reflectance of these rows in full sun, by band.

        Rows above and below the frame are drawn as well.
        """
        shape = (rows, self.frame.width)
        layers, paved = self._layers(top, shape)
        dryness, grain, blotches, slabs = self._textures(top, shape, layers)
        soft = gaussian_blur(layers["stain"], max(0.45 / self.frame.gsd_m, 0.6)).astype(np.float32) / np.float32(255)
        concrete = np.clip((np.arange(256) - 62) / 26, 0, 1).astype(np.float32)
        surface = map_through_table(layers["paved"], np.linspace(0, 0.7, 256, dtype=np.float32))
        surface *= 1 + map_through_table(layers["paved"], concrete) * (slabs - 1)
        surface *= (0.60 + 0.24 * grain + 0.16 * blotches) * (1 - 0.72 * soft)
        bare = layers["bare"].astype(np.float32) / np.float32(255)
        worn = np.clip(1.25 - 0.9 * soft, 0, 1) * np.clip(1.9 * slabs - 0.95, 0.45, 1) / np.float32(255)
        painted = [(layers[name] * worn, paint) for name, paint in PAINT_REFLECTANCES.items() if layers[name].any()]
        bands: dict[str, BandImage] = {}
        for band in self.frame.bands:
            image = map_through_table(dryness, vegetation_table(band))
            image += bare * (np.float32(BARE_SOIL[band]) - image)
            image *= 0.30 + 0.70 * grain
            image += paved * (surface * np.float32(PAVED[band]) - image)
            for share, paint in painted:
                image += share * (np.float32(paint[band]) - image)
            bands[band] = image
        return bands

    def _layers(self, top: int, shape: tuple[int, int]) -> tuple[dict[str, ByteMask], BandImage]:
        """Return the strength of each layer in these rows, and which share of each pixel is paved."""
        layers = {name: np.zeros(shape, np.uint8) for name in LAYERS}
        covered = np.zeros(shape, np.uint8)
        layers["field"][:] = 128
        for item in self.strokes:
            if item.bottom_px < top or item.top_px > top + shape[0]:
                continue
            points = item.points_px - (0, top)
            _draw(layers[item.layer], item, points, item.value)
            if item.layer == "paved":
                _draw(covered, item, points, 255)
        for name, soft_m in (("bare", 0.8), ("field", 1.6)):
            layers[name] = gaussian_blur(layers[name], soft_m / self.frame.gsd_m)
        return layers, covered.astype(np.float32) / np.float32(255)

    def _textures(
        self, top: int, shape: tuple[int, int], layers: Mapping[str, ByteMask]
    ) -> tuple[ByteMask, BandImage, BandImage, BandImage]:
        """Return dryness 0..255; and, about 1: fine grain, blotches of some metres, the slabs' brightness."""
        to_base = _pixel_to_base(self.frame) @ Affine.translation(0, top)
        broad = _texture_on_frame(_noise(1, 1.9), to_base, BROAD_M, shape, 0.0, 4)
        middle = _texture_on_frame(_noise(2, 1.35), to_base, MIDDLE_M, shape, 17.0, 2)
        grain = _texture_on_frame(_noise(3, 0.75), to_base, GRAIN_M, shape, -31.0, 1)
        slabs = _texture_on_frame(_slabs(), to_base, SLAB_M, shape, 0.0, 1)
        field = layers["field"].astype(np.float32)
        mixed = 0.50 * broad + 0.38 * middle + 0.30 * grain - 0.18 * 128 - 20 + 0.85 * (field - 128)
        fine = 0.5 * (grain.astype(np.float32) + middle) / np.float32(128)
        blotches = (0.5 * broad + 0.5 * middle).astype(np.float32) / np.float32(128)
        return np.clip(mixed, 0, 255).astype(np.uint8), fine, blotches, slabs.astype(np.float32) / np.float32(128)


def ground_painter(frame: DemoFrame) -> GroundPainter:
    """Return the painter of the demo's ground on a frame."""
    shapes = ground_shapes()
    ends = np.cumsum([len(shape.points_uv) for shape in shapes])[:-1]
    places = frame.ground.to_pixels(base_points_to_plane(np.vstack([shape.points_uv for shape in shapes])))
    return GroundPainter(
        frame, tuple(_on_frame(frame, *pair) for pair in zip(shapes, np.split(places, ends), strict=True))
    )


@cache
def tree_crowns(gsd_m: float) -> tuple[BandImage, ...]:
    """Return pictures of twelve tree crowns: factors 0.25 to 2 on the leaves' reflectance, -1 outside the crown.

    A crown's radius is half its picture's side.
    """
    rng = np.random.default_rng(SEED + 4)
    side = max(5, ceil(7.0 / gsd_m))
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / np.float32(side - 1) * 2 - 1
    made = []
    for _ in range(12):
        rough = gaussian_blur(rng.normal(0, 1, (side, side)).astype(np.float32), max(side / 9, 0.6))
        rough /= max(float(rough.std()), 1e-6)
        edge = np.hypot(x, y) + 0.16 * rough
        leaves = 1.2 + 0.26 * rough + 0.45 * (y * 0.9 - x * 0.1)
        made.append(np.where(edge < 0.88, np.clip(leaves, 0.25, 2.0), -1.0).astype(np.float32))
    return tuple(made)


def leaf_reflectance(band: str) -> float:
    """Return the reflectance of leaves in a band."""
    return float(LIVERIES["tree"][("blue", "green", "red", "near infrared").index(band)])


def _on_frame(frame: DemoFrame, shape: GroundShape, points: Points) -> _FrameShape:
    """Return a shape of the ground with its places in a frame's pixels."""
    width = None if shape.line_m is None else shape.line_m / frame.gsd_m
    margin = 2.0 + (width or 0.0)
    top, bottom = float(points[:, 1].min()) - margin, float(points[:, 1].max()) + margin
    return _FrameShape(shape.layer, points, shape.value, width, top, bottom)


def _draw(mask: ByteMask, item: _FrameShape, points_px: Points, value: int) -> None:
    """Draw a shape, or a line with a width, into a mask in place."""
    if item.width_px is None:
        fill_polygon(mask, points_px, value)
    elif item.width_px < 1.5 and item.layer != "paved":
        draw_line(mask, points_px, max(1, round(value * min(item.width_px, 1.0))))
    else:
        draw_line(mask, points_px, value, max(1, round(item.width_px)))


def _pixel_to_base(frame: DemoFrame) -> Affine:
    """Return the affine from frame pixels to the base's own axes, exact in the frame's middle: for textures only."""
    to_plane_m = frame.ground.linear_at((frame.width / 2, frame.height / 2), frame.height * frame.gsd_m / 2)
    (ux, uy), (vx, vy) = base_to_plane(1.0, 0.0), base_to_plane(0.0, 1.0)
    return Affine(ux, uy, 0.0, vx, vy, 0.0) @ to_plane_m


def _texture_on_frame(
    texture: ByteMask, to_base: Affine, metres: float, shape: tuple[int, int], turn_deg: float, coarse: int
) -> ByteMask:
    """Return a texture with pixels of so many metres, turned, as the frame's rows show it."""
    return tile_texture(texture, Affine.scale(1 / metres) @ Affine.rotation(turn_deg) @ to_base, shape, coarse)


@cache
def _noise(number: int, steepness: float) -> ByteMask:
    """Return periodic noise about 128, its amplitude falling with frequency to this power."""
    rng = np.random.default_rng((SEED, number))
    spectrum = np.fft.rfft2(rng.normal(0, 1, (TEXTURE_PX, TEXTURE_PX)))
    across = np.fft.rfftfreq(TEXTURE_PX)[None, :]
    frequency = np.hypot(np.fft.fftfreq(TEXTURE_PX)[:, None], across)
    frequency[0, 0] = np.inf
    noise = np.fft.irfft2(spectrum / np.maximum(frequency, 8 / TEXTURE_PX) ** steepness, (TEXTURE_PX, TEXTURE_PX))
    scaled = 128 + noise / noise.std() * 36
    return np.asarray(np.clip(np.rint(scaled), 0, 255), np.uint8)


@cache
def _slabs() -> ByteMask:
    """Return concrete slabs about 128: each its own shade, tarred joints between them, blotches across."""
    rng = np.random.default_rng((SEED, 9))
    count = 64
    shade: NDArray[np.float64] = 128 + rng.normal(0, 3.4, (count, count)) + rng.normal(0, 2.5, (count, 1))
    slabs = np.kron(shade, np.ones((SLAB_PX, SLAB_PX)))
    depth = rng.uniform(16, 40, (count, 1))
    for joint in (0, 1):
        slabs[joint::SLAB_PX, :] -= np.repeat(rng.uniform(14, 38, (count, count)), SLAB_PX, axis=1) / (1 + joint)
        slabs[:, joint::SLAB_PX] -= np.repeat(depth, SLAB_PX, axis=0) / (1 + joint)
    return np.asarray(gaussian_blur(np.clip(slabs, 0, 255).astype(np.uint8), 0.7), np.uint8)
