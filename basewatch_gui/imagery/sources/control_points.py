"""How well an affine holds a file's ground control points."""

from dataclasses import dataclass

import basewatch_gui.imagery.environment  # noqa: F401 (before rasterio)

# isort: split
import numpy as np
from affine import Affine
from rasterio.io import DatasetReader

from basewatch_gui.geometry.transform import apply


@dataclass(frozen=True, slots=True)
class ControlPoints:
    """How many ground control points an affine was laid through, and its root mean square residual in pixels."""

    count: int
    residual_px: float


def control_points(dataset: DatasetReader, transform: Affine | None) -> ControlPoints | None:
    """How the affine that stands for a dataset's ground control points holds them; None where it has none of them."""
    points, _ = dataset.gcps
    if not points or dataset.crs is not None or transform is None or transform.determinant == 0:
        return None
    there = apply(~transform, [(point.x, point.y) for point in points])
    off = there - np.array([(point.col, point.row) for point in points])
    return ControlPoints(len(points), float(np.sqrt((off**2).sum(axis=1).mean())))
