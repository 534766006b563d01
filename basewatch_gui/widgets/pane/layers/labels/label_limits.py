"""Limits of number that what is drawn depends on."""

from collections.abc import Sequence

KEPT = 0.8
"""A limit stays passed until there are so much fewer: what is drawn doesn't flicker while labels come and go."""


def passed(count: int, limits: Sequence[int], before: int) -> int:
    """How many of the limits, the lowest first, a number has passed where so many had been passed before."""
    return sum(count > (KEPT * limit if number < before else limit) for number, limit in enumerate(limits))
