"""Going to places: view history, the go-to line, bookmarks, and copying the place under the pointer."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from basewatch_gui.geometry.coordinates import CoordinateError
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.widgets.places.bookmarks_window import BookmarksDialog
from basewatch_gui.widgets.places.go_to_line import GoToLine, coordinate_sentence
from basewatch_gui.widgets.places.named_place import Form, go_to, place_text
from basewatch_gui.widgets.texts import sentence
from basewatch_gui.widgets.workbench.action import Action, Bar, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability, PaletteEntry
from basewatch_gui.widgets.workbench.workspace import Workspace

COPIED_MS = 5000
"""So long the status bar shows what was copied."""


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="back", menu=Menu.GO, text=translate("Back"), help=translate("Look from the place before."),
            icon="back", keys=("Alt+Left",), bar=Bar.PANES, run=lambda workspace: workspace.session.places.back(),
        ),
        Action(
            name="forward", menu=Menu.GO, text=translate("Forward"),
            help=translate("Look from the place that was gone back from."), icon="forward", keys=("Alt+Right",),
            bar=Bar.PANES, run=lambda workspace: workspace.session.places.forward(),
        ),
        Action(
            name="go_to", menu=Menu.GO, text=translate("Go to…"),
            help=translate("Go to a latitude and longitude, an MGRS reference or a pixel."), icon="go-to",
            keys=("Ctrl+G",), run=lambda workspace: workspace.parts.get(GoToLine).open(),
        ),
        Action(
            name="add_bookmark", menu=Menu.GO, text=translate("Add bookmark"),
            help=translate("Keep what the active pane looks at under a name."), icon="bookmark", keys=("Ctrl+B",),
            separator=True, run=_add_bookmark,
        ),
        Action(
            name="bookmarks", menu=Menu.GO, text=translate("Bookmarks…"),
            help=translate("Go to a bookmark, rename or delete it."), keys=("Ctrl+Shift+B",), run=_show_bookmarks,
        ),
        Action(
            name="copy_latlon", menu=Menu.GO, text=translate("Copy lat, lon"),
            help=translate("Copy the latitude and longitude under the pointer."), keys=("Ctrl+Shift+C",),
            separator=True, run=partial(_copy_place, form="latlon"),
        ),
        Action(
            name="copy_lonlat", menu=Menu.GO, text=translate("Copy lon, lat"),
            help=translate("Copy the longitude and latitude under the pointer."),
            run=partial(_copy_place, form="lonlat"),
        ),
        Action(
            name="copy_mgrs", menu=Menu.GO, text=translate("Copy MGRS"),
            help=translate("Copy the MGRS reference under the pointer, to 10 m."),
            run=partial(_copy_place, form="mgrs"),
        ),
        Action(
            name="copy_pixel", menu=Menu.GO, text=translate("Copy pixel"),
            help=translate("Copy the place under the pointer in pixels of its frame."),
            run=partial(_copy_place, form="pixel"),
        ),
    )  # fmt: skip


def _open(workspace: Workspace) -> None:
    line = workspace.parts.add(GoToLine(workspace.grid))
    line.asked.connect(partial(_go_to, workspace, line))
    line.left.connect(workspace.focus_pane)


def _go_to(workspace: Workspace, line: GoToLine, text: str) -> None:
    """Go to the place that the text names; what is wrong with it is shown under the line, which stays."""
    try:
        go_to(text, workspace.session, workspace.grid)
    except CoordinateError as fault:
        line.show_fault(coordinate_sentence(fault))
    except BasewatchError as fault:
        line.show_fault(sentence(fault))
    else:
        line.leave()


def _add_bookmark(workspace: Workspace) -> None:
    shell, places, tr = workspace.shell, workspace.session.places, workspace.shell.widget.tr
    taken = {mark.name for mark in places.bookmarks}
    names = (tr("Place {number}").format(number=number) for number in range(1, len(taken) + 2))
    made = places.add_bookmark(next(name for name in names if name not in taken), workspace.grid.active.index)
    at = len(places.bookmarks) - 1

    def rename() -> None:
        if shell.session is workspace.session and at < len(places.bookmarks):
            _show_bookmarks(workspace).choose(at)

    shell.show_message(tr("Kept as “{name}”.").format(name=made.name), [(tr("Rename"), rename)])


def _show_bookmarks(workspace: Workspace) -> BookmarksDialog:
    """Show the window of bookmarks, the one that is open if there is one, and return it."""
    dialog = workspace.grid.findChild(BookmarksDialog) or BookmarksDialog(workspace)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog


def _copy_place(workspace: Workspace, form: Form) -> None:
    text = place_text(form, workspace.session, workspace.grid)
    QGuiApplication.clipboard().setText(text)
    workspace.shell.show_status(workspace.shell.widget.tr("Copied {text}").format(text=text), COPIED_MS)


def _entries(workspace: Workspace) -> list[PaletteEntry]:
    places, kind = workspace.session.places, QCoreApplication.translate("Palette", "Bookmark")

    def go(at: int) -> None:
        places.go_to_bookmark(at, workspace.grid.active.index)

    return [
        PaletteEntry(f"bookmark {mark.name}", mark.name, kind, "", partial(go, at))
        for at, mark in enumerate(places.bookmarks)
    ]


PLACES = Capability(name="places", actions=_actions, open=_open, entries=_entries)
