"""The command line, the crash handler, and the one place where the program is put together.

The commands that need no window import no Qt.
"""

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from basewatch_gui import __version__
from basewatch_gui.model.errors import BasewatchError

if TYPE_CHECKING:
    from basewatch_gui.imagery.sources.images import ImageFacts
    from basewatch_gui.model.frame import Frame
    from basewatch_gui.widgets.window.main_window import MainWindow

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Label aircraft and air-defence components on satellite frames by hand, side by side.",
)

OPEN = "open"

USAGE_FAULT = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What a wrong command line raises: click's class, or that of the copy of click within newer releases of typer."""


class Format(StrEnum):
    """The label formats that can be written and read."""

    COCO = "coco"


def run() -> None:
    """Carry out the command line: exit 0, 2 with one sentence on stderr, or 1 after a crash."""
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
    except Exception as fault:
        if isinstance(fault, USAGE_FAULT):
            sys.exit(_refuse(fault.format_message()))  # type: ignore[attr-defined]
        sys.excepthook(*sys.exc_info())
        sys.exit(1)
    sys.exit(code or 0)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        typer.echo(f"BaseWatch {__version__}")


@app.command(OPEN)
def open_window(
    paths: Annotated[list[Path] | None, typer.Argument(help="A project, or frames to open side by side.")] = None,
) -> None:
    """Open the window, with a project or frames where they are named."""
    window, start = _window()
    if paths:
        window.attempt(lambda: window.project_commands.open_paths(paths))
    start()


@app.command()
def demo(
    headless: Annotated[bool, typer.Option(help="Drive the window without a display, then export.")] = False,
    directory: Annotated[Path | None, typer.Option("--dir", help="Where the demo is made.")] = None,
) -> None:
    """Open the demo project: a synthetic air base on two dates."""
    from platformdirs import user_data_path

    folder = (directory or user_data_path("BaseWatch", appauthor=False) / "demo").absolute()
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from basewatch_gui.widgets.demo_drive import drive_demo

        _watch_for_crashes()
        drive_demo(folder, typer.echo)
        return
    _need_display()
    project = _with_progress("Drawing the demo's frames", folder)
    window, start = _window()
    window.attempt(lambda: window.project_commands.open(project))
    start()


@app.command()
def new(
    project: Annotated[Path, typer.Argument(help="The project file to make.")],
    frames: Annotated[list[Path], typer.Argument(help="Its frames: files, and folders of them.")],
    far: Annotated[bool, typer.Option("--far", help="Allow frames over 200 km apart.")] = False,
) -> None:
    """Make a project with frames."""
    from basewatch_gui.model.resources import shipped_categories
    from basewatch_gui.session.frames.frame_files import add_edit, in_project, refuse_far
    from basewatch_gui.storage.project_file import ProjectFile

    described = _found_frames(frames)
    if not far:
        refuse_far(None, described)
    with ProjectFile.create(project.absolute(), shipped_categories()) as file:
        named = [in_project(file, frame) for frame in described]
        file.do(add_edit(named))
    typer.echo(f"{project}: {len(named)} frames")


