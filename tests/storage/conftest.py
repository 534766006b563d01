"""A project with one frame and two categories, the labels that tests put on it, and what its file says."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Item, added
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.storage.project_file import ProjectFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a new project may be; the name has what a URI would trip over."""
    return tmp_path / "Hostomel 2022 #1?%20й.basewatch"


@pytest.fixture
def project(path: Path) -> Iterator[ProjectFile]:
    """A project whose history begins with its one frame, number 1."""
    with ProjectFile.create(path, [Category(1, "An-124"), Category(2, "Il-76")], "Olha") as opened:
        frame = Frame(opened.new_frame_id(), "a.tif", "0" * 16, 4000, 3000, 4, "uint16")
        opened.do(added("add frames", [frame]))
        yield opened


@pytest.fixture
def new_label() -> Callable[[ProjectFile], Label]:
    """Makes a label of the project with a new id."""

    def make(project: ProjectFile) -> Label:
        number = project.new_label_id()
        outline = OrientedBox((10.1 * number, 20.0), 60.3, 58.0 / 3.0, 45.0)
        return Label(number, f"uid-{number}", 1, 1, outline, author="Olha", created="2024-05-01T10:00:00Z")

    return make


@pytest.fixture
def assert_stored() -> Callable[[ProjectFile], None]:
    """Checks that another window, which reads the file afresh, sees what is in memory."""

    def check(project: ProjectFile) -> None:
        with ProjectFile.open(project.path) as other:
            assert other.read_only
            assert things(other.project) == things(project.project)
            assert other.history() == project.history()

    return check


def things(project: Project) -> dict[tuple[str, int], Item]:
    tables = (project.grids, project.cells, project.comments, project.waivers, project.observations)
    records = [record for table in tables for record in table.values()]
    items: list[Item] = [*project.frames.values(), *project.categories.values(), *project.all_labels(), *records]
    return {(type(item).__name__, item.id): item for item in items}
