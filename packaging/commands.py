"""The commands of bootstrap.py: each sets up what it needs, then runs a program of the environment."""

import errno
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from environment import DEV_LOCKS, ROOT, RUN_LOCKS, prepare, program_path
from report import SetupError, print_line
from system_libraries import check_system, has_display

USAGE = """python packaging/bootstrap.py [COMMAND] [ARGUMENTS]

demo    open the synthetic air base (without a window where there is no display); the default
run     run basewatch with these arguments
test    lint, type-check and test; arguments go to pytest
bench   run the benchmarks
setup   make .venv and nothing else
screenshots  make the picture of the README again
readme  write the parts of the README that are made from the program"""

SIDE_BY_SIDE = ("-n", "2", "--dist", "worksteal")
"""Options of pytest that share the tests out to two processes, each of which takes over what the other has left."""

CHECKS = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy",)),
    ("lint-imports", ("lint-imports",)),
)


def main(arguments: Sequence[str]) -> int:
    """Run one command; return the exit code of the program that it runs, or 1 where the set-up fails."""
    name, *rest = arguments or ["demo"]
    command = COMMANDS.get(name)
    if command is None:
        print_line(USAGE)
        return 0 if name in ("-h", "--help", "help") else 2
    try:
        return command(rest)
    except SetupError as error:
        print_line(str(error))
    except KeyboardInterrupt:
        print_line("Stopped; the next call goes on from here.")
        return 130
    except OSError as error:
        print_line(os_fault_advice(error))
    return 1


def demo(arguments: Sequence[str]) -> int:
    """Open the synthetic air base; without a window where there is no display."""
    options = demo_options(arguments, os.environ)
    check_system(os.environ, window="--headless" not in options)
    prepare(RUN_LOCKS)
    return run_basewatch("demo", *options)


def run(arguments: Sequence[str]) -> int:
    """Run BaseWatch with these arguments."""
    check_system(os.environ, window=has_display(os.environ))
    prepare(RUN_LOCKS)
    return run_basewatch(*arguments)


def test(arguments: Sequence[str]) -> int:
    """Run every check, then the tests, and stop at the first that fails."""
    check_system(os.environ, window=False)
    prepare(DEV_LOCKS)
    pytest = ("pytest", ("python", "-m", "pytest", *SIDE_BY_SIDE, *arguments))
    return run_checks((*CHECKS, pytest))


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks."""
    check_system(os.environ, window=False)
    prepare(DEV_LOCKS)
    return run_in_environment(("python", "tests/benchmarks/bench.py", *arguments))


def screenshots(_arguments: Sequence[str]) -> int:
    """Make the README's picture again."""
    check_system(os.environ, window=False)
    prepare(RUN_LOCKS)
    return run_in_environment(("python", "packaging/screenshots.py"))


def readme(_arguments: Sequence[str]) -> int:
    """Write the parts of the README that are made from the program."""
    prepare(RUN_LOCKS)
    return run_in_environment(("python", "packaging/readme.py"))


def setup(_arguments: Sequence[str]) -> int:
    """Set up the environment and run nothing."""
    check_system(os.environ, window=has_display(os.environ))
    prepare(RUN_LOCKS)
    print_line("BaseWatch is set up.")
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": demo,
    "run": run,
    "test": test,
    "bench": bench,
    "setup": setup,
    "screenshots": screenshots,
    "readme": readme,
}


def demo_options(arguments: Sequence[str], environ: Mapping[str, str]) -> list[str]:
    """Return the demo's arguments, with `--headless` where there is no display."""
    added = [] if "--headless" in arguments or has_display(environ) else ["--headless"]
    return [*arguments, *added]


def run_basewatch(*arguments: str) -> int:
    """Run BaseWatch in the caller's folder; return its exit code."""
    return subprocess.run([str(program_path("python")), "-m", "basewatch_gui", *arguments], check=False).returncode


def run_in_environment(command: Sequence[str]) -> int:
    """Run a program of the environment in the project's folder, with Qt off the screen; return its exit code."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([str(program_path(command[0])), *command[1:]], cwd=ROOT, env=environ, check=False).returncode


def run_checks(checks: Sequence[tuple[str, Sequence[str]]]) -> int:
    """Run named checks in turn up to the first that fails, and report; return its exit code, 0 if all pass."""
    for index, (name, command) in enumerate(checks):
        print_line(f"[{index + 1}/{len(checks)}] {name}")
        began = time.monotonic()
        code = run_in_environment(command)
        seconds = time.monotonic() - began
        if code:
            passed = [name for name, _ in checks[:index]]
            not_run = [name for name, _ in checks[index + 1 :]]
            print_line(f"{name} FAILED after {seconds:.1f} s (exit code {code}).")
            print_line(f"passed: {', '.join(passed) or 'none'}; not run: {', '.join(not_run) or 'none'}")
            return code
        if index + 1 < len(checks):
            print_line(f"  {name} passed in {seconds:.1f} s")
    return 0


def os_fault_advice(error: OSError) -> str:
    """Return a sentence that says what to do about a fault of the disk or the system."""
    if error.errno == errno.ENOSPC:
        return "The disk is full: free about 1 GB and run the same command again."
    return f"The system refused ({error}): mend that, or delete .venv, and run the same command again."
