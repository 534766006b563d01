import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.imagery.facts.fact import Fact
from basewatch_gui.imagery.facts.frames import FACT_FIELDS, with_facts
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.widgets.details.detail_values import (
    caption,
    is_entered,
    origin_of,
    value_of,
    value_text,
    with_entered_value,
    with_file_facts,
)

BARE = Frame(1, "a.tif", "f", 100, 80, 1, "uint8")
READ = with_facts(BARE, {"gsd_m": Fact(0.312, "Maxar IMD"), "credit": Fact("© Maxar", "TIFF tag")}, ["gsd_m", "credit"])


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("acquired", "2024-12-13 08:12", "2024-12-13T08:12:00Z"),
        ("acquired", " 2024-12-13 10:12:05+02:00 ", "2024-12-13T08:12:05Z"),
        ("gsd_m", "0,31", 0.31),
        ("sun_azimuth_deg", "160.25", 160.25),
        ("satellite", "WV03", "WV03"),
        ("satellite", "unknown", None),
        ("url", "https://example.org/a?b=1,2", "https://example.org/a?b=1,2"),
        ("credit", "", None),
    ],
)
def test_what_is_written_is_understood(field: str, text: str, value: object) -> None:
    known = with_facts(BARE, {field: Fact("1", "file")}, [field])
    changed = with_entered_value(known, field, text, "Anna")
    assert value_of(changed, field) == value
    assert re.fullmatch(r"entered by Anna, \d{4}-\d\d-\d\d", origin_of(changed, field))
    assert is_entered(changed, field)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("acquired", "2024-12-13"),
        ("acquired", "yesterday"),
        ("acquired", "2999-01-01 00:00"),
        ("gsd_m", "0"),
        ("gsd_m", "0.3 m"),
        ("off_nadir_deg", "91"),
        ("sun_elevation_deg", "nan"),
        ("credit", "x" * 501),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(field: str, text: str) -> None:
    with pytest.raises(BasewatchError) as said:
        with_entered_value(BARE, field, text, "Anna")
    assert str(said.value).endswith(".")
    assert "{" not in str(said.value)


def test_the_same_value_keeps_its_origin() -> None:
    assert with_entered_value(READ, "gsd_m", "0.3120", "Anna") is READ
    assert with_entered_value(BARE, "gsd_m", "", "Anna") is BARE


def test_nobody_known_enters_by_hand() -> None:
    assert origin_of(with_entered_value(BARE, "gsd_m", "1", ""), "gsd_m").startswith("entered by hand, ")


def test_rereading_keeps_what_was_entered_and_takes_what_the_file_says() -> None:
    mixed = with_entered_value(with_entered_value(READ, "credit", "", "Anna"), "satellite", "WV02", "Anna")
    facts = {
        "credit": Fact("© Maxar", "TIFF tag"),
        "satellite": Fact("WV03", "Maxar IMD"),
        "provider": Fact("Maxar", "Maxar IMD"),
    }
    changed = with_file_facts(mixed, facts)
    assert (changed.source.credit, changed.source.satellite, changed.source.provider) == (None, "WV02", "Maxar")
    assert (changed.gsd_m, origin_of(changed, "gsd_m")) == (0.312, "Maxar IMD")


def test_rereading_keeps_a_value_that_nobody_knows_the_origin_of() -> None:
    placed = replace(BARE, gsd_m=0.5)
    assert with_file_facts(placed, {}) == placed
    assert with_file_facts(placed, {"gsd_m": Fact(0.31, "Maxar IMD")}).gsd_m == 0.31


@given(st.sampled_from(FACT_FIELDS), st.text(max_size=600))
def test_any_text_is_a_value_or_a_sentence(field: str, text: str) -> None:
    try:
        changed = with_entered_value(BARE, field, text, "Anna")
    except BasewatchError:
        return
    assert with_entered_value(changed, field, value_text(changed, field), "Eve") == changed


def test_every_field_has_a_name_and_a_text() -> None:
    assert len({caption(field) for field in FACT_FIELDS}) == len(FACT_FIELDS)
    assert (
        value_text(with_entered_value(BARE, "acquired", "2024-12-13T08:12:00Z", ""), "acquired")
        == "2024-12-13 08:12:00"
    )
    assert value_text(READ, "gsd_m") == "0.312"
    assert value_text(BARE, "gsd_m") == ""
