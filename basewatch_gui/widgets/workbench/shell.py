"""What capabilities may ask of the window, whether a project is open or not."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.jobs import Jobs
from basewatch_gui.session.session import Session
from basewatch_gui.session.settings import Settings
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.workbench.keys import Keys
from basewatch_gui.widgets.workbench.parts import Parts

Buttons = Sequence[tuple[str, Callable[[], object]]]
"""The buttons of a message: text, and what a press does."""


class Shell(Protocol):
    """The window as capabilities see it: settings, jobs, keys in force, messages, docks.

    `parts` holds what capabilities keep as long as the window lives. `paths_dropped(list[Path])` is sent for files that
    were dropped or named on the command line, `message_shown(text, severity)` after each message, `settings_changed`
    after a setting that open projects follow.
    """

    @property
    def settings(self) -> Settings:
        """The user's settings."""

    @property
    def jobs(self) -> Jobs:
        """Runs slow work that belongs to no project."""

    @property
    def keys(self) -> Keys:
        """The keys in force."""

    @property
    def parts(self) -> Parts:
        """What capabilities keep as long as the window lives."""

    @property
    def session(self) -> Session | None:
        """The open project's session."""

    @property
    def widget(self) -> QWidget:
        """The window itself, as the parent of dialogs."""

    @property
    def middle(self) -> QWidget:
        """What the panes and the start page lie in."""

    paths_dropped: Any
    message_shown: Any
    settings_changed: Any

    def run(self, name: str) -> None:
        """Carry out an action."""

    def attempt(self, function: Callable[[], object]) -> None:
        """Call a function whose fault, if it is the user's, is shown in the message bar."""

    def action(self, name: str) -> QAction:
        """Return the Qt action of a record."""

    def show_message(self, text: str, buttons: Buttons = (), severity: str = "info") -> None:
        """Show one sentence in the message bar: `info`, `warning` or `error`."""

    def show_error(self, fault: BasewatchError, buttons: Buttons = (), severity: str = "error") -> None:
        """Show a fault in the message bar."""

    def show_status(self, text: str, milliseconds: int) -> None:
        """Show a short text in the status bar for a while."""

    def show_hint(self) -> None:
        """Refresh the sentence in the status bar on what the tool wants next."""

    @property
    def hint(self) -> str:
        """The sentence in the status bar on what the tool wants next."""

    def add_status_widget(self, widget: QWidget) -> None:
        """Put a widget into the status bar, left of the place under the pointer."""

    def set_start_page(self, page: QWidget) -> None:
        """Show this page while no project is open."""

    def open_file(self, file: ProjectFile) -> None:
        """Show an open project file in the place of the one that is open now."""

    def show_dock(self, panel: QWidget) -> None:
        """Bring the dock of a panel to the front."""

    def show_first_dock(self, panel: QWidget) -> None:
        """Bring the dock to the front that lies at first in front of a panel's."""

    def is_dock_seen(self, panel: QWidget) -> bool:
        """Return True if the dock of a panel is in front: one behind another tab is visible to Qt all the same."""

    def set_dock_title(self, panel: QWidget, title: str) -> None:
        """Give the dock of a panel another title, as one with a count."""

    def reset_layout(self) -> None:
        """Bring all docks back to their first places."""

    def focus_part(self, step: int) -> None:
        """Give the focus to the next part of the window, or with -1 to the one before."""

    def refresh_actions(self) -> None:
        """Ask every action whether it is enabled and checked now."""
