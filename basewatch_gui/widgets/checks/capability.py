"""Checks: findings on the labels of the shown frames."""

from functools import partial

from basewatch_gui.checks.finding import Finding
from basewatch_gui.widgets.checks.checks_panel import ChecksPanel, title_with_count
from basewatch_gui.widgets.pane.into_view import centre_on_place
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="next_finding", menu=Menu.REVIEW, text=translate("Next finding"),
            help=translate("Go to the next thing that the checks found."), icon="checks", keys=("F8",), separator=True,
            run=lambda workspace: workspace.panel(ChecksPanel).step_finding(1),
        ),
        Action(
            name="previous_finding", menu=Menu.REVIEW, text=translate("Previous finding"),
            help=translate("Go to the thing before that the checks found."), keys=("Shift+F8",),
            run=lambda workspace: workspace.panel(ChecksPanel).step_finding(-1),
        ),
        Action(
            name="checks_panel", menu=Menu.REVIEW, text=translate("Checks panel"),
            help=translate("Show what the checks found."), run=lambda workspace: workspace.show_panel(ChecksPanel),
        ),
    )  # fmt: skip


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="checks", title=translate_title("Checks"), slot=Slot.MIDDLE, order=2,
            panel=lambda workspace: ChecksPanel(workspace.session),
        ),
    )  # fmt: skip


def _open(workspace: Workspace) -> None:
    shell, grid, panel = workspace.shell, workspace.grid, workspace.panel(ChecksPanel)
    checking = workspace.session.checking

    def watch_shown_frames(*_: object) -> None:
        checking.watch(grid.shown_frames)

    def show_count(count: int) -> None:
        shell.set_dock_title(panel, title_with_count(translate_title("Checks"), count))

    panel.failed.connect(shell.show_error)
    panel.go_to.connect(partial(show_finding, workspace))
    panel.counted.connect(show_count)
    for signal in (grid.shown_changed, grid.active_changed, workspace.session.edited):
        signal.connect(watch_shown_frames)
    panel.refresh_findings()
    watch_shown_frames()


def show_finding(workspace: Workspace, finding: Finding) -> None:
    """Centre the active pane on a finding and select its labels, if it has any.

    Labels deleted since the check are left out, as the checks run after the edits on a worker thread.
    """
    session = workspace.session
    centre_on_place(session, workspace.grid, finding.frame_id, finding.at_px)
    if finding.label_ids and finding.frame_id in session.project.frames:
        held = session.project.labels(finding.frame_id)
        session.select(finding.frame_id, [key for key in finding.label_ids if key in held])


CHECKS = Capability(name="checks", actions=_actions, docks=_docks, open=_open)
