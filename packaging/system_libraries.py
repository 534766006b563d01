"""The system libraries that the Qt and GDAL wheels expect of a Linux machine, and the packages that bring them.

The lists are the NEEDED entries (`objdump -p`) of PySide6-Essentials 6.11 and rasterio 1.4 that no wheel carries.
"""

import ctypes
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from report import SetupError, print_line, timed_step


class Library(NamedTuple):
    """A shared library by its soname, and the package that has it on each family of systems."""

    soname: str
    debian: str
    fedora: str


START = (
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libX11.so.6", "libx11-6", "libX11"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Library("libexpat.so.1", "libexpat1", "expat"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libz.so.1", "zlib1g", "zlib"),
    Library("libzstd.so.1", "libzstd1", "libzstd"),
)
X11_WINDOW = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-glx.so.0", "libxcb-glx0", "libxcb"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libxcb.so.1", "libxcb1", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
WAYLAND_WINDOW = (
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
    Library("libwayland-egl.so.1", "libwayland-egl1", "libwayland-egl"),
)
FONT = Library("a font", "fonts-dejavu-core", "dejavu-sans-fonts")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".pfb")


def check_system(environ: Mapping[str, str], *, window: bool) -> None:
    """Install what Qt needs where that is allowed, or print the one command that does.

    `window`: a window will be shown, so its libraries are needed too. Raises SetupError where Qt could not start.
    """
    if sys.platform != "linux":
        return
    needed = needed_libraries(environ, window=window)
    missing = missing_parts(needed)
    if not missing:
        return
    family = linux_family(Path("/etc/os-release"))
    if family == "debian" and os.geteuid() == 0:
        apt_install(package_names(missing, family))
        missing = missing_parts(needed)
    if missing:
        sentence = missing_sentence(missing, family)
        if missing != [FONT]:
            raise SetupError(sentence)
        print_line(sentence)


def has_display(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Return True if a window can be shown: always on macOS and Windows, elsewhere with an X11 or Wayland display."""
    if platform in ("darwin", "win32"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def needed_libraries(environ: Mapping[str, str], *, window: bool) -> tuple[Library, ...]:
    """Return the libraries that Qt loads for this display, or for none."""
    if not window:
        return START
    if environ.get("DISPLAY"):
        return START + X11_WINDOW
    return START + WAYLAND_WINDOW


def missing_parts(libraries: Iterable[Library]) -> list[Library]:
    """Return those libraries that do not load, and FONT where no font is found."""
    missing = [library for library in libraries if not can_load(library.soname)]
    return missing if has_font(Path(folder).expanduser() for folder in FONT_FOLDERS) else [*missing, FONT]


def can_load(soname: str) -> bool:
    """Return True if the dynamic linker finds the library and all that it needs."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def has_font(folders: Iterable[Path]) -> bool:
    """Return True if any of these folders holds a font file."""
    return any(path.suffix in FONT_SUFFIXES for folder in folders for path in folder.rglob("*.*"))


def linux_family(os_release: Path) -> str:
    """Return the family of systems that an os-release file names: "debian", "fedora" or "other"."""
    try:
        lines = os_release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return "other"
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    words = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").replace("'", "").split()
    if "debian" in words or "ubuntu" in words:
        return "debian"
    return "fedora" if "fedora" in words or "rhel" in words else "other"


def package_names(libraries: Iterable[Library], family: str) -> list[str]:
    """Return the packages that bring these libraries, each once and in order.

    The sonames where the family is unknown.
    """
    column = {"debian": "debian", "fedora": "fedora"}.get(family, "soname")
    return sorted({str(getattr(library, column)) for library in libraries})


def missing_sentence(libraries: Sequence[Library], family: str) -> str:
    """Return a sentence that names the missing libraries and the one command that installs them."""
    what = "Text cannot be shown" if list(libraries) == [FONT] else "Qt cannot start"
    names = ", ".join(library.soname for library in libraries)
    packages = shlex.join(package_names(libraries, family))
    commands = {
        "debian": f"with `sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}`",
        "fedora": f"with `sudo dnf install -y {packages}`",
    }
    return f"{what} without {names}: install them {commands.get(family, 'with the package manager of this system')}."


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages as root. Raises SetupError with apt's last lines if it fails."""
    with timed_step(f"Installing system packages: {' '.join(packages)}"):
        run_apt(["apt-get", "update", "-qq"])
        run_apt(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])


def run_apt(command: list[str]) -> None:
    """Run apt-get without questions. Raises SetupError if it fails."""
    done = subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        print_line(done.stdout[-2000:].rstrip())
        raise SetupError(f"`{shlex.join(command)}` failed with the lines above: mend that and run the same again.")
