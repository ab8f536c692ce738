"""Judging the response of each lesion to a trial, with the definition, the rule and the evidence in sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.errors import CalciTrackError, Conflict, Fault
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.overlaps import also_given
from calcitrack.domain.judging import Verdict, verdict_faults
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.trial import Trial
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.conflict_words import conflict_sentences
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.sections import section
from calcitrack.ui.forms.verdict_fields import VerdictFields
from calcitrack.ui.i18n import translate
from calcitrack.ui.models.response_reading import (
    chance_sentence,
    definition_sentence,
    natural_course_words,
    rule_sentence,
)
from calcitrack.ui.models.response_rows import ResponseRow, response_rows
from calcitrack.ui.models.response_words import also_given_sentence, exposure_sentence
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.therapy.response_table import ResponseTable
from calcitrack.ui.words import identity

_NOTHING = QT_TRANSLATE_NOOP("JudgeDialog", "No lesion is judged yet: A agrees with the proposal of the current one.")


class JudgeDialog(FormDialog):
    """One trial, lesion by lesion. Nothing is judged before somebody judges it: the proposal is no default.

    Args:
        heading: What is judged.
        who: The patient by two identifiers.
        told: Sentences on the trial: its time, what else was given.
        reading: Sentences on how a response is to be read: the rule of the proposals, and chance.
        definition: The published definition of the classes, with its place in the review.
        rows: The lesions that the trial covers.
        save: Saves verdicts, or raises a ``CalciTrackError``: then the form says it and stays as it is.
    """

    def __init__(
        self,
        heading: str,
        who: str,
        *,
        told: Sequence[str],
        reading: Sequence[str],
        definition: str,
        rows: Sequence[ResponseRow],
        save: Callable[[Sequence[Verdict]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(heading, who, self.tr("Save judgements"), width=1120, parent=parent)
        self._rows, self._save = list(rows), save
        self._table = ResponseTable()
        self._fields = VerdictFields(definition)
        self._lesion = Card()
        self._lesion.add(self._fields)
        keys = self.tr(
            "A agrees with the proposal · C complete · P partial · N no response · X not assessable · Backspace takes "
            "it back · Enter goes to the fields"
        )
        listed = Card(self.tr("Lesions"), flush=True)
        listed.add(self._table)
        self.add(*(Label(one) for one in told), listed, Label(keys, "small"))
        self.add(self._lesion, section(self.tr("Reading a response"), *(Label(one) for one in reading)))
        self._connect_parts()
        self._table.set_rows(self._rows)
        self._show()
        self.remember()

    @classmethod
    def ask(
        cls,
        record: PatientRecord,
        trial: Trial,
        rules: RuleSettings,
        *,
        sites: Mapping[int, str],
        today: date,
        save: Callable[[Sequence[Verdict]], None],
        parent: QWidget | None = None,
    ) -> bool:
        """Show the form; whether judgements were saved."""
        figures = next(one for one in record_figures(record, rules).trials if one.trial_id == trial.id)
        others = also_given(trial, record.trials, figures.end or today)
        dose = trial.steps[-1].dose if trial.steps else trial.dose
        dialog = cls(
            translate("JudgeDialog", "Judge the response to {therapy}").format(
                therapy=f"{trial.therapy} {dose}" if dose else trial.therapy
            ),
            identity(record.patient),
            told=(exposure_sentence(trial, figures, rules), also_given_sentence(others)),
            reading=(rule_sentence(rules), natural_course_words(record)[0], chance_sentence()),
            definition=definition_sentence(),
            rows=response_rows(record, trial, figures, sites),
            save=save,
            parent=parent,
        )
        return dialog.asked()

    def is_changed(self) -> bool:
        """Whether something is judged and not saved."""
        return any(row.verdict is not None for row in self._rows)

    def verdicts(self) -> list[Verdict]:
        """What is judged and not saved."""
        return [row.verdict for row in self._rows if row.verdict is not None]

    def _connect_parts(self) -> None:
        table, fields = self._table, self._fields
        table.row_chosen.connect(self._on_row_chosen)
        table.agreed.connect(self._on_agreed)
        table.judged_as.connect(self._on_judged_as)
        table.taken_back.connect(self._on_taken_back)
        table.fields_requested.connect(self._on_fields_requested)
        fields.judged.connect(self._on_judged)
        fields.finished.connect(self._on_finished)

    @Slot()
    def _on_row_chosen(self) -> None:
        self._show()
        if self._table.hasFocus():
            self.bring(self._table, self._table.current_area())

    @Slot()
    def _on_fields_requested(self) -> None:
        self._fields.begin()
        self.bring(self._fields)

    def _show(self) -> None:
        row = self._table.current()
        self._lesion.setVisible(row is not None)
        if row is not None:
            self._lesion.set_title(f"#{row.number}")
            self._lesion.set_subtitle(row.site)
            self._fields.set_row(row)

    @Slot()
    def _on_agreed(self) -> None:
        row = self._free_row()
        if row is not None:
            self._hold(row.agreed())
            self._table.go_on()

    @Slot(object)
    def _on_judged_as(self, word: ResponseWord) -> None:
        row = self._free_row()
        if row is None:
            return
        made = row.judged_as(word, word, row.verdict.reason if row.verdict else "")
        self._hold(made if made.differs else replace(made, reason=""))
        if made.differs and not made.reason:
            self._fields.ask_reason()
            self.bring(self._fields)
        else:
            self._table.go_on()

    @Slot(object, object, str)
    def _on_judged(self, now: ResponseWord, balin: ResponseWord, reason: str) -> None:
        row = self._table.current()
        if row is not None:
            self._hold(row.judged_as(now, balin, reason))

    @Slot()
    def _on_taken_back(self) -> None:
        self._hold(None)

    @Slot()
    def _on_finished(self) -> None:
        self._table.setFocus()
        self._table.go_on()

    def _free_row(self) -> ResponseRow | None:
        """The current row, unless a draft has something on it, which its own sentence says."""
        row = self._table.current()
        return row if row is not None and row.draft_on is None else None

    def _hold(self, verdict: Verdict | None) -> None:
        row = self._table.current()
        if row is None:
            return
        place = next(n for n, one in enumerate(self._rows) if one.lesion_id == row.lesion_id)
        self._rows[place] = replace(row, verdict=verdict)
        self.message.dismiss()
        self._table.set_rows(self._rows)
        self._show()

    def _refused_at(self) -> bool:
        """Go to the first verdict that cannot be saved, and say beside its field why."""
        for place, row in enumerate(self._rows):
            faults = verdict_faults(row.verdict, "reason") if row.verdict else ()
            if faults:
                self._table.go_to(place)
                self.refused(faults, self._fields.named())
                return True
        if not self.verdicts():
            self.refused([Fault("verdicts", "needed", say(_NOTHING))], {})
            return True
        return False

    # Qt overrides

    def accept(self) -> None:
        """Save and close, or say what is wrong and stay; nothing that was judged is lost."""
        if self._refused_at():
            return
        try:
            self._save(self.verdicts())
        except CalciTrackError as error:
            values = conflict_sentences(error) if isinstance(error, Conflict) else []
            remedy = [translate(error.remedy)] if error.remedy else []
            self.message.show_message(" ".join([translate(error.message), *values, *remedy]), "danger")
            return
        self.leave(accepted=True)
