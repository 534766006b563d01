"""The registry of label formats: each entry can be loaded, and its functions are called the same way."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from basewatch_gui.exchange.formats import FORMATS, Exporter, Importer, LabelFormat, format_named


def parameters(function: Callable[..., Any]) -> list[tuple[str, Any, Any]]:
    """The names, kinds and defaults of a function's parameters, without `self`."""
    found = inspect.signature(function).parameters.values()
    return [(each.name, each.kind, each.default) for each in found if each.name != "self"]


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)
def test_a_format_does_what_it_says_that_it_does(each: LabelFormat) -> None:
    assert (bool(each.exporter), bool(each.importer)) == (bool(each.writes), bool(each.reads))
    assert each.exporter or each.importer
    assert each.patterns
    if each.exporter:
        assert parameters(each.export) == parameters(Exporter.__call__)
    if each.importer:
        assert parameters(each.import_) == parameters(Importer.__call__)


def test_names_are_unique_and_found() -> None:
    assert [format_named(each.name) for each in FORMATS] == list(FORMATS)
