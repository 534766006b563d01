"""QGIS beside BaseWatch, where a Python with its bindings is on the machine."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.benchmarks.rows import Bench, median_ms, p95_ms

SCRIPT = Path(__file__).with_name("qgis_views.py")
PYTHONS = ("/usr/bin/python3", "python3")


def qgis_python() -> str | None:
    """A Python that can import QGIS, or None."""
    clean = _clean_environment()
    for python in PYTHONS:
        if (
            shutil.which(python)
            and not subprocess.run(
                [python, "-c", "import qgis.core"], check=False, capture_output=True, env=clean
            ).returncode
        ):
            return python
    return None


def bench_qgis(bench: Bench, python: str, path: Path, title: str) -> None:
    """Opening, first view and pan of two panes of 960 x 1080, and beside them what BaseWatch took in this run."""
    run = subprocess.run(
        [python, str(SCRIPT), str(path), "960", "1080", "2"],
        check=True, capture_output=True, text=True, env=_clean_environment(),
    )  # fmt: skip
    taken: dict[str, Any] = json.loads(run.stdout.strip().splitlines()[-1])
    ours = {row["name"]: row["value"] for row in bench.rows}
    first = (taken["open"] + taken["first"]) * 1000
    bench.add(f"QGIS, first view, {title}", first, "ms", ours[f"first paint, {title}"])
    own = ours[f"pan, two panes, {title}, 1 px a px, 0 deg, median"]
    bench.add(f"QGIS, pan, two panes, {title}, median", median_ms(taken["pan"]), "ms", own)
    bench.add(f"QGIS, pan, two panes, {title}, p95", p95_ms(taken["pan"]), "ms")


def _clean_environment() -> dict[str, str]:
    """The environment without what the project's own Python and GDAL put into it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GDAL_", "PROJ_", "CPL_", "PYTHON"))}
    return kept | {"QT_QPA_PLATFORM": "offscreen"}
