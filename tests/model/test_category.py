"""The shipped categories, and how a category list is read."""

import re

import pytest

from basewatch_gui.model.category import FIRST_USER_ID, cue_group, parse_categories, parse_cue_groups
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.resources import resource_folder, resource_text, shipped_categories

NAMES = {
    1: "An-124",
    2: "Il-76",
    3: "An-32",
    4: "An-72",
    5: "Ka-52",
    6: "other transport aircraft",
    7: "other combat aircraft",
    8: "other helicopter",
    20: "S-400 launcher",
    21: "S-400 engagement radar",
    22: "S-400 acquisition radar",
    23: "S-400 all-altitude radar",
    24: "S-400 command post",
    25: "S-400 antenna mast",
    26: "S-400 transporter-loader",
    27: "S-400 support vehicle",
    28: "S-300/400 family, unresolved",
}
SIZES = {
    1: (69.1, 73.3, "V"),
    2: (46.59, 50.50, "V"),
    3: (23.7, 29.2, "U"),
    4: (28.07, 31.89, "V"),
    5: (14.2, 14.5, "U"),
    20: (13.11, 3.15, "V"),
    21: (13.8, 3.1, "U"),
}
AIRCRAFT_STATES = (
    "in service",
    "nose open",
    "ramp open",
    "loading",
    "being dismantled",
    "parts only",
    "wreck",
    "unknown",
)
COMPONENT_STATES = ("deployed", "travelling", "packed for transport", "being dismantled", "parts only", "unknown")


def test_ids_and_names_are_fixed() -> None:
    assert {category.id: category.name for category in shipped_categories()} == NAMES
    assert all(category.id < FIRST_USER_ID for category in shipped_categories())


def test_supercategories() -> None:
    groups = {category.id: category.supercategory for category in shipped_categories()}
    assert {groups[key] for key in (1, 2, 3, 4, 6)} == {"transport aircraft"}
    assert groups[7] == "combat aircraft"
    assert {groups[key] for key in (5, 8)} == {"helicopter"}
    assert {groups[key] for key in groups if key >= 20} == {"air-defence component"}


def test_sizes_have_a_mark_and_a_source() -> None:
    known = {c.id: (c.length_m, c.span_m, c.mark) for c in shipped_categories() if c.length_m is not None}
    assert known == SIZES
    for category in shipped_categories():
        assert (category.length_m is None) == (category.span_m is None)
        assert bool(category.mark) == bool(category.source)
        if category.length_m is not None:
            assert category.source


def test_colour_and_dash_tell_every_two_apart() -> None:
    categories = shipped_categories()
    assert len({(category.colour, category.dash) for category in categories}) == len(categories)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", category.colour) for category in categories)


def test_colours_are_light_enough_for_a_dark_casing() -> None:
    for category in shipped_categories():
        red, green, blue = (int(category.colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        luminance = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
        assert luminance > 0.2, category.name


def test_the_nine_keys_go_to_the_most_used() -> None:
    keys = {category.key: category.id for category in shipped_categories() if category.key}
    assert keys == {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 20, "7": 21, "8": 24, "9": 28}


def test_states_are_those_of_the_kind() -> None:
    for category in shipped_categories():
        assert category.states == (COMPONENT_STATES if category.id >= 20 else AIRCRAFT_STATES), category.name


def test_silhouettes_are_there() -> None:
    for category in shipped_categories():
        if category.silhouette:
            assert (resource_folder() / "silhouettes" / f"{category.silhouette}.svg").is_file()
    assert {c.id for c in shipped_categories() if c.silhouette} >= {1, 2, 3, 4, 5, 6, 20, 21, 22, 24, 27}


def test_each_has_cues() -> None:
    assert all(len(set(category.cues)) == len(category.cues) >= 3 for category in shipped_categories())


def test_a_list_of_ones_own_is_read() -> None:
    text = (
        '[states]\nship = ["afloat", "sunk"]\n[[category]]\nid = 100\nname = "tug"\nstates = "ship"\ncues = ["wake"]\n'
    )
    (tug,) = parse_categories(text)
    assert (tug.id, tug.name, tug.states, tug.cues) == (100, "tug", ("afloat", "sunk"), ("wake",))


@pytest.mark.parametrize("text", ["[[category]\n", '[[category]]\nid = 1\nname = "x"\nwings = 2\n'])
def test_a_broken_list_is_a_sentence(text: str) -> None:
    with pytest.raises(BasewatchError, match="can't be read"):
        parse_categories(text)


def test_cues_are_grouped_by_their_first_telling_word() -> None:
    groups = parse_cue_groups(resource_text("categories.toml"))
    assert list(groups) == ["wings", "engines", "fuselage", "tail"]
    told = {
        "high wing, swept outer panels": "wings",
        "two turbofans on top of the wing at the fuselage": "engines",
        "nose raised": "fuselage",
        "low tailplane, no T-tail": "tail",
        "long bullet ahead of the fin": "tail",
        "launcher tubes, 2 x 2": "",
    }
    assert {cue: cue_group(cue, groups) for cue in told} == told


def test_look_alikes_have_what_is_known_of_them() -> None:
    alike = {category.id: category.look_alikes for category in shipped_categories()}
    (an_26,) = [other for other in alike[3] if other.name == "An-26"]
    assert (an_26.length_m, an_26.span_m, an_26.mark) == (23.8, 29.2, "V")
    assert "size does not tell" in an_26.difference
    for others in alike.values():
        for other in others:
            assert other.difference or other.length_m or other.span_m, other.name
            assert other.mark in ("V", "U", "")
            assert bool(other.mark) == bool(other.length_m or other.span_m), other.name
