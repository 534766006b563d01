"""Frames: their list, stepping through them, and checks of their files."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication

from basewatch_gui.widgets.frames.frame_files import FrameFiles
from basewatch_gui.widgets.frames.frames_panel import FramesPanel
from basewatch_gui.widgets.texts import frame_title
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.action_tip import ActionTip
from basewatch_gui.widgets.workbench.capability import Capability, Notice, PaletteEntry, translate_notice
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.pixel_size import ask_pixel_size
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="next_frame", menu=Menu.VIEW, text=translate("Next frame or cell"),
            help=translate("Show the next frame in the active pane; while a grid is walked, the next cell."),
            keys=("D",), separator=True, run=partial(_step_cell_or_frame, by=1),
        ),
        Action(
            name="previous_frame", menu=Menu.VIEW, text=translate("Previous frame or cell"),
            help=translate("Show the previous frame in the active pane; while a grid is walked, the previous cell."),
            keys=("A",), run=partial(_step_cell_or_frame, by=-1),
        ),
    )  # fmt: skip


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="frames", title=translate_title("Frames"), slot=Slot.UPPER, order=1,
            panel=lambda workspace: FramesPanel(workspace.session),
        ),
    )  # fmt: skip


def _step_cell_or_frame(workspace: Workspace, by: int) -> None:
    """Go `by` cells on while a grid is walked, else show the frame `by` further in time in the active pane."""
    session, active, shell = workspace.session, workspace.grid.active, workspace.shell
    walk = session.labelling_grid.walk
    if walk.is_on:
        if not walk.step(by):
            tr = shell.widget.tr
            shell.show_message(tr("This is the last cell.") if by > 0 else tr("This is the first cell."))
        return
    ids = [frame.id for frame in session.project.frames_in_time]
    if ids:
        place = (ids.index(active.frame_id) + by) % len(ids) if active.frame_id in ids else 0
        workspace.show_frame(ids[place], active.index)


def _open(workspace: Workspace) -> None:
    shell, session, grid, panel = workspace.shell, workspace.session, workspace.grid, workspace.panel(FramesPanel)
    files = workspace.parts.add(FrameFiles(workspace))

    def show_in_pane(frame_id: int, index: int) -> None:
        workspace.show_frame(frame_id, grid.active.index if index < 0 else index)

    def prefer_active(*_: object) -> None:
        session.pyramids.prefer(grid.active.frame_id)

    panel.show_in.connect(show_in_pane)
    panel.locate.connect(files.ask_location)
    panel.pixel_size.connect(lambda frame_id: shell.attempt(lambda: ask_pixel_size(shell, [frame_id])))
    panel.add.connect(lambda: shell.run("open_frames"))
    panel.picked.connect(workspace.frame_picked)
    panel.details.connect(workspace.details_asked)
    panel.failed.connect(shell.show_error)
    ActionTip(panel.add_button, shell.action("open_frames"))
    grid.shown_changed.connect(lambda: panel.set_pane_frames(grid.shown))
    session.pyramids.changed.connect(workspace.refreshed)
    for signal in (grid.active_changed, grid.shown_changed):
        signal.connect(prefer_active)


def _notices(workspace: Workspace) -> Iterator[Notice]:
    shell, session, files = workspace.shell, workspace.session, workspace.parts.get(FrameFiles)
    for frame_id in workspace.grid.shown_frames:
        frame = session.project.frames.get(frame_id)
        if frame is None:
            continue
        name = frame_title(frame)
        if files.is_missing(frame_id):
            text = translate_notice("{name}: the file is not where it was.").format(name=name)
            yield Notice(text, translate_notice("Locate…"), partial(files.ask_location, frame_id))
        if not session.project.ground_map(frame_id).has_scale:
            text = translate_notice("{name} has no scale: nothing on it can be measured, checked or stamped.")
            ask = partial(ask_pixel_size, shell, [frame_id])
            yield Notice(text.format(name=name), translate_notice("Pixel size…"), partial(shell.attempt, ask))
        if frame_id == session.pyramids.making:
            text = translate_notice("{name} is being prepared and slow to read until then: see the bar below.")
            yield Notice(text.format(name=name))
        elif frame_id in session.pyramids.needed:
            text = translate_notice("{name} is not prepared and slow to read.").format(name=name)
            yield Notice(text, translate_notice("Prepare"), partial(session.pyramids.retry, frame_id))


def _entries(workspace: Workspace) -> Iterator[PaletteEntry]:
    kind = QCoreApplication.translate("Palette", "Frame")

    def show_frame(frame_id: int) -> None:
        workspace.show_frame(frame_id, workspace.grid.active.index)

    for frame in workspace.session.project.frames_in_time:
        title = frame_title(frame)
        text = title if title == frame.name else f"{title}  {frame.name}"
        yield PaletteEntry(f"frame {frame.id}", text, kind, "", partial(show_frame, frame.id))


FRAMES = Capability(name="frames", actions=_actions, docks=_docks, open=_open, notices=_notices, entries=_entries)
