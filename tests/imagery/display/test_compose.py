"""The composed picture against a slow rendering that knows nothing of tiles."""

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from basewatch_gui.geometry.pyramid import TILE, Pyramid, TileKey, complete_level_sizes
from basewatch_gui.imagery.display.compose import ComposedPicture, Composer
from basewatch_gui.imagery.display.stretch import Pixels

SIZE = (120, 600)
PYRAMID = Pyramid(complete_level_sizes(((1700, 1300),)))
TOLERANCE = 3.0
"""Grey levels: the ground below is smooth, 8 levels a pixel at most; at the frame's edge it jumps."""
EDGE_SHARE = 0.01
EDGE_TOLERANCE = 12.0
GROUND = (40, 110, 180, 255)


def ground(level: int) -> NDArray[np.float64]:
    """A smooth level image, (height, width, 4), opaque."""
    width, height = PYRAMID.sizes[level]
    across, down = PYRAMID.scale(level)
    x, y = np.meshgrid((np.arange(width) + 0.5) * across, (np.arange(height) + 0.5) * down)
    planes = [127 + 120 * np.sin(x / 60), 127 + 120 * np.cos(y / 50), 127 + 120 * np.sin((x + y) / 90)]
    image: NDArray[np.float64] = np.rint(np.dstack([*planes, np.full_like(x, 255)]))
    return image


LEVELS = [ground(level) for level in range(len(PYRAMID.sizes))]


def tile(key: TileKey) -> Pixels:
    top, left = key.row * TILE, key.column * TILE
    return LEVELS[key.level][top : top + TILE, left : left + TILE].astype(np.uint8)


def rendered(frame_to_screen: Affine, level: int) -> NDArray[np.float64]:
    """Bilinear samples of the level at every screen pixel's centre, and the ground beyond its edge."""
    width, height = SIZE
    across, down = PYRAMID.scale(level)
    columns, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    x, y = (Affine.scale(1 / across, 1 / down) @ ~frame_to_screen) @ (columns, rows)
    image = np.full((LEVELS[level].shape[0] + 2, LEVELS[level].shape[1] + 2, 4), GROUND, np.float64)
    image[1:-1, 1:-1] = LEVELS[level]
    limit = (image.shape[1] - 1.001, image.shape[0] - 1.001)
    x, y = np.clip(x + 0.5, 0, limit[0]), np.clip(y + 0.5, 0, limit[1])
    left, top = x.astype(int), y.astype(int)
    fx, fy = (x - left)[..., None], (y - top)[..., None]
    upper = image[top, left] * (1 - fx) + image[top, left + 1] * fx
    lower = image[top + 1, left] * (1 - fx) + image[top + 1, left + 1] * fx
    samples: NDArray[np.float64] = upper * (1 - fy) + lower * fy
    return samples


def view(x: float, y: float, scale: float, turn_deg: float) -> Affine:
    return (
        Affine.translation(SIZE[0] / 2, SIZE[1] / 2)
        @ Affine.rotation(turn_deg)
        @ Affine.scale(scale)
        @ Affine.translation(-x, -y)
    )


def inner(picture: NDArray[np.generic]) -> NDArray[np.float64]:
    return np.asarray(picture, dtype=np.float64)


views = st.builds(
    view,
    st.floats(-100, 1800),
    st.floats(-100, 1400),
    st.floats(-3.5, 3).map(lambda power: 2.0**power),
    st.floats(0, 360),
)


@given(st.lists(views, min_size=1, max_size=4))
def test_the_picture_equals_a_slow_rendering_after_any_walk(walk: list[Affine]) -> None:
    composer = Composer()
    composer.ground = GROUND
    for frame_to_screen in walk:
        picture = composer.compose(1, PYRAMID, frame_to_screen, SIZE, tile)
        expected = rendered(frame_to_screen, picture.level)
        off = np.abs(inner(picture.pixels) - expected).max(axis=2)
        assert picture.missing == ()
        assert (off > TOLERANCE).mean() <= EDGE_SHARE
        assert off.max() <= EDGE_TOLERANCE


