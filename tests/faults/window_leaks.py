"""Types marked words into the real window, prints, and crashes it, and searches all that it ever wrote for them."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

from tests.e2e import steps
from tests.e2e.display import Display
from tests.e2e.person import Person
from tests.faults.harness import Part, Tally
from tests.faults.leaks import environment, look_through
from tests.faults.marked import forms
from tests.faults.recording import build_recorder, operations
from tests.vaults import ROOT

WORD = "Zyxwvarek"
"""Plain letters, which every keyboard has."""


def parts() -> tuple[Part, ...]:
    """The window's hunt in full."""
    return (Part("leaks of the window", "runs", 1, window_round, ("prints", "bytes searched", "titles seen")),)


def window_round(folder: Path, _numbers: random.Random, _most: int) -> Tally:
    """One sitting, and one that ends in a crash."""
    home, outside = folder.resolve() / "home", folder.resolve() / "asked for"
    for one in (home, outside):
        one.mkdir()
    recorded = folder.resolve() / "recorded"
    recording = {"LD_PRELOAD": str(build_recorder(folder)), "RECORD_UNDER": "/", "RECORD_TO": str(recorded)}
    variables = {**environment(home), **recording}
    before = set(ROOT.iterdir())
    display = Display(folder, "")
    tally = Tally()
    try:
        titles = work(Person(display, home, **variables), home / "vault", outside)
        titles |= crash(Person(display, home, **variables), tally)
    finally:
        display.stop()
    tally.counts.update({"runs": 1, "prints": len(list(outside.iterdir())), "titles seen": len(titles)})
    tally.faults += [f"a window was called {title}" for title in titles if WORD.lower() in title.lower()]
    wanted = set().union(*(forms(word) for word in (WORD, steps.CLINIC, steps.SIGNER, steps.PASSWORD)))
    look_through(list(operations(recorded)), home, outside, wanted, tally)
    tally.faults += [f"a core file: {path.name}" for path in set(ROOT.iterdir()) - before if "core" in path.name]
    return tally


def work(person: Person, vault: Path, outside: Path) -> set[str]:
    """A sitting from the first start to the end, with the word in whatever is typed."""
    try:
        steps.first_start(person, vault)
        steps.add_patient(person, f"{WORD}-1", WORD, WORD, "3 Mar 1961")
        steps.begin_visit(person, "3 Nov 2025", "03 Nov 2025")
        steps.add_lesion(person, "rt th v")
        steps.enter(person, "12", "<Tab>", "8", "<Return>", "u")
        steps.write_note(person, f"{WORD} was here")
        steps.sign(person, [f"Note: {WORD} was here"])
        steps.start_trial(person, WORD, f"{WORD} 60 mg", "10 Nov 2025")
        steps.open_patient(person, WORD[:5], f"{WORD}, {WORD}")
        steps.print_summary(person, outside / "summary.pdf")
        steps.close_window(person)
        return person.titles
    finally:
        person.leave()


def crash(person: Person, tally: Tally) -> set[str]:
    """A sitting that a fault inside some library ends, with a record open."""
    try:
        steps.unlock(person)
        steps.open_patient(person, WORD[:5], f"{WORD}, {WORD}")
        limits = Path(f"/proc/{person.pid}/limits").read_text(encoding="ascii")
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        tally.faults += [] if core.split()[4] == "0" else [f"a crash may leave a core file: {core}"]
        os.kill(person.pid, signal.SIGABRT)
        person.end()
        return person.titles
    finally:
        person.leave()
