"""What comes in and goes out: an import and an export for each registered label format, and a copy of the project."""

from collections.abc import Iterator
from functools import partial

from basewatch_gui.exchange.formats import FORMATS, LabelFormat
from basewatch_gui.widgets.export.label_files import LabelFiles
from basewatch_gui.widgets.export.project_copy import save_copy
from basewatch_gui.widgets.workbench.action import Action, Bar, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    return (
        *_imports(),
        *_exports(),
        Action(
            name="save_copy", menu=Menu.PROJECT, text=translate("Save a copy…"),
            help=translate("Write a copy of the project. Your work itself is always saved."),
            run=save_copy,
        ),
    )  # fmt: skip


def _imports() -> Iterator[Action]:
    readable = [each for each in FORMATS if each.importer]
    for each in readable:
        yield Action(
            name=f"import_{each.name}", menu=Menu.PROJECT,
            text=translate("Import {format}…").format(format=each.title),
            help=translate("Add the labels of {file}.").format(file=translate(each.reads)),
            icon="import", separator=each is readable[0], run=partial(_import, label_format=each),
        )  # fmt: skip


def _exports() -> Iterator[Action]:
    """Yield the export actions; the first format has the key and the button on the tool bar."""
    for each in FORMATS:
        if each.exporter:
            is_first = each is FORMATS[0]
            yield Action(
                name=f"export_{each.name}", menu=Menu.PROJECT,
                text=translate("Export {format}…").format(format=each.title),
                help=translate("Write all labels as {file}.").format(file=translate(each.writes)),
                icon="export", keys=("Ctrl+Shift+E",) if is_first else (), bar=Bar.TOOLS if is_first else None,
                run=partial(_export, label_format=each),
            )  # fmt: skip


def _import(workspace: Workspace, label_format: LabelFormat) -> None:
    workspace.parts.get(LabelFiles).import_from(label_format)


def _export(workspace: Workspace, label_format: LabelFormat) -> None:
    workspace.parts.get(LabelFiles).export_as(label_format)


def _open(workspace: Workspace) -> None:
    workspace.parts.add(LabelFiles(workspace))


EXPORT = Capability(name="export", actions=_actions, open=_open)
