"""What the command palette finds: every action, and what the capabilities add."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from basewatch_gui.widgets.guidance.finding import fitness
from basewatch_gui.widgets.workbench.action import Action
from basewatch_gui.widgets.workbench.capability import Host, PaletteEntry


def palette_entries(host: Host) -> list[PaletteEntry]:
    """Return all entries, actions in the order of the menus first."""
    entries = list(_action_entries(host))
    if host.workspace is not None:
        for capability in host.capabilities:
            entries += capability.entries(host.workspace)
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


def _action_entries(host: Host) -> Iterator[PaletteEntry]:
    for record in host.records:
        action, current_text = host.action(record.name), record.text
        if isinstance(record, Action) and record.current_text is not None and host.workspace is not None:
            current_text = record.current_text(host.workspace)
        yield PaletteEntry(
            record.name,
            current_text,
            record.menu.path,
            host.keys.text(record.name),
            action.trigger,
            action.isEnabled(),
            "" if action.isEnabled() or not isinstance(record, Action) else _reason(host, record),
            record.help,
        )


def _reason(host: Host, record: Action) -> str:
    """Return why a disabled action can't be carried out; '' where its record has no reason."""
    if host.workspace is None:
        return QCoreApplication.translate("Palette", "Open a project first")
    return record.needs
