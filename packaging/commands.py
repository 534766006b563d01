"""The commands of bootstrap.py: each makes sure of what it needs, then runs a program of the environment."""

import errno
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from environment import DEV_LOCKS, ROOT, RUN_LOCKS, prepare, program
from report import SetupError, say
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
"""How pytest shares the tests out: to two processes, each of which takes over what the other has left."""

CHECKS = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy",)),
    ("lint-imports", ("lint-imports",)),
)


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code is that of the program it runs, or 1 where the set-up fails."""
    name, *rest = arguments or ["demo"]
    command = COMMANDS.get(name)
    if command is None:
        say(USAGE)
        return 0 if name in ("-h", "--help", "help") else 2
    try:
        return command(rest)
    except SetupError as error:
        say(str(error))
    except KeyboardInterrupt:
        say("Stopped; the next call goes on from here.")
        return 130
    except OSError as error:
        say(os_fault(error))
    return 1


def demo(arguments: Sequence[str]) -> int:
    """Open the synthetic air base."""
    options = demo_options(arguments, os.environ)
    check_system(os.environ, window="--headless" not in options)
    prepare(RUN_LOCKS)
    return basewatch("demo", *options)


def run(arguments: Sequence[str]) -> int:
    """Run the program."""
    check_system(os.environ, window=has_display(os.environ))
    prepare(RUN_LOCKS)
    return basewatch(*arguments)


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
    return call(("python", "tests/benchmarks/bench.py", *arguments))


def screenshots(_arguments: Sequence[str]) -> int:
    """Make the README's picture again."""
    check_system(os.environ, window=False)
    prepare(RUN_LOCKS)
    return call(("python", "packaging/screenshots.py"))


def readme(_arguments: Sequence[str]) -> int:
    """Write the parts of the README that are made from the program."""
    prepare(RUN_LOCKS)
    return call(("python", "packaging/readme.py"))


def setup(_arguments: Sequence[str]) -> int:
    """Make the environment."""
    check_system(os.environ, window=has_display(os.environ))
    prepare(RUN_LOCKS)
    say("BaseWatch is set up.")
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
    """The demo's arguments, with `--headless` where there is no display."""
    added = [] if "--headless" in arguments or has_display(environ) else ["--headless"]
    return [*arguments, *added]


def basewatch(*arguments: str) -> int:
    """Run BaseWatch in the caller's folder."""
    return subprocess.run([str(program("python")), "-m", "basewatch_gui", *arguments], check=False).returncode


def call(command: Sequence[str]) -> int:
    """Run a program of the environment in the project's folder, with Qt off the screen."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([str(program(command[0])), *command[1:]], cwd=ROOT, env=environ, check=False).returncode


def run_checks(checks: Sequence[tuple[str, Sequence[str]]]) -> int:
    """Run named checks in turn up to the first that fails, which is said last; the last one closes its own output."""
    for index, (name, command) in enumerate(checks):
        say(f"[{index + 1}/{len(checks)}] {name}")
        began = time.monotonic()
        code = call(command)
        seconds = time.monotonic() - began
        if code:
            passed = [name for name, _ in checks[:index]]
            not_run = [name for name, _ in checks[index + 1 :]]
            say(f"{name} FAILED after {seconds:.1f} s (exit code {code}).")
            say(f"passed: {', '.join(passed) or 'none'}; not run: {', '.join(not_run) or 'none'}")
            return code
        if index + 1 < len(checks):
            say(f"  {name} passed in {seconds:.1f} s")
    return 0


def os_fault(error: OSError) -> str:
    """What to do about a fault of the disk or the system."""
    if error.errno == errno.ENOSPC:
        return "The disk is full: free about 1 GB and run the same command again."
    return f"The system refused ({error}): mend that, or delete .venv, and run the same command again."
