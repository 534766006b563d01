"""What stands on the demo base and is not labelled: hangars, buildings, earth walls, cars, greenhouses, trees."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from basewatch_gui.demo.layout import REVETMENTS, SEED, rectangle_uv
from basewatch_gui.demo.scene import RUNWAY_BEARING_DEG, SceneObject, base_to_plane
from basewatch_gui.demo.silhouette import Part
from basewatch_gui.geometry.transform import XY, Points, as_points

GROUND_POWER_UNITS = (
    *((-438.0, -60.0), (-243.0, -70.0), (-180.0, -76.0), (-104.0, -70.0), (396.0, -80.0)),
    *((443.0, -110.0), (520.0, -84.0), (350.0, -150.0), (-330.0, -40.0), (-470.0, -20.0)),
)
"""Where ground power units stand: u, v."""


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """Parts that stand together, about a place of the plane with this heading; `colour` names its material."""

    at_m: XY
    heading_true_deg: float
    colour: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree or bush: place in the plane, crown's radius and height in metres, and the number of its crown."""

    at_m: XY
    radius_m: float
    height_m: float
    crown: int


def list_structures() -> tuple[Structure, ...]:
    """Return what was built, the same at both dates."""
    rng = np.random.default_rng(SEED + 1)
    groups = (_hangars(), _barracks(rng), _tanks(), _walls(), _greenhouses(rng), _cars(rng), _stores(rng))
    return tuple(structure for group in groups for structure in group)


def dismantled_parts(objects: tuple[SceneObject, ...]) -> tuple[Structure, ...]:
    """Return rotor blades and crates beside each helicopter that is being dismantled."""
    beside = []
    for item in objects:
        if item.state != "being dismantled":
            continue
        for number in range(6):
            at = (item.u_m + 1.0 + 0.5 * (number % 3), item.v_m - 6.5 - 1.15 * number)
            blade = Part("blade", _box(0.5, 6.6), 0.3, 0.5)
            beside.append(
                Structure(base_to_plane(*at), RUNWAY_BEARING_DEG + 90.0 + 2.0 * number, "dark metal", (blade,))
            )
        for u, v, length, width in ((-9.5, -7.0, 3.0, 2.2), (-9.0, -11.0, 2.4, 2.0), (13.0, -8.5, 6.0, 2.4)):
            crate = Part("box", _box(length, width), 0.0, 1.6)
            place = base_to_plane(item.u_m + u, item.v_m + v)
            beside.append(Structure(place, RUNWAY_BEARING_DEG + 4.0 * u, "wood", (crate,)))
    return tuple(beside)


def list_trees() -> tuple[Tree, ...]:
    """Return trees along roads, in groves and orchards, and scattered bushes."""
    rng = np.random.default_rng(SEED + 2)
    places: list[tuple[float, float, float]] = []
    for v in (166.0, 340.0):
        places += [
            (u + rng.normal(0, 1.5), v + rng.normal(0, 1.2), rng.uniform(2.2, 4.0)) for u in range(-556, 330, 11)
        ]
    for u0, v0, columns, rows in ((-1150, 760, 26, 22), (420, 780, 30, 24), (900, -740, 22, 16), (-620, -760, 24, 18)):
        for i in range(columns):
            for j in range(rows):
                if rng.random() < 0.93:
                    places.append(
                        (u0 + 7 * i + rng.normal(0, 0.4), v0 + 6.5 * j + rng.normal(0, 0.4), rng.uniform(1.6, 2.5))
                    )
    for u, v, spread, count in (
        (780, 60, 60, 190),
        (-700, 330, 80, 220),
        (1020, 520, 90, 240),
        (-1180, 300, 70, 160),
        (250, 470, 50, 110),
    ):
        places += [(*rng.normal((u, v), spread), rng.gamma(9, 0.33)) for _ in range(count)]
    places += [(rng.uniform(-1400, 1400), rng.uniform(-900, 1000), rng.uniform(0.6, 1.7)) for _ in range(900)]
    return tuple(
        Tree(base_to_plane(u, v), float(r), float(r * rng.uniform(1.3, 2.2)), int(rng.integers(0, 12)))
        for u, v, r in places
        if not _is_kept_clear(u, v)
    )


def _is_kept_clear(u: float, v: float) -> bool:
    """Return True for places where no tree may stand: pavements, buildings, the battery's site, tanks."""
    paved = -520 < v < -175 or (-700 < u < 730 and -200 < v < 160) or (-1100 < u < -620 and -175 < v < 75)
    built = -565 < u < 335 and 172 < v < 334
    site = -310 < u < 90 and 400 < v < 640
    tanks = 850 < u < 990 and 48 < v < 154
    return paved or built or site or tanks


