"""Writes and reads a list of categories: a file with the `categories` of COCO, so that any COCO file is one too."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from basewatch_gui.exchange.coco_schema import CocoCategory
from basewatch_gui.exchange.coco_values import category_of, category_record
from basewatch_gui.exchange.files import write_whole
from basewatch_gui.exchange.json_files import CATEGORY_LIST, field_fault, inner_fault, read_json
from basewatch_gui.model.attribute import Attribute, Kind
from basewatch_gui.model.category import LABEL_TOOLS, Category

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

_VALUES: dict[Kind, type | tuple[type, ...]] = {"choice": str, "text": str, "number": (int, float), "yes_no": bool}


class _CategoryList(msgspec.Struct, frozen=True):
    categories: list[CocoCategory]


def write_categories(path: Path, categories: Iterable[Category]) -> None:
    """Write the categories as a JSON file, in this order, whole or not at all.

    Raises BasewatchError where the file can't be written or a category is one that could not be read again.
    """
    records = [category_record(category, has_keypoints=False, plain=False) for category in categories]
    rows = b",\n".join(map(msgspec.json.Encoder().encode, records))
    write_whole(path, b'{\n"categories": [\n%b\n]\n}\n' % rows, lambda part: _check(part, path))


def read_categories(path: Path) -> tuple[Category, ...]:
    """Read the categories of a file that `write_categories` or `export_coco` wrote, in its order.

    Raises BasewatchError naming the file and the path of the field that is wrong.
    """
    return _read(path, path)


def _check(part: Path, path: Path) -> None:
    _read(part, path)


def _read(file: Path, path: Path) -> tuple[Category, ...]:
    """Read the categories of `file`; errors name `path`, which it will replace."""
    categories: list[Category] = []
    for index, record in enumerate(read_json(file, _CategoryList, CATEGORY_LIST).categories):
        try:
            category = category_of(record)
        except msgspec.ValidationError as fault:
            raise inner_fault(path, f"categories[{index}].attributes", fault, CATEGORY_LIST) from fault
        for field, reason in _faults(category, categories):
            raise field_fault(path, f"categories[{index}].{field}", reason, CATEGORY_LIST)
        categories.append(category)
    return tuple(categories)


def _faults(category: Category, others: Sequence[Category]) -> Iterator[tuple[str, str]]:
    """Yield the fields of a category that are wrong, and why; `others` are those before it in the list."""
    for field in ("id", "name", "key"):
        value = getattr(category, field)
        if value and any(value == getattr(other, field) for other in others):
            yield f"attributes.{field}" if field == "key" else field, f"{value} is there twice"
    if not category.name.strip():
        yield "name", "it is empty"
    for field in ("length_m", "span_m"):
        size = getattr(category, field)
        if size is not None and size <= 0:
            yield f"attributes.{field}", f"{size} is no length"
    if not COLOUR.fullmatch(category.colour):
        yield "attributes.colour", f"{category.colour} is no colour, #rrggbb is expected"
    if category.tool not in LABEL_TOOLS:
        yield "attributes.tool", f"{category.tool} is not known"
    for index, attribute in enumerate(category.attributes):
        for field, reason in _attribute_faults(attribute, category.attributes[:index]):
            yield f"attributes.attributes[{index}].{field}", reason


def _attribute_faults(attribute: Attribute, others: Sequence[Attribute]) -> Iterator[tuple[str, str]]:
    if not attribute.name.strip():
        yield "name", "it is empty"
    if any(attribute.name == other.name for other in others):
        yield "name", f"{attribute.name} is there twice"
    if attribute.kind == "choice" and not attribute.choices:
        yield "choices", "a choice needs values to choose from"
    default = attribute.default
    if default is None:
        return
    is_kind = isinstance(default, _VALUES[attribute.kind]) and isinstance(default, bool) == (attribute.kind == "yes_no")
    if not is_kind or (attribute.kind == "choice" and default not in attribute.choices):
        yield "default", f"{default} is not one of its values"
