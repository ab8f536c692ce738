"""Starting, changing and stopping therapy trials."""

from __future__ import annotations

from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.rights import RECORDERS, operation
from calcitrack.db import trials
from calcitrack.db.audit import Deed
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import Conflict, NotFound
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.trial import Trial
from calcitrack.domain.validation import trial_faults


class Trials(Operations):
    """Use cases around a trial."""

    @operation(RECORDERS)
    def add(self, patient_id: int, trial: Trial) -> Written[int]:
        """Start a trial; returns its row number.

        Raises:
            InvalidInput: With every fault.
        """
        context = self._context
        record = context.record(patient_id)
        refuse(trial_faults(trial, record.patient, record.lesions, context.clock.today()))
        deed = Deed("start trial", "trial", "", record.patient.uuid)
        with context.vault.unit(context.actor, deed, context.clock.now()) as unit:
            trial_id = trials.add(unit, patient_id, trial)
        return Written(trial_id, _changed(patient_id))

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
        refuse(trial_faults(trial, record.patient, record.lesions, context.clock.today()))
        stored = next((t for t in record.trials if t.id == trial.id), None)
        if stored is None:
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient has no such trial.")))
        if stored.version != trial.version:
            raise Conflict(
                say(QT_TRANSLATE_NOOP("clinic", "Not saved: this trial was changed in between.")),
                say(QT_TRANSLATE_NOOP("clinic", "Open it again to see the change, then enter yours.")),
            )
        deed = Deed("change trial", "trial", stored.uuid, record.patient.uuid)
        with context.vault.unit(context.actor, deed, context.clock.now()) as unit:
            trials.change(unit, patient_id, trial)
        return Written(None, _changed(patient_id))


def _changed(patient_id: int) -> Change:
    return Change(frozenset({Kind.TRIAL}), frozenset({patient_id}))
