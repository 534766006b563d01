"""The open project that all services of a session share: edits, selection, the chosen category, labels as arrays."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Action, Change, Edit, Item, frame_of, removed, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.session.label_arrays import LabelArrays
from basewatch_gui.storage.project_file import ProjectFile


class OpenProject(QObject):
    """A project file while it is open. Used from the GUI thread.

    Every edit goes through `do`, `undo` and `redo` and comes back as `edited`; `undone` follows undo and redo.
    `locked_left_out(count)` tells how many locked labels an edit left as they are. `frame_file_changed(frame_id)` is
    sent before `edited` for a frame that has another file now, or is gone. Labels of `hidden_authors` are neither drawn
    nor hit.
    """

    edited = Signal(object)
    undone = Signal(object)
    locked_left_out = Signal(int)
    frame_file_changed = Signal(int)
    selection_changed = Signal()
    category_changed = Signal()

    def __init__(self, file: ProjectFile, parent: QObject | None = None, author: str = "") -> None:
        super().__init__(parent)
        self.file = file
        self.author = author
        self.hidden_authors: frozenset[str] = frozenset()
        self._arrays: dict[int, LabelArrays] = {}
        self._selected_frame: int | None = None
        self._selection: frozenset[int] = frozenset()
        self._category_id = next(iter(self.project.categories), 0)

    @property
    def project(self) -> Project:
        """The project in memory."""
        return self.file.project

    def do(self, edit: Edit, *, merge_with_previous: bool = False) -> None:
        """Carry out an edit by the rules of the project, then report what was done; arguments as `ProjectFile.do` has.

        Raises BasewatchError where a rule forbids it or it can't be stored.
        """
        applied = self.file.do(edit, merge_with_previous=merge_with_previous)
        if applied.edit.changes:
            self._report(applied.edit)
        if applied.locked_count:
            self.locked_left_out.emit(applied.locked_count)

    def undo(self) -> Edit | None:
        """Undo the last edit; return what was applied."""
        return self._report_undone(self.file.undo())

    def redo(self) -> Edit | None:
        """Do again what was taken back; returns what was applied."""
        return self._report_undone(self.file.redo())

    def frame_path(self, frame_id: int) -> Path:
        """Return where the frame's file should be."""
        return self.file.frame_path(self.project.frames[frame_id])

    def arrays(self, frame_id: int) -> LabelArrays:
        """Return the labels of a frame as arrays."""
        if frame_id not in self._arrays:
            self._arrays[frame_id] = LabelArrays(self.project.labels(frame_id).values())
        self._arrays[frame_id].hide_authors(self.hidden_authors)
        return self._arrays[frame_id]

    @property
    def category(self) -> Category | None:
        """The category that new labels get."""
        return self.project.categories.get(self._category_id)

    def choose_category(self, category_id: int) -> None:
        """Give new labels this category from now on."""
        if category_id in self.project.categories and category_id != self._category_id:
            self._category_id = category_id
            self.category_changed.emit()

    @property
    def selected_frame(self) -> int | None:
        """The frame whose labels are selected."""
        return self._selected_frame

    @property
    def selection(self) -> frozenset[int]:
        """The ids of the selected labels, all on one frame."""
        return self._selection

    @property
    def selected_labels(self) -> list[Label]:
        """The selected labels, by id."""
        if self._selected_frame is None:
            return []
        labels = self.project.labels(self._selected_frame)
        return [labels[key] for key in sorted(self._selection) if key in labels]

    @property
    def first_selected(self) -> Label | None:
        """The selected label with the lowest id, however many there are; None where none is selected."""
        if self._selected_frame is None or not self._selection:
            return None
        return self.project.labels(self._selected_frame).get(min(self._selection))

    def select(self, frame_id: int | None, label_ids: Iterable[int] = ()) -> None:
        """Select these labels of a frame and no others."""
        chosen = frozenset(label_ids)
        frame = frame_id if chosen else None
        if (frame, chosen) != (self._selected_frame, self._selection):
            self._selected_frame, self._selection = frame, chosen
            self.selection_changed.emit()

    def describe(self, action: Action, **changes: Any) -> None:
        """Change attributes or the category of all selected labels in one edit."""
        pairs = [(label, changed(label, **changes)) for label in self.selected_labels]
        self.do(replaced(action, pairs))

    def delete_selected(self) -> None:
        """Delete the selected labels in one edit."""
        self.do(removed("delete", self.selected_labels))

    def _report_undone(self, edit: Edit | None) -> Edit | None:
        if edit is not None:
            self._report(edit)
            self.undone.emit(edit)
        return edit

    def _report(self, edit: Edit) -> None:
        """Bring arrays and selection up to date, then send `edited`."""
        self._change_arrays(edit.label_changes)
        for change in edit.changes if Frame in edit.kinds else ():
            if isinstance(change.item, Frame) and _file_of(change.before) != _file_of(change.after):
                self.frame_file_changed.emit(change.item.id)
                if change.after is None:
                    self._arrays.pop(change.item.id, None)
        self._drop_lost_selection()
        self.edited.emit(edit)

    def _change_arrays(self, changes: Iterable[Change]) -> None:
        pairs: dict[int | None, list[Any]] = {}
        for change in changes:
            pairs.setdefault(frame_of(change.item), []).append((change.before, change.after))
        for frame_id, of_frame in pairs.items():
            if frame_id in self._arrays:
                self._arrays[frame_id].change(of_frame)

    def _drop_lost_selection(self) -> None:
        if self._selected_frame is None:
            return
        held = self.project.labels(self._selected_frame) if self._selected_frame in self.project.frames else {}
        self.select(self._selected_frame, [key for key in self._selection if key in held])


def _file_of(item: Item | None) -> tuple[object, ...] | None:
    return (item.path, item.fingerprint, item.image, item.parts) if isinstance(item, Frame) else None
