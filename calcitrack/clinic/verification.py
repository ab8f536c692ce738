"""Verifying the vault: whether everything in it is as it was written."""

from __future__ import annotations

from collections.abc import Callable

from calcitrack.clinic.context import Operations
from calcitrack.clinic.rights import EVERYBODY, operation
from calcitrack.clinic.totals import totals_fit, write_totals
from calcitrack.db import lesions, patients, records, search, verifying
from calcitrack.db.audit import Deed
from calcitrack.db.driver import DriverError
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.domain.verification import Check, Flaw, Verified

Report = Callable[[int, int], None]
"""Told how many of how many patients are done; may raise to stop the work."""

_UNREADABLE = QT_TRANSLATE_NOOP("clinic", "The record of patient {n} cannot be read: it holds something impossible.")
_REBUILT = QT_TRANSLATE_NOOP(
    "clinic", "What is kept of {mrn} for lists, search and lesion numbers was made anew from the record."
)
_TO_REBUILD = QT_TRANSLATE_NOOP(
    "clinic", "What is kept of {mrn} for lists, search and lesion numbers does not fit the record."
)

_INDEX_REBUILT = QT_TRANSLATE_NOOP("clinic", "The index for finding patients by a part of a word was made anew.")
_INDEX_TO_REBUILD = QT_TRANSLATE_NOOP("clinic", "The index for finding patients by a part of a word has gaps.")


def _silent(_done: int, _of: int) -> None:
    """Nobody wants to know."""


class Verification(Operations):
    """Use cases around proof."""

    @operation(EVERYBODY)
    def verify(self, report: Report = _silent) -> Verified:
        """Recompute all that can be: pages, structure, references, the audit's chain, anchor, rows and signed visits.

        What is derived from the record and does not fit it is made anew, unless the vault is open for reading only or
        has flaws: then it is only said. The audit keeps that the vault was verified and how many flaws were found.
        """
        context = self._context
        found = verifying.verify(context.vault, report)
        misfits, unreadable = self._misfits()
        has_gaps = not self._is_index_whole()
        flaws = (*found.flaws, *unreadable)
        may_mend = not flaws and not context.vault.read_only
        if may_mend and (misfits or has_gaps):
            self._rebuild(list(misfits))
        sentence = _REBUILT if may_mend else _TO_REBUILD
        told = tuple(say(sentence, mrn=mrn) for mrn in misfits.values())
        if has_gaps:
            told += (say(_INDEX_REBUILT if may_mend else _INDEX_TO_REBUILD),)
        if not context.vault.read_only and not any(flaw.check is Check.PAGES for flaw in flaws):
            reason = f"{len(flaws)} flaws" if flaws else "whole"
            context.vault.note(context.actor, Deed("verify vault", "clinic", reason=reason), context.clock.now())
        return Verified(flaws, told, found.entries, found.patients, found.rows, found.visits)

    def _misfits(self) -> tuple[dict[int, str], list[Flaw]]:
        """Patients whose derived rows do not fit, with their record numbers; and records that cannot be read."""
        connection = self._context.vault.connection
        misfits: dict[int, str] = {}
        unreadable: list[Flaw] = []
        try:
            ids = patients.all_ids(connection)
        except DriverError:
            return misfits, unreadable  # told already by the check of the pages
        for patient_id in ids:
            try:
                record = records.read(connection, patient_id)
                if record and not self._fits(record):
                    misfits[patient_id] = record.patient.mrn
            except (DriverError, ValueError, LookupError, TypeError):
                unreadable.append(Flaw(Check.ROWS, self._unreadable(patient_id)))
        return misfits, unreadable

    def _is_index_whole(self) -> bool:
        try:
            return search.is_index_whole(self._context.vault.connection)
        except DriverError:
            return True  # told already by the check of the pages

    def _fits(self, record: PatientRecord) -> bool:
        """Whether what is derived from a record fits it."""
        connection = self._context.vault.connection
        return (
            totals_fit(connection, record)
            and patients.is_found(connection, record.patient)
            and lesions.numbers_fit(connection, record.patient.id)
        )

    def _unreadable(self, patient_id: int) -> Message:
        return say(_UNREADABLE, n=patient_id)

    def _rebuild(self, ids: list[int]) -> None:
        """Derived rows only: the audit says that it was done, and needs no more to make the record again."""
        context = self._context
        deed = Deed("rebuild totals", "clinic", reason=f"{len(ids)} patients")
        with context.vault.unit(context.actor, deed, context.clock.now(), always=True) as unit:
            for patient_id in ids:
                write_totals(context.vault.connection, unit, patient_id)
                lesions.mend_numbers(unit, patient_id)
                patients.write_search(unit, patient_id, context.record(patient_id).patient)
            search.make_index_anew(unit)
