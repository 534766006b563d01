"""The ground of the demo air base: runway, taxiways, aprons, roads, fields, and what is painted or spilt on them.

Everything is in the base's own axes (u along the runway, v to its left, metres) and is drawn in the order given here.
Random numbers are drawn in that order too, so what is changed above changes all that comes below it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from basewatch_gui.geometry.transform import Points, as_points

Layer = Literal["paved", "white", "yellow", "stain", "bare", "field"]

SEED = 20241207
RUNWAY_V, TAXIWAY_V = -420.0, -230.0
HALF_RUNWAY = 1250.0
CONNECTIONS = (-1238.0, -640.0, -60.0, 560.0, 1238.0)

ASPHALT, OLD_ASPHALT, RUNWAY, CONCRETE, OLD_CONCRETE = 46, 60, 70, 118, 100
"""Brightness of surfaces: 255 is a reflectance of 0.7."""


@dataclass(frozen=True, slots=True, eq=False)
class GroundShape:
    """An area, or a line with a width, in one layer; `value` is a brightness on "paved", else a strength 0..255."""

    layer: Layer
    points_uv: Points
    value: int
    line_m: float | None = None


def ground_shapes() -> tuple[GroundShape, ...]:
    """Return every shape of the ground in drawing order, the same at both dates."""
    rng = np.random.default_rng(SEED)
    groups = (
        _fields(rng),
        _grass(),
        _tracks(),
        _ruts(rng),
        _roads(),
        _pavements(),
        _patches(rng),
        _runway_paint(),
        _taxi_paint(),
        _wear(rng),
    )
    return tuple(shape for group in groups for shape in group)


def rectangle_uv(u: float, v: float, length: float, width: float, turn_deg: float = 0.0) -> Points:
    """Return the corners (4, 2) of a rectangle about (u, v), `length` along u before it is turned anticlockwise."""
    corners = np.array([(-length, -width), (length, -width), (length, width), (-length, width)]) / 2
    angle = np.radians(turn_deg)
    turned = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return as_points(turned + np.array([u, v]))


def _fields(rng: np.random.Generator) -> Iterator[GroundShape]:
    """Yield farmland outside the fence: strips of tilled, fallow and green parcels."""
    for v0, v1 in ((720.0, 1500.0), (-1500.0, -590.0)):
        u = -1900.0
        while u < 1900.0:
            width = rng.uniform(70, 210)
            v = v0
            while v < v1:
                depth = rng.uniform(60, 240)
                value = int(rng.choice([52, 84, 104, 122, 140, 160, 184, 205]))
                middle = (u + width / 2, v + depth / 2)
                if middle[1] - depth / 2 >= v0:
                    yield GroundShape(
                        "field", rectangle_uv(*middle, width - 3, depth - 3, rng.uniform(-1.5, 1.5)), value
                    )
                v += depth
            u += width
    for v in (712.0, 1010.0, -582.0, -860.0):
        yield GroundShape("bare", as_points([(-1900, v), (-300, v + 9), (700, v - 4), (1900, v + 6)]), 235, 5.0)


def _grass() -> Iterator[GroundShape]:
    """Yield mown grass along the runway and taxiway, in lanes; the worn ground about the buildings."""
    yield GroundShape("field", rectangle_uv(0, -325, 2 * HALF_RUNWAY + 120, 190), 100)
    yield GroundShape("field", rectangle_uv(0, -500, 2 * HALF_RUNWAY + 160, 100), 104)
    for lane in range(14):
        value = 92 + 9 * (lane % 2)
        yield GroundShape("field", rectangle_uv(0, -314 - 6.0 * lane, 2 * HALF_RUNWAY - 20, 6.0), value)
        if lane < 9:
            yield GroundShape("field", rectangle_uv(0, -252 - 6.0 * lane, 2 * HALF_RUNWAY - 20, 6.0), value + 2)
    yield GroundShape("field", rectangle_uv(-115, 252, 900, 168), 146)
    yield GroundShape("field", rectangle_uv(-125, 84, 780, 60), 150)
    yield GroundShape("field", rectangle_uv(490, -30, 340, 70), 142)


def _ruts(rng: np.random.Generator) -> Iterator[GroundShape]:
    """Yield faint wheel tracks and footpaths over the open ground, and drains beside the runway."""
    for _ in range(90):
        turn = np.cumsum(rng.normal(0, 0.13, 26)) + rng.uniform(0, 2 * np.pi)
        start = (
            rng.uniform(-1350, 1350),
            rng.choice([rng.uniform(340, 680), rng.uniform(-550, -480), rng.uniform(80, 340)]),
        )
        line = np.cumsum(np.column_stack((np.cos(turn), np.sin(turn))) * rng.uniform(6, 22), axis=0) + start
        yield GroundShape("bare", line, int(rng.uniform(50, 150)), float(rng.choice([0.6, 0.9, 2.2])))
    for v in (-368.0, -472.0):
        yield GroundShape("field", as_points([(-HALF_RUNWAY, v), (HALF_RUNWAY, v + 3)]), 40, 2.4)


def _tracks() -> Iterator[GroundShape]:
    """Yield dirt tracks, the cleared ground of the dispersal area and its pads."""
    yield GroundShape(
        "bare", as_points([(-1420, -560), (1420, -560), (1420, 690), (-1420, 690), (-1420, -560)]), 170, 4.5
    )
    cleared = [
        (-262, 452),
        (-210, 410),
        (-90, 402),
        (20, 424),
        (84, 478),
        (70, 590),
        (20, 630),
        (-110, 646),
        (-220, 612),
        (-236, 540),
    ]
    yield GroundShape("bare", as_points(cleared), 74)
    lines = [
        [(-18, 330), (-20, 400), (-60, 460), (-90, 500), (-88, 540), (-92, 600)],
        [(-60, 460), (-130, 465), (-180, 500), (-190, 560)],
        [(-90, 500), (-30, 520), (12, 560)],
        [(-60, 460), (10, 470), (60, 500), (14, 568)],
        [(-60, 460), (-180, 440), (-270, 428)],
    ]
    for line in lines:
        yield GroundShape("bare", as_points(line), 245, 4.5)
    for u, v, size in (
        (-188, 560, 24),
        (-92, 604, 24),
        (16, 566, 24),
        (-86, 520, 26),
        (-20, 472, 30),
        (-130, 468, 34),
        (-268, 428, 20),
    ):
        yield GroundShape("bare", rectangle_uv(u, v, size, size * 0.9, 15), 250)
    yield GroundShape("bare", as_points([(-1238, -470), (-700, -476), (-60, -471), (700, -477), (1238, -470)]), 90, 7.0)


def _roads() -> Iterator[GroundShape]:
    """Yield roads and the car parks beside them."""
    lines = [
        ([(-560, 175), (330, 175), (330, 330), (-18, 330), (-560, 330), (-560, 175)], 7.5),
        ([(-560, 252), (330, 252)], 6.0),
        ([(-115, 175), (-115, 330)], 6.0),
        ([(330, 175), (720, 160), (960, 260), (1500, 300)], 7.5),
        ([(-560, 175), (-720, 120), (-960, 150), (-1200, 60)], 6.5),
        ([(720, 160), (715, -60)], 7.0),
        ([(-300, 175), (-300, 62)], 7.0),
        ([(140, 175), (140, 62)], 7.0),
        ([(-1900, 760), (-600, 742), (500, 752), (1900, 730)], 9.0),
    ]
    for points, width in lines:
        yield GroundShape("paved", as_points(points), OLD_ASPHALT if width > 7 else ASPHALT, width)
    for u, v, length, width in ((-430, 205, 90, 40), (225, 205, 80, 36), (470, 40, 120, 70), (-40, 290, 70, 44)):
        yield GroundShape("paved", rectangle_uv(u, v, length, width), ASPHALT + 6)


def _pavements() -> Iterator[GroundShape]:
    """Yield runway, taxiways and aprons, those that lie on others last."""
    yield GroundShape("paved", rectangle_uv(0, RUNWAY_V, 2 * HALF_RUNWAY + 120, 60), ASPHALT)
    for u in CONNECTIONS:
        yield GroundShape("paved", rectangle_uv(u, (RUNWAY_V + TAXIWAY_V) / 2, 40, 190), ASPHALT)
    yield GroundShape("paved", rectangle_uv(0, TAXIWAY_V, 2 * HALF_RUNWAY + 4, 38), ASPHALT)
    for u, width in ((-420, 34), (-20, 34), (210, 34), (400, 28), (610, 28)):
        yield GroundShape("paved", rectangle_uv(u, -208, width, 50), OLD_CONCRETE)
    yield GroundShape("paved", rectangle_uv(0, TAXIWAY_V, 2 * HALF_RUNWAY, 23), OLD_CONCRETE + 4)
    for u in CONNECTIONS:
        yield GroundShape("paved", rectangle_uv(u, (RUNWAY_V + TAXIWAY_V) / 2, 24, 196), OLD_CONCRETE)
    yield GroundShape("paved", rectangle_uv(-350, -322, 24, 262, 42), OLD_CONCRETE)
    yield GroundShape("paved", rectangle_uv(0, RUNWAY_V, 2 * HALF_RUNWAY, 45), RUNWAY)
    for side in (-1, 1):
        yield GroundShape("paved", rectangle_uv(side * (HALF_RUNWAY - 90), RUNWAY_V, 180, 45), OLD_CONCRETE)
    yield GroundShape("paved", rectangle_uv(-125, -65, 750, 250), CONCRETE)
    yield GroundShape("paved", rectangle_uv(490, -125, 320, 130), CONCRETE - 8)
    yield GroundShape("paved", rectangle_uv(-300, 82, 66, 60), OLD_CONCRETE)
    yield GroundShape("paved", rectangle_uv(-200, 82, 66, 60), OLD_CONCRETE)
    yield GroundShape("paved", rectangle_uv(140, 82, 66, 60), OLD_CONCRETE)
    yield from _shelters()


def _shelters() -> Iterator[GroundShape]:
    """Yield the loop of taxiway with the hard stands of the revetments."""
    loop = as_points([(-640, -230), (-660, -120), (-720, -40), (-840, -10), (-980, -30), (-1060, -110), (-1080, -230)])
    yield GroundShape("paved", loop, OLD_CONCRETE - 6, 18.0)
    for u, v, turn in REVETMENTS:
        yield GroundShape("paved", rectangle_uv(u, v, 30, 44, turn), OLD_CONCRETE)


REVETMENTS = (
    (-772.0, 22.0, 18.0),
    (-850.0, 38.0, 4.0),
    (-930.0, 28.0, -14.0),
    (-1010.0, -8.0, -34.0),
    (-760.0, -84.0, 198.0),
    (-850.0, -64.0, 180.0),
    (-944.0, -78.0, 166.0),
)
"""Earth walls about a hard stand: u, v, turn in degrees; the open side is -v before it is turned."""


def _patches(rng: np.random.Generator) -> Iterator[GroundShape]:
    """Yield slabs and lanes that were repaved, darker or lighter than the rest."""
    for u0, u1, v0, v1, base in ((-500, 250, -190, 60, CONCRETE), (330, 650, -190, -60, CONCRETE - 8)):
        for _ in range(int((u1 - u0) * (v1 - v0) / 1900)):
            length, width = 6.0 * int(rng.integers(1, 7)), 6.0 * int(rng.integers(1, 4))
            u = u0 + 2 + 6.0 * int(rng.integers(0, int((u1 - u0 - 4 - length) / 6) + 1)) + length / 2
            v = v0 + 2 + 6.0 * int(rng.integers(0, int((v1 - v0 - 4 - width) / 6) + 1)) + width / 2
            yield GroundShape("paved", rectangle_uv(u, v, length, width), base + int(rng.normal(0, 5)))
    for _ in range(46):
        u = rng.uniform(-1000, 1000)
        v, base = (TAXIWAY_V, OLD_CONCRETE) if rng.random() < 0.5 else (RUNWAY_V, RUNWAY)
        width = float(rng.choice([6.0, 11.5, 22.5]))
        yield GroundShape(
            "paved",
            rectangle_uv(u, v + rng.choice([-1, 1]) * (11.25 - width / 2), rng.uniform(12, 90), width),
            base + int(rng.normal(0, 7)),
        )


def _runway_paint() -> Iterator[GroundShape]:
    """Yield the white markings of the runway."""
    for side in (-1, 1):
        for step in range(6):
            for up in (-1, 1):
                key = rectangle_uv(side * (HALF_RUNWAY - 26), RUNWAY_V + up * (3.0 + 3.3 * step), 30, 1.8)
                yield GroundShape("white", key, 185)
        for up in (-1, 1):
            yield GroundShape("white", rectangle_uv(side * (HALF_RUNWAY - 400), RUNWAY_V + up * 8.5, 45, 8), 170)
            for place, bars in ((160, 3), (310, 2), (560, 2), (710, 1)):
                for bar in range(bars):
                    at = RUNWAY_V + up * (8.0 + 3.0 * bar)
                    yield GroundShape("white", rectangle_uv(side * (HALF_RUNWAY - place), at, 22.5, 1.8), 150)
    for u in np.arange(-HALF_RUNWAY + 90, HALF_RUNWAY - 90, 50.0):
        yield GroundShape("white", as_points([(u, RUNWAY_V), (u + 30, RUNWAY_V)]), 180, 0.9)
    for up in (-1, 1):
        v = RUNWAY_V + up * 21.6
        yield GroundShape("white", as_points([(-HALF_RUNWAY, v), (HALF_RUNWAY, v)]), 165, 0.9)


def _taxi_paint() -> Iterator[GroundShape]:
    """Yield the yellow lines of taxiways and stands, and what tyres left beside them."""
    lines = [[(-HALF_RUNWAY + 12, TAXIWAY_V), (HALF_RUNWAY - 12, TAXIWAY_V)]]
    lines += [[(u, RUNWAY_V + 4), (u, TAXIWAY_V)] for u in CONNECTIONS]
    lines += [[(-490, -140), (240, -140)], [(-490, -172), (240, -172)], [(338, -130), (642, -130)]]
    lines += [[(u, TAXIWAY_V), (u, -140)] for u in (-420.0, -20.0, 210.0)]
    lines += [[(u, TAXIWAY_V), (u, -130)] for u in (400.0, 610.0)]
    lines += [[(u, -140), (u, -40)] for u in (-392.0, -286.0, -150.0, -72.0, 8.0, 86.0)]
    lines += [[(u, -130), (u, -78)] for u in (372.0, 416.0, 470.0, 556.0)]
    for line in lines:
        yield GroundShape("stain", as_points(line), 20, 4.0)
        yield GroundShape("stain", as_points(line), 34, 1.4)
        yield GroundShape("yellow", as_points(line), 210, 0.35)
    yield GroundShape("white", as_points([(-496, -186), (246, -186), (246, 56), (-496, 56), (-496, -186)]), 120, 0.3)


def _wear(rng: np.random.Generator) -> Iterator[GroundShape]:
    """Yield rubber on the runway, oil at the stands, cracks and tyre marks."""
    for side in (-1, 1):
        for _ in range(230):
            u = side * (HALF_RUNWAY - rng.gamma(5.0, 75.0))
            v = RUNWAY_V + rng.normal(0, 3.2) + rng.choice([-3.0, 3.0])
            length, lean = rng.uniform(25, 150), rng.normal(0, 0.6)
            line = as_points([(u - length / 2, v - lean), (u + length / 2, v + lean)])
            yield GroundShape("stain", line, int(rng.uniform(45, 170)), float(rng.uniform(0.5, 2.2)))
    stands = [(u, -82.0, 6.0) for u in (-392.0, -286.0, -150.0, -72.0, 8.0, 86.0)]
    stands += [(u, -95.0, 3.0) for u in (372.0, 416.0, 470.0, 556.0)] + [
        (372.0, -166.0, 1.5),
        (404.0, -165.0, 1.5),
        (436.0, -166.0, 1.5),
    ]
    for u, v, spread in stands:
        for _ in range(16):
            size = rng.gamma(2.0, 0.55)
            at = (u + rng.normal(0, spread), v + rng.normal(0, spread * 1.4))
            yield GroundShape(
                "stain", rectangle_uv(*at, size * 1.6, size, rng.uniform(0, 180)), int(rng.uniform(40, 150))
            )
    for _ in range(150):
        u, v = rng.uniform(-490, 240), rng.uniform(-186, 50)
        turn = np.cumsum(rng.normal(0, 0.35, 7)) + rng.uniform(0, 2 * np.pi)
        line = np.cumsum(np.column_stack((np.cos(turn), np.sin(turn))) * rng.uniform(2, 6), axis=0) + np.array([u, v])
        yield GroundShape("stain", line, int(rng.uniform(30, 80)), 0.25)
    for _ in range(70):
        u, v = rng.uniform(-470, 220), rng.choice([-140.0, -172.0, -108.0]) + rng.normal(0, 2)
        length, sway = rng.uniform(30, 160), rng.normal(0, 4)
        for gauge in (0.0, 5.0):
            line = as_points([(u, v + gauge), (u + length / 2, v + gauge + sway), (u + length, v + gauge + sway * 1.6)])
            yield GroundShape("stain", line, int(rng.uniform(12, 34)), 0.7)
