"""The open project while the program runs."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Action, Change, Edit, Item, frame_of, removed, replaced
from basewatch_gui.model.edits.labels import changed, new_label
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.session.comparing import Comparing
from basewatch_gui.session.frames.pyramids import Pyramids
from basewatch_gui.session.grid.labelling_grid import LabellingGrid
from basewatch_gui.session.jobs import Jobs
from basewatch_gui.session.labelling.assisting import Assisting
from basewatch_gui.session.labelling.heading import LastHeading
from basewatch_gui.session.labelling.label_arrays import LabelArrays
from basewatch_gui.session.labelling.naming import Naming
from basewatch_gui.session.labelling.suggestions import Suggestions
from basewatch_gui.session.looks.looks import Looks
from basewatch_gui.session.looks.saved import SavedLooks
from basewatch_gui.session.registration.registering import Registering
from basewatch_gui.session.reviewing.checking import Checking
from basewatch_gui.session.reviewing.commenting import Commenting
from basewatch_gui.session.reviewing.reviewing import Reviewing
from basewatch_gui.session.tiles import TileStore
from basewatch_gui.session.view import View
from basewatch_gui.session.view_history import ViewHistory
from basewatch_gui.storage.project_file import ProjectFile


class Session(QObject):
    """The open project: every change goes through `do`, `undo` and `redo`, and comes back as `edited`."""

    edited = Signal(object)
    selection_changed = Signal()
    category_changed = Signal()
    locks_held = Signal(int)
    undone = Signal(object)

    def __init__(self, file: ProjectFile, parent: QObject | None = None, author: str = "") -> None:
        super().__init__(parent)
        self.file = file
        self.author = author
        self.view = View(self)
        self.places = ViewHistory(self.view, file.display, file.project, self)
        self.comparing = Comparing(file.display, self)
        self.jobs = Jobs(self)
        self.tiles = TileStore(self)
        self.pyramids = Pyramids(self)
        self.looks = Looks(self)
        self.saved_looks = SavedLooks(self)
        self.registering = Registering(self)
        self.labelling_grid = LabellingGrid(self)
        self._arrays: dict[int, LabelArrays] = {}
        self._selected_frame: int | None = None
        self._selection: frozenset[int] = frozenset()
        self._category_id = next(iter(self.project.categories), 0)
        self.naming = Naming(self)
        self.last_heading = LastHeading(self.project)
        self.suggestions = Suggestions(self)
        self.assisting = Assisting(self)
        self.reviewing = Reviewing(self)
        self.commenting = Commenting(self)
        self.checking = Checking(self)

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
            self._follow(applied.edit)
        if applied.locked_count:
            self.locks_held.emit(applied.locked_count)

    def undo(self) -> Edit | None:
        """Take the last edit back; returns what was applied."""
        return self._tell_undone(self._follow(self.file.undo()))

    def redo(self) -> Edit | None:
        """Do again what was taken back; returns what was applied."""
        return self._tell_undone(self._follow(self.file.redo()))

    def _tell_undone(self, edit: Edit | None) -> Edit | None:
        if edit is not None:
            self.undone.emit(edit)
        return edit

    def open_frame(self, frame_id: int) -> None:
        """Have the frame's raster opened in the background, unless it is open."""
        if self.tiles.frame(frame_id) is None:
            self.pyramids.open(frame_id)

    def frame_path(self, frame_id: int) -> Path:
        """Where the frame's file should be."""
        return self.file.frame_path(self.project.frames[frame_id])

    def arrays(self, frame_id: int) -> LabelArrays:
        """The labels of a frame as arrays."""
        if frame_id not in self._arrays:
            self._arrays[frame_id] = LabelArrays(self.project.labels(frame_id).values())
        self._arrays[frame_id].hide_authors(self.reviewing.hidden_authors)
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

    def select(self, frame_id: int | None, label_ids: Iterable[int] = ()) -> None:
        """Select these labels of a frame and no others."""
        chosen = frozenset(label_ids)
        frame = frame_id if chosen else None
        if (frame, chosen) != (self._selected_frame, self._selection):
            self._selected_frame, self._selection = frame, chosen
            self.selection_changed.emit()

    def new_label(self, frame_id: int, outline: Outline, category_id: int | None = None) -> Label:
        """A label of the chosen category, or of another one, with this outline, not yet in the project."""
        category = self.project.categories[self._category_id if category_id is None else category_id]
        fields = self.naming.start(category)
        return new_label(self.file, self.author, frame_id, outline, category.id, **fields)

    def describe(self, action: Action, **changes: Any) -> None:
        """Change attributes or the category of all selected labels in one edit."""
        pairs = [(label, changed(label, **changes)) for label in self.selected_labels]
        self.do(replaced(action, pairs))

    def delete_selected(self) -> None:
        """Delete the selected labels in one edit."""
        self.do(removed("delete", self.selected_labels))

    def close(self) -> None:
        """Stop all threads and close the file."""
        self.comparing.stop()
        self.checking.close()
        self.tiles.close()
        self.jobs.close()
        self.pyramids.close()
        self.looks.close()
        self.naming.close()
        self.file.close()

    def _follow(self, edit: Edit | None) -> Edit | None:
        if edit is None:
            return None
        self._follow_labels(edit.label_changes)
        for change in edit.changes if Frame in edit.kinds else ():
            if isinstance(change.item, Frame) and _file_of(change.before) != _file_of(change.after):
                self.tiles.close_frame(change.item.id)
                if change.after is None:
                    self._arrays.pop(change.item.id, None)
        self._drop_lost_selection()
        self.edited.emit(edit)
        return edit

    def _follow_labels(self, changes: Iterable[Change]) -> None:
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
