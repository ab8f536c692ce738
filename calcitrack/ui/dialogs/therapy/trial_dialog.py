"""Starting, changing and stopping a therapy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.errors import Fault
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.patient import Patient
from calcitrack.domain.review import lesion_words
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.trial import Trial
from calcitrack.domain.trial_entry import done_faults, entry_faults
from calcitrack.domain.validation import fault, trial_faults
from calcitrack.domain.vocabulary import EventKind
from calcitrack.ui.dialogs.therapy.trial_course import TrialCourse
from calcitrack.ui.dialogs.therapy.trial_rows import EffectRow, StepRow
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.list_editor import ListEditor
from calcitrack.ui.forms.sections import section, stacked
from calcitrack.ui.forms.target_editor import TargetEditor
from calcitrack.ui.i18n import translate
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import identity

_NO_TARGET = QT_TRANSLATE_NOOP("TrialDialog", "Tick a lesion, or choose all lesions.")
_NO_BASELINE = QT_TRANSLATE_NOOP(
    "TrialDialog", "No valid baseline: {lesions}. Without one, a response cannot be judged."
)


class TrialDialog(FormDialog):
    """The form of one therapy trial.

    Args:
        trial: The trial to change or stop; None for a new one, which begins today unless told otherwise.
        lesions: The patient's lesions.
        labels: What each lesion is called, its number included, by the lesions' ids.
        patient: Whose trial it is.
        today: The clinic's present day.
        therapies: Names to complete from.
        without_baseline: Ids of the lesions that a trial covers and that have no valid baseline for it.
        stopping: The trial is to be stopped: the form begins there, with today as the last day.
    """

    def __init__(
        self,
        trial: Trial | None,
        *,
        lesions: Sequence[Lesion],
        labels: Mapping[int, str],
        patient: Patient,
        today: date,
        therapies: Sequence[str],
        without_baseline: Callable[[Trial], Sequence[int]],
        stopping: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        heading, save = _headings(trial, stopping=stopping)
        super().__init__(heading, identity(patient), save, width=960, parent=parent)
        self._old, self._patient, self._lesions, self._today = trial, patient, lesions, today
        self._without_baseline = without_baseline
        self._value: Trial | None = None
        self._course = TrialCourse(trial, today, tuple(therapies), stopping=stopping)
        self._build_lists(trial or Trial("", today), labels)
        self._lay_out_sections()
        self._course.edited.connect(self._follow_baseline)
        self._targets_field.edited.connect(self._follow_baseline)
        self._targets.edited.connect(self._targets_field.tell_edited)
        self._follow_baseline()
        self.remember()
        if stopping:
            self._course.begin_at_the_end()

    @classmethod
    def ask(
        cls,
        trial: Trial | None,
        *,
        lesions: Sequence[Lesion],
        labels: Mapping[int, str],
        patient: Patient,
        today: date,
        therapies: Sequence[str],
        without_baseline: Callable[[Trial], Sequence[int]],
        stopping: bool = False,
        parent: QWidget | None = None,
    ) -> tuple[Trial, EventKind | None] | None:
        """Show the form; the trial as entered and what a new procedure did, or None when nothing is to be saved."""
        dialog = cls(
            trial,
            lesions=lesions,
            labels=labels,
            patient=patient,
            today=today,
            therapies=therapies,
            without_baseline=without_baseline,
            stopping=stopping,
            parent=parent,
        )
        return (dialog.value(), dialog.done_to_lesions()) if dialog.asked() else None

    def value(self) -> Trial:
        """The trial as entered, its doses oldest first; only after the form was accepted."""
        assert self._value is not None, "the form was accepted"
        return replace(self._value, steps=tuple(sorted(self._value.steps, key=lambda step: step.on)))

    def done_to_lesions(self) -> EventKind | None:
        """What a new procedure did to its lesions; None where that is not to be noted."""
        return self._course.done()

    def _build_lists(self, trial: Trial, labels: Mapping[int, str]) -> None:
        today = self._today
        self._effects = ListEditor(
            lambda: EffectRow(today),
            self.tr("Add an adverse effect"),
            [EffectRow(today, effect) for effect in trial.adverse_effects],
        )
        self._steps = ListEditor(
            lambda: StepRow(today), self.tr("Add a change of dose"), [StepRow(today, step) for step in trial.steps]
        )
        self._targets = TargetEditor(self._lesions, labels, trial.targets)
        self._targets_field = FormField(self.tr("Lesions"), self._targets, titled=True)
        self._baseline = Label(tone="warning")

    def _lay_out_sections(self) -> None:
        doses = section(self.tr("Changes of dose"), self._steps)
        targets = section(self.tr("Lesions it is meant for"), self._targets_field, self._baseline)
        effects = section(self.tr("Adverse effects"), self._effects)
        self.add(in_columns(stacked(self._course, doses), stacked(targets, effects), least=420))

    @Slot()
    def _follow_baseline(self) -> None:
        made, faults = self._read()
        # A name that is still to be typed changes no baseline.
        lacking = () if any(one.field != "therapy" for one in faults) else self._without_baseline(made)
        numbers = sorted(lesion.number for lesion in self._lesions if lesion.id in lacking)
        self._baseline.setText(translate(say(_NO_BASELINE, lesions=lesion_words(numbers))) if numbers else "")
        self._baseline.setVisible(bool(numbers))

    def _read(self) -> tuple[Trial, list[Fault]]:
        """The trial as the form has it, and all that is wrong with it."""
        effects, steps = self._rows_in_use()
        made = self._course.written_on(self._old or Trial("", self._today))
        made = replace(
            made,
            adverse_effects=tuple(row.value() for row in effects),
            targets=self._targets.value(),
            steps=tuple(row.value(made.start) for row in steps),
        )
        own = [*self._course.problems(), *self._list_problems(effects, steps)]
        # The end of a procedure is its day, and what is wrong with that is said there.
        known = {one.field for one in own} | ({"stop"} if self._course.is_procedure() else set())
        found = [
            *trial_faults(made, self._patient, self._lesions, self._today),
            *entry_faults(made, self._lesions, self._old),
            *done_faults(made, self._course.done()),
        ]
        return made, own + [one for one in found if one.field not in known]

    def _list_problems(self, effects: Sequence[EffectRow], steps: Sequence[StepRow]) -> list[Fault]:
        """What was begun and not finished."""
        found = [fault("targets", "needed", _NO_TARGET)] if self._targets.value() == () else []
        for place, step in enumerate(steps):
            found += step.problems(f"steps[{place}]")
        for place, effect in enumerate(effects):
            found += effect.problems(f"adverse_effects[{place}]")
        return found

    def _named(self) -> Mapping[str, FormField]:
        effects, steps = self._rows_in_use()
        named = {**self._course.named(), "targets": self._targets_field}
        for place, step in enumerate(steps):
            named |= step.named(f"steps[{place}]")
        for place, effect in enumerate(effects):
            named |= effect.named(f"adverse_effects[{place}]")
        return named

    def _rows_in_use(self) -> tuple[list[EffectRow], list[StepRow]]:
        """Rows in which something stands; the others say nothing."""
        return (
            [row for row in self._effects.rows() if not row.is_blank()],
            [row for row in self._steps.rows() if not row.is_blank()],
        )

    # Qt overrides

    def accept(self) -> None:
        """Close with the value, or say beside each field what is wrong with it."""
        made, faults = self._read()
        if not self.refused(faults, self._named()):
            self._value = made
            super().accept()


def _headings(trial: Trial | None, *, stopping: bool) -> tuple[str, str]:
    """The heading and the word on the button."""
    if trial is None:
        return translate("TrialDialog", "New therapy"), translate("TrialDialog", "Add therapy")
    if stopping:
        heading = translate("TrialDialog", "Stop {therapy}").format(therapy=trial.therapy)
        return heading, translate("TrialDialog", "Stop therapy")
    return translate("TrialDialog", "Change therapy"), translate("TrialDialog", "Save changes")
