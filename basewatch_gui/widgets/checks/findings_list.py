"""List of findings: two lines each, what was found and where."""

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from basewatch_gui.checks.finding import Finding
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.checks.check_texts import check_name, finding_text
from basewatch_gui.widgets.icons import tinted_icon
from basewatch_gui.widgets.texts import frame_title

Index = QModelIndex | QPersistentModelIndex

FINDING_ROLE, DETAIL_ROLE, WAIVED_ROLE = (
    Qt.ItemDataRole.UserRole,
    Qt.ItemDataRole.UserRole + 1,
    Qt.ItemDataRole.UserRole + 2,
)
MARK_SCR = 16
MAX_RESELECTED = 5_000
"""In a list longer than this the selection is not restored after a change, as that would be noticeably slow."""


class FindingsModel(QAbstractListModel):
    """Qt model of findings, in their order; texts are made on request, for visible rows alone."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.findings: list[Finding] = []

    def show_findings(self, findings: list[Finding]) -> bool:
        """Replace the findings; return True if they are others than before."""
        if findings == self.findings:
            if findings:
                self.dataChanged.emit(self.index(0), self.index(len(findings) - 1))
            return False
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of findings."""
        return 0 if parent.isValid() else len(self.findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return texts, or for the roles of this module the finding, its detail line, and True if it is waived."""
        finding = self.findings[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return finding_text(finding, self._session.project)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{finding_text(finding, self._session.project)}\n{self._detail_text(finding)}"
        if role == DETAIL_ROLE:
            return self._detail_text(finding)
        if role == WAIVED_ROLE:
            return self._session.checking.waivers.waiver_of(finding) is not None
        return finding if role == FINDING_ROLE else None

    def _detail_text(self, finding: Finding) -> str:
        waiver = self._session.checking.waivers.waiver_of(finding)
        if waiver is not None:
            return self.tr("Let pass: {reason}").format(reason=waiver.reason)
        frame = self._session.project.frames.get(finding.frame_id)
        place = frame_title(frame) if frame is not None else ""
        return f"{check_name(finding.check)}, {place}"


class FindingDelegate(QStyledItemDelegate):
    """Paints a finding: severity mark, sentence and a quiet line below; all grey if it is waived."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        self.initStyleOption(option, index)
        option.text = ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        finding: Finding = index.data(FINDING_ROLE)
        waived = bool(index.data(WAIVED_ROLE))
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        lit = option.palette.color(QPalette.ColorRole.HighlightedText)
        plain = style.quiet_colour() if waived else option.palette.color(QPalette.ColorRole.Text)
        rect = option.rect.adjusted(style.RHYTHM // 2, style.RHYTHM // 2, -style.RHYTHM // 2, -style.RHYTHM // 2)
        mark = style.quiet_colour() if waived else _severity_colour(finding)
        name = "warning" if finding.severity != "hint" else "info"
        line = option.fontMetrics.lineSpacing()
        place = QRect(rect.left(), rect.top() + (line - MARK_SCR) // 2, MARK_SCR, MARK_SCR)
        painter.drawPixmap(place, tinted_icon(name, lit if is_selected else mark, MARK_SCR, widget.devicePixelRatioF()))
        left = rect.left() + MARK_SCR + style.RHYTHM
        upper = QRect(left, rect.top(), rect.right() - left, line)
        self._draw_text(painter, option, upper, index.data(), lit if is_selected else plain)
        painter.setFont(style.small_font(option.font))
        lower = upper.translated(0, line)
        self._draw_text(painter, option, lower, index.data(DETAIL_ROLE), lit if is_selected else style.quiet_colour())

    def _draw_text(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str, colour: QColor
    ) -> None:
        painter.setPen(colour)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        painter.setFont(option.font)


class FindingsList(QTableView):
    """Lists findings; `chosen` gives one that was clicked or entered.

    It is a table of one column, as a QListView asks the model about every row whenever it is laid out.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.findings_model = FindingsModel(session, self)
        self.setModel(self.findings_model)
        self.setItemDelegate(FindingDelegate(self))
        self.setAccessibleName(self.tr("Findings"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        columns.hide()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + style.RHYTHM)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.chosen.emit(self.findings_model.findings[index.row()]))

    def show_findings(self, findings: list[Finding]) -> None:
        """Replace the findings; those still there stay selected, up to MAX_RESELECTED rows."""
        selected, current = set(self.selected), self.currentIndex().row()
        if not self.findings_model.show_findings(findings):
            return
        if selected and len(findings) <= MAX_RESELECTED:
            flag = QItemSelectionModel.SelectionFlag.Select
            for row, finding in enumerate(findings):
                if finding in selected:
                    self.selectionModel().select(self.findings_model.index(row), flag)
        if findings and current >= 0:
            at = self.findings_model.index(min(current, len(findings) - 1))
            self.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)

    @property
    def selected(self) -> list[Finding]:
        """Return the selected findings in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.findings_model.findings[row] for row in rows]

    def step_finding(self, by: int) -> Finding | None:
        """Select and return the finding `by` rows further, wrapping at the ends; None for an empty list."""
        count = self.findings_model.rowCount()
        if not count:
            return None
        now = self.currentIndex().row()
        row = (now + by) % count if now >= 0 else (0 if by > 0 else count - 1)
        index = self.findings_model.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return self.findings_model.findings[row]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit `chosen` on Enter; leave letters to the window's held keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.findings_model.findings[self.currentIndex().row()])
        elif event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)


def _severity_colour(finding: Finding) -> QColor:
    return style.quiet_colour() if finding.severity == "hint" else style.severity_colour(finding.severity)
