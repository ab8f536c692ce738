"""A new vault from what can be read of a damaged one; the damaged one stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from calcitrack.clinic.context import Operations
from calcitrack.clinic.keys import Key
from calcitrack.clinic.rights import ADMINISTRATORS, operation, require
from calcitrack.clinic.totals import write_totals
from calcitrack.db import lesions, patients, people, records, salvaging, search, stages
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.files import make_private_folder
from calcitrack.db.key_change import FILES
from calcitrack.db.not_done import not_salvaged, told_by
from calcitrack.db.opening import DataKey
from calcitrack.db.restoring import give_name, refuse_used
from calcitrack.db.salvaging import Salvaged
from calcitrack.db.vault import Vault
from calcitrack.domain.clock import Clock, SystemClock
from calcitrack.domain.errors import FileRefused, NotSaved, VaultDamaged
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say

Report = Callable[[int, int], None]
"""Told how many tables of how many are read; raises to give up, of which nothing is left."""


def _silent(_done: int, _of: int) -> None:
    """Nobody wants to know."""


class Salvages(Operations):
    """Salvage of the vault that is open and was found damaged."""

    @operation(ADMINISTRATORS)
    def into(self, target: Path, report: Report = _silent) -> Salvaged:
        """Make a vault of every row that can be read, in a new folder; the open one stays as it is.

        Raises:
            VaultExists: There is something in the folder.
            FileRefused: The new folder would lie inside the open vault's.
            CalciTrackError: Nothing can be read, or nothing can be written there; nothing of it is left.
        """
        context = self._context
        vault = context.vault
        _refuse(vault.folder, target)
        known = DataKey(vault.folder, vault.slots, vault.data_key)
        with told_by(not_salvaged, also=NotSaved):
            return _salvage(known, target, lambda _opened: context.actor, context.clock, report)


def salvage(key: Key, target: Path, clock: Clock | None = None, report: Report = _silent) -> Salvaged:
    """Make a vault of every row that can be read of a damaged one, in a new folder.

    Raises:
        NotAllowed: Only an administrator does that.
        VaultExists: There is something in the folder.
        FileRefused: The new folder would lie inside the damaged vault's.
        CalciTrackError: Nothing can be read, or nothing can be written there; nothing of it is left.
    """
    _refuse(key.data.folder, target)
    with told_by(not_salvaged, also=NotSaved):
        return _salvage(key.data, target, lambda opened: _administrator(opened, key.login), clock, report)


def _refuse(folder: Path, target: Path) -> None:
    refuse_used(target)
    if target.resolve().is_relative_to(folder.resolve()):
        inside = QT_TRANSLATE_NOOP("clinic", "The new folder lies inside the damaged vault's. Nothing was done.")
        raise FileRefused(say(inside), say(QT_TRANSLATE_NOOP("clinic", "Choose a folder outside of it.")))


def _salvage(
    known: DataKey, target: Path, who: Callable[[Vault], Actor], clock: Clock | None, report: Report
) -> Salvaged:
    moment = clock or SystemClock()
    if not target.parent.exists():
        make_private_folder(target.parent)
    with stages.stage(target.parent, stages.Kind.SALVAGED) as stage:
        found = salvaging.salvage(known, stage, report)
        opened = salvaging.opened(known, stage)
        try:
            actor = who(opened)
            salvaging.note(opened, actor, moment.now(), found)
            _derive(opened, actor, moment, found)
        finally:
            opened.close()
        for path in stage.iterdir():
            if path.name not in FILES:
                path.unlink()
        give_name(stage, target)
    return found


def _administrator(opened: Vault, login: str) -> Actor:
    person = people.by_login(opened.connection, login)
    if person is None:
        # The key was proved before, so it is not the password that is wrong.
        lost = QT_TRANSLATE_NOOP("clinic", "Nothing was salvaged: what the vault holds of {login} cannot be read.")
        other = QT_TRANSLATE_NOOP("clinic", "Let another administrator try, or restore the newest backup.")
        raise VaultDamaged(say(lost, login=login), say(other))
    require(person, ADMINISTRATORS)
    return Actor(person.id, person.uuid, person.name)


def _derive(opened: Vault, actor: Actor, clock: Clock, found: Salvaged) -> None:
    """Make anew what lists, search and lesion numbers are read from; a record that cannot be understood is told."""
    deed = Deed("rebuild totals", "clinic", reason="after a salvage")
    connection = opened.connection
    with opened.unit(actor, deed, clock.now(), always=True) as unit:
        for (patient_id,) in connection.execute("SELECT id FROM patient").fetchall():
            lesions.mend_numbers(unit, patient_id)
            try:
                record = records.read(connection, patient_id)
                if record is not None:
                    patients.write_search(unit, patient_id, record.patient)
                    if record.patient.merged_into is None:
                        write_totals(connection, unit, patient_id)
            except (ValueError, LookupError, TypeError):
                found.unreadable.append(patient_id)
        search.make_index_anew(unit)


def sentences(found: Salvaged) -> tuple[Message, ...]:
    """What a person reads: table by table, then what is missing and whose."""
    told = [_of_table(one.name, one.kept, one.of) for one in found.tables if one.kept or one.of]
    if found.borrowed is not None:
        first = QT_TRANSLATE_NOOP("clinic", "The first page was gone and was taken from the backup of {day}.")
        told.insert(0, say(first, day=found.borrowed.date()))
    if found.retold:
        retold = QT_TRANSLATE_NOOP("clinic", "{n} rows that cannot be read were written anew from the audit.")
        told.append(say(retold, n=found.retold))
    if found.unattached:
        loose = QT_TRANSLATE_NOOP("clinic", "{n} rows belonged to rows that cannot be read, and were left out.")
        told.append(say(loose, n=found.unattached))
    lost = QT_TRANSLATE_NOOP("clinic", "{patient} lost {n} rows, or they are not as the audit tells.")
    told += [say(lost, patient=one.patient, n=one.rows) for one in found.patients]
    gone = QT_TRANSLATE_NOOP("clinic", "The signed visit of {patient} on {day} is gone or not as it was signed.")
    told += [say(gone, patient=patient, day=day) for patient, day in found.visits]
    senseless = QT_TRANSLATE_NOOP("clinic", "The record of patient {n} cannot be read: it holds something impossible.")
    told += [say(senseless, n=patient_id) for patient_id in found.unreadable]
    return (*told, *found.broken)


def _of_table(name: str, kept: int, of: int | None) -> Message:
    if of is None:
        return say(QT_TRANSLATE_NOOP("clinic", "{table}: {kept} of an unknown number"), table=name, kept=kept)
    return say(QT_TRANSLATE_NOOP("clinic", "{table}: {kept} of {all}"), table=name, kept=kept, all=of)
