"""The label formats, one line each: menu, dialogs, command line, help and README are made from them.

A format's code is loaded when it is used: the names of the formats cost the command line nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

if TYPE_CHECKING:
    from basewatch_gui.model.edit import Edit
    from basewatch_gui.model.edits.labels import NewIds
    from basewatch_gui.model.project import Project


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote: the file, how much, and how many labels leave their frame.

    `counts` holds the labels by category name, used categories only; of the `truncated` ones, `outside` lie
    wholly off their frame.
    """

    path: Path
    frames: int
    labels: int
    counts: dict[str, int]
    truncated: int
    outside: int


class Exporter(Protocol):
    """A function that writes the labels of a project."""

    def __call__(self, project: "Project", project_folder: Path, out: Path, *, plain: bool = False) -> ExportReport:
        """Write into `out`, the folder or the file that the format wants, whole or not at all.

        `plain` leaves out what is not the format's own. Raises BasewatchError where it can't be written.
        """


class Importer(Protocol):
    """A function that reads labels for a project."""

    def __call__(self, project: "Project", project_folder: Path, path: Path, new_ids: "NewIds") -> "Edit":
        """Return the edit that brings what the file holds into the project.

        Raises BasewatchError naming the file and the place in it that is wrong.
        """


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """One label format.

    `name` is for the command line and for actions, `title` for menus. `writes` says what the format's files are,
    `reads` which file can be imported: each completes a sentence. `exporter` and `importer` name the functions that do
    it, an Exporter and an Importer, as `module:function` of this package; "" where the format does not do that.
    """

    name: str
    title: str
    patterns: tuple[str, ...]
    writes: str = ""
    exporter: str = ""
    reads: str = ""
    importer: str = ""
    out: Literal["folder", "file"] = "folder"

    @property
    def export(self) -> Exporter:
        """The function that exports; loads its module."""
        return cast(Exporter, _function(self.exporter))

    @property
    def import_(self) -> Importer:
        """The function that imports; loads its module."""
        return cast(Importer, _function(self.importer))


FORMATS: tuple[LabelFormat, ...] = (
    LabelFormat(
        "coco", "COCO", ("*.json",),
        writes="COCO JSON", exporter="coco:export_coco",
        reads="a COCO file that BaseWatch wrote", importer="coco_import:import_coco",
    ),
)  # fmt: skip
"""All formats; the first is the one that is taken where none is named."""


def format_named(name: str) -> LabelFormat:
    """Return the format of this name; raises KeyError where there is none."""
    return {each.name: each for each in FORMATS}[name]


def _function(name: str) -> Callable[..., Any]:
    module, function = name.split(":")
    loaded: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
    return loaded
