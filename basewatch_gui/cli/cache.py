"""The command `cache`: pyramids that were built for slow frames."""

import sys
from typing import Annotated

import typer


def show_cache(
    empty: Annotated[bool, typer.Option("--empty", help="Remove all that no window uses.")] = False,
) -> None:
    """List what was prepared for viewing frames fast, after removing what no window uses if `empty`."""
    from basewatch_gui.imagery.pyramids.disk_cache import PyramidCache, default_cache_folder, size_text

    cache = PyramidCache(default_cache_folder(), sys.maxsize)
    if empty:
        typer.echo(f"{size_text(cache.remove_unused())} removed")
    for entry in cache.list_pyramids():
        typer.echo(f"{size_text(entry.nbytes):>10}  {entry.frame or entry.key}  {entry.path}")
    typer.echo(f"{size_text(cache.nbytes):>10}  {cache.folder}")
