"""The two demo frames: size, georeference, sun, and how the sensor renders light."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from affine import Affine
from pyproj import CRS

from basewatch_gui.demo.scene import BASE_PLANE, FIRST_DATE_OBJECTS, SECOND_DATE_OBJECTS, SceneObject, Sun
from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.transform import XY, Points, as_points

IDENTITY = Affine.identity()


@dataclass(frozen=True)
class DemoFrame:
    """One frame of the demo.

    `pixel_to_crs` is where its pixels truly lie. What the file says is `stated_transform`: off by `error_m` (metres
    east, north), as real georeferences are. `bands` are in the file's order; without `nodata` every pixel is valid.
    """

    number: int
    name: str
    acquired: str
    gsd_m: float
    crs: str
    width: int
    height: int
    pixel_to_crs: Affine
    error_m: XY
    bands: tuple[str, ...]
    dtype: str
    nodata: int | None
    sun: Sun
    objects: tuple[SceneObject, ...]

    @property
    def date(self) -> str:
        """The day it was taken, `YYYY-MM-DD`."""
        return self.acquired[:10]

    @cached_property
    def ground(self) -> GroundMap:
        """The true way between its pixels and the base's plane."""
        return GroundMap(BASE_PLANE, CRS.from_user_input(self.crs), self.pixel_to_crs, IDENTITY)

    @cached_property
    def stated_transform(self) -> Affine:
        """The affine from pixels to the CRS as the file states it."""
        at = self.ground.to_plane(as_points((self.width / 2, self.height / 2)))
        moved = GroundMap(BASE_PLANE, CRS.from_user_input(self.crs), IDENTITY, IDENTITY).to_pixels(
            np.vstack((at, at + self.error_m))
        )
        shift = moved[1] - moved[0]
        return Affine.translation(float(shift[0]), float(shift[1])) @ self.pixel_to_crs

    @cached_property
    def valid_ring_px(self) -> Points | None:
        """The footprint inside the collar of nodata, slanted and stepped like a strip's, (N, 2).

        None without nodata.
        """
        if self.nodata is None:
            return None
        w, h = self.width, self.height
        top = [(96, 14), (w * 0.31, 22), (w * 0.31, 31), (w * 0.72, 44), (w * 0.72, 37), (w - 22, 60)]
        bottom = [(w - 118, h - 12), (w * 0.55, h - 34), (w * 0.55, h - 27), (w * 0.2, h - 48), (14, h - 60)]
        return as_points(top + bottom)


def _first() -> DemoFrame:
    gsd, width, height = 0.5, 6000, 4200
    crs = "EPSG:32636"
    east, north = _crs_place(crs, (0.0, 20.0))
    left, top = round(east - gsd * width / 2), round(north + gsd * height / 2)
    return DemoFrame(
        number=1,
        name="20241207_airbase_050cm.tif",
        acquired="2024-12-07T08:21:00Z",
        gsd_m=gsd,
        crs=crs,
        width=width,
        height=height,
        pixel_to_crs=Affine(gsd, 0.0, left, 0.0, -gsd, top),
        error_m=(0.0, 0.0),
        bands=("blue", "green", "red", "near infrared"),
        dtype="uint16",
        nodata=0,
        sun=Sun(29.9, 162.2),
        objects=FIRST_DATE_OBJECTS,
    )


def _second() -> DemoFrame:
    gsd, width, height = 0.31, 6200, 5200
    crs = "EPSG:4326"
    middle = (-100.0, 60.0)
    lon, lat = _crs_place(crs, middle)
    lon_step = (_crs_place(crs, (middle[0] + 500.0, middle[1]))[0] - lon) / 500.0 * gsd
    lat_step = (_crs_place(crs, (middle[0], middle[1] + 500.0))[1] - lat) / 500.0 * gsd
    return DemoFrame(
        number=2,
        name="20241213_airbase_031cm.tif",
        acquired="2024-12-13T08:34:00Z",
        gsd_m=gsd,
        crs=crs,
        width=width,
        height=height,
        pixel_to_crs=Affine(lon_step, 0.0, lon - lon_step * width / 2, 0.0, -lat_step, lat + lat_step * height / 2),
        error_m=(3.2, -2.1),
        bands=("red", "green", "blue"),
        dtype="uint8",
        nodata=None,
        sun=Sun(30.0, 165.0),
        objects=SECOND_DATE_OBJECTS,
    )


def _crs_place(crs: str, at_m: XY) -> XY:
    """Return a place of the base's plane in a CRS."""
    x, y = GroundMap(BASE_PLANE, CRS.from_user_input(crs), IDENTITY, IDENTITY).to_pixels(as_points(at_m))[0]
    return (float(x), float(y))


FRAMES = (_first(), _second())
"""The demo's frames by date; a frame's number is its place here, from 1."""
