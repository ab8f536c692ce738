"""What the installer is made of; building it takes minutes and is done by `python3 dev.py installer`."""

from __future__ import annotations

import configparser
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tools.installer import debian, runtime
from tools.system_packages import QT_LIBRARIES

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "installer" / "linux"
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_takes_what_the_program_needs_and_none_of_the_developers_tools() -> None:
    own, _ = runtime.roots(ROOT / "pyproject.toml")
    found = runtime.closure(own)
    assert {"pyside6-essentials", "shiboken6", "sqlcipher3", "numpy", "argon2-cffi-bindings"} <= found
    assert found.isdisjoint({"pytest", "hypothesis", "mypy", "matplotlib", "scipy", "pyinstaller"})


def test_every_library_of_the_program_stands_in_its_part_of_the_lock_with_hashes() -> None:
    own, tools = runtime.roots(ROOT / "pyproject.toml")
    names = runtime.closure([*own, *tools])
    part = runtime.part_of_lock(LOCK, names)
    entries = re.split(r"\n(?=[a-z0-9])", part.strip())
    assert {entry.partition("==")[0] for entry in entries} == names
    assert all("--hash=sha256:" in entry for entry in entries)


def test_leaves_out_entries_that_are_not_asked_for() -> None:
    entries = ("a==1", "ab==2", "a==3 ; python_version > '3.11'")
    lock = "".join(f"{entry} \\\n    --hash=sha256:0\n" for entry in entries)
    assert runtime.part_of_lock(lock, {"a"}).count("a==") == 2
    assert "ab==" not in runtime.part_of_lock(lock, {"a"})


def test_the_menu_entry_names_the_command_and_the_window_names_the_menu_entry() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(LINUX / f"{debian.ID}.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == "calcitrack"
    assert entry["Desktop Entry"]["Icon"] == debian.ID
    assert f'setDesktopFileName("{debian.ID}")' in (ROOT / "calcitrack" / "app.py").read_text(encoding="utf-8")


def test_the_software_centres_data_lead_to_the_menu_entry() -> None:
    component = ET.parse(LINUX / f"{debian.ID}.metainfo.xml").getroot()
    assert component.findtext("id") == debian.ID
    assert component.findtext("launchable") == f"{debian.ID}.desktop"
    assert component.findtext("provides/binary") == "calcitrack"


@pytest.mark.parametrize("package", sorted(set(QT_LIBRARIES.values())))
def test_the_package_asks_for_each_library_that_qt_loads(package: str) -> None:
    needs = re.search(r"^Depends: (.*)$", debian.control_text("1.0", "amd64", 1), flags=re.MULTILINE)
    assert needs is not None
    assert f"{package} | {package}t64" in needs[1].split(", ")


def test_every_system_shares_one_spec() -> None:
    for recipe in ("windows/calcitrack.iss", "README.md"):
        assert "build_installer.spec" in (ROOT / "installer" / recipe).read_text(encoding="utf-8"), recipe
