"""Writes the parts of README.md that are made from the program: `python packaging/readme.py`, run by `make readme`.

Needs the project's own environment. A part stands between two comments that bear its name.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from basewatch_gui.exchange.formats import FORMATS  # noqa: E402

README = ROOT / "README.md"


def formats_table() -> str:
    """Return the table of label formats."""
    lines = ["| `--format` | format | files | export writes | import reads |", "|---|---|---|---|---|"]
    for each in FORMATS:
        files = ", ".join(f"`{pattern}`" for pattern in each.patterns)
        writes = f"{each.writes} into a {each.out}" if each.exporter else "-"
        lines.append(f"| `{each.name}` | {each.title} | {files} | {writes} | {each.reads or '-'} |")
    return "\n".join(lines)


def with_made_parts(text: str) -> str:
    """Return the README's text with its made parts as they are now; raises ValueError where a part has no place."""
    for name, part in {"formats": formats_table()}.items():
        start, end = f"<!-- {name}: made by make readme -->\n", "<!-- end -->"
        before, found, rest = text.partition(start)
        _, ended, after = rest.partition(end)
        if not found or not ended:
            raise ValueError(f"README.md has no place for {name}")
        text = f"{before}{start}{part}\n{end}{after}"
    return text


def main() -> None:
    """Write the README with its made parts."""
    README.write_text(with_made_parts(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
