"""Creates and opens projects, and adds frames to them."""

from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from basewatch_gui.model.frame import Frame
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.fields.project_files import PROJECT_SUFFIX, project_filter
from basewatch_gui.widgets.fields.save_dialog import ask_save_path
from basewatch_gui.widgets.projects.frame_opening import FrameOpening
from basewatch_gui.widgets.workbench.pixel_size import ask_pixel_size
from basewatch_gui.widgets.workbench.shell import Shell

IMAGE_PATTERNS = (
    "*.tif *.tiff *.ntf *.nitf *.nsf *.jp2 *.j2k *.png *.jpg *.jpeg *.til *.bmp *.webp DIM_*.xml MTD_MSI*.xml *.zip"
)


class Projects(QObject):
    """Creates and opens projects of a window, and adds frames to them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.widget)
        self._shell = shell
        self._opening = FrameOpening(shell, self._create_named, self._offer_pixel_size)

    def new_project(self) -> None:
        """Ask for a file and create an empty project in it."""
        title, start = self.tr("New project"), default_folder()
        path = ask_save_path(self._shell.widget, title, start, project_filter(), PROJECT_SUFFIX)
        if path is not None:
            self.create(path)

    def create(self, path: Path) -> None:
        """Create an empty project in this file, with its folder, and open it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._shell.open_file(ProjectFile.create(path, shipped_categories(), self._shell.settings.author))

    def _create_named(self, name: str) -> None:
        self.create(default_folder() / f"{name}{PROJECT_SUFFIX}")

    def open_project(self) -> None:
        """Ask for a project file and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._shell.widget, self.tr("Open project"), str(default_folder()), project_filter()
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a project file, unless it is open in this window."""
        session = self._shell.session
        if session is not None and session.file.path == path.resolve():
            return
        self._shell.open_file(ProjectFile.open(path, self._shell.settings.author))

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files that were named or dropped: the first project, then all others as frames."""
        projects = [path for path in paths if path.suffix.lower() == PROJECT_SUFFIX]
        if projects:
            self.open(projects[0])
        frames = [path for path in paths if path not in projects]
        if frames:
            self.add_frames(frames)

    def open_frames(self) -> None:
        """Ask for files and add them as frames."""
        title, everything = self.tr("Open frames"), self.tr("All files (*)")
        frames = self.tr("Satellite frames ({patterns})").format(patterns=f"{IMAGE_PATTERNS} {IMAGE_PATTERNS.upper()}")
        names, _ = QFileDialog.getOpenFileNames(self._shell.widget, title, "", f"{frames};;{everything}")
        if names:
            self.add_frames([Path(name) for name in names])

    def open_folder(self) -> None:
        """Ask for a folder and add the frames found in it."""
        folder = QFileDialog.getExistingDirectory(self._shell.widget, self.tr("Open folder"))
        if folder:
            self.add_frames([Path(folder)])

    def add_frames(self, paths: Sequence[Path]) -> None:
        """Add the frames in files and folders to the project; without one, create one named after the first frame."""
        session = self._shell.session
        if session is None or not self._is_refused(session):
            self._opening.add_paths(paths)

    def _offer_pixel_size(self, frames: list[Frame]) -> None:
        if frames:
            ids = [frame.id for frame in frames]
            ask = (self.tr("Set pixel size…"), lambda: self._shell.attempt(lambda: ask_pixel_size(self._shell, ids)))
            text = self.tr("{name} has no georeference: sizes in metres are unknown.").format(name=frames[0].name)
            self._shell.show_message(text, [ask], severity="warning")

    def _is_refused(self, session: Session) -> bool:
        """Return True, after showing why, if nothing can be added to the project."""
        if session.file.read_only:
            self._shell.show_message(session.file.read_only_reason, severity="warning")
        return session.file.read_only


def default_folder() -> Path:
    """Return the default folder for projects: BaseWatch in the user's documents."""
    return user_documents_path() / "BaseWatch"
