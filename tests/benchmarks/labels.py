"""What labels cost: one edit, and finding one among many."""

import sqlite3
from pathlib import Path

import numpy as np

from basewatch_gui.geometry.outline import OrientedBox, centre_px
from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.label_arrays import LabelArrays
from tests.benchmarks.desk import SIZES, Desk
from tests.benchmarks.rows import Bench, median_ms, p95_ms, timed

EDITS = 200
MANY = 100_000
HIT_MS = 2.0
MORE_MS = 4.0
STEPS = 120
STEP_SCR = (9, 3)
ZOOM_STEP = 1.01


def many_labels(width_px: float, height_px: float, frame_id: int, first_id: int = 1) -> list[Label]:
    """100,000 oriented boxes of aircraft's sizes all over a frame, of all shipped categories."""
    generator = np.random.default_rng(0)
    categories = [category.id for category in shipped_categories()]
    places = generator.uniform(0, 1, (MANY, 2)) * (width_px, height_px)
    headings = generator.uniform(0, 360, MANY)
    boxes = (
        OrientedBox((float(x), float(y)), 60.0, 50.0, float(heading))
        for (x, y), heading in zip(places, headings, strict=True)
    )
    return [
        Label(number, f"many-{number}", frame_id, categories[number % len(categories)], box)
        for number, box in enumerate(boxes, start=first_id)
    ]


def bench_hits(bench: Bench) -> None:
    """What is under the pointer, among 100,000 labels of a frame, at 1:1 and where a pixel shows 30 of the frame."""
    labels = many_labels(30_000.0, 30_000.0, 1)
    arrays = LabelArrays(labels)
    places = [centre_px(label.outline) for label in labels[:500]]
    for scale in (1.0, 30.0):
        times = [timed(lambda at=at, scale=scale: arrays.near((at[0] + 3.0, at[1]), 8.0 * scale)) for at in places]  # type: ignore[misc]
        bench.add(f"hit test among {MANY} labels, {scale:g} px a px, p95", p95_ms(times), "ms", None, HIT_MS)


def bench_paint(bench: Bench, desk: Desk) -> None:
    """By how much a paint of two panes on a frame with 100,000 labels costs more than without them.

    The same walks are painted with all labels hidden and with them, panned at several zooms, and zoomed slowly.
    """
    middle, frame = desk.frame.width / 2, desk.frame
    desk.session.do(added("import", many_labels(frame.width, frame.height, frame.id, first_id=10_000)))
    whole = max(frame.width, frame.height) / SIZES["two_panes"][0]
    walks = {}
    for scale in (1.0, 3.0, 10.0, whole):
        start = desk.viewpoint(middle, middle, scale)
        pan = [start.panned(-STEP_SCR[0] * number, -STEP_SCR[1] * number) for number in range(STEPS)]
        walks[f"pan at {scale:.3g} px a px"] = pan
    for scale in (1.0, 10.0):
        walks[f"zoom from {scale:g} px a px"] = [
            desk.viewpoint(middle, middle, scale * ZOOM_STEP**number) for number in range(STEPS)
        ]
    for name, walk in walks.items():
        desk.grid.hide_labels(True)
        without = desk.walked(walk)
        desk.grid.hide_labels(False)
        with_labels = desk.walked(walk)
        title = f"{MANY} labels, two panes, {name}, more a paint"
        bar = MORE_MS if name.startswith("pan") else None
        bench.add(f"{title}, median", median_ms(with_labels) - median_ms(without), "ms")
        bench.add(f"{title}, p95", p95_ms(with_labels) - p95_ms(without), "ms", None, bar)


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
