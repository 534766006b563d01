"""Sizes and headings as texts."""

import pytest

from basewatch_gui.model.measures import Measures
from basewatch_gui.widgets.fields.measure_texts import heading_text, size_text


@pytest.mark.parametrize(
    ("measures", "text"),
    [
        (Measures(8.04, 4.0, None, True), "8.0 × 4.0 m"),
        (Measures(8.4, 4.0), "8 × 4 px"),
        (Measures(in_metres=True), ""),
    ],
)
def test_a_size_has_its_unit(measures: Measures, text: str) -> None:
    assert size_text(measures) == text


@pytest.mark.parametrize(("heading", "text"), [(0.0, "000°"), (7.4, "007°"), (359.6, "000°"), (None, "")])
def test_headings_have_three_digits(heading: float | None, text: str) -> None:
    assert heading_text(heading) == text
