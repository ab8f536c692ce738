"""Rules of the house that no linter knows. Each one keeps out a trap that cost somebody data or time once.

A rule reads names, imports and string constants from the syntax tree; docstrings and comments may speak of anything.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import registry_names

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "calcitrack"

SESSION = "calcitrack.ui.session"
TELLING = (ast.Name, ast.Attribute, ast.Constant, ast.Import, ast.ImportFrom, ast.Call)
"""What a rule may look at."""

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


def modules(*, below: str = "", but: str | None = None) -> Iterator[Path]:
    """The program's modules in one of its folders, less those of another folder (or one file)."""
    left_out = PACKAGE / but if but else None
    for path in (PACKAGE / below).rglob("*.py"):
        if left_out is None or (path != left_out and left_out not in path.parents):
            yield path


def without_the_trend() -> Iterator[Path]:
    """All modules but the two that draw with pyqtgraph."""
    return (path for path in modules(but="ui/widgets/trend/plot.py") if path.name != "items.py")


def without_fields_of_one_line() -> Iterator[Path]:
    """All modules but three whose widgets begin with the line that has their keys."""
    return (
        path for path in modules() if path.name not in {"password_edit.py", "first_start_steps.py", "site_picker.py"}
    )


RULES: dict[str, tuple[Rule, Callable[[], Iterator[Path]]]] = {
    # executescript commits first; a trace shows patients; a proxy model reads every row; QtSql is a second driver.
    "executescript": (lambda node: named(node, "executescript"), modules),
    "set_trace_callback": (lambda node: named(node, "set_trace_callback"), modules),
    "QSortFilterProxyModel": (lambda node: named(node, "QSortFilterProxyModel"), modules),
    "QtSql": (lambda node: named(node, "QtSql"), modules),
    # PySide makes the one widget the owner of the other whose neighbour it is: the first one collected takes it along.
    "nextInFocusChain": (lambda node: named(node, "nextInFocusChain"), modules),
    "previousInFocusChain": (lambda node: named(node, "previousInFocusChain"), modules),
    # Tab goes to the focus proxy of a container, and passes over all that stands in it before that.
    "setFocusProxy": (lambda node: calls_method(node, "setFocusProxy"), without_fields_of_one_line),
    # sqlite-utils' `transform` drops the triggers that guard signed rows. In ui the word is Qt's.
    "transform": (lambda node: calls_method(node, "transform"), lambda: modules(but="ui")),
    "a database opened by its path": (opens_database_by_path, modules),
    "the cipher driver": (lambda node: named(node, "sqlcipher3"), lambda: modules(but="db")),
    "a dialog's session": (lambda node: imports(node, SESSION), lambda: modules(below="ui/dialogs")),
    "a widget's session": (lambda node: imports(node, SESSION), lambda: modules(below="ui/widgets")),
    "pyqtgraph": (lambda node: imports(node, "pyqtgraph"), without_the_trend),
}


@functools.cache
def breaches() -> dict[str, list[str]]:
    """Every place where a rule is broken, as `path:line`, by rule; each module is read once, for all of them."""
    held = {name: frozenset(paths()) for name, (_rule, paths) in RULES.items()}
    found: dict[str, list[str]] = {name: [] for name in RULES}
    for path in sorted(modules()):
        here = [(name, rule) for name, (rule, _paths) in RULES.items() if path in held[name]]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in (name for name, rule in here if isinstance(node, TELLING) and rule(node)):
                found[name].append(f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', '?')}")
    return found


@pytest.mark.parametrize(
    "word",
    [
        "executescript", "set_trace_callback", "QSortFilterProxyModel", "QtSql",
        "nextInFocusChain", "previousInFocusChain",
    ],
)  # fmt: skip
def test_never_uses(word: str) -> None:
    assert breaches()[word] == []


def test_no_container_has_a_focus_proxy() -> None:
    assert breaches()["setFocusProxy"] == []


def test_never_transforms_a_table_without_its_triggers() -> None:
    assert breaches()["transform"] == []


def test_never_opens_a_database_by_its_path() -> None:
    assert breaches()["a database opened by its path"] == []


def test_only_db_knows_the_cipher_driver() -> None:
    assert breaches()["the cipher driver"] == []


@pytest.mark.parametrize("whose", ["a dialog's session", "a widget's session"])
def test_only_pages_know_the_session(whose: str) -> None:
    assert breaches()[whose] == []


def test_only_the_trend_plot_imports_pyqtgraph() -> None:
    assert breaches()["pyqtgraph"] == []


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_asked_of_some_module(name: str) -> None:
    """A folder that is renamed would leave its rule with nothing to read."""
    assert list(RULES[name][1]())


def test_names_no_host_of_a_package_registry() -> None:
    assert registry_names.offenders(ROOT) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (lambda node: named(node, "QtSql"), "from PySide6 import QtSql"),
        (lambda node: named(node, "QtSql"), "import PySide6.QtSql as sql"),
        (lambda node: named(node, "executescript"), "db.conn.executescript(text)"),
        (lambda node: named(node, "nextInFocusChain"), "stop = page.nextInFocusChain()"),
        (lambda node: named(node, "sqlcipher3"), "importlib.import_module('sqlcipher3')"),
        (lambda node: named(node, "sqlcipher3"), "from sqlcipher3.dbapi2 import connect"),
        (lambda node: imports(node, SESSION), "from calcitrack.ui.session import Session"),
        (lambda node: imports(node, SESSION), "from calcitrack.ui import session"),
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
    assert not any(imports(node, SESSION) for node in nodes)
