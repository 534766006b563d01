"""What the command palette finds: every action, and what the capabilities add."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from basewatch_gui.widgets.guidance.finding import fitness
from basewatch_gui.widgets.workbench.action import Action
from basewatch_gui.widgets.workbench.capability import PaletteEntry
from basewatch_gui.widgets.workbench.shell import Shell


def palette_entries(shell: Shell) -> list[PaletteEntry]:
    """Return all entries, actions in the order of the menus first."""
    entries = list(_action_entries(shell))
    if shell.workspace is not None:
        for capability in shell.capabilities:
            entries += capability.entries(shell.workspace)
    return entries


def found(query: str, among: Iterable[PaletteEntry], recent: Sequence[str]) -> list[PaletteEntry]:
    """Return the entries that fit the letters, the best first; of equal ones the enabled, then the recent."""
    age = {name: at for at, name in enumerate(recent)}
    ranked = []
    for at, entry in enumerate(among):
        fit = fitness(query, entry.text)
        if fit is None and entry.more:
            elsewhere = fitness(query, entry.more)
            fit = 5 if elsewhere is not None and elsewhere <= 2 else None
        if fit is not None:
            ranked.append((fit, not entry.enabled, age.get(entry.name, len(recent)), at, entry))
    ranked.sort(key=lambda each: each[:4])
    return [entry for *_, entry in ranked]


def _action_entries(shell: Shell) -> Iterator[PaletteEntry]:
    for record in shell.records:
        action, current_text = shell.action(record.name), record.text
        if isinstance(record, Action) and record.current_text is not None and shell.workspace is not None:
            current_text = record.current_text(shell.workspace)
        yield PaletteEntry(
            record.name,
            current_text,
            record.menu.title.replace("&", ""),
            shell.keys.text(record.name),
            action.trigger,
            action.isEnabled(),
            "" if action.isEnabled() or not isinstance(record, Action) else _reason(shell, record),
            record.help,
        )


def _reason(shell: Shell, record: Action) -> str:
    """Return why a disabled action can't be carried out; '' where its record does not say."""
    if shell.workspace is None:
        return QCoreApplication.translate("Palette", "Open a project first")
    return record.needs
