"""A cohort in tables for a statistician: whole or not at all, readable by whoever has the file."""

from __future__ import annotations

import secrets
import zipfile
from collections.abc import Sequence
from pathlib import Path

from calcitrack.clinic.cohort import Report
from calcitrack.clinic.context import Operations
from calcitrack.clinic.outputs import output_stream
from calcitrack.clinic.rights import ADMINISTRATORS, EVERYBODY, operation
from calcitrack.db.audit import Deed
from calcitrack.db.cohort_export import RECORD_TABLES, in_blocks
from calcitrack.db.records import one_instant
from calcitrack.domain.cohort.answer import CohortAnswer, Tally
from calcitrack.domain.cohort.sharing import hidden, is_small
from calcitrack.exchange.cohort_tables import Cell, Writer
from calcitrack.exchange.pseudonyms import Pseudonyms
from calcitrack.guidance.rules.names import code_of

NOT_SHOWN = "not shown"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every file in the archive: the true one would say when pseudonyms were made."""


class CohortExports(Operations):
    """Use cases around cohorts that leave the vault."""

    @operation(ADMINISTRATORS)
    def records(self, path: Path, ids: Sequence[int], *, pseudonymised: bool, report: Report) -> int:
        """Write the records of these patients as tables in one archive, with a codebook; returns how many patients.

        Args:
            path: The archive; an older one stands until this one is whole.
            ids: The patients.
            pseudonymised: Keyed names, shifted dates, no free text; the codebook says how.
            report: Told how many steps of how many are done; may raise to stop, and nothing is written.

        Raises:
            CalciTrackError: It could not be written, or the audit not; an older file of that name stands.
        """
        context = self._context
        connection, of = context.vault.connection, len(ids) * len(RECORD_TABLES)
        chosen = list(ids)
        if pseudonymised:
            secrets.SystemRandom().shuffle(chosen)
        writer = Writer(Pseudonyms() if pseudonymised else None, code_of)
        manner = "pseudonymised" if pseudonymised else "with names"
        deed = Deed("export cohort", "clinic", reason=f"{len(ids)} patients, {manner}")
        with output_stream(path) as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, one_instant(connection):
                for place, table in enumerate(RECORD_TABLES):
                    with archive.open(_entry(f"{table}.csv"), "w") as file:
                        file.write(writer.head(table))
                        for done, rows in in_blocks(connection, table, chosen):
                            report(place * len(chosen) + done, of)
                            file.write(writer.lines(table, rows))
                archive.writestr(_entry("codebook.csv"), writer.codebook(RECORD_TABLES))
            # Before the file gets its name: what leaves the vault is in the audit, or it does not leave.
            context.vault.note(context.actor, deed, context.clock.now())
        return len(ids)

    @operation(EVERYBODY)
    def counts(self, path: Path, answer: CohortAnswer) -> None:
        """Write the counts of a cohort for others: no count under five, nor what would give one away.

        Raises:
            CalciTrackError: It could not be written, or the audit not; an older file of that name stands.
        """
        context = self._context
        writer = Writer(None, code_of)
        deed = Deed(
            "export cohort counts", "clinic", reason=f"{len(answer.tallies)} questions, cells under five hidden"
        )
        with output_stream(path) as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                rows = [row for tally in answer.tallies for row in _shared(tally, len(answer.ids))]
                archive.writestr(_entry("counts.csv"), writer.head("counts") + writer.lines("counts", rows))
                archive.writestr(_entry("codebook.csv"), writer.codebook(("counts",)))
            context.vault.note(context.actor, deed, context.clock.now())


def _shared(tally: Tally, patients: int) -> list[Sequence[Cell]]:
    away = hidden([row.patients for row in tally.rows], tally.of_patients)
    few = is_small(tally.of_patients, patients) if tally.of_patients != patients else 0 < patients < 5
    whole: Cell = NOT_SHOWN if few else tally.of_patients
    return [
        (tally.question, row.answer.strip(), NOT_SHOWN if place in away or few else row.patients, whole)
        for place, row in enumerate(tally.rows)
    ]


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _FIRST_DAY)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o600 << 16
    return made
