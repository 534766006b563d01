"""Adds frames to the project: examines files on a worker thread, asks where there is a choice, adds the chosen ones."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import combinations
from pathlib import Path

from PySide6.QtCore import QObject

from basewatch_gui.imagery.scenes.files import full_path, is_folder
from basewatch_gui.imagery.scenes.grouping import may_be_joined
from basewatch_gui.imagery.scenes.search import SceneSearch, describe_joined_frame, find_scenes
from basewatch_gui.model.edits.frames import add_frames
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.frames.frame_files import adopt_frame, refuse_far_frames
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.projects.opening_dialog import Choice, OpeningDialog
from basewatch_gui.widgets.workbench.shell import Shell

MAX_SHOWN_FAULTS = 3
"""Number of faulty files that are shown one by one; of the others their number is."""

MAX_COMPARED_FRAMES = 60
"""Number of selected files that are compared in pairs, to find some that may be joined."""


class FrameOpening(QObject):
    """Opens files and folders as frames; faulty files are reported without stopping the others."""

    def __init__(self, shell: Shell, create: Callable[[str], None], ask_scale: Callable[[list[Frame]], None]) -> None:
        """Take `create(name)`, which starts a project, and `ask_scale(frames)`, for added frames without scale."""
        super().__init__(shell.widget)
        self._shell = shell
        self._create = create
        self._ask_scale = ask_scale

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Examine files and folders, then add their frames; without a project, create one named after the first.

        Nothing is added if another project was opened meanwhile.
        """
        session = self._shell.session
        named = list(dict.fromkeys(map(full_path, paths)))
        is_listed = any(map(is_folder, named))
        self._shell.jobs.run(
            self.tr("Opening frames"),
            lambda progress: find_scenes(named, progress),
            lambda findings: self._shell.attempt(lambda: self._on_found(session, findings, is_listed=is_listed)),
            self._shell.show_error,
        )

    def _on_found(self, asked: Session | None, findings: SceneSearch, *, is_listed: bool) -> None:
        if self._shell.session is not asked:
            return
        if findings.scenes and _needs_asking(findings, is_listed=is_listed):
            dialog = OpeningDialog(findings, self._shell.widget)
            dialog.chosen.connect(lambda choices: self._open_choices(asked, choices))
            dialog.open()
            return
        if findings.scenes:
            self._add_frames(asked, [scene.members[0].frame for scene in findings.scenes])
        self._show_faults(findings.faults)

    def _show_faults(self, faults: Sequence[BasewatchError]) -> None:
        """Show the faults of the first files, and how many more there are."""
        for fault in faults[:MAX_SHOWN_FAULTS]:
            self._shell.show_error(fault)
        if len(faults) > MAX_SHOWN_FAULTS:
            text = self.tr("{count} more files could not be opened.").format(count=len(faults) - MAX_SHOWN_FAULTS)
            self._shell.show_message(text, severity="error")

    def _open_choices(self, asked: Session | None, choices: list[Choice]) -> None:
        """Open one frame per choice on a worker thread, joined of its images; report those that can't be joined."""
        self._shell.jobs.run(
            self.tr("Opening frames"),
            lambda progress: _join_choices(choices, progress),
            lambda made: self._shell.attempt(lambda: self._on_joined(asked, made)),
            self._shell.show_error,
        )

    def _on_joined(self, asked: Session | None, made: "tuple[list[Frame], list[BasewatchError]]") -> None:
        frames, faults = made
        if frames:
            self._add_frames(asked, frames)
        self._show_faults(faults)

    def _add_frames(self, asked: Session | None, frames: list[Frame], *, far_is_fine: bool = False) -> None:
        """Add frames to the project that was open when they were asked for, or for None to a new one.

        Frames far from the project's others are refused with a button to add them, unless `far_is_fine`.
        """
        if self._shell.session is not asked:
            return
        stored = set() if asked is None else {_file_key(asked, frame) for frame in asked.project.frames.values()}
        fresh = [frame for frame in frames if (Path(frame.path), frame.image) not in stored]
        if not fresh:
            self._shell.show_message(self.tr("The project has these frames already."))
            return
        try:
            if not far_is_fine:
                refuse_far_frames(None if asked is None else asked.project.plane, fresh)
        except BasewatchError as fault:
            add = self.tr("Add it anyway")
            take = partial(self._add_frames, asked, fresh, far_is_fine=True)
            self._shell.show_error(fault, [(add, lambda: self._shell.attempt(take))], "warning")
            return
        if asked is None:
            self._create(f"{datetime.now().astimezone():%Y-%m-%d %H%M%S} {Path(fresh[0].name).stem[:60]}")
        session = self._shell.session
        assert session is not None
        added = [adopt_frame(session.file, frame) for frame in fresh]
        session.do(add_frames(added))
        self._ask_scale([frame for frame in added if not session.project.ground_map(frame.id).has_scale])


def _needs_asking(findings: SceneSearch, *, is_listed: bool) -> bool:
    """Return True if the user has a choice: among a folder's files, a file's images, or what to join."""
    scenes = findings.scenes
    if is_listed and len(scenes) + len(findings.faults) > 1:
        return True
    if any(len(scene.members) > 1 or scene.members[0].is_one_of_several for scene in scenes):
        return True
    frames = [scene.members[0].frame for scene in scenes]
    return any(may_be_joined(one, other) for one, other in combinations(frames[:MAX_COMPARED_FRAMES], 2))


def _join_choices(choices: list[Choice], report: Callable[[float], None]) -> tuple[list[Frame], list[BasewatchError]]:
    """Return one frame per choice, and the faults of those that can't be joined; runs on a worker thread."""
    frames: list[Frame] = []
    faults: list[BasewatchError] = []
    for number, choice in enumerate(choices):
        report(number / len(choices))
        try:
            frames.append(describe_joined_frame(choice))
        except BasewatchError as fault:
            faults.append(fault)
    return frames, faults


def _file_key(session: Session, frame: Frame) -> tuple[Path, int]:
    """Return what identifies a frame's image: path and number of the image in the file."""
    return (session.file.frame_path(frame).resolve(), frame.image)
