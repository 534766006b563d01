"""Brings frames into the project: looks at the files in the background, asks where needed, adds what was chosen."""

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
from basewatch_gui.widgets.projects.dialog import Choice, OpeningDialog
from basewatch_gui.widgets.workbench.shell import Shell

MAX_SHOWN = 3
"""So many faults of files are shown one by one."""

MAX_COMPARED = 60
"""So many files of a selection are compared with each other."""


class Opening(QObject):
    """Opens files and folders as frames; files that are none are reported and stop no others."""

    def __init__(self, shell: Shell, create: Callable[[str], None], ask_scale: Callable[[list[Frame]], None]) -> None:
        """Take `create(name)`, which starts a project of that name, and `ask_scale(frames)` for frames just added."""
        super().__init__(shell.widget)
        self._shell = shell
        self._create = create
        self._ask_scale = ask_scale

    def add(self, paths: Sequence[Path]) -> None:
        """Look at files and folders, then add their frames; without a project, start one named after the first."""
        session = self._shell.session
        named = list(dict.fromkeys(map(full_path, paths)))
        is_listed = any(map(is_folder, named))
        self._shell.jobs.run(
            self.tr("Opening frames"),
            lambda progress: find_scenes(named, progress),
            lambda findings: self._shell.attempt(lambda: self._found(session, findings, is_listed=is_listed)),
            self._shell.show_error,
        )

    def _found(self, asked: Session | None, findings: SceneSearch, *, is_listed: bool) -> None:
        if self._shell.session is not asked:
            return
        if findings.scenes and _needs_asking(findings, is_listed=is_listed):
            dialog = OpeningDialog(findings, self._shell.widget)
            dialog.chosen.connect(lambda choices: self._join(asked, choices))
            dialog.open()
            return
        if findings.scenes:
            self._take(asked, [scene.members[0].frame for scene in findings.scenes])
        self._show_faults(findings.faults)

    def _show_faults(self, faults: Sequence[BasewatchError]) -> None:
        """Show which files are no frames: the first ones, and how many more there are."""
        for fault in faults[:MAX_SHOWN]:
            self._shell.show_error(fault)
        if len(faults) > MAX_SHOWN:
            text = self.tr("{count} more files could not be opened.").format(count=len(faults) - MAX_SHOWN)
            self._shell.show_message(text, severity="error")

    def _join(self, asked: Session | None, choices: list[Choice]) -> None:
        """Open what was chosen, files that become one frame together; those that can't be joined are reported."""
        self._shell.jobs.run(
            self.tr("Opening frames"),
            lambda progress: _joined(choices, progress),
            lambda made: self._shell.attempt(lambda: self._take_joined(asked, made)),
            self._shell.show_error,
        )

    def _take_joined(self, asked: Session | None, made: "tuple[list[Frame], list[BasewatchError]]") -> None:
        frames, faults = made
        if frames:
            self._take(asked, frames)
        self._show_faults(faults)

    def _take(self, asked: Session | None, frames: list[Frame], *, far_is_fine: bool = False) -> None:
        """Add frames to the project that was open when they were asked for, or to a new one."""
        if self._shell.session is not asked:
            return
        known = set() if asked is None else {_key(asked, frame) for frame in asked.project.frames.values()}
        fresh = [frame for frame in frames if (Path(frame.path), frame.image) not in known]
        if not fresh:
            self._shell.show_message(self.tr("The project has these frames already."))
            return
        try:
            if not far_is_fine:
                refuse_far_frames(None if asked is None else asked.project.plane, fresh)
        except BasewatchError as fault:
            add = self.tr("Add it anyway")
            take = partial(self._take, asked, fresh, far_is_fine=True)
            self._shell.show_error(fault, [(add, lambda: self._shell.attempt(take))], "warning")
            return
        if asked is None:
            self._create(f"{datetime.now().astimezone():%Y-%m-%d %H%M%S} {Path(fresh[0].name).stem[:60]}")
        session = self._shell.session
        assert session is not None
        added = [adopt_frame(session.file, frame) for frame in fresh]
        session.do(add_frames(added))
        self._ask_scale([frame for frame in added if frame.plane is None and frame.gsd_m is None])


def _needs_asking(findings: SceneSearch, *, is_listed: bool) -> bool:
    """Whether there is a choice: of a folder's files, of a file's images, or of what belongs together."""
    scenes = findings.scenes
    if is_listed and len(scenes) + len(findings.faults) > 1:
        return True
    if any(len(scene.members) > 1 or scene.members[0].is_one_of_several for scene in scenes):
        return True
    frames = [scene.members[0].frame for scene in scenes]
    return any(may_be_joined(one, other) for one, other in combinations(frames[:MAX_COMPARED], 2))


def _joined(choices: list[Choice], report: Callable[[float], None]) -> tuple[list[Frame], list[BasewatchError]]:
    """The frames that were chosen, and the faults of those that can't be joined."""
    frames: list[Frame] = []
    faults: list[BasewatchError] = []
    for number, choice in enumerate(choices):
        report(number / len(choices))
        try:
            frames.append(describe_joined_frame(choice))
        except BasewatchError as fault:
            faults.append(fault)
    return frames, faults


def _key(session: Session, frame: Frame) -> tuple[Path, int]:
    return (session.file.frame_path(frame).resolve(), frame.image)
