"""The papers are true where a test can tell: paths that they name are there, and the README stays short."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "basewatch_gui"
README_BYTES = 10_000

PATH = re.compile(r"`((?:[\w*]+/)+(?:[\w-]+\.(?:py|toml|md|json|svg))?|[\w-]+\.(?:py|toml|md))`")
MADE_UP = {"capability.py"}
"""Names that stand for one file in each of several folders."""


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_bytes()) <= README_BYTES


def test_paths_that_the_map_names_are_in_the_tree() -> None:
    named = set(PATH.findall((PACKAGE / "README.md").read_text(encoding="utf-8")))
    assert len(named) > 30
    concrete = {path for path in named - MADE_UP if "NAME" not in path and "ICON" not in path}
    lost = {path for path in concrete if not any(_exists(top, path) for top in (PACKAGE, ROOT))}
    assert lost == set()


def _exists(top: Path, path: str) -> bool:
    return any(top.glob(path)) if "*" in path else (top / path).exists()
