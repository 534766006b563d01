"""What the automatic registration found."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from basewatch_gui.imagery.registration.proposal import Proposal
from basewatch_gui.widgets import style
from basewatch_gui.widgets.registration.registration_texts import facts, verdict_text, why_text

SEVERITY = {"good": "info", "doubtful": "warning", "no match": "error"}


class ProposalBox(QWidget):
    """Verdict, reason and evidence of a proposal; nothing while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = QLabel(self)
        self.verdict.setFont(style.strong_font(self.verdict.font()))
        self.verdict.setWordWrap(True)
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self._facts = QWidget(self)
        self._form = QFormLayout(self._facts)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(style.RHYTHM)
        self._form.setVerticalSpacing(style.RHYTHM // 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.RHYTHM // 2)
        for part in (self.verdict, self.why, self._facts):
            layout.addWidget(part)
        self.shown: Proposal | None = None
        self.setVisible(False)

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Show a proposal, or none."""
        self.setVisible(proposal is not None)
        self.shown = proposal
        if proposal is None:
            return
        palette = self.verdict.palette()
        palette.setColor(QPalette.ColorRole.WindowText, style.severity_colour(SEVERITY[proposal.verdict]))
        self.verdict.setPalette(palette)
        self.verdict.setText(verdict_text(proposal))
        self.why.setText(why_text(proposal))
        while self._form.rowCount():
            self._form.removeRow(0)
        for name, text in facts(proposal) if proposal.verdict != "no match" else ():
            value = QLabel(text, self._facts)
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            title = style.quiet_label(name, self._facts)
            for label in (title, value):
                label.setFont(style.small_font(label.font()))
            self._form.addRow(title, value)
