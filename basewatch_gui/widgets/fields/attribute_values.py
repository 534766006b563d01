"""Values of a category's own attributes as texts in fields."""

from math import isfinite

from basewatch_gui.model.attribute import Attribute, Value
from basewatch_gui.model.errors import BasewatchError

NO_ANSWER = ""


def parse_value(attribute: Attribute, text: str) -> Value | None:
    """The value that a text means for an attribute; None for none. Raises BasewatchError for what is no number."""
    if not text:
        return None
    match attribute.kind:
        case "yes_no":
            return text == "yes"
        case "number":
            return parse_number(text, attribute.name)
        case _:
            return text


def parse_number(text: str, name: str) -> float:
    """The number that a text means, with a point or a comma; raises BasewatchError naming what it is for."""
    try:
        value = float(text.replace(",", "."))
    except ValueError as fault:
        raise BasewatchError("{text} is no number. Write {name} as in 12.5.", text=text, name=name) from fault
    if not isfinite(value):
        raise BasewatchError("{text} is no number. Write {name} as in 12.5.", text=text, name=name)
    return value


def value_text(value: Value | None) -> str:
    """A value as its field shows it."""
    match value:
        case None:
            return NO_ANSWER
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case _:
            return f"{value:g}"
