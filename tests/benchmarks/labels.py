"""What labels cost: one edit, and finding one among many."""

import sqlite3
from pathlib import Path

import numpy as np

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.session.label_arrays import LabelArrays
from tests.benchmarks.desk import Desk
from tests.benchmarks.rows import Bench, median_ms, p95_ms, timed

EDITS = 200
MANY = 100_000


def bench_hits(bench: Bench) -> None:
    """What is under the pointer, among 100,000 labels of a frame."""
    places = np.random.default_rng(0).uniform(0, 30_000, (MANY, 2))
    boxes = (OrientedBox((float(x), float(y)), 60.0, 50.0, float(x % 360)) for x, y in places)
    arrays = LabelArrays(Label(number, "", 1, 1, box) for number, box in enumerate(boxes, start=1))
    pointers = [(float(x) + 3.0, float(y)) for x, y in places[:200]]
    times = [timed(lambda at=at: arrays.near(at, 8.0)) for at in pointers]  # type: ignore[misc]
    bench.add(f"hit test among {MANY} labels, p95", p95_ms(times), "ms")


def bench_edit(bench: Bench, desk: Desk) -> None:
    """One drawn label, durable and followed by the session, against a bare insert with the same durability."""
    times = []
    for number in range(EDITS):
        outline = OrientedBox((100.0 + number, 100.0), 40.0, 30.0, 10.0)
        edit = added("draw", [desk.session.new_label(desk.frame.id, outline)])
        times.append(timed(lambda edit=edit: desk.session.do(edit)))  # type: ignore[misc]
    bench.add("one edit, durable, median", median_ms(times), "ms", median_ms(_bare_inserts(desk.file.path.parent)))


def _bare_inserts(folder: Path) -> list[float]:
    database = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE label (id INTEGER PRIMARY KEY, outline TEXT)")

    def insert() -> None:
        database.execute("INSERT INTO label (outline) VALUES (?)", ("x" * 300,))

    times = [timed(insert) for _ in range(EDITS)]
    database.close()
    return times
