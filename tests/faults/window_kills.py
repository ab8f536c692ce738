"""Kills the real window while somebody types a visit into it or signs one, and looks what is in the vault.

Keys are real, and each is noted with its time. What was typed more than five seconds before the kill must be there, and
so must a visit whose signature the window had confirmed; a visit is signed whole or not at all.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from calcitrack.clinic.session import Clinic, create_clinic, open_clinic
from calcitrack.domain.clock import SystemClock
from calcitrack.domain.visit import Visit
from tests.builders import a_lesion, a_patient
from tests.e2e import steps
from tests.e2e.display import Display
from tests.e2e.person import Person
from tests.faults.checks import complaints
from tests.faults.harness import Part, Tally
from tests.vaults import CHEAP, CLINIC, LOGIN, PASSWORD, PERSON

KILLS_OF_A_VAULT = 5
LESIONS = 4
MOST_LOST_S = 5.0
LONGEST_S = 9.0
NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elder")


@dataclass
class Typed:
    """What was typed, when, and what the window said of it.

    Attributes:
        sizes: (time, lesion's place, length in tenths) once its row was left.
        words: (time, word) of the note.
        signed: The window said that the visit is signed.
    """

    sizes: list[tuple[float, int, int]] = field(default_factory=list)
    words: list[tuple[float, str]] = field(default_factory=list)
    signed: bool = False
    killed: float = 0.0


def parts() -> tuple[Part, ...]:
    """The kills of the window in full."""
    return (Part("kills of the window", "kills", 50, window_round, ("signed", "sizes typed", "words typed")),)


def window_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Some kills of the window on one vault, each at the visit of another patient."""
    display = Display(folder, "")
    vault = folder / "vault"
    create_clinic(vault, clinic=CLINIC, login=LOGIN, person=PERSON, password=PASSWORD, synthetic=True, cost=CHEAP)
    tally = Tally()
    try:
        for place in range(min(most, KILLS_OF_A_VAULT)):
            patient = _draft_for(vault, NAMES[place])
            typed = work_until_killed(Person(display, folder / "home", "--vault", str(vault)), NAMES[place], numbers)
            tally.counts["kills"] += 1
            tally.add(judged(vault, patient, typed))
    finally:
        display.stop()
    return tally


def _draft_for(vault: Path, name: str) -> int:
    clinic = open_clinic(vault, LOGIN, PASSWORD)
    try:
        patient = clinic.patients.add(a_patient(name, family_name=name, given_name="Ada")).value
        for _ in range(LESIONS):
            clinic.lesions.add(patient, a_lesion())
        clinic.visits.start(patient, SystemClock().today())
        return patient
    finally:
        clinic.close()


def work_until_killed(person: Person, name: str, numbers: random.Random) -> Typed:
    """Sign in, open the draft, type and perhaps sign until the kill comes."""
    typed = Typed()
    try:
        _sign_in(person)
        steps.open_patient(person, name, f"{name}, Ada")
        steps.go_to_lesion(person, 1)
        killer = threading.Timer(numbers.random() * LONGEST_S, _kill, (person, typed))
        killer.start()
        try:
            _type(person, typed, numbers)
        except (AssertionError, OSError, ValueError, subprocess.SubprocessError):
            # With the program gone no answer comes; before that, something is wrong with the window.
            if not typed.killed:
                killer.cancel()
                raise
        killer.join()
        person.end()
    finally:
        person.leave()
    return typed


def _sign_in(person: Person) -> None:
    for field_name, text in (("Name", LOGIN), ("Password", PASSWORD)):
        person.wait_for_focus(field_name)
        person.press("ctrl+a")
        person.type(text)
        person.press("Return")
    person.wait_for_part("New patient")


def _kill(person: Person, typed: Typed) -> None:
    typed.killed = time.monotonic()
    os.kill(person.pid, signal.SIGKILL)


def _type(person: Person, typed: Typed, numbers: random.Random) -> None:
    """Sizes of some lesions, then a note without a pause or the signature."""
    signs = numbers.random() < 0.4
    for place in range(LESIONS):
        length = numbers.randrange(10, 20)
        person.type(str(length))
        person.press("Tab")
        person.type("9")
        person.press("Return")
        typed.sizes.append((time.monotonic(), place, length * 10))
    if signs:
        person.press("ctrl+Return")
        person.wait("the review", lambda screen: screen.is_modal and screen.says("Sign this visit?"))
        person.press("ctrl+Return")
        person.wait_for("is signed.")
        typed.signed = True
    else:
        person.roll_to("Note")
        person.click("Note", "EditableText")
        person.wait_for_focus("Note")
    while not typed.killed:
        if not signs:
            word = f"word{len(typed.words)}"
            person.type(f"{word} ")
            typed.words.append((time.monotonic(), word))
        time.sleep(0.1)


def judged(vault: Path, patient: int, typed: Typed) -> Tally:
    """Compare the vault with what was typed."""
    tally = Tally()
    try:
        clinic = open_clinic(vault, LOGIN, PASSWORD)
    except Exception as error:  # noqa: BLE001 - a vault that cannot be read is what is looked for
        return Tally(faults=[f"the vault cannot be read: {error!r}"])
    try:
        visit = clinic.patients.reload(patient).visits[0]
        tally.faults += complaints(clinic)
        _compare(clinic, visit, patient, typed, tally)
    finally:
        clinic.close()
    return tally


def _compare(clinic: Clinic, visit: Visit, patient: int, typed: Typed, tally: Tally) -> None:
    typed.sizes = [one for one in typed.sizes if one[0] < typed.killed]
    typed.words = [one for one in typed.words if one[0] < typed.killed]
    tally.counts.update({"sizes typed": len(typed.sizes), "words typed": len(typed.words), "signed": int(typed.signed)})
    lesions = [lesion.id for lesion in clinic.patients.reload(patient).lesions]
    kept = [visit.assessment_of(lesion) for lesion in lesions]
    lengths = [one.readings[0].length if one is not None and one.readings else None for one in kept]
    lost = [at for at, place, length in typed.sizes if lengths[place] != length]
    lost += [at for at, word in typed.words if word not in visit.note.split()]
    longest = max((typed.killed - at for at in lost), default=0.0)
    tally.counts["most milliseconds of typing lost"] = int(1000 * longest)
    if longest > MOST_LOST_S:
        tally.faults.append(f"typing of {longest:.1f} s is lost")
    if typed.signed and not visit.is_signed:
        tally.faults.append("a visit that the window called signed is not")
    if visit.is_signed and any(one is None for one in kept):
        tally.faults.append("half a visit is signed")
