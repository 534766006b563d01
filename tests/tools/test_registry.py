import pytest

from basewatch_gui.model.category import LABEL_TOOLS
from basewatch_gui.model.resources import resource_folder
from basewatch_gui.tools.hand import HAND
from basewatch_gui.tools.record import ToolRecord
from basewatch_gui.tools.registry import TOOLS, tool_bar_names, tool_records


def test_every_tool_has_a_name_and_keys_of_its_own() -> None:
    names = [record.name for record in tool_records()]
    keys = [key for record in tool_records() for key in record.keys]
    assert names == list(dict.fromkeys(names))
    assert keys == list(dict.fromkeys(keys))
    assert {HAND.name, *TOOLS} == set(names)


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_begins_idle_with_a_hint(name: str) -> None:
    tool = TOOLS[name]()
    assert tool.record.name == name
    assert tool.hint
    assert not tool.busy


@pytest.mark.parametrize("record", tool_records(), ids=lambda record: record.name)
def test_every_tool_has_an_icon_and_a_help_page(record: ToolRecord) -> None:
    assert (resource_folder() / "icons" / f"{record.icon}.svg").is_file()
    assert (resource_folder() / "help" / f"{record.name}.md").is_file()
    assert record.help.endswith(".")


def test_the_tools_of_the_tool_bar_stand_by_rank() -> None:
    ranks = {record.name: record.tool_bar_rank for record in tool_records()}
    assert [ranks[name] for name in tool_bar_names()] == sorted(rank for rank in ranks.values() if rank)


def test_a_category_s_own_tool_is_one_that_its_form_offers() -> None:
    offered = [record for record in tool_records() if record.category_text]
    assert tuple(record.name for record in offered) == LABEL_TOOLS
    assert all(record.draws for record in offered)
