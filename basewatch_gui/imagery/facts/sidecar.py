"""Reading small text files that come beside a raster, safely: they are someone else's bytes.

What is too long, damaged or reached through a link out of its folder is treated as if it were not there.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MAX_BYTES: Final = 8 * 2**20
MAX_ENTRIES: Final = 5_000
"""Most entries of a folder that are looked at."""
MAX_ELEMENTS: Final = 200_000
MAX_DEPTH: Final = 100


def files_beside(path: Path, *suffixes: str) -> list[Path]:
    """List the files in a raster's folder with one of these endings, in any case, by name.

    Without the raster itself.
    """
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry in islice(entries, MAX_ENTRIES)]
    except OSError:
        return []
    found = (name for name in sorted(names) if name.lower().endswith(suffixes) and name != path.name)
    return [path.parent / name for name in found]


def read_bytes(path: Path) -> bytes | None:
    """Read a regular file of at most MAX_BYTES; None where it can't be read or a link leads elsewhere."""
    try:
        # A link out of the folder could make the program read, and show, any file of the user's.
        real = path.resolve(strict=True)
        if not real.is_file() or not real.is_relative_to(path.parent.resolve()):
            return None
        with real.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, RuntimeError, ValueError):
        return None
    return data if len(data) <= MAX_BYTES else None


def read_json(path: Path) -> Mapping[str, object]:
    """Read the members of the JSON object in a file; empty where there is no such object."""
    data = read_bytes(path)
    if data is None:
        return {}
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return json_members(found)


def json_members(value: object) -> Mapping[str, object]:
    """Return the members of a JSON object; empty for anything else."""
    return value if isinstance(value, dict) else {}


def read_xml(path: Path) -> Element | None:
    """Read the root element of the XML in a file, as parse_xml returns it."""
    data = read_bytes(path)
    return None if data is None else parse_xml(data)


def parse_xml(data: bytes) -> Element | None:
    """Return the root element, all names without their namespace's prefix; None for what is damaged or declares a DTD.

    Without a DTD there are no entities to expand and none to fetch.
    """
    builder, opened = TreeBuilder(), [0, 0]
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        opened[0] += 1
        opened[1] += 1
        if opened[0] > MAX_DEPTH or opened[1] > MAX_ELEMENTS:
            raise ValueError("too large")
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        opened[0] -= 1
        builder.end(_local(name))

    def refuse(*_: object) -> None:
        raise ValueError("a document type")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return builder.close()


def element_text(root: Element | None, *names: str) -> str | None:
    """Return the text of the first element below the root with the first of these names that has any text."""
    if root is None:
        return None
    texts = ((element.text or "").strip() for name in names for element in root.iter(name))
    return next((text for text in texts if text), None)


def read_key_values(path: Path) -> dict[str, str]:
    """Read lines `key = value`, as in IMD and MTL files, as values by their keys in lower case.

    Of a key that comes several times the first counts; groups are not told apart, lists are left out.
    """
    data = read_bytes(path)
    found: dict[str, str] = {}
    for line in (data or b"").decode("utf-8", "replace").splitlines():
        key, equals, value = line.partition("=")
        value = value.strip().rstrip(";").strip()
        if equals and value and not value.startswith("("):
            found.setdefault(key.strip().lower(), value.strip('"').strip())
    return found


def files_named_after(path: Path, ending: str, *suffixes: str) -> Iterator[Path]:
    """List the files beside a raster whose names are its own up to `ending` (a pattern), the longest likeness first.

    `20241213_081223_metadata.json` belongs to `20241213_081223_3B_AnalyticMS.tif`.
    """
    pattern = re.compile(rf"(.+?){ending}", re.IGNORECASE)
    found = [(match[1], other) for other in files_beside(path, *suffixes) if (match := pattern.fullmatch(other.name))]
    likes = [(stem, other) for stem, other in found if path.stem.lower().startswith(stem.lower())]
    return (other for _, other in sorted(likes, key=lambda like: -len(like[0])))


def _local(name: str) -> str:
    return name.rsplit(":", 1)[-1]
