"""Record files in and out of the vault: all or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from calcitrack.clinic import backups
from calcitrack.clinic.context import Operations, Written
from calcitrack.clinic.outputs import write_output
from calcitrack.clinic.rights import ADMINISTRATORS, operation
from calcitrack.clinic.totals import write_totals
from calcitrack.db import lesions, patients, trials, visit_hash, visits
from calcitrack.db.audit import Deed
from calcitrack.db.unit import Unit
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import FileRefused, NotSaved, ReadOnly
from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.domain.visit import Visit
from calcitrack.exchange.record_reader import read_record_file
from calcitrack.exchange.record_writer import left_out, to_json

LARGEST_FILE = 256 * 1024 * 1024
"""Bytes; a file beyond it is not a clinic's record."""


Report = Callable[[int, int], None]
"""Told how many of how many are done; may raise to stop the work."""


def _silent(_done: int, _of: int) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and what its format leaves out."""

    patients: int
    left_out: tuple[Message, ...]


class RecordFiles(Operations):
    """Use cases around record files."""

    @operation(ADMINISTRATORS)
    def import_file(self, path: Path, report: Report = _silent) -> Written[int]:
        """Import every patient of a record file; returns how many.

        A signature keeps its name and says who imported it. ``report`` is told after each patient; when it raises,
        nothing is imported.

        Raises:
            FileRefused: It cannot be read, is no record file, or holds a record number that is in the vault.
            InvalidInput: With every fault and its path in the file.
            CalciTrackError: It could not be saved; nothing of it is in the vault.
        """
        context = self._context
        if context.vault.read_only:
            raise ReadOnly
        found = read_record_file(_content(path), context.sites, context.clock.today())
        self._refuse_known([record.patient.mrn for record in found.patients])
        self._back_up_first()
        return self.add_records(found.patients, report)

    def _back_up_first(self) -> None:
        """An import is large: there is a way back from it, or it is not begun.

        Raises:
            NotSaved: No backup could be made.
        """
        context = self._context
        try:
            backups.before(context.vault, context.clock.now())
        except NotSaved as error:
            said = QT_TRANSLATE_NOOP(
                "clinic", "Not saved: nothing was imported, because no backup could be made first."
            )
            free = QT_TRANSLATE_NOOP("clinic", "Free some space on the disk, or check the disk, then try again.")
            raise NotSaved(say(said), say(free)) from error

    @operation(ADMINISTRATORS)
    def add_records(self, records: Sequence[PatientRecord], report: Report = _silent) -> Written[int]:
        """Add whole records, whose lesion ids are the lesions' numbers; returns how many.

        Addenda and judgements are not among what is added: they are made here, by the people who answer for them.

        Raises:
            FileRefused: A record number is in the vault already.
            CalciTrackError: It could not be saved; nothing of it is in the vault.
        """
        context = self._context
        self._refuse_known([record.patient.mrn for record in records])
        added = []
        with context.vault.unit(context.actor, Deed("import records", "clinic"), context.clock.now()) as unit:
            for record in records:
                patient_id = self._add(unit, record)
                added.append(patient_id)
                # One audit row for each patient, so that every record's own history tells of its import.
                uuid = unit.identity("patient", patient_id)
                unit.end_part(Deed("import record", "patient", uuid, uuid))
                report(len(added), len(records))
        return Written(len(added), Change(frozenset({Kind.EVERYTHING})))

    @operation(ADMINISTRATORS)
    def export_file(self, path: Path, patient_ids: Sequence[int] | None = None) -> Exported:
        """Write a record file of all or some patients.

        Raises:
            CalciTrackError: It could not be written; an older file of that name stands.
        """
        context = self._context
        chosen = patients.all_ids(context.vault.connection) if patient_ids is None else patient_ids
        records = [context.record(patient_id) for patient_id in chosen]
        content = to_json(context.vault.clinic_name, synthetic=context.vault.synthetic, records=records)
        write_output(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
        context.vault.note(
            context.actor, Deed("export records", "clinic", reason=f"{len(records)} patients"), context.clock.now()
        )
        return Exported(len(records), left_out(records))

    def _refuse_known(self, mrns: Sequence[str]) -> None:
        known = patients.known_mrns(self._context.vault.connection, mrns)
        if not known:
            return
        listed = ", ".join(known[:5]) + ("" if len(known) <= 5 else " …")
        raise FileRefused(
            say(
                QT_TRANSLATE_NOOP(
                    "clinic", "{n} of {all} record numbers are in the vault already: {listed}. Nothing was imported."
                ),
                n=len(known),
                all=len(mrns),
                listed=listed,
            ),
            say(QT_TRANSLATE_NOOP("clinic", "Take these patients out of the file, or import into another vault.")),
        )

    def _add(self, unit: Unit, record: PatientRecord) -> int:
        now = self._context.clock.now()
        patient_id = patients.add(unit, record.patient)
        ids = {}
        for lesion in record.lesions:
            named = tuple(replace(setting, set_by=self.person.name) for setting in lesion.settings)
            ids[lesion.id] = lesions.add(unit, patient_id, replace(lesion, settings=named), now)
        visit_ids = [self._add_draft(unit, patient_id, visit, ids) for visit in record.visits]
        # Events may be entered at a visit, which takes no more once it is signed.
        at = {visit.id: visit_id for visit, visit_id in zip(record.visits, visit_ids, strict=True)}
        for event in record.events:
            lesions.add_event(unit, patient_id, _moved(event, ids, at))
        for visit, visit_id in zip(record.visits, visit_ids, strict=True):
            self._sign(unit, patient_id, visit, visit_id)
        for order in record.orders:
            visits.add_order(unit, patient_id, None, order)
        for trial in record.trials:
            targets = None if trial.targets is None else tuple(ids[target] for target in trial.targets)
            trials.add(unit, patient_id, replace(trial, targets=targets))
        write_totals(self._context.vault.connection, unit, patient_id)
        return patient_id

    def _add_draft(self, unit: Unit, patient_id: int, visit: Visit, ids: Mapping[int, int]) -> int:
        found = tuple(replace(a, lesion_id=ids[a.lesion_id]) for a in visit.assessments)
        entered_at = visit.entered_at or self._context.clock.now()
        return visits.add(
            unit, patient_id, replace(visit, entered_at=entered_at, author=self.person.name, assessments=found)
        )

    def _sign(self, unit: Unit, patient_id: int, visit: Visit, visit_id: int) -> None:
        if not visit.is_signed or visit.signed_by is None:
            return
        connection = self._context.vault.connection
        content_hash = visit_hash.compute(connection, patient_id, visit_id, visit.signed_by, None)
        visits.sign(unit, visit_id, visit.signed_by, None, None, self.person.name, content_hash, visit_hash.RECIPE)


def _moved(event: LesionEvent, ids: Mapping[int, int], visit_ids: Mapping[int, int]) -> LesionEvent:
    return replace(
        event,
        lesion_id=ids[event.lesion_id],
        to=tuple(ids[to] for to in event.to),
        visit_id=None if event.visit_id is None else visit_ids[event.visit_id],
    )


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileRefused(say(QT_TRANSLATE_NOOP("clinic", "The file is too large to be a record file.")))
        return path.read_bytes()
    except OSError:
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("clinic", "The file {path} cannot be read. Nothing was imported."), path=str(path)),
            say(QT_TRANSLATE_NOOP("clinic", "Check its name and its permissions.")),
        ) from None
