"""The pyramid of a raster: the sizes of its levels, and the tiles of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from basewatch_gui.geometry.transform import Points

TILE = 512
"""Side of a tile in pixels of its level."""

MOST_MAGNIFICATION = 1.2
"""Most that a level may be magnified before the next finer one is taken.

Magnified a little it looks as sharp as the finer one shrunk by nearly 2, aliases less, and has a quarter of the pixels
to read.
"""


@dataclass(frozen=True, slots=True)
class TileKey:
    """Which tile of which frame; the same value is cache key, job and test expectation."""

    frame: int
    level: int
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Sizes (width, height) of the levels in pixels, the frame's own first; each at most about half of the last."""

    sizes: tuple[tuple[int, int], ...]

    @property
    def width(self) -> int:
        """Return the width of the frame in pixels."""
        return self.sizes[0][0]

    @property
    def height(self) -> int:
        """Return the height of the frame in pixels."""
        return self.sizes[0][1]

    def scale(self, level: int) -> tuple[float, float]:
        """Return the frame pixels per pixel of the level, across and down."""
        width, height = self.sizes[level]
        return (self.width / width, self.height / height)

    def grid(self, level: int) -> tuple[int, int]:
        """Return the columns and rows of tiles at the level."""
        width, height = self.sizes[level]
        return (ceil(width / TILE), ceil(height / TILE))

    def tile_size(self, key: TileKey) -> tuple[int, int]:
        """Return width and height of a tile in pixels of its level: under TILE at the right and lower edges."""
        width, height = self.sizes[key.level]
        return (min(TILE, width - key.column * TILE), min(TILE, height - key.row * TILE))

    def level_for(self, frame_px_per_scr: float) -> int:
        """Return the coarsest level that is magnified by at most MOST_MAGNIFICATION.

        If every level halves the one before, it is shrunk by less than 1.67.
        """
        best = 0
        for level in range(1, len(self.sizes)):
            if max(self.scale(level)) <= frame_px_per_scr * MOST_MAGNIFICATION:
                best = level
        return best

    def span(self, level: int, corners_px: Points) -> tuple[int, int, int, int]:
        """Return first column, first row, end column and end row of the tiles that touch the corners' envelope.

        The envelope gets a pixel of margin. Off the frame the span is empty: an end is not above its first.
        """
        across, down = self.scale(level)
        columns, rows = self.grid(level)
        # Of four corners Python finds the least and the greatest sooner than numpy does.
        x, y = zip(*corners_px.tolist(), strict=True)
        return (
            max(floor((min(x) / across - 1) / TILE), 0),
            max(floor((min(y) / down - 1) / TILE), 0),
            min(floor((max(x) / across + 1) / TILE) + 1, columns),
            min(floor((max(y) / down + 1) / TILE) + 1, rows),
        )

    def tiles(self, frame: int, level: int, corners_px: Points) -> Iterator[TileKey]:
        """Yield the tiles that a view touches, given its corners: four in order around, or two opposite ones.

        The view gets a pixel of margin. Tiles that only its envelope touches, up to half of them for a turned view, are
        left out.
        """
        first_column, first_row, end_column, end_row = self.span(level, corners_px)
        touches = _touches(corners_px / self.scale(level))
        for row in range(first_row, end_row):
            for column in range(first_column, end_column):
                if touches(column, row):
                    yield TileKey(frame, level, column, row)


def _touches(corners: Points) -> Callable[[int, int], bool]:
    """Return a test: does the tile of a column and row, known to touch the envelope, touch the parallelogram itself?"""
    half = TILE / 2 + 1
    sides: list[tuple[float, float, float, float]] = []
    if len(corners) == 4:
        for x, y in (corners[1] - corners[0]).tolist(), (corners[2] - corners[1]).tolist():
            if x and y:
                # Two convex shapes are apart if their projections on a side's normal are (separating axis theorem).
                across = [corner[0] * -y + corner[1] * x for corner in corners.tolist()]
                reach = half * (abs(x) + abs(y))
                sides.append((-y, x, min(across) - reach, max(across) + reach))

    def touches(column: int, row: int) -> bool:
        x, y = (column + 0.5) * TILE, (row + 0.5) * TILE
        return all(low <= x * nx + y * ny <= high for nx, ny, low, high in sides)

    return touches


def complete_level_sizes(sizes: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Add levels of half size to (width, height) sizes, down to a level of a single tile.

    A given level is used unless it is narrower than 3/4 of the half of the one before.
    """
    full: list[tuple[int, int]] = [sizes[0]]
    wanted = list(sizes[1:])
    while max(full[-1]) > TILE or wanted:
        width, height = full[-1]
        half = (ceil(width / 2), ceil(height / 2))
        if wanted and wanted[0][0] >= half[0] * 0.75:
            full.append(wanted.pop(0))
        else:
            full.append(half)
        while wanted and (wanted[0][0] >= full[-1][0] or wanted[0][1] > full[-1][1]):
            wanted.pop(0)
    return tuple(full)
