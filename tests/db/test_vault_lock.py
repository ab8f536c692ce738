"""One program for each vault: the second is told who holds it, and a dead one holds nothing."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from calcitrack.clinic.session import open_clinic
from calcitrack.domain.errors import VaultBusy
from tests.vaults import LOGIN, PASSWORD, ROOT, opened, run_script

HOLD = f"""
import sys, pathlib
from calcitrack.clinic.session import open_clinic
clinic = open_clinic(pathlib.Path(sys.argv[1]), {LOGIN!r}, {PASSWORD!r})
print("open", flush=True)
sys.stdin.read()
clinic.close()
"""

TRY = f"""
import sys, pathlib
from calcitrack.clinic.session import open_clinic
from calcitrack.domain.errors import CalciTrackError
try:
    open_clinic(pathlib.Path(sys.argv[1]), {LOGIN!r}, {PASSWORD!r}).close()
    print("opened")
except CalciTrackError as error:
    print(type(error).__name__, error)
"""


def holder_of(folder: Path) -> subprocess.Popen[str]:
    """Another program that has the vault open until its input ends."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    return child


def test_a_second_program_is_refused_and_told_who_holds_the_vault_since_when(vault_folder: Path) -> None:
    with opened(vault_folder):
        said = run_script(TRY, vault_folder).stdout
    assert said.startswith("VaultBusy")
    assert socket.gethostname() in said
    assert f"process {os.getpid()}" in said
    assert re.search(r"since \d\d \w+ \d{4} \d\d:\d\d", said)


def test_a_second_opening_in_the_same_program_is_refused_as_well(vault_folder: Path) -> None:
    with opened(vault_folder), pytest.raises(VaultBusy):
        open_clinic(vault_folder, LOGIN, PASSWORD)


def test_a_refused_second_program_takes_nothing_from_the_first(vault_folder: Path) -> None:
    with opened(vault_folder) as clinic:
        run_script(TRY, vault_folder)
        assert run_script(TRY, vault_folder).stdout.startswith("VaultBusy")
        clinic.settings.set_paper("Letter", clinic.settings.paper())


def test_the_vault_is_free_once_it_was_closed(vault_folder: Path) -> None:
    with opened(vault_folder):
        pass
    assert run_script(TRY, vault_folder).stdout == "opened\n"
    assert not (vault_folder / "vault.holder").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_a_killed_program_locks_nobody_out(vault_folder: Path) -> None:
    child = holder_of(vault_folder)
    with pytest.raises(VaultBusy, match=f"process {child.pid}"):
        open_clinic(vault_folder, LOGIN, PASSWORD)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    open_clinic(vault_folder, LOGIN, PASSWORD).close()


def test_a_holder_that_cannot_be_read_is_called_another_program(vault_folder: Path) -> None:
    with opened(vault_folder):
        (vault_folder / "vault.holder").write_text("{")
        with pytest.raises(VaultBusy, match="another program"):
            open_clinic(vault_folder, LOGIN, PASSWORD)


def test_a_vault_that_was_left_open_on_another_computer_is_told(vault_folder: Path) -> None:
    left = {"computer": "ward-3", "process": 4711, "since": "2026-11-20T08:00:00+00:00"}
    (vault_folder / "vault.holder").write_text(json.dumps(left))
    with opened(vault_folder) as clinic:
        assert ["open elsewhere" in str(notice) and "ward-3" in str(notice) for notice in clinic.notices] == [True]
    with opened(vault_folder) as clinic:
        assert clinic.notices == ()
