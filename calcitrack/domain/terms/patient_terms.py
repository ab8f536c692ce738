"""What patients, their diseases and the people of the clinic are called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from calcitrack.domain.terms.term import Term, term
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import (
    AllergyStatus,
    Answer,
    AntibodyResult,
    BackgroundFact,
    Disease,
    DominantHand,
    PatientStatus,
    Role,
    Sex,
)
from calcitrack.domain.worklist import Attention

PATIENT_TERMS: Mapping[type[StrEnum], Mapping[Any, Term]] = {
    Sex: {
        Sex.FEMALE: term(
            QT_TRANSLATE_NOOP("Words", "Female"),
            QT_TRANSLATE_NOOP("Words", "female"),
            short=QT_TRANSLATE_NOOP("Words", "F"),
        ),
        Sex.MALE: term(
            QT_TRANSLATE_NOOP("Words", "Male"),
            QT_TRANSLATE_NOOP("Words", "male"),
            short=QT_TRANSLATE_NOOP("Words", "M"),
        ),
        Sex.OTHER: term(
            QT_TRANSLATE_NOOP("Words", "Other"),
            QT_TRANSLATE_NOOP("Words", "other sex"),
            short=QT_TRANSLATE_NOOP("Words", "other"),
        ),
        Sex.UNKNOWN: term(QT_TRANSLATE_NOOP("Words", "Not recorded"), QT_TRANSLATE_NOOP("Words", "sex not recorded")),
    },
    DominantHand: {
        DominantHand.RIGHT: term(QT_TRANSLATE_NOOP("Words", "Right"), QT_TRANSLATE_NOOP("Words", "right")),
        DominantHand.LEFT: term(QT_TRANSLATE_NOOP("Words", "Left"), QT_TRANSLATE_NOOP("Words", "left")),
        DominantHand.AMBIDEXTROUS: term(
            QT_TRANSLATE_NOOP("Words", "Both hands alike"), QT_TRANSLATE_NOOP("Words", "both hands alike")
        ),
        DominantHand.UNKNOWN: term(QT_TRANSLATE_NOOP("Words", "Unknown"), QT_TRANSLATE_NOOP("Words", "not known")),
    },
    PatientStatus: {
        PatientStatus.ACTIVE: term(QT_TRANSLATE_NOOP("Words", "Active")),
        PatientStatus.TRANSFERRED: term(QT_TRANSLATE_NOOP("Words", "Transferred")),
        PatientStatus.DISCHARGED: term(QT_TRANSLATE_NOOP("Words", "Discharged")),
        PatientStatus.DIED: term(QT_TRANSLATE_NOOP("Words", "Died")),
    },
    AllergyStatus: {
        AllergyStatus.KNOWN: term(QT_TRANSLATE_NOOP("Words", "Known allergies")),
        AllergyStatus.NONE: term(QT_TRANSLATE_NOOP("Words", "No known allergies")),
        AllergyStatus.UNKNOWN: term(QT_TRANSLATE_NOOP("Words", "Allergies unknown")),
    },
    Disease: {
        Disease.LCSSC: term(
            QT_TRANSLATE_NOOP("Words", "Limited cutaneous systemic sclerosis (lcSSc)"),
            alone=QT_TRANSLATE_NOOP("Words", "Limited cutaneous systemic sclerosis"),
        ),
        Disease.DCSSC: term(
            QT_TRANSLATE_NOOP("Words", "Diffuse cutaneous systemic sclerosis (dcSSc)"),
            alone=QT_TRANSLATE_NOOP("Words", "Diffuse cutaneous systemic sclerosis"),
        ),
        Disease.DM: term(
            QT_TRANSLATE_NOOP("Words", "Dermatomyositis (DM)"), alone=QT_TRANSLATE_NOOP("Words", "Dermatomyositis")
        ),
        Disease.JDM: term(
            QT_TRANSLATE_NOOP("Words", "Juvenile dermatomyositis (JDM)"),
            alone=QT_TRANSLATE_NOOP("Words", "Juvenile dermatomyositis"),
        ),
        Disease.MCTD: term(
            QT_TRANSLATE_NOOP("Words", "Mixed connective tissue disease (MCTD)"),
            alone=QT_TRANSLATE_NOOP("Words", "Mixed connective tissue disease"),
        ),
        Disease.SLE: term(
            QT_TRANSLATE_NOOP("Words", "Systemic lupus erythematosus (SLE)"),
            alone=QT_TRANSLATE_NOOP("Words", "Systemic lupus erythematosus"),
        ),
        Disease.OVERLAP: term(QT_TRANSLATE_NOOP("Words", "Overlap syndrome")),
        Disease.OTHER: term(QT_TRANSLATE_NOOP("Words", "Other disease")),
    },
    AntibodyResult: {
        AntibodyResult.POSITIVE: term(QT_TRANSLATE_NOOP("Words", "Positive"), QT_TRANSLATE_NOOP("Words", "positive")),
        AntibodyResult.NEGATIVE: term(QT_TRANSLATE_NOOP("Words", "Negative"), QT_TRANSLATE_NOOP("Words", "negative")),
        AntibodyResult.BORDERLINE: term(
            QT_TRANSLATE_NOOP("Words", "Borderline"), QT_TRANSLATE_NOOP("Words", "borderline")
        ),
        AntibodyResult.UNKNOWN: term(
            QT_TRANSLATE_NOOP("Words", "Unknown"), QT_TRANSLATE_NOOP("Words", "result not known")
        ),
    },
    Answer: {
        Answer.YES: term(QT_TRANSLATE_NOOP("Words", "Yes"), QT_TRANSLATE_NOOP("Words", "yes")),
        Answer.NO: term(QT_TRANSLATE_NOOP("Words", "No"), QT_TRANSLATE_NOOP("Words", "no")),
        Answer.UNKNOWN: term(QT_TRANSLATE_NOOP("Words", "Unknown"), QT_TRANSLATE_NOOP("Words", "not known")),
    },
    BackgroundFact: {
        BackgroundFact.DIGITAL_ULCERS: term(
            QT_TRANSLATE_NOOP("Words", "Digital ulcers"), QT_TRANSLATE_NOOP("Words", "digital ulcers")
        ),
        BackgroundFact.RAYNAUD: term(QT_TRANSLATE_NOOP("Words", "Raynaud phenomenon")),
        BackgroundFact.OSTEOPOROSIS: term(
            QT_TRANSLATE_NOOP("Words", "Osteoporosis"), QT_TRANSLATE_NOOP("Words", "osteoporosis")
        ),
        BackgroundFact.INTERSTITIAL_LUNG_DISEASE: term(
            QT_TRANSLATE_NOOP("Words", "Interstitial lung disease"),
            QT_TRANSLATE_NOOP("Words", "interstitial lung disease"),
        ),
        BackgroundFact.PULMONARY_HYPERTENSION: term(
            QT_TRANSLATE_NOOP("Words", "Pulmonary hypertension"), QT_TRANSLATE_NOOP("Words", "pulmonary hypertension")
        ),
        BackgroundFact.SMOKING: term(QT_TRANSLATE_NOOP("Words", "Smoking"), QT_TRANSLATE_NOOP("Words", "smoking")),
        BackgroundFact.KIDNEY_DISEASE: term(
            QT_TRANSLATE_NOOP("Words", "Kidney disease"), QT_TRANSLATE_NOOP("Words", "kidney disease")
        ),
        BackgroundFact.HEART_CONDUCTION: term(
            QT_TRANSLATE_NOOP("Words", "Heart conduction disorder"),
            QT_TRANSLATE_NOOP("Words", "heart conduction disorder"),
        ),
        BackgroundFact.HEART_FAILURE: term(
            QT_TRANSLATE_NOOP("Words", "Heart failure"), QT_TRANSLATE_NOOP("Words", "heart failure")
        ),
        BackgroundFact.ANTICOAGULANT: term(
            QT_TRANSLATE_NOOP("Words", "Anticoagulant"), QT_TRANSLATE_NOOP("Words", "anticoagulant")
        ),
        BackgroundFact.IMMUNOSUPPRESSED: term(
            QT_TRANSLATE_NOOP("Words", "Immunosuppressed"), QT_TRANSLATE_NOOP("Words", "immunosuppressed")
        ),
        BackgroundFact.PREGNANCY_POSSIBLE: term(
            QT_TRANSLATE_NOOP("Words", "Pregnancy possible"), QT_TRANSLATE_NOOP("Words", "pregnancy possible")
        ),
    },
    Attention: {
        Attention.INFECTION: term(
            QT_TRANSLATE_NOOP("Words", "Infection signs"), QT_TRANSLATE_NOOP("Words", "infection signs")
        ),
        Attention.DISCHARGE: term(QT_TRANSLATE_NOOP("Words", "Discharge"), QT_TRANSLATE_NOOP("Words", "discharge")),
        Attention.ULCER: term(QT_TRANSLATE_NOOP("Words", "Ulcer"), QT_TRANSLATE_NOOP("Words", "ulcer")),
        Attention.NERVE_COMPRESSION: term(
            QT_TRANSLATE_NOOP("Words", "Nerve compression"), QT_TRANSLATE_NOOP("Words", "nerve compression")
        ),
        Attention.PROGRESSING: term(
            QT_TRANSLATE_NOOP("Words", "Progressing"), QT_TRANSLATE_NOOP("Words", "progressing")
        ),
    },
    Role: {
        Role.STAFF: term(QT_TRANSLATE_NOOP("Words", "Clinic staff")),
        Role.CLINICIAN: term(QT_TRANSLATE_NOOP("Words", "Clinician")),
        Role.ADMINISTRATOR: term(QT_TRANSLATE_NOOP("Words", "Administrator")),
    },
}
