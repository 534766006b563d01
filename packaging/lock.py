"""Remakes requirements.lock and requirements-dev.lock from pyproject.toml, with uv: `make lock`.

Pinned versions stay as they are unless `--upgrade` (or `--upgrade-package NAME`) is given: `make lock ARGS=--upgrade`.
The locks hold for Python 3.11 to 3.13 on Linux, macOS and Windows, and name no index.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence

from environment import ROOT, program_path

HEADER = "# Made by `make lock` from pyproject.toml; do not edit.\n"
OPTIONS = (
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
)


def main(arguments: Sequence[str]) -> None:
    """Write both locks. Raises SystemExit where uv is missing or fails, or a lock would name an address."""
    here = program_path("uv")
    uv = str(here) if here.exists() else shutil.which("uv")
    if uv is None:
        sys.exit("The locks are made with uv: install it with `pip install uv` and run the same command again.")
    run_time, development = "packaging/requirements.lock", "packaging/requirements-dev.lock"
    compile_lock([uv, "pip", "compile", "pyproject.toml"], run_time, arguments)
    compile_lock(
        [uv, "pip", "compile", "--group=pyproject.toml:dev", f"--constraint={run_time}"], development, arguments
    )


def compile_lock(command: Sequence[str], lock: str, arguments: Sequence[str]) -> None:
    """Resolve packages into one lock. Raises SystemExit where uv fails or the lock would name an address."""
    done = subprocess.run([*command, *OPTIONS, f"--output-file={lock}", *arguments], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    path = ROOT / lock
    lines = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("#")]
    if any("://" in line or line.startswith("-") for line in lines):
        sys.exit(f"{lock} names an index or a file: unset uv's index settings and run the same command again.")
    path.write_text(HEADER + "".join(lines), encoding="utf-8", newline="\n")
    print(f"{lock}: {sum('==' in line for line in lines)} packages")


if __name__ == "__main__":
    main(sys.argv[1:])
