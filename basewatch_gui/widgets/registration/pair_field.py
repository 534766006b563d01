"""Which frame is registered on which."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.combos import ValueCombo
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.texts import frame_title


class PairFields(QWidget):
    """Two lists of frames, what stays and what moves, and a button that swaps them; `chosen` gives both."""

    chosen = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.reference = ValueCombo(self.tr("Reference frame"), self)
        self.moving = ValueCombo(self.tr("Frame to move"), self)
        self.swap = QToolButton(self)
        self.swap.setIcon(icon("swap"))
        self.swap.setToolTip(self.tr("Swap the frames"))
        self.swap.setAccessibleName(self.swap.toolTip())
        self.swap.clicked.connect(lambda _checked: self._choose(swapped=True))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.RHYTHM)
        grid.setVerticalSpacing(style.RHYTHM // 2)
        for row, (text, combo) in enumerate(((self.tr("Keep"), self.reference), (self.tr("Move"), self.moving))):
            label = style.quiet_label(text, self)
            label.setBuddy(combo)
            grid.addWidget(label, row, 0)
            grid.addWidget(combo, row, 1)
            combo.chosen.connect(lambda _value: self._choose())
        grid.addWidget(self.swap, 0, 2, 2, 1)
        grid.setColumnStretch(1, 1)

    def refresh_pair(self) -> None:
        """Show the pair as it is, among the project's frames in time."""
        ties, project = self._session.registering.ties, self._session.project
        frames = {str(frame.id): frame for frame in project.frames_in_time}
        for combo, chosen in ((self.reference, ties.reference), (self.moving, ties.moving)):
            combo.offer(frames, lambda key: frame_title(frames[key]))
            for row, frame in enumerate(frames.values()):
                combo.setItemText(row, frame_title(frame))
            combo.show_value(None if chosen is None else str(chosen), self.tr("choose a frame"))
            combo.setToolTip(frames[str(chosen)].name if str(chosen) in frames else "")
        self.swap.setEnabled(ties.pair is not None)

    def _choose(self, *, swapped: bool = False) -> None:
        one, other = self.reference.currentData(), self.moving.currentData()
        if swapped:
            one, other = other, one
        if one is not None and other is not None:
            self.chosen.emit(int(one), int(other))
