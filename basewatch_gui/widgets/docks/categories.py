"""The panel of categories: choose what new labels are."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.docks.swatch import WIDTH, paint_swatch
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.texts import category_help

_CATEGORY = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_CHOSEN = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class CategoriesPanel(QWidget):
    """All categories by supercategory, with the labels that the shown frames have of each."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._frames: list[int] = []
        self._counts: Counter[int] = Counter()
        self._return_to: QWidget | None = None
        self.filter = _FilterField(self)
        self.list = _category_list(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, 0)
        layout.setSpacing(style.RHYTHM)
        layout.addWidget(self.filter)
        layout.addWidget(self.list, 1)
        self.filter.textChanged.connect(self._apply_filter)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        session.category_changed.connect(self._mark_chosen)
        session.edited.connect(self._follow)
        self._fill()

    def focus_filter(self) -> None:
        """Let the user type a part of a name; Enter or Esc brings the focus back to where it was."""
        self._return_to = self.window().focusWidget()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def set_frames(self, frame_ids: Sequence[int]) -> None:
        """Count the labels of these frames."""
        self._frames = list(frame_ids)
        labels = (label for key in self._frames for label in self._session.project.labels(key).values())
        self._counts = Counter(label.category_id for label in labels)
        self._show_counts()

    def count_of(self, category_id: int) -> int:
        """How many labels of a category the shown frames have."""
        return self._counts[category_id]

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the chosen category into sight."""
        super().showEvent(event)
        self._mark_chosen()

    def choose_first_match(self) -> None:
        """Choose the first category that the filter leaves, and go back to where the focus was."""
        for item in self._items():
            if not item.isHidden() and item.data(_CATEGORY) is not None:
                self._choose(item)
                break
        self.leave_filter()

    def leave_filter(self) -> None:
        """Show all categories again and go back to where the focus was."""
        self.filter.clear()
        if self._return_to is not None:
            self._return_to.setFocus()
        elif self.filter.hasFocus():
            self.list.setFocus()
        self._return_to = None

    def step_into_list(self) -> None:
        """Go from the filter to the first category that it leaves."""
        self.list.setFocus()
        for item in self._items():
            if not item.isHidden() and item.data(_CATEGORY) is not None:
                self.list.setCurrentItem(item)
                return

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _choose(self, item: QListWidgetItem) -> None:
        category = item.data(_CATEGORY)
        if category is not None:
            self._session.choose_category(category.id)

    def _fill(self) -> None:
        self.list.clear()
        groups: dict[str, list[Category]] = {}
        for category in self._session.project.categories.values():
            groups.setdefault(category.supercategory, []).append(category)
        for supercategory, categories in groups.items():
            if supercategory or len(groups) > 1:
                self._add_heading(supercategory or self.tr("other"))
            for category in categories:
                self._add(category)
        self._show_counts()
        self._mark_chosen()
        self._apply_filter(self.filter.text())

    def _add_heading(self, text: str) -> None:
        heading = QListWidgetItem(text[:1].upper() + text[1:], self.list)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)

    def _add(self, category: Category) -> None:
        item = QListWidgetItem(category.name, self.list)
        item.setData(_CATEGORY, category)
        item.setToolTip(category_help(category))

    def _apply_filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        heading: QListWidgetItem | None = None
        for item in self._items():
            category = item.data(_CATEGORY)
            if category is None:
                heading = item
                item.setHidden(True)
                continue
            item.setHidden(wanted not in f"{category.name} {category.supercategory}".casefold())
            if heading is not None and not item.isHidden():
                heading.setHidden(False)

    def _mark_chosen(self) -> None:
        chosen = self._session.category
        for item in self._items():
            category = item.data(_CATEGORY)
            mine = category is not None and chosen is not None and category.id == chosen.id
            item.setData(_CHOSEN, mine)
            if mine:
                self.list.setCurrentItem(item)
                self._reveal(item)

    def _reveal(self, item: QListWidgetItem) -> None:
        """Scroll to a category, with its heading where that is the row above."""
        above = self.list.row(item) - 1
        if above >= 0 and self.list.item(above).data(_CATEGORY) is None:
            self.list.scrollToItem(self.list.item(above))
        self.list.scrollToItem(item)

    def _show_counts(self) -> None:
        for item in self._items():
            category = item.data(_CATEGORY)
            if category is not None:
                item.setData(_COUNT, self._counts[category.id])

    def _follow(self, edit: Edit) -> None:
        if any(isinstance(change.item, Category) for change in edit.changes):
            self._fill()
        if not edit.label_changes:
            return
        for change in edit.label_changes:
            for label, step in ((change.before, -1), (change.after, 1)):
                if isinstance(label, Label) and label.frame_id in self._frames:
                    self._counts[label.category_id] += step
        self._show_counts()


class _FilterField(QLineEdit):
    def __init__(self, panel: CategoriesPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.setPlaceholderText(self.tr("Find a category"))
        self.setAccessibleName(self.tr("Find a category"))
        self.setToolTip(self.tr("Type a part of a name: Enter chooses the first match, Esc shows all (/)"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._panel.choose_first_match()
            case Qt.Key.Key_Escape:
                self._panel.leave_filter()
            case Qt.Key.Key_Down:
                self._panel.step_into_list()
            case _:
                super().keyPressEvent(event)


def _category_list(panel: QWidget) -> QListWidget:
    made = QListWidget(panel)
    made.setItemDelegate(_CategoryDelegate(made))
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setMouseTracking(True)
    made.setAccessibleName(panel.tr("Categories"))
    made.viewport().setAutoFillBackground(False)
    return made


class _CategoryDelegate(QStyledItemDelegate):
    """Paints a heading, or swatch, name, count and key of a category."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        category = index.data(_CATEGORY)
        return QSize(160, QFontMetrics(option.font).height() + (10 if category is not None else 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        category = index.data(_CATEGORY)
        painter.save()
        if category is None:
            _paint_heading(painter, option, index)
        else:
            _paint_row(painter, option, index, category)
        painter.restore()


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    rect = QRectF(option.rect).adjusted(4, 6, -4, -2)
    painter.setFont(style.small(option.font))
    painter.setPen(style.quiet())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, str(index.data()))


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, index: Index, category: Category) -> None:
    rect, font = QRectF(option.rect), option.font
    chosen = bool(index.data(_CHOSEN))
    current = bool(option.state & QStyle.StateFlag.State_HasFocus)
    if chosen or current or option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, style.hover())
    if chosen:
        painter.fillRect(QRectF(rect.left(), rect.top(), 3.0, rect.height()), style.accent())
    paint_swatch(painter, QRectF(rect.left() + 8, rect.top(), WIDTH, rect.height()), category)
    right = rect.right() - 6
    right = _paint_key(painter, font, rect, right, category.key) - style.RHYTHM
    right = _paint_count(painter, font, rect, right, index.data(_COUNT)) - style.RHYTHM
    left = rect.left() + 8 + WIDTH + style.RHYTHM
    painter.setFont(style.strong(font) if chosen else font)
    painter.setPen(option.palette.color(QPalette.ColorRole.Text))
    space = QRectF(left, rect.top(), right - left, rect.height())
    name = painter.fontMetrics().elidedText(category.name, Qt.TextElideMode.ElideRight, int(space.width()))
    painter.drawText(space, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)


def _paint_key(painter: QPainter, font: QFont, rect: QRectF, right: float, key: str) -> float:
    """Draw the key as a key cap that ends there, in a column of its own; returns where the column begins."""
    side = QFontMetrics(font).height() + 1.0
    cap = QRectF(right - side, rect.center().y() - side / 2, side, side)
    if key:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.line(), 1.0))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(style.small(font))
        painter.setPen(style.quiet())
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    return cap.left()


def _paint_count(painter: QPainter, font: QFont, rect: QRectF, right: float, count: int | None) -> float:
    """Draw the count so that it ends there, unless it is none; returns where it begins."""
    if not count:
        return right
    painter.setFont(style.small(font))
    painter.setPen(style.quiet())
    width = painter.fontMetrics().horizontalAdvance(str(count))
    space = QRectF(right - width, rect.top(), width, rect.height())
    painter.drawText(space, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(count))
    return space.left()
