"""The same views drawn by QGIS; run by a Python that has its bindings, which need not be the project's.

Arguments: a raster, width and height of a pane, and how many panes. Reads a command a line: `first` opens a layer and
draws all of the frame in one pane, `pan N` draws N steps in all panes at one frame pixel a screen pixel. Prints the
seconds of each step as a line of JSON. Drawn by QgsMapRendererParallelJob, which its map canvas uses.
"""

import json
import os
import sys
from time import perf_counter

from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QSize

STEP_PX = 9


def main() -> None:
    """Measure what is asked for."""
    path, width, height, panes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    application = QgsApplication([], False)
    application.initQgis()
    layer = QgsRasterLayer(path, "frame")
    for line in sys.stdin:
        command, *count = line.split()
        times = [first(path, width, height)] if command == "first" else pan(layer, width, height, panes, int(count[0]))
        print(json.dumps(times), flush=True)
    # QGIS 3.22 may crash when Python takes its objects away in an order of its own.
    os._exit(0)


def first(path: str, width: int, height: int) -> float:
    """Return the seconds to open a layer and draw all of it in a pane."""
    start = perf_counter()
    layer = QgsRasterLayer(path, "frame")
    extent = layer.extent()
    render(layer, [around(extent, width, height, extent.width() / min(width, height))], width, height)
    return perf_counter() - start


def pan(layer: QgsRasterLayer, width: int, height: int, panes: int, count: int) -> list[float]:
    """Return the seconds of each step of a pan in all panes."""
    extent, size = layer.extent(), layer.rasterUnitsPerPixelX()
    times = []
    for number in range(count):
        step = (number * STEP_PX * size, number * STEP_PX / 3 * size)
        view = around(extent, width, height, size, step)
        start = perf_counter()
        render(layer, [view] * panes, width, height)
        times.append(perf_counter() - start)
    return times


def around(
    extent: QgsRectangle, width: int, height: int, scale: float, step: tuple[float, float] = (0.0, 0.0)
) -> QgsRectangle:
    """Return the rectangle of so many map units a screen pixel about the middle of the extent, moved by a step."""
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
