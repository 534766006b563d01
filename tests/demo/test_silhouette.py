"""Silhouettes: true size, in their box, and readable."""

import numpy as np
import pytest

from basewatch_gui.demo.silhouette import load_silhouette, parse_silhouette
from basewatch_gui.geometry.transform import as_points
from basewatch_gui.model.resources import resource_folder, shipped_categories

NAMES = sorted(path.stem for path in (resource_folder() / "silhouettes").glob("*.svg"))
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -3 4 6">'


@pytest.mark.parametrize("name", NAMES)
def test_parts_fill_their_box_and_nothing_more(name: str) -> None:
    shape = load_silhouette(name)
    points = np.vstack([part.ring_m for part in shape.parts])
    assert points.min(axis=0) == pytest.approx((-shape.span_m / 2, -shape.length_m / 2), abs=0.03)
    assert points.max(axis=0) == pytest.approx((shape.span_m / 2, shape.length_m / 2), abs=0.03)
    assert all(0 <= part.low_m <= part.high_m < 25 for part in shape.parts)


@pytest.mark.parametrize("category", [c for c in shipped_categories() if c.length_m and c.silhouette])
def test_sizes_are_the_reference_sizes(category) -> None:  # type: ignore[no-untyped-def]
    shape = load_silhouette(category.silhouette)
    assert (shape.length_m, shape.span_m) == (category.length_m, category.span_m)


def test_an_aircraft_has_what_it_is_known_by() -> None:
    def count(name: str, kind: str) -> int:
        return sum(part.kind == kind for part in load_silhouette(name).parts)

    assert [count(name, "engine") for name in ("an-124", "il-76", "an-32", "an-72")] == [4, 4, 2, 2]
    assert count("ka-52", "rotor") == 6
    assert count("ka-52-rotors-off", "rotor") == 0
    assert count("s-400-launcher-deployed", "canister") == 4
    assert load_silhouette("il-76").parts[-2].high_m > 14


def test_shapes_are_read() -> None:
    path = '<path class="body" data-low="1" data-high="2" d="M -2 -3 L 2,-3 C 2 0 2 3 0 3 Z"/>'
    circle = '<circle class="hub" data-low="0" data-high="1" cx="1" cy="1" r="0.5"/>'
    shape = parse_silhouette("x", f"{HEAD}<title>x</title>{path}{circle}</svg>")
    body, hub = shape.parts
    assert (shape.length_m, shape.span_m) == (6, 4)
    assert body.ring_m[:2].tolist() == [[-2, -3], [2, -3]]
    assert body.ring_m[4] == pytest.approx((1.75, 1.125))
    assert body.ring_m[-1].tolist() == [0, 3]
    assert np.hypot(*(hub.ring_m - as_points((1, 1))).T) == pytest.approx(np.full(24, 0.5))


def test_other_path_commands_are_refused() -> None:
    with pytest.raises(ValueError, match="absolute"):
        parse_silhouette("x", f'{HEAD}<path class="body" data-low="1" data-high="2" d="M 0 0 l 1 1"/></svg>')
