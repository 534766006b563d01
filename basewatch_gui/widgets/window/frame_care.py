"""Looks after the files of frames: asks for those that are gone, warns of those that are not the same any more."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from basewatch_gui.model.frame import Frame
from basewatch_gui.session.frame_files import FileState, find_moved, likely_folders, moved_edit, state_of
from basewatch_gui.session.session import Session

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow

Found = list[tuple[int, FileState, Path | None]]


class FrameCare(QObject):
    """Checks every frame's file once when the project is opened."""

    def __init__(self, window: "MainWindow", session: Session) -> None:
        super().__init__(session)
        self._window = window
        self._session = session

    def check(self) -> None:
        """Look in the background whether all files are there and the same; then say so, or ask."""
        frames = [(frame, self._session.frame_path(key)) for key, frame in self._session.project.frames.items()]
        folders = likely_folders(self._session.file)
        if frames:
            self._session.jobs.run(
                self.tr("Looking for frames"),
                lambda progress: _look(frames, folders, progress),
                self._take,
                self._window.complain,
            )

    def locate(self, frame_id: int) -> None:
        """Ask where the frame's file is now."""
        frame = self._session.project.frames[frame_id]
        title = self.tr("Where is {name}?").format(name=frame.name)
        name, _ = QFileDialog.getOpenFileName(self._window, title, str(self._session.file.path.parent))
        if name:
            self.place(frame_id, Path(name))

    def place(self, frame_id: int, path: Path) -> None:
        """Take this file for the frame; one that differs from the labelled one is taken only when asked again."""
        frame = self._session.project.frames[frame_id]
        if state_of(path, frame) == "ready":
            self._move(frame, path)
            return
        sentence = self.tr("{name} is not the file that was labelled: its content differs. Labels may not fit it.")
        self._window.say(
            sentence.format(name=path.name),
            [(self.tr("Use it anyway"), lambda: self._move(frame, path))],
            severity="warning",
        )

    def _move(self, frame: Frame, path: Path) -> None:
        if self._session.file.read_only:
            self._window.say(self._session.file.read_only_reason, severity="warning")
            return
        self._window.attempt(lambda: self._session.do(moved_edit(self._session.file, frame, path)))
        self._set_state(frame.id, "ready")
        self._session.open_frame(frame.id)

    def _take(self, found: Found) -> None:
        for frame_id, state, place in found:
            frame = self._session.project.frames.get(frame_id)
            if frame is None or self._window.session is not self._session:
                continue
            self._set_state(frame_id, state)
            if state == "missing" and place is not None and not self._session.file.read_only:
                self._move(frame, place)
                self._window.say(self.tr("{name} was moved; it was found in {folder}.").format(
                    name=frame.name, folder=place.parent))  # fmt: skip
            elif state == "missing":
                self._ask(
                    frame_id, self.tr("{name} is not where it was: {path}").format(name=frame.name, path=frame.path)
                )
            elif state == "changed":
                self._ask(frame_id, self.tr("{name} has changed since it was labelled.").format(name=frame.name))

    def _ask(self, frame_id: int, sentence: str) -> None:
        self._window.say(sentence, [(self.tr("Locate…"), lambda: self.locate(frame_id))], severity="warning")

    def _set_state(self, frame_id: int, state: FileState) -> None:
        if self._window.docks.frames is not None:
            self._window.docks.frames.set_state(frame_id, state)
        frame = self._session.project.frames[frame_id]
        notices = {
            "missing": self.tr("{name} is not where it was.\nRight-click it in Frames to say where it is."),
            "ready": "",
            "changed": "",
        }
        if self._window.workspace is not None:
            self._window.workspace.set_notice(frame_id, notices[state].format(name=frame.name))


def _look(frames: list[tuple[Frame, Path]], folders: list[Path], say: Callable[[float], None]) -> Found:
    found: Found = []
    for number, (frame, path) in enumerate(frames):
        say(number / len(frames))
        state = state_of(path, frame)
        found.append((frame.id, state, find_moved(frame, folders) if state == "missing" else None))
    return found
