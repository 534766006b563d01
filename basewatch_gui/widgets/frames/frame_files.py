"""Checks the files of frames: finds or asks for missing ones, warns of changed ones."""

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

FoundFiles = list[tuple[int, FileState, Path | None]]
"""Frame id, state of its file, and where a missing file was found."""


class FrameFiles(QObject):
    """Checks the files of all frames when the project is opened, and relocates missing ones."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._shell = workspace.shell
        self._session = workspace.session
        self._is_checking = False
        self._missing: set[int] = set()
        workspace.opened.connect(self.check_all)
        self._session.tiles.failed.connect(self._show_tile_fault)

    def is_missing(self, frame_id: int) -> bool:
        """Return True if the frame's file is missing, so far as was found; while the check runs, looks itself."""
        is_gone = self._is_checking and not self._session.frame_path(frame_id).is_file()
        return is_gone or frame_id in self._missing

    def missing_text(self, frame_id: int) -> str:
        """Return what a pane shows in place of a frame whose file is missing; "" for other frames."""
        if not self.is_missing(frame_id):
            return ""
        text = self.tr("{name} is not where it was.\nRight-click it in Frames to say where it is.")
        return text.format(name=self._session.project.frames[frame_id].name)

    def check_all(self) -> None:
        """Check on a worker thread whether all files exist unchanged; afterwards relocate them or ask."""
        frames = [(frame, self._session.frame_path(key)) for key, frame in self._session.project.frames.items()]
        folders = folders_to_search(self._session.file)
        if frames:
            self._is_checking = True
            self._session.jobs.run(
                self.tr("Looking for frames"),
                lambda progress: _check_files(frames, folders, progress),
                self._on_checked,
                self._shell.show_error,
            )

    def ask_location(self, frame_id: int) -> None:
        """Ask in a file dialog where the frame's file is now, and use the answer."""
        frame = self._current_frame(frame_id)
        if frame is None:
            return
        title = self.tr("Where is {name}?").format(name=frame.name)
        name, _ = QFileDialog.getOpenFileName(self._shell.widget, title, str(self._session.file.path.parent))
        if name:
            self.use_file(frame_id, Path(name))

    def use_file(self, frame_id: int, path: Path) -> None:
        """Use this file for the frame; if its content differs from the labelled one, ask first."""
        frame = self._current_frame(frame_id)
        if frame is None:
            return
        if file_state(path, frame) == "ready":
            self._relocate(frame_id, path)
            return
        sentence = self.tr("{name} is not the file that was labelled: its content differs. Labels may not fit it.")
        self._shell.show_message(
            sentence.format(name=path.name),
            [(self.tr("Use it anyway"), lambda: self._relocate(frame_id, path))],
            severity="warning",
        )

    def _current_frame(self, frame_id: int) -> Frame | None:
        """Return the frame's current state; None if it or its project is gone, as messages may be answered late."""
        return self._session.project.frames.get(frame_id) if self._shell.session is self._session else None

    def _relocate(self, frame_id: int, path: Path) -> bool:
        """Store a new path of the frame; return True if that was done, else show the fault."""
        frame = self._current_frame(frame_id)
        if frame is None:
            return False
        try:
            self._session.do(relocate_frame(self._session.file, frame, path))
        except BasewatchError as fault:
            self._shell.show_error(fault)
            return False
        self._set_state(frame_id, "ready")
        return True

    def _on_checked(self, found: FoundFiles) -> None:
        self._is_checking = False
        for frame_id, state, place in found:
            frame = self._current_frame(frame_id)
            if frame is None:
                continue
            self._set_state(frame_id, state)
            if state == "missing" and place is not None and not self._session.file.read_only:
                if self._relocate(frame_id, place):
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
        self._shell.show_message(
            sentence, [(self.tr("Locate…"), lambda: self.ask_location(frame_id))], severity="warning"
        )

    def _set_state(self, frame_id: int, state: FileState) -> None:
        was_missing = frame_id in self._missing
        (self._missing.add if state == "missing" else self._missing.discard)(frame_id)
        self._workspace.panel(FramesPanel).set_state(frame_id, state)
        if was_missing or state == "missing":
            self._show_in_panes(frame_id, self.missing_text(frame_id))

    def _show_tile_fault(self, frame_id: int, fault: BasewatchError) -> None:
        """Show why a frame can't be read; of a missing file that was shown already."""
        if frame_id not in self._session.project.frames:
            return
        if self._session.tiles.frame(frame_id) is None:
            self._show_in_panes(frame_id, self.missing_text(frame_id) or sentence(fault))
        if not self.is_missing(frame_id):
            self._shell.show_error(fault)

    def _show_in_panes(self, frame_id: int, text: str) -> None:
        """Show in the panes of a frame why there is no picture."""
        grid = self._workspace.grid
        for pane in grid.panes:
            if pane.frame_id == frame_id:
                pane.notice = text
        grid.refresh()


def _check_files(frames: list[tuple[Frame, Path]], folders: list[Path], report: Callable[[float], None]) -> FoundFiles:
    """Return the state of each file, and where missing ones are found in `folders`; runs on a worker thread."""
    found: FoundFiles = []
    for number, (frame, path) in enumerate(frames):
        report(number / len(frames))
        state = file_state(path, frame)
        found.append((frame.id, state, find_moved_file(frame, folders) if state == "missing" else None))
    return found
