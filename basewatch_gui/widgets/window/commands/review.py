"""What the actions on cells, reviews and checks do."""

from typing import TYPE_CHECKING

from basewatch_gui.widgets.window.commands.parts import workspace_of
from basewatch_gui.widgets.window.places.reviewing import mark_reviewed, next_not_reviewed
from basewatch_gui.widgets.window.places.walking import (
    declare_complete,
    mark_cell,
    mark_here,
    show_cells_panel,
    toggle_walk,
)

if TYPE_CHECKING:
    from basewatch_gui.session.session import Session
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""
    return _cells(window) | _reviews(window) | _checks(window)


def _cells(window: "MainWindow") -> "dict[str, Command]":
    return {
        "walk_grid": lambda _: toggle_walk(window),
        "cell_done": lambda _: mark_cell(window, "done"),
        "cell_empty": lambda _: mark_cell(window, "empty"),
        "cell_not_observable": lambda _: mark_cell(window, "not observable"),
        "cell_second_look": lambda _: mark_cell(window, "second look"),
        "cell_to_do": lambda _: mark_here(window, "to do"),
        "cells_panel": lambda _: show_cells_panel(window),
        "complete_frame": lambda _: declare_complete(window),
    }


def _reviews(window: "MainWindow") -> "dict[str, Command]":
    def session() -> "Session":
        return workspace_of(window).session

    def approve_next() -> None:
        session().reviewing.approve(session().selected_labels)
        next_not_reviewed(window)

    def decide_all(*, approve: bool) -> None:
        frame, reviewing = workspace_of(window).grid.active.frame_id, session().reviewing
        if frame is not None and approve:
            reviewing.approve(reviewing.of_frame(frame, ("draft", "submitted")))
        elif frame is not None:
            reviewing.submit(reviewing.of_frame(frame, ("draft", "rejected")))

    return {
        "submit": lambda _: session().reviewing.submit(session().selected_labels),
        "approve": lambda _: session().reviewing.approve(session().selected_labels),
        "approve_next": lambda _: approve_next(),
        "reject": lambda _: _ask_reason(window),
        "submit_all": lambda _: decide_all(approve=False),
        "approve_all": lambda _: decide_all(approve=True),
        "next_not_reviewed": lambda _: next_not_reviewed(window),
        "frame_reviewed": lambda _: mark_reviewed(window),
        "review_panel": lambda _: _show(window, "review"),
    }


def _checks(window: "MainWindow") -> "dict[str, Command]":
    def step(by: int) -> None:
        if window.docks.checks is not None:
            window.docks.checks.step(by)

    return {
        "next_finding": lambda _: step(1),
        "previous_finding": lambda _: step(-1),
        "checks_panel": lambda _: _show(window, "checks"),
    }


def _ask_reason(window: "MainWindow") -> None:
    _show(window, "review")
    if window.docks.review is not None:
        window.docks.review.ask_reason()


def _show(window: "MainWindow", name: str) -> None:
    dock = window.docks.docks[name]
    dock.show()
    dock.raise_()
