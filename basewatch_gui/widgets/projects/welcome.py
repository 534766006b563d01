"""Start page: open the demo, frames or projects."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.widgets import style
from basewatch_gui.widgets.icons import icon

_COLUMN_WIDTH_SCR = 440
_LOGO_SIZE_SCR = 64
_MAX_PATH_LETTERS = 44


class Welcome(QWidget):
    """Offers the demo, frames, projects and recent projects, and accepts dropped files."""

    demo = Signal()
    frames = Signal()
    project = Signal()
    recent = Signal(object)
    dropped = Signal(list)

    def __init__(self, recent: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dragging = False
        self.setAcceptDrops(True)
        self.demo_button = _button(self.tr("Open the demo"), "frame", self)
        self.frames_button = _button(self.tr("Open frames…"), "open-frames", self)
        self.project_button = _button(self.tr("Open project…"), "open-project", self)
        self.demo_button.setDefault(True)
        self.demo_button.clicked.connect(self.demo)
        self.frames_button.clicked.connect(self.frames)
        self.project_button.clicked.connect(self.project)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        area = QScrollArea(self)
        area.setWidget(self._make_body())
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * style.RHYTHM, 2 * style.RHYTHM, 2 * style.RHYTHM, 2 * style.RHYTHM)
        layout.addWidget(area)
        self.set_recent(recent)

    def set_recent(self, projects: Sequence[Path]) -> None:
        """Replace the list of recent projects; newest first."""
        style.clear_layout(self._recent)
        if projects:
            self._recent.addWidget(style.quiet_label(self.tr("Recent projects"), self))
        for path in projects:
            self._recent.addWidget(self._make_recent_row(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a drag of files and highlight the frame."""
        if _dropped_paths(event):
            event.acceptProposedAction()
            self._set_dragging(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """End the highlight."""
        self._set_dragging(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Emit `dropped` with the files' paths."""
        self._set_dragging(False)
        event.acceptProposedAction()
        self.dropped.emit(_dropped_paths(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame in which files can be dropped."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = style.accent_colour() if self._dragging else style.line_colour()
        pen = QPen(colour, 2.0 if self._dragging else 1.0)
        pen.setDashPattern([5.0, 4.0])
        painter.setPen(pen)
        edge = style.RHYTHM + 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(edge, edge, -edge, -edge), 6, 6)
        painter.end()

    def _make_body(self) -> QWidget:
        body = QWidget(self)
        body.setAutoFillBackground(False)
        column = QVBoxLayout()
        column.setSpacing(style.RHYTHM)
        column.addStretch(1)
        column.addLayout(self._make_heading())
        column.addSpacing(2 * style.RHYTHM)
        for button in (self.demo_button, self.frames_button, self.project_button):
            column.addWidget(button)
        column.addSpacing(2 * style.RHYTHM)
        column.addLayout(self._recent)
        drop = style.quiet_label(self.tr("Drop frames or a project here"), self)
        drop.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(drop)
        holder = QWidget(body)
        holder.setLayout(column)
        holder.setMaximumWidth(_COLUMN_WIDTH_SCR)
        layout = QHBoxLayout(body)
        layout.addStretch(1)
        layout.addWidget(holder, 20)
        layout.addStretch(1)
        return body

    def _make_heading(self) -> QHBoxLayout:
        logo = QLabel(self)
        logo.setPixmap(icon("basewatch").pixmap(QSize(_LOGO_SIZE_SCR, _LOGO_SIZE_SCR), self.devicePixelRatioF()))
        name = QLabel("BaseWatch", self)
        font = style.strong_font(name.font())
        font.setPointSizeF(font.pointSizeF() * 2)
        name.setFont(font)
        line = style.quiet_label(self.tr("Label aircraft and air-defence components on satellite frames."), self)
        line.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(name)
        texts.addWidget(line)
        row = QHBoxLayout()
        row.setSpacing(2 * style.RHYTHM)
        row.addWidget(logo)
        row.addLayout(texts, 1)
        return row

    def _make_recent_row(self, path: Path) -> QWidget:
        row = QWidget(self)
        button = QToolButton(row)
        button.setText(path.stem.replace("&", "&&"))
        button.setToolTip(str(path))
        button.clicked.connect(lambda: self.recent.emit(path))
        folder = style.quiet_label(_elided_path(str(path.parent)), row)
        folder.setFont(style.small_font(folder.font()))
        folder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.RHYTHM)
        layout.addWidget(button)
        layout.addWidget(folder, 1)
        return row

    def _set_dragging(self, dragging: bool) -> None:
        self._dragging = dragging
        self.update()


def _button(text: str, icon_name: str, parent: QWidget) -> QPushButton:
    made = QPushButton(text, parent)
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(20, 20))
    made.setMinimumHeight(5 * style.RHYTHM)
    return made


def _elided_path(text: str) -> str:
    """Return a path, without its middle if it is long."""
    return (
        text
        if len(text) <= _MAX_PATH_LETTERS
        else f"{text[: _MAX_PATH_LETTERS // 2]}…{text[-_MAX_PATH_LETTERS // 2 :]}"
    )


def _dropped_paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
