"""Compare the measured size of an object with the reference sizes of categories."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, Protocol

from basewatch_gui.model.category import Category

SIZE_TOLERANCE = 0.10
"""Reference sizes and the shapes of outlines are no better than this part of the size."""

EDGE_ERROR_PX = 1.0
"""An edge is drawn within this many pixels of the object's: a click is good to 0.7 (geometry/measure.py), and the pixel
that an edge runs through shows a mixture of both sides."""

Verdict = Literal["fits", "too long", "too short", "too wide", "too narrow"]


class HasSize(Protocol):
    """What has a reference size in metres: a category or a look-alike."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def length_m(self) -> float | None:
        """Return the length from nose to tail, if known."""

    @property
    def span_m(self) -> float | None:
        """Return the span between wing tips, if known."""


class Advice(NamedTuple):
    """How an object fits a category: the verdict, the category's name, and by how many per cent it is off.

    `others` names the other categories and look-alikes that the object fits: a size alone never decides between them.
    """

    verdict: Verdict
    name: str
    percent: int = 0
    others: tuple[str, ...] = ()


def advise_on_size(
    category: Category,
    length_m: float | None,
    width_m: float | None,
    categories: Iterable[Category],
    accuracy_m: float = 0.0,
) -> Advice | None:
    """Compare an object's length and width in metres with a category; None if it or the category has no size.

    A side may be off by SIZE_TOLERANCE, or by `accuracy_m` if the frame is too coarse for that.
    """
    verdict = _verdict(category, length_m, width_m, accuracy_m)
    if verdict is None:
        return None
    fitting = (
        other.name
        for other in _candidates(category, categories)
        if _verdict(other, length_m, width_m, accuracy_m) == ("fits", 0)
    )
    names = dict.fromkeys(name for name in fitting if name != category.name)
    return Advice(verdict[0], category.name, verdict[1], tuple(names))


def size_accuracy_m(metres_per_px: float, gsd_m: float | None) -> float:
    """Return the error of a size between two drawn edges, in metres, on pixels of this size.

    The coarser of the pixel size and the GSD at collection counts: a product is often resampled to finer pixels.
    """
    return 2 * EDGE_ERROR_PX * max(metres_per_px, gsd_m or 0.0)


def _candidates(category: Category, categories: Iterable[Category]) -> Iterator[HasSize]:
    yield from categories
    yield from category.look_alikes


def _verdict(
    thing: HasSize, length_m: float | None, width_m: float | None, accuracy_m: float
) -> tuple[Verdict, int] | None:
    length_off = _off(length_m, thing.length_m)
    width_off = _off(width_m, thing.span_m)
    if length_off is None and width_off is None:
        return None
    if length_off is not None and abs(length_off) > _tolerance(thing.length_m, accuracy_m):
        return ("too long" if length_off > 0 else "too short", _percent(length_off))
    if width_off is not None and abs(width_off) > _tolerance(thing.span_m, accuracy_m):
        return ("too wide" if width_off > 0 else "too narrow", _percent(width_off))
    return ("fits", 0)


def _tolerance(reference_m: float | None, accuracy_m: float) -> float:
    return max(SIZE_TOLERANCE, accuracy_m / reference_m) if reference_m else SIZE_TOLERANCE


def _off(measured_m: float | None, reference_m: float | None) -> float | None:
    if measured_m is None or not reference_m:
        return None
    return measured_m / reference_m - 1.0


def _percent(off: float) -> int:
    return round(abs(off) * 100)
