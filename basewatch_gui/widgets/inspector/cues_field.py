"""Cues: the features of the type that were seen, ticked in groups."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from basewatch_gui.model.category import Category
from basewatch_gui.model.label import Label
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.attribute_fields import pressed_digit
from basewatch_gui.widgets.fields.cue_groups import group_cues, group_name

_STATES = Qt.CheckState


class CuesField(QWidget):
    """The cues of the labels' categories by group; `ticked` tells one that the user ticks or unticks."""

    ticked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, CueBox] = {}
        self._cues: list[str] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(style.RHYTHM // 4)

    def show_labels(self, labels: Sequence[Label], categories: Iterable[Category]) -> bool:
        """Show the cues that the categories or the labels have, partly ticked where some labels have it.

        Returns whether there are other boxes than before.
        """
        known = dict.fromkeys(cue for category in categories for cue in category.cues)
        counts: dict[str, int] = {}
        for label in labels:
            for cue in label.cues:
                counts[cue] = counts.get(cue, 0) + 1
        cues = [*known, *(cue for cue in counts if cue not in known)]
        is_new = cues != self._cues
        if is_new:
            self._cues = cues
            self._fill(cues)
        for cue, box in self.boxes.items():
            count = counts.get(cue, 0)
            box.show_state(_STATES.Unchecked if not count else _STATES.Checked if count == len(labels) else None)
        return is_new

    def toggle(self, digit: int) -> None:
        """Tick or untick the box of this number, from 1."""
        boxes = list(self.boxes.values())
        if digit <= len(boxes):
            boxes[digit - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            boxes[digit - 1].click()

    def _fill(self, cues: Sequence[str]) -> None:
        while (taken := self._layout.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        by_group = group_cues(cues)
        self.boxes = {cue: CueBox(cue, self) for _, members in by_group for cue in members}
        for group, members in by_group:
            if group or len(by_group) > 1:
                self._layout.addWidget(_heading(group_name(group), self))
            for cue in members:
                self._layout.addWidget(self.boxes[cue])
                self.boxes[cue].decided.connect(self.ticked)


class CueBox(QCheckBox):
    """One cue: its text is cut where the dock is narrow; `decided` tells cue and tick when the user clicks."""

    decided = Signal(str, bool)

    def __init__(self, cue: str, field: CuesField) -> None:
        super().__init__(field)
        self.cue = cue
        self._field = field
        self.setAccessibleName(cue)
        self.setToolTip(cue)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda checked: self.decided.emit(self.cue, checked))

    def show_state(self, state: Qt.CheckState | None) -> None:
        """Show whether all, none or (None) some of the labels have the cue; a click then gives it to all."""
        self.setTristate(state is None)
        self.setCheckState(_STATES.PartiallyChecked if state is None else state)

    def nextCheckState(self) -> None:
        """Some goes to all."""
        was_all = self.checkState() == _STATES.Checked
        self.setTristate(False)
        self.setCheckState(_STATES.Unchecked if was_all else _STATES.Checked)

    def sizeHint(self) -> QSize:
        """As high as a line and no wider than it must be."""
        return QSize(40, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text to the new width."""
        super().resizeEvent(event)
        room = self.width() - self.iconSize().width() - 2 * style.RHYTHM
        self.setText(self.fontMetrics().elidedText(self.cue, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))

    def event(self, event: QEvent) -> bool:
        """Take the digits, which choose categories elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and pressed_digit(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit ticks the cue of this number, Enter this one."""
        if pressed_digit(event):
            self._field.toggle(pressed_digit(event))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _heading(text: str, parent: QWidget) -> QLabel:
    made = style.quiet_label(text, parent)
    made.setFont(style.small_font(made.font()))
    return made
