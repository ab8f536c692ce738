"""A cohort in tables for a statistician: whole or not at all, readable by whoever has the file."""

from __future__ import annotations

import secrets
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from calcitrack.clinic.cohort import Report
from calcitrack.clinic.context import Operations
from calcitrack.clinic.outputs import output_stream
from calcitrack.clinic.rights import ADMINISTRATORS, EVERYBODY, operation
from calcitrack.db.audit import Deed
from calcitrack.db.cohort_export import RECORD_TABLES, Rows
from calcitrack.db.cohort_filter import Choosing
from calcitrack.db.cohort_persons import read_lacking, read_persons
from calcitrack.db.records import one_instant
from calcitrack.domain.cohort.answer import CohortAnswer, Tally
from calcitrack.domain.cohort.criteria import NONE_POSITIVE, Question, as_plain
from calcitrack.domain.cohort.sharing import hidden_of, is_small
from calcitrack.exchange.cohort_tables import Cell, Writer
from calcitrack.exchange.pseudonyms import Pseudonyms
from calcitrack.guidance.rules.names import code_of
from calcitrack.guidance.therapies import THERAPIES

NOT_SHOWN = "not shown"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every file in the archive: the true one would say when pseudonyms were made."""


class CohortExports(Operations):
    """Use cases around cohorts that leave the vault."""

    @operation(ADMINISTRATORS)
    def records(self, path: Path, answer: CohortAnswer, *, pseudonymised: bool, report: Report) -> int:
        """Write the records of a cohort as tables in one archive, with a codebook; returns how many patients.

        Args:
            path: The archive; an older one stands until this one is whole.
            answer: The cohort.
            pseudonymised: Keyed names, shifted dates, no free text; the codebook says how.
            report: Told how many steps of how many are done; may raise to stop, and nothing is written.

        Raises:
            CalciTrackError: It could not be written, or the audit not; an older file of that name stands.
        """
        context = self._context
        connection, chosen = context.vault.connection, list(answer.ids)
        of = len(chosen) * len(RECORD_TABLES)
        if pseudonymised:
            secrets.SystemRandom().shuffle(chosen)
        writer = Writer(Pseudonyms() if pseudonymised else None, code_of, _told(answer, hides=pseudonymised))
        manner = "pseudonymised" if pseudonymised else "with names"
        deed = Deed("export cohort", "clinic", reason=f"{len(chosen)} patients, {manner}")
        with output_stream(path) as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, one_instant(connection):
                choosing = Choosing(context.clock.today(), {}, read_lacking(connection, read_persons(connection)))
                rows = Rows(connection, choosing, answer.criteria, answer.change.each)
                for place, table in enumerate(RECORD_TABLES):
                    with archive.open(_entry(f"{table}.csv"), "w") as file:
                        file.write(writer.head(table))
                        for done, block in rows.blocks(table, chosen):
                            report(place * len(chosen) + done, of)
                            file.write(writer.lines(table, block))
                archive.writestr(_entry("codebook.csv"), writer.codebook(RECORD_TABLES))
            # Before the file gets its name: what leaves the vault is in the audit, or it does not leave.
            context.vault.note(context.actor, deed, context.clock.now())
        return len(chosen)

    @operation(EVERYBODY)
    def counts(self, path: Path, answer: CohortAnswer) -> None:
        """Write the counts of a cohort for others: no count under five, nor what would give one away.

        Raises:
            CalciTrackError: It could not be written, or the audit not; an older file of that name stands.
        """
        context = self._context
        writer = Writer(None, code_of, _told(answer, hides=True))
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
    """The answers with what may be shown; few people's own words for a drug or an antibody are not written either."""
    away = hidden_of(tally, patients)
    few = is_small(tally.of_patients, patients)
    whole: Cell = NOT_SHOWN if few else tally.of_patients
    rows: list[Sequence[Cell]] = []
    for place, row in enumerate(tally.rows):
        told = _word(tally.question, row.answer) if place in away else row.answer.strip()
        rows.append((tally.question, told, NOT_SHOWN if place in away else row.patients, whole))
    return list(dict.fromkeys(rows))


def _told(answer: CohortAnswer, *, hides: bool) -> dict[str, Any]:
    """What chose the patients; where nobody is to be told from it, without free text and without days."""
    plain = as_plain(answer.criteria)
    if not hides:
        return plain
    answers = {question: [_word(question, one) for one in found] for question, found in plain["answers"].items()}
    days = {name: "not told" for name in ("seen_from", "seen_to") if plain[name]}
    return {**plain, **days, "answers": answers}


def _word(question: str, answer: str) -> str:
    """An answer in words of the program's own: what somebody typed is "other"."""
    typed = answer and answer != NONE_POSITIVE
    is_own = question == Question.ANTIBODY or (question == Question.THERAPY and answer not in _KNOWN)
    return "other" if typed and is_own else answer.strip()


_KNOWN = frozenset(known.code for known in THERAPIES)


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _FIRST_DAY)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o600 << 16
    return made
