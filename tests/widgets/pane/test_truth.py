"""The picture and the values of a pane against rasterio's own reprojection and reading, which know nothing of tiles.

The frames are smooth, so that a place off by a part of a pixel shows as a grey level off, and have wide edges left
out, where GDAL and OpenCV blend with nothing differently. Both read the same level of the same pyramid: which one is
shown is another question. What remains is rounding to whole grey levels (0.5), OpenCV's steps of 1/32 px (0.2 at the
steepest), and what the linearisation is off at the corners.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication
from rasterio.enums import Resampling
from rasterio.warp import reproject
from rasterio.warp import transform as warp_points

from basewatch_gui.geometry.transform import XY, Points, apply_one, mean_scale
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.imagery.display.stretch import Stretch
from basewatch_gui.imagery.environment import gdal_session
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.pane.shown_frame import ShownFrame
from tests.journeys.scene import write_project
from tests.rasters import UTM_37N, Pixels, write_raster

WIDTH, HEIGHT = 1500, 1200
SIZE_SCR = (320, 240)
LEVELS = (2, 4, 8)
GROUND = (40, 40, 40, 254)
WAVES_PX = (60.0, 95.0)
OFF_LEVELS = 1.2
"""Grey levels, of 200 between dark and bright."""
OFF_PX = 0.1
"""How far the picture may lie from the truth as a whole, in pixels of the level: whole grey levels can't tell less."""

HOME = Affine(0.5, 0, 500_000, 0, -0.5, 5_500_000)
PLACES = {
    "utm": (UTM_37N, HOME),
    "mercator": ("EPSG:3857", Affine(0.77, 0, 4_341_400, 0, -0.77, 6_384_200)),
    "lonlat": ("EPSG:4326", Affine(7e-6, 0, 39.0, 0, -4.5e-6, 49.653)),
    "turned": (UTM_37N, Affine.translation(500_100, 5_499_800) @ Affine.rotation(28) @ Affine.scale(0.4, -0.45)),
    "south up": (UTM_37N, Affine(0.5, 0, 500_000, 0, 0.5, 5_499_400)),
}


@dataclass
class Frame:
    """A frame that is open and shown, and its file."""

    session: Session
    showing: ShownFrame
    path: Path

    def look(self, viewpoint: Viewpoint) -> None:
        """Have the picture from there, with all of its tiles."""
        self.showing.lay_out(viewpoint, SIZE_SCR)
        self.showing.compose(SIZE_SCR, 1.0, GROUND)
        while not self.showing.is_complete:
            wait_until(lambda: self.session.tiles.idle)
            QApplication.processEvents()
            self.showing.compose(SIZE_SCR, 1.0, GROUND)

    @property
    def picture(self) -> Points:
        """The grey levels that are shown, (height, width)."""
        assert self.showing.pixels is not None
        return self.showing.pixels[..., 0].astype(np.float64)

    @property
    def level(self) -> int:
        """Which level is shown."""
        assert self.showing.opened is not None
        assert self.showing.to_screen is not None
        return self.showing.opened.pyramid.level_for(1 / mean_scale(self.showing.to_screen))


def smooth(width: int, height: int) -> Pixels:
    """Waves in both directions, 20 to 220."""
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    waves = np.sin(2 * np.pi * (x + 0.4 * y) / WAVES_PX[0]) + np.cos(2 * np.pi * (y - 0.3 * x) / WAVES_PX[1])
    return np.asarray(np.rint(120 + 50 * waves), dtype=np.uint8)


@pytest.fixture(scope="module", params=PLACES)
def frame(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frame]:
    """A smooth frame, open in a project of its own, shown as it is: grey level for sample."""
    QApplication.instance() or QApplication([])
    folder = tmp_path_factory.mktemp("truth")
    crs, transform = PLACES[request.param]
    path = folder / "a.tif"
    write_raster(path, smooth(WIDTH, HEIGHT), crs=crs, transform=transform, block=256, overviews=LEVELS)
    session = Session(ProjectFile.open(write_project(folder / "p.basewatch", (path,))), author="analyst")
    showing = ShownFrame(session, "test")
    try:
        showing.set_frame(1)
        wait_until(lambda: session.tiles.frame(1) is not None)
        session.tiles.set_stretch(1, Stretch((0, 0, 0), ((0.0, 255.0),) * 3))
        yield Frame(session, showing, path)
    finally:
        session.close()


