"""Dialog to choose which of several found images to open, and which of them to join into one frame."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.imagery.scenes.search import FoundImage, FoundScene, SceneSearch
from basewatch_gui.widgets import style
from basewatch_gui.widgets.texts import crs_short, frames_text, sentence, time_text

_SCENE_ROLE = Qt.ItemDataRole.UserRole
_ROW_HEIGHT_SCR = 24
_NAME, _KIND, _SIZE, _BANDS, _DATE = range(5)

Choice = tuple[FoundImage, ...]
"""The images to join into one frame."""


class OpeningDialog(QDialog):
    """Lists found frames with check boxes: one row per frame with its images below, then what could not be opened.

    `chosen` gives one Choice per frame to open.
    """

    chosen = Signal(list)

    def __init__(self, findings: SceneSearch, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Open frames"))
        self._tree = QTreeWidget(self)
        self._open, self._join, self._separate = (QPushButton(self) for _ in range(3))
        self._has_groups = any(len(scene.members) > 1 for scene in findings.scenes)
        layout = QVBoxLayout(self)
        intro = style.quiet_label(self._intro_text(findings), self)
        intro.setWordWrap(True)
        layout.addWidget(intro)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._make_buttons())
        self._fill_tree(findings)
        self._tree.itemChanged.connect(self._refresh_buttons)
        self._refresh_buttons()
        self.resize(QSize(820, 460))

    def _intro_text(self, findings: SceneSearch) -> str:
        found = self.tr("{frames} found.").format(frames=frames_text(len(findings.scenes)))
        together = self.tr("Files that belong together are proposed as one frame.") if self._has_groups else ""
        return f"{found} {together}".strip()

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self._join.setText(self.tr("Join selected files into one frame"))
        self._join.setToolTip(self.tr("Their bands follow one another, on the pixels of the finest."))
        self._join.clicked.connect(lambda: self._emit_choices([tuple(self._checked_images())]))
        self._separate.setText(self.tr("Open separately"))
        self._separate.setToolTip(self.tr("Each checked file becomes a frame of its own."))
        self._separate.clicked.connect(lambda: self._emit_choices([(found,) for found in self._checked_images()]))
        self._open.setText(self.tr("Open"))
        self._open.setDefault(True)
        self._open.clicked.connect(lambda: self._emit_choices(self._checked_scenes()))
        buttons.addButton(self._join, role)
        if self._has_groups:
            buttons.addButton(self._separate, role)
        else:
            self._separate.hide()
        buttons.addButton(self._open, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def _fill_tree(self, findings: SceneSearch) -> None:
        tree = self._tree
        tree.setHeaderLabels(
            [self.tr("Name"), self.tr("What it is"), self.tr("Size"), self.tr("Bands"), self.tr("Date")]
        )
        tree.setRootIsDecorated(self._has_groups or bool(findings.faults))
        palette = tree.palette()
        palette.setColor(QPalette.ColorRole.Window, style.quiet_colour())
        tree.setPalette(palette)  # Qt draws the boxes' frames in this colour, which the dark theme gives the ground too
        seen: set[str] = set()
        for scene in findings.scenes:
            is_first = scene.members[0].frame.path not in seen
            seen.add(scene.members[0].frame.path)
            tree.addTopLevelItem(_scene_item(scene, checked=is_first or not scene.members[0].is_one_of_several))
        if findings.faults:
            self._add_left_out([sentence(fault) for fault in findings.faults])
        tree.expandAll()
        header = tree.header()
        header.setStretchLastSection(False)
        for column in (_KIND, _SIZE, _BANDS, _DATE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)

    def _add_left_out(self, sentences: Sequence[str]) -> None:
        title = QTreeWidgetItem([self.tr("Left out: {count}").format(count=len(sentences))])
        title.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self._tree.addTopLevelItem(title)
        title.setFirstColumnSpanned(True)
        for text in sentences:
            item = QTreeWidgetItem(title, [text])
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setToolTip(_NAME, text)
            item.setForeground(_NAME, style.quiet_colour())
            item.setFirstColumnSpanned(True)

    def _top_items(self) -> Iterator[QTreeWidgetItem]:
        items = (self._tree.topLevelItem(at) for at in range(self._tree.topLevelItemCount()))
        return (item for item in items if item is not None and item.data(_NAME, _SCENE_ROLE) is not None)

    def _checked_scenes(self) -> list[Choice]:
        return [choice for item in self._top_items() if (choice := tuple(_checked_in(item)))]

    def _checked_images(self) -> list[FoundImage]:
        return [found for choice in self._checked_scenes() for found in choice]

    def _refresh_buttons(self) -> None:
        """Enable the buttons that fit the checked rows, and show how many frames would open."""
        scenes, images = self._checked_scenes(), self._checked_images()
        self._open.setEnabled(bool(scenes))
        self._separate.setEnabled(bool(images))
        self._join.setEnabled(len(images) > 1 and not (len(scenes) == 1 and len(images) == len(scenes[0])))
        self._open.setText(
            self.tr("Open {frames}").format(frames=frames_text(len(scenes))) if scenes else self.tr("Open")
        )

    def _emit_choices(self, choices: list[Choice]) -> None:
        self.chosen.emit(choices)
        self.accept()


def _checked_in(item: QTreeWidgetItem) -> Iterator[FoundImage]:
    """Return the checked images of a row without children, else of the rows below it."""
    if item.childCount() == 0:
        if item.checkState(_NAME) == Qt.CheckState.Checked:
            yield from item.data(_NAME, _SCENE_ROLE).members
        return
    for at in range(item.childCount()):
        child = item.child(at)
        if child is not None:
            yield from _checked_in(child)


def _scene_item(scene: FoundScene, *, checked: bool) -> QTreeWidgetItem:
    if len(scene.members) == 1:
        return _image_item(scene.members[0], checked=checked)
    finest = scene.members[0].frame
    bands = sum(found.frame.bands for found in scene.members)
    kind = _tr("pan and colour as one frame") if scene.kind == "pan" else _tr("bands of one scene as one frame")
    item = QTreeWidgetItem(_column_texts(finest.name, kind, finest.width, finest.height, str(bands), finest.acquired))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
    for found in scene.members:
        item.addChild(_image_item(found, checked=checked))
    return _with_scene(item, scene, checked=checked)


def _image_item(found: FoundImage, *, checked: bool) -> QTreeWidgetItem:
    frame = found.frame
    kind = ", ".join(text for text in (found.kind, crs_short(frame)) if text)
    bands = f"{frame.bands} x {frame.dtype}"
    item = QTreeWidgetItem(_column_texts(frame.name, kind, frame.width, frame.height, bands, frame.acquired))
    return _with_scene(item, FoundScene((found,), found.kind), checked=checked)


def _column_texts(name: str, kind: str, width: int, height: int, bands: str, acquired: str | None) -> list[str]:
    return [name, kind, f"{width} x {height}", bands, time_text(acquired) if acquired else ""]


def _with_scene(item: QTreeWidgetItem, scene: FoundScene, *, checked: bool) -> QTreeWidgetItem:
    """Store a scene in an item, with its check box and tooltip; return the item."""
    item.setData(_NAME, _SCENE_ROLE, scene)
    item.setSizeHint(_NAME, QSize(0, _ROW_HEIGHT_SCR))
    item.setToolTip(_NAME, scene.members[0].frame.path)
    item.setCheckState(_NAME, Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    return item


def _tr(text: str) -> str:
    return QCoreApplication.translate("OpeningDialog", text)
