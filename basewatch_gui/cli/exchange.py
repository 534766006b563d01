"""Commands that write and read label files: `export` and `import`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from basewatch_gui.model.errors import BasewatchError


class Format(StrEnum):
    """The label formats that can be written and read."""

    COCO = "coco"


def export_labels(
    project: Annotated[Path, typer.Argument(help="The project.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.")],
    label_format: Annotated[Format, typer.Option("--format", help="The format.")] = Format.COCO,
    plain: Annotated[bool, typer.Option("--plain", help="Standard fields only.")] = False,
) -> None:
    """Export the labels of a project."""
    from basewatch_gui.exchange.coco import export_coco
    from basewatch_gui.storage.project_file import ProjectFile

    with ProjectFile.open(project.absolute()) as file:
        report = {Format.COCO: export_coco}[label_format](file.project, file.path.parent, out.absolute(), plain=plain)
    typer.echo(f"{report.path}: {report.annotations} labels on {report.images} frames")
    for name, count in report.counts.items():
        typer.echo(f"{count:>6}  {name}")
    if report.truncated:
        beyond = f", {report.outside} of them wholly outside" if report.outside else ""
        typer.echo(f"{report.truncated} labels leave their frame{beyond}: clipped in the standard fields")


def import_labels(
    project: Annotated[Path, typer.Argument(help="The project; it is made where it is not there.")],
    file: Annotated[Path, typer.Argument(help="The label file.")],
    label_format: Annotated[Format, typer.Option("--format", help="The format.")] = Format.COCO,
) -> None:
    """Import labels into a project, in one edit that can be undone."""
    from basewatch_gui.exchange.coco import import_coco
    from basewatch_gui.storage.project_file import ProjectFile

    target = project.absolute()
    is_new = not target.exists()
    try:
        with ProjectFile.create(target, ()) if is_new else ProjectFile.open(target) as held:
            edit = {Format.COCO: import_coco}[label_format](held.project, target.parent, file.absolute(), held)
            held.do(edit)
    except BasewatchError:
        if is_new:
            target.unlink(missing_ok=True)
        raise
    typer.echo(f"{project}: {len(edit.label_changes)} labels imported")
