"""Checks panel: findings, refreshed after each edit, to go to, waive or fix."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.checks.finding import CHECKS, SEVERITIES, Check, Severity
from basewatch_gui.model.edit import removed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.storage.display_state import DisplayKey
from basewatch_gui.widgets import style
from basewatch_gui.widgets.checks.check_texts import check_name, severity_name
from basewatch_gui.widgets.checks.findings_list import FindingsList
from basewatch_gui.widgets.fields.combos import ValueCombo
from basewatch_gui.widgets.icons import tinted_icon

WAIVED = "waived"
ALL_CHECKS = "all"
REFRESH_PAUSE_MS = 50
"""Changes in quicker succession, as while many frames are checked, are shown by one refresh."""


MIN_LIST_HEIGHT_SCR = 40
"""Less than Qt's default of 75 px, which the docks around would lack."""


class ChecksPanel(QWidget):
    """Lists the findings of the checked frames, filtered by check and severity.

    `go_to` gives a finding; `counted` gives the number of errors and warnings.
    """

    go_to = Signal(object)
    counted = Signal(int)
    failed = Signal(object)

    # Qt sends changeEvent from within the base class's constructor.
    _is_made = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.check = ValueCombo(self.tr("Check"), self)
        self.check.offer((ALL_CHECKS, *CHECKS), lambda each: self.tr("All checks") if each == ALL_CHECKS
                         else check_name(each))  # fmt: skip
        self.check.show_value(ALL_CHECKS, "")
        shown: list[str] = session.file.display.get(DisplayKey.FINDINGS_SHOWN, list[str]) or ["error", "warning"]
        self.levels = {name: self._make_level_button(name, name in shown) for name in (*SEVERITIES, WAIVED)}
        self.list = FindingsList(session, self)
        self._empty = style.empty_state("", self)
        self._stack = QStackedLayout()
        self.list.setMinimumHeight(MIN_LIST_HEIGHT_SCR)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(self.tr("Reason to let it pass"))
        self.reason.setAccessibleName(self.tr("Reason to let it pass"))
        self.waive_button = self._make_button(self.tr("Let pass"), self._waive_selected)
        self.fix_button = self._make_button(self.tr("Delete the duplicate"), self.delete_duplicates)
        self.all_button = self._make_button(
            self.tr("Check all frames"), lambda: session.checking.watch(session.project.frames)
        )
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_PAUSE_MS)
        self._timer.timeout.connect(self.refresh_findings)
        self._lay_out()
        self._connect()
        self._tint_icons()
        self._is_made = True
        self.refresh_findings()

    @property
    def empty_text(self) -> str:
        """Return the text shown in place of an empty list; '' while there are findings."""
        return "" if self._stack.currentIndex() == 0 else self._empty.text()

    def step_finding(self, by: int) -> None:
        """Go to the finding `by` rows further; raises BasewatchError if none is listed."""
        if self._timer.isActive():
            # A refresh is due: the list may hold findings that are gone.
            self._timer.stop()
            self.refresh_findings()
        finding = self.list.step_finding(by)
        if finding is None:
            raise BasewatchError("Nothing is found that the dock Checks shows.")
        self.go_to.emit(finding)

    def refresh_findings(self) -> None:
        """Refresh list, counts, buttons and the text of the empty list."""
        checking, check = self._session.checking, self._check
        counts: dict[str, int] = {str(severity): count for severity, count in checking.counts(check).items()}
        waived = checking.waived(check)
        counts[WAIVED] = len(waived)
        for name, button in self.levels.items():
            button.setText(f"{counts[name]:,}")
            button.setToolTip(f"{severity_name(name)}: {counts[name]:,}")
        on: list[Severity] = [name for name in SEVERITIES if self.levels[name].isChecked()]
        findings = checking.findings(on, check)
        if self.levels[WAIVED].isChecked():
            findings = findings + waived
        self.list.show_findings(findings)
        self._stack.setCurrentIndex(0 if findings else 1)
        self._empty.setText(self._empty_text(counts))
        self.all_button.setVisible(checking.checked < frozenset(self._session.project.frames))
        self._refresh_waive_and_fix()
        self.counted.emit(checking.count)

    def changeEvent(self, event: QEvent) -> None:
        """Update the icons after a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._is_made:
            self._tint_icons()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(style.RHYTHM // 2)
        for button in self.levels.values():
            top.addWidget(button, 1)
        which = QHBoxLayout()
        which.setSpacing(style.RHYTHM // 2)
        which.addWidget(self.check, 1)
        which.addWidget(self.all_button)
        below = QHBoxLayout()
        below.setSpacing(style.RHYTHM // 2)
        below.addWidget(self.reason, 1)
        below.addWidget(self.waive_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addLayout(top)
        layout.addLayout(which)
        layout.addLayout(self._stack, 1)
        layout.addLayout(below)
        layout.addWidget(self.fix_button)

    def _connect(self) -> None:
        self._session.checking.changed.connect(self._timer.start)
        self._session.edited.connect(self._timer.start)
        self.check.chosen.connect(self.refresh_findings)
        self.list.chosen.connect(self.go_to)
        self.list.selectionModel().selectionChanged.connect(self._refresh_waive_and_fix)
        self.list.findings_model.modelReset.connect(self._refresh_waive_and_fix)
        self.reason.returnPressed.connect(lambda: self._do(self._waive_selected))

    @property
    def _check(self) -> Check | None:
        chosen = self.check.currentData()
        return next((check for check in CHECKS if check == chosen), None)

    def _make_level_button(self, name: str, shown: bool) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setChecked(shown)
        button.setAccessibleName(severity_name(name))
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(48)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.toggled.connect(self._store_levels)
        return button

    def _tint_icons(self) -> None:
        for name, button in self.levels.items():
            colour = style.severity_colour(name) if name in ("error", "warning") else style.quiet_colour()
            icon_name = {"hint": "info", WAIVED: "let-pass"}.get(name, "warning")
            button.setIcon(tinted_icon(icon_name, colour, 16, self.devicePixelRatioF()))

    def _store_levels(self) -> None:
        shown = [name for name, button in self.levels.items() if button.isChecked()]
        self._session.file.display.put(DisplayKey.FINDINGS_SHOWN, shown)
        self.refresh_findings()

    def _refresh_waive_and_fix(self) -> None:
        selected = self.list.selected
        waived = [finding for finding in selected if self._session.checking.waivers.waiver_of(finding) is not None]
        back = bool(selected) and len(waived) == len(selected)
        self.waive_button.setText(self.tr("Count again") if back else self.tr("Let pass"))
        self.waive_button.setEnabled(bool(selected))
        self.reason.setEnabled(bool(selected) and not back)
        self.fix_button.setVisible(any(finding.check == "duplicate" for finding in selected))

    def _empty_text(self, counts: dict[str, int]) -> str:
        checking = self._session.checking
        if not checking.checked:
            return self.tr("Checking…") if checking.is_running else self.tr("Nothing is checked yet: show a frame.")
        unseen = [name for name, button in self.levels.items() if counts[name] and not button.isChecked()]
        if not unseen:
            return self.tr("Nothing found.")
        words = ", ".join(f"{severity_name(name)} {counts[name]:,}" for name in unseen)
        return self.tr("Nothing found of what is shown.\nNot shown: {what}").format(what=words)

    def _waive_selected(self) -> None:
        """Waive the selected findings with the written reason, or if all are waived unwaive them.

        Raises BasewatchError, after focusing the reason, if it is refused.
        """
        checking, selected = self._session.checking, self.list.selected
        if all(checking.waivers.waiver_of(finding) is not None for finding in selected):
            checking.waivers.unwaive(selected)
            return
        try:
            checking.waivers.waive(selected, self.reason.text())
        except BasewatchError:
            self.reason.setFocus()
            raise
        self.reason.clear()
        self.list.setFocus()

    def delete_duplicates(self) -> None:
        """Delete one label of each selected duplicate in one edit, rather one not locked, not approved, or later."""
        labels: dict[int, Label] = {}
        for finding in self.list.selected:
            held = self._session.project.labels(finding.frame_id)
            pair = [held[key] for key in finding.label_ids if key in held and key not in labels]
            if finding.check == "duplicate" and len(pair) == 2:
                extra = min(pair, key=lambda label: (label.locked, label.review == "approved", -label.id))
                labels[extra.id] = extra
        self._session.do(removed("delete", labels.values()))

    def _make_button(self, text: str, function: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda _checked: self._do(function))
        return button

    def _do(self, function: Callable[[], object]) -> None:
        try:
            function()
        except BasewatchError as fault:
            self.failed.emit(fault)


def title_with_count(name: str, count: int) -> str:
    """Return a dock's title with a count, without one for 0."""
    return f"{name} ({count:,})" if count else name
