"""Frames panel: the project's frames by time of acquisition, and the panes that show them."""

from collections.abc import Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits.frames import remove_frame
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.frames.frame_delegate import ROW_ROLE, FrameDelegate, FrameRow, date_rect
from basewatch_gui.widgets.frames.frame_item import FrameItem
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.pane.layout.dragging import frame_mime
from basewatch_gui.widgets.texts import crs_short, frame_title, frames_text, labels_text, time_text

ACTIVE_PANE = -1
"""Pane number in `show_in` for the pane that is active when it is handled."""

FrameState = Literal["ready", "missing", "unreadable", "changed"]


class FramesPanel(QWidget):
    """Lists the project's frames, earliest first, those without a time last.

    Signals request to show a frame in a pane, show its details, locate its file, set its pixel size or add frames.
    """

    show_in = Signal(int, int)
    details = Signal(int)
    picked = Signal(int)
    locate = Signal(int)
    pixel_size = Signal(int)
    add = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._states: dict[int, FrameState] = {}
        self._shown: tuple[int | None, ...] = ()
        self._counts: dict[int, int] = {}
        self._items: dict[int, FrameItem] = {}
        self.list = FrameList(self)
        self.add_button = QToolButton(self)
        self.add_button.setIcon(icon("open-frames"))
        self.add_button.setToolTip(self.tr("Open frames and add them to the project"))
        self.add_button.setAccessibleName(self.tr("Add frames"))
        self._summary = style.quiet_label("", self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._empty = style.empty_state(self.tr("No frames yet. Drop frames here, or open some."), self)
        self._stack.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.addWidget(self._summary, 1)
        foot.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM // 2)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addLayout(self._stack, 1)
        layout.addLayout(foot)
        self.add_button.clicked.connect(self.add)
        self.list.date_asked.connect(self.details)
        self.list.itemClicked.connect(lambda item: self.picked.emit(_frame_id(item)))
        self.list.itemActivated.connect(lambda item: self.show_in.emit(_frame_id(item), ACTIVE_PANE))
        self.list.customContextMenuRequested.connect(self._open_menu)
        session.edited.connect(self._on_edited)
        session.labelling_grid.changed.connect(self._on_cells_changed)
        self._fill_list()

    def set_state(self, frame_id: int, state: FrameState) -> None:
        """Set the state of a frame's file; `changed` means since it was labelled."""
        self._states[frame_id] = state
        self._refresh_item(frame_id)

    def set_pane_frames(self, frame_ids: Sequence[int | None]) -> None:
        """Set which frame is in which pane, from left to right."""
        as_many = len(self._shown) == len(frame_ids)
        touched = {*self._shown, *frame_ids} if as_many else {*self._shown, *self._items}
        self._shown = tuple(frame_ids)
        for frame_id in touched:
            if frame_id is not None:
                self._refresh_item(frame_id)

    def remove_frame(self, frame_id: int) -> None:
        """Remove a frame and its labels from the project in one edit; the file stays."""
        project = self._session.project
        try:
            self._session.do(remove_frame(project.frames[frame_id], project.labels(frame_id).values()))
        except BasewatchError as fault:
            self.failed.emit(fault)

    def make_menu(self, frame_id: int) -> QMenu:
        """Return the context menu of a frame."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for pane, text in enumerate(self._pane_texts()):
            menu.addAction(text, partial(self.show_in.emit, frame_id, pane))
        menu.addSeparator()
        menu.addAction(icon("info"), self.tr("Details"), lambda: self.details.emit(frame_id))
        menu.addAction(icon("locate"), self.tr("Locate the file…"), lambda: self.locate.emit(frame_id))
        if self._session.project.frames[frame_id].plane is None:
            menu.addAction(self.tr("Set pixel size…"), lambda: self.pixel_size.emit(frame_id))
        menu.addAction(icon("delete"), self.tr("Remove from the project"), lambda: self.remove_frame(frame_id))
        return menu

    @property
    def empty_text(self) -> str:
        """Return the text shown in place of an empty list; '' while there are frames."""
        return "" if self._stack.currentIndex() == 0 else self._empty.text()

    def _pane_texts(self) -> list[str]:
        if len(self._shown) <= 1:
            return [self.tr("Show")]
        if len(self._shown) == 2:
            return [self.tr("Show left"), self.tr("Show right")]
        return [self.tr("Show in pane {number}").format(number=pane + 1) for pane in range(len(self._shown))]

    def _open_menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is not None:
            self.make_menu(_frame_id(item)).popup(self.list.viewport().mapToGlobal(at))

    def _fill_list(self) -> None:
        row = self.list.currentRow()
        current_id = _frame_id(self.list.item(row)) if row >= 0 else None
        self.list.clear()
        self._items.clear()
        frames = self._session.project.frames_in_time
        self._counts.clear()
        for frame in frames:
            item = self._items[frame.id] = FrameItem(frame.id, self._make_row, self._tooltip_text)
            self.list.addItem(item)
            self._refresh_item(frame.id)
            if frame.id == current_id:
                self.list.setCurrentItem(item)
        self._stack.setCurrentIndex(0 if frames else 1)
        self._summary.setText(frames_text(len(frames)) if frames else "")

    def _refresh_item(self, frame_id: int) -> None:
        item, frame = self._items.get(frame_id), self._session.project.frames.get(frame_id)
        if item is not None and frame is not None:
            item.refresh_texts(has_credit=bool(_credit(frame)))

    def _make_row(self, frame_id: int) -> FrameRow:
        frame = self._session.project.frames[frame_id]
        if frame_id not in self._counts:
            self._counts[frame_id] = self._session.file.label_count(frame_id)
        count = self._counts[frame_id]
        return FrameRow(
            frame_id=frame_id,
            title=frame_title(frame) if frame.acquired else self.tr("no date"),
            name=frame.name,
            facts=" · ".join([self._scale_text(frame), crs_short(frame)]),
            credit=_credit(frame),
            count=" · ".join([*([labels_text(count)] if count else []), *self._progress_texts(frame)]),
            fault=self._fault_text(frame_id),
            panes=tuple(shown == frame_id for shown in self._shown),
        )

    def _progress_texts(self, frame: Frame) -> list[str]:
        """Return how far the frame is searched by its grid, in at most one text; none without a grid."""
        progress = self._session.labelling_grid.progress(frame.id)
        if frame.complete:
            return [self.tr("complete")]
        return [self.tr("{percent} %").format(percent=progress.percent)] if progress is not None else []

    def _fault_text(self, frame_id: int) -> str:
        return {
            "missing": self.tr("not found"),
            "unreadable": self.tr("can't be read"),
            "changed": self.tr("file has changed"),
        }.get(self._states.get(frame_id, "ready"), "")

    def _scale_text(self, frame: Frame) -> str:
        if frame.gsd_m is not None:
            return self.tr("{size:.2f} m").format(size=frame.gsd_m)
        if not self._session.project.ground_map(frame.id).has_scale:
            return self.tr("no scale")
        ground = self._session.project.ground_map(frame.id)
        pixel_m = ground.metres_per_px(frame.centre_px)
        return self.tr("{size:.2f} m px").format(size=pixel_m)

    def _tooltip_text(self, row: FrameRow) -> str:
        frame = self._session.project.frames[row.frame_id]
        size = self.tr("{width} × {height} px, {bands} × {dtype}").format(
            width=frame.width, height=frame.height, bands=frame.bands, dtype=frame.dtype
        )
        lines = [
            time_text(frame.acquired),
            frame.path,
            size,
            row.facts,
            row.count,
            row.credit,
            row.fault,
        ]
        return "\n".join(line for line in lines if line)

    def _on_cells_changed(self, frame_ids: frozenset[int]) -> None:
        for frame_id in frame_ids:
            self._refresh_item(frame_id)

    def _on_edited(self, edit: Edit) -> None:
        if Frame in edit.kinds:
            self._fill_list()
            return
        counted = (change.item for change in edit.label_changes if change.before is None or change.after is None)
        touched = {item.frame_id for item in counted if isinstance(item, Label)}
        for frame_id in touched:
            self._counts[frame_id] = len(self._session.project.labels(frame_id))
            self._refresh_item(frame_id)


class FrameList(QListWidget):
    """List widget of frames; a double click on a date emits `date_asked` instead of showing the frame."""

    date_asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = FrameDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(self.tr("Frames"))

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the current frame, to drop it on a pane."""
        item = self.currentItem()
        if item is not None:
            drag = QDrag(self)
            drag.setMimeData(frame_mime(_frame_id(item)))
            drag.setPixmap(self.viewport().grab(self.visualItemRect(item)))
            drag.exec(Qt.DropAction.CopyAction)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Emit `date_asked` for a double click on a date, else leave it to Qt."""
        at = event.position()
        item = self.itemAt(at.toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            row: FrameRow = item.data(ROW_ROLE)
            if date_rect(QRectF(self.visualItemRect(item)), row, self.font()).contains(at):
                self.date_asked.emit(row.frame_id)
                return
        super().mouseDoubleClickEvent(event)


def _credit(frame: Frame) -> str:
    """Return the frame's credit line, else its provider and satellite."""
    source = frame.source
    return source.credit or " · ".join(text for text in (source.provider, source.satellite) if text)


def _frame_id(item: QListWidgetItem) -> int:
    assert isinstance(item, FrameItem)
    return item.frame_id
