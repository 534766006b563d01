"""All actions in one table: menus, tool bar, tooltips and help are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from basewatch_gui.widgets.icons import icon

TOOL_GROUP = "tool"


@dataclass(frozen=True, slots=True)
class Row:
    """One action: its name in code, menu, text, icon, shortcuts and what it does in one sentence.

    `group` names an exclusive group; `checkable` ones say whether they are on.
    """

    name: str
    menu: str
    text: str
    help: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    checkable: bool = False
    group: str = ""
    needs_project: bool = True
    separator: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


@cache
def rows() -> tuple[Row, ...]:
    """The table, in the order of the menus."""
    return (*_project_rows(), *_edit_rows(), *_tool_rows(), *_view_rows(), *_help_rows())


def _project_rows() -> tuple[Row, ...]:
    project = _tr("&Project")
    return (
        Row("new_project", project, _tr("New project…"), _tr("Start an empty project in a file of its own."),
            "new-project", ("Ctrl+N",), needs_project=False),
        Row("open_project", project, _tr("Open project…"), _tr("Open a .basewatch file."),
            "open-project", ("Ctrl+Shift+O",), needs_project=False),
        Row("open_demo", project, _tr("Open the demo"), _tr("Open the synthetic air base on two dates."),
            needs_project=False),
        Row("open_frames", project, _tr("Open frames…"), _tr("Add satellite frames to the project."),
            "open-frames", ("Ctrl+O",), needs_project=False, separator=True),
        Row("import_coco", project, _tr("Import COCO…"), _tr("Add the labels of a COCO file that BaseWatch wrote."),
            "import", separator=True),
        Row("export_coco", project, _tr("Export COCO…"), _tr("Write all labels as COCO JSON."),
            "export", ("Ctrl+Shift+E",)),
        Row("save_copy", project, _tr("Save a copy…"),
            _tr("Write a copy of the project. Your work itself is always saved.")),
        Row("quit", project, _tr("Quit"), _tr("Close BaseWatch. Everything is saved already."),
            keys=("Ctrl+Q",), needs_project=False, separator=True),
    )  # fmt: skip


def _edit_rows() -> tuple[Row, ...]:
    edit = _tr("&Edit")
    return (
        Row("undo", edit, _tr("Undo"), _tr("Take the last change back."), "undo", ("Ctrl+Z",)),
        Row("redo", edit, _tr("Redo"), _tr("Do again what was taken back."), "redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
        Row("delete", edit, _tr("Delete"), _tr("Delete the selected labels."), "delete", ("Delete",), separator=True),
        Row("select_all", edit, _tr("Select all"),
            _tr("Select all labels of the active pane's frame."), keys=("Ctrl+A",)),
        Row("edit_label", edit, _tr("Edit label"), _tr("Go to the selected label's attributes."), keys=("Ctrl+E",)),
        Row("occluded", edit, _tr("Occluded"), _tr("Step through none, partly and mostly occluded."), keys=("X",)),
        Row("turn_left", edit, _tr("Turn left 1°"), _tr("Turn the selected labels anticlockwise."), keys=(",",),
            separator=True),
        Row("turn_right", edit, _tr("Turn right 1°"), _tr("Turn the selected labels clockwise."), keys=("Shift+,",)),
        Row("flip", edit, _tr("Flip heading"), _tr("Swap nose and tail of the selected labels."), keys=("Shift+F",)),
    )  # fmt: skip


def _tool_rows() -> tuple[Row, ...]:
    tool = _tr("&Tools")
    return (
        Row("select", tool, _tr("Select"), _tr("Select, move, reshape and turn labels."), "select", ("V", "Ctrl+J"),
            True, TOOL_GROUP),
        Row("oriented_box", tool, _tr("Oriented box"),
            _tr("Draw by nose, tail and wing tip."), "oriented-box", ("O",),
            True, TOOL_GROUP),
        Row("box", tool, _tr("Box"), _tr("Draw a level box by two corners."), "box", ("R",), True, TOOL_GROUP),
        Row("polygon", tool, _tr("Polygon"),
            _tr("Draw an outline point by point."), "polygon", ("P",), True, TOOL_GROUP),
        Row("point", tool, _tr("Point"), _tr("Mark a place."), "point", (".",), True, TOOL_GROUP),
        Row("hand", tool, _tr("Hand"), _tr("Drag to pan; Ctrl+drag nudges this frame only."), "hand", ("H",),
            True, TOOL_GROUP),
        Row("find_category", tool, _tr("Find category"),
            _tr("Type a category's name; Enter takes it."), "search", ("/",),
            separator=True),
    )  # fmt: skip


def _view_rows() -> tuple[Row, ...]:
    view = _tr("&View")
    return (
        Row("fit", view, _tr("Fit"),
            _tr("Show the whole frame of the active pane."), "fit", ("F",)),
        Row("one_to_one", view, _tr("1:1"),
            _tr("Show one frame pixel as one screen pixel."), "one-to-one", ("Ctrl+0",)),
        Row("zoom_in", view, _tr("Zoom in"), _tr("Look closer; the wheel does it at the pointer."), "zoom-in",
            ("Ctrl++", "Ctrl+=")),
        Row("zoom_out", view, _tr("Zoom out"), _tr("Look from further away."), "zoom-out", ("Ctrl+-",)),
        Row("lock", view, _tr("Lock panes"),
            _tr("Have all panes pan and zoom together on the ground."), "lock", ("L",),
            True, separator=True),
        Row("hide_labels", view, _tr("Hide labels"), _tr("Show the bare picture; hold T to do so for a moment."),
            "labels-hidden", ("Ctrl+H",), True),
        Row("rotate_left", view, _tr("Rotate view left"), _tr("Turn the view by 15° anticlockwise."), "rotate-left",
            ("[",), separator=True),
        Row("rotate_right", view, _tr("Rotate view right"),
            _tr("Turn the view by 15° clockwise."), "rotate-right", ("]",)),
        Row("north_up", view, _tr("North up"), _tr("Have north at the top again."), "north", ("N",)),
        Row("next_frame", view, _tr("Next frame"), _tr("Show the next frame in the active pane."), keys=("D",),
            separator=True),
        Row("previous_frame", view, _tr("Previous frame"),
            _tr("Show the previous frame in the active pane."), keys=("A",)),
        Row("theme", view, _tr("Dark or light"), _tr("Switch between the dark and the light look."), "theme",
            needs_project=False, separator=True),
        Row("reset_layout", view, _tr("Reset layout"),
            _tr("Bring all docks back to their places."), needs_project=False),
    )  # fmt: skip


def _help_rows() -> tuple[Row, ...]:
    help_menu = _tr("&Help")
    return (
        Row("shortcuts", help_menu, _tr("Keys"), _tr("Show every action with its key."), "info", ("F1",),
            needs_project=False),
        Row("about", help_menu, _tr("About BaseWatch"), _tr("Show version and licence."), needs_project=False),
    )  # fmt: skip


TOOLBAR: tuple[str, ...] = (
    "open_frames", "export_coco", "", "undo", "redo", "", "select", "oriented_box", "box", "polygon", "point", "hand",
    "", "fit", "one_to_one", "lock", "hide_labels", "north_up",
)  # fmt: skip


def make_actions(parent: QWidget, run: Callable[[str, bool], None]) -> dict[str, QAction]:
    """The actions by name; `run(name, checked)` carries one out."""
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for row in rows():
        action = QAction(row.text, parent)
        if row.icon:
            action.setIcon(icon(row.icon))
        action.setShortcuts([QKeySequence(key) for key in row.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(row.checkable)
        keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        action.setToolTip(f"{row.text.rstrip('…')} ({keys})\n{row.help}" if keys else f"{row.text}\n{row.help}")
        action.setStatusTip(row.help)
        if row.group:
            groups.setdefault(row.group, QActionGroup(parent)).addAction(action)
        action.triggered.connect(lambda checked, name=row.name: run(name, checked))
        actions[row.name] = action
    return actions


def category_keys(parent: QWidget, choose: Callable[[str], None]) -> None:
    """Shortcuts for the keys 1 to 9, each choosing the category that has it."""
    for key in "123456789":
        action = QAction(parent)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked, key=key: choose(key))
        parent.addAction(action)
