"""Adding a patient, and changing what is known of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from calcitrack.domain.errors import Fault
from calcitrack.domain.patient import Patient
from calcitrack.domain.validation import patient_faults
from calcitrack.ui.dialogs.patients.patient_identity import NOBODY, IdentityCard, Known
from calcitrack.ui.dialogs.patients.patient_rows import AntibodyRow, DiagnosisRow
from calcitrack.ui.forms.allergy_editor import AllergyEditor
from calcitrack.ui.forms.background_grid import BackgroundGrid
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.list_editor import ListEditor
from calcitrack.ui.forms.sections import section, stacked
from calcitrack.ui.i18n import translate
from calcitrack.ui.words import identity

_MEDICINE_LINES = 4


class PatientDialog(FormDialog):
    """The form of one patient. Four fields suffice for a new one; what is not known stays unknown.

    Args:
        patient: The patient to change; None for a new one.
        today: The clinic's present day.
        known: Who is in the vault already.
        openable: The form can be left for a patient who is in the vault already.
    """

    def __init__(
        self,
        patient: Patient | None,
        *,
        today: date,
        known: Known,
        openable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            translate("PatientDialog", "Change patient") if patient else translate("PatientDialog", "New patient"),
            identity(patient) if patient else "",
            translate("PatientDialog", "Save changes") if patient else translate("PatientDialog", "Add patient"),
            width=1000,
            parent=parent,
        )
        self._old, self._today = patient, today
        self._value: Patient | None = None
        self._meant = 0
        self._identity = IdentityCard(patient, today, known, openable=openable)
        self._identity.known_chosen.connect(self._on_known_chosen)
        self._fill(patient or NOBODY)
        self.remember()

    @classmethod
    def ask(
        cls,
        patient: Patient | None,
        *,
        today: date,
        known: Known,
        open_chart: Callable[[int], None] | None = None,
        parent: QWidget | None = None,
    ) -> Patient | None:
        """Show the form; the patient as entered, or None when the form was closed without saving.

        ``open_chart`` opens a patient who is in the vault already, when it turns out that this one was meant.
        """
        dialog = cls(patient, today=today, known=known, openable=open_chart is not None, parent=parent)
        if dialog.asked():
            return dialog.value()
        if open_chart is not None and dialog.meant():
            open_chart(dialog.meant())
        return None

    def meant(self) -> int:
        """The patient for whom the form was left; 0 for none."""
        return self._meant

    def value(self) -> Patient:
        """The patient as entered; only after the form was accepted."""
        assert self._value is not None, "the form was accepted"
        return self._value

    def _fill(self, patient: Patient) -> None:
        self._allergies = AllergyEditor(patient.allergies)
        self._medicines = QPlainTextEdit(patient.medicines)
        self._diagnoses = ListEditor(
            DiagnosisRow, self.tr("Add a diagnosis"), [DiagnosisRow(one) for one in patient.diagnoses]
        )
        self._antibodies = ListEditor(
            AntibodyRow, self.tr("Add an antibody"), [AntibodyRow(one) for one in patient.antibodies]
        )
        self._background = BackgroundGrid(patient.background)
        self._allergy_field = FormField(self.tr("Allergies"), self._allergies, titled=True)
        self._allergies.edited.connect(self._allergy_field.tell_edited)
        self._medicines.setTabChangesFocus(True)
        self._medicines.setAccessibleName(self.tr("Current medicines"))
        self._medicines.setFixedHeight(self._medicines.fontMetrics().lineSpacing() * (_MEDICINE_LINES + 1))
        self._lay_out_cards()

    def _lay_out_cards(self) -> None:
        left = (
            self._identity,
            section(self.tr("Allergies"), self._allergy_field),
            section(self.tr("Current medicines"), self._medicines, subtitle=self.tr("as taken down")),
        )
        right = (
            section(self.tr("Diagnoses"), self._diagnoses),
            section(self.tr("Antibodies"), self._antibodies),
            section(self.tr("Background"), self._background, subtitle=self.tr("unknown is not no")),
        )
        self.add(in_columns(stacked(*left), stacked(*right), least=440))

    def _read(self) -> tuple[Patient, list[Fault]]:
        """The patient as the form has it, and all that is wrong with it."""
        diagnoses, antibodies = self._rows_in_use()
        own = self._identity.problems()
        for place, row in enumerate(diagnoses):
            own += row.problems(f"diagnoses[{place}]")
        made = replace(
            self._identity.written_on(self._old or NOBODY),
            allergies=self._allergies.value(),
            diagnoses=tuple(row.value() for row in diagnoses),
            antibodies=tuple(row.value() for row in antibodies),
            background=self._background.value(),
            medicines=self._medicines.toPlainText().strip(),
        )
        known = {fault.field for fault in own}
        return made, own + [fault for fault in patient_faults(made, self._today) if fault.field not in known]

    def _named(self) -> Mapping[str, FormField]:
        diagnoses, antibodies = self._rows_in_use()
        named = {**self._identity.named(), "allergies": self._allergy_field}
        for place, diagnosis in enumerate(diagnoses):
            named |= diagnosis.named(f"diagnoses[{place}]")
        return named | {f"antibodies[{place}].name": row.name for place, row in enumerate(antibodies)}

    def _rows_in_use(self) -> tuple[list[DiagnosisRow], list[AntibodyRow]]:
        """Rows in which something stands; the others say nothing."""
        return (
            [row for row in self._diagnoses.rows() if not row.is_blank()],
            [row for row in self._antibodies.rows() if not row.is_blank()],
        )

    @Slot(int)
    def _on_known_chosen(self, patient_id: int) -> None:
        """Leave the form for a patient who is there; what was typed is asked about as ever."""
        self._meant = patient_id
        super().reject()

    # Qt overrides

    def reject(self) -> None:
        """Close without saving; this is no answer to whom was meant."""
        self._meant = 0
        super().reject()

    def accept(self) -> None:
        """Close with the value, or say beside each field what is wrong with it."""
        made, faults = self._read()
        if not self.refused(faults, self._named()):
            self._value = made
            super().accept()
