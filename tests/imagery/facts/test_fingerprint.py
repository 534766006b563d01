import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from basewatch_gui.imagery.facts.fingerprint import file_sha256, fingerprint
from basewatch_gui.model.errors import BasewatchError

KIB = 1024


@pytest.mark.parametrize("size", [0, 1, 64 * KIB, 64 * KIB + 1, 300_000, 1024 * KIB])
def test_every_byte_of_a_file_up_to_a_megabyte_counts(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(size))
    seen = {fingerprint(path)}
    for place in {0, size // 3, size // 2, size - 1} if size else ():
        changed = bytearray(size)
        changed[place] = 1
        path.write_bytes(changed)
        assert fingerprint(path) not in seen


def test_of_a_large_file_both_ends_and_evenly_spaced_blocks_count(tmp_path: Path) -> None:
    size = 8_000_000
    path = tmp_path / "a"
    path.write_bytes(bytes(size))
    before = fingerprint(path)
    starts = [index * (size - 64 * KIB) // 15 for index in range(16)]
    for place in (*starts, size - 1):
        changed = bytearray(size)
        changed[place] = 1
        path.write_bytes(changed)
        assert fingerprint(path) != before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(one=st.binary(max_size=2000), other=st.binary(max_size=2000))
def test_small_files_have_one_fingerprint_only_if_they_are_the_same(tmp_path: Path, one: bytes, other: bytes) -> None:
    (tmp_path / "one").write_bytes(one)
    (tmp_path / "other").write_bytes(other)
    assert (fingerprint(tmp_path / "one") == fingerprint(tmp_path / "other")) == (one == other)


def test_the_size_counts(tmp_path: Path) -> None:
    for size in (3_000_000, 3_000_001):
        (tmp_path / str(size)).write_bytes(bytes(size))
    assert fingerprint(tmp_path / "3000000") != fingerprint(tmp_path / "3000001")


def test_sha256_is_of_all_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"basewatch" * 100_000)
    assert file_sha256(path) == hashlib.sha256(b"basewatch" * 100_000).hexdigest()


@pytest.mark.parametrize("digest", [fingerprint, file_sha256])
def test_a_missing_file_is_named(tmp_path: Path, digest: object) -> None:
    assert callable(digest)
    with pytest.raises(BasewatchError, match=r"gone\.tif can't be read"):
        digest(tmp_path / "gone.tif")
