"""The display of frames: looks, stretch, bands, matching dates."""

from collections.abc import Iterator
from functools import partial

from basewatch_gui.widgets.image import image_commands as commands
from basewatch_gui.widgets.image.image_panel import ImagePanel
from basewatch_gui.widgets.texts import frame_title
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.action_tip import ActionTip
from basewatch_gui.widgets.workbench.capability import Capability, Notice, translate_notice
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="natural", menu=Menu.IMAGE, text=translate("Natural colour"),
            help=translate("Show red, green and blue as they are."), keys=("Alt+1",),
            run=lambda workspace: commands.choose_look(workspace, "natural"),
        ),
        Action(
            name="infrared", menu=Menu.IMAGE, text=translate("Colour infrared"),
            help=translate("Show near infrared, red and green: plants become red."), keys=("Alt+2",),
            run=lambda workspace: commands.choose_look(workspace, "infrared"),
        ),
        Action(
            name="grey", menu=Menu.IMAGE, text=translate("Grey"),
            help=translate("Show one band in grey, the panchromatic one where there is one."), keys=("Alt+3",),
            run=lambda workspace: commands.choose_look(workspace, "pan", "grey"),
        ),
        Action(
            name="next_look", menu=Menu.IMAGE, text=translate("Next look"),
            help=translate("Step through the looks that the frame's bands allow."), icon="look", keys=("J",),
            run=commands.choose_next_look,
        ),
        Action(
            name="stretch_to_view", menu=Menu.IMAGE, text=translate("Stretch to view"),
            help=translate("Take the limits of dark and bright from what the pane shows now."), icon="stretch-view",
            keys=("G",), separator=True, run=commands.stretch_to_view,
        ),
        Action(
            name="reset_stretch", menu=Menu.IMAGE, text=translate("Reset look"),
            help=translate("Show the frame as when it came in."), icon="reset-look", keys=("Shift+G",),
            run=lambda workspace: workspace.session.looks.reset(commands.active_frame(workspace)),
        ),
        Action(
            name="invert", menu=Menu.IMAGE, text=translate("Invert"),
            help=translate("Show the dark bright and the bright dark."), icon="invert", keys=("Ctrl+I",),
            run=commands.toggle_inverted, checked=commands.is_inverted,
        ),
        Action(
            name="lock_stretch", menu=Menu.IMAGE, text=translate("Lock stretch over dates"),
            help=translate("Show all dates of the same kind with this look and the same limits."), keys=("Shift+L",),
            separator=True, run=_toggle_lock, checked=lambda workspace: workspace.session.looks.locked,
        ),
        Action(
            name="match_other", menu=Menu.IMAGE, text=translate("Match to other pane"),
            help=translate("Show this frame as bright as the one in the next pane."), keys=("Shift+J",),
            run=commands.match_next_pane,
        ),
        Action(
            name="match_all", menu=Menu.IMAGE, text=translate("Match all dates to this one"),
            help=translate("Show every frame as bright as this one."), keys=("Ctrl+Shift+J",),
            run=lambda workspace: workspace.session.looks.match_all(commands.active_frame(workspace)),
        ),
    )  # fmt: skip


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="image", title=translate_title("Image"), slot=Slot.LOWER, order=1,
            panel=lambda workspace: ImagePanel(workspace.session),
        ),
    )  # fmt: skip


def _toggle_lock(workspace: Workspace) -> None:
    looks = workspace.session.looks
    looks.set_locked(not looks.locked, commands.active_frame(workspace))


def _open(workspace: Workspace) -> None:
    shell, grid, looks, panel = workspace.shell, workspace.grid, workspace.session.looks, workspace.panel(ImagePanel)

    def show_frame(*_: object) -> None:
        panel.set_frame(grid.active.frame_id)

    panel.view_asked.connect(lambda: shell.run("stretch_to_view"))
    panel.failed.connect(shell.show_error)
    ActionTip(panel.invert, shell.action("invert"))
    ActionTip(panel.lock, shell.action("lock_stretch"))
    for signal in (grid.active_changed, grid.shown_changed):
        signal.connect(show_frame)
    for signal in (looks.changed, looks.lock_changed):
        signal.connect(workspace.refresh_actions)


def _notices(workspace: Workspace) -> Iterator[Notice]:
    session = workspace.session
    for frame_id in workspace.grid.shown_frames:
        frame = session.project.frames.get(frame_id)
        changes = _look_changes(workspace, frame_id) if frame is not None else []
        if frame is not None and changes:
            text = translate_notice("{name} is shown {changes}.")
            text = text.format(name=frame_title(frame), changes=", ".join(changes))
            yield Notice(text, translate_notice("Reset look"), partial(session.looks.reset, frame_id))


def _look_changes(workspace: Workspace, frame_id: int) -> list[str]:
    """Return texts for the ways in which a frame's look differs from its initial one."""
    look = workspace.session.looks.look(frame_id)
    parts = {
        translate_notice("inverted"): look.invert,
        translate_notice("with gamma {gamma:g}").format(gamma=look.gamma): look.gamma != 1.0,
        translate_notice("with limits set by hand"): look.mode == "manual",
        translate_notice("as bright as another date"): look.mode == "matched",
        translate_notice("in other bands or colours"): bool(look.bands) or look.colour_map != "grey",
    }
    return [text for text, holds in parts.items() if holds]


IMAGE = Capability(name="image", actions=_actions, docks=_docks, open=_open, notices=_notices)
