"""Two people edit the same things at the same time; nothing that one saved may vanish unseen under the other's save.

Each works on a thread and a connection of their own: reads a thing, thinks or not, types a word that was never typed
before into one of its fields, and saves all that stands on their screen, as a form does. Who is refused reads again and
tries anew. Afterwards the audit tells in which order what was saved. A save is a silent loss when it replaced a word
that its writer had not seen, or changed a field that its writer had not typed in.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from calcitrack.clinic.session import Clinic
from calcitrack.db.unit import each_row
from calcitrack.domain.errors import Conflict, VaultBusy
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import OrderKind, State
from tests.builders import a_lesion, a_patient, a_trial, an_assessment
from tests.db import sql
from tests.faults.harness import Part, Tally
from tests.vaults import TODAY, make_template, opened, vault_of

EDITS_OF_A_VAULT = 500
LONGEST_THOUGHT_S = 0.004
BESIDE = frozenset({"version", "sort_name"})
"""Columns that follow a save though nobody types in them."""

ADDED = frozenset({"reason", "value"})
"""Columns in which a new row may hold a word: a lesion's setting follows the one before, it replaces none."""

NO_WORD = ("", '""')


@dataclass(frozen=True)
class Place:
    """A field that both can type in: of what it is, and its name there."""

    thing: str
    name: str


@dataclass(frozen=True)
class Desk:
    """Where somebody edits: the patient, the draft with two lesions, the trial and the order that both have open."""

    clinic: Clinic
    patient: int
    visit: int
    lesions: tuple[int, ...]
    order: int


@dataclass(frozen=True)
class Edit:
    """One save that was acknowledged.

    Attributes:
        word: What was typed; it stands nowhere else.
        seen: What the writer had on screen in that field.
    """

    place: Place
    word: str
    seen: str


@dataclass
class Writer:
    """What one of the two did."""

    name: str
    numbers: random.Random
    saved: list[Edit] = field(default_factory=list)
    refused: int = 0
    failed: list[str] = field(default_factory=list)


def parts() -> tuple[Part, ...]:
    """The edits in full."""
    return (Part("two writers", "edits", 10_000, write_round, ("conflicts",)),)


def write_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Some edits of two writers in one vault."""
    vault = make_template(folder / "vault").folder
    edits = min(most, EDITS_OF_A_VAULT)
    with opened(vault) as clinic:
        desk = prepare(clinic)
        writers = [Writer(name, random.Random(numbers.random())) for name in ("one", "two")]
        wanted = (edits // 2, edits - edits // 2)
        threads = [
            threading.Thread(target=_work, args=(desk, writer, count))
            for writer, count in zip(writers, wanted, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return judged(clinic, writers)


def prepare(clinic: Clinic) -> Desk:
    """What both will edit."""
    patient = clinic.patients.add(a_patient()).value
    lesions = tuple(clinic.lesions.add(patient, a_lesion()).value for _ in range(2))
    visit = clinic.visits.start(patient, TODAY).value
    clinic.visits.record(patient, visit, 1, [an_assessment(lesion, State.NOT_MEASURABLE) for lesion in lesions])
    clinic.trials.add(patient, a_trial())
    order = clinic.visits.order(patient, Order(OrderKind.SWAB, TODAY, closed_on=TODAY, result="none")).value
    return Desk(clinic, patient, visit, lesions, order)


def _work(desk: Desk, writer: Writer, edits: int) -> None:
    """Make so many edits on a connection of one's own."""
    own = desk.clinic.twin()
    try:
        for number in range(edits):
            _edit(replace(desk, clinic=own), writer, f"{writer.name}-{number}")
    except Exception as error:  # noqa: BLE001 - told by the one who waits
        writer.failed.append(repr(error))
    finally:
        own.close()


def _edit(desk: Desk, writer: Writer, word: str) -> None:
    place, (look, save) = writer.numbers.choice(list(WAYS.items()))
    while True:
        on_screen = look(desk)
        if writer.numbers.random() < 0.5:
            time.sleep(writer.numbers.random() * LONGEST_THOUGHT_S)
        try:
            save(desk, on_screen, word)
        except (Conflict, VaultBusy):
            writer.refused += 1
            continue
        writer.saved.append(Edit(place, word, _text(on_screen, place.name)))
        return


def judged(clinic: Clinic, writers: list[Writer]) -> Tally:
    """Follow the audit, and compare each save with what its writer had seen."""
    tally = Tally(faults=[error for writer in writers for error in writer.failed])
    by_word = {edit.word: edit for writer in writers for edit in writer.saved}
    tally.counts.update(edits=len(by_word), conflicts=sum(writer.refused for writer in writers))
    stands: dict[Place, str] = {}
    for changes in _saves(clinic):
        edit = next((by_word[value] for _, _, value in changes if value in by_word), None)
        if edit is None:
            continue
        by_word.pop(edit.word)
        if stands.get(edit.place, edit.seen) != edit.seen:
            tally.faults.append(f"{edit.place}: {stands[edit.place]!r} was replaced by one who had seen {edit.seen!r}")
        others = [(table, name) for table, name, value in changes if name not in BESIDE and value != edit.word]
        if others:
            tally.faults.append(f"{edit.place}: a save of {edit.word!r} changed {others} too")
        stands[edit.place] = edit.word
    tally.faults += [f"acknowledged and not in the audit: {edit}" for edit in by_word.values()]
    return tally


