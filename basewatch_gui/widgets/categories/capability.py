"""Categories: the list to choose from, the type card, the editor, and the keys 1 to 9."""

from functools import partial

from PySide6.QtCore import QCoreApplication

from basewatch_gui.widgets.categories.categories_panel import CategoriesPanel
from basewatch_gui.widgets.categories.held_stamp import CategoryKeys
from basewatch_gui.widgets.categories.type_card_panel import TypeCardPanel
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability, HeldKey, PaletteEntry
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="find_category", menu=Menu.TOOLS, text=translate("Find category"),
            help=translate("Type a category's name; Enter takes it, Ctrl+Enter gives it to the selected labels."),
            icon="search", keys=("/",), separator=True,
            run=lambda workspace: workspace.show_panel(CategoriesPanel).focus_filter(),
        ),
        Action(
            name="type_card", menu=Menu.TOOLS, text=translate("Type card"),
            help=translate("Show the category as the frame would: its silhouette, size, cues and look-alikes."),
            icon="type-card", keys=("Shift+T",), run=_toggle_card,
        ),
        Action(
            name="edit_categories", menu=Menu.TOOLS, text=translate("Edit categories…"),
            help=translate(
                "Add, rename, recolour, reorder or delete categories, and set their sizes, keys and attributes."
            ),
            icon="edit-categories", keys=("Ctrl+Shift+K",),
            run=lambda workspace: workspace.panel(CategoriesPanel).open_editor(),
        ),
    )  # fmt: skip


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="categories", title=translate_title("Categories"), slot=Slot.UPPER, order=0,
            panel=lambda workspace: CategoriesPanel(workspace.session),
        ),
        Dock(
            name="card", title=translate_title("Type card"), slot=Slot.UPPER, order=3,
            panel=lambda workspace: TypeCardPanel(workspace.session),
        ),
    )  # fmt: skip


def _held_keys() -> tuple[HeldKey, ...]:
    return tuple(
        HeldKey(key, partial(_press_category_key, key), partial(_release_category_key, key), everywhere=True)
        for key in "123456789"
    )


def _press_category_key(key: str, workspace: Workspace) -> None:
    workspace.parts.get(CategoryKeys).press(key)


def _release_category_key(key: str, workspace: Workspace) -> None:
    workspace.parts.get(CategoryKeys).release(key)


def _toggle_card(workspace: Workspace) -> None:
    """Bring the type card to the front, or the categories if the card is in front already."""
    seen = workspace.shell.is_dock_seen(workspace.panel(TypeCardPanel))
    workspace.shell.show_dock(workspace.panel(CategoriesPanel if seen else TypeCardPanel))


def _open(workspace: Workspace) -> None:
    shell, grid = workspace.shell, workspace.grid
    panel, card = workspace.panel(CategoriesPanel), workspace.panel(TypeCardPanel)
    workspace.parts.add(CategoryKeys(workspace))
    panel.failed.connect(shell.show_error)
    panel.card_asked.connect(lambda: shell.run("type_card"))
    grid.shown_changed.connect(lambda: panel.set_frames(grid.shown_frames))
    for signal in (grid.active_changed, grid.shown_changed):
        signal.connect(lambda *_: card.set_frame(grid.active.frame_id))


def _entries(workspace: Workspace) -> list[PaletteEntry]:
    kind = QCoreApplication.translate("Palette", "Category")
    return [
        PaletteEntry(
            f"category {each.id}", each.name, kind, each.key, partial(_draw_category, workspace, each.id, each.tool)
        )
        for each in workspace.session.project.categories_in_order
    ]


def _draw_category(workspace: Workspace, category_id: int, tool: str) -> None:
    workspace.session.choose_category(category_id)
    workspace.take_tool(tool)


CATEGORIES = Capability(
    name="categories", actions=_actions, docks=_docks, held_keys=_held_keys, open=_open, entries=_entries
)
