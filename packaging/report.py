"""What a set-up prints: plain lines while it works, one sentence when it cannot."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class SetupError(Exception):
    """Why the set-up cannot continue and what to do, in one sentence."""


def print_line(text: str) -> None:
    """Print one line at once, so that it stands before what a child process prints."""
    print(text, flush=True)


@contextmanager
def timed_step(text: str) -> Iterator[None]:
    """Print what begins, and how many seconds it took once it is done."""
    print_line(text + " ...")
    began = time.monotonic()
    yield
    print_line(f"  done in {time.monotonic() - began:.1f} s")
