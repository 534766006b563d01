"""What a set-up says: plain lines while it works, one sentence when it cannot."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class SetupError(Exception):
    """Why the set-up cannot go on and what to do, in one sentence."""


def say(text: str) -> None:
    """Print one line at once, so that it stands before what a child process prints."""
    print(text, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Say what begins, and how long it took once it is done; seconds."""
    say(text + " ...")
    began = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - began:.1f} s")
