"""Silhouettes: the plan views in `resources/silhouettes`, as parts with a height."""

import re
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree as ET

import numpy as np

from basewatch_gui.geometry.transform import Points, as_points
from basewatch_gui.model.resources import resource_text

SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
PATH_TOKEN = re.compile(r"[MLCZ]|-?\d+(?:\.\d+)?")
NUMBERS_OF_COMMAND = {"M": 2, "L": 2, "C": 6}
CURVE_STEPS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One piece of an object: its plan in metres (x to the right, y to the rear), and its heights.

    It reaches from `low_m` to `high_m` above ground. `edge_m` is a fin's upper edge, from y to y, and `root_m` its
    lower one; its `ring_m` is then what is seen of it from above. `slope` is how far its upper side rises per metre of
    x and y.
    """

    kind: str
    ring_m: Points
    low_m: float
    high_m: float
    root_m: tuple[float, float] | None = None
    edge_m: tuple[float, float] | None = None
    slope: tuple[float, float] = (0.0, 0.0)

    @property
    def is_line(self) -> bool:
        """True if it is a seam to be drawn as a thin line."""
        return self.kind == "line"


@dataclass(frozen=True, slots=True, eq=False)
class Silhouette:
    """An object seen from above, nose up, about the middle of its box; sizes in metres."""

    name: str
    length_m: float
    span_m: float
    parts: tuple[Part, ...]


@cache
def load_silhouette(name: str) -> Silhouette:
    """Return the shipped silhouette of this name."""
    return parse_silhouette(name, resource_text(f"silhouettes/{name}.svg"))


def parse_silhouette(name: str, text: str) -> Silhouette:
    """Parse a silhouette: paths of absolute M, L, C and Z, and circles, with `class`, `data-low` and `data-high`.

    The view box is the true size in metres. Raises ValueError at any other path command.
    """
    root = ET.fromstring(text)  # noqa: S314 shipped with the program
    left, top, width, height = (float(value) for value in root.attrib["viewBox"].split())
    middle = np.array([left + width / 2, top + height / 2])
    parts = [
        _part(element, middle) for element in root if element.tag in (f"{SVG_NAMESPACE}path", f"{SVG_NAMESPACE}circle")
    ]
    return Silhouette(name, height, width, tuple(parts))


def _part(element: ET.Element, middle: Points) -> Part:
    low, high = float(element.attrib["data-low"]), float(element.attrib["data-high"])
    ring = (_circle(element) if element.tag == f"{SVG_NAMESPACE}circle" else _path(element.attrib["d"])) - middle
    return Part(
        element.attrib["class"],
        ring,
        low,
        high,
        _pair(element, "data-root", middle),
        _pair(element, "data-top", middle),
    )


def _pair(element: ET.Element, name: str, middle: Points) -> tuple[float, float] | None:
    """Return an attribute of two numbers, from the middle of the view box; None where it is missing."""
    text = element.attrib.get(name)
    if text is None:
        return None
    first, second = (float(value) - float(middle[1]) for value in text.split())
    return (first, second)


def _circle(element: ET.Element) -> Points:
    """Return a circle element as a ring of 24 points."""
    x, y, radius = (float(element.attrib[name]) for name in ("cx", "cy", "r"))
    angles = np.linspace(0, 2 * np.pi, 25)[:-1]
    return np.column_stack((x + radius * np.cos(angles), y + radius * np.sin(angles)))


def _path(text: str) -> Points:
    """Return a path's points, curves in steps; raises ValueError at a command that is none of M, L, C and Z."""
    tokens = PATH_TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"[\s,]", "", text):
        raise ValueError(f"only absolute M, L, C and Z are read, not: {text}")
    points: list[tuple[float, float]] = []
    at = 0
    while at < len(tokens):
        command = tokens[at]
        at += 1
        if command == "Z":
            continue
        values = [float(token) for token in tokens[at : at + NUMBERS_OF_COMMAND[command]]]
        at += NUMBERS_OF_COMMAND[command]
        if command == "C":
            points.extend(_curve(points[-1], values))
        else:
            points.append((values[0], values[1]))
    return as_points(points)


def _curve(start: tuple[float, float], values: list[float]) -> list[tuple[float, float]]:
    """Return the points of a cubic Bézier curve after its start."""
    a, (b, c, d) = np.array(start), np.array(values).reshape(3, 2)
    steps = np.linspace(0, 1, CURVE_STEPS + 1)[1:, None]
    rest = 1 - steps
    at = rest**3 * a + 3 * rest**2 * steps * b + 3 * rest * steps**2 * c + steps**3 * d
    return [(float(x), float(y)) for x, y in at]
