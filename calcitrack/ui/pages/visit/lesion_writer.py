"""Writes what is done to the lesions of a draft, and remembers how each step is taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.visit.undo import Step

if TYPE_CHECKING:
    from calcitrack.clinic.lesion_steps import Done
    from calcitrack.domain.lesion import Lesion, LesionSetting
    from calcitrack.domain.lesion_step import LesionStep
    from calcitrack.ui.pages.visit.draft_writer import DraftWriter
    from calcitrack.ui.session import Session


class LesionWriter(QObject):
    """Lesions that come, go, split and merge, and the events of their lives, each a step of the draft.

    Args:
        session: Of the open vault.
        draft: Whose lesions they are, and whose steps they join.
    """

    def __init__(self, session: Session, draft: DraftWriter) -> None:
        super().__init__(draft)
        self._session, self._draft = session, draft

    def do(self, step: LesionStep, what: str, lesion_id: int | None = None) -> Done | None:
        """Do a step; what was done, or None where it was refused, which is told.

        Args:
            step: The step.
            what: What it changes, in a few words for people.
            lesion_id: The lesion that it is about, for the cursor; None for the one that comes.
        """
        try:
            done = self._write(step)
        except CalciTrackError as error:
            self._draft.refused.emit(error)
            return None
        last = [done]

        def turn() -> None:
            """Undo, or do again: whichever was done last, its inverse."""
            last[0] = self._write(last[0].step.inverse())

        self._draft.steps.push(Step(what, turn, turn, lesion_id or done.lesion_id))
        self._draft.saved.emit(self._draft.visit)
        return done

    def remember_setting(self, before: Lesion, setting: LesionSetting) -> None:
        """Remember how a setting that was just changed is taken back.

        What is set for a lesion is only added to, so what was set before is set once more, and the history shows both.
        """
        reason = self.tr("taken back: {reason}").format(reason=setting.reason)
        former = replace(before.setting, set_on=setting.set_on, reason=reason)
        what = self.tr("lesion {number}: place and settings").format(number=before.number)
        self._draft.steps.push(
            Step(what, lambda: self._set(before.id, former), lambda: self._set(before.id, setting), before.id)
        )

    def _set(self, lesion_id: int, setting: LesionSetting) -> None:
        record = self._draft.record
        assert record is not None, "no draft is open"
        patient_id, seen = record.patient.id, len(record.lesion(lesion_id).settings)
        self._session.write(lambda clinic: clinic.lesions.set(patient_id, lesion_id, setting, seen))

    def _write(self, step: LesionStep) -> Done:
        record, visit = self._draft.record, self._draft.visit
        assert record is not None, "no draft is open"
        assert visit is not None, "no draft is open"
        return self._session.write(lambda clinic: clinic.lesions.step(record.patient.id, visit.id, visit.version, step))
