"""The locks against pyproject.toml: complete, hashed, and silent about where packages come from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def read_lock(name: str) -> str:
    return (ROOT / "packaging" / name).read_text(encoding="utf-8")


def pins(lock: str) -> list[Requirement]:
    """The pinned packages with their markers."""
    lines = [line.removesuffix("\\").strip() for line in read_lock(lock).splitlines() if re.match(r"[a-z0-9]", line)]
    return [Requirement(line) for line in lines]


def required(lock: str) -> list[Requirement]:
    """What pyproject.toml asks of a lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if lock == "requirements.lock":
        return [Requirement(line) for line in project["project"]["dependencies"]]
    return [Requirement(line) for line in project["dependency-groups"]["dev"]]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_within_its_range(lock: str) -> None:
    pinned: dict[str, list[str]] = {}
    for pin in pins(lock):
        pinned.setdefault(canonicalize_name(pin.name), []).append(str(pin.specifier).removeprefix("=="))
    for requirement in required(lock):
        versions = pinned.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not locked: run `make lock`"
        assert all(requirement.specifier.contains(version) for version in versions), f"{requirement}: run `make lock`"


@pytest.mark.parametrize("python", ["3.11.0", "3.12.0", "3.13.0"])
def test_each_python_gets_one_version_and_both_locks_agree(python: str) -> None:
    marks = {"python_full_version": python, "python_version": python[:4]}
    versions: dict[str, str] = {}
    for lock in LOCKS:
        chosen = [pin for pin in pins(lock) if pin.marker is None or pin.marker.evaluate({**marks})]
        assert len(chosen) == len({pin.name for pin in chosen})
        for pin in chosen:
            assert versions.setdefault(pin.name, str(pin.specifier)) == str(pin.specifier)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_nothing_else_is_there(lock: str) -> None:
    text = read_lock(lock)
    logical = [line for line in text.replace("\\\n", " ").splitlines() if not line.startswith("#")]
    assert len(logical) == len(pins(lock))
    for line in logical:
        assert re.fullmatch(r"[a-z0-9.-]+==\S+( ; [^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+", line), line
