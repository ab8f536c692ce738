"""Who a patient is: the fields that tell two people apart, and what is said when somebody very like is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from calcitrack.domain.dates import FIRST_YEAR, PartialDate, age_on
from calcitrack.domain.errors import Fault
from calcitrack.domain.folding import fold
from calcitrack.domain.patient import Patient
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import fault
from calcitrack.domain.vocabulary import DominantHand, PatientStatus, Sex
from calcitrack.ui.forms.choice import word_choice, word_choice_or_none
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.date_field import DayField, PartialDateField
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import identity

NOBODY = Patient("", "", "", PartialDate(str(FIRST_YEAR)))

_TAKEN = QT_TRANSLATE_NOOP("PatientDialog", "MRN taken: it belongs to another patient.")
_DIFFERENT = QT_TRANSLATE_NOOP(
    "PatientDialog", "Say that this is a different person, or close this form and open the patient above."
)


class IdentityCard(Card):
    """Record number, names, birth, sex, hand and status.

    Args:
        patient: None for a new patient.
        today: The clinic's present day.
        look_alikes: Finds patients of the same name who can be born on the same day.
        taken: Whether a record number belongs to somebody already.
    """

    def __init__(
        self,
        patient: Patient | None,
        today: date,
        look_alikes: Callable[[Patient], Sequence[Patient]],
        taken: Callable[[str], bool],
    ) -> None:
        super().__init__(translate("PatientDialog", "Identity"), translate("PatientDialog", "* is needed"))
        self._old, self._today = patient, today
        self._look_alikes, self._taken = look_alikes, taken
        self._build(patient or NOBODY, is_new=patient is None)
        self._connect()

    def named(self) -> Mapping[str, FormField]:
        """The fields by their names in the validator."""
        return {
            "mrn": self._mrn,
            "family_name": self._family,
            "given_name": self._given,
            "birth_date": self._birth,
            "different_person": self._alike.answer,
            "status_on": self._since,
        }

    def written_on(self, patient: Patient) -> Patient:
        """The patient with what these fields say."""
        return replace(
            patient,
            mrn=self._mrn.text(),
            family_name=self._family.text(),
            given_name=self._given.text(),
            birth_date=self._birth.value() or NOBODY.birth_date,
            sex=self._sex.value(),
            dominant_hand=self._hand.value(),
            status=self._status.value(),
            status_on=self._since.value(),
        )

    def problems(self) -> list[Fault]:
        """What a validator cannot know: dates that cannot be read, and who else is in the vault."""
        found = [*self._birth.problems("birth_date"), *self._since.problems("status_on")]
        if self._mrn_is_taken():
            found.append(fault("mrn", "taken", _TAKEN))
        if self._alike.is_open():
            found.append(fault("different_person", "needed", _DIFFERENT))
        return found

    def _build(self, patient: Patient, *, is_new: bool) -> None:
        tr = self._words()
        self._mrn = LineField(tr["mrn"], patient.mrn, needed=True)
        self._family = LineField(tr["family"], patient.family_name, needed=True)
        self._given = LineField(tr["given"], patient.given_name)
        self._birth = PartialDateField(tr["birth"], None if is_new else patient.birth_date, needed=True)
        self._birth.describe(self._with_age)
        self._sex = word_choice(Sex, patient.sex)
        self._hand = word_choice_or_none(DominantHand, patient.dominant_hand, tr["not_recorded"])
        self._status = word_choice(PatientStatus, patient.status)
        self._since = DayField(tr["since"], patient.status_on, today=self._today)
        self._alike = _LookAlikes()
        self.add(in_columns(self._mrn, self._family, self._given, self._birth))
        self.add(self._alike)
        self.add(
            in_columns(
                FormField(tr["sex"], self._sex),
                FormField(tr["hand"], self._hand),
                FormField(tr["status"], self._status),
                self._since,
            )
        )

    @staticmethod
    def _words() -> Mapping[str, str]:
        return {
            "mrn": translate("PatientDialog", "Record number (MRN)"),
            "family": translate("PatientDialog", "Family name"),
            "given": translate("PatientDialog", "Given names"),
            "birth": translate("PatientDialog", "Date of birth"),
            "sex": translate("PatientDialog", "Sex"),
            "hand": translate("PatientDialog", "Dominant hand"),
            "not_recorded": translate("PatientDialog", "Not recorded"),
            "status": translate("PatientDialog", "Status"),
            "since": translate("PatientDialog", "Status since"),
        }

    def _connect(self) -> None:
        self._mrn.edited.connect(self._on_mrn_edited)
        for field in (self._family, self._given, self._birth):
            field.edited.connect(self._on_person_edited)

    def _with_age(self, birth: PartialDate) -> str:
        youngest, oldest = age_on(birth, self._today)
        if youngest == oldest:
            return translate("PatientDialog", "{day}, age {age}").format(day=day(birth), age=oldest)
        return translate("PatientDialog", "{day}, age {youngest} or {oldest}").format(
            day=day(birth), youngest=youngest, oldest=oldest
        )

    def _mrn_is_taken(self) -> bool:
        typed = self._mrn.text()
        own = self._old is not None and fold(typed) == fold(self._old.mrn)
        return bool(typed) and not own and self._taken(typed)

    @Slot()
    def _on_mrn_edited(self) -> None:
        if self._mrn_is_taken():
            self._mrn.set_fault(translate(*_TAKEN))

    @Slot()
    def _on_person_edited(self) -> None:
        typed = self.written_on(self._old or NOBODY)
        complete = typed.family_name and self._birth.value()
        self._alike.show_patients(self._look_alikes(typed) if complete else ())


class _LookAlikes(QFrame):
    """Names patients who may be the same person, and asks whether this is another; hidden when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._sentence = Label()
        self._different = QCheckBox(translate("PatientDialog", "No, this is a different person"))
        self.answer = FormField(translate("PatientDialog", "Is this the same person?"), self._different, needed=True)
        self._different.setAccessibleName(self._different.text())
        self._different.clicked.connect(self.answer.tell_edited)
        px = current_theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), px(GAP_S))
        column.addWidget(self._sentence)
        column.addWidget(self.answer)
        dress(self, kind="message", tone="warning")
        self.hide()

    def show_patients(self, found: Sequence[Patient]) -> None:
        """Name them, each by more than one identifier."""
        sentence = translate("PatientDialog", "A patient with this name and date of birth exists: {patients}.")
        told = sentence.format(patients="; ".join(identity(patient) for patient in found))
        if told != self._sentence.text():
            # An answer that was given about somebody else does not hold.
            self._different.setChecked(False)
            self.answer.set_fault("")
        self._sentence.setText(told)
        self.setAccessibleName(told)
        self.setVisible(bool(found))

    def is_open(self) -> bool:
        """Whether the question stands and has no answer."""
        return not self.isHidden() and not self._different.isChecked()
