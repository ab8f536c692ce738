"""Flips bits and puts old pages and files back, and looks whether each is said or harms nothing.

The damage is done to a vault as a program leaves it that was killed: saves stand in the log that are not yet in the
database. A damage is refused (the vault does not open, with a sentence), reported (opening or the checks say so), or
harmless (every row reads as before and every patient is found). Anything else is a fault: wrong data, or an error that
is no sentence.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import AddendumKind, OrderKind, Role, State
from tests.builders import a_lesion, a_patient, a_trial, an_assessment
from tests.db import sql
from tests.faults.checks import complaints
from tests.faults.harness import Part, Tally
from tests.vaults import TODAY, content_of, make_template, opened, vault_of

DATABASE = "vault.db"
LOG = "vault.db-wal"
PAGE = 4096
FLIPS_OF_A_VAULT = 100
REPLAYS_OF_A_VAULT = 50
PATIENTS = ("Alder", "Birch", "Cedar")
LEAVER = "leaver"
KEY_FILES = ("vault.slots", "vault.slots2")

Files = dict[str, bytes]
Known = dict[str, Any]
Way = Callable[["Past", random.Random], tuple[Files, str]]


@dataclass(frozen=True)
class Past:
    """A vault as it stands, and how it stood before.

    Attributes:
        files: Its files after the program was killed.
        closed: Its files once it was opened again and closed: nothing stands in the log.
        earlier: Its files at some instants before, the oldest first.
        known: What is to be read in it.
    """

    files: Files
    closed: Files
    earlier: tuple[Files, ...]
    known: Known


def parts() -> tuple[Part, ...]:
    """Flips and replays in full."""
    return (
        Part("bit flips", "flips", 1000, flip_round, ("reported or refused",)),
        Part("pages and files put back", "replays", 200, replay_round, ("reported or refused",)),
    )


def flip_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Some flips of one bit each, a fifth of them in each small file and in the log, the others in the database."""
    past = make_past(folder)
    tally = Tally()
    small = [name for name in past.files if name not in (DATABASE, LOG) and past.files[name]]
    for _ in range(min(most, FLIPS_OF_A_VAULT)):
        files = dict(numbers.choice([past.files, past.closed]))
        name = numbers.choice([DATABASE, DATABASE, LOG, *small])
        name = name if files.get(name) else DATABASE
        bit = numbers.randrange(8 * len(files[name]))
        files[name] = flipped(files[name], bit)
        tally.counts["flips"] += 1
        tally.add(judged(folder / "damaged", files, past.known, f"{name}, bit {bit}"))
    return tally


def flipped(content: bytes, bit: int) -> bytes:
    """The same bytes but for one bit."""
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def replay_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Some old pages, single or many, and some whole files, each put back into the vault as it is now."""
    past = make_past(folder)
    tally = Tally()
    ways: list[Callable[[Past, random.Random], tuple[Files, str]]] = [
        one_page,
        one_page,
        one_page,
        some_pages,
        a_file,
        key_files,
    ]
    for place in range(min(most, REPLAYS_OF_A_VAULT)):
        files, what = ways[place % len(ways)](past, numbers)
        tally.counts["replays"] += 1
        tally.add(judged(folder / "damaged", files, past.known, what))
    return tally


def one_page(past: Past, numbers: random.Random) -> tuple[Files, str]:
    """One page of the database as it was."""
    old = numbers.choice(past.earlier)[DATABASE]
    page = numbers.choice(_pages_that_differ(past.closed[DATABASE], old))
    return _with_pages(past.closed, old, [page]), f"page {page + 1} put back"


def some_pages(past: Past, numbers: random.Random) -> tuple[Files, str]:
    """Some pages of the database as they were at one time."""
    old = numbers.choice(past.earlier)[DATABASE]
    differing = _pages_that_differ(past.closed[DATABASE], old)
    pages = sorted(numbers.sample(differing, numbers.randrange(1, len(differing) + 1)))
    return _with_pages(past.closed, old, pages), f"pages {[page + 1 for page in pages]} put back"


def a_file(past: Past, numbers: random.Random) -> tuple[Files, str]:
    """One file as it was, or gone; the log beside it or not."""
    old = numbers.choice(past.earlier)
    now = numbers.choice([past.files, past.closed])
    differing = [name for name in now if name in old and old[name] != now[name]]
    name = numbers.choice([*differing, *([LOG] if now.get(LOG) else [])])
    if name == LOG and numbers.random() < 0.5:
        return {other: now[other] for other in now if other != LOG}, "the log is gone"
    return {**now, name: old.get(name, b"")}, f"{name} put back"


def key_files(past: Past, numbers: random.Random) -> tuple[Files, str]:
    """The files of key slots, one or both, from a day on which somebody could unlock who has left since."""
    then = next(files for files in past.earlier if files[KEY_FILES[0]] != past.closed[KEY_FILES[0]])
    chosen = numbers.sample(KEY_FILES, numbers.randrange(1, len(KEY_FILES) + 1))
    return {**past.closed, **{name: then[name] for name in chosen}}, f"{' and '.join(sorted(chosen))} put back"


def _pages_that_differ(now: bytes, old: bytes) -> list[int]:
    shared = range(min(len(now), len(old)) // PAGE)
    return [page for page in shared if _page(now, page) != _page(old, page)]


def _page(content: bytes, page: int) -> bytes:
    return content[page * PAGE : (page + 1) * PAGE]


def _with_pages(files: Files, old: bytes, pages: list[int]) -> Files:
    changed = bytearray(files[DATABASE])
    for page in pages:
        changed[page * PAGE : (page + 1) * PAGE] = _page(old, page)
    return {**files, DATABASE: bytes(changed)}


def judged(folder: Path, files: Files, known: Known, what: str) -> Tally:
    """Open a damaged vault and say what becomes of it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        with opened(folder) as clinic:
            if complaints(clinic):
                return _counted("reported by the checks")
            found = all_that_is_read(clinic)
    except CalciTrackError as error:
        return _counted("refused") if str(error) else _wrong(what, "refused without a word")
    except Exception as error:  # noqa: BLE001 - whatever is no sentence is a fault
        return _wrong(what, f"an error that is no sentence: {error!r}")
    differing = [name for name in known if known[name] != found[name]]
    return _wrong(what, f"read otherwise and nobody says so: {differing}") if differing else _counted("harmless")


