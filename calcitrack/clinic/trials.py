"""Starting, changing and stopping therapy trials."""

from __future__ import annotations

from dataclasses import replace

from calcitrack.clinic.conflicts import TRIAL, conflict, differences
from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.rights import EVERYBODY, RECORDERS, operation
from calcitrack.clinic.settings import rule_settings
from calcitrack.db import lesions, trials
from calcitrack.db.audit import Deed
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import Fault, NotFound
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import NotAssessable
from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.trial import Trial
from calcitrack.domain.trial_entry import done_faults, entry_faults
from calcitrack.domain.validation import trial_faults
from calcitrack.domain.vocabulary import EventKind
from calcitrack.guidance.therapies import THERAPIES


class Trials(Operations):
    """Use cases around a trial."""

    @operation(EVERYBODY)
    def therapies(self) -> tuple[str, ...]:
        """Names offered while a therapy is typed; any other name may be typed as well."""
        return tuple(therapy.name for therapy in THERAPIES)

    @operation(EVERYBODY)
    def without_baseline(self, record: PatientRecord, trial: Trial) -> tuple[int, ...]:
        """Targets of a trial that could not be judged, because no area is recorded around its start."""
        rules = rule_settings(self._context.vault.connection)
        asked = replace(record, trials=(replace(trial, id=-1),))
        responses = record_figures(asked, rules).trials[0].lesions
        lacking = (NotAssessable.NO_BASELINE, NotAssessable.NEW_LESION)
        return tuple(lesion_id for lesion_id, found in responses.items() if found.reason in lacking)

    @operation(RECORDERS)
    def add(self, patient_id: int, trial: Trial, done: EventKind | None = None) -> Written[int]:
        """Start a trial; returns its row number.

        Args:
            patient_id: The patient.
            trial: As it was entered.
            done: What a procedure did to the lesions it was aimed at: an event of each, on its day; None for nothing
                that is to be noted.

        Raises:
            InvalidInput: With every fault.
            NotFound: There is no such patient, or it was merged into another.
        """
        context = self._context
        record = context.record_to_add_to(patient_id)
        refuse((*self._faults(record, trial), *done_faults(trial, done)))
        deed = Deed("start trial", "trial", "", record.patient.uuid)
        with context.vault.unit(context.actor, deed, context.clock.now()) as unit:
            trial_id = trials.add(unit, patient_id, trial)
            if done is not None:
                for target in trial.targets or ():
                    lesions.add_event(unit, patient_id, LesionEvent(target, trial.start, done))
        return Written(trial_id, _changed(patient_id, *([Kind.LESION] if done else [])))

    @operation(RECORDERS)
    def change(self, patient_id: int, trial: Trial) -> Written[None]:
        """Change or stop a trial.

        Raises:
            InvalidInput: With every fault.
            Conflict: Somebody changed it since it was read.
            NotFound: The patient has no such trial.
        """
        context = self._context
        record = context.record(patient_id)
        stored = next((t for t in record.trials if t.id == trial.id), None)
        refuse(self._faults(record, trial, stored))
        if stored is None:
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient has no such trial.")))
        owner = context.owner(record, "trial", trial.id)
        deed = Deed("change trial", "trial", stored.uuid, owner.uuid)
        with context.vault.unit(context.actor, deed, context.clock.now()) as unit:
            # Compared inside the unit: another writer may have saved since the record was read above.
            stands = next(one for one in context.record(patient_id).trials if one.id == trial.id)
            found = differences(trial, stands)
            if found and stands.version != trial.version:
                raise conflict(TRIAL, found)
            if not found:
                return Written(None, _changed(patient_id))
            trials.change(unit, owner.id, trial)
        return Written(None, _changed(patient_id))

    def _faults(self, record: PatientRecord, trial: Trial, kept: Trial | None = None) -> tuple[Fault, ...]:
        today = self._context.clock.today()
        return (
            *trial_faults(trial, record.patient, record.lesions, today),
            *entry_faults(trial, record.lesions, kept),
        )


def _changed(patient_id: int, *more: Kind) -> Change:
    return Change(frozenset({Kind.TRIAL, *more}), frozenset({patient_id}))
