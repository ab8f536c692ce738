"""One vault, two programs, and passwords that do not fit: what the window says, and the command line beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import AtWork
from tests.e2e.person import Person
from tests.vaults import LOGIN, PASSWORD, ROOT

pytestmark = [pytest.mark.window, pytest.mark.needs("Xvfb", "xkbcomp", "openbox", "xdotool")]

REFUSED = "This name and password do not open the vault. Check both and try again."


def unlock(person: Person, name: str, password: str) -> None:
    """Type a name and a password, in place of what stands there."""
    person.fill("Name", name)
    person.click("Password", "EditableText")
    person.wait_for_focus("Password")
    person.press("ctrl+a")
    person.type(password)
    person.press("Return")


def command_line(vault: Path) -> str:
    """What the command line says where it is refused."""
    command = [sys.executable, "-m", "calcitrack", "report", "--vault", vault, "--user", LOGIN, "--json"]
    answer = subprocess.run(command, cwd=ROOT, input=f"{PASSWORD}\n", capture_output=True, text=True, timeout=60)
    assert (answer.returncode, answer.stdout) == (1, "")
    return answer.stderr.strip()


def test_a_second_program_says_who_holds_the_vault(at_work: AtWork, vault_folder: Path, tmp_path: Path) -> None:
    with at_work(tmp_path / "one", "--vault", vault_folder) as first:
        unlock(first, LOGIN, PASSWORD)
        first.wait_for_part("New patient")
        held = f"This vault is already open: {socket.gethostname()}, process {first.pid}, since "
        with at_work(tmp_path / "two", "--vault", vault_folder) as second:
            unlock(second, LOGIN, PASSWORD)
            second.wait_for(held)
            assert second.look().says("Use that window, or close it and try again.")
        assert command_line(vault_folder).startswith(f"calcitrack: {held}")
        assert first.pid != os.getpid()


def test_an_unknown_name_reads_as_a_wrong_password_does(at_work: AtWork, vault_folder: Path, tmp_path: Path) -> None:
    wrong = "x" * len(PASSWORD)
    seen = []
    for name, password in ((LOGIN, wrong), ("nobody", PASSWORD)):
        with at_work(tmp_path / name, "--vault", vault_folder) as person:
            unlock(person, name, password)
            person.wait_for(REFUSED)
            person.wait("the form ready again", lambda screen: screen.focus == "Password")
            seen.append([text for text in person.look().texts() if text != name])
    assert seen[0] == seen[1]


def test_after_a_refusal_the_right_password_opens_the_vault(
    at_work: AtWork, vault_folder: Path, tmp_path: Path
) -> None:
    with at_work(tmp_path / "home", "--vault", vault_folder) as person:
        unlock(person, LOGIN, "wrong horse")
        person.wait_for(REFUSED)
        person.wait_for_focus("Password")
        person.type(PASSWORD)  # what was refused stands selected, so typing replaces it
        person.press("Return")
        person.wait_for_part("New patient")
