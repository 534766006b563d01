"""Reads and validates JSON files of any origin; an error is one sentence with the place in the file."""

import json
from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from basewatch_gui.model.errors import BasewatchError

Contents = TypeVar("Contents")

COCO_FILE = "a COCO file"
CATEGORY_LIST = "a list of categories"


def read_json(path: Path, kind: type[Contents], what: str) -> Contents:
    """Read a JSON file as this type; raises BasewatchError naming the file and the path of the field that is wrong."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise BasewatchError("{file} can't be read: {reason}.", file=path, reason=fault.strerror) from fault
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as fault:
        reason, _, field = str(fault).partition(" - at `$")
        raise field_fault(path, field.strip(".`"), reason, what) from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise _json_fault(path, content, what) from fault


def field_fault(path: Path, field: str, reason: str, what: str = COCO_FILE) -> BasewatchError:
    """Return the error for a file in which one field is wrong; `what` names the kind of file."""
    sentence = "{file} is not {what} that can be imported. {field}: {reason}."
    return BasewatchError(sentence, file=path, what=what, field=field or "The file", reason=reason)


def inner_fault(path: Path, field: str, fault: msgspec.ValidationError, what: str = COCO_FILE) -> BasewatchError:
    """Return the error for an object that was validated by itself: `field` is its path from the top of the file."""
    reason, _, inner = str(fault).partition(" - at `$")
    return field_fault(path, field + inner.rstrip("`"), reason, what)


def _json_fault(path: Path, content: bytes, what: str) -> BasewatchError:
    """Return the error for bytes that msgspec refuses: Python's own reader knows the line, and accepts NaN."""
    try:
        values = json.loads(content)
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        return BasewatchError("{file} is not JSON: {reason} ({where}).", file=path, reason=fault.msg, where=where)
    except UnicodeDecodeError:
        return BasewatchError("{file} is not JSON: it is no UTF-8 text.", file=path)
    except RecursionError:
        return BasewatchError("{file} can't be read: it is nested too deeply.", file=path)
    return field_fault(path, _path_of_non_finite(values, "") or "The file", "a finite number is expected", what)


def _path_of_non_finite(value: Any, field: str) -> str | None:
    """Return the path of the first number that is NaN or infinite; None where there is none."""
    if isinstance(value, float):
        return None if isfinite(value) else field
    inner: Iterable[tuple[str, Any]] = ()
    if isinstance(value, dict):
        inner = ((f"{field}.{key}".lstrip("."), item) for key, item in value.items())
    elif isinstance(value, list):
        inner = ((f"{field}[{index}]", item) for index, item in enumerate(value))
    return next((found for name, item in inner if (found := _path_of_non_finite(item, name))), None)
