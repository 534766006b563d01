"""Frames whose labels the table shows: those in the panes, or all as far as memory allows."""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from basewatch_gui.model.edit import Edit
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.session import Session

MAX_TABLE_LABELS = 100_000
"""Frames are added up to this many labels in total, as labels in the table are held in memory."""
READ_SLICE_S = 0.008
"""Labels are read on the window's thread in slices of this length, so that it stays responsive."""


class FrameScope(QObject):
    """Holds the frames of the table and reads labels of further frames in slices; `changed` when the frames differ."""

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
        """Return the ids of the frames whose labels are shown, those in the panes first.

        Only frames in the project: a pane may still show one whose adding was undone.
        """
        held = self._session.project.frames
        return tuple(key for key in dict.fromkeys((*self._shown, *self._further)) if key in held)

    @property
    def is_reading(self) -> bool:
        """Return True while labels are still being read."""
        return self._timer.isActive()

    @property
    def left_out(self) -> int:
        """Return the number of frames that are left out although all were asked for."""
        return len(self._waiting) if self.all_frames and not self.is_reading else 0

    def set_pane_frames(self, frame_ids: Sequence[int]) -> None:
        """Set which frames the panes show."""
        self._shown = tuple(dict.fromkeys(frame_ids))
        self.changed.emit()

    def set_all_frames(self, all_frames: bool) -> None:
        """Set whether all frames are shown or only those in the panes."""
        self.all_frames = all_frames
        self._restart_reading()

    def _restart_reading(self) -> None:
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
        end = perf_counter() + READ_SLICE_S
        project = self._session.project
        while self._waiting and perf_counter() < end:
            frame_id = self._waiting[0]
            if self._labels + self._session.file.label_count(frame_id) > MAX_TABLE_LABELS:
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
            self._restart_reading()
