"""The values of a frame as they are written by hand: texts, checks and who wrote them."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from basewatch_gui.imagery.facts.fact import FIELD_LIMITS, MAX_CHARACTERS, Fact, Facts, checked_value
from basewatch_gui.imagery.facts.frames import FACT_FIELDS, with_facts, with_origin
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame

_ENTERED = "entered by "
_tr = QCoreApplication.translate


def caption(field: str) -> str:
    """What a field is called, with its unit."""
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
    """The value of a field of the frame or of its source."""
    holder = frame if field in ("acquired", "gsd_m") else frame.source
    value: str | float | None = getattr(holder, field)
    return value


def value_text(frame: Frame, field: str) -> str:
    """The value as a person writes it; '' where it is unknown."""
    value = value_of(frame, field)
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("T", " ").removesuffix("Z") if field == "acquired" else value
    return f"{round(value, 4):.10g}"


def origin_of(frame: Frame, field: str) -> str:
    """The words that say where the value came from; '' where nobody knows."""
    return dict(frame.origins).get(field, "")


def is_entered(frame: Frame, field: str) -> bool:
    """Whether the value, or that it is unknown, was entered by hand."""
    return origin_of(frame, field).startswith(_ENTERED)


def entered(frame: Frame, field: str, text: str, author: str) -> Frame:
    """The frame with a value as it was written; '' is unknown. The frame itself where the value is the same.

    Raises BasewatchError where the text makes no sense for the field.
    """
    value = _understood(field, text.strip())
    if value == value_of(frame, field):
        return frame
    who = author or "hand"
    origin = f"{_ENTERED}{who}, {datetime.now(UTC):%Y-%m-%d}"
    if value is not None:
        return with_facts(frame, {field: Fact(value, origin)}, [field])
    return with_origin(with_facts(frame, {}, [field]), field, origin)


def reread(frame: Frame, facts: Facts) -> Frame:
    """The frame with what its files say now; what was entered by hand, or what they say nothing of, stays."""
    return with_facts(frame, facts, [field for field in FACT_FIELDS if field in facts and not is_entered(frame, field)])


def _understood(field: str, text: str) -> str | float | None:
    if not text:
        return None
    value = checked_value(field, text.replace(",", ".") if field in FIELD_LIMITS else text)
    if value is None:
        _refuse(field, text)
    return value


def _refuse(field: str, text: str) -> None:
    """Return what the field takes; a text without a value, such as "unknown", counts as empty."""
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
