"""Sets BaseWatch up in .venv, the first time and after each change of the locks, and runs it.

python packaging/bootstrap.py [demo | run | test | bench | setup] [arguments]

Needs Python 3.11 to 3.13 and nothing but its standard library. This file stays readable for older Pythons, so that
they can say which Python to use.
"""

import shutil
import sys

SUPPORTED = ((3, 11), (3, 12), (3, 13))


def other_python() -> str:
    """Return the name of the newest supported Python on the PATH, or of the newest one at all if there is none."""
    names = ["python" + str(major) + "." + str(minor) for major, minor in reversed(SUPPORTED)]
    return next((name for name in names if shutil.which(name)), names[-1])


if __name__ == "__main__":
    if sys.version_info[:2] not in SUPPORTED:
        version = str(sys.version_info[0]) + "." + str(sys.version_info[1])
        sys.exit(
            "BaseWatch needs Python 3.11, 3.12 or 3.13 and this is "
            + version
            + ": run it with `make PYTHON="
            + other_python()
            + " ...` or `"
            + other_python()
            + " packaging/bootstrap.py ...`."
        )

    from commands import main

    sys.exit(main(sys.argv[1:]))
