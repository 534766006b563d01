"""Looks after the files of frames: asks for those that are gone, warns of those that are not the same any more."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.frames.frame_files import (
    FileState,
    file_state,
    find_moved_file,
    folders_to_search,
    relocate_frame,
)
from basewatch_gui.widgets.frames.frames_panel import FramesPanel
from basewatch_gui.widgets.texts import sentence
from basewatch_gui.widgets.workbench.workspace import Workspace

Found = list[tuple[int, FileState, Path | None]]


class FrameCare(QObject):
    """Checks every frame's file once when the project is opened."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._shell = workspace.shell
        self._session = workspace.session
        self._is_looking = False
        self._missing: set[int] = set()
        workspace.opened.connect(self.check)
        self._session.tiles.failed.connect(self._show_tile_fault)

    def knows(self, frame_id: int) -> bool:
        """Whether the user has been told, or will be at once, that the frame's file is gone."""
        is_gone = self._is_looking and not self._session.frame_path(frame_id).is_file()
        return is_gone or frame_id in self._missing

    def notice(self, frame_id: int) -> str:
        """What a pane says in the place of a frame whose file is gone; empty for others."""
        if not self.knows(frame_id):
            return ""
        text = self.tr("{name} is not where it was.\nRight-click it in Frames to say where it is.")
        return text.format(name=self._session.project.frames[frame_id].name)

    def check(self) -> None:
        """Look in the background whether all files are there and the same; then say so, or ask."""
        frames = [(frame, self._session.frame_path(key)) for key, frame in self._session.project.frames.items()]
        folders = folders_to_search(self._session.file)
        if frames:
            self._is_looking = True
            self._session.jobs.run(
                self.tr("Looking for frames"),
                lambda progress: _look(frames, folders, progress),
                self._handle_states,
                self._shell.show_error,
            )

    def locate(self, frame_id: int) -> None:
        """Ask where the frame's file is now."""
        frame = self._held(frame_id)
        if frame is None:
            return
        title = self.tr("Where is {name}?").format(name=frame.name)
        name, _ = QFileDialog.getOpenFileName(self._shell.widget, title, str(self._session.file.path.parent))
        if name:
            self.place(frame_id, Path(name))

    def place(self, frame_id: int, path: Path) -> None:
        """Take this file for the frame; one that differs from the labelled one is taken only when asked again."""
        frame = self._held(frame_id)
        if frame is None:
            return
        if file_state(path, frame) == "ready":
            self._move(frame_id, path)
            return
        sentence = self.tr("{name} is not the file that was labelled: its content differs. Labels may not fit it.")
        self._shell.show_message(
            sentence.format(name=path.name),
            [(self.tr("Use it anyway"), lambda: self._move(frame_id, path))],
            severity="warning",
        )

    def _held(self, frame_id: int) -> Frame | None:
        """The frame as it stands; None once it or its project is gone: a message may be answered late."""
        return self._session.project.frames.get(frame_id) if self._shell.session is self._session else None

    def _move(self, frame_id: int, path: Path) -> bool:
        frame = self._held(frame_id)
        if frame is None:
            return False
        try:
            self._session.do(relocate_frame(self._session.file, frame, path))
        except BasewatchError as fault:
            self._shell.show_error(fault)
            return False
        self._set_state(frame_id, "ready")
        return True

    def _handle_states(self, found: Found) -> None:
        self._is_looking = False
        for frame_id, state, place in found:
            frame = self._held(frame_id)
            if frame is None:
                continue
            self._set_state(frame_id, state)
            if state == "missing" and place is not None and not self._session.file.read_only:
                if self._move(frame_id, place):
                    found_in = self.tr("{name} was moved; it was found in {folder}.")
                    self._shell.show_message(found_in.format(name=frame.name, folder=place.parent))
            elif state == "missing":
                gone = self.tr("{name} is not where it was: {path}")
                self._ask_to_locate(frame_id, gone.format(name=frame.name, path=frame.path))
            elif state == "changed":
                self._ask_to_locate(
                    frame_id, self.tr("{name} has changed since it was labelled.").format(name=frame.name)
                )

    def _ask_to_locate(self, frame_id: int, sentence: str) -> None:
        self._shell.show_message(sentence, [(self.tr("Locate…"), lambda: self.locate(frame_id))], severity="warning")

    def _set_state(self, frame_id: int, state: FileState) -> None:
        was_missing = frame_id in self._missing
        (self._missing.add if state == "missing" else self._missing.discard)(frame_id)
        self._workspace.panel(FramesPanel).set_state(frame_id, state)
        if was_missing or state == "missing":
            self._show_notice(frame_id, self.notice(frame_id))

    def _show_tile_fault(self, frame_id: int, fault: BasewatchError) -> None:
        """Show in the panes why a frame can't be read; that its file is gone was shown already."""
        if frame_id not in self._session.project.frames:
            return
        if self._session.tiles.frame(frame_id) is None:
            self._show_notice(frame_id, self.notice(frame_id) or sentence(fault))
        if not self.knows(frame_id):
            self._shell.show_error(fault)

    def _show_notice(self, frame_id: int, text: str) -> None:
        """Show in the panes of the frame why there is no picture."""
        grid = self._workspace.grid
        for pane in grid.panes:
            if pane.frame_id == frame_id:
                pane.notice = text
        grid.refresh()


def _look(frames: list[tuple[Frame, Path]], folders: list[Path], report: Callable[[float], None]) -> Found:
    found: Found = []
    for number, (frame, path) in enumerate(frames):
        report(number / len(frames))
        state = file_state(path, frame)
        found.append((frame.id, state, find_moved_file(frame, folders) if state == "missing" else None))
    return found
