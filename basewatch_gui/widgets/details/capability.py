"""The details of one frame: where each value came from, and changing it by hand."""

from basewatch_gui.widgets.details.details_panel import DetailsPanel
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.workspace import Workspace


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="details", title=translate_title("Details"), slot=Slot.UPPER, order=2,
            panel=lambda workspace: DetailsPanel(workspace.session),
        ),
    )  # fmt: skip


def _open(workspace: Workspace) -> None:
    grid, panel = workspace.grid, workspace.panel(DetailsPanel)
    panel.failed.connect(workspace.shell.show_error)
    workspace.frame_picked.connect(panel.show_frame)
    workspace.details_asked.connect(lambda frame_id: _show_details(workspace, frame_id))
    for signal in (grid.active_changed, grid.shown_changed):
        signal.connect(lambda *_: panel.show_frame(grid.active.frame_id))


def _show_details(workspace: Workspace, frame_id: int) -> None:
    """Bring a frame's details to the front, ready to write its time."""
    panel = workspace.panel(DetailsPanel)
    panel.show_frame(frame_id)
    workspace.show_panel(DetailsPanel)
    panel.focus_first()


DETAILS = Capability(name="details", docks=_docks, open=_open)