@given(views, st.lists(st.tuples(st.integers(-150, 150), st.integers(-400, 400)), min_size=1, max_size=5))
def test_a_dragged_picture_is_what_would_be_drawn_anew(start: Affine, drags: list[tuple[int, int]]) -> None:
    dragged, look = Composer(), start
    dragged.compose(1, PYRAMID, look, SIZE, tile)
    for dx, dy in drags:
        look = Affine.translation(dx, dy) @ look
        moved = inner(dragged.compose(1, PYRAMID, look, SIZE, tile).pixels)
        anew = inner(Composer().compose(1, PYRAMID, look, SIZE, tile).pixels)
        assert np.abs(moved - anew).max() <= EDGE_TOLERANCE
        assert (np.abs(moved - anew) > TOLERANCE).mean() <= EDGE_SHARE


def test_a_tile_that_arrives_in_a_drag_is_shown() -> None:
    composer, look = Composer(), view(700, 600, 1.0, 3)
    compose(composer, look, {len(PYRAMID.sizes) - 1})
    moved = compose(composer, Affine.translation(7, 5) @ look, {0})
    assert np.abs(inner(moved.pixels) - rendered(Affine.translation(7, 5) @ look, 0)).max() <= TOLERANCE


@given(views)
def test_a_level_is_shrunk_by_less_than_two_unless_it_is_the_top(frame_to_screen: Affine) -> None:
    level = Composer().compose(1, PYRAMID, frame_to_screen, SIZE, tile).level
    shrink = 1 / abs(frame_to_screen.determinant) ** 0.5 / max(PYRAMID.scale(level))
    assert shrink < 2.01 or level == len(PYRAMID.sizes) - 1


def compose(composer: Composer, frame_to_screen: Affine, there: set[int]) -> ComposedPicture:
    return composer.compose(1, PYRAMID, frame_to_screen, SIZE, lambda key: tile(key) if key.level in there else None)


def test_a_coarser_level_stands_in_until_the_tile_arrives() -> None:
    composer, look = Composer(), view(850, 650, 1.0, 20)
    bare = compose(composer, look, set())
    assert not bare.pixels[..., :3].any()
    assert bare.missing
    assert all(key.level == 0 for key in bare.missing)
    coarse = compose(composer, look, {len(PYRAMID.sizes) - 1}).pixels.copy()
    assert np.abs(inner(coarse) - rendered(look, 0)).mean() < 4
    sharp = compose(composer, look, {0})
    assert sharp.missing == ()
    assert np.abs(inner(sharp.pixels) - rendered(look, 0)).max() <= TOLERANCE


def test_missing_tiles_come_nearest_the_centre_first() -> None:
    missing = compose(Composer(), view(768, 256, 0.6, 0), set()).missing
    assert missing[0] == TileKey(1, 0, 1, 0)


def test_what_lies_beyond_the_frame_is_the_ground() -> None:
    composer = Composer()
    composer.ground = GROUND
    picture = composer.compose(1, PYRAMID, view(-500, -500, 1.0, 0), SIZE, tile)
    assert (picture.pixels == GROUND).all()


def test_a_forgotten_frame_is_taken_anew() -> None:
    composer, look = Composer(), view(600, 600, 1.0, 0)
    compose(composer, look, {0})
    composer.invalidate()
    dark = composer.compose(1, PYRAMID, look, SIZE, lambda key: tile(key) // 2)
    assert inner(dark.pixels)[..., 3].max() == pytest.approx(127, abs=1)


def test_another_size_of_pane_gives_a_picture_of_that_size() -> None:
    composer = Composer()
    for size in ((200, 150), (320, 90), (50, 400)):
        picture = composer.compose(1, PYRAMID, view(600, 600, 1.0, 0), size, tile)
        assert picture.pixels.shape == (size[1], size[0], 4)
