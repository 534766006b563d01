"""Helps to make objects by the hundred thousand: without the garbage collector, and dataclasses faster."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, make_dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@contextmanager
def without_gc() -> Iterator[None]:
    """Switch the garbage collector off while many objects without cycles are made.

    Scanning them again and again takes over half of the time to load labels.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def fast_maker(kind: type[T], *names: str) -> Callable[..., T]:
    """Return a function that makes a frozen dataclass with slots from all its fields, five times as fast.

    The function takes the fields in the order of `names`, or in that of the dataclass where none are given.

    A frozen dataclass sets each field through `object.__setattr__`: 2.4 of the 7 µs that it takes to read a label. The
    same slots are filled in a class that is not frozen, whose object then becomes one of this kind.
    """
    unfrozen: Any = make_dataclass(kind.__name__, names or [each.name for each in fields(kind)], slots=True)  # type: ignore[arg-type]

    def make(*values: object) -> T:
        made = unfrozen(*values)
        made.__class__ = kind
        return made  # type: ignore[no-any-return]

    return make
