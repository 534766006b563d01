"""The record of a capability: what one folder of widgets brings to the window."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from basewatch_gui.widgets.workbench.action import AnyAction
from basewatch_gui.widgets.workbench.dock import Dock
from basewatch_gui.widgets.workbench.shell import Shell
from basewatch_gui.widgets.workbench.workspace import Workspace


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key that does something for as long as it is held: `press` begins it, `release` ends it.

    `everywhere` keys work wherever the focus is in the window, others where nothing else takes them.
    """

    key: str
    press: Callable[[Workspace], object]
    release: Callable[[Workspace], object]
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence on what may confuse, and the button that puts it right: its text, and what it does."""

    text: str
    button: str = ""
    action: Callable[[], object] = bool


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One thing that the command palette finds: its name in memory, text, kind, keys and what choosing it does.

    A disabled entry has the `reason`; `more` are words that find it too.
    """

    name: str
    text: str
    kind: str
    keys: str
    action: Callable[[], object]
    enabled: bool = True
    reason: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key that does something just now, and what it does.

    `action` names an action: its keys in force are meant where `key` is empty, its own text where `text` is.
    """

    text: str = ""
    key: str = ""
    action: str = ""


def translate_notice(text: str) -> str:
    """Return the text of a notice or its button in the user's language."""
    return QCoreApplication.translate("Notices", text)


def translate_key_line(text: str) -> str:
    """Return the text or key of a line on keys that work now in the user's language."""
    return QCoreApplication.translate("KeysNow", text)


def nothing(_workspace: Workspace) -> Iterable[object]:
    """Return nothing: the capability has none of these."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """All that one folder brings to the window.

    `start` is called once, when the window is made; `open` with each project that is opened, after all panels of all
    capabilities are made: there a capability connects to the session. The other callables are asked when needed:
    `hint` for a sentence that comes before the tool's own, `notices`, `entries` and `keys_now` for the help panel and
    the command palette. Texts are made by functions, since the language is known only when the program runs.
    """

    name: str
    actions: Callable[[], Sequence[AnyAction]] = tuple
    docks: Callable[[], Sequence[Dock]] = tuple
    held_keys: Callable[[], Sequence[HeldKey]] = tuple
    start: "Callable[[Host], object] | None" = None
    open: Callable[[Workspace], object] | None = None
    hint: Callable[[Workspace], str] | None = None
    notices: Callable[[Workspace], Iterable[Notice]] = nothing  # type: ignore[assignment]
    entries: Callable[[Workspace], Iterable[PaletteEntry]] = nothing  # type: ignore[assignment]
    keys_now: Callable[[Workspace], Iterable[KeyLine]] = nothing  # type: ignore[assignment]


class Host(Shell, Protocol):
    """The window as seen by what lists all that the capabilities bring, and whose `workspace` comes and goes."""

    @property
    def workspace(self) -> Workspace | None:
        """The open project's workspace."""

    @property
    def capabilities(self) -> Sequence[Capability]:
        """All capabilities, in the order of the window's list."""

    @property
    def records(self) -> Sequence[AnyAction]:
        """The records of all actions, in the order of the menus."""
