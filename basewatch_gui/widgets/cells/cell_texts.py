"""The words of the panel of cells."""

from PySide6.QtCore import QCoreApplication

from basewatch_gui.model.records import CellState
from basewatch_gui.session.grid.labelling_grid import Progress

_tr = QCoreApplication.translate


def cell_state_name(state: CellState) -> str:
    """Return the name of a cell's state."""
    return {
        "to do": _tr("Cells", "to do"),
        "in progress": _tr("Cells", "in progress"),
        "done": _tr("Cells", "done"),
        "empty": _tr("Cells", "empty"),
        "not observable": _tr("Cells", "not observable"),
        "second look": _tr("Cells", "second look"),
    }[state]


def zoom_name(zoom: str) -> str:
    """Return the name of a zoom for walking cells."""
    return {
        "fit": _tr("Cells", "Fit the cell"),
        "1:1": _tr("Cells", "1:1"),
        "2:1": _tr("Cells", "2:1"),
        "4:1": _tr("Cells", "4:1"),
        "as it is": _tr("Cells", "As it is"),
    }[zoom]


def order_name(order: str) -> str:
    """Return the name of an order in which cells are walked."""
    return {"snake": _tr("Cells", "Snake"), "rows": _tr("Cells", "Row by row")}[order]


def scope_name(scope: str) -> str:
    """Return the name of what a grid lies over."""
    return {"frame": _tr("Cells", "This frame"), "common": _tr("Cells", "Common ground of all frames")}[scope]


def progress_text(progress: Progress) -> str:
    """Return how far a frame is."""
    finished = progress.total - progress.left
    return _tr("Cells", "{percent} %: {finished:,} of {total:,} cells").format(
        percent=progress.percent, finished=finished, total=progress.total
    )


def cell_text(column: int, row: int, state: CellState) -> str:
    """Return a cell by its place on the map, counted from 1, and its state."""
    return _tr("Cells", "Column {column}, row {row}: {state}").format(
        column=column + 1, row=row + 1, state=cell_state_name(state)
    )
