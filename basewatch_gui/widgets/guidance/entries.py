"""What the command palette finds: actions, categories, frames and bookmarks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from basewatch_gui.widgets.guidance.finding import fitness
from basewatch_gui.widgets.texts import frame_title
from basewatch_gui.widgets.window.actions.table import rows
from basewatch_gui.widgets.window.places.suggesting import ON_CURRENT, ON_SUGGESTIONS
from basewatch_gui.widgets.window.places.walking import WALKING
from basewatch_gui.widgets.window.workspace import ON_SELECTION

if TYPE_CHECKING:
    from basewatch_gui.widgets.guidance.keys.in_force import Keys
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette: its name in memory, text, kind, keys, what it does, and whether it can be done now.

    `reason` says why it can't, where that is known; `more` are words that find it too.
    """

    name: str
    text: str
    kind: str
    keys: str
    deed: Callable[[], object]
    is_on: bool = True
    reason: str = ""
    more: str = ""


def entries(window: "MainWindow", keys: "Keys") -> list[Entry]:
    """All entries, actions in the order of the menus first."""
    found = list(_actions(window, keys))
    if window.workspace is not None:
        found += _things(window.workspace)
    return found


def found(query: str, among: Iterable[Entry], recent: Sequence[str]) -> list[Entry]:
    """The entries that fit the letters, the best first; of equal ones those that can be done, then the recent."""
    age = {name: at for at, name in enumerate(recent)}
    ranked = []
    for at, entry in enumerate(among):
        fit = fitness(query, entry.text)
        if fit is None and entry.more:
            elsewhere = fitness(query, entry.more)
            fit = 5 if elsewhere is not None and elsewhere <= 2 else None
        if fit is not None:
            ranked.append((fit, not entry.is_on, age.get(entry.name, len(recent)), at, entry))
    ranked.sort(key=lambda each: each[:4])
    return [entry for *_, entry in ranked]


def reason(window: "MainWindow", name: str) -> str:
    """Why an action that is off can't be carried out; '' where that is not known."""
    if window.workspace is None:
        return _tr("Open a project first")
    reasons = {
        (*ON_SELECTION, "delete"): _tr("Select a label first"),
        WALKING: _tr("Walk the grid first"),
        (*ON_CURRENT, *ON_SUGGESTIONS): _tr("No suggestion here"),
        ("undo", "redo"): _tr("Nothing to take back") if name == "undo" else _tr("Nothing was taken back"),
    }
    return next((text for names, text in reasons.items() if name in names), "")


def _actions(window: "MainWindow", keys: "Keys") -> Iterator[Entry]:
    if window.workspace is not None:
        window.workspace.name_steps()
    for row in rows():
        action = window.actions_by_name[row.name]
        is_on = action.isEnabled()
        yield Entry(
            row.name,
            action.text().replace("&", ""),
            row.menu.replace("&", ""),
            keys.text(row.name),
            action.trigger,
            is_on,
            "" if is_on else reason(window, row.name),
            row.help,
        )


def _things(workspace: "Workspace") -> Iterator[Entry]:
    session, grid = workspace.session, workspace.grid

    def take(category_id: int, tool: str) -> None:
        session.choose_category(category_id)
        workspace.take_tool(tool)

    for category in session.project.categories_in_order:
        yield Entry(
            f"category {category.id}",
            category.name,
            _tr("Category"),
            category.key,
            lambda category=category: take(category.id, category.tool),  # type: ignore[misc]
        )
    for frame in workspace.frames_in_time():
        yield Entry(
            f"frame {frame.id}",
            frame_title(frame) if frame_title(frame) == frame.name else f"{frame_title(frame)}  {frame.name}",
            _tr("Frame"),
            "",
            lambda frame=frame: workspace.show_in_pane(frame.id, grid.active.index),  # type: ignore[misc]
        )
    for at, bookmark in enumerate(session.places.bookmarks):
        yield Entry(
            f"bookmark {bookmark.name}",
            bookmark.name,
            _tr("Bookmark"),
            "",
            lambda at=at: session.places.go_to_bookmark(at, grid.active.index),  # type: ignore[misc]
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)
