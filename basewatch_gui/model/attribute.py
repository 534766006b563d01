"""Attributes that a category's labels have beyond those that all labels have."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["choice", "text", "number", "yes_no"]
Value = str | float | bool


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a category: its name, what it can be, and what new labels get.

    `choices` are the values of a choice. A `sticky` one starts with the value given last, others with the `default`; a
    `required` one is asked for by the checks. None is no value.
    """

    name: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    default: Value | None = None
    sticky: bool = False
    required: bool = False
