"""The habits that keep the program readable, checked on its own source."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "basewatch_gui"
MODULES = sorted(path for name in ("basewatch_gui", "packaging", "tests") for path in (ROOT / name).rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES if path.is_relative_to(PACKAGE)})

MAY_CATCH_ALL = {"basewatch_gui/session/jobs.py"}
NOT_A_VERB = {
    "A",
    "All",
    "An",
    "How",
    "In",
    "On",
    "The",
    "True",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "Who",
    "Why",
}
"""Ruff's D401 finds other forms of verbs, and lets these pass."""
TEXT_PLACES = ("basewatch_gui", "packaging", "resources", "tests", ".ci", ".gitignore")
TEXT_SUFFIXES = {
    "",
    ".cfg",
    ".css",
    ".html",
    ".in",
    ".json",
    ".lock",
    ".md",
    ".py",
    ".qss",
    ".svg",
    ".toml",
    ".txt",
    ".yml",
}
REGISTRY = re.compile("pypi" + r"\.org|pythonhosted" + r"\.org|/" + r"simple(/|\s|$)", re.MULTILINE)
MACHINE_PATH = re.compile(r"(?<![\w.*)}])/" + r"(work|root)/")


def name_of(path: Path) -> str:
    """The path as a test says it: from the project's folder, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def text_files() -> Iterator[Path]:
    """Every text file of the project that git would hold."""
    tops = [path for path in ROOT.iterdir() if path.is_file() and path.suffix != ".lock" and path.name != ".git"]
    below = [path for place in TEXT_PLACES for path in (ROOT / place).rglob("*") if path.is_file()]
    for path in (*tops, *below):
        if path.suffix in TEXT_SUFFIXES and path.name != ".git" and "__pycache__" not in path.parts:
            yield path


def test_every_package_says_what_it_is() -> None:
    silent = [
        name_of(path)
        for path in FOLDERS
        if not (path / "__init__.py").exists() or not ast.get_docstring(parse(path / "__init__.py"))
    ]
    assert silent == []


def test_every_module_says_what_it_is() -> None:
    shipped = [path for path in MODULES if not path.is_relative_to(ROOT / "tests")]
    assert [name_of(path) for path in shipped if not ast.get_docstring(parse(path))] == []


def test_docstrings_of_functions_begin_with_a_verb() -> None:
    guilty = []
    for path in MODULES:
        functions = [] if path.is_relative_to(ROOT / "tests") else functions_of(parse(path))
        guilty += [
            f"{name_of(path)}: {function.name}"
            for function in functions
            if (ast.get_docstring(function) or "Return").split()[0] in NOT_A_VERB
        ]
    assert guilty == []


def functions_of(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a module without properties, whose docstrings name a value."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and not any("property" in ast.dump(each) for each in node.decorator_list):
            yield node


def test_only_the_outermost_code_catches_everything() -> None:
    guilty = {name_of(path) for path in PACKAGE.rglob("*.py") for node in ast.walk(parse(path)) if catches_all(node)}
    assert guilty - MAY_CATCH_ALL == set()


def catches_all(node: ast.AST) -> bool:
    """Whether a node is an `except` of every exception that doesn't raise it again."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    last = node.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(kind is None or getattr(kind, "id", "") in ("Exception", "BaseException") for kind in caught)


def imports_of(path: Path) -> set[str]:
    """The modules that a module imports, those for types alone included."""
    found: set[str] = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def test_nothing_but_the_window_s_list_knows_a_capability() -> None:
    widgets = PACKAGE / "widgets"
    capabilities = {path.parent.name for path in widgets.glob("*/capability.py")} - {"workbench"}
    assert len(capabilities) > 15
    guilty = set()
    for path in widgets.rglob("*.py"):
        folder = path.relative_to(widgets).parts[0]
        if path in (widgets / "window" / "capabilities.py", widgets / "demo_drive.py"):
            continue
        for module in imports_of(path):
            owner = module.removeprefix("basewatch_gui.widgets.").split(".")[0]
            if module.startswith("basewatch_gui.widgets.") and owner in capabilities - {folder}:
                guilty.add(f"{name_of(path)} imports {module}")
    assert guilty == set()


def test_nothing_but_the_command_line_prints() -> None:
    printing = [
        f"{name_of(path)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        if not path.is_relative_to(PACKAGE / "cli")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert printing == []


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for path in text_files():
        text = path.read_text(encoding="utf-8")
        found += [f"{name_of(path)}: {hit.group()}" for hit in REGISTRY.finditer(text)]
        found += [f"{name_of(path)}: {hit.group()}" for hit in MACHINE_PATH.finditer(text)]
    assert found == []


def test_qt_is_older_than_the_one_that_loses_references() -> None:
    assert tuple(int(part) for part in version("PySide6-Essentials").split(".")[:2]) < (6, 12)


def test_emitting_true_keeps_its_references() -> None:
    """PySide6 6.12.0 on Python 3.11 drops one reference to True per `emit(True)`, and aborts once they are used up."""
    code = """
import sys
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    sent = Signal(bool)

sender = Sender()
before = sys.getrefcount(True)
for _ in range(20000):
    sender.sent.emit(True)
print(abs(sys.getrefcount(True) - before))
"""
    assert int(run_python(code)) < 100


def test_the_command_line_starts_without_qt() -> None:
    run_python(
        "import basewatch_gui.cli.app, sys; assert not [name for name in sys.modules if name.startswith('PySide6')]"
    )


@pytest.mark.parametrize("command", ["new", "info", "import", "export"])
def test_commands_without_a_window_start_without_qt(command: str) -> None:
    """The command's help is shown by a Python in which PySide6 cannot be imported."""
    code = (
        f"import sys; sys.modules['PySide6'] = None; sys.argv = ['basewatch', {command!r}, '--help']; "
        "import runpy; runpy.run_module('basewatch_gui', run_name='__main__', alter_sys=True)"
    )
    assert command in run_python(code)


def test_a_project_is_queried_without_qt(tmp_path: Path) -> None:
    code = f"""
import sys
sys.modules["PySide6"] = None
from pathlib import Path
from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.edit import added
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.query.search import find_labels
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.storage.project_file import ProjectFile
with ProjectFile.create(Path({str(tmp_path / "a.basewatch")!r}), shipped_categories()) as file:
    file.do(added("add frames", [Frame(1, "a.tif", "1", 100, 100, 1, "uint8")]))
    file.do(added("draw", [Label(1, "u", 1, 2, Point((5.0, 5.0)), note="by the hangar")]))
    print([label.id for label in find_labels(file.project, "category:Il-76 hangar")])
"""
    assert run_python(code).strip() == "[1]"


def run_python(code: str) -> str:
    """What a fresh Python prints for this code; the test fails with its stderr if it exits with an error."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
