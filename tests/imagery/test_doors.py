"""Who may open a raster: one module hands users' files to GDAL, and one function gives out their pixels."""

import ast
from pathlib import Path

import basewatch_gui

PACKAGE = Path(basewatch_gui.__file__).parent

READERS_OF_USERS_FILES = {"imagery/sources/dataset.py"}
KEEPERS_OF_OWN_FILES = {
    "imagery/environment.py",  # a file in memory
    "imagery/geotiff.py",
    "imagery/stored_levels.py",
    "imagery/pyramids/writer.py",
}


def callers_of(*names: str) -> set[str]:
    """Return the modules of the package, as paths from it, that call one of these functions or classes."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
                found.add(path.relative_to(PACKAGE).as_posix())
    return found


def test_one_module_hands_users_files_to_gdal() -> None:
    found = callers_of("DatasetReader", "rasterio.open", "MemoryFile")
    assert found == READERS_OF_USERS_FILES | KEEPERS_OF_OWN_FILES


def test_only_band_files_and_the_list_of_images_take_a_dataset() -> None:
    assert callers_of("open_dataset", "open_overview") == {
        "imagery/sources/band_file.py",
        "imagery/sources/images.py",
    }


def test_only_open_raster_makes_a_raster() -> None:
    assert callers_of("Raster", "open_band_file", "JoinedFiles") == {"imagery/raster.py"}
