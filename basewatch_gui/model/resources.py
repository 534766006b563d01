"""Where the shipped resources are: in a checkout beside the package, in a wheel or frozen bundle inside it."""

from functools import cache
from pathlib import Path

from basewatch_gui.model.category import Category, parse_categories

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def resource_folder() -> Path:
    """Return the folder that holds icons, categories, silhouettes and style."""
    inside = PACKAGE / "resources"
    return inside if inside.is_dir() else PACKAGE.parent / "resources"


def resource_text(name: str) -> str:
    """Read the text of a resource, by its path below the folder."""
    return (resource_folder() / name).read_text(encoding="utf-8")


def shipped_categories() -> tuple[Category, ...]:
    """Return the categories that every new project starts with."""
    return parse_categories(resource_text("categories.toml"))
