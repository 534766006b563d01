"""How well and how fast objects are snapped to, cut out and found, by the truth of the demo.

The demo's aircraft are painted from the very silhouettes that are looked for, so a second row for `snap` gives every
aircraft the silhouettes of the other types alone, and no size.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from tests.benchmarks import bars
from tests.benchmarks.picture_floors import cut_out, match_in_view, match_outline
from tests.benchmarks.program import Category, Label, OrientedBox, Outline, shipped_categories, to_shapely
from tests.benchmarks.program_window import (
    AIRCRAFT_SILHOUETTES,
    DEMO_FRAMES,
    DemoFrame,
    Pattern,
    Pixels,
    TruthLabel,
    Wish,
    build_demo_frames,
    find_alike,
    patterns_of,
    segment_labels,
    shape_in_box,
    shape_named,
    snap_boxes,
    truth_labels,
)
from tests.benchmarks.rounds import ROUNDS, Figures, seconds_of
from tests.benchmarks.rows import Bench
from tests.benchmarks.window import shown_pixels

HANDS = ROUNDS
"""Boxes drawn by each of so many hands; every hand is a round."""

SHIFT, TURN_DEG, SIZE = 0.06, 5.0, 0.08
"""How far a hand is off: shift as a share of the length (root mean square), heading and sizes (standard deviations)."""

WORSE = 0.02
VIEW_PX = (1080, 960)
FOUND = 0.3
QUICK_OBJECTS = 5

ASSIST = """
On the demo's truth, every object of both frames. Snap: beside the mean IoU of the boxes as a hand draws them. IoU,
found and false compare with no time, so they have no floor. Times have one in OpenCV alone, on the same picture, read
by rasterio alone; the two alternate object by object. Snap searches headings, sizes and places for a contour among
edges; floor: `cv2.Canny`, then `cv2.matchTemplate` of the drawn box's outline in the same 9 headings and 5 sizes. Cut
out is GrabCut, twice, and what is made of it; floor: one `cv2.grabCut` of as many rounds. More like it searches a view
of 960 x 1080 px; floor: `cv2.matchTemplate` of the object's own picture in the same 24 headings.
"""

Shares = dict[str, list[tuple[float, float]]]
Rounds = list[list[float]]


@dataclass(frozen=True, slots=True)
class _Object:
    """One object of the demo: its frame and file, what it is, its true box and silhouette."""

    frame: DemoFrame
    path: Path
    pixels: Pixels
    category: Category
    box: OrientedBox
    silhouette: str


def bench_assist(bench: Bench, folder: Path, *, is_quick: bool) -> None:
    """Snap to, cut out and find every object of both demo frames."""
    paths = build_demo_frames(folder)
    objects = [each for number, path in enumerate(paths, start=1) for each in _objects(number, path)]
    if is_quick:
        objects = objects[:: len(objects) // QUICK_OBJECTS][:QUICK_OBJECTS]
    _warm_up(objects[0])
    _bench_snap(bench, objects)
    _bench_segment(bench, objects)
    _bench_alike(bench, objects)


def _warm_up(each: _Object) -> None:
    """Do once all that is measured: what is looked up once, and the first pages of a file, are of no interest."""
    corners, label, shape = np.array(each.box.corners_px), _label(each, each.box), shape_in_box(each.category, each.box)
    match_outline(each.path, corners)
    cut_out(each.path, corners)
    match_in_view(each.path, corners, _view(each))
    snap_boxes(each.pixels, [Wish(label, patterns_of(each.category, each.box, each.frame.ground))], float)
    segment_labels(each.pixels, [Wish(label, shape=shape, as_polygon=True)], float)
    find_alike(each.pixels, label, _view(each), shape, float)


def _bench_snap(bench: Bench, objects: list[_Object]) -> None:
    generator = np.random.default_rng(3)
    shares: Shares = defaultdict(list)
    others: Shares = defaultdict(list)
    floors: Rounds = [[] for _ in range(HANDS)]
    times: Rounds = [[] for _ in range(HANDS)]
    for each in objects:
        for hand in range(HANDS):
            label = _label(each, _drawn(each.box, generator))
            box = _box(label)
            found: list[Outline] = [label.outline]
            patterns = patterns_of(each.category, box, each.frame.ground)
            floors[hand].append(seconds_of(lambda: match_outline(each.path, np.array(box.corners_px))))  # noqa: B023
            times[hand].append(seconds_of(lambda: found.extend(_snapped(each, label, patterns))))  # noqa: B023
            before, after = (_iou(outline, each.box) for outline in (found[0], found[-1]))
            shares[each.category.name].append((before, after))
            if each.category.id <= 6:
                names = [name for name in AIRCRAFT_SILHOUETTES if name != each.category.silhouette]
                unlike = [Pattern(shape_named(name)) for name in names]
                last = [label.outline, *_snapped(each, label, unlike)][-1]
                others["all"].append((before, _iou(last, each.box)))
    for name, pairs in shares.items():
        _add_pairs(bench, f"snap, {name}", pairs)
    every = [pair for pairs in shares.values() for pair in pairs]
    _add_pairs(bench, "snap, all", every)
    _add_pairs(bench, "snap, aircraft by other types' shapes", others["all"])
    worse = sum(after < before - WORSE for before, after in every)
    bench.add_value("snap, made worse", 100 * worse / len(every), "%")
    bench.add_ratio("snap", Figures.of(times), Figures.of(floors), bars.SNAP)


def _bench_segment(bench: Bench, objects: list[_Object]) -> None:
    shares: dict[str, list[float]] = defaultdict(list)
    floors: Rounds = [[] for _ in range(ROUNDS)]
    times: Rounds = [[] for _ in range(ROUNDS)]
    for number, each in enumerate(objects):
        wish = Wish(_label(each, each.box), shape=shape_in_box(each.category, each.box), as_polygon=True)
        found: list[Outline] = []
        at = number % ROUNDS
        floors[at].append(seconds_of(lambda: cut_out(each.path, np.array(each.box.corners_px))))  # noqa: B023
        times[at].append(
            seconds_of(lambda: found.extend(s.outline for s in segment_labels(each.pixels, [wish], float)))  # noqa: B023
        )
        shares[each.category.name].append(max((_iou(outline, _contour(each)) for outline in found), default=0.0))
    for name, values in shares.items():
        bench.add_value(f"cut out, {name}, mean IoU", float(np.mean(values)))
    every = [value for values in shares.values() for value in values]
    bench.add_value("cut out, all, mean IoU", float(np.mean(every)))
    bench.add_ratio("cut out", Figures.of(times), Figures.of(floors), bars.CUT_OUT)


def _bench_alike(bench: Bench, objects: list[_Object]) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    floors: Rounds = [[] for _ in range(ROUNDS)]
    times: Rounds = [[] for _ in range(ROUNDS)]
    for number, each in enumerate(objects):
        window = _view(each)
        label = _label(each, each.box)
        near = [other for other in objects if other.frame is each.frame and _is_in(other.box, window)]
        same = [other.box for other in near if other.category is each.category and other is not each]
        found: list[Outline] = []
        shape = shape_in_box(each.category, each.box)
        at = number % ROUNDS
        floors[at].append(seconds_of(lambda: match_in_view(each.path, np.array(each.box.corners_px), window)))  # noqa: B023
        times[at].append(
            seconds_of(lambda: found.extend(s.outline for s in find_alike(each.pixels, label, window, shape, float)))  # noqa: B023
        )
        hits = {box for outline in found for box in same if _iou(outline, box) > FOUND}
        count = counts[each.category.name]
        count[0] += len(same)
        count[1] += len(hits)
        count[2] += len(found) - len(hits)
    for name, (wanted, hit, false) in counts.items():
        views = sum(each.category.name == name for each in objects)
        bench.add_value(f"more like it, {name}, found of {wanted}", hit)
        bench.add_value(f"more like it, {name}, false in {views} views", false)
    bench.add_ratio("more like it in 960 x 1080 px", Figures.of(times), Figures.of(floors), bars.ALIKE)


def _objects(number: int, path: Path) -> Iterator[_Object]:
    categories = {category.id: category for category in shipped_categories()}
    frame = DEMO_FRAMES[number - 1]
    pixels = shown_pixels(path)
    truths: list[TruthLabel] = truth_labels(number)
    for thing, (category, box, _state) in zip(frame.objects, truths, strict=True):
        yield _Object(frame, path, pixels, categories[category], box, thing.silhouette)


def _drawn(box: OrientedBox, generator: np.random.Generator) -> OrientedBox:
    """Return the box as a hand draws it."""
    along, across = generator.normal(0, SHIFT / 2**0.5, 2) * box.length_px
    length, width = generator.normal(1, SIZE, 2)
    heading = (box.heading_px_deg + generator.normal(0, TURN_DEG)) % 360
    centre = box.at(float(along), float(across))
    return OrientedBox(centre, box.length_px * float(length), box.width_px * float(width), float(heading))


def _snapped(each: _Object, label: Label, patterns: tuple[Pattern, ...] | list[Pattern]) -> list[Outline]:
    return [found.outline for found in snap_boxes(each.pixels, [Wish(label, tuple(patterns))], float)]


def _contour(each: _Object) -> shapely.Geometry:
    rings = shape_named(each.silhouette).rings_on(each.box)
    return shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in rings])


def _view(each: _Object) -> tuple[float, float, float, float]:
    """Return a view at 1:1 about the object, within the frame."""
    width, height = VIEW_PX
    left = min(max(each.box.centre_px[0] - width / 2, 0), each.frame.width - width)
    top = min(max(each.box.centre_px[1] - height / 2, 0), each.frame.height - height)
    return (left, top, left + width, top + height)


def _is_in(box: OrientedBox, window: tuple[float, float, float, float]) -> bool:
    (x, y), (left, top, right, bottom) = box.centre_px, window
    return left < x < right and top < y < bottom


def _label(each: _Object, box: OrientedBox) -> Label:
    return Label(1, "bench", each.frame.number, each.category.id, box)


def _box(label: Label) -> OrientedBox:
    assert isinstance(label.outline, OrientedBox)
    return label.outline


def _add_pairs(bench: Bench, name: str, pairs: list[tuple[float, float]]) -> None:
    """Add the mean IoU after, beside the one before."""
    before, after = np.mean(pairs, axis=0)
    bench.add_value(f"{name}, mean IoU", float(after), beside=float(before))


def _iou(one: Outline, other: Outline | shapely.Geometry) -> float:
    first = to_shapely(one)
    second = other if isinstance(other, shapely.Geometry) else to_shapely(other)
    return float(shapely.intersection(first, second).area / shapely.union(first, second).area)
