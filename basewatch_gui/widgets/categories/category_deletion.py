"""Deleting a category: its labels are counted on a worker thread, then the user chooses where they go."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits.categories import delete_category
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.session import Session
from basewatch_gui.storage.label_search import frames_of_category, frames_with_alternates
from basewatch_gui.widgets.categories.notice import Notice
from basewatch_gui.widgets.fields.combos import CategoryCombo
from basewatch_gui.widgets.texts import labels_text, sentence

Do = Callable[[Callable[[], Edit]], object]
Found = tuple[int, dict[int, int], set[int]]
"""A category's id, how many of its labels each frame has, and the frames with labels that name alternates."""


class Deleting(QObject):
    """Asks in a notice where the labels of a category go, and deletes it in one edit."""

    def __init__(self, session: Session, notice: Notice, do: Do) -> None:
        super().__init__(notice)
        self._session = session
        self._notice = notice
        self._do = do
        self._next: Callable[[Found], object] | None = None
        self._touched: set[int] = set()
        session.edited.connect(self._on_edited)

    def ask(self, category: Category) -> None:
        """Delete the category at once where it has no label, else ask first."""
        if len(self._session.project.categories) == 1:
            self._do(lambda: delete_category(self._session.project, category, (), None))
            return
        self._search(category, self._ask_where)

    def with_frames(self, category: Category, then: Callable[[set[int]], object]) -> None:
        """Do something once it is known which frames have labels of the category."""
        self._search(category, lambda found: then({*found[1], *self._touched}))

    def _search(self, category: Category, then: Callable[[Found], object]) -> None:
        path, category_id = self._session.file.path, category.id
        self._next, self._touched = then, set()

        def search(_progress: object) -> Found:
            return category_id, frames_of_category(path, category_id), frames_with_alternates(path)

        title = self.tr("Looking for labels of {name}").format(name=category.name)
        self._session.jobs.run(title, search, self._found, self._failed)

    def _found(self, found: Found) -> None:
        if self._next is not None and found[0] in self._session.project.categories:
            self._next(found)

    def _failed(self, fault: BasewatchError) -> None:
        self._notice.show_notice(sentence(fault))

    def _ask_where(self, found: Found) -> None:
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
        """Delete as the project stands now: labels made since the search lie on the frames that were touched."""
        project = self._session.project
        heir = project.categories.get(heir_id) if heir_id is not None else None
        if category_id in project.categories and (heir_id is None or heir is not None):
            category = project.categories[category_id]
            self._do(lambda: delete_category(project, category, {*frames, *self._touched}, heir))

    def _on_edited(self, edit: Edit) -> None:
        self._touched |= edit.frame_ids
