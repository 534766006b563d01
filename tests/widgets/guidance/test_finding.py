from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.widgets.guidance.entries import found
from basewatch_gui.widgets.guidance.finding import fitness
from basewatch_gui.widgets.workbench.capability import PaletteEntry


@pytest.mark.parametrize(
    ("query", "text", "fit"),
    [
        ("", "Undo", 0),
        ("ori", "Oriented box", 0),
        ("box or", "Oriented box", 2),
        ("ob", "Oriented box", 1),
        ("ob", "Snap to object", 2),
        ("ted b", "Oriented box", 3),
        ("orbx", "Oriented box", 4),
        ("IL", "Il-76", 0),
        ("76", "Il-76", 2),
        ("xz", "Oriented box", None),
        ("rn", "Oriented box", None),
        ("undo", "Previous part of the window", None),
    ],
)
def test_letters_fit_by_word_starts_before_the_middle(query: str, text: str, fit: int | None) -> None:
    assert fitness(query, text) == fit


@given(st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=12), st.data())
def test_a_text_is_found_by_any_beginning(text: str, data: st.DataObject) -> None:
    assert fitness(text[: data.draw(st.integers(0, len(text)))], text) == 0


def entry(name: str, is_on: bool = True, more: str = "") -> PaletteEntry:
    return PaletteEntry(name, name, "", "", bool, is_on, "", more)


@pytest.mark.parametrize(
    ("query", "recent", "names"),
    [
        ("", [], ["Copy", "Cut", "Compare", "Paste"]),
        ("", ["Cut"], ["Cut", "Copy", "Compare", "Paste"]),
        ("c", ["Compare"], ["Compare", "Cut", "Copy"]),
        ("clip", [], ["Copy"]),
    ],
)
def test_recent_ones_come_first_and_those_that_are_off_last(
    query: str, recent: Sequence[str], names: list[str]
) -> None:
    among = [entry("Copy", is_on=not query, more="To the clipboard"), entry("Cut"), entry("Compare"), entry("Paste")]
    assert [each.name for each in found(query, among, recent)] == names
