"""Commands that write and read label files: `export` and `import`."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from basewatch_gui.exchange.formats import FORMATS, format_named
from basewatch_gui.model.errors import BasewatchError

EXPORTS = {each.name: f"{each.name} ({each.writes} into a {each.out})" for each in FORMATS if each.exporter}
"""The help of each format that can be written, by its name."""

IMPORTS = {each.name: f"{each.name} ({each.reads})" for each in FORMATS if each.importer}
"""The help of each format that can be read, by its name."""


def _one_of(names: dict[str, str]) -> Callable[[str], str]:
    """Return the callback that refuses a name which is none of these."""

    def check(name: str) -> str:
        if name not in names:
            raise typer.BadParameter(f"{name!r} is not {' or '.join(map(repr, names))}.")
        return name

    return check


def export_labels(
    project: Annotated[Path, typer.Argument(help="The project.")],
    out: Annotated[Path, typer.Option("--out", help="The folder, or the file, that the format writes.")],
    label_format: Annotated[
        str,
        typer.Option(
            "--format",
            help=f"The format: {', '.join(EXPORTS.values())}.",
            metavar=f"[{'|'.join(EXPORTS)}]",
            callback=_one_of(EXPORTS),
        ),
    ] = next(iter(EXPORTS)),
    plain: Annotated[bool, typer.Option("--plain", help="Standard fields only.")] = False,
) -> None:
    """Export the labels of a project."""
    from basewatch_gui.storage.project_file import ProjectFile

    export = format_named(label_format).export
    with ProjectFile.open(project.absolute()) as file:
        report = export(file.project, file.path.parent, out.absolute(), plain=plain)
    typer.echo(f"{report.path}: {report.labels} labels on {report.frames} frames")
    for name, count in report.counts.items():
        typer.echo(f"{count:>6}  {name}")
    if report.truncated:
        beyond = f", {report.outside} of them wholly outside" if report.outside else ""
        typer.echo(f"{report.truncated} labels leave their frame{beyond}: clipped in the standard fields")


def import_labels(
    project: Annotated[Path, typer.Argument(help="The project; it is made where it is not there.")],
    file: Annotated[Path, typer.Argument(help="The label file.")],
    label_format: Annotated[
        str,
        typer.Option(
            "--format",
            help=f"The format: {', '.join(IMPORTS.values())}.",
            metavar=f"[{'|'.join(IMPORTS)}]",
            callback=_one_of(IMPORTS),
        ),
    ] = next(iter(IMPORTS)),
) -> None:
    """Import labels into a project, made where it is missing, in one edit that can be undone."""
    from basewatch_gui.storage.project_file import ProjectFile

    import_ = format_named(label_format).import_
    target = project.absolute()
    is_new = not target.exists()
    try:
        with ProjectFile.create(target, ()) if is_new else ProjectFile.open(target) as held:
            edit = import_(held.project, target.parent, file.absolute(), held)
            held.do(edit)
    except BasewatchError:
        if is_new:
            target.unlink(missing_ok=True)
        raise
    typer.echo(f"{project}: {len(edit.label_changes)} labels imported")
