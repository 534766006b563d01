"""The cache of pyramids: what is in it, how large it may become, and what of it to remove."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDoubleSpinBox,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.imagery.pyramids.disk_cache import size_text
from basewatch_gui.imagery.pyramids.manifest import CachedPyramid
from basewatch_gui.session.frames.pyramids import user_cache
from basewatch_gui.widgets.workbench.shell import Shell

GB = 1_000_000_000
_KEY = Qt.ItemDataRole.UserRole


class CachePage(QDialog):
    """Shows the cache; removes what is chosen, and nothing without a word."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.widget)
        self._shell = shell
        self._pyramids = shell.session.pyramids if shell.session is not None else None
        self._cache = self._pyramids.cache if self._pyramids is not None else user_cache()
        self._entries: list[CachedPyramid] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Cache"))
        self.resize(720, 460)
        self.used = QLabel(self)
        self.limit = QDoubleSpinBox(self)
        self.table = self._made_table()
        self.remove_button = QPushButton(self.tr("Remove"), self)
        self.empty_button = QPushButton(self.tr("Empty…"), self)
        self.outcome = QLabel(self)
        self.outcome.setWordWrap(True)
        self.needing = QListWidget(self)
        self.make_button = QPushButton(self.tr("Prepare now"), self)
        self.needing_group = QGroupBox(self.tr("Open frames that are slow to view"), self)
        self._lay_out()
        self._connect()
        self.show_needed()
        self.read()

    def read(self) -> None:
        """List the cache on a worker thread, then show it."""
        cache = self._cache
        self._shell.jobs.run(
            self.tr("Reading the cache"),
            lambda _progress: cache.list_pyramids(),
            self.show_entries,
            self._shell.show_error,
        )

    def show_entries(self, entries: list[CachedPyramid]) -> None:
        """Show these pyramids, last used first."""
        self._entries = entries
        self.table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            state = self.tr("begun") if not entry.is_complete else self.tr("in use") if entry.is_in_use else ""
            used = datetime.fromtimestamp(entry.used_s).astimezone().strftime("%Y-%m-%d %H:%M")
            texts = (entry.frame or self.tr("unknown"), size_text(entry.nbytes), used, state, entry.path)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(_KEY, entry.key)
                item.setToolTip(entry.path)
                if column == 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        total = sum(entry.nbytes for entry in entries)
        words = self.tr("{used} of {limit} used") if entries else self.tr("Empty; at most {limit} will be used")
        self.used.setText(words.format(used=size_text(total), limit=size_text(self._cache.limit_bytes)))
        self.empty_button.setEnabled(bool(entries))
        self._follow_choice()

    def show_needed(self) -> None:
        """Show the open frames that need a pyramid."""
        self.needing.clear()
        session = self._shell.session
        if session is not None and self._pyramids is not None:
            for frame_id in self._pyramids.needed:
                is_made = frame_id == self._pyramids.making
                words = self.tr("{name} (being prepared)") if is_made else "{name}"
                item = QListWidgetItem(words.format(name=session.project.frames[frame_id].name))
                item.setData(_KEY, frame_id)
                self.needing.addItem(item)
        self.needing_group.setVisible(self.needing.count() > 0)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 5, self)
        titles = (self.tr("Frame"), self.tr("Size"), self.tr("Last used"), self.tr("State"), self.tr("Of the file"))
        table.setHorizontalHeaderLabels(list(titles))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        why = QLabel(self.tr("Frames that are slow to read are prepared once for fast viewing and kept here:"), self)
        why.setWordWrap(True)
        place = QLabel(str(self._cache.folder), self)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place.setWordWrap(True)
        self.limit.setRange(1, 10_000)
        self.limit.setDecimals(0)
        self.limit.setSuffix(self.tr(" GB"))
        self.limit.setValue(self._cache.limit_bytes / GB)
        self.limit.setKeyboardTracking(False)
        self.limit.setAccessibleName(self.tr("Limit"))
        close = QPushButton(self.tr("Close"), self)
        for button in (self.remove_button, self.empty_button, self.make_button):
            button.setAutoDefault(False)  # Enter after the limit must remove nothing
        close.setDefault(True)
        close.clicked.connect(self.close)
        needing = QHBoxLayout(self.needing_group)
        self.needing.setMaximumHeight(72)
        needing.addWidget(self.needing, 1)
        needing.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.addWidget(why)
        layout.addWidget(place)
        layout.addLayout(_row(self.used, None, QLabel(self.tr("Limit"), self), self.limit))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.needing_group)
        layout.addWidget(self.outcome)
        layout.addLayout(_row(self.remove_button, self.empty_button, None, close))

    def _connect(self) -> None:
        self.table.itemSelectionChanged.connect(self._follow_choice)
        self.remove_button.clicked.connect(self._remove)
        self.empty_button.clicked.connect(self._empty)
        self.limit.valueChanged.connect(self._set_limit)
        self.make_button.clicked.connect(self._make)
        if self._pyramids is not None:
            self._pyramids.changed.connect(self.show_needed)
            self._pyramids.changed.connect(self.read)
            self._pyramids.destroyed.connect(self.close)

    def _chosen(self) -> list[CachedPyramid]:
        rows = {index.row() for index in self.table.selectedIndexes()}
        return [entry for row, entry in enumerate(self._entries) if row in rows]

    def _follow_choice(self) -> None:
        chosen = self._chosen()
        self.remove_button.setEnabled(bool(chosen))
        size = size_text(sum(entry.nbytes for entry in chosen))
        self.remove_button.setText(self.tr("Remove {size}").format(size=size) if chosen else self.tr("Remove"))

    def _remove(self) -> None:
        self._carry_out(self._chosen())

    def _empty(self) -> None:
        total = sum(entry.nbytes for entry in self._entries)
        question = self.tr("Remove all {size}? The frames themselves stay; they are prepared anew when needed.")
        answer = QMessageBox.question(self, self.tr("Empty the cache"), question.format(size=size_text(total)))
        if answer == QMessageBox.StandardButton.Yes:
            self._carry_out(self._entries)

    def _carry_out(self, entries: list[CachedPyramid]) -> None:
        """Remove these on a worker thread, then show what is gone and what stays."""
        cache = self._cache
        self._shell.jobs.run(
            self.tr("Removing from the cache"),
            lambda _progress: [entry for entry in entries if cache.remove(entry.key)],
            lambda gone: self._say_gone(entries, gone),
            self._shell.show_error,
        )

    def _say_gone(self, asked: list[CachedPyramid], gone: list[CachedPyramid]) -> None:
        text = self.tr("{size} removed.").format(size=size_text(sum(entry.nbytes for entry in gone)))
        stay = [entry.frame for entry in asked if entry not in gone]
        if stay:
            text += " " + self.tr("Still in use, and kept: {names}.").format(names=", ".join(stay))
        self.outcome.setText(text)
        self.read()

    def _set_limit(self, gigabytes: float) -> None:
        limit = round(gigabytes * GB)
        self._shell.settings.cache_limit_bytes = limit
        self._cache.limit_bytes = limit
        over = sum(entry.nbytes for entry in self._entries) - limit
        words = self.tr("{size} are over the limit: what was used longest ago goes when the next frame is prepared.")
        self.outcome.setText(words.format(size=size_text(over)) if over > 0 else "")
        self.show_entries(self._entries)

    def _make(self) -> None:
        """Prepare the chosen frames, or all that wait if none is chosen."""
        items = self.needing.selectedItems() or [self.needing.item(row) for row in range(self.needing.count())]
        for item in items:
            if self._pyramids is not None:
                self._pyramids.retry(item.data(_KEY))


def show_cache(shell: Shell) -> CachePage:
    """Show the page in a window that does not block the work."""
    page = CachePage(shell)
    page.show()
    return page


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Return the widgets side by side; None is room between them."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