def _counted(name: str) -> Tally:
    tally = Tally()
    tally.counts[name] += 1
    tally.counts["reported or refused"] += name != "harmless"
    return tally


def _wrong(what: str, how: str) -> Tally:
    return Tally(faults=[f"{what}: {how}"])


def all_that_is_read(clinic: Clinic) -> Known:
    """Every row but the audit's, who is found by name, the worklist, and who has a key."""
    rows = sql.dump(vault_of(clinic).connection)
    del rows["audit"]
    ids = clinic.patients.all_ids()
    found = {text: clinic.patients.find(text) for name in PATIENTS for text in (name[:4], name[1:])}
    keys = sorted(slot.id for slot in vault_of(clinic).slots.slots)
    return {**rows, "found by name": found, "worklist": clinic.lists.rows(ids), "who can unlock": keys}


def make_past(folder: Path) -> Past:
    """A vault with patients, signed visits, trials, orders and drafts, that somebody left; and its earlier versions."""
    vault = make_template(folder / "vault").folder
    earlier = []
    for name in PATIENTS:
        with opened(vault) as clinic:
            _fill(clinic, name)
            _come_or_go(clinic)
        earlier.append(content_of(vault))
    with opened(vault) as clinic:
        _change_all(clinic)
    earlier.append(content_of(vault))
    with opened(vault) as clinic:
        _draft(clinic)
        earlier.append(content_of(vault))
        _change_all(clinic)
        known, files = all_that_is_read(clinic), content_of(vault)
    return Past(files, content_of(vault), tuple(earlier), known)


def _fill(clinic: Clinic, name: str) -> None:
    patient = clinic.patients.add(a_patient(name, family_name=name)).value
    lesions = [clinic.lesions.add(patient, a_lesion()).value for _ in range(4)]
    clinic.trials.add(patient, a_trial())
    for days in (9, 6):
        visit = clinic.visits.start(patient, TODAY - timedelta(days=days)).value
        version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion) for lesion in lesions]).value
        clinic.visits.order(patient, Order(OrderKind.SWAB, TODAY, visit_id=visit))
        clinic.visits.sign(patient, visit, version)
    clinic.visits.amend(patient, visit, AddendumKind.NOTE, "seen again", f"{name} was seen again", seen=0)


def _come_or_go(clinic: Clinic) -> None:
    """Somebody begins to work here, and has left when this is called again."""
    others = [one for one in clinic.people.everyone() if one.login == LEAVER]
    if not others:
        clinic.people.add("Nurse Leaver", LEAVER, {Role.STAFF}, "a first password to change")
    elif others[0].active:
        clinic.people.leave(others[0].id, others[0].version)


def _draft(clinic: Clinic) -> None:
    for patient in clinic.patients.all_ids():
        lesions = clinic.patients.reload(patient).lesions
        visit = clinic.visits.start(patient, TODAY).value
        version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion.id) for lesion in lesions[:2]]).value
        found = an_assessment(lesions[2].id, State.NOT_MEASURABLE)
        clinic.visits.record(patient, visit, version, [found])


def _change_all(clinic: Clinic) -> None:
    for patient_id in clinic.patients.all_ids():
        record = clinic.patients.reload(patient_id)
        changed = replace(record.patient, medicines=f"{record.patient.medicines} more")
        clinic.patients.change(changed)
        trial = clinic.patients.reload(patient_id).trials[0]
        clinic.trials.change(patient_id, replace(trial, dose=f"{trial.dose} more"))
