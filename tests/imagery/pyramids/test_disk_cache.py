"""The user's cache of pyramids: found again, bounded, never trusted when damaged, shared by several windows."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

from basewatch_gui.imagery.pyramids.disk_cache import RESERVE_BYTES, PyramidCache, pyramid_key, size_text
from basewatch_gui.imagery.pyramids.manifest import MANIFEST_NAME
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.errors import BasewatchError


def silent(_share: float) -> None:
    """Hear how far the work is."""


class Filling:
    """Work that writes so many bytes, and counts how often it was done."""

    def __init__(self, nbytes: int) -> None:
        self._nbytes = nbytes
        self.calls = 0

    def __call__(self, part: Path) -> None:
        self.calls += 1
        (part / "0.tif").write_bytes(bytes(self._nbytes))


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[PyramidCache]:
    cache = PyramidCache(tmp_path / "pyramids", 10_000)
    yield cache
    cache.release_all()


def make(cache: PyramidCache, key: str, nbytes: int = 1000, frame: str = "frame.tif") -> Path:
    """Put a pyramid of so many bytes into the cache, used by nobody."""
    source = RasterSource(Path("/somewhere") / frame)
    made = cache.make_pyramid(key, source, nbytes, Filling(nbytes), silent)
    cache.release_all()
    return made


def age(folder: Path, used_s: int) -> None:
    """Let it have been used then."""
    os.utime(folder / MANIFEST_NAME, (used_s, used_s))


def test_what_was_made_is_found_and_listed(cache: PyramidCache) -> None:
    assert cache.acquire("aa") is None
    assert cache.list_pyramids() == []
    made = make(cache, "aa")
    assert cache.acquire("aa") == made
    (entry,) = cache.list_pyramids()
    assert (entry.key, entry.frame, entry.path) == ("aa", "frame.tif", str(Path("/somewhere/frame.tif")))
    assert entry.is_complete
    assert entry.is_in_use
    assert 1000 < entry.nbytes < 2000
    assert cache.nbytes == entry.nbytes


def test_what_is_found_is_the_newest_from_then_on(cache: PyramidCache) -> None:
    for used_s, key in enumerate(("aa", "bb", "cc")):
        age(make(cache, key), 1000 + used_s)
    assert [entry.key for entry in cache.list_pyramids()] == ["cc", "bb", "aa"]
    cache.acquire("aa")
    assert cache.list_pyramids()[0].key == "aa"


@pytest.mark.parametrize("spoil", ["cut", "changed", "missing", "manifest", "empty"])
def test_a_damaged_one_is_not_found_but_removed(cache: PyramidCache, spoil: str) -> None:
    folder = make(cache, "aa")
    if spoil == "cut":
        (folder / "0.tif").write_bytes(bytes(10))
    elif spoil == "changed":
        (folder / "0.tif").write_bytes(b"x" * 1000)
    elif spoil == "missing":
        (folder / "0.tif").unlink()
    elif spoil == "manifest":
        (folder / MANIFEST_NAME).write_bytes(b"{")
    else:
        (folder / MANIFEST_NAME).unlink()
    assert cache.acquire("aa") is None
    assert not folder.exists()
    assert make(cache, "aa").exists()


def test_those_used_longest_ago_make_room(cache: PyramidCache) -> None:
    for used_s, key in enumerate(("aa", "bb", "cc")):
        age(make(cache, key, 2500), 1000 + used_s)
    cache.acquire("aa")
    make_without_release = cache.make_pyramid("dd", RasterSource(Path("d.tif")), 4000, Filling(4000), silent)
    assert make_without_release.exists()
    assert {entry.key for entry in cache.list_pyramids()} == {"aa", "cc", "dd"}
    cache.limit_bytes = 5000
    cache.make_pyramid("ee", RasterSource(Path("e.tif")), 100, Filling(100), silent)
    assert {entry.key for entry in cache.list_pyramids()} == {"aa", "dd", "ee"}
    cache.release_all()
    cache.make_pyramid("ff", RasterSource(Path("f.tif")), 100, Filling(100), silent)
    assert {entry.key for entry in cache.list_pyramids()} == {"dd", "ee", "ff"}


def test_more_than_the_limit_is_refused(cache: PyramidCache) -> None:
    work = Filling(1)
    with pytest.raises(BasewatchError, match=r"big\.tif needs 20 MB in the cache, whose limit is 0 MB"):
        cache.make_pyramid("aa", RasterSource(Path("big.tif")), 20_000_000, work, silent)
    assert work.calls == 0


def test_a_full_disk_is_told_with_what_is_needed_and_free(cache: PyramidCache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.limit_bytes = 10**10
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=RESERVE_BYTES + 10**9 - 1))
    work = Filling(1)
    with pytest.raises(BasewatchError, match=r"a\.tif needs 1\.0 GB of disk space .* 3\.1 GB are free"):
        cache.make_pyramid("aa", RasterSource(Path("a.tif")), 10**9, work, silent)
    assert work.calls == 0
    assert not [entry for entry in cache.list_pyramids() if entry.is_complete]
    cache.make_pyramid("aa", RasterSource(Path("a.tif")), 10**9 - 1, work, silent)


def test_a_full_disk_is_emptied_of_old_pyramids_first(cache: PyramidCache, monkeypatch: pytest.MonkeyPatch) -> None:
    old = make(cache, "old")
    free = [RESERVE_BYTES, RESERVE_BYTES + 5000]
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free[not old.exists()]))
    cache.make_pyramid("aa", RasterSource(Path("a.tif")), 2000, Filling(5), silent)
    assert not old.exists()


def test_what_was_begun_is_given_to_the_work_again(cache: PyramidCache) -> None:
    def stop(part: Path) -> None:
        (part / "0.tif").write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.make_pyramid("aa", RasterSource(Path("/x/a.tif")), 10, stop, silent)
    assert cache.acquire("aa") is None
    (entry,) = cache.list_pyramids()
    assert not entry.is_complete
    assert (entry.frame, entry.path) == ("a.tif", str(Path("/x/a.tif")))
    seen: list[bytes] = []
    cache.make_pyramid(
        "aa", RasterSource(Path("/x/a.tif")), 10, lambda part: seen.append((part / "0.tif").read_bytes()), silent
    )
    assert seen == [b"half"]
    assert [entry.is_complete for entry in cache.list_pyramids()] == [True]


def test_removing_and_emptying_free_the_bytes(cache: PyramidCache) -> None:
    make(cache, "aa")
    make(cache, "bb")
    cache.acquire("bb")
    assert not cache.remove("bb")
    assert cache.remove("aa")
    assert cache.remove_unused() == 0
    held = cache.nbytes
    cache.release_all()
    assert cache.remove_unused() == held
    assert cache.list_pyramids() == []
    assert cache.nbytes == 0


def test_a_dropped_one_is_gone_though_it_was_used(cache: PyramidCache) -> None:
    folder = make(cache, "aa")
    cache.acquire("aa")
    cache.remove_damaged("aa")
    assert not folder.exists()


@contextmanager
def other_process(what: str, cache: PyramidCache, key: str, frame: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the pyramid until its input is closed."""
    script = Path(__file__).with_name("hold_cache.py")
    child = subprocess.Popen(
        [sys.executable, script, what, cache.folder, key, frame],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield child


def test_what_another_process_uses_is_not_removed(cache: PyramidCache) -> None:
    folder = make(cache, "aa")
    with other_process("use", cache, "aa", Path("a.tif")) as child:
        assert cache.is_in_use("aa")
        assert not cache.remove("aa")
        cache.limit_bytes = 10
        cache.make_pyramid("bb", RasterSource(Path("b.tif")), 5, Filling(1), silent)
        assert folder.exists()
        child.kill()
    assert cache.remove("aa")
    assert not folder.exists()


def test_two_processes_make_the_same_pyramid_once(cache: PyramidCache) -> None:
    work = Filling(1)
    made: list[Path] = []
    with other_process("make", cache, "aa", Path("a.tif")) as child:
        assert not cache.remove("aa")
        waiting = Thread(
            target=lambda: made.append(cache.make_pyramid("aa", RasterSource(Path("a.tif")), 10, work, silent))
        )
        waiting.start()
        assert child.stdin is not None
        child.stdin.close()
        waiting.join()
    assert work.calls == 0
    assert (made[0] / "0.tif").read_bytes() == b"made there"


def test_waiting_for_another_process_can_be_cancelled(cache: PyramidCache) -> None:
    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with (
        other_process("make", cache, "aa", Path("a.tif")),
        pytest.raises(KeyboardInterrupt),
    ):
        cache.make_pyramid("aa", RasterSource(Path("a.tif")), 10, Filling(1), stop)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = PyramidCache(tmp_path / "file" / "pyramids", 10**9)
    with pytest.raises(BasewatchError, match="can't be written"):
        cache.make_pyramid("aa", RasterSource(Path("a.tif")), 10, Filling(1), silent)
    assert cache.list_pyramids() == []
    assert cache.nbytes == 0


def test_a_key_tells_frames_images_and_parts_apart(tmp_path: Path) -> None:
    (tmp_path / "b.tif").write_bytes(b"b")
    (tmp_path / "c.tif").write_bytes(b"c")
    path = tmp_path / "a.tif"
    sources = [
        RasterSource(path),
        RasterSource(path, image=2),
        RasterSource(path, parts=(tmp_path / "b.tif",)),
        RasterSource(path, parts=(tmp_path / "c.tif",)),
    ]
    keys = [pyramid_key("1234", source) for source in sources]
    assert len({*keys, pyramid_key("1235", sources[0])}) == 5
    assert pyramid_key("1234", RasterSource(tmp_path / "moved.tif")) == keys[0]
    assert pyramid_key("1234", RasterSource(path, bands=(1,))) == keys[0]


def test_sizes_read_well() -> None:
    assert [size_text(size) for size in (0, 12_345_678, 2_450_000_000)] == ["0 MB", "12 MB", "2.5 GB"]
