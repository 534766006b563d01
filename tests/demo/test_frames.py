"""The demo frames as files: format, and that they show what the truth says, where it says."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from basewatch_gui.demo.build import build_demo_frames
from basewatch_gui.demo.frame_paint import FramePainter
from basewatch_gui.demo.frames import FRAMES, DemoFrame
from basewatch_gui.demo.silhouette import load_silhouette
from basewatch_gui.demo.truth import label_box
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import as_points
from basewatch_gui.imagery import environment
from basewatch_gui.imagery.drawing import polygon_coverage
from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.model.frame import ground_map

# isort: split
import rasterio
from rasterio.windows import Window

Samples = NDArray[np.float32]
LIGHT = ("white", "light grey", "grey")


def read(folder: Path, frame: DemoFrame, left: int, top: int, width: int, height: int) -> Samples:
    with environment.gdal_session(), rasterio.open(folder / "frames" / frame.name) as raster:
        return np.asarray(raster.read(window=Window(left, top, width, height)), np.float32)


@cache
def bare_painter(number: int) -> FramePainter:
    """Draws the same frame with nothing to label on it: noise and ground are the same."""
    return FramePainter(replace(FRAMES[number - 1], objects=()))


@cache
def bare(number: int, top: int) -> NDArray[np.uint16 | np.uint8]:
    return bare_painter(number).paint_rows(top, 512)


def drawn(folder: Path, frame: DemoFrame, box: OrientedBox) -> tuple[Samples, int, int]:
    """What the things add to the picture about a box (mean of the bands), and the corner of the piece."""
    reach = int(max(box.length_px, box.width_px) * 0.75) + 20
    left, top = int(box.centre_px[0]) - reach, int(box.centre_px[1]) - reach
    block = top // 512 * 512
    rows = [bare(frame.number, at)[:, :, left : left + 2 * reach] for at in range(block, top + 2 * reach, 512)]
    without = np.concatenate(rows, axis=1)[:, top - block : top - block + 2 * reach]
    with_things = read(folder, frame, left, top, 2 * reach, 2 * reach)
    return (with_things - without).mean(axis=0), left, top


def test_the_first_frame_is_what_a_vendor_would_send(demo_folder: Path) -> None:
    with environment.gdal_session(), rasterio.open(demo_folder / "frames" / "20241207_airbase_050cm.tif") as raster:
        assert (raster.crs.to_epsg(), raster.res, raster.count, raster.dtypes[0]) == (32636, (0.5, 0.5), 4, "uint16")
        assert raster.descriptions == ("blue", "green", "red", "near infrared")
        assert [band.name for band in raster.colorinterp] == ["blue", "green", "red", "nir"]
        assert (raster.nodata, raster.overviews(4), raster.block_shapes[0]) == (0, [2, 4, 8, 16], (512, 512))
        assert raster.tags()["TIFFTAG_DATETIME"] == "2024:12:07 08:21:00"
        small = raster.read(out_shape=(4, 525, 750))
    valid = (small > 0).all(axis=0)
    assert ((small > 0).any(axis=0) == valid).all()
    assert 0.93 < valid.mean() < 0.99
    assert not valid[[0, 0, -1, -1], [0, -1, 0, -1]].any()
    blue, green, red, infrared = (small[band][valid].astype(float) for band in range(4))
    assert np.percentile(blue, 1) > 180
    assert 1000 < np.percentile(green, 99.9) < 2047
    assert np.corrcoef(infrared, red)[0, 1] < np.corrcoef(green, red)[0, 1]
    assert infrared.mean() > 1.3 * red.mean()


def test_the_second_frame_is_a_colour_product_in_degrees(demo_folder: Path) -> None:
    with environment.gdal_session(), rasterio.open(demo_folder / "frames" / "20241213_airbase_031cm.tif") as raster:
        assert (raster.crs.to_epsg(), raster.count, raster.dtypes[0]) == (4326, 3, "uint8")
        assert [band.name for band in raster.colorinterp] == ["red", "green", "blue"]
        assert raster.nodata is None
        assert raster.tags()["TIFFTAG_DATETIME"] == "2024:12:13 08:34:00"
        assert raster.read(1, out_shape=(520, 620)).std() > 20


@pytest.mark.parametrize("frame", FRAMES)
def test_pixels_have_their_size_on_the_ground(demo_folder: Path, frame: DemoFrame) -> None:
    described = describe_frame(demo_folder / "frames" / frame.name, 1, frame.name)
    ground = ground_map(described, described.plane)
    middle = (frame.width / 2, frame.height / 2)
    for step in ((100.0, 0.0), (0.0, 100.0)):
        end = (middle[0] + step[0], middle[1] + step[1])
        assert ground.distance_m(middle, end) == pytest.approx(100 * frame.gsd_m, rel=2e-3)
    assert described.acquired == frame.acquired
    assert (described.width, described.height) == (frame.width, frame.height)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_second_drawing_is_the_same_to_the_last_sample(demo_folder: Path, frame: DemoFrame) -> None:
    again = FramePainter(frame).paint_rows(2048, 512)
    assert np.array_equal(read(demo_folder, frame, 0, 2048, frame.width, 512), again)


@pytest.mark.parametrize("frame", FRAMES)
def test_light_aircraft_have_their_size_and_place(demo_folder: Path, frame: DemoFrame) -> None:
    for thing in (thing for thing in frame.objects if thing.livery in ("white", "light grey")):
        box = label_box(frame, thing)
        added, left, top = drawn(demo_folder, frame, box)
        metal = added > 0.06 * added.max()
        rows, columns = np.nonzero(metal)
        away = np.column_stack((columns + 0.5 + left, rows + 0.5 + top)) - box.centre_px
        inside = (np.abs(away @ box.forward) < box.length_px / 2 + 4) & (
            np.abs(away @ box.right) < box.width_px / 2 + 4
        )
        across = away[inside] @ box.right
        assert across.max() - across.min() == pytest.approx(box.width_px, abs=3), thing.uid
        assert across.max() + across.min() == pytest.approx(0, abs=2.5), thing.uid
        along = away[inside] @ box.forward
        if thing.state != "nose open":
            assert along.max() == pytest.approx(box.length_px / 2, abs=1.5 / frame.gsd_m), thing.uid


@pytest.mark.parametrize("frame", FRAMES)
def test_everything_fits_its_silhouette_best_where_the_truth_is(demo_folder: Path, frame: DemoFrame) -> None:
    for thing in frame.objects:
        box = label_box(frame, thing)
        added, left, top = drawn(demo_folder, frame, box)
        signal = added if thing.livery in LIGHT else np.abs(added)
        if thing.livery not in LIGHT:
            assert covered(signal, box, thing.silhouette, left, top) > 0.8, thing.uid
            continue
        here = fit(signal, box, thing.silhouette, left, top)
        for other in (
            replace(box, heading_px_deg=(box.heading_px_deg + 180) % 360),
            replace(box, heading_px_deg=box.heading_px_deg + 3),
            replace(box, heading_px_deg=box.heading_px_deg - 3),
            replace(box, centre_px=box.at(2.5, 2.5)),
            replace(box, centre_px=box.at(-2.5, -2.5)),
            replace(box, length_px=box.length_px * 1.07, width_px=box.width_px * 1.07),
        ):
            assert here > fit(signal, other, thing.silhouette, left, top), thing.uid


def test_the_same_aircraft_is_off_by_the_stated_shift(demo_folder: Path) -> None:
    """Measured on the picture: the middle of what is bright, sent through each file's own georeference."""
    plane = FRAMES[0].ground.plane
    places = []
    for frame in FRAMES:
        thing = next(thing for thing in frame.objects if thing.uid == "an-124 1")
        added, left, top = drawn(demo_folder, frame, label_box(frame, thing))
        rows, columns = np.nonzero(added > 0.15 * added.max())
        middle = (columns.mean() + 0.5 + left, rows.mean() + 0.5 + top)
        described = describe_frame(demo_folder / "frames" / frame.name, 1, frame.name)
        places.append(ground_map(described, plane).to_plane(as_points(middle))[0])
    assert places[1] - places[0] == pytest.approx((3.2, -2.1), abs=0.35)