@app.command()
def info(
    path: Annotated[Path, typer.Argument(help="A frame, a folder of frames, or a project.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what a frame or a project holds."""
    facts = _project_facts(path) if path.suffix.lower() == ".basewatch" else _frame_facts(path)
    if as_json:
        typer.echo(json.dumps(_finite(facts), ensure_ascii=False, indent=2, allow_nan=False))
        return
    for name, value in facts.items():
        listed = [f"{key}: {words}" for key, words in value.items()] if isinstance(value, dict) else value
        text = ", ".join(map(str, listed)) if isinstance(listed, list | tuple) else listed
        typer.echo(f"{name:>17}  {text}")


@app.command("cache")
def show_cache(
    empty: Annotated[bool, typer.Option("--empty", help="Remove all that no window uses.")] = False,
) -> None:
    """List what was prepared for viewing frames fast, or empty it."""
    from basewatch_gui.imagery.pyramids.cache import PyramidCache, cache_folder, size_text

    cache = PyramidCache(cache_folder(), sys.maxsize)
    if empty:
        typer.echo(f"{size_text(cache.empty())} removed")
    for entry in cache.entries():
        typer.echo(f"{size_text(entry.nbytes):>10}  {entry.frame or entry.key}  {entry.path}")
    typer.echo(f"{size_text(cache.nbytes):>10}  {cache.folder}")


@app.command("export")
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


@app.command("import")
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


def _found_frames(paths: list[Path]) -> "list[Frame]":
    """The frames in files and folders, each once; files that belong together are one. Others are said on stderr.

    Raises BasewatchError where there are none, or where only files are named and one of them is no frame.
    """
    from basewatch_gui.imagery.scenes.files import full_path, is_folder
    from basewatch_gui.imagery.scenes.found import find_scenes, joined_frame

    named = list(dict.fromkeys(map(full_path, paths)))
    findings = find_scenes(named, lambda _: None)
    if findings.faults and (not findings.scenes or not any(map(is_folder, named))):
        raise findings.faults[0]
    for fault in findings.faults:
        typer.echo(str(fault), err=True)
    return [joined_frame(scene.members) for scene in findings.scenes]


def _frame_facts(path: Path) -> dict[str, Any]:
    """Facts about a frame and the images in its file, or about the frames in a folder."""
    from basewatch_gui.imagery.facts.frames import info_of
    from basewatch_gui.imagery.sources.images import images_of
    from basewatch_gui.imagery.sources.sentinel2 import is_product, metadata_file

    if path.is_dir() and not is_product(path):
        frames = _found_frames([path])
        return {"folder": str(path), "frames": [f"{frame.name} {_extent(frame)}" for frame in frames]}
    whole = metadata_file(path) if path.is_dir() else path
    facts = info_of(whole or path)
    images = images_of(whole or path)
    if images:
        facts["images"] = [f"#{each.number} {_extent(each)} {each.kind}" for each in images]
    return facts


def _extent(image: "Frame | ImageFacts") -> str:
    return f"{image.width}x{image.height}x{image.bands} {image.dtype}"


def _project_facts(path: Path) -> dict[str, Any]:
    from basewatch_gui.storage.project_file import ProjectFile

    with ProjectFile.open(path.absolute()) as file:
        project = file.project
        return {
            "project": str(path),
            "frames": [frame.name for frame in project.frames.values()],
            "labels": sum(file.label_count(frame_id) for frame_id in project.frames),
            "categories": len(project.categories),
        }


def _finite(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with what JSON has no number for, such as a nodata value of nan, as text."""
    return {
        name: str(value) if isinstance(value, float) and not isfinite(value) else value for name, value in facts.items()
    }


def _with_progress(title: str, folder: Path) -> Path:
    from rich.progress import Progress

    from basewatch_gui.demo.project import build_demo_project

    with Progress(transient=True) as progress:
        task = progress.add_task(title, total=1.0)
        return build_demo_project(folder, lambda share: progress.update(task, completed=share))


def _window() -> "tuple[MainWindow, Callable[[], None]]":
    """The one window, shown, and what runs it until it is closed."""
    _need_display()
    from basewatch_gui.widgets.application import make_application
    from basewatch_gui.widgets.window.main_window import MainWindow

    application, settings = make_application()
    window = MainWindow(settings)
    trouble = window.tr("Something went wrong, but your work is saved. A report is in {report}.")
    _watch_for_crashes(lambda report: window.say(trouble.format(report=report), severity="error"))
    if settings.window("geometry") is None:
        window.showMaximized()
    else:
        window.show()
    application.processEvents()

    def start() -> None:
        code = application.exec()
        if code:
            raise typer.Exit(code)

    return window, start


def _need_display() -> None:
    """Qt ends the process where it finds no display: say so first."""
    if sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise BasewatchError("There is no display to open a window on. Try: basewatch demo --headless")


def _watch_for_crashes(tell: Callable[[Path], None] | None = None) -> None:
    """Have every fault that is not the user's written to a report, from whatever thread; the program goes on."""

    def handle(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, fault, trace))
        sys.stderr.write(text)
        report = _write_report(text)
        if tell is not None and threading.current_thread() is threading.main_thread():
            tell(report)

    sys.excepthook = handle
    threading.excepthook = lambda thread: handle(
        thread.exc_type, thread.exc_value or thread.exc_type(), thread.exc_traceback
    )


def _write_report(text: str) -> Path:
    from platformdirs import user_log_path

    now = datetime.now(UTC)
    report = user_log_path("BaseWatch", appauthor=False) / f"crash-{now:%Y%m%d-%H%M%S}.txt"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(f"BaseWatch {__version__}, {now:%Y-%m-%dT%H:%M:%SZ}\n\n{text}", encoding="utf-8")
    return report


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{' '.join(sentence.split())}\n")
    return 2
