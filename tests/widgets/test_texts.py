import ast
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from basewatch_gui import tools
from basewatch_gui.model.category import IDENTIFICATIONS, OCCLUSIONS
from basewatch_gui.model.edit import Action
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.tools.size_advice import Advice
from basewatch_gui.widgets import texts
from basewatch_gui.widgets.window.actions import records_of
from basewatch_gui.widgets.window.capabilities import CAPABILITIES

FRAME = Frame(1, "a/b.tif", "1", 10, 10, 1, "uint8", "EPSG:32637", (1.0, 0.0, 0.0, 0.0, -1.0, 0.0))


def test_a_fault_is_said_with_its_values() -> None:
    assert texts.sentence(BasewatchError("{name} can't be read.", name="a.tif")) == "a.tif can't be read."


@pytest.mark.parametrize("action", get_args(Action))
def test_every_action_has_a_name(action: str) -> None:
    assert texts.action_name(action)[0].isupper()


def hints() -> list[str]:
    """The hints that are written in the modules of the tools."""
    modules = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(tools.__path__[0]).rglob("*.py")]
    calls = [node for module in modules for node in ast.walk(module) if isinstance(node, ast.Call)]
    marked = [call.args for call in calls if isinstance(call.func, ast.Name) and call.func.id == "translatable"]
    return [ast.literal_eval(text) for context, text in marked if ast.literal_eval(context) == "Hints"]


def test_every_hint_is_written_once_and_names_actions_that_have_keys() -> None:
    assert len(hints()) > 40
    assert len(set(hints())) == len(hints())
    named = {name for hint in hints() for name in re.findall(r"\{(\w+)\}", hint)}
    assert named <= {row.name for row in records_of(CAPABILITIES) if row.keys}


def test_every_value_has_a_name() -> None:
    states = {state for category in shipped_categories() for state in category.states}
    assert {texts.state_name(state) for state in states} == states
    assert [texts.identification_name(value) for value in IDENTIFICATIONS] == list(IDENTIFICATIONS)
    assert [texts.occlusion_name(value) for value in OCCLUSIONS] == list(OCCLUSIONS)
    assert texts.state_name("state of another program") == "state of another program"


@pytest.mark.parametrize(
    ("advice", "text"),
    [
        (Advice("fits", "An-124"), "fits An-124"),
        (Advice("too long", "An-32", 18), "too long for An-32 by 18 %"),
        (Advice("fits", "Il-76", 0, ("Y-20", "A-50")), "fits: Il-76, Y-20, A-50"),
        (Advice("too long", "An-32", 18, ("An-72",)), "too long for An-32 by 18 %; fits: An-72"),
        (Advice("fits", "a", 0, tuple("bcdefg")), "fits: a, b, c, d, e…"),
    ],
)
def test_advice_is_said(advice: Advice, text: str) -> None:
    assert texts.advice_text(advice) == text


def test_times_and_frames_have_short_names() -> None:
    assert texts.time_text("2024-12-13T08:22:11Z") == "2024-12-13 08:22 UTC"
    assert texts.frame_title(FRAME) == "b.tif"
    assert texts.frame_title(replace(FRAME, acquired="2024-12-13T08:22:11Z")) == "2024-12-13 08:22 UTC"


@pytest.mark.parametrize(
    ("crs", "text"),
    [("EPSG:32637", "UTM 37N"), ("EPSG:4326", "WGS 84"), (None, "no georeference"), ("nonsense", "local CRS")],
)
def test_a_crs_has_a_short_name(crs: str | None, text: str) -> None:
    assert texts.crs_short(replace(FRAME, crs_wkt=crs)) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 labels"), (1, "1 label"), (12, "12 labels")])
def test_labels_are_counted(count: int, text: str) -> None:
    assert texts.labels_text(count) == text
    assert texts.frames_text(count) == text.replace("label", "frame")
