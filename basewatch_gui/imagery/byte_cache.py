"""A cache bounded in bytes that drops the least recently used values; safe to use from several threads."""

import ctypes
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, Protocol, TypeVar

_M_MMAP_THRESHOLD: Final = -3
_LARGE_BYTES: Final = 2**20


def return_freed_buffers() -> None:
    """Tell glibc to return freed buffers of 1 MB and more to the system instead of keeping their pages for later.

    By itself it raises its threshold for that up to 32 MB as buffers are freed. Tiles of 8 bits (0.75 MB) stay below
    the limit set here: mapping their pages again for each would take a reading thread as long as decoding some of them.
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
    """Values by key, at most `max_bytes` together; the least recently used ones are dropped.

    Safe from several threads.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._values: OrderedDict[K, V] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @property
    def nbytes(self) -> int:
        """Bytes held now."""
        return self._bytes

    def get(self, key: K) -> V | None:
        """Return a value and make it the most recently used; None when it is not held."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def store(self, key: K, value: V) -> None:
        """Store a value; drop the least recently used ones above the limit, but never this one."""
        with self._lock:
            self._drop(key)
            self._values[key] = value
            self._bytes += value.nbytes
            while self._bytes > self._max_bytes and len(self._values) > 1:
                self._drop(next(iter(self._values)))

    def discard_where(self, unwanted: Callable[[K], bool]) -> None:
        """Drop all values whose key meets a condition."""
        with self._lock:
            for key in [key for key in self._values if unwanted(key)]:
                self._drop(key)

    def _drop(self, key: K) -> None:
        value = self._values.pop(key, None)
        if value is not None:
            self._bytes -= value.nbytes