def test_frames_that_are_there_are_kept_and_others_drawn_again(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    monkeypatch.setattr("basewatch_gui.demo.build.write_geotiff", lambda path, plan, strips: written.append(path.name))
    heard: list[float] = []
    paths = build_demo_frames(demo_folder, heard.append)
    assert written == []
    assert heard == [0.5, 1.0]
    assert [path.name for path in paths] == ["20241207_airbase_050cm.tif", "20241213_airbase_031cm.tif"]
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / FRAMES[0].name).write_bytes(b"half")
    build_demo_frames(tmp_path)
    assert written == [frame.name for frame in FRAMES]


def shape_on(shape: tuple[int, int], box: OrientedBox, name: str, left: int, top: int) -> Samples:
    known = load_silhouette(name)
    scale = box.length_px / known.length_m
    rings = []
    for part in known.parts:
        if not part.is_line:
            along, across = -part.ring_m[:, 1:] * scale, part.ring_m[:, :1] * scale
            rings.append(as_points(box.centre_px) + along * box.forward + across * box.right - (left, top))
    return polygon_coverage(shape, rings)


def fit(signal: Samples, box: OrientedBox, name: str, left: int, top: int) -> float:
    """Correlation of the silhouette with what is bright about it."""
    share = shape_on((signal.shape[0], signal.shape[1]), box, name, left, top)
    return float(np.corrcoef(share.ravel(), np.clip(signal, 0, None).ravel())[0, 1])


def covered(signal: Samples, box: OrientedBox, name: str, left: int, top: int) -> float:
    """The share of the silhouette's pixels that the thing has changed."""
    share = shape_on((signal.shape[0], signal.shape[1]), box, name, left, top)
    return float((signal[share > 0.95] > 3).mean())