def _saves(clinic: Clinic) -> Iterator[list[tuple[str, str, Any]]]:
    """For each save, in order: the columns it changed and the words it added, as (table, column, new value)."""
    for row in sql.rows(vault_of(clinic).connection, "SELECT changes FROM audit ORDER BY id"):
        yield [
            (table, name, value.strip('"') if isinstance(value, str) else value)  # a setting is kept as JSON
            for table, _, before, after in each_row(json.loads(row["changes"]))
            for name, value in (after or {}).items()
            if before is not None or (name in ADDED and value not in NO_WORD)
        ]


def _text(on_screen: Any, name: str) -> str:
    return str(getattr(on_screen, name))


# What each can edit: how it is read, and how it is saved with one field changed


def _patient(desk: Desk) -> Any:
    return desk.clinic.patients.reload(desk.patient).patient


def _visit(desk: Desk) -> Any:
    return next(visit for visit in desk.clinic.patients.reload(desk.patient).visits if visit.id == desk.visit)


def _trial(desk: Desk) -> Any:
    return desk.clinic.patients.reload(desk.patient).trials[0]


def _order(desk: Desk) -> Any:
    return next(order for order in desk.clinic.patients.reload(desk.patient).orders if order.id == desk.order)


def _contact(desk: Desk) -> Any:
    return desk.clinic.settings.contact()


def _setting(desk: Desk) -> Any:
    return _SettingsOfLesion(desk.clinic.patients.reload(desk.patient).lesions[0].settings)


@dataclass(frozen=True)
class _SettingsOfLesion:
    """What is set for a lesion, by dates; the last one is on screen."""

    settings: tuple[Any, ...]

    @property
    def reason(self) -> str:
        return str(self.settings[-1].reason)


def _lesion(place: int) -> Callable[[Desk], Any]:
    return lambda desk: _Cell.read(desk, desk.lesions[place])


@dataclass(frozen=True)
class _Cell:
    """What a draft says of one lesion, and the version of the draft it stands in."""

    reason: str
    version: int
    assessment: Any

    @classmethod
    def read(cls, desk: Desk, lesion: int) -> _Cell:
        visit = _visit(desk)
        found = visit.assessment_of(lesion)
        return cls(found.reason, visit.version, found)


def _save_patient(name: str) -> Callable[[Desk, Any, str], object]:
    return lambda desk, seen, word: desk.clinic.patients.change(replace(seen, **{name: word}))


def _save_visit(name: str) -> Callable[[Desk, Any, str], object]:
    return lambda desk, seen, word: desk.clinic.visits.change(desk.patient, replace(seen, **{name: word}), seen.version)


def _save_trial(name: str) -> Callable[[Desk, Any, str], object]:
    return lambda desk, seen, word: desk.clinic.trials.change(desk.patient, replace(seen, **{name: word}))


def _save_order(name: str) -> Callable[[Desk, Any, str], object]:
    return lambda desk, seen, word: desk.clinic.visits.close_order(desk.patient, replace(seen, **{name: word}))


def _save_contact(name: str) -> Callable[[Desk, Any, str], object]:
    return lambda desk, seen, word: desk.clinic.settings.set_contact(replace(seen, **{name: word}), seen)


def _save_setting(desk: Desk, seen: Any, word: str) -> object:
    changed = replace(seen.settings[-1], reason=word)
    return desk.clinic.lesions.set(desk.patient, desk.lesions[0], changed, len(seen.settings))


def _save_lesion(desk: Desk, seen: Any, word: str) -> object:
    changed = replace(seen.assessment, reason=word)
    return desk.clinic.visits.record(desk.patient, desk.visit, seen.version, [changed])


Way = tuple[Callable[[Desk], Any], Callable[[Desk, Any, str], object]]
WAYS: Mapping[Place, Way] = {
    Place("patient", "family_name"): (_patient, _save_patient("family_name")),
    Place("patient", "medicines"): (_patient, _save_patient("medicines")),
    Place("visit", "note"): (_visit, _save_visit("note")),
    Place("visit", "plan"): (_visit, _save_visit("plan")),
    Place("lesion 1", "reason"): (_lesion(0), _save_lesion),
    Place("lesion 2", "reason"): (_lesion(1), _save_lesion),
    Place("trial", "dose"): (_trial, _save_trial("dose")),
    Place("trial", "stop_reason"): (_trial, _save_trial("stop_reason")),
    Place("order", "result"): (_order, _save_order("result")),
    Place("contact", "phone"): (_contact, _save_contact("phone")),
    Place("contact", "when_to_call"): (_contact, _save_contact("when_to_call")),
    Place("lesion's setting", "reason"): (_setting, _save_setting),
}
