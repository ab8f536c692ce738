"""The rows of a patient's lists: a diagnosis with its dates, an antibody with its result."""

from __future__ import annotations

from collections.abc import Mapping

from calcitrack.domain.errors import Fault
from calcitrack.domain.patient import Antibody, Diagnosis
from calcitrack.domain.validation import NEEDED, fault
from calcitrack.domain.vocabulary import AntibodyResult, Disease
from calcitrack.ui.forms.choice import word_choice, word_choice_or_none
from calcitrack.ui.forms.date_field import PartialDateField
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.list_editor import ListRow
from calcitrack.ui.i18n import translate

ANTIBODIES = (
    "anticentromere",
    "anti-topoisomerase I (Scl-70)",
    "anti-RNA polymerase III",
    "anti-U1RNP",
    "anti-U3RNP (fibrillarin)",
    "anti-PM/Scl",
    "anti-Th/To",
    "anti-Ku",
    "anti-NXP2",
    "anti-MDA5",
    "anti-TIF1-gamma",
    "anti-Mi-2",
    "anti-SAE",
    "anti-Jo-1",
    "anti-SSA/Ro",
    "anti-SSB/La",
    "anti-dsDNA",
    "anti-Sm",
    "ANA",
)
"""Offered while a name is typed; any other name is taken as well."""


class DiagnosisRow(ListRow):
    """A disease and its four dates, each as exact as it is known."""

    def __init__(self, diagnosis: Diagnosis | None = None) -> None:
        self._disease = word_choice_or_none(
            Disease, diagnosis.disease if diagnosis else None, translate("DiagnosisRow", "Choose a disease")
        )
        self._dates = {
            "first_raynaud": PartialDateField(
                translate("DiagnosisRow", "First Raynaud"), diagnosis.first_raynaud if diagnosis else None
            ),
            "first_symptom": PartialDateField(
                translate("DiagnosisRow", "First other symptom"), diagnosis.first_symptom if diagnosis else None
            ),
            "diagnosed": PartialDateField(
                translate("DiagnosisRow", "Diagnosed"), diagnosis.diagnosed if diagnosis else None
            ),
            "calcinosis_onset": PartialDateField(
                translate("DiagnosisRow", "First calcinosis"), diagnosis.calcinosis_onset if diagnosis else None
            ),
        }
        self._disease_field = FormField(translate("DiagnosisRow", "Disease"), self._disease)
        super().__init__(
            self._disease_field, *self._dates.values(), what=translate("DiagnosisRow", "diagnosis"), headed=True
        )

    def is_blank(self) -> bool:
        """Nothing was chosen or typed."""
        return self._disease.value() is None and not any(date.text() for date in self._dates.values())

    def value(self) -> Diagnosis:
        """The diagnosis; only where ``problems`` finds none."""
        dates = {name: field.value() for name, field in self._dates.items()}
        return Diagnosis(self._disease.value() or Disease.OTHER, **dates)

    def problems(self, path: str) -> list[Fault]:
        """Dates that cannot be read, and a disease that was not chosen."""
        found = [problem for name, field in self._dates.items() for problem in field.problems(f"{path}.{name}")]
        if self._disease.value() is None:
            found.insert(0, fault(f"{path}.disease", "needed", NEEDED))
        return found

    def named(self, path: str) -> Mapping[str, FormField]:
        """The fields by their names in the validator."""
        return {f"{path}.disease": self._disease_field} | {
            f"{path}.{name}": field for name, field in self._dates.items()
        }


class AntibodyRow(ListRow):
    """The name of an antibody and the result of its test."""

    def __init__(self, antibody: Antibody | None = None) -> None:
        self.name = LineField(translate("AntibodyRow", "Antibody"), antibody.name if antibody else "", words=ANTIBODIES)
        self._result = word_choice(AntibodyResult, antibody.result if antibody else AntibodyResult.UNKNOWN)
        super().__init__(
            self.name,
            FormField(translate("AntibodyRow", "Result"), self._result),
            what=translate("AntibodyRow", "antibody"),
        )

    def is_blank(self) -> bool:
        """Nothing was chosen or typed."""
        return not self.name.text() and self._result.value() is AntibodyResult.UNKNOWN

    def value(self) -> Antibody:
        """The antibody."""
        return Antibody(self.name.text(), self._result.value())
