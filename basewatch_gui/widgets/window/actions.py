"""The Qt actions, menus and tool bars, made from the records of the capabilities."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.window.focus import reachable
from basewatch_gui.widgets.workbench.action import Action, AnyAction, Bar, Menu
from basewatch_gui.widgets.workbench.capability import Capability, Host


def records_of(capabilities: Sequence[Capability]) -> tuple[AnyAction, ...]:
    """Return the records of all actions in the order of the menus; within a menu in the order of the capabilities."""
    order = list(Menu)
    found = (record for capability in capabilities for record in capability.actions())
    return tuple(sorted(found, key=lambda record: order.index(record.menu)))


class Actions(QObject):
    """The Qt action of each record, by name: carries records out and shows whether they are enabled and checked."""

    def __init__(self, host: Host, records: Sequence[AnyAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._host = host
        self.records = {record.name: record for record in records}
        if len(self.records) < len(records):
            raise ValueError("two actions have one name")
        self._groups: dict[str, QActionGroup] = {}
        self.by_name = {record.name: self._make(record, parent) for record in records}

    def run(self, name: str) -> None:
        """Carry out an action and refresh all of them: one that failed may be checked by its click."""
        record, workspace = self.records[name], self._host.workspace
        try:
            if not isinstance(record, Action):
                record.run(self._host)
            elif workspace is not None:
                record.run(workspace)
        finally:
            self.refresh()

    def refresh(self) -> None:
        """Ask every record whether its action is enabled and checked now."""
        workspace = self._host.workspace
        for name, record in self.records.items():
            action = self.by_name[name]
            if not isinstance(record, Action):
                if record.checked is not None:
                    action.setChecked(record.checked(self._host))
            elif workspace is None:
                action.setEnabled(False)
            else:
                action.setEnabled(record.enabled(workspace))
                if record.checked is not None:
                    action.setChecked(record.checked(workspace))

    def refresh_texts(self) -> None:
        """Refresh the texts that change, before they are read: each new text has the tool bars laid out again."""
        workspace = self._host.workspace
        for name, record in self.records.items():
            if isinstance(record, Action) and record.current_text is not None and workspace is not None:
                self.by_name[name].setText(record.current_text(workspace))

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Add the menus that have actions, submenus at the end of theirs."""
        made: dict[Menu, QMenu] = {}
        for menu in Menu:
            records = [record for record in self.records.values() if record.menu is menu]
            if not records:
                continue
            parent = made[menu.parent] if menu.parent is not None else None
            if parent is not None and not parent.actions()[-1].menu():
                parent.addSeparator()
            made[menu] = (parent or bar).addMenu(menu.title)
            made[menu].aboutToShow.connect(self.refresh_texts)
            for record in records:
                if record.separator and made[menu].actions():
                    made[menu].addSeparator()
                made[menu].addAction(self.by_name[record.name])

    def fill_tool_bar(self, bar: QToolBar, which: Bar) -> QToolBar:
        """Add the actions whose records name this tool bar and return the bar."""
        records = [record for record in self.records.values() if record.bar is which]
        for record in sorted(records, key=lambda record: record.bar_rank):
            if record.bar_separator:
                bar.addSeparator()
            bar.addAction(self.by_name[record.name])
        return reachable(bar)

    def _make(self, record: AnyAction, parent: QWidget) -> QAction:
        made = QAction(record.text, parent)
        if record.icon:
            made.setIcon(icon(record.icon, record.icon_off))
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setCheckable(record.checked is not None)
        made.setStatusTip(record.help)
        if record.group:
            self._groups.setdefault(record.group, QActionGroup(self)).addAction(made)
        made.triggered.connect(lambda _checked: self._host.run(record.name))
        return made


def pane_bar(actions: Actions, parent: QWidget) -> QToolBar:
    """Make the small tool bar of layouts and view history, for the right end of the menu bar."""
    bar = QToolBar(parent)
    bar.setIconSize(QSize(16, 16))
    bar.setStyleSheet("QToolBar { padding: 0px; spacing: 1px; } QToolButton { padding: 1px 4px; }")
    bar.setAccessibleName(parent.tr("Panes"))
    return actions.fill_tool_bar(bar, Bar.PANES)


def add_shortcut(parent: QWidget, key: str, press: Callable[[], object]) -> None:
    """Make a key call `press` wherever the focus is in the window; a held key does not repeat it."""
    action = QAction(parent)
    action.setShortcut(QKeySequence(key))
    action.setAutoRepeat(False)
    action.triggered.connect(lambda _checked: press())
    parent.addAction(action)
