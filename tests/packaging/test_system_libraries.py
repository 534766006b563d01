"""Which system libraries are looked for, and which command brings the missing ones."""

import os
import sys
from pathlib import Path

import pytest
import system_libraries
from report import SetupError
from system_libraries import (
    FONT,
    START,
    WAYLAND_WINDOW,
    X11_WINDOW,
    can_load,
    check_system,
    has_display,
    has_font,
    linux_family,
    missing_sentence,
    needed_libraries,
    package_names,
)


def test_display_is_found() -> None:
    assert has_display({}, "darwin")
    assert has_display({}, "win32")
    assert has_display({"DISPLAY": ":0"}, "linux")
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert not has_display({"DISPLAY": ""}, "linux")
    assert not has_display({}, "linux")


def test_libraries_follow_the_display() -> None:
    assert needed_libraries({"DISPLAY": ":0"}, window=False) == START
    assert needed_libraries({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, window=True) == START + X11_WINDOW
    assert needed_libraries({"WAYLAND_DISPLAY": "w"}, window=True) == START + WAYLAND_WINDOW


def test_a_library_loads_or_not() -> None:
    assert not can_load("libno-such-library.so.0")


@pytest.mark.parametrize(
    ("content", "family"),
    [
        ("ID=debian\n", "debian"),
        ('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', "debian"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "debian"),
        ("ID=fedora\n", "fedora"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"),
        ("ID=arch\n# no line with = that matters\n", "other"),
    ],
)
def test_family_of_systems(tmp_path: Path, content: str, family: str) -> None:
    path = tmp_path / "os-release"
    path.write_text(content, encoding="utf-8")
    assert linux_family(path) == family


def test_family_without_os_release(tmp_path: Path) -> None:
    assert linux_family(tmp_path / "missing") == "other"


def test_packages_are_named_once_and_in_order() -> None:
    glib = [library for library in START if library.debian == "libglib2.0-0"]
    assert len(glib) == 2
    assert package_names([*glib, START[0]], "debian") == ["libegl1", "libglib2.0-0"]
    assert package_names([*glib, START[0]], "fedora") == ["glib2", "libglvnd-egl"]
    assert package_names([START[0]], "other") == ["libEGL.so.1"]


def test_the_sentence_holds_the_command() -> None:
    sentence = missing_sentence([START[0], FONT], "debian")
    assert "libEGL.so.1" in sentence
    assert (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends fonts-dejavu-core libegl1`" in sentence
    )
    assert "`sudo dnf install -y libglvnd-egl`" in missing_sentence([START[0]], "fedora")
    assert "package manager" in missing_sentence([START[0]], "other")
    assert missing_sentence([FONT], "debian").startswith("Text cannot be shown")


def test_fonts_are_found_in_any_folder(tmp_path: Path) -> None:
    (tmp_path / "fonts/truetype").mkdir(parents=True)
    (tmp_path / "fonts/readme.txt").touch()
    folders = [tmp_path / "missing", tmp_path / "fonts"]
    assert not has_font(folders)
    (tmp_path / "fonts/truetype/DejaVuSans.ttf").touch()
    assert has_font(folders)


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A Debian machine whose root installs packages; the commands that apt was given."""
    commands: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(system_libraries, "linux_family", lambda path: "debian")
    monkeypatch.setattr(system_libraries, "has_font", lambda folders: True)
    monkeypatch.setattr(system_libraries, "run_apt", commands.append)
    return commands


def test_root_on_debian_installs_what_is_missing(linux: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "can_load", lambda soname: soname != "libEGL.so.1" or bool(linux))
    check_system({}, window=False)
    assert [command[1] for command in linux] == ["update", "install"]
    assert linux[1][-1] == "libegl1"


def test_nothing_is_installed_where_all_is_there(linux: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "can_load", lambda soname: True)
    check_system({"DISPLAY": ":0"}, window=True)
    assert linux == []


def test_others_are_told_the_command(linux: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(system_libraries, "can_load", lambda soname: soname != "libxcb-cursor.so.0")
    check_system({"DISPLAY": ":0"}, window=False)
    with pytest.raises(SetupError, match=r"sudo .* libxcb-cursor0`"):
        check_system({"DISPLAY": ":0"}, window=True)
    assert linux == []


def test_a_missing_font_is_only_said(
    linux: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(system_libraries, "can_load", lambda soname: True)
    monkeypatch.setattr(system_libraries, "has_font", lambda folders: False)
    check_system({}, window=False)
    assert "fonts-dejavu-core" in capsys.readouterr().out
