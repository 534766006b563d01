"""Deletes a category: counts its labels on a worker thread, then asks which category gets them."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits.categories import delete_category
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.session import Session
from basewatch_gui.storage.label_search import frames_of_category, frames_with_alternates
from basewatch_gui.widgets.categories.notice_bar import NoticeBar
from basewatch_gui.widgets.fields.combos import CategoryCombo
from basewatch_gui.widgets.texts import labels_text, sentence

DoEdit = Callable[[Callable[[], Edit]], object]
FoundLabels = tuple[int, dict[int, int], set[int]]
"""A category id, the number of its labels by frame id, and the ids of frames with labels that have alternates."""


class CategoryDeletion(QObject):
    """Deletes a category in one edit, after asking in a notice bar which category gets its labels."""

    def __init__(self, session: Session, notice: NoticeBar, do: DoEdit) -> None:
        super().__init__(notice)
        self._session = session
        self._notice = notice
        self._do = do
        self._next: Callable[[FoundLabels], object] | None = None
        self._touched: set[int] = set()
        session.edited.connect(self._on_edited)

    def delete_category(self, category: Category) -> None:
        """Delete a category without labels; of one with labels ask first which category gets them."""
        if len(self._session.project.categories) == 1:
            # The model refuses: its reason is shown without a search.
            self._do(lambda: delete_category(self._session.project, category, (), None))
            return
        self._search_labels(category, self._ask_for_heir)

    def run_with_frames(self, category: Category, then: Callable[[set[int]], object]) -> None:
        """Search on a worker thread, then call `then` with the ids of all frames that have labels of the category."""
        self._search_labels(category, lambda found: then({*found[1], *self._touched}))

    def _search_labels(self, category: Category, then: Callable[[FoundLabels], object]) -> None:
        path, category_id = self._session.file.path, category.id
        # Frames edited while the search runs are added to what it finds.
        self._next, self._touched = then, set()

        def search(_progress: object) -> FoundLabels:
            return category_id, frames_of_category(path, category_id), frames_with_alternates(path)

        title = self.tr("Looking for labels of {name}").format(name=category.name)
        self._session.jobs.run(title, search, self._on_found, self._on_failed)

    def _on_found(self, found: FoundLabels) -> None:
        if self._next is not None and found[0] in self._session.project.categories:
            self._next(found)

    def _on_failed(self, fault: BasewatchError) -> None:
        self._notice.show_notice(sentence(fault))

    def _ask_for_heir(self, found: FoundLabels) -> None:
        category_id, counts, alternates = found
        category = self._session.project.categories[category_id]
        frames = {*counts, *alternates}
        if not sum(counts.values()):
            self._delete(category_id, frames, None)
            return
        others = [other for other in self._session.project.categories_in_order if other.id != category_id]
        alike = next((other for other in others if other.supercategory == category.supercategory), others[0])
        heir = CategoryCombo()
        heir.setAccessibleName(self.tr("Category that gets the labels"))
        heir.fill(others)
        heir.show_category(alike.id)
        chosen = [alike.id]
        heir.chosen.connect(lambda key: chosen.__setitem__(0, key))
        text = self.tr("{name} has {labels}. Which category do they go to?")
        self._notice.show_notice(
            text.format(name=category.name, labels=labels_text(sum(counts.values()))),
            [
                (self.tr("Give them to it"), lambda: self._delete(category_id, frames, chosen[0])),
                (self.tr("Delete them too"), lambda: self._delete(category_id, frames, None)),
                (self.tr("Keep {name}").format(name=category.name), lambda: None),
            ],
            heir,
        )

    def _delete(self, category_id: int, frames: set[int], heir_id: int | None) -> None:
        """Delete from the project as it is now; labels made since the search are on frames in `_touched`."""
        project = self._session.project
        heir = project.categories.get(heir_id) if heir_id is not None else None
        if category_id in project.categories and (heir_id is None or heir is not None):
            category = project.categories[category_id]
            self._do(lambda: delete_category(project, category, {*frames, *self._touched}, heir))

    def _on_edited(self, edit: Edit) -> None:
        self._touched |= edit.frame_ids
