"""Uses or makes a pyramid in another process until its input ends: `hold_cache.py use|make FOLDER KEY FRAME`."""

import sys
from pathlib import Path

from basewatch_gui.imagery.pyramids.disk_cache import PyramidCache
from basewatch_gui.imagery.sources.source import RasterSource


def main() -> None:
    """Say `held` once it is held, and wait."""
    what, folder, key, frame = sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
    cache = PyramidCache(folder, 10**9)

    def hold() -> None:
        sys.stdout.write("held\n")
        sys.stdout.flush()
        sys.stdin.readline()

    def work(part: Path) -> None:
        hold()
        (part / "0.tif").write_bytes(b"made there")

    if what == "use":
        assert cache.acquire(key) is not None
        hold()
    else:
        cache.make_pyramid(key, RasterSource(frame), 10, work, lambda _share: None)


if __name__ == "__main__":
    main()
