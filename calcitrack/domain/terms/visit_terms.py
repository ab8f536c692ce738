"""What visits say: of each lesion, of the patient, of what is awaited, and how lesions responded."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from calcitrack.domain.figures.model import NotAssessable
from calcitrack.domain.terms.term import Term, term
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import (
    AddendumKind,
    Discharge,
    DiseaseActivity,
    Extent,
    Infection,
    OrderKind,
    ResolvedBasis,
    ResponseWord,
    State,
    VisitStatus,
)

VISIT_TERMS: Mapping[type[StrEnum], Mapping[Any, Term]] = {
    State: {
        State.MEASURED: term(QT_TRANSLATE_NOOP("Words", "Measured"), QT_TRANSLATE_NOOP("Words", "measured")),
        State.UNCHANGED: term(
            QT_TRANSLATE_NOOP("Words", "Unchanged on inspection"),
            QT_TRANSLATE_NOOP("Words", "unchanged on inspection"),
            short=QT_TRANSLATE_NOOP("Words", "unchanged"),
        ),
        State.LARGER: term(
            QT_TRANSLATE_NOOP("Words", "Larger on inspection"),
            QT_TRANSLATE_NOOP("Words", "larger on inspection"),
            short=QT_TRANSLATE_NOOP("Words", "larger by eye"),
        ),
        State.SMALLER: term(
            QT_TRANSLATE_NOOP("Words", "Smaller on inspection"),
            QT_TRANSLATE_NOOP("Words", "smaller on inspection"),
            short=QT_TRANSLATE_NOOP("Words", "smaller by eye"),
        ),
        State.NOT_MEASURABLE: term(
            QT_TRANSLATE_NOOP("Words", "Present, not measurable"),
            QT_TRANSLATE_NOOP("Words", "present, not measurable"),
            short=QT_TRANSLATE_NOOP("Words", "not measurable"),
        ),
        State.NOT_EXAMINED: term(
            QT_TRANSLATE_NOOP("Words", "Not examined"), QT_TRANSLATE_NOOP("Words", "not examined")
        ),
        State.NOT_VISIBLE: term(
            QT_TRANSLATE_NOOP("Words", "Not visible in this modality"),
            QT_TRANSLATE_NOOP("Words", "not visible in this modality"),
            short=QT_TRANSLATE_NOOP("Words", "not visible"),
        ),
        State.RESOLVED: term(QT_TRANSLATE_NOOP("Words", "Resolved"), QT_TRANSLATE_NOOP("Words", "resolved")),
        State.EXCISED: term(QT_TRANSLATE_NOOP("Words", "Excised"), QT_TRANSLATE_NOOP("Words", "excised")),
    },
    ResolvedBasis: {
        ResolvedBasis.EXAMINATION: term(
            QT_TRANSLATE_NOOP("Words", "By examination"), QT_TRANSLATE_NOOP("Words", "by examination")
        ),
        ResolvedBasis.IMAGING: term(QT_TRANSLATE_NOOP("Words", "By imaging"), QT_TRANSLATE_NOOP("Words", "by imaging")),
    },
    Discharge: {
        Discharge.NONE: term(
            QT_TRANSLATE_NOOP("Words", "None"),
            QT_TRANSLATE_NOOP("Words", "none"),
            alone=QT_TRANSLATE_NOOP("Words", "no discharge"),
        ),
        Discharge.CHALKY: term(
            QT_TRANSLATE_NOOP("Words", "Chalky"),
            QT_TRANSLATE_NOOP("Words", "chalky"),
            alone=QT_TRANSLATE_NOOP("Words", "chalky discharge"),
        ),
        Discharge.PUS: term(
            QT_TRANSLATE_NOOP("Words", "Pus"),
            QT_TRANSLATE_NOOP("Words", "pus"),
            alone=QT_TRANSLATE_NOOP("Words", "discharge of pus"),
        ),
        Discharge.OTHER: term(
            QT_TRANSLATE_NOOP("Words", "Other"),
            QT_TRANSLATE_NOOP("Words", "other"),
            alone=QT_TRANSLATE_NOOP("Words", "other discharge"),
        ),
    },
    Infection: {
        Infection.NONE: term(
            QT_TRANSLATE_NOOP("Words", "None"),
            QT_TRANSLATE_NOOP("Words", "none"),
            alone=QT_TRANSLATE_NOOP("Words", "no infection"),
        ),
        Infection.MINOR: term(
            QT_TRANSLATE_NOOP("Words", "Minor"),
            QT_TRANSLATE_NOOP("Words", "minor"),
            alone=QT_TRANSLATE_NOOP("Words", "minor infection"),
        ),
        Infection.MODERATE: term(
            QT_TRANSLATE_NOOP("Words", "Moderate"),
            QT_TRANSLATE_NOOP("Words", "moderate"),
            alone=QT_TRANSLATE_NOOP("Words", "moderate infection"),
        ),
        Infection.PROGRESSIVE: term(
            QT_TRANSLATE_NOOP("Words", "Progressive"),
            QT_TRANSLATE_NOOP("Words", "progressive"),
            alone=QT_TRANSLATE_NOOP("Words", "progressive infection"),
        ),
    },
    VisitStatus: {
        VisitStatus.DRAFT: term(QT_TRANSLATE_NOOP("Words", "Draft")),
        VisitStatus.SIGNED: term(QT_TRANSLATE_NOOP("Words", "Signed")),
    },
    DiseaseActivity: {
        DiseaseActivity.ACTIVE: term(QT_TRANSLATE_NOOP("Words", "Active"), QT_TRANSLATE_NOOP("Words", "active")),
        DiseaseActivity.QUIET: term(QT_TRANSLATE_NOOP("Words", "Quiet"), QT_TRANSLATE_NOOP("Words", "quiet")),
        DiseaseActivity.NOT_JUDGED: term(
            QT_TRANSLATE_NOOP("Words", "Not judged"), QT_TRANSLATE_NOOP("Words", "not judged")
        ),
    },
    Extent: {
        Extent.CIRCUMSCRIPTA: term(
            QT_TRANSLATE_NOOP("Words", "Circumscripta"), alone=QT_TRANSLATE_NOOP("Words", "calcinosis circumscripta")
        ),
        Extent.UNIVERSALIS: term(
            QT_TRANSLATE_NOOP("Words", "Universalis"), alone=QT_TRANSLATE_NOOP("Words", "calcinosis universalis")
        ),
    },
    OrderKind: {
        OrderKind.SWAB: term(QT_TRANSLATE_NOOP("Words", "Swab"), QT_TRANSLATE_NOOP("Words", "swab")),
        OrderKind.FILM: term(QT_TRANSLATE_NOOP("Words", "Film"), QT_TRANSLATE_NOOP("Words", "film")),
        OrderKind.BLOOD_TEST: term(QT_TRANSLATE_NOOP("Words", "Blood test"), QT_TRANSLATE_NOOP("Words", "blood test")),
        OrderKind.REFERRAL: term(QT_TRANSLATE_NOOP("Words", "Referral"), QT_TRANSLATE_NOOP("Words", "referral")),
        OrderKind.LETTER: term(QT_TRANSLATE_NOOP("Words", "Letter"), QT_TRANSLATE_NOOP("Words", "letter")),
    },
    AddendumKind: {
        AddendumKind.NOTE: term(QT_TRANSLATE_NOOP("Words", "Note"), QT_TRANSLATE_NOOP("Words", "note")),
        AddendumKind.CORRECTION: term(
            QT_TRANSLATE_NOOP("Words", "Correction"), QT_TRANSLATE_NOOP("Words", "correction")
        ),
        AddendumKind.ENTERED_IN_ERROR: term(
            QT_TRANSLATE_NOOP("Words", "Entered in error"), QT_TRANSLATE_NOOP("Words", "entered in error")
        ),
    },
    ResponseWord: {
        ResponseWord.COMPLETE: term(QT_TRANSLATE_NOOP("Words", "Complete"), QT_TRANSLATE_NOOP("Words", "complete")),
        ResponseWord.PARTIAL: term(QT_TRANSLATE_NOOP("Words", "Partial"), QT_TRANSLATE_NOOP("Words", "partial")),
        ResponseWord.NONE: term(QT_TRANSLATE_NOOP("Words", "No response"), QT_TRANSLATE_NOOP("Words", "no response")),
        ResponseWord.NOT_ASSESSABLE: term(
            QT_TRANSLATE_NOOP("Words", "Not assessable"), QT_TRANSLATE_NOOP("Words", "not assessable")
        ),
    },
    NotAssessable: {
        NotAssessable.CLOSED_BEFORE_START: term(
            QT_TRANSLATE_NOOP("Words", "Closed before the start"), QT_TRANSLATE_NOOP("Words", "closed before the start")
        ),
        NotAssessable.NO_BASELINE: term(
            QT_TRANSLATE_NOOP("Words", "No baseline"), QT_TRANSLATE_NOOP("Words", "no baseline")
        ),
        NotAssessable.NEW_LESION: term(
            QT_TRANSLATE_NOOP("Words", "New lesion"), QT_TRANSLATE_NOOP("Words", "new lesion")
        ),
        NotAssessable.NOTHING_RECORDED: term(
            QT_TRANSLATE_NOOP("Words", "Nothing recorded"), QT_TRANSLATE_NOOP("Words", "nothing recorded")
        ),
        NotAssessable.NOT_MEASURABLE: term(
            QT_TRANSLATE_NOOP("Words", "Not measurable"), QT_TRANSLATE_NOOP("Words", "not measurable")
        ),
        NotAssessable.EXCISED: term(QT_TRANSLATE_NOOP("Words", "Excised"), QT_TRANSLATE_NOOP("Words", "excised")),
    },
}
