"""What the edits of the list of categories do to the project."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.model.attribute import Attribute
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import added, replaced
from basewatch_gui.model.edits.categories import (
    COLOURS,
    DASHES,
    delete_category,
    free_look,
    merge_categories,
    new_category,
    rename_attribute,
    rename_category,
    reorder_categories,
    set_key,
)
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.storage.project_file import ProjectFile

Draw = Callable[..., Label]


def test_the_looks_cover_those_that_are_shipped() -> None:
    shipped = {(category.colour, category.dash) for category in shipped_categories()}
    assert shipped <= {(colour, dash) for colour in COLOURS for dash in DASHES}


@given(st.lists(st.sampled_from([(colour, dash) for colour in COLOURS for dash in DASHES]), max_size=35))
def test_a_free_look_is_nobodys(taken: list[tuple[str, str]]) -> None:
    categories = [Category(at, "", colour=colour, dash=dash) for at, (colour, dash) in enumerate(taken)]  # type: ignore[arg-type]
    assert free_look(categories) not in taken


def test_a_new_category_has_a_name_and_a_look_of_its_own(file: ProjectFile) -> None:
    for name in ("new category", "new category 2"):
        made = new_category(file.project, file, "new category")
        file.do(added("edit categories", [made]))
        assert made.name == name
        assert made.id >= 100
        assert file.project.categories_in_order[-1] == made
    looks = [(category.colour, category.dash) for category in file.project.categories.values()]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize("name", ["", "   ", "il-76", " Il-76 "])
def test_a_name_is_needed_and_is_ones_own(file: ProjectFile, name: str) -> None:
    with pytest.raises(BasewatchError):
        rename_category(file.project, file.project.categories[1], name)


def test_a_key_that_is_taken_is_swapped(file: ProjectFile) -> None:
    file.do(set_key(file.project, file.project.categories[1], "3"))
    assert [file.project.categories[key].key for key in (1, 3)] == ["3", "1"]
    file.do(set_key(file.project, file.project.categories[6], "3"))
    assert [file.project.categories[key].key for key in (6, 1)] == ["3", ""]
    file.undo()
    file.undo()
    assert [file.project.categories[key].key for key in (1, 3, 6)] == ["1", "3", ""]


@given(st.permutations([category.id for category in shipped_categories()]))
def test_any_order_can_be_had(file: ProjectFile, ids: list[int]) -> None:
    file.do(reorder_categories(file.project, ids))
    assert [category.id for category in file.project.categories_in_order] == ids
    assert set(file.project.categories) == set(ids)


def test_deleting_gives_the_labels_to_another_category_and_undo_gives_them_back(file: ProjectFile, draw: Draw) -> None:
    own = draw(1, 1, state="nose open")
    other = draw(2, 2, alternates=(1, 6))
    project = file.project
    before = (dict(project.labels(1)), dict(project.labels(2)), dict(project.categories))
    file.do(delete_category(project, project.categories[1], [1, 2], project.categories[20]))
    assert 1 not in project.categories
    assert (project.labels(1)[own.id].category_id, project.labels(1)[own.id].state) == (20, "unknown")
    assert project.labels(2)[other.id].alternates == (6,)
    file.undo()
    assert (dict(project.labels(1)), dict(project.labels(2)), dict(project.categories)) == before


def test_deleting_can_take_the_labels_along(file: ProjectFile, draw: Draw) -> None:
    draw(1, 1)
    kept = draw(1, 2)
    file.do(delete_category(file.project, file.project.categories[1], [1], None))
    assert list(file.project.labels(1)) == [kept.id]


def test_the_last_category_stays(file: ProjectFile) -> None:
    project = file.project
    for category in list(project.categories.values())[1:]:
        file.do(delete_category(project, category, [], None))
    with pytest.raises(BasewatchError, match="only category"):
        delete_category(project, project.categories[1], [], None)


def test_a_renamed_attribute_takes_its_values_along(file: ProjectFile, draw: Draw) -> None:
    category = file.project.categories[1]
    named = replace(category, attributes=(Attribute("height", "number"), Attribute("livery")))
    file.do(replaced("edit categories", [(category, named)]))
    label = draw(1, 1, values={"height": 3.0, "livery": "grey"})
    foreign = draw(1, 2, values={"height": 4.0})
    file.do(rename_attribute(file.project, named, "height", "tail height", [1]))
    labels = file.project.labels(1)
    assert labels[label.id].values == {"tail height": 3.0, "livery": "grey"}
    assert labels[foreign.id].values == {"height": 4.0}
    assert [each.name for each in file.project.categories[1].attributes] == ["tail height", "livery"]


def test_a_list_is_merged_by_name_and_by_shipped_id(file: ProjectFile) -> None:
    project = file.project
    file.do(rename_category(project, project.categories[2], "Il-76MD"))
    file.do(added("edit categories", [Category(100, "tug", key="")]))
    incoming = [
        replace(project.categories[1], length_m=68.96),
        replace(project.categories[2], name="Il-76"),
        Category(100, "crane", key="1"),
        Category(101, "Tug", supercategory="vehicle"),
        project.categories[3],
    ]
    found = merge_categories(project, incoming, file)
    assert found.changed == {"An-124": ("length_m",), "Il-76MD": ("name",), "tug": ("name", "supercategory")}
    assert (found.new, found.same, found.keys_lost) == (("crane",), 1, ("crane",))
    file.do(found.edit)
    assert project.categories[1].length_m == 68.96
    assert project.categories[2].name == "Il-76"
    assert (project.categories[100].name, project.categories[100].supercategory) == ("Tug", "vehicle")
    (crane,) = [category for category in project.categories.values() if category.name == "crane"]
    assert crane.id > 100
    assert crane.key == ""
    assert not merge_categories(project, [crane, project.categories[100]], file).edit.changes


def test_a_list_with_a_name_twice_is_refused(file: ProjectFile) -> None:
    with pytest.raises(BasewatchError, match="twice"):
        merge_categories(file.project, [Category(200, "tug"), Category(201, "Tug")], file)
