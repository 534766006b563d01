"""What the program remembers of a user between projects: recent files, window, author."""

import getpass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT = 8
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

    @property
    def recent(self) -> list[Path]:
        """The projects opened last that are still there, newest first."""
        kept = self._store.value("recent", [])
        names = [kept] if isinstance(kept, str) else kept
        paths = [Path(str(name)) for name in names] if isinstance(names, list) else []
        return [path for path in paths if path.is_file()]

    def opened(self, project: Path) -> None:
        """Remember a project as the newest."""
        rest = [path for path in self.recent if path != project]
        self._store.setValue("recent", [str(path) for path in [project, *rest][:RECENT]])

    @property
    def theme(self) -> str:
        """`system`, `dark` or `light`."""
        return str(self._store.value("theme", "system"))

    @theme.setter
    def theme(self, theme: str) -> None:
        self._store.setValue("theme", theme)

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

    def window(self, part: str) -> QByteArray | None:
        """The saved `geometry` or `state` of the main window."""
        saved = self._store.value(f"window/{part}")
        return saved if isinstance(saved, QByteArray) else None

    def keep_window(self, part: str, state: QByteArray) -> None:
        """Save the `geometry` or `state` of the main window."""
        self._store.setValue(f"window/{part}", state)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
