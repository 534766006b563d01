"""Form control for alternates: the other categories that the labels could be."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from basewatch_gui.model.category import Category
from basewatch_gui.model.label import Label
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.combos import CategoryCombo
from basewatch_gui.widgets.fields.elided_label import ElidedLabel
from basewatch_gui.widgets.fields.swatch import SWATCH_HEIGHT, SWATCH_WIDTH, swatch_icon
from basewatch_gui.widgets.icons import icon


class AlternatesField(QWidget):
    """Lists alternates to add by a combo and to remove one by one; `added` and `removed` give the category id."""

    added = Signal(int)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._categories: dict[int, Category] = {}
        self._shown: list[tuple[int, bool]] = []
        self.rows: dict[int, QToolButton] = {}
        self.add = CategoryCombo(self)
        self.add.setAccessibleName(self.tr("Could also be"))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.RHYTHM // 4)
        layout.addWidget(self.add)
        layout.addLayout(self._list)
        self.setFocusProxy(self.add)
        self.add.chosen.connect(self._add_alternate)

    def set_categories(self, categories: Iterable[Category]) -> None:
        """Set the categories to choose from, in their order."""
        self._categories = {category.id: category for category in categories}
        self.add.fill(self._categories.values())
        self._shown = []
        self._reset_combo()

    def show_labels(self, labels: Sequence[Label]) -> bool:
        """Show the alternates of these labels, marked if only some labels have one; return True if rows changed."""
        counts: dict[int, int] = {}
        for label in labels:
            for key in label.alternates:
                counts[key] = counts.get(key, 0) + 1
        shown = [(key, count == len(labels)) for key, count in counts.items()]
        self._reset_combo()
        if shown == self._shown:
            return False
        self._shown = shown
        style.clear_layout(self._list)
        self.rows = {}
        for key, of_all in shown:
            self._list.addWidget(self._make_row(key, of_all))
        return True

    def _make_row(self, category_id: int, of_all: bool) -> QWidget:
        row, category = QWidget(self), self._categories.get(category_id)
        name = category.name if category is not None else str(category_id)
        swatch, text, remove = QLabel(row), ElidedLabel(row), QToolButton(row)
        swatch.setPixmap(swatch_icon(category).pixmap(SWATCH_WIDTH, SWATCH_HEIGHT))
        text.set_text(name if of_all else self.tr("{name} (some)").format(name=name))
        remove.setIcon(icon("close"))
        remove.setAutoRaise(True)
        remove.setAccessibleName(self.tr("Not {name}").format(name=name))
        remove.setToolTip(self.tr("It can't be this"))
        remove.clicked.connect(lambda: self.removed.emit(category_id))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(style.RHYTHM // 2, 0, 0, 0)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addWidget(swatch)
        layout.addWidget(text, 1)
        layout.addWidget(remove)
        self.rows[category_id] = remove
        return row

    def _add_alternate(self, category_id: int) -> None:
        self._reset_combo()
        self.added.emit(category_id)

    def _reset_combo(self) -> None:
        self.add.show_category(None, self.tr("Add a category"))
