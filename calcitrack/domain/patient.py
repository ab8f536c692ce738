"""A person with a record number, and what is known of them apart from lesions and visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.vocabulary import (
    AllergyStatus,
    Answer,
    AntibodyResult,
    BackgroundFact,
    Disease,
    DominantHand,
    PatientStatus,
    Sex,
)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """An underlying disease with its dates.

    Attributes:
        disease: The disease.
        first_raynaud: First Raynaud phenomenon; None when not recorded.
        first_symptom: First symptom other than Raynaud; None when not recorded.
        diagnosed: Date of diagnosis; None when not recorded.
        calcinosis_onset: First calcinosis; None when not recorded.
    """

    disease: Disease
    first_raynaud: PartialDate | None = None
    first_symptom: PartialDate | None = None
    diagnosed: PartialDate | None = None
    calcinosis_onset: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Antibody:
    """One antibody test."""

    name: str
    result: AntibodyResult


@dataclass(frozen=True, slots=True)
class Allergies:
    """What is known of allergies. ``items`` is non-empty exactly when the status is known."""

    status: AllergyStatus = AllergyStatus.UNKNOWN
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient.

    Attributes:
        mrn: The clinic's record number, unique in the vault.
        birth_date: May be a year, a month or a day.
        dominant_hand: None when not recorded.
        status_on: Day since which the status holds; None when not recorded.
        background: Answers given; a fact that is absent is unknown.
        disputed: Facts to which a record that was merged into this one has the opposite answer; never stored.
        medicines: Current medicines as text, as taken down.
        id: Row number in this vault; 0 until stored.
        uuid: Permanent identity (32 hex digits); empty until stored.
        version: Counts the changes of this row.
        merged_into: Row number of the patient whose record this one is read with; None when it stands for itself.
    """

    mrn: str
    family_name: str
    given_name: str
    birth_date: PartialDate
    sex: Sex = Sex.UNKNOWN
    dominant_hand: DominantHand | None = None
    status: PatientStatus = PatientStatus.ACTIVE
    status_on: date | None = None
    allergies: Allergies = field(default_factory=Allergies)
    diagnoses: tuple[Diagnosis, ...] = ()
    antibodies: tuple[Antibody, ...] = ()
    background: Mapping[BackgroundFact, Answer] = field(default_factory=dict)
    disputed: frozenset[BackgroundFact] = frozenset()
    medicines: str = ""
    id: int = 0
    uuid: str = ""
    version: int = 0
    merged_into: int | None = None

    @property
    def name(self) -> str:
        """Family name, given name, as it stands on lists."""
        return f"{self.family_name}, {self.given_name}" if self.given_name else self.family_name

    def answer(self, fact: BackgroundFact) -> Answer:
        """The answer to a background question; unknown when it was never given."""
        return self.background.get(fact, Answer.UNKNOWN)
