"""A project of many frames and labels, a tenth of these on its last frame: its frames are black."""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine

from tests.benchmarks.program import (
    FILE_VERSION,
    Frame,
    Label,
    OrientedBox,
    ProjectFile,
    added,
    describe_frame,
    label_rows,
    shipped_categories,
)

SIDE_PX = 20_480
UTM = (0.5, 0.0, 766_000.0, 0.0, -0.5, 3_922_000.0)


def big_project(folder: Path, frames: int, labels: int) -> Path:
    """Return the path of a project of so many frames and labels, made in the folder where it is not there yet."""
    path = folder / f"scale-{frames}-{labels}-{FILE_VERSION}.basewatch"
    if not path.exists():
        part = path.with_name("scale-part.basewatch")
        part.unlink(missing_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        with ProjectFile.create(part, shipped_categories(), "bench") as project:
            project.do(added("add frames", _frames(folder, frames)))
        _insert_labels(part, frames, labels)
        part.rename(path)
    return path


def _frames(folder: Path, count: int) -> list[Frame]:
    """Return frames that are one black file under many names, in a folder of their own."""
    place = folder / f"scale-{count}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    names = [f"base-{number:04}.tif" for number in range(1, count + 1)]
    options = {"driver": "GTiff", "tiled": True, "blockxsize": 512, "blockysize": 512, "sparse_ok": True}
    shape = {"dtype": "uint8", "count": 1, "width": SIDE_PX, "height": SIDE_PX}
    with rasterio.open(place / names[0], "w", crs="EPSG:32636", transform=Affine(*UTM), **shape, **options):
        pass
    with rasterio.Env(SPARSE_OK_OVERVIEW="YES"), rasterio.open(place / names[0], "r+") as raster:
        raster.build_overviews([2**level for level in range(1, 7)])
    for name in names[1:]:
        os.link(place / names[0], place / name)
    first = describe_frame(place / names[0], 1, f"{place.name}/{names[0]}")
    times = (f"20{number // 365 + 20}-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00Z" for number in range(count))
    return [
        replace(first, id=number, path=f"{place.name}/{name}", acquired=time)
        for number, (name, time) in enumerate(zip(names, times, strict=True), start=1)
    ]


def _insert_labels(path: Path, frames: int, labels: int) -> None:
    """Insert all at once and without a history, as no edit could add them in a minute."""
    generator = np.random.default_rng(0)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA synchronous=OFF")
        first = 1
        for frame, count in enumerate(_counts(frames, labels), start=1):
            rows = label_rows(list(some_labels(generator, frame, first, count)))
            database.executemany(f"INSERT INTO labels VALUES ({', '.join('?' * len(rows[0]))})", rows)
            first += count
        database.execute("UPDATE counters SET next = ? WHERE name = 'Label'", (first,))
        database.commit()


def _counts(frames: int, labels: int) -> list[int]:
    """Return how many labels each frame has."""
    on_the_last = labels // 10
    least, more = divmod(labels - on_the_last, frames - 1)
    return [*(least + (number < more) for number in range(frames - 1)), on_the_last]


def some_labels(generator: np.random.Generator, frame_id: int, first: int, count: int) -> list[Label]:
    """Return so many oriented boxes anywhere on a frame, with ids from the first on."""
    categories = [category.id for category in shipped_categories()]
    places = generator.uniform(0, SIDE_PX, (count, 2)).tolist()
    return [
        Label(
            id=number,
            uid=f"{number:032x}",
            frame_id=frame_id,
            category_id=categories[number % len(categories)],
            outline=OrientedBox((x, y), 60.0 + number % 30, 50.0, float(number % 360)),
            identification="probable",
            state="in service",
            author="bench",
            created="2024-12-14T10:00:00Z",
            modified="2024-12-14T11:30:00Z",
        )
        for number, (x, y) in enumerate(places, start=first)
    ]
