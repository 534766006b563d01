"""Delegates of the table of labels: editors for cells, and the swatch before the category."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from basewatch_gui.model.category import IDENTIFICATIONS, OCCLUSIONS
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.combos import QuietCombo
from basewatch_gui.widgets.fields.swatch import SWATCH_HEIGHT, SWATCH_WIDTH, paint_swatch, swatch_icon
from basewatch_gui.widgets.labels.column_texts import Column
from basewatch_gui.widgets.texts import identification_name, occlusion_name, state_name

Index = QModelIndex | QPersistentModelIndex


class LabelDelegate(QStyledItemDelegate):
    """Makes editors for the cells of a `LabelTable`; leaves painting to Qt, which is many times faster than Python."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a combo box that opens at once and closes with the choice; a line for a note or a designation."""
        if index.column() in (Column.NOTE, Column.DESIGNATION):
            return super().createEditor(parent, option, index)
        combo = QuietCombo(parent)
        combo.setIconSize(QSize(SWATCH_WIDTH, SWATCH_HEIGHT))
        self._offer_values(combo, index)
        combo.activated.connect(lambda: self._finish_editing(combo))
        QTimer.singleShot(0, combo, combo.showPopup)
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the label's value in the editor."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write the editor's value into the model."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)

    def _offer_values(self, combo: QComboBox, index: Index) -> None:
        categories = self._session.project.categories
        label: Label = index.data(Qt.ItemDataRole.UserRole)
        if index.column() == Column.CATEGORY:
            for category in self._session.project.categories_in_order:
                combo.addItem(swatch_icon(category), category.name, category.id)
        elif index.column() == Column.IDENTIFICATION:
            for value in IDENTIFICATIONS:
                combo.addItem(identification_name(value), value)
        elif index.column() == Column.OCCLUDED:
            for value in OCCLUSIONS:
                combo.addItem(occlusion_name(value), value)
        elif label.category_id in categories:
            for value in categories[label.category_id].states:
                combo.addItem(state_name(value), value)

    def _finish_editing(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)


class CategoryCellDelegate(LabelDelegate):
    """Also paints the swatch before the category's name."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Reserve the decoration's room for the swatch."""
        super().initStyleOption(option, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.decorationSize = QSize(SWATCH_WIDTH, SWATCH_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell, then the swatch into its room."""
        super().paint(painter, option, index)
        label: Label = index.data(Qt.ItemDataRole.UserRole)
        left = option.rect.left() + style.RHYTHM // 2
        category = self._session.project.categories.get(label.category_id)
        paint_swatch(painter, QRectF(left, option.rect.top(), SWATCH_WIDTH, option.rect.height()), category)
