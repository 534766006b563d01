"""The user's own keys as a JSON file: lists of keys by the names of actions."""

from pathlib import Path

import msgspec

from basewatch_gui.model.errors import BasewatchError

ByAction = dict[str, tuple[str, ...]]


def read_keys(path: Path) -> ByAction:
    """Return the keys in the file, none where there is no file; raises BasewatchError where it can't be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=ByAction)
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as fault:
        sentence = "Your own keys in {file} can't be read, so all keys are the usual ones: set yours again in Keys."
        raise BasewatchError(sentence, file=path) from fault


def write_keys(path: Path, keys: ByAction) -> None:
    """Write the keys, whole or not at all; raises BasewatchError where that fails."""
    made = path.with_suffix(".new")
    try:
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(msgspec.json.format(msgspec.json.encode(keys, order="sorted"), indent=2))
        made.replace(path)
    except OSError as fault:
        sentence = "Your own keys can't be kept in {file}: {reason}."
        raise BasewatchError(sentence, file=path, reason=fault.strerror) from fault
