"""The virtual environment: made from the locks, repaired after an interruption, left alone when it is up to date."""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from report import SetupError, print_line, timed_step

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
RUN_LOCKS = ("requirements.lock",)
DEV_LOCKS = ("requirements.lock", "requirements-dev.lock")
STAMP = "basewatch-stamp.json"
UNFINISHED = "basewatch-unfinished"

Stamp = Mapping[str, object]

PIP_FAULTS = (
    (r"No space left|not enough space", "The disk is full: free about 1 GB and run the same command again."),
    (
        r"DO NOT MATCH THE HASHES",
        "A package from the index is not the one that was locked, so nothing was installed: "
        "ask whoever runs your package index.",
    ),
    (
        r"NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|name resolution|Connection aborted",
        "The package index cannot be reached: connect to the network, or point pip at an index that can be reached "
        "(`pip config set global.index-url ...`), and run the same command again.",
    ),
    (
        r"No matching distribution",
        "The package index has no build of a locked package for this system and Python: "
        "use Linux with glibc 2.34 or later, macOS 15 or later, or Windows, all 64-bit.",
    ),
)
"""Patterns of what pip prints when it fails, and what to do about each."""


def prepare(locks: Sequence[str]) -> None:
    """Make `.venv` hold what these locks list; return at once when it already does.

    Raises SetupError with what to do where it cannot.
    """
    wanted = stamp_for(ROOT, locks)
    if needed_action(VENV, wanted) == "ready":
        return
    with hold_lock(ROOT / ".venv-setup.lock"):
        action = needed_action(VENV, wanted)
        if action == "ready":
            return
        if action == "rebuild":
            rebuild(VENV)
        # The stamp is written last and the mark removed after it: an interrupted set-up is seen by the next call.
        (VENV / UNFINISHED).touch()
        (VENV / STAMP).unlink(missing_ok=True)
        for lock in locks:
            install(ROOT / "packaging" / lock)
        site_packages(VENV).joinpath("basewatch.pth").write_text(f"{ROOT}\n", encoding="utf-8")
        write_launcher(VENV)
        partial = VENV / (STAMP + ".part")
        partial.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
        partial.replace(VENV / STAMP)
        (VENV / UNFINISHED).unlink()


def write_launcher(venv: Path) -> Path:
    """Write the command `basewatch` into the environment; return its path."""
    if os.name == "nt":
        launcher = venv / "Scripts" / "basewatch.cmd"
        launcher.write_text('@"%~dp0python.exe" -m basewatch_gui %*\n', encoding="utf-8")
        return launcher
    launcher = venv / "bin" / "basewatch"
    launcher.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m basewatch_gui "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
    return launcher


def program_path(name: str, venv: Path = VENV) -> Path:
    """Return the path of a program in the environment, `python` among them."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def site_packages(venv: Path) -> Path:
    """Return the folder of the environment's packages."""
    major, minor = sys.version_info[:2]
    return venv / "Lib" / "site-packages" if os.name == "nt" else venv / f"lib/python{major}.{minor}/site-packages"


def stamp_for(root: Path, locks: Sequence[str]) -> Stamp:
    """Return what an environment is made from: this Python, this folder and the SHA-256 of each lock."""
    digests = {lock: hashlib.sha256((root / "packaging" / lock).read_bytes()).hexdigest() for lock in locks}
    return {"python": "{}.{}".format(*sys.version_info[:2]), "root": str(root), "locks": digests}


def read_stamp(venv: Path) -> Stamp | None:
    """Read what the environment was made from; None where no set-up has finished."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return stamp if isinstance(stamp, dict) else None


def needed_action(venv: Path, wanted: Stamp) -> str:
    """Return what the environment needs: "ready" nothing, "update" other packages, "rebuild" to be made again."""
    if (venv / UNFINISHED).exists() or not program_path("python", venv).exists():
        return "rebuild"
    stamp = read_stamp(venv)
    if stamp is None:
        return "update" if is_usable(venv) else "rebuild"
    if (stamp.get("python"), stamp.get("root")) != (wanted["python"], wanted["root"]):
        return "rebuild"
    have, need = stamp.get("locks"), wanted["locks"]
    if isinstance(have, dict) and isinstance(need, dict) and need.items() <= have.items():
        return "ready"
    return "update"


def is_usable(venv: Path) -> bool:
    """Return True if an environment that someone else made has this Python and pip."""
    code = "import sys, pip; print(sys.version_info[:2])"
    try:
        done = subprocess.run([program_path("python", venv), "-Ic", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.stdout.strip() == str(sys.version_info[:2])


def rebuild(venv: Path) -> None:
    """Make an empty environment with pip. Raises SetupError where this Python cannot."""
    if Path(sys.prefix).resolve() == venv.resolve():
        raise SetupError("The .venv has to be made anew: run this with the Python that it was made from, not its own.")
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetupError(no_venv_advice())
    with timed_step(f"Making {venv}"):
        if venv.is_symlink() or venv.is_file():
            venv.unlink()
        elif venv.exists():
            shutil.rmtree(venv)
        venv.mkdir()
        (venv / UNFINISHED).touch()
        done = run_captured([sys.executable, "-m", "venv", str(venv)])
        if done.returncode:
            print_line(pip_error_lines(done.stdout))
            raise SetupError(pip_fault_advice(done.stdout) or no_venv_advice())


def no_venv_advice() -> str:
    """Return what to do where Python came without the venv or ensurepip module, as on Debian."""
    major, minor = sys.version_info[:2]
    return (
        "This Python cannot make a virtual environment: install its venv module "
        f"(Debian and Ubuntu: `sudo apt install python{major}.{minor}-venv`) and run the same command again."
    )


def install(lock: Path) -> None:
    """Install what a lock lists, checked by hash. Raises SetupError with what to do if pip fails."""
    pip = [
        str(program_path("python")),
        "-I",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--no-input",
        "install",
        "--quiet",
    ]
    with timed_step(f"Installing {count_packages(lock)} packages from {lock.name}"):
        done = run_captured([*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock)])
        if done.returncode:
            (VENV / UNFINISHED).unlink()
            print_line(pip_error_lines(done.stdout))
            raise SetupError(
                pip_fault_advice(done.stdout)
                or "pip failed with the lines above: mend that and run the same command again."
            )


def run_captured(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command without input; return it with all that it printed."""
    return subprocess.run(
        command,
        # A user's setting to install for the user makes pip refuse to install into an environment.
        env={**os.environ, "PIP_USER": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def pip_fault_advice(output: str) -> str:
    """Return what to do about a failure that pip printed; empty where it is none of the known ones."""
    return next((sentence for pattern, sentence in PIP_FAULTS if re.search(pattern, output)), "")


def pip_error_lines(output: str) -> str:
    """Return the lines that pip marks as errors; the end of its output where it marks none."""
    return "\n".join(line for line in output.splitlines() if line.startswith("ERROR")) or output[-2000:].rstrip()


def count_packages(lock: Path) -> int:
    """Return how many packages a lock lists, those for other systems and Pythons too."""
    names = re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return len(set(names))


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold a lock between processes; the system frees it when this one ends, however it ends."""
    with path.open("a+b") as stream:
        if not try_lock(stream):
            print_line("Another set-up is at work here; waiting for it ...")
            while not try_lock(stream):
                time.sleep(0.2)
        yield


def try_lock(stream: IO[bytes]) -> bool:
    """Take the lock of an open file if no process has it; return whether it was taken."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
