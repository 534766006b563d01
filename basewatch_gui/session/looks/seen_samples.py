"""What a pane shows of a frame just now, as samples to take limits from."""

import numpy as np
from affine import Affine

from basewatch_gui.geometry.pyramid import TILE
from basewatch_gui.geometry.transform import apply, mean_scale
from basewatch_gui.imagery.display.look_stretch import DecimatedSamples
from basewatch_gui.session.tiles import OpenFrame, TileStore

ENOUGH_SAMPLES = 2**18
"""So many samples a band give stable percentiles."""


def read_seen_samples(
    tiles: TileStore, opened: OpenFrame, frame_to_screen: Affine, size_scr: tuple[int, int]
) -> DecimatedSamples | None:
    """Return the samples (bands, 1, N) that a pane of this size shows, of the tiles that are read; None without any.

    Of tiles that reach beyond the pane what lies in it is taken, and every n-th sample where there are very many.
    """
    width, height = size_scr
    corners = apply(~frame_to_screen, [(0, 0), (width, 0), (width, height), (0, height)])
    level = opened.pyramid.level_for(mean_scale(~frame_to_screen))
    at_level = corners / opened.pyramid.scale(level)
    left, top = np.floor(at_level.min(axis=0)).astype(int)
    right, bottom = np.ceil(at_level.max(axis=0)).astype(int)
    step = max(1, round(np.sqrt((right - left) * (bottom - top) / ENOUGH_SAMPLES)))
    samples, valid = [], []
    for key in opened.pyramid.tiles(opened.frame, level, corners):
        tile = tiles.tile(key)
        if tile is None:
            continue
        rows = slice(max(top - key.row * TILE, 0), max(bottom - key.row * TILE, 0), step)
        columns = slice(max(left - key.column * TILE, 0), max(right - key.column * TILE, 0), step)
        part = tile.samples[:, rows, columns]
        samples.append(part.reshape(len(part), 1, -1))
        mask = np.ones(part.shape[1:], np.bool_) if tile.valid is None else tile.valid[rows, columns]
        valid.append(mask.reshape(1, -1))
    if not samples:
        return None
    return DecimatedSamples(np.concatenate(samples, axis=2), np.concatenate(valid, axis=1))
