"""The arithmetic of the benchmarks: who takes turns with whom, and what a ratio is. No times are measured."""

import pytest

from tests.benchmarks import rounds
from tests.benchmarks.bars import Bar
from tests.benchmarks.page import Chapter, page_of
from tests.benchmarks.rounds import Figures, Ratio, alternate, alternate_each
from tests.benchmarks.rows import Bench


def test_bursts_take_turns_after_a_round_to_warm_up() -> None:
    order: list[tuple[str, int]] = []

    def burst(name: str, number: int) -> list[float]:
        order.append((name, number))
        return [float(number)]

    figures = alternate(lambda number: burst("floor", number), lambda number: burst("measured", number))
    assert order == [(name, number) for number in range(-1, 5) for name in ("floor", "measured")]
    assert figures[0].of_rounds == (0.0, 1.0, 2.0, 3.0, 4.0), "the round to warm up does not count"


def test_fewer_than_five_rounds_are_refused() -> None:
    with pytest.raises(ValueError, match="4 rounds are too few"):
        alternate(lambda _number: [1.0], rounds=4)


def test_steps_take_turns_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    clock = iter(range(1000))
    monkeypatch.setattr(rounds, "perf_counter", lambda: float(next(clock)))

    def take_twice_as_long() -> None:
        order.append("measured")
        next(clock)

    floor, measured = alternate_each(lambda: order.append("floor"), take_twice_as_long, steps=3)
    assert order == ["floor", "measured"] * 3 * 6
    assert (floor.median, measured.median) == (1.0, 2.0)
    assert len(floor.of_rounds) == 5


def test_figures_are_over_all_steps_and_rounds() -> None:
    figures = Figures.of([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 109.0]])
    assert figures.median == 5.0
    assert figures.p95 == pytest.approx(8.0 + 0.6 * 101.0)
    assert figures.of_rounds == (2.0, 5.0, 8.0)


def test_a_difference_is_one_of_each_figure() -> None:
    more = Figures.of([[3.0], [5.0]]) - Figures.of([[1.0], [2.0]])
    assert (more.median, more.of_rounds) == (2.5, (2.0, 3.0))


def test_a_ratio_is_of_medians_and_of_95th_percentiles() -> None:
    measured = Figures(6.0, 20.0, (4.0, 9.0))
    ratio = Ratio.of(measured, Figures(4.0, 5.0, (4.0, 3.0)))
    assert (ratio.median, ratio.p95, ratio.least, ratio.most) == (1.5, 4.0, 1.0, 3.0)


@pytest.mark.parametrize(
    ("bar", "is_over"),
    [
        (Bar("", 1.5, 4.0, ""), False),
        (Bar("", 1.4, None, ""), True),
        (Bar("", None, 3.9, ""), True),
        (None, False),
    ],
)
def test_a_row_is_bold_that_is_over_either_bar(bar: Bar | None, is_over: bool) -> None:
    bench = Bench()
    bench.begin("pan")
    bench.add_ratio("a pan", Figures(0.006, 0.020, (0.006,)), Figures(0.004, 0.005, (0.004,)), bar)
    page = page_of("A machine.", {"pan": Chapter("Moving", "How.")}, bench.sections, [bar] if bar else [])
    row = next(line for line in page.splitlines() if line.startswith("| a pan"))
    assert ("| **6 / 20 ms** | 4 / 5 ms | **1.5 / 4** |" in row) is is_over
    assert ("| 6 / 20 ms | 4 / 5 ms | 1.5 / 4 |" in row) is not is_over


def test_a_value_has_its_bar_in_its_own_unit() -> None:
    bench = Bench()
    bench.begin("memory")
    bench.add_value("memory, four panes", 451.0, "MB", beside=166.0, bar=450.0)
    page = page_of("A machine.", {"memory": Chapter("Memory", "How.")}, bench.sections, [])
    assert "| memory, four panes | **451 MB** | 166 MB | **2.72** |  | 450 MB |" in page
