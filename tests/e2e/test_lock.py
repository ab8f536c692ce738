"""The lock in the real window: in the middle of a number, and back in the same cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e import steps
from tests.e2e.conftest import AtWork
from tests.e2e.steps import GRID
from tests.vaults import LOGIN, PASSWORD

pytestmark = [pytest.mark.window, pytest.mark.needs("Xvfb", "xkbcomp", "openbox", "xdotool")]


def unlock(person) -> None:
    person.wait_for_focus("Name")
    person.type(LOGIN)
    person.press("Return")
    person.wait_for_focus("Password")
    person.type(PASSWORD)
    person.press("Return")


def test_the_lock_keeps_the_cell_and_takes_all_else_out_of_sight(
    at_work: AtWork, vault_folder: Path, tmp_path: Path
) -> None:
    with at_work(tmp_path / "home", "--vault", vault_folder) as person:
        unlock(person)
        person.wait_for_part("New patient")
        steps.add_patient(person, "910-0007", "Łącka", "Maria", "3 May 1968")
        person.press("ctrl+shift+n")
        person.wait_for_focus(GRID)
        steps.add_lesion(person, "rt th v")
        person.type("600")
        cell = person.wait("an open cell", lambda screen: screen.focus.startswith("Today, L")).focus
        person.press("ctrl+l")
        person.wait_for_focus("Name")
        screen = person.look()
        assert [text for text in screen.texts() if "cka" in text or "910-0007" in text] == []
        unlock(person)
        person.wait_for_focus(cell)
        assert any(part.text == "600" and part.focus for part in person.look().parts)
        person.press("ctrl+a")
        person.type("12")
        person.press("Return")
        row = person.wait("the size", lambda screen: screen.table(GRID)[0].cells["Today, L"] != "").table(GRID)[0]
        assert row.cells["Today, L"].startswith("12")
        steps.close_window(person)


def test_what_was_copied_in_the_window_is_gone_with_the_lock(
    at_work: AtWork, vault_folder: Path, tmp_path: Path
) -> None:
    with at_work(tmp_path / "home", "--vault", vault_folder) as person:
        unlock(person)
        person.wait_for_part("New patient")
        person.press("ctrl+k")
        person.wait_for_focus("Find a patient or a command")
        person.type("zyxw")
        person.press("ctrl+a", "ctrl+c", "ctrl+v")
        person.wait("the copied word", lambda screen: screen.text_of("Find a patient or a command") == "zyxw")
        person.press("ctrl+l")
        person.wait_for_focus("Name")
        person.press("ctrl+v")
        person.type("a")
        person.wait("nothing pasted", lambda screen: screen.text_of("Name") == "a")
        steps.close_window(person)
