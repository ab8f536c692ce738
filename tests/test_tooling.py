"""The tooling keeps its promises: one test command, a lock that fits, a set-up that knows when it is stale."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev
from tools import environment, registry_names, system_packages

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def commands_in(document: str) -> list[str]:
    """The lines of the document's shell blocks that call dev.py."""
    return re.findall(r"^python3 dev\.py .*$", document, flags=re.MULTILINE)


def normal(name: str) -> str:
    """A requirement's package name as locks spell it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", name)[0]).lower()


def locked_entries() -> dict[str, str]:
    """Each requirement line of the lock up to its hashes, with all that belongs to it."""
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    return {normal(entry): entry for entry in entries}


def test_the_readme_gives_the_two_commands() -> None:
    assert commands_in(README) == ["python3 dev.py run", "python3 dev.py test"]


def test_ci_runs_the_checks_and_then_the_readmes_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "grep -m 1 '^python3 dev\\.py test' README.md" in script
    assert script.index("python3 dev.py lint") < script.index("exec $test_command")


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_documents_name_only_verbs_that_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert set(re.findall(r"dev\.py ([a-z-]+)", text)) <= set(dev.VERBS)


def test_a_wrong_verb_shows_all_verbs_and_exits_with_2() -> None:
    answer = subprocess.run([sys.executable, ROOT / "dev.py", "rnu"], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert all(verb in answer.stdout for verb in dev.VERBS)


def test_refuses_an_old_python_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version_info", (3, 10, 12, "final", 0))
        assert dev.main(["run"]) == 2
    assert "needs Python 3.11 or newer; this is 3.10" in capsys.readouterr().out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of its display by variables")
@pytest.mark.parametrize(("variable", "has_one"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("EDITOR", False)])
def test_knows_whether_a_window_can_open(variable: str, has_one: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(variable, ":7")
    assert dev.has_display() is has_one


@pytest.mark.parametrize("with_git", [True, False])
def test_finds_a_registrys_host_in_a_new_file(with_git: bool, tmp_path: Path) -> None:
    if with_git:
        subprocess.run(["git", "init", "-q", tmp_path], check=True)
    host = registry_names.hosts()[0]
    (tmp_path / "notes.md").write_text(f"See https://{host.upper()}/simple.\n", encoding="utf-8")
    (tmp_path / "clean.md").write_text("See the lock.\n", encoding="utf-8")
    assert registry_names.offenders(tmp_path) == [f"notes.md: {host}"]


@pytest.mark.parametrize("file", ["dev.py", "tools/environment.py", "tools/system_packages.py"])
def test_the_set_up_needs_only_the_standard_library(file: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    imported = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    imported += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.split(".")[0] for name in imported} <= {*sys.stdlib_module_names, "tools"}


def test_every_locked_package_has_a_version_and_hashes() -> None:
    for name, entry in locked_entries().items():
        assert re.match(r"\S+==\S+", entry), name
        assert "--hash=sha256:" in entry, name


def test_the_lock_names_no_place_to_download_from() -> None:
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", LOCK)


def test_the_lock_holds_every_dependency_of_the_project() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    assert {normal(requirement) for requirement in wanted} <= set(locked_entries())


def test_the_lock_keeps_out_the_release_of_qt_that_aborts() -> None:
    version = re.search(r"^pyside6-essentials==(\d+)\.(\d+)", LOCK, flags=re.MULTILINE)
    assert version is not None
    assert (6, 11) <= (int(version[1]), int(version[2])) < (6, 12)


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_the_set_up_is_stale_when_a_file_it_rests_on_changes(changed: str, tmp_path: Path) -> None:
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    before = environment.fingerprint(tmp_path)
    assert environment.fingerprint(tmp_path) == before
    with (tmp_path / changed).open("a", encoding="utf-8") as file:
        file.write("\n# another line\n")
    assert environment.fingerprint(tmp_path) != before


def test_a_half_made_environment_is_not_taken_for_a_working_one(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    assert environment.python(tmp_path).exists()
    assert not environment.works(tmp_path)


def test_this_environment_works() -> None:
    assert environment.works(ROOT)


POLICY = """\
libglib2.0-0:
  Installed: (none)
  Candidate: (none)
  Version table:
libglib2.0-0t64:
  Installed: (none)
  Candidate: 2.80.0-6ubuntu3
  Version table:
xvfb:
  Installed: 2:21.1.12
  Candidate: 2:21.1.12
"""


def test_takes_the_name_that_a_package_has_in_this_release() -> None:
    on_offer = system_packages.read_policy(POLICY)
    assert system_packages.choose([("libglib2.0-0", "libglib2.0-0t64"), ("xvfb", "xvfbt64")], on_offer) == [
        "libglib2.0-0t64",
        "xvfb",
    ]


def test_names_a_package_by_its_first_name_when_none_is_on_offer() -> None:
    assert system_packages.choose([("qpdf", "qpdft64")], set()) == ["qpdf"]


@pytest.mark.needs("apt-cache")
def test_says_nothing_of_a_package_that_does_not_exist() -> None:
    assert system_packages.offered([("no-such-package-anywhere",)]) == set()


def run_needing(tool: str, folder: Path, **variables: str) -> str:
    """The output of a pytest run, under the project's own conftest, of one test that needs the tool."""
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = needs\n", encoding="utf-8")
    test = f'import pytest\n\n@pytest.mark.needs("{tool}")\ndef test_it():\n    pass\n'
    (folder / "test_needing.py").write_text(test, encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_ADDOPTS")}
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-rs", str(folder)]
    answer = subprocess.run(command, cwd=ROOT, env={**clean, **variables}, capture_output=True, text=True, check=False)
    return answer.stdout + answer.stderr


def test_a_test_without_its_program_is_skipped_with_a_sentence(tmp_path: Path) -> None:
    output = run_needing("no-such-program", tmp_path)
    assert "1 skipped" in output
    assert "needs no-such-program, which this system lacks" in output


def test_a_test_without_its_program_fails_in_ci(tmp_path: Path) -> None:
    output = run_needing("no-such-program", tmp_path, CI="true")
    assert "1 failed" in output or "1 error" in output
    assert "needs no-such-program, which this system lacks" in output


def test_a_test_with_its_program_runs_in_ci(tmp_path: Path) -> None:
    python = Path(sys.executable)
    assert "1 passed" in run_needing(python.name, tmp_path, CI="true", PATH=str(python.parent))
