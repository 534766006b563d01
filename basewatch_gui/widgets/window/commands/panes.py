"""What the actions on the panes and on their places do."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from basewatch_gui.widgets.pane.layout.stage import LAYOUTS
from basewatch_gui.widgets.window.commands.parts import grid_of, workspace_of
from basewatch_gui.widgets.window.places.bookmarks import BookmarksDialog
from basewatch_gui.widgets.window.places.travel import Form, place_text

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow

SAID_MS = 5000


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""

    def active() -> int:
        return grid_of(window).active.index

    def show_minimap(wanted: bool) -> None:
        grid_of(window).minimap.wanted = wanted
        grid_of(window).refresh()

    def float_pane(apart: bool) -> None:
        stage = grid_of(window).stage
        (stage.float_pane if apart else stage.land)(active())

    return {
        **{name: _layout(window, name) for name in LAYOUTS},
        "maximise_pane": lambda alone: grid_of(window).stage.maximise(active() if alone else None),
        "float_pane": float_pane,
        "minimap": show_minimap,
        "back": lambda _: workspace_of(window).session.places.back(),
        "forward": lambda _: workspace_of(window).session.places.forward(),
        "go_to": lambda _: workspace_of(window).arrangement.line.open(),
        "add_bookmark": lambda _: _add_bookmark(window),
        "bookmarks": lambda _: _show_bookmarks(window),
        **{f"copy_{form}": _copy(window, form) for form in _FORMS},
    }


_FORMS: tuple[Form, ...] = ("latlon", "lonlat", "mgrs", "pixel")


def _layout(window: "MainWindow", name: str) -> "Command":
    return lambda _checked: workspace_of(window).arrangement.choose_layout(name)


def _add_bookmark(window: "MainWindow") -> None:
    workspace = workspace_of(window)
    places, taken = workspace.session.places, {mark.name for mark in workspace.session.places.bookmarks}
    names = (window.tr("Place {number}").format(number=number) for number in range(1, len(taken) + 2))
    made = places.add_bookmark(next(name for name in names if name not in taken), workspace.grid.active.index)
    at = len(places.bookmarks) - 1

    def rename() -> None:
        if window.session is not None and window.session.places is places and at < len(places.bookmarks):
            _show_bookmarks(window).choose(at)

    window.say(window.tr("Kept as “{name}”.").format(name=made.name), [(window.tr("Rename"), rename)])


def _show_bookmarks(window: "MainWindow") -> BookmarksDialog:
    """The window of bookmarks, the one that is open if there is one."""
    workspace = workspace_of(window)
    dialog = workspace.grid.findChild(BookmarksDialog) or BookmarksDialog(window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog


def _copy(window: "MainWindow", form: Form) -> "Command":
    def copy(_checked: bool) -> None:
        workspace = workspace_of(window)
        text = place_text(form, workspace.session, workspace.grid)
        QGuiApplication.clipboard().setText(text)
        window.status.showMessage(window.tr("Copied {text}").format(text=text), SAID_MS)

    return copy
