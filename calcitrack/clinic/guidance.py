"""Findings of the review that were put aside, and the clinic's own results to stand beside those of the review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.rights import CLINICIANS, EVERYBODY, operation
from calcitrack.clinic.settings import rule_settings
from calcitrack.db import dismissals, trials
from calcitrack.db.audit import Deed
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.dismissal import Dismissal
from calcitrack.domain.errors import Conflict, NotFound
from calcitrack.domain.figures.outcomes import TherapyOutcome, TrialOutcome, therapy_outcome, trial_outcomes
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.validation import NEEDED, fault
from calcitrack.guidance.content import content
from calcitrack.guidance.dismissing import facts_hash
from calcitrack.guidance.draft import as_if_signed
from calcitrack.guidance.engine import evaluate
from calcitrack.guidance.rules.names import code_of
from calcitrack.guidance.therapies import THERAPIES

Report = Callable[[int, int], None]
"""Told how many are done, of how many; it may raise to stop the work."""


class Guidance(Operations):
    """Use cases around what the review says."""

    @operation(EVERYBODY)
    def dismissals(self, patient_id: int) -> tuple[Dismissal, ...]:
        """Findings of a patient that were put aside and not taken back, whether or not they still hold."""
        return dismissals.read(self._context.vault.connection, patient_id)

    @operation(CLINICIANS)
    def dismiss(self, patient_id: int, facts: Mapping[str, str], reason: str) -> Written[None]:
        """Put findings aside until their facts or the content change.

        Args:
            patient_id: Whose findings.
            facts: Hash of the facts as they were on screen, by the permanent name of each finding.
            reason: Why.

        Raises:
            InvalidInput: No reason is given.
            Conflict: The facts are no longer those on screen.
        """
        if not reason.strip():
            refuse((fault("reason", "needed", NEEDED),))
        context = self._context
        record = context.record(patient_id)
        if not set(facts.items()) <= self._standing(record):
            raise Conflict(
                say(QT_TRANSLATE_NOOP("clinic", "Not dismissed: the facts behind this finding have changed.")),
                say(QT_TRANSLATE_NOOP("clinic", "Read the finding again as it now is, then decide.")),
            )
        now, name = context.clock.now(), self.person.name
        deed = Deed("dismiss finding", "dismissal", "", record.patient.uuid, reason.strip())
        with context.vault.unit(context.actor, deed, now) as unit:
            for finding, known in facts.items():
                made = Dismissal(finding, known, content().hash, reason.strip(), name, now)
                dismissals.add(unit, patient_id, self.person.id, made)
        return Written(None, _changed(patient_id))

    @operation(CLINICIANS)
    def take_back(self, patient_id: int, dismissal_ids: Collection[int]) -> Written[None]:
        """Show findings again that were put aside.

        Raises:
            NotFound: The patient has no such dismissal.
        """
        context = self._context
        known = {one.id for one in dismissals.read(context.vault.connection, patient_id)}
        if not dismissal_ids or not set(dismissal_ids) <= known:
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This finding is not put aside. Nothing was changed.")))
        deed = Deed("take dismissal back", "dismissal", "", context.record(patient_id).patient.uuid)
        now = context.clock.now()
        with context.vault.unit(context.actor, deed, now) as unit:
            for row_id in dismissal_ids:
                dismissals.end(unit, row_id, now)
        return Written(None, _changed(patient_id))

    @operation(EVERYBODY)
    def own_results(self, report: Report | None = None) -> Mapping[str, TherapyOutcome]:
        """What the clinic's own trials came to, by the therapy of the review that their names mean.

        Reads the record of everybody with a trial: call it off the window's thread.
        """
        connection = self._context.vault.connection
        settings = rule_settings(connection)
        therapies = {name.code: name.therapy for name in THERAPIES}
        found: defaultdict[str, list[TrialOutcome]] = defaultdict(list)
        patients = trials.patients_with_trials(connection)
        for done, patient_id in enumerate(patients, start=1):
            for outcome in trial_outcomes(self._context.record(patient_id), settings):
                code = code_of(outcome.therapy)
                if code is not None:
                    found[therapies[code]].append(outcome)
            if report is not None:
                report(done, len(patients))
        return {therapy: therapy_outcome(listed) for therapy, listed in found.items()}

    def _standing(self, record: PatientRecord) -> set[tuple[str, str]]:
        """Findings by name and facts, on the signed record and with the draft counted: they show beside either."""
        today = self._context.clock.today()
        known = (record, as_if_signed(record))
        return {(found.id, facts_hash(found)) for one in known for found in evaluate(one, today).findings}


def _changed(patient_id: int) -> Change:
    return Change(frozenset({Kind.GUIDANCE}), frozenset({patient_id}))
