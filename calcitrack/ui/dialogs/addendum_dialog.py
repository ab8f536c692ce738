"""Adding to a signed visit, of which nothing changes any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from calcitrack.domain.errors import Fault
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import NEEDED, fault
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import AddendumKind
from calcitrack.ui.dialogs.correction_editor import CorrectionEditor, Told
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.visit.grid.rows import GridRow

_TEXT_LINES = 4
_WIDTH_PX = 680
_NOT_TICKED = QT_TRANSLATE_NOOP("AddendumDialog", "Tick this to take the visit out, or choose a note.")
_NOTHING_CORRECTED = QT_TRANSLATE_NOOP("AddendumDialog", "Change what is wrong, or choose a note.")
_NOT_TAKEN = QT_TRANSLATE_NOOP("AddendumDialog", "What was typed into one of these fields cannot be taken as it is.")


@dataclass(frozen=True, slots=True)
class Amendable:
    """What an addendum can be written to.

    Attributes:
        who: The patient with two identifiers.
        visits: Signed visits, the one that is probably meant first; at least one.
        rows_of: What a visit says of each lesion.
        reader: Whose a new reading is.
        faults_of: What cannot be right in a corrected assessment.
        told: Says what a correction changes.
    """

    who: str
    visits: Sequence[Visit]
    rows_of: Callable[[Visit], Sequence[GridRow]]
    reader: str
    faults_of: Callable[[Assessment], Sequence[Fault]]
    told: Told


class AddendumText(NamedTuple):
    """What was entered."""

    visit_id: int
    kind: AddendumKind
    reason: str
    text: str
    corrected: tuple[Assessment, ...] = ()


class AddendumDialog(FormDialog):
    """A note on a signed visit, a correction of what it says, or the word that the whole visit was entered in error.

    The last takes the visit out of every figure, so it takes a second tick.
    """

    def __init__(self, amendable: Amendable, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("AddendumDialog", "Addendum to a signed visit"),
            amendable.who,
            translate("AddendumDialog", "Add addendum"),
            width=_WIDTH_PX,
            parent=parent,
        )
        self._amendable = amendable
        self._value: AddendumText | None = None
        self._build()
        self._follow_visit()
        self._follow_kind()
        self.remember()

    @classmethod
    def ask(cls, amendable: Amendable, parent: QWidget | None = None) -> AddendumText | None:
        """Show the form; what was entered, or None when the form was closed without saving."""
        dialog = cls(amendable, parent)
        return dialog.value() if dialog.asked() else None

    def value(self) -> AddendumText:
        """What was entered; only after the form was accepted."""
        assert self._value is not None, "the form was accepted"
        return self._value

    def _build(self) -> None:
        visits = self._amendable.visits
        self._visit = Choice([(visit.id, day(visit.visited_on)) for visit in visits], visits[0].id)
        self._visit_field = FormField(self.tr("Visit"), self._visit)
        kinds = [
            (AddendumKind.NOTE, self.tr("Note")),
            (AddendumKind.CORRECTION, self.tr("Correction of what was recorded of a lesion")),
            (AddendumKind.ENTERED_IN_ERROR, self.tr("Entered in error, such as for the wrong patient")),
        ]
        self._kind = OneOf(self.tr("Kind"), kinds, AddendumKind.NOTE)
        self._build_details()
        self._reason = LineField(self.tr("Reason"), hint=self.tr("why this is added"), needed=True)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * _TEXT_LINES)
        kind_field = FormField(self.tr("Kind"), self._kind)
        text_field = FormField(self.tr("Text"), self._text)
        self.add(
            section("", self._visit_field, kind_field, self._out_field),
            self._correction_card,
            section("", self._reason, text_field),
        )
        self._visit.activated.connect(self._follow_visit)
        self._kind.chosen.connect(self._follow_kind)
        self._out.clicked.connect(self._out_field.tell_edited)
        self._editor.changed.connect(self._on_corrected)

    def _build_details(self) -> None:
        """What two of the kinds ask for."""
        self._out = QCheckBox(self.tr("Take this whole visit out of every figure"))
        self._out_field = FormField(
            self.tr("The visit stays readable and is marked"),
            self._out,
            self.tr("This cannot be taken back."),
            needed=True,
        )
        self._out.setAccessibleName(self._out.text())
        self._editor = CorrectionEditor(self._amendable.told)
        self._correction = FormField(self.tr("Lesion"), self._editor)
        self._correction_card = section(
            self.tr("What is right"),
            self._correction,
            subtitle=self.tr("The entry that was signed stays, and is printed beside its correction."),
        )

    @Slot()
    def _follow_visit(self) -> None:
        visit = self._chosen_visit()
        self._editor.set_rows(self._amendable.rows_of(visit), visit.visited_on, self._amendable.reader)

    @Slot()
    def _follow_kind(self) -> None:
        self._out_field.setVisible(self._kind.value() is AddendumKind.ENTERED_IN_ERROR)
        self._correction_card.setVisible(self._kind.value() is AddendumKind.CORRECTION)

    @Slot()
    def _on_corrected(self) -> None:
        """A correction is of the visit that it was typed for."""
        self._visit.setEnabled(not self._editor.corrected())
        self._correction.tell_edited()

    def _chosen_visit(self) -> Visit:
        return next(visit for visit in self._amendable.visits if visit.id == self._visit.value())

    def _faults(self) -> list[Fault]:
        found = []
        if self._kind.value() is AddendumKind.ENTERED_IN_ERROR and not self._out.isChecked():
            found.append(fault("out", "needed", _NOT_TICKED))
        if not self._reason.text():
            found.append(fault("reason", "needed", NEEDED))
        if self._kind.value() is AddendumKind.CORRECTION:
            found += self._correction_faults()
        return found

    def _correction_faults(self) -> list[Fault]:
        if self._editor.settle():
            return [fault("correction", "not_taken", _NOT_TAKEN)]
        corrected = self._editor.corrected()
        if not corrected:
            return [fault("correction", "needed", _NOTHING_CORRECTED)]
        wrong = [one for assessment in corrected for one in self._amendable.faults_of(assessment)]
        return [Fault("correction", one.code, one.message) for one in wrong]

    def _named(self) -> Mapping[str, FormField]:
        return {"out": self._out_field, "reason": self._reason, "correction": self._correction}

    # Qt overrides

    def accept(self) -> None:
        """Close with the value, or say beside each field what is wrong with it."""
        if self.refused(self._faults(), self._named()):
            return
        kind = self._kind.value()
        corrected = self._editor.corrected() if kind is AddendumKind.CORRECTION else ()
        text = self._text.toPlainText().strip()
        self._value = AddendumText(self._chosen_visit().id, kind, self._reason.text(), text, corrected)
        super().accept()
