"""The main window with a project: opened, edited and seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.benchmarks import program, program_window

SIZE = (1366, 768)


class Window:
    """The main window of a user who has set nothing."""

    def __init__(self, window: program_window.MainWindow) -> None:
        self._window = window

    def open(self, project: Path) -> None:
        """Open a project and paint its panes."""
        self._window.open_paths([project])
        self.paint()

    def paint(self) -> None:
        """Do all that follows an edit and paint, as one turn of the window's event loop does."""
        assert self._window.grid is not None
        self._window.grid.refresh_now()
        QApplication.processEvents()

    def rest(self) -> None:
        """Wait until no job runs and every tile is shown."""
        program_window.wait_until(lambda: not (self._session.jobs.running or self._window.jobs.running))
        program_window.settle(self._window)

    def show_everywhere(self, frame: int) -> None:
        """Show a frame in every pane."""
        grid, workspace = self._window.grid, self._window.workspace
        assert grid is not None
        assert workspace is not None
        for pane in grid.panes:
            workspace.show_frame(frame, pane.index)
        self.paint()
        self.rest()

    @property
    def sizes_scr(self) -> list[tuple[int, int]]:
        """Width and height of every pane in screen pixels."""
        assert self._window.grid is not None
        return [pane.size_scr for pane in self._window.grid.panes]

    @property
    def project_file(self) -> program.ProjectFile:
        """The file of the open project."""
        return self._session.file

    def do(self, edit: program.Edit) -> None:
        """Carry out an edit and show what follows from it."""
        self._session.do(edit)
        self.paint()

    def undo(self) -> None:
        """Undo the last edit and show what follows from that."""
        self._session.undo()
        self.paint()

    @property
    def _session(self) -> program.Session:
        assert self._window.session is not None
        return self._window.session


@contextmanager
def opened_window() -> Iterator[Window]:
    """Show the main window and close it at the end."""
    with program_window.open_window(*SIZE) as window:
        yield Window(window)


def shown_pixels(path: Path) -> program_window.Pixels:
    """Return where the pixels of a frame are read from, and how they are shown unless another look is chosen."""
    with program.open_raster(path) as raster:
        top = raster.read_tile(program.TileKey(1, len(raster.pyramid.sizes) - 1, 0, 0))
        stretch = program.default_stretch(top.samples, top.valid, raster.display_bands)
    return program_window.Pixels(program.RasterSource(path), stretch)
