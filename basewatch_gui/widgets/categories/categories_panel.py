"""Categories panel: choose the category of new labels."""

from collections import Counter
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits.attributes import retype
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.categories.category_delegate import CATEGORY_ROLE, CHOSEN_ROLE, COUNT_ROLE, CategoryDelegate
from basewatch_gui.widgets.categories.category_editor import CategoryEditor
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.texts import category_help

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CategoriesPanel(QWidget):
    """List all categories by supercategory, with the number of labels that the shown frames have of each.

    While the user searches, recently chosen categories come first. `card_asked` requests the type card.
    """

    failed = Signal(object)
    card_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._frames: list[int] = []
        self._counts: Counter[int] = Counter()
        self._return_to: QWidget | None = None
        self._finding = False
        self._editor: CategoryEditor | None = None
        self.filter = _FilterField(self)
        self.card_button = _button(self, "type-card", self.tr("Type card"))
        self.edit_button = _button(self, "edit-categories", self.tr("Edit categories…"))
        self.list = _category_list(self)
        upper = QHBoxLayout()
        upper.setSpacing(style.RHYTHM // 2)
        for part in (self.filter, self.card_button, self.edit_button):
            upper.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM // 2, style.RHYTHM, 0)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addLayout(upper)
        layout.addWidget(self.list, 1)
        self.filter.textChanged.connect(self._apply_filter)
        self.filter.used.connect(self._refresh_recent)
        self.list.itemClicked.connect(self._choose_item)
        self.list.itemActivated.connect(self._choose_item)
        self.card_button.clicked.connect(self.card_asked)
        self.edit_button.clicked.connect(self.open_editor)
        session.category_changed.connect(self._mark_chosen)
        session.edited.connect(self._on_edited)
        self._fill_list()

    def focus_filter(self) -> None:
        """Focus and select the filter line; Enter or Esc returns the focus to where it was."""
        self._return_to = self.window().focusWidget()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def open_editor(self) -> None:
        """Open the category editor, or bring it to the front."""
        if self._editor is None:
            self._editor = CategoryEditor(self._session, self)
        self._editor.refresh_list(self._session.category.id if self._session.category is not None else None)
        self._editor.show()
        self._editor.raise_()
        self._editor.activateWindow()

    def set_frames(self, frame_ids: Sequence[int]) -> None:
        """Set the frames whose labels are counted for each category."""
        self._frames = list(frame_ids)
        project = self._session.project
        self._counts = Counter()
        for key in self._frames:
            self._counts.update(map(attrgetter("category_id"), project.labels(key).values()))
        self.list.viewport().update()

    def count_of(self, category_id: int) -> int:
        """Return the number of labels of a category on the shown frames."""
        return self._counts[category_id]

    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to the chosen category when the panel appears."""
        super().showEvent(event)
        self._mark_chosen()

    def take_first_match(self, *, retyping: bool) -> None:
        """Choose the first category that passes the filter, or retype the selected labels with it; leave the filter."""
        match = _first_match(self._items())
        if match is not None and retyping and self._session.selection:
            self._retype_selected(match.data(CATEGORY_ROLE))
        elif match is not None:
            self._choose_item(match)
        self.leave_filter()

    def leave_filter(self) -> None:
        """Clear the filter and return the focus to where it was before."""
        self.filter.clear()
        if self._return_to is not None:
            self._return_to.setFocus()
        elif self.filter.hasFocus():
            self.list.setFocus()
        self._return_to = None
        self._set_finding(finding=self.filter.hasFocus())

    def step_into_list(self) -> None:
        """Focus the list and its first category that passes the filter."""
        match = _first_match(self._items())
        self.list.setFocus()
        if match is not None:
            self.list.setCurrentItem(match)

    def _refresh_recent(self) -> None:
        """Show the recent categories on top while the user searches; a click in the list does not reorder it."""
        self._set_finding(
            self.filter.hasFocus() or bool(self.filter.text()) or (self._finding and self.list.hasFocus())
        )

    def _set_finding(self, finding: bool = False) -> None:
        """Set whether the user is searching; refill the list if that changed."""
        if finding != self._finding:
            self._finding = finding
            self._fill_list()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _choose_item(self, item: QListWidgetItem) -> None:
        category = item.data(CATEGORY_ROLE)
        if category is not None:
            self._session.choose_category(category.id)
            if self.list.hasFocus() and not self.filter.text():
                # Later: this click still belongs to the row that refilling would move.
                QTimer.singleShot(0, self, self._set_finding)

    def _retype_selected(self, category: Category) -> None:
        try:
            self._session.do(retype(self._session.selected_labels, category))
        except BasewatchError as fault:
            self.failed.emit(fault)

    def _fill_list(self) -> None:
        self.list.clear()
        project = self._session.project
        groups: dict[str, list[Category]] = {}
        for category in project.categories_in_order:
            groups.setdefault(category.supercategory, []).append(category)
        recent = [project.categories[key] for key in self._session.naming.recent_categories] if self._finding else []
        if recent:
            self._add_group(self.tr("recent"), recent)
        for supercategory, categories in groups.items():
            titled = supercategory or len(groups) > 1 or recent
            self._add_group((supercategory or self.tr("other")) if titled else "", categories)
        self._mark_chosen()
        self._apply_filter()

    def _add_group(self, title: str, categories: Sequence[Category]) -> None:
        if title:
            heading = QListWidgetItem(title[:1].upper() + title[1:], self.list)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
        for category in categories:
            self.list.addItem(_CategoryItem(category, self.count_of))

    def _apply_filter(self) -> None:
        wanted = self.filter.text().strip().casefold()
        heading: QListWidgetItem | None = None
        for item in self._items():
            category = item.data(CATEGORY_ROLE)
            if category is None:
                heading = item
                item.setHidden(True)
                continue
            item.setHidden(wanted not in f"{category.name} {category.supercategory}".casefold())
            if heading is not None and not item.isHidden():
                heading.setHidden(False)
        if wanted:
            self.list.scrollToTop()

    def _mark_chosen(self) -> None:
        chosen = self._session.category
        for item in reversed(self._items()):
            category = item.data(CATEGORY_ROLE)
            mine = category is not None and chosen is not None and category.id == chosen.id
            item.setData(CHOSEN_ROLE, mine)
            if mine:
                self.list.setCurrentItem(item)
                self._reveal(item)

    def _reveal(self, item: QListWidgetItem) -> None:
        """Scroll to a category, with its heading if that is the row above."""
        above = self.list.row(item) - 1
        if above >= 0 and self.list.item(above).data(CATEGORY_ROLE) is None:
            self.list.scrollToItem(self.list.item(above))
        self.list.scrollToItem(item)

    def _on_edited(self, edit: Edit) -> None:
        if Category in edit.kinds:
            self._fill_list()
        steps = Counter[int]()
        for change in edit.label_changes:
            for label, step in ((change.before, -1), (change.after, 1)):
                if isinstance(label, Label) and label.frame_id in self._frames:
                    steps[label.category_id] += step
        self._counts.update(steps)
        for item in self._items() if any(steps.values()) else ():
            category = item.data(CATEGORY_ROLE)
            if category is not None and steps[category.id]:
                self.list.update(self.list.indexFromItem(item))


class _CategoryItem(QListWidgetItem):
    """List item of a category; reads its label count when painted, as storing it would lay out the whole list again."""

    def __init__(self, category: Category, count_of: Callable[[int], int]) -> None:
        super().__init__(category.name)
        self._category = category
        self._count_of = count_of
        self.setToolTip(category_help(category))

    def data(self, role: int) -> Any:
        """Return the category or its label count for their roles, else what Qt stores."""
        if role == CATEGORY_ROLE:
            return self._category
        return self._count_of(self._category.id) if role == COUNT_ROLE else super().data(role)


def _first_match(items: Sequence[QListWidgetItem]) -> QListWidgetItem | None:
    """Return the first item of a category that is not hidden by the filter."""
    return next((item for item in items if not item.isHidden() and item.data(CATEGORY_ROLE) is not None), None)


class _FilterField(QLineEdit):
    """Line to search a category; `used` is emitted when it gets or loses the focus."""

    used = Signal()

    def __init__(self, panel: CategoriesPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.setPlaceholderText(self.tr("Find a category"))
        self.setAccessibleName(self.tr("Find a category"))
        self.setToolTip(
            self.tr(
                "Type a part of a name: Enter takes the first match for new labels, Ctrl+Enter gives it to the "
                "selected labels, Esc shows all"
            )
        )
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Emit `used` on coming in, so that the panel lists the categories chosen last first."""
        super().focusInEvent(event)
        self.used.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emit `used` on leaving, so that the panel lists the categories in their order again."""
        super().focusOutEvent(event)
        self.used.emit()

    def event(self, event: QEvent) -> bool:
        """Claim Enter and Ctrl+Enter before the window's shortcut: elsewhere Ctrl+Enter marks a cell."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the first match on Enter, leave the filter on Esc, enter the list on Down."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                retyping = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                self._panel.take_first_match(retyping=retyping)
            case Qt.Key.Key_Escape:
                self._panel.leave_filter()
            case Qt.Key.Key_Down:
                self._panel.step_into_list()
            case _:
                super().keyPressEvent(event)


def _button(panel: CategoriesPanel, name: str, text: str) -> QToolButton:
    made = QToolButton(panel)
    made.setIcon(icon(name))
    made.setToolTip(text)
    made.setAccessibleName(text.rstrip("…"))
    made.setAutoRaise(True)
    return made


def _category_list(panel: QWidget) -> QListWidget:
    made = QListWidget(panel)
    made.setItemDelegate(CategoryDelegate(made))
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setMouseTracking(True)
    made.setAccessibleName(panel.tr("Categories"))
    made.viewport().setAutoFillBackground(False)
    return made
