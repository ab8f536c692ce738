"""Where nothing may be written a vault is read, what is refused is told truly, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.db.read_only_child import PLACES
from tests.vaults import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")

NOT_WRITTEN = "a folder or file cannot be read or written (error 13)"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What was said in each place: by a process of its own, for to root no place is closed."""
    command = [sys.executable, "-m", "tests.db.read_only_child", str(tmp_path_factory.mktemp("places"))]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert found.returncode == 0, found.stderr
    told: dict[str, dict[str, Any]] = json.loads(found.stdout)
    return told


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_lost_whatever_is_closed(said: dict[str, dict[str, Any]], place: str) -> None:
    told = said[place]
    assert (told["patients"], told["is whole"], told["restore"], told["salvage"]) == (
        1,
        True,
        "done: None",
        "done: True",
    )
    is_added = told["add"] == "done: True"
    assert told["then"] == told["after"] == 1 + is_added
    assert is_added is not told["read only"]


@pytest.mark.parametrize("place", ["folder", "database"])
def test_a_vault_that_cannot_be_written_is_read_and_says_why(said: dict[str, dict[str, Any]], place: str) -> None:
    assert said[place]["read only"]
    assert said[place]["notices"][0].startswith("This vault can only be read")
    assert said[place]["add"].startswith("Not saved: the vault is open for reading only.")


@pytest.mark.parametrize("place", ["folder", "backups"])
def test_a_backup_that_cannot_be_written_is_said_not_to_be_made(said: dict[str, dict[str, Any]], place: str) -> None:
    assert said[place]["back up"].startswith(f"No backup was made: {NOT_WRITTEN}.")


def test_a_second_folder_that_is_closed_is_told_and_the_backup_stands(said: dict[str, dict[str, Any]]) -> None:
    assert said["second folder"]["back up"] == f"done: No backup was made: {NOT_WRITTEN}."
    assert not said["second folder"]["read only"]