def _box(length: float, width: float) -> Points:
    """Return a rectangle in a structure's own axes: length ahead and back, width across."""
    return as_points([(-width, -length), (width, -length), (width, length), (-width, length)]) / 2


def _at(u: float, v: float, turn_deg: float = 0.0) -> tuple[XY, float]:
    """Return the place in the plane and the true heading at (u, v), turned anticlockwise from the runway."""
    return base_to_plane(u, v), (RUNWAY_BEARING_DEG - turn_deg) % 360.0


def _gable(length: float, width: float, eaves: float, ridge: float) -> tuple[Part, ...]:
    """Return the parts of a pitched roof with its ridge ahead and back."""
    slope = (ridge - eaves) / (width / 2)
    left = as_points([(-width / 2, -length / 2), (0, -length / 2), (0, length / 2), (-width / 2, length / 2)])
    return (
        Part("wall", _box(length, width), 0.0, eaves),
        Part("wall", _box(length, 0.4), eaves, ridge),
        Part("roof", left, eaves, ridge, slope=(slope, 0.0)),
        Part("roof", left * (-1.0, 1.0), eaves, ridge, slope=(-slope, 0.0)),
    )


def _arch(length: float, width: float, height: float) -> tuple[Part, ...]:
    """Return the parts of a round roof along ahead and back, in strips."""
    edges = -np.cos(np.linspace(0, np.pi, 13)) * width / 2
    parts = [
        Part("wall", _box(length, width * share), 0.0, height * top)
        for share, top in ((1, 0.35), (0.8, 0.74), (0.45, 0.94))
    ]
    for left, right in pairwise(edges):
        middle = (left + right) / width
        ring = as_points([(left, -length / 2), (right, -length / 2), (right, length / 2), (left, length / 2)])
        slope = -middle / (1.03 - middle**2) ** 0.5 * 1.3 * height / width
        parts += [Part("roof", ring, 0.0, height, slope=(float(slope), 0.0))]
    return tuple(parts)


def _hangars() -> Iterator[Structure]:
    for u in (-300.0, -200.0, 140.0):
        yield Structure(*_at(u, 128, 90), "zinc", _arch(52, 58, 17))
    yield Structure(*_at(30, 118), "pale roof", _gable(90, 34, 9, 12.5))
    yield Structure(*_at(-420, 112), "rust", _gable(70, 26, 7, 10))
    yield Structure(*_at(560, 40), "zinc", _gable(60, 30, 8, 11))
    tower = (Part("box", _box(9, 9), 0, 24), Part("box", _box(12, 12), 22, 25), Part("box", _box(5, 5), 25, 27))
    yield Structure(*_at(300, 100, 12), "pale roof", tower)
    yield Structure(*_at(300, 130, 0), "flat roof", (Part("box", _box(26, 44), 0, 8), Part("box", _box(7, 9), 8, 10.5)))


def _barracks(rng: np.random.Generator) -> Iterator[Structure]:
    for row, v in enumerate((200.0, 228.0, 277.0, 306.0)):
        u = -540.0
        while u < 310.0:
            length = float(rng.choice([22, 30, 38, 46]))
            u += length / 2
            blocked = (
                abs(u + 115) < length / 2 + 8
                or (v < 230 and (-490 < u < -370 or 175 < u < 275))
                or (v > 270 and -90 < u < 10)
            )
            if not blocked and rng.random() < 0.84:
                width = float(rng.choice([10, 12, 14]))
                roof = str(rng.choice(["rust", "pale roof", "flat roof", "flat roof", "zinc"]))
                pitched = roof != "flat roof"
                parts = (
                    _gable(length, width, 4, 6.2)
                    if pitched
                    else _flat(rng, length, width, float(rng.choice([4, 7, 10])))
                )
                yield Structure(*_at(u, v, float(rng.normal(0, 0.6)) + 3 * (row == 3)), roof, parts)
            u += length / 2 + float(rng.uniform(8, 20))


def _flat(rng: np.random.Generator, length: float, width: float, height: float) -> tuple[Part, ...]:
    """Return the parts of a flat roof with a rim and boxes on it."""
    parts = [
        Part("box", _box(length, width), 0.0, height),
        Part("rim", _box(length - 0.8, width - 0.8), height, height),
    ]
    for _ in range(int(rng.integers(1, 5))):
        at = (rng.uniform(-0.4, 0.4) * (width - 3), rng.uniform(-0.45, 0.45) * (length - 4))
        parts.append(Part("box", _box(*rng.uniform(1.2, 3.2, 2)) + at, height, height + float(rng.uniform(0.8, 2.6))))
    return tuple(parts)


