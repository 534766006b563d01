"""JSON files of other people: read and checked, and what is wrong with them in one sentence."""

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
    """The file's contents; raises BasewatchError naming the file and the path of the field that is wrong."""
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
        raise _no_json(path, content, what) from fault


def field_fault(path: Path, field: str, reason: str, what: str = COCO_FILE) -> BasewatchError:
    """The fault of a file in which one field is wrong."""
    sentence = "{file} is not {what} that can be imported. {field}: {reason}."
    return BasewatchError(sentence, file=path, what=what, field=field or "The file", reason=reason)


def inner_fault(path: Path, field: str, fault: msgspec.ValidationError, what: str = COCO_FILE) -> BasewatchError:
    """The fault of an object that was checked on its own, with the path from the top of the file."""
    reason, _, inner = str(fault).partition(" - at `$")
    return field_fault(path, field + inner.rstrip("`"), reason, what)


def _no_json(path: Path, content: bytes, what: str) -> BasewatchError:
    """What is wrong with bytes that msgspec refuses: Python's own reader says the line, and lets NaN pass."""
    try:
        values = json.loads(content)
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        return BasewatchError("{file} is not JSON: {reason} ({where}).", file=path, reason=fault.msg, where=where)
    except UnicodeDecodeError:
        return BasewatchError("{file} is not JSON: it is no UTF-8 text.", file=path)
    except RecursionError:
        return BasewatchError("{file} can't be read: it is nested too deeply.", file=path)
    return field_fault(path, _no_number(values, "") or "The file", "a finite number is expected", what)


def _no_number(value: Any, field: str) -> str | None:
    """The path of the first number that is NaN or infinite."""
    if isinstance(value, float):
        return None if isfinite(value) else field
    inner: Iterable[tuple[str, Any]] = ()
    if isinstance(value, dict):
        inner = ((f"{field}.{key}".lstrip("."), item) for key, item in value.items())
    elif isinstance(value, list):
        inner = ((f"{field}[{index}]", item) for index, item in enumerate(value))
    return next((found for name, item in inner if (found := _no_number(item, name))), None)
