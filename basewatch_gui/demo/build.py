"""Drawing the demo's two frames and writing them as GeoTIFF."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.demo.frame_paint import FramePainter
from basewatch_gui.demo.frames import FRAMES, DemoFrame
from basewatch_gui.imagery.geotiff import BLOCK_PX, GeotiffPlan, read_tiff_tags, write_geotiff

EDITION = "BaseWatch demo 1"
"""Name of the drawing, written into the files: raise the number when it changes, and frames of another edition are
drawn again."""

WORKERS = 2
"""Threads that draw strips."""

Progress = Callable[[float], None]


def build_demo_frames(folder: Path, progress: Progress | None = None) -> tuple[Path, Path]:
    """Draw the two demo frames into `folder`/frames, about 210 MB, and return their paths by date.

    `progress` gets 0..1. Frames that are there already stay. The pixels are the same on every run. Raises
    BasewatchError where the folder can't be written.
    """
    first, second = (folder / "frames" / frame.name for frame in FRAMES)
    for number, (frame, path) in enumerate(zip(FRAMES, (first, second), strict=True)):
        if read_tiff_tags(path).get("TIFFTAG_SOFTWARE") != EDITION:
            write_geotiff(path, _plan(frame), _strips(frame, _part_of(progress, number)))
        if progress is not None:
            progress((number + 1) / len(FRAMES))
    return first, second


def _part_of(progress: Progress | None, number: int) -> Progress:
    """Return a progress callback for one frame; the last tenth is for its overviews."""

    def report(share: float) -> None:
        if progress is not None:
            progress((number + 0.9 * share) / len(FRAMES))

    return report


def _strips(frame: DemoFrame, progress: Progress) -> Iterator[NDArray[np.uint16 | np.uint8]]:
    """Yield the frame's rows from top to bottom; at most a few strips are in memory."""
    # While one strip is compressed and written, the next ones are drawn: numpy and OpenCV release the GIL.
    painter = FramePainter(frame)
    tops = list(range(0, frame.height, BLOCK_PX))
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting = [pool.submit(painter.paint_rows, top, min(BLOCK_PX, frame.height - top)) for top in tops[:WORKERS]]
        for done, following in enumerate([*tops[WORKERS:], *[None] * WORKERS][: len(tops)], start=1):
            strip = waiting.pop(0).result()
            if following is not None:
                waiting.append(pool.submit(painter.paint_rows, following, min(BLOCK_PX, frame.height - following)))
            yield strip
            progress(done / len(tops))


def _plan(frame: DemoFrame) -> GeotiffPlan:
    return GeotiffPlan(
        width=frame.width,
        height=frame.height,
        dtype=frame.dtype,
        bands=frame.bands,
        crs=frame.crs,
        transform=frame.stated_transform,
        nodata=frame.nodata,
        tags={
            "TIFFTAG_DATETIME": frame.acquired.replace("-", ":").replace("T", " ").rstrip("Z"),
            "TIFFTAG_SOFTWARE": EDITION,
            "TIFFTAG_IMAGEDESCRIPTION": "Synthetic demo image of an invented air base",
            "TIFFTAG_COPYRIGHT": "Synthetic image, BaseWatch demo",
        },
    )
