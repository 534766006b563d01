"""The same views drawn by QGIS; run by a Python that has its bindings, which need not be the project's.

Arguments: a raster, width and height of a pane, and how many panes. Prints JSON: seconds of opening a layer, of the
first view of all of the frame, and of each step of a pan at one frame pixel a screen pixel, by
QgsMapRendererParallelJob, which is what its map canvas uses.
"""

import json
import os
import sys
from time import perf_counter

from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QSize

STEPS = 40
STEP_PX = 9


def main() -> None:
    """Measure and print."""
    path, width, height, panes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    application = QgsApplication([], False)
    application.initQgis()
    start = perf_counter()
    layer = QgsRasterLayer(path, "frame")
    opened = perf_counter() - start
    extent = layer.extent()
    start = perf_counter()
    render(layer, [around(extent, width, height, extent.width() / min(width, height))], width, height)
    first = perf_counter() - start
    size = layer.rasterUnitsPerPixelX()
    steps = []
    for number in range(STEPS + 5):
        step = (number * STEP_PX * size, number * STEP_PX / 3 * size)
        view = around(extent, width, height, size, step)
        start = perf_counter()
        render(layer, [view] * panes, width, height)
        steps.append(perf_counter() - start)
    print(json.dumps({"open": opened, "first": first, "pan": steps[5:]}), flush=True)
    # QGIS 3.22 may crash when Python takes its objects away in an order of its own.
    os._exit(0)


def around(
    extent: QgsRectangle, width: int, height: int, scale: float, step: tuple[float, float] = (0.0, 0.0)
) -> QgsRectangle:
    """The rectangle of so many map units a screen pixel about the middle of the extent, moved by a step."""
    x, y = extent.center().x() + step[0], extent.center().y() - step[1]
    return QgsRectangle(x - width / 2 * scale, y - height / 2 * scale, x + width / 2 * scale, y + height / 2 * scale)


def render(layer: QgsRasterLayer, views: list[QgsRectangle], width: int, height: int) -> None:
    """Draw the views, one job a pane, all at once as linked canvases do, and wait for the last."""
    jobs = []
    for view in views:
        settings = QgsMapSettings()
        settings.setLayers([layer])
        settings.setDestinationCrs(layer.crs())
        settings.setOutputSize(QSize(width, height))
        settings.setExtent(view)
        jobs.append(QgsMapRendererParallelJob(settings))
    for job in jobs:
        job.start()
    for job in jobs:
        job.waitForFinished()


main()
