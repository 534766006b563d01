"""Whether memory, database, arrays, table and screen say the same."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from basewatch_gui.model.query.language import EVERYTHING
from basewatch_gui.session.label_arrays import LabelArrays
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.labels.labels_panel import LabelsPanel
from basewatch_gui.widgets.pane.layers.captions_layer import CaptionsLayer
from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime, Task
from basewatch_gui.widgets.pane.layers.layer import Layer
from basewatch_gui.widgets.pane.layers.preview_layer import PreviewLayer
from basewatch_gui.widgets.pane.overlays import Overlays
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import panel_of

Samples = NDArray[np.int16]
SHADES = 64
"""By so much a sample may differ: what was panned may be off by a tenth of a pixel."""
REST = 4
"""So many turns of the event loop it takes a pane to come to rest."""
MOST_OFF = 4
"""So many pixels may differ more, where lines cross."""


class NoSpareTime(SpareTime):
    """Leaves undone what is not needed now."""

    def run_later(self, task: Task) -> None:
        """Forget the task."""


def everything(file: ProjectFile) -> tuple[object, ...]:
    """All that a project holds."""
    project = file.project
    records = (project.grids, project.cells, project.comments, project.waivers, project.observations)
    labels = {label.id: label for label in project.all_labels()}
    return tuple(dict(table) for table in (project.frames, project.categories, labels, *records))


def check_all(window: MainWindow, session: Session) -> None:
    """What is in memory is in the file, in the arrays that are drawn and hit, in the table and in the active pane."""
    with ProjectFile.open(session.file.path) as other:
        assert everything(other) == everything(session.file)
    for frame in session.project.frames:
        check_arrays(session, frame)
    assert {label.id for label in session.selected_labels} == session.selection
    check_table(window, session)
    check_screen(window)


def check_arrays(session: Session, frame_id: int) -> None:
    """The arrays, changed edit by edit, are those that would be made of the labels anew."""
    labels, held = session.project.labels(frame_id), session.arrays(frame_id)
    assert {label.id: label for label in held.labels if label is not None} == labels
    fresh = LabelArrays(labels.values())
    fresh.hide_authors(session.reviewing.hidden_authors)
    one, other = (np.array([arrays.row(key) for key in labels], np.intp) for arrays in (held, fresh))
    for name in ("bounds_px", "sizes_px", "centres_px"):
        np.testing.assert_array_equal(getattr(held, name)(one), getattr(fresh, name)(other), name)
    for name in ("quads_px", "has_nose", "hidden"):
        np.testing.assert_array_equal(getattr(held, name)[one], getattr(fresh, name)[other], name)
    assert [held.categories[slot] for slot in held.category_slots[one]] == [
        label.category_id for label in labels.values()
    ]
    everywhere = held.within(-1e9, -1e9, 1e9, 1e9)
    assert {label.id for label in held.at_rows(everywhere)} == set(fresh_shown(fresh))


def fresh_shown(arrays: LabelArrays) -> list[int]:
    """The ids of labels that are not hidden."""
    rows = arrays.rows_of([label.id for label in arrays.labels if label is not None])
    return [label.id for label in arrays.at_rows(rows)]


def check_table(window: MainWindow, session: Session) -> None:
    """The table lists the labels of the frames that it is about as they are, and all where nothing is asked for."""
    dock = panel_of(window, LabelsPanel)
    assert dock is not None
    frames = [key for key in dock.scope.frames if key in session.project.frames]
    held = {label.id: label for key in frames for label in session.project.labels(key).values()}
    listed = {label.id: label for label in dock.model.labels()}
    assert len(listed) == dock.model.rowCount()
    assert listed.items() <= held.items()
    if dock.model.query == EVERYTHING:
        assert listed == held


def check_screen(window: MainWindow) -> None:
    """What the active pane has made of one edit after another is what it would draw anew, once it has come to rest."""
    assert window.grid is not None
    window.grid.refresh_now()
    wait_until(lambda: window.grid is None or not window.grid.active.overlays.is_draft)
    for _ in range(REST):
        window.grid.refresh_now()
        differs = differing(window, window.grid.active)
        if differs <= MOST_OFF:
            return
        QApplication.processEvents()
    raise AssertionError(f"{differs} pixels of the active pane differ")


def differing(window: MainWindow, pane: Pane) -> int:
    """How many pixels of a pane's overlays differ from those drawn anew."""
    assert window.workspace is not None
    if not pane.isVisible() or pane.frame_to_screen is None:
        return 0
    fresh = Overlays(window.workspace.session, window.workspace.host, NoSpareTime(), pane.font(), lambda: None)
    for layer in fresh.layers:
        layer.resize(*pane.size_scr)
    fresh.refresh(pane.blend.visible_sides(pane.size_scr), pane.pointed, None, (), labels_hidden=pane.labels_hidden)
    one, other = drawn(pane, pane.overlays.layers), drawn(pane, fresh.layers)
    return int(np.count_nonzero(strays(one, other) | strays(other, one)))


def drawn(pane: Pane, layers: tuple[Layer, ...]) -> Samples:
    """The layers but for the tool's own and captions, which keep their anchors, as (height, width, channels)."""
    width, height = pane.size_scr
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    for layer in layers:
        if layer.isVisible() and not isinstance(layer, PreviewLayer | CaptionsLayer):
            painter.save()
            painter.setClipPath(layer.shape())
            layer.paint(painter, QStyleOptionGraphicsItem())
            painter.restore()
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4).astype(np.int16)


def strays(one: Samples, other: Samples) -> NDArray[np.bool_]:
    """The pixels of one picture that lie beyond what the other has there and right beside."""
    if np.abs(one - other).max(initial=0) <= SHADES:
        return np.zeros(one.shape[:2], np.bool_)
    low, high = other, other
    for axis in (0, 1):
        low = np.minimum.reduce([low, *(np.roll(low, step, axis) for step in (-1, 1))])
        high = np.maximum.reduce([high, *(np.roll(high, step, axis) for step in (-1, 1))])
    off: NDArray[np.bool_] = (one < low - SHADES) | (one > high + SHADES)
    return np.asarray(off.any(axis=2))
