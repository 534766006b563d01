"""Commands that open, fill and hand on a project."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QInputDialog

from basewatch_gui.exchange.coco import export_coco
from basewatch_gui.exchange.coco_import import import_coco
from basewatch_gui.model.edit import replaced
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.projects.opening import Opening
from basewatch_gui.widgets.texts import frames_text, labels_text

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow

PROJECT_SUFFIX = ".basewatch"
IMAGE_PATTERNS = (
    "*.tif *.tiff *.ntf *.nitf *.nsf *.jp2 *.j2k *.png *.jpg *.jpeg *.til *.bmp *.webp DIM_*.xml MTD_MSI*.xml *.zip"
)


class ProjectCommands(QObject):
    """Opens and makes projects, adds frames, imports and exports."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._opening = Opening(window, self._create_named, self._ask_for_scale)

    def new_project(self) -> None:
        """Ask for a file and start an empty project in it."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("New project"), str(default_folder()), self._project_filter()
        )
        if name:
            self.create(Path(name).with_suffix(PROJECT_SUFFIX))

    def create(self, path: Path) -> None:
        """Start an empty project in this file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._window.open_file(ProjectFile.create(path, shipped_categories(), self._window.settings.author))

    def _create_named(self, name: str) -> None:
        self.create(default_folder() / f"{name}{PROJECT_SUFFIX}")

    def open_project(self) -> None:
        """Ask for a project and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open project"), str(default_folder()), self._project_filter()
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a project, unless it is open in this window."""
        session = self._window.session
        if session is not None and session.file.path == path.resolve():
            return
        self._window.open_file(ProjectFile.open(path, self._window.settings.author))

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open what was named or dropped: a project, or frames."""
        projects = [path for path in paths if path.suffix.lower() == PROJECT_SUFFIX]
        if projects:
            self.open(projects[0])
        frames = [path for path in paths if path not in projects]
        if frames:
            self.add_frames(frames)

    def open_frames(self) -> None:
        """Ask for frames and add them."""
        title, everything = self.tr("Open frames"), self.tr("All files (*)")
        frames = self.tr("Satellite frames ({patterns})").format(patterns=f"{IMAGE_PATTERNS} {IMAGE_PATTERNS.upper()}")
        names, _ = QFileDialog.getOpenFileNames(self._window, title, "", f"{frames};;{everything}")
        if names:
            self.add_frames([Path(name) for name in names])

    def open_folder(self) -> None:
        """Ask for a folder and add the frames in it."""
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Open folder"))
        if folder:
            self.add_frames([Path(folder)])

    def add_frames(self, paths: Sequence[Path]) -> None:
        """Add the frames in files and folders to the project; without one, start one named after the first frame."""
        session = self._window.session
        if session is None or not self._refused(session):
            self._opening.add(paths)

    def _ask_for_scale(self, frames: list[Frame]) -> None:
        if frames:
            ids = [frame.id for frame in frames]
            ask = (self.tr("Set pixel size…"), lambda: self._window.attempt(lambda: self.ask_pixel_size(ids)))
            text = self.tr("{name} has no georeference: sizes in metres are unknown.").format(name=frames[0].name)
            self._window.say(text, [ask], severity="warning")

    def ask_pixel_size(self, frame_ids: Sequence[int]) -> None:
        """Ask how large a pixel of these frames is on the ground; nothing changes where nobody knows."""
        session = self._window.session
        if session is None:
            return
        frames = [session.project.frames[key] for key in frame_ids if key in session.project.frames]
        title = self.tr("Pixel size")
        text = self.tr("Size of a pixel on the ground, in metres (cancel if unknown):")
        metres, known = QInputDialog.getDouble(self._window, title, text, 0.5, 0.001, 10_000.0, 3)
        if known:
            session.do(replaced("edit frame", [(frame, replace(frame, gsd_m=metres)) for frame in frames]))

    def import_coco(self) -> None:
        """Ask for a COCO file and add what it holds."""
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import COCO"), "", self.tr("COCO JSON (*.json)"))
        session = self._window.session
        if not name or session is None:
            return
        file = session.file
        edit = import_coco(file.project, file.path.parent, Path(name), file)
        session.do(edit)
        count = labels_text(len(edit.label_changes))
        self._window.say(self.tr("Imported {labels} from {name}.").format(labels=count, name=Path(name).name))

    def export_coco(self) -> None:
        """Ask for a folder and write COCO JSON into it."""
        session = self._window.session
        if session is None:
            return
        start = str(session.file.path.parent)
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Export COCO into a folder"), start)
        if folder:
            self.export_to(Path(folder))

    def export_to(self, folder: Path) -> None:
        """Write COCO JSON into the folder and say what was written."""
        session = self._window.session
        if session is None:
            return
        report = export_coco(session.project, session.file.path.parent, folder)
        counts = ", ".join(f"{name} {count}" for name, count in report.counts.items())
        text = self.tr("Exported {labels} on {frames} to {path}.").format(
            labels=labels_text(report.labels), frames=frames_text(report.frames), path=report.path
        )
        if counts:
            text += f"  {counts}."
        if report.truncated:
            text += self.tr(" {count} leave their frame and are clipped.").format(count=report.truncated)
        if report.outside:
            text += self.tr(" {count} of them lie wholly outside.").format(count=report.outside)
        show = self.tr("Open folder")
        self._window.say(text, [(show, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))])

    def save_copy(self) -> None:
        """Ask for a file and write a copy of the project into it."""
        session = self._window.session
        if session is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save a copy"), str(session.file.path.parent), self._project_filter()
        )
        if name:
            path = Path(name).with_suffix(PROJECT_SUFFIX)
            session.file.save_copy(path)
            self._window.say(self.tr("A copy is in {path}.").format(path=path))

    def _refused(self, session: Session) -> bool:
        if session.file.read_only:
            self._window.say(session.file.read_only_reason, severity="warning")
        return session.file.read_only

    def _project_filter(self) -> str:
        return self.tr("BaseWatch project (*{suffix})").format(suffix=PROJECT_SUFFIX)


def default_folder() -> Path:
    """Where projects are made when nobody says where: BaseWatch in the user's documents."""
    return user_documents_path() / "BaseWatch"
