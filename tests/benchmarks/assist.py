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

from basewatch_gui.assist.snap import Pattern
from basewatch_gui.demo.build import build_demo_frames
from basewatch_gui.demo.frames import FRAMES, DemoFrame
from basewatch_gui.demo.truth import TruthLabel, truth_labels
from basewatch_gui.geometry.outline import OrientedBox, Outline, to_shapely
from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.display.stretch import default_stretch
from basewatch_gui.imagery.raster import open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.category import Category
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.suggesting.by_picture import Pixels, Wish, likes, segmented, snapped
from basewatch_gui.session.suggesting.patterns import AIRCRAFT, patterns_of, shape_in, shape_named
from tests.benchmarks.rows import Bench, p95_ms, timed

HANDS = 5
"""Boxes drawn by each of so many hands."""

SHIFT, TURN_DEG, SIZE = 0.06, 5.0, 0.08
"""How far a hand is off: shift as a share of the length (root mean square), heading and sizes (standard deviations)."""

WORSE = 0.02
VIEW_PX = (1080, 960)
FOUND = 0.3
ALIKE_MS, SNAP_MS = 2000.0, 500.0

Shares = dict[str, list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class _Object:
    """One object of the demo: its frame, what it is, its true box and silhouette."""

    frame: DemoFrame
    pixels: Pixels
    category: Category
    box: OrientedBox
    silhouette: str


def bench_assist(bench: Bench, folder: Path) -> None:
    """Snap, cut out and find every object of both demo frames."""
    paths = build_demo_frames(folder)
    objects = [each for number, path in enumerate(paths, start=1) for each in _objects(number, path)]
    _bench_snap(bench, objects)
    _bench_segment(bench, objects)
    _bench_alike(bench, objects)


def _bench_snap(bench: Bench, objects: list[_Object]) -> None:
    generator = np.random.default_rng(3)
    shares: Shares = defaultdict(list)
    others: Shares = defaultdict(list)
    times = []
    for each in objects:
        for _ in range(HANDS):
            label = _label(each, _drawn(each.box, generator))
            found: list[Outline] = [label.outline]
            patterns = patterns_of(each.category, _box(label), each.frame.ground)
            times.append(timed(lambda: found.extend(_snapped(each, label, patterns))))  # noqa: B023
            before, after = (_iou(outline, each.box) for outline in (found[0], found[-1]))
            shares[each.category.name].append((before, after))
            if each.category.id <= 6:
                names = [name for name in AIRCRAFT if name != each.category.silhouette]
                unlike = [Pattern(shape_named(name)) for name in names]
                last = [label.outline, *_snapped(each, label, unlike)][-1]
                others["all"].append((before, _iou(last, each.box)))
    for name, pairs in shares.items():
        _add_pairs(bench, f"snap, {name}", pairs)
    every = [pair for pairs in shares.values() for pair in pairs]
    _add_pairs(bench, "snap, all", every)
    _add_pairs(bench, "snap, aircraft by other types' shapes", others["all"])
    worse = sum(after < before - WORSE for before, after in every)
    bench.add("snap, made worse", 100 * worse / len(every), "%")
    bench.add("snap, p95", p95_ms(times), "ms", bar=SNAP_MS)


def _bench_segment(bench: Bench, objects: list[_Object]) -> None:
    shares: dict[str, list[float]] = defaultdict(list)
    times = []
    for each in objects:
        wish = Wish(_label(each, each.box), shape=shape_in(each.category, each.box), as_polygon=True)
        found: list[Outline] = []
        times.append(timed(lambda: found.extend(s.outline for s in segmented(each.pixels, [wish], float))))  # noqa: B023
        shares[each.category.name].append(max((_iou(outline, _contour(each)) for outline in found), default=0.0))
    for name, values in shares.items():
        bench.add(f"cut out, {name}, mean IoU", float(np.mean(values)), "")
    bench.add("cut out, all, mean IoU", float(np.mean([value for values in shares.values() for value in values])), "")
    bench.add("cut out, p95", p95_ms(times), "ms", bar=SNAP_MS)


def _bench_alike(bench: Bench, objects: list[_Object]) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    times = []
    for each in objects:
        window = _view(each)
        label = _label(each, each.box)
        near = [other for other in objects if other.frame is each.frame and _is_in(other.box, window)]
        same = [other.box for other in near if other.category is each.category and other is not each]
        found: list[Outline] = []
        shape = shape_in(each.category, each.box)
        times.append(timed(lambda: found.extend(s.outline for s in likes(each.pixels, label, window, shape, float))))  # noqa: B023
        hits = {box for outline in found for box in same if _iou(outline, box) > FOUND}
        count = counts[each.category.name]
        count[0] += len(same)
        count[1] += len(hits)
        count[2] += len(found) - len(hits)
    for name, (wanted, hit, false) in counts.items():
        bench.add(f"more like it, {name}, found of {wanted}", hit, "")
        bench.add(
            f"more like it, {name}, false in {sum(each.category.name == name for each in objects)} views", false, ""
        )
    bench.add("more like it in 960 x 1080 px, p95", p95_ms(times), "ms", bar=ALIKE_MS)


def _objects(number: int, path: Path) -> Iterator[_Object]:
    categories = {category.id: category for category in shipped_categories()}
    frame = FRAMES[number - 1]
    with open_raster(path) as raster:
        top = raster.read_tile(TileKey(number, len(raster.pyramid.sizes) - 1, 0, 0))
        pixels = Pixels(RasterSource(path), default_stretch(top.samples, top.valid, raster.display_bands))
    truths: list[TruthLabel] = truth_labels(number)
    for thing, (category, box, _state) in zip(frame.things, truths, strict=True):
        yield _Object(frame, pixels, categories[category], box, thing.silhouette)


def _drawn(box: OrientedBox, generator: np.random.Generator) -> OrientedBox:
    """The box as a hand draws it."""
    along, across = generator.normal(0, SHIFT / 2**0.5, 2) * box.length_px
    length, width = generator.normal(1, SIZE, 2)
    heading = (box.heading_px_deg + generator.normal(0, TURN_DEG)) % 360
    centre = box.at(float(along), float(across))
    return OrientedBox(centre, box.length_px * float(length), box.width_px * float(width), float(heading))


def _snapped(each: _Object, label: Label, patterns: tuple[Pattern, ...] | list[Pattern]) -> list[Outline]:
    return [found.outline for found in snapped(each.pixels, [Wish(label, tuple(patterns))], float)]


def _contour(each: _Object) -> shapely.Geometry:
    rings = shape_named(each.silhouette).rings_on(each.box)
    return shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in rings])


def _view(each: _Object) -> tuple[float, float, float, float]:
    """A pane at 1:1 about the object, within the frame."""
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
    """The mean IoU after, its floor the one before."""
    before, after = np.mean(pairs, axis=0)
    bench.add(f"{name}, mean IoU", float(after), "", float(before))


def _iou(one: Outline, other: Outline | shapely.Geometry) -> float:
    first = to_shapely(one)
    second = other if isinstance(other, shapely.Geometry) else to_shapely(other)
    return float(shapely.intersection(first, second).area / shapely.union(first, second).area)
