"""Values of a frame's fields that can be entered by hand: texts, validation and origins."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from basewatch_gui.imagery.facts.fact import FIELD_LIMITS, MAX_CHARACTERS, Fact, Facts, checked_value
from basewatch_gui.imagery.facts.frames import FACT_FIELDS, with_facts, with_origin
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame

_ENTERED_PREFIX = "entered by "
_tr = QCoreApplication.translate


def caption(field: str) -> str:
    """Return the name of a field with its unit."""
    return {
        "acquired": _tr("Details", "Acquired, UTC"),
        "satellite": _tr("Details", "Satellite"),
        "provider": _tr("Details", "Provider"),
        "credit": _tr("Details", "Credit line"),
        "catalog_id": _tr("Details", "Catalogue id"),
        "off_nadir_deg": _tr("Details", "Off-nadir, °"),
        "sun_elevation_deg": _tr("Details", "Sun elevation, °"),
        "sun_azimuth_deg": _tr("Details", "Sun azimuth, °"),
        "gsd_m": _tr("Details", "Collected GSD, m"),
        "url": _tr("Details", "Source URL"),
    }[field]


def value_of(frame: Frame, field: str) -> str | float | None:
    """Return the value of a field of the frame or of its source."""
    holder = frame if field in ("acquired", "gsd_m") else frame.source
    value: str | float | None = getattr(holder, field)
    return value


def value_text(frame: Frame, field: str) -> str:
    """Return a value as the user would write it; '' if it is unknown."""
    value = value_of(frame, field)
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("T", " ").removesuffix("Z") if field == "acquired" else value
    return f"{round(value, 4):.10g}"


def origin_of(frame: Frame, field: str) -> str:
    """Return the text of where a value came from; '' if unknown."""
    return dict(frame.origins).get(field, "")


def is_entered(frame: Frame, field: str) -> bool:
    """Return True if a value, or that it is unknown, was entered by hand."""
    return origin_of(frame, field).startswith(_ENTERED_PREFIX)


def with_entered_value(frame: Frame, field: str, text: str, author: str) -> Frame:
    """Return the frame with a value parsed from user input, '' for unknown, and its origin; unchanged if it is equal.

    Raises BasewatchError if the text is invalid for the field.
    """
    value = _parse_field(field, text.strip())
    if value == value_of(frame, field):
        return frame
    who = author or "hand"
    origin = f"{_ENTERED_PREFIX}{who}, {datetime.now(UTC):%Y-%m-%d}"
    if value is not None:
        return with_facts(frame, {field: Fact(value, origin)}, [field])
    return with_origin(with_facts(frame, {}, [field]), field, origin)


def with_file_facts(frame: Frame, facts: Facts) -> Frame:
    """Return the frame with what its files hold now; values entered by hand or missing in the files stay."""
    return with_facts(frame, facts, [field for field in FACT_FIELDS if field in facts and not is_entered(frame, field)])


def _parse_field(field: str, text: str) -> str | float | None:
    """Return the value of user input, None for unknown; raises BasewatchError if it is invalid."""
    if not text:
        return None
    value = checked_value(field, text.replace(",", ".") if field in FIELD_LIMITS else text)
    if value is None:
        _raise_unless_unknown(field, text)
    return value


def _raise_unless_unknown(field: str, text: str) -> None:
    """Raise BasewatchError with what the field takes; return for a text that means unknown, such as "unknown"."""
    values: dict[str, Any] = {}
    if field == "acquired":
        sentence = "Write date and time in UTC, as 2024-12-13 08:12; not before 1957 and not in the future."
    elif field in FIELD_LIMITS:
        sentence = "Write degrees from {least} to {greatest}, or leave it empty where they are unknown."
        if field == "gsd_m":
            sentence = "Write metres from {least} to {greatest}, or leave it empty where they are unknown."
        values = dict(zip(("least", "greatest"), (f"{limit:g}" for limit in FIELD_LIMITS[field]), strict=True))
    elif len(text) > MAX_CHARACTERS or not text.isprintable():
        sentence, values = "Write one line of at most {limit} characters.", {"limit": MAX_CHARACTERS}
    else:
        return
    raise BasewatchError(sentence, **values)
