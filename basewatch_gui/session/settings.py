"""What the program remembers of a user between projects: recent files, window, author, keys."""

import getpass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT_PROJECTS = 8
RECENT_COMMANDS = 12
CACHE_LIMIT_BYTES = 20_000_000_000


class Settings:
    """The user's settings, in an INI file in the user's own configuration folder."""

    def __init__(self) -> None:
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "BaseWatch", "BaseWatch")

    @property
    def author(self) -> str:
        """Who labels: the name set, or the login name."""
        named = str(self._store.value("author", ""))
        return named or _login()

    @author.setter
    def author(self, name: str) -> None:
        self._store.setValue("author", name)

    @property
    def recent_projects(self) -> list[Path]:
        """The projects opened last that are still there, newest first."""
        kept = self._store.value("recent", [])
        return [path for path in map(Path, _listed(kept)) if path.is_file()]

    def remember_project(self, project: Path) -> None:
        """Remember a project as the newest."""
        rest = [path for path in self.recent_projects if path != project]
        self._store.setValue("recent", [str(path) for path in [project, *rest][:MOST_RECENT_PROJECTS]])

    @property
    def theme(self) -> str:
        """`system`, `dark` or `light`."""
        return str(self._store.value("theme", "system"))

    @theme.setter
    def theme(self, theme: str) -> None:
        self._store.setValue("theme", theme)

    @property
    def high_contrast(self) -> bool:
        """True if the theme in force is the one of highest contrast."""
        return self._is_on("high_contrast")

    @high_contrast.setter
    def high_contrast(self, wanted: bool) -> None:
        self._store.setValue("high_contrast", wanted)

    @property
    def wheel_scrolls(self) -> bool:
        """True if the wheel scrolls and Ctrl+wheel zooms, instead of the wheel zooming."""
        return self._is_on("wheel_scrolls")

    @wheel_scrolls.setter
    def wheel_scrolls(self, wanted: bool) -> None:
        self._store.setValue("wheel_scrolls", wanted)

    @property
    def recent_commands(self) -> list[str]:
        """What was chosen last in the palette, newest first."""
        return _listed(self._store.value("recent_deeds", []))

    def remember_command(self, command: str) -> None:
        """Remember what was chosen in the palette as the newest."""
        rest = [each for each in self.recent_commands if each != command]
        self._store.setValue("recent_deeds", [command, *rest][:RECENT_COMMANDS])

    @property
    def keys_file(self) -> Path:
        """The file with the user's own keys."""
        return Path(self._store.fileName()).with_name("keys.json")

    @property
    def length_unit(self) -> str:
        """What lengths are measured in: `m`, `km`, `ft` or `NM`."""
        return str(self._store.value("length_unit", "m"))

    @length_unit.setter
    def length_unit(self, unit: str) -> None:
        self._store.setValue("length_unit", unit)

    @property
    def cache_limit_bytes(self) -> int:
        """How large the cache of pyramids may become, in bytes: 20 GB unless another size is set."""
        kept = str(self._store.value("cache_limit_bytes", ""))
        return int(kept) if kept.isdigit() and int(kept) > 0 else CACHE_LIMIT_BYTES

    @cache_limit_bytes.setter
    def cache_limit_bytes(self, limit: int) -> None:
        self._store.setValue("cache_limit_bytes", str(limit))

    def stored_window(self, part: str) -> QByteArray | None:
        """Return the saved `geometry` or `state` of the main window."""
        saved = self._store.value(f"window/{part}")
        return saved if isinstance(saved, QByteArray) else None

    def store_window(self, part: str, state: QByteArray) -> None:
        """Save the `geometry` or `state` of the main window."""
        self._store.setValue(f"window/{part}", state)

    def _is_on(self, name: str) -> bool:
        return str(self._store.value(name, "false")).casefold() == "true"


def _listed(kept: object) -> list[str]:
    """Return a list as the INI file gives it back: one text stands for a list of one."""
    if isinstance(kept, str):
        return [kept]
    return [str(each) for each in kept] if isinstance(kept, list) else []


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
