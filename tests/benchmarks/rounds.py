"""Time code beside its floor: both take turns, round by round, so that a slow moment of the machine meets both."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

import numpy as np

ROUNDS = 5

T = TypeVar("T")

Burst = Callable[[int], Sequence[float]]
"""Run one round of steps, given its number, and return the seconds of each step. A round to warm up has number -1."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Median and 95th percentile over all steps in seconds, and the median of each round."""

    median: float
    p95: float
    of_rounds: tuple[float, ...]

    @classmethod
    def of(cls, rounds: Sequence[Sequence[float]]) -> "Figures":
        """Return the figures of steps that are given by rounds."""
        steps = [seconds for steps in rounds for seconds in steps]
        return cls(
            statistics.median(steps),
            float(np.percentile(steps, 95)),
            tuple(statistics.median(steps) for steps in rounds),
        )

    def __sub__(self, other: "Figures") -> "Figures":
        """Return by how much each figure exceeds the other's."""
        of_rounds = (mine - its for mine, its in zip(self.of_rounds, other.of_rounds, strict=True))
        return Figures(self.median - other.median, self.p95 - other.p95, tuple(of_rounds))


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times its floor something takes: by medians, by 95th percentiles, and its range over the rounds."""

    median: float
    p95: float
    least: float
    most: float

    @classmethod
    def of(cls, measured: Figures, floor: Figures) -> "Ratio":
        """Return the ratio of what was measured to its floor, both measured in the same rounds."""
        of_rounds = [mine / its for mine, its in zip(measured.of_rounds, floor.of_rounds, strict=True)]
        return cls(measured.median / floor.median, measured.p95 / floor.p95, min(of_rounds), max(of_rounds))


def alternate(*bursts: Burst, rounds: int = ROUNDS, warm_up: bool = True) -> list[Figures]:
    """Run the bursts in turn, A B A B ..., and return the figures of each.

    With `warm_up` one round more is run before, and not counted. Raises ValueError for fewer than ROUNDS rounds.
    """
    return [Figures.of(of_burst) for of_burst in alternated_steps(*bursts, rounds=rounds, warm_up=warm_up)]


def alternated_steps(*bursts: Burst, rounds: int = ROUNDS, warm_up: bool = True) -> list[list[Sequence[float]]]:
    """Do the same and return the seconds of each step, by bursts and rounds."""
    if rounds < ROUNDS:
        raise ValueError(f"{rounds} rounds are too few: at least {ROUNDS} tell a ratio from chance.")
    if warm_up:
        for burst in bursts:
            burst(-1)
    taken: list[list[Sequence[float]]] = [[] for _ in bursts]
    for number in range(rounds):
        for burst, of_burst in zip(bursts, taken, strict=True):
            of_burst.append(burst(number))
    return taken


def alternate_each(*actions: Callable[[], object], steps: int, rounds: int = ROUNDS) -> list[Figures]:
    """Run the actions in turn step by step, so many steps in each round, and return the figures of each.

    For steps that share a disk, whose pace changes from one moment to the next. One round more is run before.
    """
    of_rounds = [[[seconds_of(action) for action in actions] for _ in range(steps)] for _ in range(rounds + 1)]
    return [Figures.of([[step[at] for step in round_] for round_ in of_rounds[1:]]) for at in range(len(actions))]


def repeated(action: Callable[[], object], times: int = 1) -> Burst:
    """Return a burst that runs the action so many times in each round."""
    return lambda _number: seconds_of_each(lambda _: action(), range(times))


def seconds_of_each(action: Callable[[T], object], things: Iterable[T]) -> list[float]:
    """Return the seconds that the action takes with each of these things."""
    times = []
    for thing in things:
        start = perf_counter()
        action(thing)
        times.append(perf_counter() - start)
    return times


def seconds_of(action: Callable[[], object]) -> float:
    """Return the seconds that the action takes."""
    start = perf_counter()
    action()
    return perf_counter() - start
