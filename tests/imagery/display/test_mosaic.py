"""The mosaic holds what was put into it, wherever the view goes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.pyramid import TILE, TileKey
from basewatch_gui.imagery.display.mosaic import Mosaic, Span
from basewatch_gui.imagery.display.stretch import BLACK

LEVEL_SIZE = (40 * TILE, 40 * TILE)


def spans() -> st.SearchStrategy[Span]:
    def made(left: int, top: int, columns: int, rows: int) -> Span:
        return (left, top, left + columns, top + rows)

    return st.builds(made, st.integers(10, 16), st.integers(10, 16), st.integers(1, 2), st.integers(1, 2))


@given(st.lists(spans(), min_size=1, max_size=8))
def test_tiles_stay_what_they_are_through_every_move(walk: list[Span]) -> None:
    mosaic = Mosaic()
    for span in walk:
        mosaic.make_room_for(span)
        for row in range(span[1], span[3]):
            for column in range(span[0], span[2]):
                key = TileKey(1, 0, column, row)
                if mosaic.source_level(key) is None:
                    pixels = np.zeros((TILE, TILE, 4), np.uint8)
                    pixels[:, :] = (column, row, 7, 255)
                    mosaic.set_tile(key, 0, pixels, BLACK)
        part = mosaic.pixels_of_span(span, LEVEL_SIZE)
        columns, rows = np.meshgrid(np.arange(span[0], span[2]), np.arange(span[1], span[3]))
        assert np.array_equal(part[TILE // 2 :: TILE, TILE // 2 :: TILE, 0], columns)
        assert np.array_equal(part[::TILE, ::TILE, 1], rows)
        assert np.array_equal(part[TILE - 1 :: TILE, TILE - 1 :: TILE, 1], rows)


def test_a_step_aside_keeps_what_is_still_seen() -> None:
    mosaic = Mosaic()
    mosaic.make_room_for((0, 0, 3, 3))
    for row in range(3):
        for column in range(3):
            mosaic.set_tile(TileKey(1, 0, column, row), 0, np.full((TILE, TILE, 4), 10 * row + column, np.uint8), BLACK)
    mosaic.make_room_for((2, 1, 5, 4))
    assert mosaic.source_level(TileKey(1, 0, 2, 1)) == 0
    assert mosaic.source_level(TileKey(1, 0, 2, 2)) == 0
    assert mosaic.source_level(TileKey(1, 0, 4, 3)) is None
    assert (mosaic.pixels_of_span((2, 1, 3, 3), LEVEL_SIZE)[:, :, 0] == np.repeat([12, 22], TILE)[:, None]).all()


def test_a_tile_of_another_level_or_frame_is_not_held() -> None:
    mosaic = Mosaic()
    mosaic.make_room_for((0, 0, 1, 1))
    mosaic.set_tile(TileKey(1, 0, 0, 0), 2, None, BLACK)
    assert mosaic.source_level(TileKey(1, 0, 0, 0)) == 2
    assert mosaic.source_level(TileKey(1, 1, 0, 0)) is None
    assert mosaic.source_level(TileKey(2, 0, 0, 0)) is None
    mosaic.clear()
    assert mosaic.source_level(TileKey(1, 0, 0, 0)) is None
