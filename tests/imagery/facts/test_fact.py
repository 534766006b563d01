from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.imagery.facts.fact import FIELD_LIMITS, Fact, checked_value, first_sound
from basewatch_gui.imagery.facts.frames import FACT_FIELDS

ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()))
DIGITS = st.from_regex(r"\d{4}[-:/]?\d\d[-:/]?\d\d[T _]?\d\d:?\d\d(:?\d\d([.,]\d+)?)? ?(Z|UTC|[+-]\d\d:?\d\d)?")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024-12-13T08:12:23.456789Z", "2024-12-13T08:12:23Z"),
        ("2024-12-13T08:12:23.1234567891Z", "2024-12-13T08:12:23Z"),
        ("2024-12-13 08:12", "2024-12-13T08:12:00Z"),
        ("2024-12-13 08:12 UTC", "2024-12-13T08:12:00Z"),
        ("2024:12:13 08:12:23", "2024-12-13T08:12:23Z"),
        ("20241213081223", "2024-12-13T08:12:23Z"),
        ("20241213T081223", "2024-12-13T08:12:23Z"),
        ('"2024-12-13T10:12:23+02:00"', "2024-12-13T08:12:23Z"),
        ("2024-12-13T00:12:23-0930", "2024-12-13T09:42:23Z"),
        ("1957-10-04T19:28:34Z", "1957-10-04T19:28:34Z"),
        ("1956-10-04T19:28:34Z", None),
        ("2024-12-13", None),
        ("2024-13-13T08:12:23Z", None),
        ("2024-12-13T08:60:23Z", None),
        ("0001-01-01T00:00:00+01:00", None),
        ("199612171026--", None),
        ("0000:00:00 00:00:00", None),
        ("٢٠٢٤-12-13T08:12:23Z", None),
        (20241213081223, None),
        ("", None),
    ],
)
def test_times_are_whole_and_in_utc_or_none(text: object, time: str | None) -> None:
    assert checked_value("acquired", text) == time


def test_no_frame_is_from_the_future() -> None:
    now = datetime.now(UTC)
    assert checked_value("acquired", (now + timedelta(days=2)).isoformat()) is None
    assert checked_value("acquired", now.isoformat()) is not None


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("gsd_m", "0.31", 0.31),
        ("gsd_m", 0.79, 0.79),
        ("gsd_m", "0", None),
        ("gsd_m", "20000", None),
        ("gsd_m", "nan", None),
        ("gsd_m", "x", None),
        ("gsd_m", True, None),
        ("gsd_m", 10**400, None),
        ("off_nadir_deg", -12.5, 12.5),
        ("off_nadir_deg", 91, None),
        ("sun_elevation_deg", "-3.5", -3.5),
        ("sun_elevation_deg", "-999", None),
        ("sun_azimuth_deg", -90, 270.0),
        ("sun_azimuth_deg", 361, None),
    ],
)
def test_numbers_are_within_their_limits_or_none(field: str, raw: object, value: float | None) -> None:
    assert checked_value(field, raw) == value


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('"WV03"', "WV03"),
        ("© 2024\n Maxar", "© 2024 Maxar"),
        ("00000000000", None),
        ("---", None),
        ("Unknown", None),
        ("N/A", None),
        ("a" * 501, None),
        ("a\0b", None),
        (3, None),
        (None, None),
    ],
)
def test_placeholders_say_nothing(raw: object, text: str | None) -> None:
    assert checked_value("satellite", raw) == text


def test_the_first_that_makes_sense_is_taken() -> None:
    said = [("gsd_m", "-1", "one"), ("gsd_m", "0.5", "two"), ("gsd_m", "0.6", "three"), ("url", None, "four")]
    assert first_sound(said) == {"gsd_m": Fact(0.5, "two")}


@given(st.sampled_from(FACT_FIELDS), st.one_of(ANYTHING, DIGITS))
def test_whatever_is_said_the_value_is_sound(field: str, raw: object) -> None:
    value = checked_value(field, raw)
    if field in FIELD_LIMITS and value is not None:
        assert isinstance(value, float | int)
        assert FIELD_LIMITS[field][0] <= value <= FIELD_LIMITS[field][1]
    else:
        assert value is None or isinstance(value, str)
    assert value is None or checked_value(field, value) == value
