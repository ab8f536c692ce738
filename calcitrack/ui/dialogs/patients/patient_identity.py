"""Who a patient is: the fields that tell two people apart, and what is said when somebody very like is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal, Slot

from calcitrack.domain.dates import FIRST_YEAR, PartialDate, age_on
from calcitrack.domain.errors import Fault
from calcitrack.domain.folding import fold
from calcitrack.domain.patient import Patient
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import fault
from calcitrack.domain.vocabulary import DominantHand, PatientStatus, Sex
from calcitrack.ui.dialogs.patients.look_alikes import LookAlikes
from calcitrack.ui.forms.choice import word_choice, word_choice_or_none
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.date_field import DayField, PartialDateField
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.widgets.card import Card


class Known(Protocol):
    """Who is in the vault already."""

    def is_taken(self, mrn: str) -> bool:
        """Whether a record number belongs to somebody."""
        ...

    def numbered_like(self, mrn: str) -> Sequence[Patient]:
        """Patients whose record number differs in blanks, signs and large letters at most."""
        ...

    def look_alikes(self, patient: Patient) -> Sequence[Patient]:
        """Other patients whose names agree and who can be born on the same day."""
        ...


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
        known: Who is in the vault already.
        openable: The form can be left for somebody who is known.

    Signals:
        known_chosen(patient_id): Somebody who is in the vault is meant.
    """

    known_chosen = Signal(int)

    def __init__(self, patient: Patient | None, today: date, known: Known, *, openable: bool) -> None:
        super().__init__(translate("PatientDialog", "Identity"), translate("PatientDialog", "* is needed"))
        self._old, self._today = patient, today
        self._known = known
        self._alike = LookAlikes(openable=openable and patient is None, mergeable=openable and patient is not None)
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
        elif self._alike.is_open():
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
        for field in (self._mrn, self._family, self._given, self._birth):
            field.edited.connect(self._on_person_edited)
        self._alike.chosen.connect(self.known_chosen)

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
        return bool(typed) and not own and self._known.is_taken(typed)

    def _who_is_known(self) -> tuple[Patient, ...]:
        """Others in the vault with a number, or a name and birth, like what is typed; each once."""
        typed = self.written_on(self._old or NOBODY)
        found = [one for one in self._known.numbered_like(typed.mrn) if one.id != typed.id]
        if typed.family_name and self._birth.value():
            found += self._known.look_alikes(typed)
        return tuple({one.id: one for one in found}.values())

    @Slot()
    def _on_person_edited(self) -> None:
        """Look while somebody types, so that nobody fills in a whole form for a patient who is there."""
        if self._mrn_is_taken():
            self._mrn.set_fault(translate(*_TAKEN))
        self._alike.show_patients(self._who_is_known())
