"""The program itself: its look and layout, the way round by keyboard, quitting, and what it is."""

from PySide6.QtWidgets import QApplication, QMessageBox

from basewatch_gui import __version__
from basewatch_gui.widgets.style import apply_theme, is_dark
from basewatch_gui.widgets.workbench.action import Menu, ProgramAction, translate
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.shell import Shell
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[ProgramAction, ...]:
    return (
        ProgramAction(
            name="quit", menu=Menu.PROJECT, text=translate("Quit"),
            help=translate("Close BaseWatch. Everything is saved already."), keys=("Ctrl+Q",), separator=True,
            run=lambda shell: shell.widget.close(),
        ),
        ProgramAction(
            name="theme", menu=Menu.VIEW, text=translate("Dark or light"),
            help=translate("Switch between the dark and the light look."), icon="theme", separator=True,
            run=_switch_theme,
        ),
        ProgramAction(
            name="high_contrast", menu=Menu.VIEW, text=translate("High contrast"),
            help=translate("Show text and lines at the highest contrast, in the dark or the light look."),
            run=_toggle_contrast, checked=lambda shell: shell.settings.high_contrast,
        ),
        ProgramAction(
            name="wheel_scrolls", menu=Menu.VIEW, text=translate("Wheel scrolls"),
            help=translate("Have the wheel scroll and Ctrl+wheel zoom; otherwise the wheel zooms."),
            run=_toggle_wheel, checked=lambda shell: shell.settings.wheel_scrolls,
        ),
        ProgramAction(
            name="reset_layout", menu=Menu.VIEW, text=translate("Reset layout"),
            help=translate("Bring all docks back to their places."), run=lambda shell: shell.reset_layout(),
        ),
        ProgramAction(
            name="next_part", menu=Menu.HELP, text=translate("Next part of the window"),
            help=translate("Go by keyboard from the pane to the docks in sight, to the tool bars and back."),
            keys=("F6",), separator=True, run=lambda shell: shell.focus_part(1),
        ),
        ProgramAction(
            name="previous_part", menu=Menu.HELP, text=translate("Previous part of the window"),
            help=translate("Go by keyboard to the part of the window before."), keys=("Shift+F6",),
            run=lambda shell: shell.focus_part(-1),
        ),
        ProgramAction(
            name="about", menu=Menu.HELP, text=translate("About BaseWatch"),
            help=translate("Show version and licence."), separator=True, run=_show_about,
        ),
    )  # fmt: skip


def _switch_theme(shell: Shell) -> None:
    shell.settings.theme = "light" if is_dark() else "dark"
    _apply_look(shell)


def _toggle_contrast(shell: Shell) -> None:
    shell.settings.high_contrast = not shell.settings.high_contrast
    _apply_look(shell)


def _apply_look(shell: Shell) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, shell.settings.theme, high_contrast=shell.settings.high_contrast)


def _toggle_wheel(shell: Shell) -> None:
    shell.settings.wheel_scrolls = not shell.settings.wheel_scrolls
    shell.settings_changed.emit()


def _open(workspace: Workspace) -> None:
    def follow_wheel() -> None:
        workspace.host.wheel_scrolls = workspace.shell.settings.wheel_scrolls

    workspace.shell.settings_changed.connect(follow_wheel)
    workspace.closing.connect(lambda: workspace.shell.settings_changed.disconnect(follow_wheel))
    follow_wheel()


def _show_about(shell: Shell) -> None:
    tr = shell.widget.tr
    text = tr("BaseWatch {version}\n\nLabels aircraft and air-defence components on satellite frames.\n")
    licence = tr("Apache Licence 2.0. Works offline: it never opens a network connection.")
    QMessageBox.about(shell.widget, tr("About BaseWatch"), text.format(version=__version__) + "\n" + licence)


PROGRAM = Capability(name="program", actions=_actions, open=_open)
