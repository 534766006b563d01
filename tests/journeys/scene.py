"""Two frames of the same ground, and a hand that works the real window with mouse and keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
from affine import Affine
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from basewatch_gui.exchange.formats import FORMATS
from basewatch_gui.geometry.transform import XY, apply_one
from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.application import make_application
from basewatch_gui.widgets.demo_drive import settle, wait_until
from basewatch_gui.widgets.export.label_files import LabelFiles
from basewatch_gui.widgets.guidance.guidance import HelpPanelUpdates
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.rasters import AT_HOME, UTM_37N, Pixels, random_pixels, write_raster

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier

UTM_SIZE, LONLAT_SIZE = (400, 300), (396, 226)
AT_HOME_DEG = Affine(7e-6, 0.0, 39.0, 0.0, -6e-6, 49.652_96)
"""About the ground of AT_HOME: 200 x 150 m, in pixels of 0.51 x 0.67 m."""


def write_pair(folder: Path) -> tuple[Path, Path]:
    """A UTM frame of noise and a grey one in longitude and latitude: other CRS, other pixels, the same ground."""
    folder.mkdir(parents=True, exist_ok=True)
    utm, lonlat = folder / "before.tif", folder / "after.tif"
    noise = random_pixels(*UTM_SIZE, bands=3, seed=1)
    write_raster(utm, noise, crs=UTM_37N, transform=AT_HOME, tags={"TIFFTAG_DATETIME": "2024:12:05 08:14:00"})
    grey: Pixels = np.full((1, LONLAT_SIZE[1], LONLAT_SIZE[0]), 900, np.uint16)
    write_raster(lonlat, grey, crs="EPSG:4326", transform=AT_HOME_DEG, tags={"TIFFTAG_DATETIME": "2024:12:13 08:22:00"})
    return utm, lonlat


def write_project(path: Path, frames: tuple[Path, ...]) -> Path:
    """A project with the shipped categories and these frames."""
    with ProjectFile.create(path, shipped_categories(), "analyst") as file:
        made = [describe_frame(path, file.new_frame_id(), file.stored_path(path)) for path in frames]
        file.do(added("add frames", made))
    return path


@contextmanager
def open_window(width: int = 1100, height: int = 640) -> Iterator[MainWindow]:
    """The real main window of a user who has set nothing; it is closed at the end."""
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "BaseWatch", "BaseWatch").clear()
    application, settings = make_application()
    # Where an earlier test left the pointer, a pane that comes to lie under it would become the active one.
    QCursor.setPos(0, 0)
    window = MainWindow(settings)
    window.resize(width, height)
    window.show()
    window.activateWindow()
    application.processEvents()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()


def opened(window: MainWindow, project: Path) -> tuple[Session, PaneGrid]:
    """The project's session and panes once every frame that is shown is open, drawn and fitted."""
    window.parts.get(Projects).open(project)
    return ready(window)


def ready(window: MainWindow, frames: int = 2) -> tuple[Session, PaneGrid]:
    """The session and panes once so many frames are shown."""
    session, grid = window.session, window.grid
    assert session is not None
    assert grid is not None
    wait_until(lambda: sum(frame is not None for frame in grid.shown) == frames)
    wait_until(lambda: all(session.tiles.frame(frame) is not None for frame in grid.shown if frame is not None))
    wait_until(lambda: not (session.jobs.running or window.jobs.running))
    settle(window)
    grid.refresh_now()
    return session, grid


PanelT = TypeVar("PanelT", bound=QWidget)


def panel_of(window: MainWindow, kind: type[PanelT]) -> PanelT:
    """The panel of this class of the open project."""
    assert window.workspace is not None
    return window.workspace.panel(kind)


def refresh_help(window: MainWindow) -> None:
    """Have the help panel show what is so now."""
    assert window.workspace is not None
    window.workspace.parts.get(HelpPanelUpdates).refresh_now()


def export_to(window: MainWindow, folder: Path) -> None:
    """Export the open project as COCO into a folder."""
    assert window.workspace is not None
    window.workspace.parts.get(LabelFiles).export_to(FORMATS[0], folder)


def labels_of(session: Session) -> dict[int, Label]:
    """All labels of the project by id."""
    return {label.id: label for label in session.project.all_labels()}


def on_screen(pane: Pane, place_px: XY) -> QPoint:
    """The screen pixel of the pane nearest to a place of its frame."""
    assert pane.frame_to_screen is not None
    return QPointF(*apply_one(pane.frame_to_screen, place_px)).toPoint()


def under(pane: Pane, at: QPoint) -> XY:
    """The place of the frame, in frame pixels, under a screen pixel."""
    place = pane.to_frame(QPointF(at))
    assert place is not None
    return place


def hit(pane: Pane, place_px: XY) -> XY:
    """The place of the frame that a pointer sent to this place comes to, for the screen has whole pixels."""
    return under(pane, on_screen(pane, place_px))


def click_at(pane: Pane, at: QPoint, modifier: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT) -> None:
    """Move the pointer there and click."""
    QTest.mouseMove(pane.viewport(), at)
    QTest.mouseClick(pane.viewport(), button, modifier, at)
    QApplication.processEvents()


def drag(
    pane: Pane,
    start: QPoint,
    end: QPoint,
    modifier: Qt.KeyboardModifier = PLAIN,
    button: Qt.MouseButton = LEFT,
) -> None:
    """Press, move in steps and let go."""
    viewport = pane.viewport()
    QTest.mouseMove(viewport, start)
    QTest.mousePress(viewport, button, modifier, start)
    for step in (1, 2, 3):
        QTest.mouseMove(viewport, start + (end - start) * step / 3)
    QTest.mouseRelease(viewport, button, modifier, end)
    QApplication.processEvents()


def key(window: MainWindow, which: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key over the active pane."""
    assert window.grid is not None
    QTest.keyClick(window.grid.active, which, modifier)
    QApplication.processEvents()


def message(window: MainWindow) -> str:
    """The sentence in the message bar; empty while there is none."""
    return window.messages.sentence.text() if window.messages.isVisible() else ""


def press_button(window: MainWindow, text: str) -> None:
    """Press the button of the message bar that says this."""
    buttons = [button for button in window.messages.findChildren(QPushButton) if button.text() == text]
    assert buttons, [button.text() for button in window.messages.findChildren(QPushButton)]
    QTest.mouseClick(buttons[-1], LEFT)
    QApplication.processEvents()


def undo_text(window: MainWindow) -> str:
    """What the menu Edit says of undo when it is opened."""
    undo = window.action("undo")
    menu = next(each for each in undo.associatedObjects() if isinstance(each, QMenu))
    menu.aboutToShow.emit()
    return undo.text()
