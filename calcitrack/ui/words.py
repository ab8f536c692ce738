"""What the words of the vocabulary are called on screen: one label for each, in the language of the interface.

Labels begin with a capital, as they stand in a form, a menu or a heading.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from calcitrack.domain.patient import Patient
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.vocabulary import (
    AddendumKind,
    AllergyStatus,
    Answer,
    AntibodyResult,
    BackgroundFact,
    Discharge,
    Disease,
    DiseaseActivity,
    DominantHand,
    EventKind,
    Extent,
    Form,
    Infection,
    Layer,
    Method,
    NewStatus,
    OrderKind,
    PatientStatus,
    ResolvedBasis,
    ResponseWord,
    Role,
    Sex,
    Side,
    State,
    Subtype,
    VisitStatus,
)
from calcitrack.ui.i18n import day, translate

_ISOLATE, _END = "\u2068", "\u2069"


def identity(patient: Patient) -> str:
    """Whom a form or a question is about, by more than one identifier."""
    return translate("Words", "{name} · born {birth} · MRN {mrn}").format(
        name=isolated(patient.name), birth=day(patient.birth_date), mrn=isolated(patient.mrn)
    )


def isolated(text: str) -> str:
    """A name within a sentence: one written from right to left must not turn the words around it."""
    return f"{_ISOLATE}{text}{_END}"


def label(value: StrEnum) -> str:
    """The label of a word of the vocabulary."""
    return translate(*_LABELS[type(value)][value])


def _named(words: type[StrEnum], *labels: Marked) -> Mapping[Any, Marked]:
    """Give the words of a list their labels, in the order of the list."""
    return dict(zip(words, labels, strict=True))


# By type first: two lists may share a word ("unknown", "none") and call it differently.
_LABELS: Mapping[type[StrEnum], Mapping[Any, Marked]] = {
    Sex: _named(
        Sex,
        QT_TRANSLATE_NOOP("Words", "Female"),
        QT_TRANSLATE_NOOP("Words", "Male"),
        QT_TRANSLATE_NOOP("Words", "Other"),
        QT_TRANSLATE_NOOP("Words", "Not recorded"),
    ),
    DominantHand: _named(
        DominantHand,
        QT_TRANSLATE_NOOP("Words", "Right"),
        QT_TRANSLATE_NOOP("Words", "Left"),
        QT_TRANSLATE_NOOP("Words", "Both hands alike"),
        QT_TRANSLATE_NOOP("Words", "Unknown"),
    ),
    PatientStatus: _named(
        PatientStatus,
        QT_TRANSLATE_NOOP("Words", "Active"),
        QT_TRANSLATE_NOOP("Words", "Transferred"),
        QT_TRANSLATE_NOOP("Words", "Discharged"),
        QT_TRANSLATE_NOOP("Words", "Died"),
    ),
    AllergyStatus: _named(
        AllergyStatus,
        QT_TRANSLATE_NOOP("Words", "Known allergies"),
        QT_TRANSLATE_NOOP("Words", "No known allergies"),
        QT_TRANSLATE_NOOP("Words", "Allergies unknown"),
    ),
    Disease: _named(
        Disease,
        QT_TRANSLATE_NOOP("Words", "Limited cutaneous systemic sclerosis (lcSSc)"),
        QT_TRANSLATE_NOOP("Words", "Diffuse cutaneous systemic sclerosis (dcSSc)"),
        QT_TRANSLATE_NOOP("Words", "Dermatomyositis (DM)"),
        QT_TRANSLATE_NOOP("Words", "Juvenile dermatomyositis (JDM)"),
        QT_TRANSLATE_NOOP("Words", "Mixed connective tissue disease (MCTD)"),
        QT_TRANSLATE_NOOP("Words", "Systemic lupus erythematosus (SLE)"),
        QT_TRANSLATE_NOOP("Words", "Overlap syndrome"),
        QT_TRANSLATE_NOOP("Words", "Other disease"),
    ),
    Answer: _named(
        Answer,
        QT_TRANSLATE_NOOP("Words", "Yes"),
        QT_TRANSLATE_NOOP("Words", "No"),
        QT_TRANSLATE_NOOP("Words", "Unknown"),
    ),
    BackgroundFact: _named(
        BackgroundFact,
        QT_TRANSLATE_NOOP("Words", "Digital ulcers"),
        QT_TRANSLATE_NOOP("Words", "Raynaud phenomenon"),
        QT_TRANSLATE_NOOP("Words", "Osteoporosis"),
        QT_TRANSLATE_NOOP("Words", "Interstitial lung disease"),
        QT_TRANSLATE_NOOP("Words", "Pulmonary hypertension"),
        QT_TRANSLATE_NOOP("Words", "Smoking"),
        QT_TRANSLATE_NOOP("Words", "Kidney disease"),
        QT_TRANSLATE_NOOP("Words", "Heart conduction disorder"),
        QT_TRANSLATE_NOOP("Words", "Heart failure"),
        QT_TRANSLATE_NOOP("Words", "Anticoagulant"),
        QT_TRANSLATE_NOOP("Words", "Immunosuppressed"),
        QT_TRANSLATE_NOOP("Words", "Pregnancy possible"),
    ),
    AntibodyResult: _named(
        AntibodyResult,
        QT_TRANSLATE_NOOP("Words", "Positive"),
        QT_TRANSLATE_NOOP("Words", "Negative"),
        QT_TRANSLATE_NOOP("Words", "Borderline"),
        QT_TRANSLATE_NOOP("Words", "Unknown"),
    ),
    Side: _named(
        Side,
        QT_TRANSLATE_NOOP("Words", "Left"),
        QT_TRANSLATE_NOOP("Words", "Right"),
        QT_TRANSLATE_NOOP("Words", "Midline"),
    ),
    Form: _named(
        Form,
        QT_TRANSLATE_NOOP("Words", "Single deposit"),
        QT_TRANSLATE_NOOP("Words", "Cluster"),
        QT_TRANSLATE_NOOP("Words", "Sheet"),
        QT_TRANSLATE_NOOP("Words", "Exoskeleton"),
    ),
    Layer: _named(
        Layer,
        QT_TRANSLATE_NOOP("Words", "Skin"),
        QT_TRANSLATE_NOOP("Words", "Subcutis"),
        QT_TRANSLATE_NOOP("Words", "Fascia"),
        QT_TRANSLATE_NOOP("Words", "Muscle"),
        QT_TRANSLATE_NOOP("Words", "Tendon"),
    ),
    NewStatus: _named(
        NewStatus,
        QT_TRANSLATE_NOOP("Words", "New since the last visit"),
        QT_TRANSLATE_NOOP("Words", "Already there"),
        QT_TRANSLATE_NOOP("Words", "Not known"),
    ),
    Method: _named(
        Method,
        QT_TRANSLATE_NOOP("Words", "Ruler"),
        QT_TRANSLATE_NOOP("Words", "Caliper"),
        QT_TRANSLATE_NOOP("Words", "Photograph"),
        QT_TRANSLATE_NOOP("Words", "X-ray"),
        QT_TRANSLATE_NOOP("Words", "Ultrasound"),
        QT_TRANSLATE_NOOP("Words", "CT"),
    ),
    State: _named(
        State,
        QT_TRANSLATE_NOOP("Words", "Measured"),
        QT_TRANSLATE_NOOP("Words", "Unchanged on inspection"),
        QT_TRANSLATE_NOOP("Words", "Larger on inspection"),
        QT_TRANSLATE_NOOP("Words", "Smaller on inspection"),
        QT_TRANSLATE_NOOP("Words", "Present, not measurable"),
        QT_TRANSLATE_NOOP("Words", "Not examined"),
        QT_TRANSLATE_NOOP("Words", "Not visible in this modality"),
        QT_TRANSLATE_NOOP("Words", "Resolved"),
        QT_TRANSLATE_NOOP("Words", "Excised"),
    ),
    ResolvedBasis: _named(
        ResolvedBasis,
        QT_TRANSLATE_NOOP("Words", "By examination"),
        QT_TRANSLATE_NOOP("Words", "By imaging"),
    ),
    Subtype: _named(
        Subtype,
        QT_TRANSLATE_NOOP("Words", "Mousse"),
        QT_TRANSLATE_NOOP("Words", "Stone"),
        QT_TRANSLATE_NOOP("Words", "Net"),
        QT_TRANSLATE_NOOP("Words", "Plate"),
        QT_TRANSLATE_NOOP("Words", "Undetermined"),
    ),
    Discharge: _named(
        Discharge,
        QT_TRANSLATE_NOOP("Words", "None"),
        QT_TRANSLATE_NOOP("Words", "Chalky"),
        QT_TRANSLATE_NOOP("Words", "Pus"),
        QT_TRANSLATE_NOOP("Words", "Other"),
    ),
    Infection: _named(
        Infection,
        QT_TRANSLATE_NOOP("Words", "None"),
        QT_TRANSLATE_NOOP("Words", "Minor"),
        QT_TRANSLATE_NOOP("Words", "Moderate"),
        QT_TRANSLATE_NOOP("Words", "Progressive"),
    ),
    EventKind: _named(
        EventKind,
        QT_TRANSLATE_NOOP("Words", "Appeared"),
        QT_TRANSLATE_NOOP("Words", "Split"),
        QT_TRANSLATE_NOOP("Words", "Merged"),
        QT_TRANSLATE_NOOP("Words", "Liquefied"),
        QT_TRANSLATE_NOOP("Words", "Extruded"),
        QT_TRANSLATE_NOOP("Words", "Ulcerated"),
        QT_TRANSLATE_NOOP("Words", "Infected"),
        QT_TRANSLATE_NOOP("Words", "Injected"),
        QT_TRANSLATE_NOOP("Words", "Partly removed"),
        QT_TRANSLATE_NOOP("Words", "Excised"),
        QT_TRANSLATE_NOOP("Words", "Resolved"),
        QT_TRANSLATE_NOOP("Words", "Recurred"),
    ),
    VisitStatus: _named(
        VisitStatus,
        QT_TRANSLATE_NOOP("Words", "Draft"),
        QT_TRANSLATE_NOOP("Words", "Signed"),
    ),
    DiseaseActivity: _named(
        DiseaseActivity,
        QT_TRANSLATE_NOOP("Words", "Active"),
        QT_TRANSLATE_NOOP("Words", "Quiet"),
        QT_TRANSLATE_NOOP("Words", "Not judged"),
    ),
    Extent: _named(
        Extent,
        QT_TRANSLATE_NOOP("Words", "Circumscripta"),
        QT_TRANSLATE_NOOP("Words", "Universalis"),
    ),
    OrderKind: _named(
        OrderKind,
        QT_TRANSLATE_NOOP("Words", "Swab"),
        QT_TRANSLATE_NOOP("Words", "Film"),
        QT_TRANSLATE_NOOP("Words", "Blood test"),
        QT_TRANSLATE_NOOP("Words", "Referral"),
        QT_TRANSLATE_NOOP("Words", "Letter"),
    ),
    Role: _named(
        Role,
        QT_TRANSLATE_NOOP("Words", "Clinic staff"),
        QT_TRANSLATE_NOOP("Words", "Clinician"),
        QT_TRANSLATE_NOOP("Words", "Administrator"),
    ),
    AddendumKind: _named(
        AddendumKind,
        QT_TRANSLATE_NOOP("Words", "Note"),
        QT_TRANSLATE_NOOP("Words", "Correction"),
        QT_TRANSLATE_NOOP("Words", "Entered in error"),
    ),
    ResponseWord: _named(
        ResponseWord,
        QT_TRANSLATE_NOOP("Words", "Complete"),
        QT_TRANSLATE_NOOP("Words", "Partial"),
        QT_TRANSLATE_NOOP("Words", "No response"),
        QT_TRANSLATE_NOOP("Words", "Not assessable"),
    ),
}
