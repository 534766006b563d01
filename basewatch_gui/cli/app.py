"""The command `basewatch`: its commands, its exit codes, and one sentence on stderr for every refusal.

Modules of commands import what they use inside their functions, so that help and completion stay quick.
"""

import sys
from typing import Annotated

import typer

from basewatch_gui import __version__
from basewatch_gui.cli import cache, exchange, project, window
from basewatch_gui.model.errors import BasewatchError

OPEN = "open"

USAGE_FAULT: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What a wrong command line raises: click's class, or that of the copy of click within newer releases of typer."""

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Label aircraft and air-defence components on satellite frames by hand, side by side.",
)
app.command(OPEN)(window.open_window)
app.command("demo")(window.open_demo)
app.command("new")(project.make_project)
app.command("info")(project.show_info)
app.command("cache")(cache.show_cache)
app.command("export")(exchange.export_labels)
app.command("import")(exchange.import_labels)


def run() -> None:
    """Run the command line, `open` where no command is named; exit 0, 2 with a sentence on stderr, 130 if interrupted.

    Other exceptions pass through, to the crash handler.
    """
    arguments = sys.argv[1:]
    known = {*typer.main.get_command(app).commands, "-h", "--help", "--version"}  # type: ignore[attr-defined]
    if not arguments or arguments[0] not in known:
        arguments = [OPEN, *arguments]
    try:
        code = app(arguments, standalone_mode=False, prog_name="basewatch")
    except BasewatchError as fault:
        sys.exit(_refuse(str(fault)))
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except USAGE_FAULT as fault:
        sys.exit(_refuse(fault.format_message()))  # type: ignore[attr-defined]
    sys.exit(code or 0)


@app.callback(invoke_without_command=True)
def _print_version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        typer.echo(f"BaseWatch {__version__}")


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{' '.join(sentence.split())}\n")
    return 2
