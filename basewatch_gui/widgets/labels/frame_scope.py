"""Which frames' labels the table shows: those in the panes, or all as far as memory allows."""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from basewatch_gui.model.edit import Edit
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.session import Session

MOST_LABELS = 100_000
"""Frames are added while they have no more labels together; labels that are shown are held in memory."""
SLICE_S = 0.008
"""So long the window is kept from other things at a time while labels are read."""


class FrameScope(QObject):
    """The frames of the table; `changed` when they are others. Labels of further frames are read little by little."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[int, ...] = ()
        self._further: list[int] = []
        self._waiting: list[int] = []
        self._labels = 0
        self.all_frames = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._read_some)
        session.edited.connect(self._on_edited)

    @property
    def frames(self) -> tuple[int, ...]:
        """The frames whose labels are shown: those in the panes first. A pane may still show one that was undone."""
        held = self._session.project.frames
        return tuple(key for key in dict.fromkeys((*self._shown, *self._further)) if key in held)

    @property
    def is_reading(self) -> bool:
        """Whether labels are still being read."""
        return self._timer.isActive()

    @property
    def left_out(self) -> int:
        """How many frames are not shown though all were asked for."""
        return len(self._waiting) if self.all_frames and not self.is_reading else 0

    def set_shown(self, frame_ids: Sequence[int]) -> None:
        """Set which frames the panes show."""
        self._shown = tuple(dict.fromkeys(frame_ids))
        self.changed.emit()

    def set_all(self, all_frames: bool) -> None:
        """Show all frames, or those in the panes alone."""
        self.all_frames = all_frames
        self._begin()

    def _begin(self) -> None:
        self._timer.stop()
        self._further = []
        self._waiting = []
        if self.all_frames:
            shown = set(self._shown)
            self._waiting = [frame.id for frame in self._session.project.frames_in_time if frame.id not in shown]
            self._labels = sum(self._session.file.label_count(key) for key in self._shown)
            self._timer.start()
        self.changed.emit()

    def _read_some(self) -> None:
        end = perf_counter() + SLICE_S
        project = self._session.project
        while self._waiting and perf_counter() < end:
            frame_id = self._waiting[0]
            if self._labels + self._session.file.label_count(frame_id) > MOST_LABELS:
                break
            del self._waiting[0]
            if frame_id in project.frames:
                self._labels += len(project.labels(frame_id))
                self._further.append(frame_id)
        else:
            if self._waiting:
                return
        self._timer.stop()
        self.changed.emit()

    def _on_edited(self, edit: Edit) -> None:
        if any(change.before is None or change.after is None for change in edit.changes_of(Frame)):
            held = self._session.project.frames
            self._shown = tuple(key for key in self._shown if key in held)
            self._begin()
