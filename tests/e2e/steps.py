"""What a clinic does at the screen, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.e2e.person import Person, Row, Screen

CLINIC = "Calcinosis clinic of the test"
SIGNER = "Dr Ada Example"
LOGIN = "example"
PASSWORD = "plum kettle anchor seven"
GRID = "Lesions of this visit"
DAY_OF_VISIT = "Day of the visit"


def first_start(person: Person, vault: Path) -> None:
    """Make a vault in an empty folder, with the recovery code read from the screen and typed back."""
    person.fill("Name of the clinic", CLINIC)
    person.fill("Folder of the vault", str(vault))
    person.press("Return")
    person.fill("Your name", SIGNER)
    person.fill("Short name for signing in", LOGIN)
    person.press("Return")
    person.wait_for_focus("New password")
    person.type(PASSWORD)
    person.press("Return")
    person.wait_for_focus("The same password again")
    person.type(PASSWORD)
    person.press("Return")
    groups = person.wait_for("The recovery code").matching("[0-9A-Z]{4}")
    assert len(groups) == 8
    person.click("I have written it down")
    person.wait_for_focus("The code from your paper")
    person.type(" ".join(groups).lower())
    person.press("Return")
    person.wait_for_part("New patient")


def unlock(person: Person) -> None:
    """Unlock by typing."""
    person.wait_for_focus("Name")
    person.type(LOGIN)
    person.press("Return")
    person.wait_for_focus("Password")
    person.type(PASSWORD)
    person.press("Return")
    person.wait_for_part("New patient")


def add_patient(person: Person, mrn: str, family: str, given: str, born: str) -> None:
    """Add a patient by the form, whose chart then opens."""
    person.press("ctrl+n")
    person.wait_for_focus("Record number (MRN), needed")
    for text in (mrn, family, given):
        person.type(text)
        person.press("Tab")
    person.type(born)
    person.press("ctrl+Return")
    person.wait("the chart", lambda screen: not screen.is_modal and screen.says(f"{family}, {given}"))


def open_patient(person: Person, typed: str, name: str) -> None:
    """Find a patient by typing and open the chart."""
    person.press("ctrl+k")
    person.wait_for_focus("Find a patient or a command")
    person.type(typed)
    person.wait("the patient in the list", lambda screen: screen.table("_ResultList"))
    person.press("Return")
    person.wait("the chart", lambda screen: any(p.text == name for p in screen.parts))


def begin_visit(person: Person, typed: str, shown: str) -> None:
    """Begin a visit and move it to a day that is typed."""
    person.press("ctrl+shift+n")
    person.fill(DAY_OF_VISIT, typed)
    person.press("Return")
    person.wait(f"the visit on {shown}", lambda screen: _is_on(screen, shown))


def _is_on(screen: Screen, shown: str) -> bool:
    return screen.find(DAY_OF_VISIT) is not None and screen.text_of(DAY_OF_VISIT) == shown


def add_lesion(person: Person, typed: str) -> Row:
    """Add a lesion by typing its site; the cursor then stands where its length is typed."""
    before = len(person.look().table(GRID))
    person.click("New lesion")
    person.wait("the form of a lesion", lambda screen: screen.is_modal)
    person.wait_for_focus("Site and side *")
    person.type(typed)
    person.press("Return")
    person.press("ctrl+Return")
    person.wait_for_focus(GRID)
    return person.wait("a row more", lambda screen: len(screen.table(GRID)) == before + 1).table(GRID)[-1]


def add_lesion_by_key(person: Person, typed: str) -> None:
    """Add a lesion without the mouse; the cursor then stands where its length is typed."""
    before = len(person.look().table(GRID))
    person.press("n")
    person.wait("the form of a lesion", lambda screen: screen.is_modal)
    person.wait_for_focus("Site and side *")
    person.type(typed)
    person.press("Return")
    person.press("ctrl+Return")
    person.wait_for_focus(GRID)
    person.wait("a row more", lambda screen: len(screen.table(GRID)) == before + 1)


def write_note(person: Person, text: str) -> None:
    """Type the visit's note and leave it."""
    person.roll_to("Note")
    person.click("Note", "EditableText")
    person.wait_for_focus("Note")
    person.type(text)
    person.press("Tab")  # leaving the note is what commits it
    person.wait("the note left", lambda screen: screen.focus not in ("", "Note"))


def start_trial(person: Person, therapy: str, dose: str, start: str) -> None:
    """Start a therapy trial on all lesions."""
    person.click_tab("Therapy")
    person.click("Start a trial…")
    person.wait_for_focus("Drug or procedure, needed")
    person.type(therapy)
    person.press("Tab", "Tab")
    person.wait_for_focus("Dose")
    person.type(dose)
    person.press("Tab", "ctrl+a")
    person.type(start)
    person.press("ctrl+Return")
    person.wait("the trial", lambda screen: not screen.is_modal and screen.says(f"{therapy} {dose}"))


def print_summary(person: Person, path: Path) -> None:
    """Print by the window's own action into a file whose path is typed."""
    person.press("ctrl+p")
    person.wait("the preview", lambda screen: screen.focus.startswith("Page 1 of"))
    person.press("ctrl+s")
    person.wait_for_focus("File name:")
    person.press("ctrl+a")
    person.type(str(path))
    person.press("Return")
    person.wait_for(f"Saved as {path.name}.")
    person.press("Escape")
    person.wait("the chart", lambda screen: not screen.is_modal)


def close_window(person: Person) -> None:
    """Quit by key, and see that the program ends well."""
    person.press("ctrl+q")
    assert person.end() == 0
    assert person.complaints() == ""


def enter(person: Person, *keys_and_texts: str) -> None:
    """Type into the grid: ``<Tab>`` is a key, all else is typed."""
    for one in keys_and_texts:
        if one.startswith("<"):
            person.press(one.strip("<>"))
        else:
            person.type(one)


def sign(person: Person, expected: Sequence[str]) -> None:
    """Review the visit, see that the review says what is expected, and sign it."""
    person.press("ctrl+Return")
    screen = person.wait(
        "the review", lambda seen: seen.is_modal and seen.says("Sign this visit?") and seen.focus == "Back"
    )
    for text in expected:
        assert screen.says(text), (text, screen.texts())
    person.press("ctrl+Return")
    person.wait_for("is signed.")


def go_to_lesion(person: Person, number: int) -> None:
    """Click where the length of a lesion is typed."""
    row = person.wait("the grid", lambda screen: len(screen.table(GRID)) >= number).table(GRID)[number - 1]
    person.click_at(row.rects["Today, L"])
    person.wait_for_focus(GRID)


def keep_unusual(person: Person, question: str) -> None:
    """Read what is asked about an unusual size, and keep the size."""
    person.wait_for(question)
    person.wait_for_focus("Reason")
    person.press("Return")
    person.wait_for_focus(GRID)
