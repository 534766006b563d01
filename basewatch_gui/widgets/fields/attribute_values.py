"""Convert the values of a category's own attributes to texts in fields and back."""

from math import isfinite

from basewatch_gui.model.attribute import Attribute, Value
from basewatch_gui.model.errors import BasewatchError

NO_ANSWER = ""


def parse_value(attribute: Attribute, text: str) -> Value | None:
    """Return the value that a text means for an attribute; None if empty. Raises BasewatchError for no number."""
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
    """Return the number that a text means, with a point or a comma; raises BasewatchError with the field's name."""
    try:
        value = float(text.replace(",", "."))
    except ValueError as fault:
        raise BasewatchError("{text} is no number. Write {name} as in 12.5.", text=text, name=name) from fault
    if not isfinite(value):
        raise BasewatchError("{text} is no number. Write {name} as in 12.5.", text=text, name=name)
    return value


def value_text(value: Value | None) -> str:
    """Return a value as its field shows it; an empty text for None."""
    match value:
        case None:
            return NO_ANSWER
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case _:
            return f"{value:g}"