def truth(frame: Frame, viewpoint: Viewpoint, level: int) -> tuple[Points, NDArray[np.bool_]]:
    """What GDAL shows from there of the level, exactly and slowly, and where all of it is from within the frame."""
    plane = frame.session.project.plane
    assert plane is not None
    screen_to_plane = ~viewpoint.plane_to_screen(SIZE_SCR)
    with gdal_session(), rasterio.open(frame.path) as raster:
        factor = 2**level
        samples = raster.read(1, out_shape=(-(-HEIGHT // factor), -(-WIDTH // factor)))
        across, down = WIDTH / samples.shape[1], HEIGHT / samples.shape[0]
        inside = np.zeros(samples.shape, np.float32)
        inside[2:-2, 2:-2] = 1.0
        shown = []
        for source in (samples.astype(np.float32), inside):
            screen = np.zeros(SIZE_SCR[::-1], np.float32)
            reproject(
                source,
                screen,
                src_transform=raster.transform @ Affine.scale(across, down),
                src_crs=raster.crs,
                dst_transform=screen_to_plane,
                dst_crs=plane.crs.to_wkt(),
                resampling=Resampling.bilinear,
                tolerance=0.0,
                XSCALE=1,
                YSCALE=1,
            )
            shown.append(screen.astype(np.float64))
    return shown[0], shown[1] > 0.999


def shift_px(picture: Points, expected: Points, seen: NDArray[np.bool_]) -> float:
    """How far the picture lies from the truth as a whole, in screen pixels: the shift that explains most."""
    slopes = np.column_stack([np.gradient(expected, axis=axis)[seen] for axis in (1, 0)])
    shift, *_ = np.linalg.lstsq(slopes, (picture - expected)[seen], rcond=None)
    return float(np.hypot(*shift))


def viewpoint_at(frame: Frame, across: float, down: float, scale: float, turn_deg: float) -> Viewpoint:
    """A look at a place of the frame, given as parts of its size."""
    ground = frame.session.project.ground_map(1)
    (centre,) = ground.to_plane(np.array([[across * WIDTH, down * HEIGHT]]))
    return Viewpoint((float(centre[0]), float(centre[1])), scale, turn_deg)


looks = st.tuples(
    st.floats(0.05, 0.95),
    st.floats(0.05, 0.95),
    st.floats(-3, 2).map(lambda power: 0.5 * 2.0**power),
    st.floats(0, 360),
)
drags = st.lists(st.tuples(st.integers(-90, 90), st.integers(-90, 90)), max_size=2)


@given(look=looks, drags=drags)
@settings(max_examples=30)
def test_the_picture_equals_gdal_s(frame: Frame, look: tuple[float, float, float, float], drags: list[XY]) -> None:
    viewpoint = viewpoint_at(frame, *look)
    frame.look(viewpoint)
    for dx, dy in drags:
        viewpoint = viewpoint.panned(dx, dy)
        frame.look(viewpoint)
    expected, seen = truth(frame, viewpoint, frame.level)
    if seen.sum() < 200:
        return
    assert np.abs(frame.picture - expected)[seen].max() <= OFF_LEVELS
    assert shift_px(frame.picture, expected, seen) / px_a_scr(frame) <= OFF_PX


def px_a_scr(frame: Frame) -> float:
    """Screen pixels a pixel of the level."""
    assert frame.showing.to_screen is not None
    return mean_scale(frame.showing.to_screen) * float(2**frame.level)


@pytest.mark.parametrize("scale", [0.1, 0.4, 0.9])
@pytest.mark.parametrize("way", [(0.25, 0.0), (0.0, 0.25)])
def test_a_quarter_of_a_pixel_would_be_seen(frame: Frame, scale: float, way: XY) -> None:
    viewpoint = viewpoint_at(frame, 0.5, 0.45, scale, 20.0)
    frame.look(viewpoint)
    size = px_a_scr(frame)
    aside, seen = truth(frame, viewpoint.panned(way[0] * size, way[1] * size), frame.level)
    assert shift_px(frame.picture, aside, seen) / size == pytest.approx(0.25, abs=OFF_PX)
    assert np.abs(frame.picture - aside)[seen].max() > OFF_LEVELS


@given(look=looks, at=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_the_value_under_the_pointer_is_rasterio_s(
    frame: Frame, look: tuple[float, float, float, float], at: XY
) -> None:
    viewpoint = viewpoint_at(frame, *look)
    frame.showing.lay_out(viewpoint, SIZE_SCR)
    at_scr = (at[0] * SIZE_SCR[0], at[1] * SIZE_SCR[1])
    place = frame.showing.to_frame(at_scr)
    assert place is not None
    with gdal_session(), rasterio.open(frame.path) as raster:
        x, y = apply_one(~viewpoint.plane_to_screen(SIZE_SCR), at_scr)
        plane = frame.session.project.plane
        assert plane is not None
        xs, ys = warp_points(plane.crs.to_wkt(), raster.crs, [x], [y])
        column, row = ~raster.transform @ (xs[0], ys[0])
        assert np.hypot(column - place[0], row - place[1]) * mean_scale_of(frame) <= 0.05
        column, row = floor(place[0]), floor(place[1])
        inside = 0 <= column < WIDTH and 0 <= row < HEIGHT
        values = frame.session.tiles.values_at(1, place)
        if inside and values is None:
            wait_until(lambda: frame.session.tiles.values_at(1, place) is not None)
            values = frame.session.tiles.values_at(1, place)
        assert (values is not None) == inside
        if values is not None:
            window = ((row, row + 1), (column, column + 1))
            assert values.tolist() == raster.read(window=window)[:, 0, 0].tolist()


def mean_scale_of(frame: Frame) -> float:
    """Screen pixels a frame pixel."""
    assert frame.showing.to_screen is not None
    return mean_scale(frame.showing.to_screen)
