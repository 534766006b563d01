"""Copies of the project's database: those that a user saves, and automatic backups."""

import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.storage.lock import OPEN_ELSEWHERE, release_lock, take_lock

BACKUP_FOLDER = ".basewatch-backups"
BACKUPS_KEPT = 3
BACKUP_EVERY = timedelta(days=1)
BACKUP_MAX_BYTES = 64 * 2**20

_TIME_FORMAT = "%Y%m%d-%H%M%S"


def save_copy(connection: sqlite3.Connection, project: Path, target: Path) -> None:
    """Write a copy of the open project to another path, over what is there.

    Raises BasewatchError when the target is the project itself, open in a window, or can't be written.
    """
    if target == project or (target.exists() and target.samefile(project)):
        raise BasewatchError("The project is {path} itself. Choose another name for the copy.", path=target)
    lock, reason = take_lock(target)
    if reason == OPEN_ELSEWHERE:
        raise BasewatchError("{path} is open in another window. Close it or choose another name.", path=target)
    try:
        copy_database(connection, target)
    finally:
        release_lock(lock)


def back_up(connection: sqlite3.Connection, project: Path, now: datetime) -> None:
    """Write a daily backup of the project into the hidden folder beside it, and delete all but the last three.

    Does nothing while the newest backup is younger than a day, for a project of 64 MB and more, for a project that is
    itself a backup, and where a backup can't be written.
    """
    folder = project.parent / BACKUP_FOLDER
    if project.parent.name == BACKUP_FOLDER:
        return
    with suppress(OSError, BasewatchError):
        if project.stat().st_size >= BACKUP_MAX_BYTES:
            return
        folder.mkdir(exist_ok=True)
        if any(timedelta(0) <= now - made < BACKUP_EVERY for made, _ in _dated_backups(project)):
            return
        copy_database(connection, folder / f"{project.stem}.{now.astimezone(UTC).strftime(_TIME_FORMAT)}.basewatch")
        for path in backups(project)[:-BACKUPS_KEPT]:
            path.unlink()


def backups(project: Path) -> list[Path]:
    """Return the paths of the project's backups, oldest first."""
    return [path for _, path in _dated_backups(project)]


def copy_database(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the open database to a path, whole or not at all; raises BasewatchError when that fails."""
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(part)) as copy:
                connection.backup(copy)
            put_in_place(part, target)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, sqlite3.DatabaseError) as fault:
        raise BasewatchError(
            "The copy {path} can't be written ({fault}). Check its folder and the space on its disk.",
            path=target,
            fault=fault,
        ) from fault


def put_in_place(part: Path, target: Path) -> None:
    """Rename a finished database over the target; its logs are deleted, SQLite would replay them into the new file."""
    for suffix in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    part.replace(target)


def _dated_backups(project: Path) -> list[tuple[datetime, Path]]:
    folder = project.parent / BACKUP_FOLDER
    pattern = re.compile(re.escape(project.stem) + r"\.(\d{8}-\d{6})\.basewatch")
    found: list[tuple[datetime, Path]] = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if match := pattern.fullmatch(path.name):
            with suppress(ValueError):
                found.append((datetime.strptime(match[1], _TIME_FORMAT).replace(tzinfo=UTC), path))
    return sorted(found)
