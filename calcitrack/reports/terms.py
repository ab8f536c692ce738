"""The clinic's words as sentences for translators. A word that is data (a drug, a name, a reason) is not here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from calcitrack.domain.dates import PartialDate, format_partial
from calcitrack.domain.figures.model import NotAssessable
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.vocabulary import (
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
    Method,
    OrderKind,
    ResponseWord,
    Sex,
    Side,
    State,
    Subtype,
)
from calcitrack.reports.words import Voice

TERMS: Mapping[type[StrEnum], Mapping[Any, Marked]] = {
    Sex: {
        Sex.FEMALE: QT_TRANSLATE_NOOP("reports", "female"),
        Sex.MALE: QT_TRANSLATE_NOOP("reports", "male"),
        Sex.OTHER: QT_TRANSLATE_NOOP("reports", "other sex"),
        Sex.UNKNOWN: QT_TRANSLATE_NOOP("reports", "sex not known"),
    },
    DominantHand: {
        DominantHand.RIGHT: QT_TRANSLATE_NOOP("reports", "right"),
        DominantHand.LEFT: QT_TRANSLATE_NOOP("reports", "left"),
        DominantHand.AMBIDEXTROUS: QT_TRANSLATE_NOOP("reports", "both"),
        DominantHand.UNKNOWN: QT_TRANSLATE_NOOP("reports", "not known"),
    },
    Disease: {
        Disease.LCSSC: QT_TRANSLATE_NOOP("reports", "Limited cutaneous systemic sclerosis"),
        Disease.DCSSC: QT_TRANSLATE_NOOP("reports", "Diffuse cutaneous systemic sclerosis"),
        Disease.DM: QT_TRANSLATE_NOOP("reports", "Dermatomyositis"),
        Disease.JDM: QT_TRANSLATE_NOOP("reports", "Juvenile dermatomyositis"),
        Disease.MCTD: QT_TRANSLATE_NOOP("reports", "Mixed connective tissue disease"),
        Disease.SLE: QT_TRANSLATE_NOOP("reports", "Systemic lupus erythematosus"),
        Disease.OVERLAP: QT_TRANSLATE_NOOP("reports", "Overlap syndrome"),
        Disease.OTHER: QT_TRANSLATE_NOOP("reports", "Other disease"),
    },
    Side: {
        Side.LEFT: QT_TRANSLATE_NOOP("reports", "left"),
        Side.RIGHT: QT_TRANSLATE_NOOP("reports", "right"),
        Side.MIDLINE: QT_TRANSLATE_NOOP("reports", "midline"),
    },
    Answer: {
        Answer.YES: QT_TRANSLATE_NOOP("reports", "yes"),
        Answer.NO: QT_TRANSLATE_NOOP("reports", "no"),
        Answer.UNKNOWN: QT_TRANSLATE_NOOP("reports", "not known"),
    },
    BackgroundFact: {
        BackgroundFact.DIGITAL_ULCERS: QT_TRANSLATE_NOOP("reports", "Digital ulcers"),
        BackgroundFact.RAYNAUD: QT_TRANSLATE_NOOP("reports", "Raynaud phenomenon"),
        BackgroundFact.OSTEOPOROSIS: QT_TRANSLATE_NOOP("reports", "Osteoporosis"),
        BackgroundFact.INTERSTITIAL_LUNG_DISEASE: QT_TRANSLATE_NOOP("reports", "Interstitial lung disease"),
        BackgroundFact.PULMONARY_HYPERTENSION: QT_TRANSLATE_NOOP("reports", "Pulmonary hypertension"),
        BackgroundFact.SMOKING: QT_TRANSLATE_NOOP("reports", "Smoking"),
        BackgroundFact.KIDNEY_DISEASE: QT_TRANSLATE_NOOP("reports", "Kidney disease"),
        BackgroundFact.HEART_CONDUCTION: QT_TRANSLATE_NOOP("reports", "Heart conduction disorder"),
        BackgroundFact.HEART_FAILURE: QT_TRANSLATE_NOOP("reports", "Heart failure"),
        BackgroundFact.ANTICOAGULANT: QT_TRANSLATE_NOOP("reports", "Anticoagulant"),
        BackgroundFact.IMMUNOSUPPRESSED: QT_TRANSLATE_NOOP("reports", "Immunosuppressed"),
        BackgroundFact.PREGNANCY_POSSIBLE: QT_TRANSLATE_NOOP("reports", "Pregnancy possible"),
    },
    AntibodyResult: {
        AntibodyResult.POSITIVE: QT_TRANSLATE_NOOP("reports", "positive"),
        AntibodyResult.NEGATIVE: QT_TRANSLATE_NOOP("reports", "negative"),
        AntibodyResult.BORDERLINE: QT_TRANSLATE_NOOP("reports", "borderline"),
        AntibodyResult.UNKNOWN: QT_TRANSLATE_NOOP("reports", "result not known"),
    },
    Form: {
        Form.SINGLE: QT_TRANSLATE_NOOP("reports", "single deposit"),
        Form.CLUSTER: QT_TRANSLATE_NOOP("reports", "cluster"),
        Form.SHEET: QT_TRANSLATE_NOOP("reports", "sheet"),
        Form.EXOSKELETON: QT_TRANSLATE_NOOP("reports", "exoskeleton"),
    },
    Subtype: {
        Subtype.MOUSSE: QT_TRANSLATE_NOOP("reports", "mousse"),
        Subtype.STONE: QT_TRANSLATE_NOOP("reports", "stone"),
        Subtype.NET: QT_TRANSLATE_NOOP("reports", "net"),
        Subtype.PLATE: QT_TRANSLATE_NOOP("reports", "plate"),
        Subtype.UNDETERMINED: QT_TRANSLATE_NOOP("reports", "undetermined"),
    },
    Method: {
        Method.RULER: QT_TRANSLATE_NOOP("reports", "ruler"),
        Method.CALIPER: QT_TRANSLATE_NOOP("reports", "caliper"),
        Method.PHOTOGRAPH: QT_TRANSLATE_NOOP("reports", "photograph"),
        Method.RADIOGRAPH: QT_TRANSLATE_NOOP("reports", "radiograph"),
        Method.ULTRASOUND: QT_TRANSLATE_NOOP("reports", "ultrasound"),
        Method.CT: QT_TRANSLATE_NOOP("reports", "CT"),
    },
    State: {
        State.MEASURED: QT_TRANSLATE_NOOP("reports", "seen, size not recorded"),
        State.UNCHANGED: QT_TRANSLATE_NOOP("reports", "unchanged on inspection"),
        State.LARGER: QT_TRANSLATE_NOOP("reports", "larger on inspection"),
        State.SMALLER: QT_TRANSLATE_NOOP("reports", "smaller on inspection"),
        State.NOT_MEASURABLE: QT_TRANSLATE_NOOP("reports", "present, not measurable"),
        State.NOT_EXAMINED: QT_TRANSLATE_NOOP("reports", "not examined"),
        State.NOT_VISIBLE: QT_TRANSLATE_NOOP("reports", "not visible in this modality"),
        State.RESOLVED: QT_TRANSLATE_NOOP("reports", "resolved"),
        State.EXCISED: QT_TRANSLATE_NOOP("reports", "excised"),
    },
    Discharge: {
        Discharge.CHALKY: QT_TRANSLATE_NOOP("reports", "chalky discharge"),
        Discharge.PUS: QT_TRANSLATE_NOOP("reports", "discharge of pus"),
        Discharge.OTHER: QT_TRANSLATE_NOOP("reports", "other discharge"),
    },
    Infection: {
        Infection.MINOR: QT_TRANSLATE_NOOP("reports", "minor infection"),
        Infection.MODERATE: QT_TRANSLATE_NOOP("reports", "moderate infection"),
        Infection.PROGRESSIVE: QT_TRANSLATE_NOOP("reports", "progressive infection"),
    },
    DiseaseActivity: {
        DiseaseActivity.ACTIVE: QT_TRANSLATE_NOOP("reports", "active"),
        DiseaseActivity.QUIET: QT_TRANSLATE_NOOP("reports", "quiet"),
        DiseaseActivity.NOT_JUDGED: QT_TRANSLATE_NOOP("reports", "not judged"),
    },
    Extent: {
        Extent.CIRCUMSCRIPTA: QT_TRANSLATE_NOOP("reports", "calcinosis circumscripta"),
        Extent.UNIVERSALIS: QT_TRANSLATE_NOOP("reports", "calcinosis universalis"),
    },
    OrderKind: {
        OrderKind.SWAB: QT_TRANSLATE_NOOP("reports", "Swab"),
        OrderKind.FILM: QT_TRANSLATE_NOOP("reports", "Film"),
        OrderKind.BLOOD_TEST: QT_TRANSLATE_NOOP("reports", "Blood test"),
        OrderKind.REFERRAL: QT_TRANSLATE_NOOP("reports", "Referral"),
        OrderKind.LETTER: QT_TRANSLATE_NOOP("reports", "Letter"),
    },
    EventKind: {
        EventKind.APPEARED: QT_TRANSLATE_NOOP("reports", "appeared"),
        EventKind.SPLIT: QT_TRANSLATE_NOOP("reports", "split"),
        EventKind.MERGED: QT_TRANSLATE_NOOP("reports", "merged"),
        EventKind.LIQUEFIED: QT_TRANSLATE_NOOP("reports", "liquefied"),
        EventKind.EXTRUDED: QT_TRANSLATE_NOOP("reports", "extruded"),
        EventKind.ULCERATED: QT_TRANSLATE_NOOP("reports", "ulcerated"),
        EventKind.INFECTED: QT_TRANSLATE_NOOP("reports", "infected"),
        EventKind.INJECTED: QT_TRANSLATE_NOOP("reports", "injected"),
        EventKind.PARTLY_REMOVED: QT_TRANSLATE_NOOP("reports", "partly removed"),
        EventKind.EXCISED: QT_TRANSLATE_NOOP("reports", "excised"),
        EventKind.RESOLVED: QT_TRANSLATE_NOOP("reports", "resolved"),
        EventKind.RECURRED: QT_TRANSLATE_NOOP("reports", "recurred"),
    },
    ResponseWord: {
        ResponseWord.COMPLETE: QT_TRANSLATE_NOOP("reports", "complete"),
        ResponseWord.PARTIAL: QT_TRANSLATE_NOOP("reports", "partial"),
        ResponseWord.NONE: QT_TRANSLATE_NOOP("reports", "none"),
        ResponseWord.NOT_ASSESSABLE: QT_TRANSLATE_NOOP("reports", "not assessable"),
    },
    NotAssessable: {
        NotAssessable.CLOSED_BEFORE_START: QT_TRANSLATE_NOOP("reports", "closed before start"),
        NotAssessable.NO_BASELINE: QT_TRANSLATE_NOOP("reports", "no baseline"),
        NotAssessable.NEW_LESION: QT_TRANSLATE_NOOP("reports", "new lesion"),
        NotAssessable.NOTHING_RECORDED: QT_TRANSLATE_NOOP("reports", "nothing recorded"),
        NotAssessable.NOT_MEASURABLE: QT_TRANSLATE_NOOP("reports", "not measurable"),
        NotAssessable.EXCISED: QT_TRANSLATE_NOOP("reports", "excised"),
    },
}
"""By kind of word: the same text can be a word of several kinds."""

MONTHS = (
    QT_TRANSLATE_NOOP("reports", "Jan"),
    QT_TRANSLATE_NOOP("reports", "Feb"),
    QT_TRANSLATE_NOOP("reports", "Mar"),
    QT_TRANSLATE_NOOP("reports", "Apr"),
    QT_TRANSLATE_NOOP("reports", "May"),
    QT_TRANSLATE_NOOP("reports", "Jun"),
    QT_TRANSLATE_NOOP("reports", "Jul"),
    QT_TRANSLATE_NOOP("reports", "Aug"),
    QT_TRANSLATE_NOOP("reports", "Sep"),
    QT_TRANSLATE_NOOP("reports", "Oct"),
    QT_TRANSLATE_NOOP("reports", "Nov"),
    QT_TRANSLATE_NOOP("reports", "Dec"),
)


def term(voice: Voice, word: StrEnum) -> str:
    """A word of the clinic in the reader's language."""
    return voice(TERMS[type(word)][word])


def month(voice: Voice, number: int) -> str:
    """The short name of a month, 1 to 12."""
    return voice(MONTHS[number - 1])


def partial_day(voice: Voice, day: PartialDate) -> str:
    """A date no more exactly than it is known."""
    if day.text.count("-") == 2:
        return voice.words.day(day.earliest)
    return format_partial(day, [voice(name) for name in MONTHS])
