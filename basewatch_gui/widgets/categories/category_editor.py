"""Category editor: a window without modality that edits the list of categories."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.exchange.categories_file import read_categories, write_categories
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit, added
from basewatch_gui.model.edits.categories import merge_categories, new_category, rename_attribute, reorder_categories
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.categories.category_deletion import CategoryDeletion
from basewatch_gui.widgets.categories.category_form import CategoryForm, Wish
from basewatch_gui.widgets.categories.category_texts import merge_text
from basewatch_gui.widgets.categories.notice_bar import NoticeBar
from basewatch_gui.widgets.fields.save_dialog import ask_save_path
from basewatch_gui.widgets.fields.swatch import SWATCH_HEIGHT, SWATCH_WIDTH, swatch_icon
from basewatch_gui.widgets.texts import sentence

_ID_ROLE = Qt.ItemDataRole.UserRole
LIST_WIDTH_SCR = 256


class CategoryEditor(QDialog):
    """Shows the list at the left, the form of one category at the right; every change is one edit, undone by Ctrl+Z."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Categories"))
        self.resize(920, 640)
        self.list = _CategoryList(self)
        self.form = CategoryForm(self)
        self.notice = NoticeBar(self)
        self._deletion = CategoryDeletion(session, self.notice, self._do)
        self._lay_out()
        self._connect()
        category = session.category
        self.refresh_list(category.id if category is not None else None)

    def refresh_list(self, category_id: int | None = None) -> None:
        """Refresh the list and show this category, or for None the one that was shown before."""
        wanted = category_id if category_id is not None else self.current_id
        self.list.blockSignals(True)
        self.list.clear()
        for category in self._session.project.categories_in_order:
            item = QListWidgetItem(swatch_icon(category), category.name, self.list)
            item.setData(_ID_ROLE, category.id)
            item.setToolTip(category.supercategory)
            if category.id == wanted:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._refresh_form()

    @property
    def current_id(self) -> int | None:
        """Return the id of the category that is shown, None for an empty list."""
        row = self.list.currentRow()
        return None if row < 0 else int(self.list.item(row).data(_ID_ROLE))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store unfinished input before closing."""
        self.form.commit()
        super().closeEvent(event)

    def move_category(self, step: int) -> None:
        """Move the shown category up (-1) or down (1) in the list."""
        ids = self.list.ids
        row = self.list.currentRow()
        if 0 <= row + step < len(ids):
            ids.insert(row + step, ids.pop(row))
            self._do(lambda: reorder_categories(self._session.project, ids))

    def add_category(self) -> None:
        """Add a category at the end of the list and focus its name."""
        made = new_category(self._session.project, self._session.file, self.tr("new category"))
        if self._do(lambda: added("edit categories", [made])):
            self.refresh_list(made.id)
            self.form.name.setFocus()
            self.form.name.selectAll()

    def delete_category(self) -> None:
        """Delete the shown category; if it has labels, ask which category gets them."""
        category = self._shown_category()
        if category is not None:
            self._deletion.delete_category(category)

    def export_categories(self, path: Path) -> None:
        """Write all categories into a file."""
        write_categories(path, self._session.project.categories_in_order)
        self.notice.show_notice(self.tr("The list is in {path}.").format(path=path))

    def propose_import(self, path: Path) -> None:
        """Read categories from a file and show what importing them would change; changes nothing itself."""
        found = merge_categories(self._session.project, read_categories(path), self._session.file)
        if not found.edit.changes:
            self.notice.show_notice(self.tr("{name} holds nothing that is not here already.").format(name=path.name))
            return
        take = (self.tr("Take over"), lambda: self._import_categories(path))
        self.notice.show_notice(merge_text(found), [take, (self.tr("Leave"), lambda: None)])

    def _import_categories(self, path: Path) -> None:
        """Merge the file into the project, both read again: they may have changed since the merge was shown."""
        project, ids = self._session.project, self._session.file
        if self._do(lambda: merge_categories(project, read_categories(path), ids).edit):
            self.notice.show_notice(self.tr("Taken over."))

    def _lay_out(self) -> None:
        buttons = QGridLayout()
        buttons.setSpacing(style.RHYTHM // 2)
        for place, (text, help_text, function) in enumerate(
            (
                (self.tr("Add"), self.tr("Add a category"), self.add_category),
                (self.tr("Delete…"), self.tr("Delete the category; its labels go where you say"), self.delete_category),
                (self.tr("Up"), self.tr("Move up (Alt+Up)"), lambda: self.move_category(-1)),
                (self.tr("Down"), self.tr("Move down (Alt+Down)"), lambda: self.move_category(1)),
                (self.tr("Import…"), self.tr("Take over a list from a file"), self._ask_import),
                (self.tr("Export…"), self.tr("Write the list into a file to share"), self._ask_export),
            )
        ):
            button = QPushButton(text, self)
            button.setToolTip(help_text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, function=function: self._attempt(function))
            buttons.addWidget(button, place // 2, place % 2)
        left = QVBoxLayout()
        left.setSpacing(style.RHYTHM)
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        right = QVBoxLayout()
        right.setSpacing(style.RHYTHM)
        right.addWidget(self.notice)
        right.addWidget(style.scrolling(self.form, self), 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM)
        layout.setSpacing(2 * style.RHYTHM)
        layout.addLayout(left)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda *_: self.notice.clear())
        self.list.currentItemChanged.connect(self._refresh_form)
        self.list.moved.connect(self.move_category)
        self.list.dropped.connect(lambda ids: self._do(lambda: reorder_categories(self._session.project, ids)))
        self.form.wanted.connect(self._fulfil_wish)
        self.form.attribute_renamed.connect(self._rename_attribute)
        self._session.edited.connect(self._on_edited)
        for keys, function in (
            (QKeySequence.StandardKey.Undo, self._session.undo),
            (QKeySequence.StandardKey.Redo, self._session.redo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda function=function: self._attempt(function))

    def _shown_category(self) -> Category | None:
        return self._session.project.categories.get(self.current_id or 0)

    def _refresh_form(self) -> None:
        category = self._shown_category()
        if category is not None:
            self.form.show_category(category, self._session.project)

    def _on_edited(self, edit: Edit) -> None:
        if Category in edit.kinds:
            self.refresh_list()

    def _fulfil_wish(self, wish: Wish) -> None:
        """Make the edit of a wish, after asking its question if it has one."""
        category_id = self.current_id

        def make() -> Edit:
            return wish.make(self._session.project, self._session.project.categories[category_id or 0])

        def carry_out() -> None:
            if self._do(make, stays=wish.stays) and wish.message:
                self.notice.show_notice(wish.message)

        if wish.question:
            self.notice.show_notice(wish.question, [(wish.yes, carry_out), (self.tr("Leave"), self.form.refresh_form)])
            self.form.refresh_form()
        else:
            carry_out()

    def _rename_attribute(self, old: str, new: str) -> None:
        category = self._shown_category()
        if category is not None:
            self._deletion.run_with_frames(
                category,
                lambda frames: self._do(lambda: rename_attribute(self._session.project, category, old, new, frames)),
            )

    def _do(self, make: Callable[[], Edit], *, stays: bool = False) -> bool:
        """Make and do an edit, or show why it is refused; return True if it was done.

        The form is reset to the stored values after a refusal, unless `stays`.
        """
        try:
            self._session.do(make())
        except BasewatchError as fault:
            if not stays:
                self.form.refresh_form()
            self.notice.show_notice(sentence(fault))
            return False
        return True

    def _attempt(self, function: Callable[[], object]) -> None:
        """Call a function and show its BasewatchError, if any, as a notice."""
        try:
            function()
        except BasewatchError as fault:
            self.notice.show_notice(sentence(fault))

    def _ask_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import categories"), "", _file_filter())
        if name:
            self.propose_import(Path(name))

    def _ask_export(self) -> None:
        title, start = self.tr("Export categories"), self._session.file.path.with_suffix(".categories.json")
        path = ask_save_path(self, title, start, _file_filter(), ".json")
        if path is not None:
            self.export_categories(path)


class _CategoryList(QListWidget):
    """Lists the categories in their order, to drag, or to move by Alt+Up and Alt+Down.

    `moved` gives the step of the current category, `dropped` all ids in their new order.
    """

    moved = Signal(int)
    dropped = Signal(object)

    def __init__(self, editor: CategoryEditor) -> None:
        super().__init__(editor)
        self.setAccessibleName(self.tr("Categories"))
        self.setFixedWidth(LIST_WIDTH_SCR)
        self.setIconSize(QSize(SWATCH_WIDTH, SWATCH_HEIGHT))
        self.setSpacing(1)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        # Qt is still moving the rows when it emits this: the order is read later.
        self.model().rowsMoved.connect(lambda *_: QTimer.singleShot(0, self, self._emit_order))

    @property
    def ids(self) -> list[int]:
        """Return the category ids in the order of the list."""
        return [int(self.item(row).data(_ID_ROLE)) for row in range(self.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the category on Alt+Up and Alt+Down."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def _emit_order(self) -> None:
        self.dropped.emit(self.ids)


def _file_filter() -> str:
    return QCoreApplication.translate("Categories", "Category lists (*.json)")
