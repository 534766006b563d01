"""What the actions on measuring do."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.widgets.pane.layers.figure_text import METRES_IN
from basewatch_gui.widgets.pane.layers.preview_text import copied_text
from basewatch_gui.widgets.window.commands.parts import workspace_of

if TYPE_CHECKING:
    from basewatch_gui.session.settings import Settings
    from basewatch_gui.widgets.pane.tool_host import ToolHost
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""
    return {
        "length_unit": lambda _: _take_next_unit(window),
        "copy_measurement": lambda _: _copy(workspace_of(window).host),
    }


def keep_unit(settings: "Settings", host: "ToolHost") -> None:
    """Have a tool host measure in the unit that the user chose last."""
    host.unit = settings.length_unit if settings.length_unit in METRES_IN else "m"


def _take_next_unit(window: "MainWindow") -> None:
    host, units = workspace_of(window).host, list(METRES_IN)
    host.unit = units[(units.index(host.unit) + 1) % len(units)]
    window.settings.length_unit = host.unit
    host.preview_changed.emit()
    names = {
        "m": window.tr("Lengths are measured in metres."),
        "km": window.tr("Lengths are measured in kilometres."),
        "ft": window.tr("Lengths are measured in feet."),
        "NM": window.tr("Lengths are measured in nautical miles."),
    }
    window.say(names[host.unit])


def _copy(host: "ToolHost") -> None:
    text = copied_text(host.preview, host.unit)
    if not text:
        raise BasewatchError("Nothing is measured yet: take the tool Measure and click two points.")
    QGuiApplication.clipboard().setText(text)
