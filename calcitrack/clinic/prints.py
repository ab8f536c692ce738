"""Prints: made from one reading of the record, and audited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING

from calcitrack.clinic.context import Operations
from calcitrack.clinic.outputs import write_output
from calcitrack.clinic.rights import EVERYBODY, operation
from calcitrack.clinic.settings import clinic_contact, rule_settings
from calcitrack.clinic.summary_requests import note_print, summary_of, summary_request
from calcitrack.db import audit, settings, waiting, worklist
from calcitrack.db.audit import Deed
from calcitrack.db.driver import Connection
from calcitrack.domain.errors import InvalidInput, NotFound
from calcitrack.domain.figures.since import since_last_signed
from calcitrack.domain.letter import letter_faults
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.waiting import Waiting, WaitingRow
from calcitrack.domain.worklist import WorklistFilter, WorklistRow

if TYPE_CHECKING:
    from calcitrack.domain.figures.outcomes import TherapyOutcome
    from calcitrack.domain.letter import Letter
    from calcitrack.domain.record import PatientRecord
    from calcitrack.reports.printed import Printed
    from calcitrack.reports.referral_request import ReferralRequest
    from calcitrack.reports.words import Words


MOST_LISTED = 500
"""So many rows of a worklist are printed: more would be a book that nobody can keep an eye on."""

_WAITING = {WorklistFilter.AWAITING: Waiting.ORDERS, WorklistFilter.DRAFTS: Waiting.DRAFTS}


@dataclass(frozen=True, slots=True)
class AskedList:
    """A worklist as it stands on screen: its filter, its order, and whether names are hidden."""

    chosen: WorklistFilter
    sort: str = "name"
    descending: bool = False
    names_hidden: bool = False


def _silent(_done: int, _of: int) -> None:
    """Tell nobody."""


class Prints(Operations):
    """Use cases around paper."""

    @operation(EVERYBODY)
    def summary(self, patient_id: int, visit_id: int, words: Words | None = None) -> Printed:
        """The visit summary as PDF. The record is read anew, so the print never shows what was on screen before.

        Raises:
            NotFound: The patient has no such visit.
        """
        from calcitrack.reports.summary import print_visit

        request = summary_request(self._context, patient_id, visit_id, words)
        printed = print_visit(request)
        note_print(self._context, "print summary", request)
        return printed

    @operation(EVERYBODY)
    def patient_page(self, patient_id: int, visit_id: int, words: Words | None = None) -> Printed:
        """The page that the patient takes home, as PDF; made from the record as it stands now.

        Raises:
            NotFound: The patient has no such visit, or it was entered in error.
        """
        from calcitrack.reports.patient_page import print_patient_page

        request = summary_request(self._context, patient_id, visit_id, words)
        if request.visit.entered_in_error:
            raise NotFound(
                say(
                    QT_TRANSLATE_NOOP("clinic", "This visit was entered in error, so no page for the patient is made.")
                ),
                say(QT_TRANSLATE_NOOP("clinic", "Print the page of a visit that counts.")),
            )
        printed = print_patient_page(request, clinic_contact(self._context.vault.connection))
        note_print(self._context, "print page for the patient", request)
        return printed

    @operation(EVERYBODY)
    def referral(
        self,
        patient_id: int,
        letter: Letter,
        words: Words | None = None,
        report: Callable[[int, int], None] = _silent,
    ) -> Printed:
        """A letter to a colleague with the whole signed record, as PDF; the audit keeps to whom it was written.

        Args:
            patient_id: Whose record it is.
            letter: As it was typed; it is kept nowhere.
            words: The language of the print.
            report: Told after each lesion how many are set, of how many, and again when all is drawn; it stops the
                print by raising.

        Raises:
            InvalidInput: The letter lacks something, or is too long.
            NotFound: Nothing of the record is signed.
        """
        from calcitrack.reports.referral import print_referral

        faults = letter_faults(letter)
        if faults:
            raise InvalidInput(faults)
        request = self._referral(patient_id, letter, words)
        printed = print_referral(request, report)
        uuid = request.summary.record.patient.uuid
        reason = f"{letter.urgency.value}: {letter.addressee}"
        context = self._context
        context.vault.note(
            context.actor, Deed("print referral", "patient", uuid, uuid, reason=reason), context.clock.now()
        )
        return printed

    @operation(EVERYBODY)
    def visit_text(self, patient_id: int, visit_id: int, words: Words | None = None) -> str:
        """A visit as plain text for another record; that it was taken out is audited.

        Raises:
            NotFound: The patient has no such visit.
        """
        from calcitrack.reports.visit_text import visit_as_text

        request = summary_request(self._context, patient_id, visit_id, words)
        text = visit_as_text(request)
        note_print(self._context, "copy visit as text", request)
        return text

    @operation(EVERYBODY)
    def save_trend(self, patient_id: int, path: Path, content: bytes) -> None:
        """Write a picture or the numbers of a patient's trend into a file; the audit keeps of which kind.

        Raises:
            FileRefused: It was not written; an older file of that name stands.
            NotFound: There is no such patient.
        """
        context = self._context
        uuid = context.record(patient_id).patient.uuid
        write_output(path, content)
        kind = path.suffix.lower().removeprefix(".")
        context.vault.note(context.actor, Deed("export trend", "patient", uuid, uuid, reason=kind), context.clock.now())

    @operation(EVERYBODY)
    def therapy(self, therapy_id: str, own: TherapyOutcome | None = None, words: Words | None = None) -> Printed:
        """The page of one therapy of the review as PDF; it is of no patient.

        Args:
            therapy_id: As the content names it.
            own: What the clinic's own trials of it came to; None where they were not read.
            words: The language of the print.

        Raises:
            NotFound: The content has no such therapy.
        """
        from calcitrack.guidance.content import content
        from calcitrack.reports.evidence import EvidenceRequest, print_therapy
        from calcitrack.reports.words import EnglishWords

        context = self._context
        held = content()
        therapy = next((one for one in held.therapies if one.id == therapy_id), None)
        if therapy is None:
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "The guidance has no such therapy.")))
        request = EvidenceRequest(
            content=held,
            therapy=therapy,
            own=own,
            clinic_name=context.vault.clinic_name,
            synthetic=context.vault.synthetic,
            printed_at=context.clock.now().astimezone(),
            paper=settings.read(context.vault.connection).get("paper", "A4"),
            words=words or EnglishWords(),
        )
        return print_therapy(request)

    @operation(EVERYBODY)
    def worklist(
        self, asked: AskedList, words: Words | None = None, report: Callable[[int, int], None] = _silent
    ) -> Printed:
        """The worklist of a filter as PDF, read anew; a long one is cut, and says so.

        Args:
            asked: Filter and order.
            words: The language of the print.
            report: Told after some rows how many are set, of how many; it stops the print by raising.
        """
        from calcitrack.reports.words import EnglishWords
        from calcitrack.reports.worklist import WorklistRequest, print_worklist

        context = self._context
        connection, today = context.vault.connection, context.clock.today()
        rows, matching = _listed(connection, asked, today)
        request = WorklistRequest(
            chosen=asked.chosen,
            sort=asked.sort,
            descending=asked.descending,
            rows=rows,
            matching=matching,
            of=worklist.count(connection, WorklistFilter.EVERYONE, today),
            names_hidden=asked.names_hidden,
            clinic_name=context.vault.clinic_name,
            synthetic=context.vault.synthetic,
            printed_at=context.clock.now().astimezone(),
            printed_by=self.person.name,
            paper=settings.read(connection).get("paper", "A4"),
            words=words or EnglishWords(),
        )
        printed = print_worklist(request, report)
        deed = Deed("print worklist", "clinic", reason=f"{asked.chosen.value}: {len(rows)} of {matching}")
        context.vault.note(context.actor, deed, context.clock.now())
        return printed

    @operation(EVERYBODY)
    def in_short(self, patient_id: int, visit_id: int, words: Words | None = None) -> str:
        """What a visit found in a few sentences: the same on screen as on paper.

        Raises:
            NotFound: The patient has no such visit.
        """
        from calcitrack.reports.sentences import in_short_text

        return in_short_text(summary_request(self._context, patient_id, visit_id, words))

    @operation(EVERYBODY)
    def since_last(self, record: PatientRecord, words: Words | None = None) -> str:
        """What was recorded since the last signed visit, by anybody, in one or two lines."""
        from calcitrack.reports.since import since_text
        from calcitrack.reports.words import EnglishWords, Voice

        connection = self._context.vault.connection
        others: dict[str, int] = {}
        if record.counted_visits and (signed := record.counted_visits[-1].signed_at) is not None:
            after = signed.astimezone(UTC).isoformat(timespec="milliseconds")
            others = dict(audit.changes_by_others(connection, record.patient.uuid, self.person.uuid, after))
        since = since_last_signed(record, rule_settings(connection), others)
        return since_text(Voice(words or EnglishWords()), record, since)

    @operation(EVERYBODY)
    def visit_on(self, patient_id: int, day: date) -> int:
        """Row number of the visit on a day.

        Raises:
            NotFound: The patient has no visit on that day.
        """
        record = self._context.record(patient_id)
        found = [v for v in record.visits if v.visited_on == day and not v.entered_in_error]
        if not found:
            raise NotFound(
                say(
                    QT_TRANSLATE_NOOP("clinic", "{mrn} has no visit on {day}."),
                    mrn=record.patient.mrn,
                    day=day.isoformat(),
                ),
                say(QT_TRANSLATE_NOOP("clinic", "Check the day; the report lists the signed visits.")),
            )
        return found[-1].id

    def _referral(self, patient_id: int, letter: Letter, words: Words | None) -> ReferralRequest:
        """The record without what nobody signed."""
        from calcitrack.reports.referral_request import ReferralRequest, signed_part

        context = self._context
        whole = context.record(patient_id)
        record = signed_part(whole)
        if not record.visits:
            raise NotFound(
                say(QT_TRANSLATE_NOOP("clinic", "No referral is made: this record has no signed visit.")),
                say(QT_TRANSLATE_NOOP("clinic", "Sign a visit, then write the referral again.")),
            )
        drafts = tuple(sorted(v.visited_on for v in whole.visits if not v.is_signed))
        in_error = sum(v.entered_in_error for v in whole.visits)
        summary = summary_of(self._context, record, record.visits[-1], words)
        return ReferralRequest(summary, letter, clinic_contact(context.vault.connection), drafts, in_error)


def _listed(connection: Connection, asked: AskedList, today: date) -> tuple[Sequence[WorklistRow | WaitingRow], int]:
    """The rows that are printed, and how many the filter has."""
    what = _WAITING.get(asked.chosen)
    if what is not None:
        wanted = waiting.ids(connection, what, asked.sort, descending=asked.descending)
        return waiting.rows(connection, what, wanted[:MOST_LISTED]), len(wanted)
    wanted = worklist.ids(connection, asked.chosen, today, asked.sort, descending=asked.descending)
    return worklist.rows(connection, wanted[:MOST_LISTED], today), len(wanted)
