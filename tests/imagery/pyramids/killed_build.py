"""Builds a pyramid until some of it is on the disk, says so, and waits to be killed: `killed_build.py FRAME FOLDER`."""

import sys
from itertools import repeat
from pathlib import Path
from time import sleep

from basewatch_gui.imagery.pyramids.build import JOURNAL_NAME, build_pyramid
from basewatch_gui.imagery.sources.source import RasterSource


def main() -> None:
    """Build, and stop for ever at the first word after the journal is there."""
    frame, folder = Path(sys.argv[1]), Path(sys.argv[2])

    def say(share: float) -> None:
        if share > 0:
            for _ in repeat(None):
                if (folder / JOURNAL_NAME).exists():
                    break
                sleep(0.01)
            sys.stdout.write("kept\n")
            sys.stdout.flush()
            sleep(1000)

    build_pyramid(RasterSource(frame), folder, say, sync_every_s=0)


if __name__ == "__main__":
    main()
