"""Whether a measured object fits the reference size of a category."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from basewatch_gui.model.category import Category

TOLERANCE = 0.10
"""Reference sizes and edges in imagery are no better than this part of the size."""

Verdict = Literal["fits", "too long", "too short", "too wide", "too narrow"]


class Advice(NamedTuple):
    """How an object fits a category: the verdict, the category's name, and by how many per cent it is off.

    `others` names the other categories that it fits: a size never decides between them.
    """

    verdict: Verdict
    name: str
    percent: int = 0
    others: tuple[str, ...] = ()


def advice(
    category: Category, length_m: float | None, width_m: float | None, categories: Iterable[Category]
) -> Advice | None:
    """The advice for an object of this length and width in metres; None where it or the category has no size."""
    verdict = _verdict(category, length_m, width_m)
    if verdict is None:
        return None
    others = (other for other in categories if other.id != category.id)
    fitting = (other.name for other in others if _verdict(other, length_m, width_m) == ("fits", 0))
    return Advice(verdict[0], category.name, verdict[1], tuple(fitting))


def _verdict(category: Category, length_m: float | None, width_m: float | None) -> tuple[Verdict, int] | None:
    length_off = _off(length_m, category.length_m)
    width_off = _off(width_m, category.span_m)
    if length_off is None and width_off is None:
        return None
    if length_off is not None and abs(length_off) > TOLERANCE:
        return ("too long" if length_off > 0 else "too short", _percent(length_off))
    if width_off is not None and abs(width_off) > TOLERANCE:
        return ("too wide" if width_off > 0 else "too narrow", _percent(width_off))
    return ("fits", 0)


def _off(measured_m: float | None, reference_m: float | None) -> float | None:
    if measured_m is None or not reference_m:
        return None
    return measured_m / reference_m - 1.0


def _percent(off: float) -> int:
    return round(abs(off) * 100)
