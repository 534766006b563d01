"""Files that others read: names relative to them, and written whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

from basewatch_gui.model.errors import BasewatchError


def file_name_from(frame_path: str, project_folder: Path, folder: Path) -> str:
    """The name of a frame for a file in this folder: relative, forward slashes; absolute on another drive."""
    full = os.path.normpath(project_folder.resolve() / frame_path)
    try:
        name = os.path.relpath(full, folder.resolve())
    except ValueError:
        name = full
    return Path(name).as_posix()


def frame_path_from(file_name: str, project_folder: Path, folder: Path) -> str:
    """The path of a frame that a file in this folder names: relative if below the project's folder, else absolute."""
    full = Path(os.path.normpath(folder.resolve() / file_name))
    base = project_folder.resolve()
    return (full.relative_to(base) if full.is_relative_to(base) else full).as_posix()


def write_whole(path: Path, content: bytes, check: Callable[[Path], None]) -> None:
    """Write a file beside its place, have it checked, then put it there; when anything fails the old file stays.

    The folder is made. Raises BasewatchError where it can't be written; what `check` raises goes through.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_through(part, content)
            check(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        sentence = "{file} can't be written: {reason}. Choose another folder, or free some space, and export again."
        raise BasewatchError(sentence, file=path, reason=reason) from fault


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows does so by itself and can't open a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
