"""A cache bounded in bytes that forgets what was used longest ago."""

import ctypes
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, Protocol, TypeVar

_M_MMAP_THRESHOLD: Final = -3
_LARGE_BYTES: Final = 2**20


def return_freed_buffers() -> None:
    """Have large buffers that are forgotten go back to the system, where glibc would keep their room for later.

    It raises its threshold for that to 32 MB by itself. Tiles of 8 bits stay below this one: made anew each time, their
    pages would take a reading thread as long as some of them take to decode.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


class Sized(Protocol):
    """Anything that knows how many bytes it takes."""

    @property
    def nbytes(self) -> int:
        """Bytes taken."""


K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Sized)


class ByteCache(Generic[K, V]):
    """Values by key, at most `max_bytes` together; safe to use from several threads."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @property
    def nbytes(self) -> int:
        """Bytes held now."""
        return self._bytes

    def get(self, key: K) -> V | None:
        """The value, which becomes the newest; None when it is not there."""
        with self._lock:
            value = self._kept.get(key)
            if value is not None:
                self._kept.move_to_end(key)
            return value

    def put(self, key: K, value: V) -> None:
        """Keep the value; the oldest ones go when the limit is passed, but never this one."""
        with self._lock:
            self._forget(key)
            self._kept[key] = value
            self._bytes += value.nbytes
            while self._bytes > self._max_bytes and len(self._kept) > 1:
                self._forget(next(iter(self._kept)))

    def discard(self, unwanted: Callable[[K], bool]) -> None:
        """Forget all keys that are unwanted."""
        with self._lock:
            for key in [key for key in self._kept if unwanted(key)]:
                self._forget(key)

    def _forget(self, key: K) -> None:
        value = self._kept.pop(key, None)
        if value is not None:
            self._bytes -= value.nbytes
