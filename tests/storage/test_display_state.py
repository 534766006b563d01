"""How a project is looked at outlives its closing and is no part of its history."""

import sqlite3
from pathlib import Path

from basewatch_gui.storage.project_file import ProjectFile


def test_what_is_kept_is_there_after_a_restart(project: ProjectFile, path: Path) -> None:
    project.display.put("panes", {"layout": "2x2", "frames": [1, None]})
    project.close()
    with ProjectFile.open(path) as again:
        assert again.display.get("panes", dict) == {"layout": "2x2", "frames": [1, None]}
        assert again.undo_action is None or again.undo_action != "panes"


def test_another_type_than_wanted_is_nothing(project: ProjectFile) -> None:
    project.display.put("panes", ["a"])
    assert project.display.get("panes", dict) is None
    assert project.display.get("looks", dict) is None


def test_none_forgets(project: ProjectFile, path: Path) -> None:
    project.display.put("panes", [1])
    project.display.put("panes", None)
    project.close()
    with ProjectFile.open(path) as again:
        assert again.display.get("panes", list[int]) is None


def test_a_second_window_keeps_it_for_itself(project: ProjectFile, path: Path) -> None:
    project.display.put("panes", [1])
    with ProjectFile.open(path) as second:
        assert second.read_only
        second.display.put("panes", [2])
        assert second.display.get("panes", list[int]) == [2]
    assert project.display.get("panes", list[int]) == [1]


def test_what_the_disk_can_t_take_lasts_while_the_project_is_open(project: ProjectFile, path: Path) -> None:
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("DROP TABLE display")
    project.display.put("panes", [1])
    assert project.display.get("panes", list[int]) == [1]
    other.close()
