"""Files for other programs: paths relative to them, and writing them whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

from basewatch_gui.model.errors import BasewatchError


def file_name_from(frame_path: str, project_folder: Path, folder: Path) -> str:
    """Return the name of a frame for a file in this folder: relative, forward slashes; absolute on another drive."""
    full = os.path.normpath(project_folder.resolve() / frame_path)
    try:
        name = os.path.relpath(full, folder.resolve())
    except ValueError:
        name = full
    return Path(name).as_posix()


def frame_path_from(file_name: str, project_folder: Path, folder: Path) -> str:
    """Return the path of a frame named in a file of this folder: relative below the project's folder, else absolute."""
    full = Path(os.path.normpath(folder.resolve() / file_name))
    base = project_folder.resolve()
    return (full.relative_to(base) if full.is_relative_to(base) else full).as_posix()


def write_whole(path: Path, content: bytes, check: Callable[[Path], None]) -> None:
    """Write a file under a temporary name, check it, then rename it; where anything fails, the old file stays.

    Creates the folder. Raises BasewatchError where it can't be written; what `check` raises propagates.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_synced(part, content)
            check(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        sentence = "{file} can't be written: {reason}. Choose another folder, or free some space, and export again."
        raise BasewatchError(sentence, file=path, reason=reason) from fault


def _write_synced(path: Path, content: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Wait until the new name is on the disk; Windows does so by itself and can't open a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
