"""Measuring lengths, areas and heights: the tools, the unit, and copying what was measured."""

from PySide6.QtGui import QGuiApplication

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.widgets.pane.layers.figure_text import METRES_IN
from basewatch_gui.widgets.pane.layers.preview_text import copied_text
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.tool_actions import tool_actions
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    return (
        *tool_actions("measure", Menu.TOOLS),
        Action(
            name="length_unit", menu=Menu.TOOLS, text=translate("Next unit of length"),
            help=translate("Measure in metres, kilometres, feet or nautical miles, in turn."), keys=("Shift+U",),
            run=_take_next_unit,
        ),
        Action(
            name="copy_measurement", menu=Menu.TOOLS, text=translate("Copy measurement"),
            help=translate(
                "Copy the figures of what was measured last; Copy does it while a measuring tool is in the hand."
            ),
            run=_copy,
        ),
    )  # fmt: skip


def _open(workspace: Workspace) -> None:
    """Measure in the unit that the user chose last."""
    unit = workspace.shell.settings.length_unit
    workspace.host.unit = unit if unit in METRES_IN else "m"


def _take_next_unit(workspace: Workspace) -> None:
    host, shell, units = workspace.host, workspace.shell, list(METRES_IN)
    host.unit = units[(units.index(host.unit) + 1) % len(units)]
    shell.settings.length_unit = host.unit
    host.preview_changed.emit()
    tr = shell.widget.tr
    texts = {
        "m": tr("Lengths are measured in metres."),
        "km": tr("Lengths are measured in kilometres."),
        "ft": tr("Lengths are measured in feet."),
        "NM": tr("Lengths are measured in nautical miles."),
    }
    shell.show_message(texts[host.unit])


def _copy(workspace: Workspace) -> None:
    text = copied_text(workspace.host.preview, workspace.host.unit)
    if not text:
        raise BasewatchError("Nothing is measured yet: take the tool Measure and click two points.")
    QGuiApplication.clipboard().setText(text)


MEASURE = Capability(name="measure", actions=_actions, open=_open)
