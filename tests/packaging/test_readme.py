"""The README's parts that are made from the program."""

import pytest
from readme import README, formats_table, with_made_parts

from basewatch_gui.exchange.formats import FORMATS


def test_the_readme_is_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_made_parts(text), "run `make readme`"


def test_each_format_has_a_row() -> None:
    _, _, *rows = formats_table().splitlines()
    assert [row.split("`")[1] for row in rows] == [each.name for each in FORMATS]


def test_a_stale_part_is_written_again_and_a_missing_one_is_a_fault() -> None:
    stale = "a\n<!-- formats: made by make readme -->\nold\n<!-- end -->\nb\n"
    assert with_made_parts(stale) == f"a\n<!-- formats: made by make readme -->\n{formats_table()}\n<!-- end -->\nb\n"
    with pytest.raises(ValueError, match="no place for formats"):
        with_made_parts("nothing")
