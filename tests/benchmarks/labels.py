"""What labels cost: one edit, finding one among many, and drawing many."""

from pathlib import Path

import numpy as np

from tests.benchmarks import bars
from tests.benchmarks.desk import Desk
from tests.benchmarks.floors import Overlay, Store
from tests.benchmarks.program import (
    Label,
    LabelArrays,
    OrientedBox,
    Viewpoint,
    bounds_px,
    centre_px,
    shipped_categories,
)
from tests.benchmarks.rounds import ROUNDS, alternate, alternate_each, repeated, seconds_of_each
from tests.benchmarks.rows import Bench

EDITS = 40
"""Edits in a round."""
HITS = 100
"""Hit tests in a round."""
MANY = 100_000
STEPS = 60
"""Steps of a walk in a round."""
STEP_SCR = (9, 3)
ZOOM_STEP = 1.01

LABELS = """
Edit, durable: a label drawn, on the disk and known to the session; floor: *store* inserts one row of a label's length.
Hit test: what is under the pointer; floor: numpy alone searches the same envelopes. Labels: by how much a paint of two
panes with 100,000 labels takes longer than with all of them hidden, each figure above that of the walk without; floor:
one ready, transparent picture is drawn over each pane by `QPainter.drawImage`, the least that they could be shown by.
"""


def many_labels(width_px: float, height_px: float, frame_id: int, first_id: int = 1) -> list[Label]:
    """Return 100,000 oriented boxes of aircraft's sizes all over a frame, of all shipped categories."""
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


def bench_hits(bench: Bench, *, is_quick: bool) -> None:
    """Measure hit tests among 100,000 labels of a frame, at 1:1 and where a pixel shows 30 of the frame."""
    labels = many_labels(30_000.0, 30_000.0, 1)
    arrays = LabelArrays(labels)
    lefts, tops, rights, bottoms = np.array([bounds_px(label.outline) for label in labels]).T.copy()
    places = [centre_px(label.outline) for label in labels[:HITS]]
    for scale in (1.0, 30.0)[: 1 if is_quick else None]:
        reach = 8.0 * scale

        def search(at: tuple[float, float], reach: float = reach) -> object:
            x, y = at[0] + 3.0, at[1]
            return np.flatnonzero(
                (lefts <= x + reach) & (rights >= x - reach) & (tops <= y + reach) & (bottoms >= y - reach)
            )

        def hit(at: tuple[float, float], reach: float = reach) -> object:
            return arrays.near((at[0] + 3.0, at[1]), reach)

        searching, hitting = alternate(
            lambda _number, search=search: seconds_of_each(search, places),  # type: ignore[misc]
            lambda _number, hit=hit: seconds_of_each(hit, places),  # type: ignore[misc]
        )
        bench.add_ratio(f"hit test among {MANY} labels, {scale:g} px a px", hitting, searching, bars.HIT)


def bench_paint(bench: Bench, desk: Desk, *, is_quick: bool) -> None:
    """Measure by how much a paint of two panes on a frame with 100,000 labels takes longer than without them.

    The same walks are painted with all labels hidden and with them, panned at several zooms, and zoomed slowly.
    """
    frame = desk.frame
    desk.add_labels(many_labels(frame.width, frame.height, frame.id, first_id=10_000))
    whole = max(frame.width, frame.height) / desk.sizes_scr[0][0]
    walks = {}
    for scale in (1.0, 3.0, 10.0, whole)[: 1 if is_quick else None]:
        start = desk.middle(scale)
        walk = [start.panned(-STEP_SCR[0] * step, -STEP_SCR[1] * step) for step in range(STEPS)]
        walks[f"pan at {scale:.3g} px a px"] = walk
    for scale in () if is_quick else (1.0, 10.0):
        walks[f"zoom from {scale:g} px a px"] = [desk.middle(scale * ZOOM_STEP**step) for step in range(STEPS)]
    overlay = Overlay(desk.sizes_scr)
    for name, walk in walks.items():

        def painted(number: int, *, hidden: bool, walk: list[Viewpoint] = walk) -> list[float]:
            desk.set_labels_hidden(hidden=hidden)
            there_or_back = walk[:: -1 if number % 2 else 1]
            # The labels' pictures are drawn on the way, as when one has looked around a while.
            desk.read_along(there_or_back)
            return desk.painted_along(there_or_back)

        drawing, without, with_labels = alternate(
            repeated(overlay.draw, STEPS),
            lambda number: painted(number, hidden=True),
            lambda number: painted(number, hidden=False),
        )
        bar = bars.LABELS_PANNED if name.startswith("pan") else None
        bench.add_ratio(f"{MANY} labels, two panes, {name}, more a paint", with_labels - without, drawing, bar)


def bench_edit(bench: Bench, desk: Desk, folder: Path) -> None:
    """Measure one drawn label, durable and known to the session."""
    store = Store(folder / "bare.sqlite")
    boxes = (OrientedBox((100.0 + at, 100.0), 40.0, 30.0, 10.0) for at in range(EDITS * (ROUNDS + 1)))
    edits = iter([desk.drawing_of(box) for box in boxes])
    inserting, editing = alternate_each(store.insert, lambda: desk.do(next(edits)), steps=EDITS)
    store.close()
    bench.add_ratio("one edit, durable", editing, inserting)
