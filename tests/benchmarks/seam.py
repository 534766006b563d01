"""A picture across the seam of a torus, as BORDER_WRAP draws it, against one within: why the mosaic is no torus."""

import cv2
import numpy as np

from tests.benchmarks.rounds import alternate, repeated
from tests.benchmarks.rows import Bench

SEAM = """
One pane of 960 x 1080 drawn by `cv2.warpAffine` across the seam of a torus, as BORDER_WRAP does; floor: the same within
the picture. It has no bar: it is the reason why the mosaic of tiles is no torus.
"""


def bench_seam(bench: Bench) -> None:
    """Measure one pane across the seam, and within."""
    width, height = 960, 1080
    side = 2560
    source = np.random.default_rng(0).integers(0, 255, (side, side, 4), np.uint8)
    pixels = np.zeros((height, width, 4), np.uint8)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP

    def draw(left: float) -> None:
        matrix = np.array([[1.0, 0.0, left], [0.0, 1.0, 500.5]])
        cv2.warpAffine(source, matrix, (width, height), dst=pixels, flags=flags, borderMode=cv2.BORDER_WRAP)

    within, across = alternate(repeated(lambda: draw(width / 2), 20), repeated(lambda: draw(side - width / 2), 20))
    bench.add_ratio("one pane drawn across a BORDER_WRAP seam", across, within)
