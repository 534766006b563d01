"""Category lists that analysts hand to each other: whole, checked, and told apart from other files."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.exchange.categories_file import read_categories, write_categories
from basewatch_gui.exchange.coco import export_coco
from basewatch_gui.model.attribute import Attribute
from basewatch_gui.model.category import Category
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.resources import shipped_categories
from tests import strategies
from tests.exchange.projects import fixed_project

AN_124 = Category(
    1,
    "An-124",
    "transport aircraft",
    69.1,
    73.3,
    colour="#E69F00",
    key="1",
    attributes=(Attribute("load", "choice", ("none", "vehicles"), "none"), Attribute("tubes", "number", default=4.0)),
)
LAUNCHER = Category(20, "S-400 launcher", dash="dot", key="5")


def numbered(categories: list[Category]) -> list[Category]:
    """The categories with ids, names and attributes of their own."""
    return [
        replace(
            category,
            id=number,
            name=f"{category.name} {number}",
            key="",
            attributes=tuple(Attribute(f"{at} {each.name}") for at, each in enumerate(category.attributes)),
        )
        for number, category in enumerate(categories, 1)
    ]


@given(st.lists(strategies.categories(), max_size=4).map(numbered))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, categories: list[Category]) -> None:
    path = tmp_path_factory.mktemp("shared") / "categories.json"
    write_categories(path, categories)
    assert read_categories(path) == tuple(categories)


def test_the_shipped_list_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "aircraft.json"
    write_categories(path, shipped_categories())
    assert read_categories(path) == shipped_categories()
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(shipped_categories()) + 4
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_can_be_read_as_a_list(tmp_path: Path) -> None:
    path = export_coco(fixed_project(), tmp_path, tmp_path).path
    assert read_categories(path) == tuple(fixed_project().categories.values())


def test_another_program_s_list_gets_our_defaults(tmp_path: Path) -> None:
    path = tmp_path / "categories.json"
    path.write_text('{"categories": [{"id": 3, "name": "plane", "colour": "red"}], "images": 1}')
    assert read_categories(path) == (Category(3, "plane"),)


def test_a_list_that_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "categories.json"
    write_categories(path, [LAUNCHER])
    with pytest.raises(BasewatchError, match=r"categories\.json is not a list of categories") as caught:
        write_categories(path, [replace(AN_124, colour="red")])
    assert ".part" not in str(caught.value)
    assert read_categories(path) == (LAUNCHER,)
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_can_t_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(BasewatchError, match="can't be written"):
        write_categories(tmp_path / "taken" / "categories.json", [AN_124])


def _set(*keys: str | int, to: object) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for key in keys[:-1]:
            document = document[key]
        document[keys[-1]] = to

    return change


OURS = ("categories", 0, "attributes")
FAULTS = {
    "no list": (lambda document: document.clear(), "The file: .*missing required field `categories`"),
    "id twice": (_set("categories", 1, "id", to=1), r"categories\[1\]\.id: 1 is there twice"),
    "id 0": (_set("categories", 1, "id", to=0), r"categories\[1\]\.id: Expected `int` >= 1"),
    "name twice": (_set("categories", 1, "name", to="An-124"), r"categories\[1\]\.name: An-124 is there twice"),
    "no name": (_set("categories", 0, "name", to=" "), r"categories\[0\]\.name: it is empty"),
    "key twice": (
        _set("categories", 1, "attributes", "key", to="1"),
        r"categories\[1\]\.attributes\.key: 1 is there twice",
    ),
    "no colour": (_set(*OURS, "colour", to="blue"), r"categories\[0\]\.attributes\.colour: blue is no colour"),
    "no tool": (_set(*OURS, "tool", to="lasso"), r"categories\[0\]\.attributes\.tool: lasso is not known"),
    "no dash": (_set(*OURS, "dash", to="wavy"), r"categories\[0\]\.attributes\.dash: Invalid enum"),
    "no length": (_set(*OURS, "length_m", to=-1), r"categories\[0\]\.attributes\.length_m: -1.0 is no length"),
    "no kind": (_set(*OURS, "attributes", 0, "kind", to="x"), r"attributes\.attributes\[0\]\.kind: Invalid enum"),
    "no choices": (_set(*OURS, "attributes", 0, "choices", to=[]), r"attributes\.attributes\[0\]\.choices: a choice"),
    "no such choice": (_set(*OURS, "attributes", 0, "default", to="coal"), r"attributes\[0\]\.default: coal is not"),
    "no number": (_set(*OURS, "attributes", 1, "default", to=True), r"attributes\[1\]\.default: True is not"),
    "attribute twice": (
        _set(*OURS, "attributes", 1, "name", to="load"),
        r"attributes\[1\]\.name: load is there twice",
    ),
    "attribute without a name": (_set(*OURS, "attributes", 1, "name", to=""), r"attributes\[1\]\.name: it is empty"),
}


@pytest.mark.parametrize(("change", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_names_the_file_and_the_field(change: Callable[[Any], None], message: str, tmp_path: Path) -> None:
    path = tmp_path / "categories.json"
    write_categories(path, [AN_124, LAUNCHER])
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(BasewatchError, match=message) as caught:
        read_categories(path)
    assert str(caught.value).startswith(f"{path} is not a list of categories that can be imported.")


@pytest.mark.parametrize(("content", "message"), [(b"id,name", "is not JSON"), (b"[]", "Expected `object`")])
def test_other_files_are_refused(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "categories.json"
    path.write_bytes(content)
    with pytest.raises(BasewatchError, match=message):
        read_categories(path)
