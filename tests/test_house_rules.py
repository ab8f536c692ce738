"""Rules of the house that no linter knows. Each one keeps out a trap that cost somebody data or time once.

A rule reads names, imports and string constants from the syntax tree; docstrings and comments may speak of anything.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import registry_names

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "calcitrack"

Rule = Callable[[ast.AST], bool]


def named(node: ast.AST, word: str) -> bool:
    """Whether the node uses, imports or spells out (as a whole string) the given name."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name == word
        case ast.Import(names=names):
            return any(word in alias.name.split(".") for alias in names)
        case ast.ImportFrom(module=module, names=names):
            return word in (module or "").split(".") or any(alias.name == word for alias in names)
    return False


def imports(node: ast.AST, module: str) -> bool:
    """Whether the node imports the module or something out of it."""
    match node:
        case ast.Import(names=names):
            found = [alias.name for alias in names]
        case ast.ImportFrom(module=str(origin), names=names):
            found = [origin, *(f"{origin}.{alias.name}" for alias in names)]
        case _:
            return False
    return any(name == module or name.startswith(f"{module}.") for name in found)


def calls_method(node: ast.AST, method: str) -> bool:
    """Whether the node calls `something.method(...)`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method


def opens_database_by_path(node: ast.AST) -> bool:
    """Whether the node calls `Database("a path")`, which opens the file with the unencrypted driver."""
    match node:
        case ast.Call(func=ast.Name(id="Database") | ast.Attribute(attr="Database"), args=[first, *_]):
            return isinstance(first, ast.JoinedStr) or (
                isinstance(first, ast.Constant) and isinstance(first.value, str)
            )
    return False


def breaches(rule: Rule, paths: Iterator[Path]) -> list[str]:
    """Every place in the files where the rule is broken, as `path:line`."""
    return [
        f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', '?')}"
        for path in sorted(paths)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if rule(node)
    ]


def modules(*, below: str = "", but: str | None = None) -> Iterator[Path]:
    """The program's modules in one of its folders, less those of another folder (or one file)."""
    left_out = PACKAGE / but if but else None
    for path in (PACKAGE / below).rglob("*.py"):
        if left_out is None or (path != left_out and left_out not in path.parents):
            yield path


@pytest.mark.parametrize("word", ["executescript", "set_trace_callback", "QSortFilterProxyModel", "QtSql"])
def test_never_uses(word: str) -> None:
    """executescript commits first; a trace shows patients; a proxy model reads every row; QtSql is a second driver."""
    assert breaches(lambda node: named(node, word), modules()) == []


def test_never_transforms_a_table_without_its_triggers() -> None:
    """sqlite-utils' `transform` drops the triggers that guard signed rows. In ui the word is Qt's."""
    assert breaches(lambda node: calls_method(node, "transform"), modules(but="ui")) == []


def test_never_opens_a_database_by_its_path() -> None:
    assert breaches(opens_database_by_path, modules()) == []


def test_only_db_knows_the_cipher_driver() -> None:
    assert breaches(lambda node: named(node, "sqlcipher3"), modules(but="db")) == []


@pytest.mark.parametrize("folder", ["ui/dialogs", "ui/widgets"])
def test_only_pages_know_the_session(folder: str) -> None:
    assert breaches(lambda node: imports(node, "calcitrack.ui.session"), modules(below=folder)) == []


def test_only_the_trend_plot_imports_pyqtgraph() -> None:
    apart = [path for path in modules(but="ui/widgets/trend/plot.py") if path.name != "items.py"]
    assert breaches(lambda node: imports(node, "pyqtgraph"), apart) == []


def test_names_no_host_of_a_package_registry() -> None:
    assert registry_names.offenders(ROOT) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (lambda node: named(node, "QtSql"), "from PySide6 import QtSql"),
        (lambda node: named(node, "QtSql"), "import PySide6.QtSql as sql"),
        (lambda node: named(node, "executescript"), "db.conn.executescript(text)"),
        (lambda node: named(node, "sqlcipher3"), "importlib.import_module('sqlcipher3')"),
        (lambda node: named(node, "sqlcipher3"), "from sqlcipher3.dbapi2 import connect"),
        (lambda node: imports(node, "calcitrack.ui.session"), "from calcitrack.ui.session import Session"),
        (lambda node: imports(node, "calcitrack.ui.session"), "from calcitrack.ui import session"),
        (lambda node: imports(node, "pyqtgraph"), "def draw():\n    import pyqtgraph.exporters"),
        (lambda node: calls_method(node, "transform"), "db['patient'].transform(drop={'name'})"),
        (opens_database_by_path, "Database('clinic.db')"),
        (opens_database_by_path, "sqlite_utils.Database(f'{folder}/clinic.db')"),
    ],
)
def test_a_rule_sees_what_it_forbids(rule: Rule, code: str) -> None:
    assert any(rule(node) for node in ast.walk(ast.parse(code)))


def test_a_rule_lets_pass_what_it_allows() -> None:
    nodes = list(
        ast.walk(ast.parse('"""sqlcipher3 is the driver."""\nDatabase(connection)\nimport calcitrack.ui.sessions'))
    )
    assert not any(named(node, "sqlcipher3") for node in nodes)
    assert not any(opens_database_by_path(node) for node in nodes)
    assert not any(imports(node, "calcitrack.ui.session") for node in nodes)
