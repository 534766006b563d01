"""What the actions on tools and outlines do."""

from typing import TYPE_CHECKING

from basewatch_gui.session.labelling.operations import merge_selected, simplify_selected
from basewatch_gui.tools.registry import tool_records
from basewatch_gui.widgets.window.commands.parts import workspace_of
from basewatch_gui.widgets.window.places import assisting

if TYPE_CHECKING:
    from basewatch_gui.widgets.pane.grid import PaneGrid
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""
    return {
        "merge": lambda _: merge_selected(workspace_of(window).session),
        "simplify": lambda _: _simplify(window),
        "find_category": lambda _: _find_category(window),
        "type_card": lambda _: _toggle_card(window),
        "edit_categories": lambda _: _edit_categories(window),
        **{tool.name: _take(window, tool.name) for tool in tool_records()},
        **assisting.commands(window),
    }


def delete_lit_vertex(window: "MainWindow") -> bool:
    """Take the vertex under the pointer from its polygon; whether there was one."""
    host = workspace_of(window).host
    lit = host.preview.lit_handle if host.preview is not None else None
    if lit is None or lit.kind != "vertex":
        return False
    host.send_key(lambda tool, context: tool.delete(context))
    return True


def flip_drawn(window: "MainWindow") -> bool:
    """Swap nose and tail of what is being drawn; whether something is."""
    host = workspace_of(window).host
    if host.tool is None or not host.tool.record.draws or not host.busy:
        return False
    host.send_key(lambda tool, context: tool.flip(context))
    return True


def _take(window: "MainWindow", name: str) -> "Command":
    def take(_checked: bool) -> None:
        workspace_of(window).take_tool(name)

    return take


def _simplify(window: "MainWindow") -> None:
    done = simplify_selected(workspace_of(window).session)
    text = window.tr("{before} points became {after}; the outline moved by no more than {tolerance:g} px.")
    window.say(text.format(before=done.before, after=done.after, tolerance=done.tolerance_px))


def follow_naming(window: "MainWindow", grid: "PaneGrid") -> None:
    """Have the docks that name and describe labels follow the panes, and say what goes wrong in them."""
    docks = window.docks
    assert docks.categories is not None
    assert docks.inspector is not None
    assert docks.card is not None
    card = docks.card

    def go_to_pane() -> None:
        grid.active.setFocus()

    docks.inspector.left.connect(go_to_pane)
    docks.categories.failed.connect(window.complain)
    docks.categories.card_asked.connect(lambda: window.run("type_card"))
    for signal in (grid.active_changed, grid.shown_changed):
        signal.connect(lambda *_: card.show_frame(grid.active.frame_id))


def _edit_categories(window: "MainWindow") -> None:
    if window.docks.categories is not None:
        window.docks.categories.edit()


def _toggle_card(window: "MainWindow") -> None:
    """Bring the card to the front; where it is there already, bring the categories back."""
    docks = window.docks
    in_sight = docks.card is not None and not docks.card.visibleRegion().isEmpty()
    shown = docks.docks["categories" if in_sight else "card"]
    shown.show()
    shown.raise_()


def _find_category(window: "MainWindow") -> None:
    dock = window.docks.docks["categories"]
    dock.show()
    dock.raise_()
    if window.docks.categories is not None:
        window.docks.categories.focus_filter()
