"""The byte-bounded cache."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.imagery.byte_cache import ByteCache


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40)), max_size=60))
def test_it_holds_the_newest_and_never_more_than_its_bytes(puts: list[tuple[int, int]]) -> None:
    cache: ByteCache[int, np.ndarray[tuple[int], np.dtype[np.uint8]]] = ByteCache(100)
    for key, size in puts:
        value = np.zeros(size, np.uint8)
        cache.store(key, value)
        assert cache.get(key) is value
        assert cache.nbytes <= 100
    held = [key for key in range(10) if cache.get(key) is not None]
    last = list(dict.fromkeys(key for key, _ in reversed(puts)))
    assert set(held) == set(last[: len(held)])


def test_what_is_used_stays() -> None:
    cache: ByteCache[str, np.ndarray[tuple[int], np.dtype[np.uint8]]] = ByteCache(100)
    for key in "ab":
        cache.store(key, np.zeros(40, np.uint8))
    cache.get("a")
    cache.store("c", np.zeros(40, np.uint8))
    assert cache.get("a") is not None
    assert cache.get("b") is None


def test_a_value_larger_than_the_cache_is_kept_alone() -> None:
    cache: ByteCache[str, np.ndarray[tuple[int], np.dtype[np.uint8]]] = ByteCache(100)
    cache.store("a", np.zeros(40, np.uint8))
    cache.store("b", np.zeros(400, np.uint8))
    assert cache.get("b") is not None
    assert cache.get("a") is None


def test_discarded_keys_give_their_bytes_back() -> None:
    cache: ByteCache[int, np.ndarray[tuple[int], np.dtype[np.uint8]]] = ByteCache(100)
    for key in range(4):
        cache.store(key, np.zeros(10, np.uint8))
    cache.discard_where(lambda key: key % 2 == 0)
    assert cache.nbytes == 20
    assert cache.get(0) is None
    assert cache.get(1) is not None
