"""The keys in force: the usual ones of the actions' records, changed as the user wants."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.settings import Settings
from basewatch_gui.widgets.workbench.gestures import gesture_keys
from basewatch_gui.widgets.workbench.keys_file import ByAction, read_keys, write_keys

_ACTION = re.compile(r"\{(\w+)\}")


class KeyedRecord(Protocol):
    """What is asked of an action's record: its name, text, help and usual keys."""

    @property
    def name(self) -> str:
        """The name of the action."""

    @property
    def text(self) -> str:
        """Its text in menus."""

    @property
    def help(self) -> str:
        """One sentence on what it does."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Its usual keys."""


class Keys(QObject):
    """Which keys each action has. A change is stored at once, and shown by menus and tooltips; then `changed` is sent.

    `fault` is what was wrong with the user's own keys when they were read; None where nothing was.
    """

    changed = Signal()

    def __init__(
        self,
        settings: Settings,
        records: Sequence[KeyedRecord],
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        """Give the Qt actions, by the names of their records, the keys in force."""
        super().__init__(parent)
        self._settings = settings
        self._actions = actions
        self._records = {record.name: record for record in records}
        self._usual: ByAction = {record.name: _portable(record.keys) for record in records}
        self.fault: BasewatchError | None = None
        self._own = self._read()
        self._now: ByAction = {}
        self._apply()

    def of(self, name: str) -> tuple[str, ...]:
        """Return the action's keys, by their portable names."""
        return self._now[name]

    def text(self, name: str) -> str:
        """Return the action's keys as the platform writes them; '' without any."""
        return keys_text(self._now[name])

    def shown(self, name: str) -> str:
        """Return what a sentence calls the action by: its first key, or its name where it has none."""
        keys = self._now[name]
        return keys_text(keys[:1]) if keys else f"“{self.title(name)}”"

    def filled(self, text: str) -> str:
        """Return the text with each `{action}` that is named in it called as `shown` does; other braces stay."""
        return _ACTION.sub(lambda match: self.shown(match[1]) if match[1] in self._now else match[0], text)

    def is_own(self, name: str) -> bool:
        """Return whether the action has other keys than usual."""
        return name in self._own

    @property
    def has_own(self) -> bool:
        """True if any action has other keys than usual."""
        return bool(self._own)

    def set(self, name: str, keys: Iterable[str]) -> None:
        """Give an action these keys and no others.

        Raises BasewatchError naming what has one of them already, or where they can't be kept.
        """
        wanted = _portable(keys)
        for key in wanted:
            self._refuse(name, key)
        own = {action: kept for action, kept in self._own.items() if action != name}
        if wanted != self._usual[name]:
            own[name] = wanted
        self._change(own)

    def restore(self, name: str) -> None:
        """Give an action its usual keys again; raises BasewatchError where another one has taken them."""
        self.set(name, self._usual[name])

    def restore_all(self) -> None:
        """Give all actions their usual keys again."""
        self._change({})

    def _change(self, own: ByAction) -> None:
        write_keys(self._settings.keys_file, own)
        self._own = own
        self._apply()
        self.changed.emit()

    def _refuse(self, name: str, key: str) -> None:
        """Raise BasewatchError where the action can't have the key."""
        shown = keys_text([key])
        if not _is_one_key(key):
            raise BasewatchError("A key must be one press, as F or Ctrl+F; {key} is not.", key=shown or key)
        if key in gesture_keys():
            raise BasewatchError("{key} can't be changed: {use}", key=shown, use=gesture_keys()[key])
        for other, keys in self._now.items():
            if other != name and key in keys:
                text = self.title(other)
                raise BasewatchError("{key} belongs to “{other}”: give that another key first.", key=shown, other=text)

    def title(self, name: str) -> str:
        """Return the action's text, without the dots that stand for a question."""
        return self._records[name].text.rstrip("…")

    def _read(self) -> ByAction:
        """Return the user's own keys, without those that can't be; actions that this version lacks are passed over."""
        try:
            read = read_keys(self._settings.keys_file)
        except BasewatchError as fault:
            self.fault = fault
            return {}
        known = {name: _portable(keys) for name, keys in read.items() if name in self._usual}
        taken: set[str] = set(gesture_keys())
        own: ByAction = {}
        for name, keys in known.items():
            own[name] = tuple(key for key in keys if key not in taken and _is_one_key(key))
            taken.update(own[name])
            if own[name] != keys:
                sentence = "“{action}” could not get all its keys from {file}: they are used otherwise, or are no keys."
                self.fault = BasewatchError(sentence, action=self.title(name), file=self._settings.keys_file)
        return own

    def _apply(self) -> None:
        """Set the keys of every Qt action; a usual one that the user gave to another action is left out."""
        taken = {key for keys in self._own.values() for key in keys}
        for name, usual in self._usual.items():
            keys = self._own[name] if name in self._own else tuple(key for key in usual if key not in taken)
            if self._now.get(name) != keys:
                self._now[name] = keys
                _set_keys(self._actions[name], self._records[name], keys)


def keys_text(keys: Sequence[str]) -> str:
    """Return keys as the platform writes them, with commas."""
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def _set_keys(action: QAction, record: KeyedRecord, keys: Sequence[str]) -> None:
    """Give an action these keys, and a tooltip that names them."""
    action.setShortcuts([QKeySequence(key) for key in keys])
    shown = keys_text(keys)
    title = f"{record.text.rstrip('…')} ({shown})" if shown else record.text
    action.setToolTip(f"{title}\n{record.help}")


def _portable(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(QKeySequence(key).toString() or key for key in keys))


def _is_one_key(key: str) -> bool:
    sequence = QKeySequence(key)
    return sequence.count() == 1 and bool(sequence.toString())
