"""Projects: create and open them, add frames, and the start page."""

from platformdirs import user_data_path

from basewatch_gui.demo.project import build_demo_project
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.projects.welcome import Welcome
from basewatch_gui.widgets.workbench.action import Bar, Menu, ProgramAction, translate
from basewatch_gui.widgets.workbench.capability import Capability, Notice, translate_notice
from basewatch_gui.widgets.workbench.shell import Shell
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[ProgramAction, ...]:
    return (
        ProgramAction(
            name="new_project", menu=Menu.PROJECT, text=translate("New project…"),
            help=translate("Start an empty project in a file of its own."), icon="new-project", keys=("Ctrl+N",),
            run=lambda shell: _projects(shell).new_project(),
        ),
        ProgramAction(
            name="open_project", menu=Menu.PROJECT, text=translate("Open project…"),
            help=translate("Open a .basewatch file."), icon="open-project", keys=("Ctrl+Shift+O",),
            run=lambda shell: _projects(shell).open_project(),
        ),
        ProgramAction(
            name="open_demo", menu=Menu.PROJECT, text=translate("Open the demo"),
            help=translate("Open the synthetic air base on two dates."), run=_open_demo,
        ),
        ProgramAction(
            name="open_frames", menu=Menu.PROJECT, text=translate("Open frames…"),
            help=translate("Add satellite frames to the project."), icon="open-frames", keys=("Ctrl+O",),
            separator=True, bar=Bar.TOOLS, run=lambda shell: _projects(shell).open_frames(),
        ),
        ProgramAction(
            name="open_folder", menu=Menu.PROJECT, text=translate("Open folder…"),
            help=translate("Add satellite frames of a folder: choose from a list of what is in it."),
            icon="open-folder", keys=("Ctrl+Alt+O",), run=lambda shell: _projects(shell).open_folder(),
        ),
    )  # fmt: skip


def _projects(shell: Shell) -> Projects:
    return shell.parts.get(Projects)


def _open_demo(shell: Shell) -> None:
    """Build the demo project in the user's data folder on a worker thread unless it exists, then open it."""
    folder = user_data_path("BaseWatch", appauthor=False) / "demo"
    shell.jobs.run(
        shell.widget.tr("Drawing the demo's frames"),
        lambda progress: build_demo_project(folder, progress),
        _projects(shell).open,
        shell.show_error,
    )


def _start(shell: Shell) -> None:
    projects = shell.parts.add(Projects(shell))
    welcome = Welcome(shell.settings.recent_projects, shell.widget)
    welcome.demo.connect(lambda: shell.run("open_demo"))
    welcome.frames.connect(lambda: shell.run("open_frames"))
    welcome.project.connect(lambda: shell.run("open_project"))
    welcome.recent.connect(lambda path: shell.attempt(lambda: projects.open(path)))
    for signal in (welcome.dropped, shell.paths_dropped):
        signal.connect(lambda paths: shell.attempt(lambda: projects.open_paths(paths)))
    shell.set_start_page(welcome)


def _notices(workspace: Workspace) -> list[Notice]:
    file = workspace.session.file
    if not file.read_only:
        return []
    text = translate_notice("Nothing can be changed here. {reason}").format(reason=file.read_only_reason)
    return [Notice(text, translate_notice("Save a copy…"), lambda: workspace.shell.run("save_copy"))]


PROJECTS = Capability(name="projects", actions=_actions, start=_start, notices=_notices)
