"""A frame with two Il-76 and a launcher, and a project with it."""

from dataclasses import replace
from pathlib import Path

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.session.suggesting.patterns import shape_named
from tests.assist.scene import OLIVE, concrete, put
from tests.journeys.scene import write_project
from tests.rasters import AT_HOME, UTM_37N, write_raster

IL_76, LAUNCHER = 2, 20
FIRST = OrientedBox((110.0, 105.0), 93.2, 101.0, 200.0)
SECOND = replace(FIRST, centre_px=(260.0, 120.0), heading_px_deg=215.0)
VEHICLE = OrientedBox((150.0, 240.0), 26.2, 6.3, 75.0)
"""Two Il-76 and a launcher at their true size in pixels of 0.5 m."""


def write_apron(folder: Path) -> Path:
    """The project in the folder, with the frame beside it."""
    image = concrete(360, 300)
    for box in (FIRST, SECOND):
        put(image, box, shape=shape_named("il-76"))
    put(image, VEHICLE, OLIVE, shape=None)
    write_raster(folder / "a.tif", image.transpose(2, 0, 1)[::-1], crs=UTM_37N, transform=AT_HOME)
    return write_project(folder / "a.basewatch", (folder / "a.tif",))
