"""Form control for cues: check boxes, in groups, for the features of a type that were seen."""

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
    """Shows the cues of the labels' categories by group; `ticked` gives a cue and its new state."""

    ticked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, CueBox] = {}
        self._cues: list[str] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(style.RHYTHM // 4)

    def show_labels(self, labels: Sequence[Label], categories: Iterable[Category]) -> bool:
        """Show the cues of the categories and of the labels, partly ticked if only some labels have one.

        Returns True if the boxes are others than before.
        """
        defined = dict.fromkeys(cue for category in categories for cue in category.cues)
        counts: dict[str, int] = {}
        for label in labels:
            for cue in label.cues:
                counts[cue] = counts.get(cue, 0) + 1
        cues = [*defined, *(cue for cue in counts if cue not in defined)]
        is_new = cues != self._cues
        if is_new:
            self._cues = cues
            self._make_boxes(cues)
        for cue, box in self.boxes.items():
            count = counts.get(cue, 0)
            box.show_state(_STATES.Unchecked if not count else _STATES.Checked if count == len(labels) else None)
        return is_new

    def toggle_box(self, digit: int) -> None:
        """Focus and toggle the box with this number, counted from 1; numbers without a box do nothing."""
        boxes = list(self.boxes.values())
        if digit <= len(boxes):
            boxes[digit - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            boxes[digit - 1].click()

    def _make_boxes(self, cues: Sequence[str]) -> None:
        style.clear_layout(self._layout)
        by_group = group_cues(cues)
        self.boxes = {cue: CueBox(cue, self) for _, members in by_group for cue in members}
        for group, members in by_group:
            if group or len(by_group) > 1:
                self._layout.addWidget(_heading(group_name(group), self))
            for cue in members:
                self._layout.addWidget(self.boxes[cue])
                self.boxes[cue].decided.connect(self.ticked)


class CueBox(QCheckBox):
    """Check box of one cue, with its text elided to the dock's width; `decided` gives cue and state after a click."""

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
        """Show whether all, none, or some (None) of the labels have the cue."""
        self.setTristate(state is None)
        self.setCheckState(_STATES.PartiallyChecked if state is None else state)

    def nextCheckState(self) -> None:
        """Change "some" to "all" on a click; Qt would go on to "none"."""
        was_all = self.checkState() == _STATES.Checked
        self.setTristate(False)
        self.setCheckState(_STATES.Unchecked if was_all else _STATES.Checked)

    def sizeHint(self) -> QSize:
        """Return the height of a line and a small width, so that the text can be elided."""
        return QSize(40, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the text to the new width."""
        super().resizeEvent(event)
        room = self.width() - self.iconSize().width() - 2 * style.RHYTHM
        self.setText(self.fontMetrics().elidedText(self.cue, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))

    def event(self, event: QEvent) -> bool:
        """Claim the digits before the window's shortcuts: elsewhere they choose categories."""
        if event.type() == QEvent.Type.ShortcutOverride and pressed_digit(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle the box of this number on a digit, this box on Enter."""
        if pressed_digit(event):
            self._field.toggle_box(pressed_digit(event))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _heading(text: str, parent: QWidget) -> QLabel:
    made = style.quiet_label(text, parent)
    made.setFont(style.small_font(made.font()))
    return made