def _tanks() -> Iterator[Structure]:
    angles = np.linspace(0, 2 * np.pi, 33)[:-1]
    circle = np.column_stack((np.cos(angles), np.sin(angles)))
    for i in range(3):
        for j in range(2):
            parts = (Part("box", circle * 8.5, 0, 11), Part("box", circle * 1.2, 11, 11.8))
            yield Structure(*_at(886 + 34 * i, 84 + 34 * j), "white tank", parts)
    bund = rectangle_uv(0, 0, 124, 92)
    for a, b in zip(bund, np.roll(bund, -1, axis=0), strict=True):
        yield _bank((920 + (a[0] + b[0]) / 2, 101 + (a[1] + b[1]) / 2), (b[0] - a[0], b[1] - a[1]), 5.0, 2.0)


def _walls() -> Iterator[Structure]:
    """Yield earth walls: about the hard stands of the shelters, and low ones about the launchers' pads."""
    rings = [(u, v, turn, 38.0, 50.0, 9.0, 5.0) for u, v, turn in REVETMENTS]
    rings += [
        (-188, 560, 70, 30, 26, 5, 2.4),
        (-92, 604, 30, 30, 26, 5, 2.4),
        (16, 566, -25, 30, 26, 5, 2.4),
        (-86, 520, 160, 30, 28, 5, 3),
    ]
    for u, v, turn, across, deep, thick, height in rings:
        corners = rectangle_uv(u, v, across + thick, deep, turn)
        for first, second in ((1, 2), (2, 3), (3, 0)):
            step = corners[second] - corners[first]
            middle = (corners[second] + corners[first]) / 2
            yield _bank((float(middle[0]), float(middle[1])), (float(step[0]), float(step[1])), thick, height)


def _bank(middle_uv: XY, step_uv: XY, thick: float, height: float) -> Structure:
    """Return one earth wall, with two sloping sides, along a step."""
    length = float(np.hypot(*step_uv)) + thick * 0.8
    place, heading = _at(*middle_uv, float(np.degrees(np.arctan2(step_uv[1], step_uv[0]))))
    half = thick / 2
    left = as_points(
        [(-half, -length / 2 + half), (0, -length / 2 + half), (0, length / 2 - half), (-half, length / 2)]
    )
    slope = height / half
    parts = (
        Part("wall", _box(length - thick, thick * 0.25), 0.0, height),
        Part("bank", left, 0.0, height, slope=(slope * 0.6, 0.0)),
        Part("bank", left * (-1.0, 1.0), 0.0, height, slope=(-slope * 0.6, 0.0)),
    )
    return Structure(place, heading, "earth", parts)


def _greenhouses(rng: np.random.Generator) -> Iterator[Structure]:
    for u0, v0, columns, rows, turn in (
        (-900, 800, 9, 2, 4.0),
        (150, 800, 11, 3, -3.0),
        (300, -700, 8, 2, 2.0),
        (-1200, -700, 7, 2, -5.0),
    ):
        for i in range(columns):
            for j in range(rows):
                length = float(rng.uniform(38, 46))
                yield Structure(*_at(u0 + 10.5 * i, v0 + 56 * j, 90 + turn), "plastic", _arch(length, 8.5, 3.6))


def _cars(rng: np.random.Generator) -> Iterator[Structure]:
    for u0, v0, count in (
        (-468, 196, 26),
        (-468, 214, 26),
        (190, 197, 22),
        (190, 213, 22),
        (420, 22, 24),
        (-70, 282, 18),
    ):
        for i in range(count):
            if rng.random() < 0.6:
                paint = str(rng.choice(["white tank", "dark metal", "zinc", "rust", "pale roof", "olive"]))
                length = float(rng.uniform(3.9, 5.2))
                parts = (Part("box", _box(length, 1.8), 0.3, 1.0), Part("box", _box(length * 0.5, 1.55), 1.0, 1.5))
                yield Structure(
                    *_at(u0 + 3.1 * i, v0 + float(rng.normal(0, 0.3)), 90 + float(rng.normal(0, 2))), paint, parts
                )


def _stores(rng: np.random.Generator) -> Iterator[Structure]:
    """Yield containers, ground power units and pallets at the edge of the aprons."""
    for i in range(14):
        parts = (Part("box", _box(6.06, 2.44), 0.0, 2.6),)
        paint = str(rng.choice(["rust", "zinc", "olive", "pale roof"]))
        yield Structure(*_at(-60 + 8.5 * (i % 7), 34 + 5.0 * (i // 7), float(rng.normal(0, 1.2))), paint, parts)
    for u, v in GROUND_POWER_UNITS:
        unit = (Part("box", _box(3.6, 1.9), 0.3, 1.8), Part("box", _box(1.2, 1.5), 1.8, 2.1))
        yield Structure(*_at(u, v, float(rng.uniform(0, 180))), str(rng.choice(["zinc", "white tank", "rust"])), unit)
