"""What lesions are called: where and what they are, how they are measured, what happens to them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from calcitrack.domain.terms.term import Term, term
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import EventKind, Form, Layer, Method, NewStatus, Side, Subtype

LESION_TERMS: Mapping[type[StrEnum], Mapping[Any, Term]] = {
    Side: {
        Side.LEFT: term(QT_TRANSLATE_NOOP("Words", "Left"), QT_TRANSLATE_NOOP("Words", "left")),
        Side.RIGHT: term(QT_TRANSLATE_NOOP("Words", "Right"), QT_TRANSLATE_NOOP("Words", "right")),
        Side.MIDLINE: term(QT_TRANSLATE_NOOP("Words", "Midline"), QT_TRANSLATE_NOOP("Words", "midline")),
    },
    Form: {
        Form.SINGLE: term(QT_TRANSLATE_NOOP("Words", "Single deposit"), QT_TRANSLATE_NOOP("Words", "single deposit")),
        Form.CLUSTER: term(QT_TRANSLATE_NOOP("Words", "Cluster"), QT_TRANSLATE_NOOP("Words", "cluster")),
        Form.SHEET: term(QT_TRANSLATE_NOOP("Words", "Sheet"), QT_TRANSLATE_NOOP("Words", "sheet")),
        Form.EXOSKELETON: term(QT_TRANSLATE_NOOP("Words", "Exoskeleton"), QT_TRANSLATE_NOOP("Words", "exoskeleton")),
    },
    Layer: {
        Layer.SKIN: term(QT_TRANSLATE_NOOP("Words", "Skin")),
        Layer.SUBCUTIS: term(QT_TRANSLATE_NOOP("Words", "Subcutis")),
        Layer.FASCIA: term(QT_TRANSLATE_NOOP("Words", "Fascia")),
        Layer.MUSCLE: term(QT_TRANSLATE_NOOP("Words", "Muscle")),
        Layer.TENDON: term(QT_TRANSLATE_NOOP("Words", "Tendon")),
    },
    NewStatus: {
        NewStatus.NEW: term(QT_TRANSLATE_NOOP("Words", "New since the last visit")),
        NewStatus.ALREADY_THERE: term(QT_TRANSLATE_NOOP("Words", "Already there")),
        NewStatus.NOT_KNOWN: term(QT_TRANSLATE_NOOP("Words", "Not known")),
    },
    Method: {
        Method.RULER: term(QT_TRANSLATE_NOOP("Words", "Ruler"), QT_TRANSLATE_NOOP("Words", "ruler")),
        Method.CALIPER: term(QT_TRANSLATE_NOOP("Words", "Caliper"), QT_TRANSLATE_NOOP("Words", "caliper")),
        Method.PHOTOGRAPH: term(QT_TRANSLATE_NOOP("Words", "Photograph"), QT_TRANSLATE_NOOP("Words", "photograph")),
        Method.RADIOGRAPH: term(
            QT_TRANSLATE_NOOP("Words", "X-ray"),
            QT_TRANSLATE_NOOP("Words", "radiograph"),
            short=QT_TRANSLATE_NOOP("Words", "X-ray"),
        ),
        Method.ULTRASOUND: term(QT_TRANSLATE_NOOP("Words", "Ultrasound"), QT_TRANSLATE_NOOP("Words", "ultrasound")),
        Method.CT: term(QT_TRANSLATE_NOOP("Words", "CT")),
    },
    Subtype: {
        Subtype.MOUSSE: term(QT_TRANSLATE_NOOP("Words", "Mousse"), QT_TRANSLATE_NOOP("Words", "mousse")),
        Subtype.STONE: term(QT_TRANSLATE_NOOP("Words", "Stone"), QT_TRANSLATE_NOOP("Words", "stone")),
        Subtype.NET: term(QT_TRANSLATE_NOOP("Words", "Net"), QT_TRANSLATE_NOOP("Words", "net")),
        Subtype.PLATE: term(QT_TRANSLATE_NOOP("Words", "Plate"), QT_TRANSLATE_NOOP("Words", "plate")),
        Subtype.UNDETERMINED: term(
            QT_TRANSLATE_NOOP("Words", "Undetermined"), QT_TRANSLATE_NOOP("Words", "undetermined")
        ),
    },
    EventKind: {
        EventKind.APPEARED: term(QT_TRANSLATE_NOOP("Words", "Appeared"), QT_TRANSLATE_NOOP("Words", "appeared")),
        EventKind.SPLIT: term(QT_TRANSLATE_NOOP("Words", "Split"), QT_TRANSLATE_NOOP("Words", "split")),
        EventKind.MERGED: term(QT_TRANSLATE_NOOP("Words", "Merged"), QT_TRANSLATE_NOOP("Words", "merged")),
        EventKind.LIQUEFIED: term(QT_TRANSLATE_NOOP("Words", "Liquefied"), QT_TRANSLATE_NOOP("Words", "liquefied")),
        EventKind.EXTRUDED: term(QT_TRANSLATE_NOOP("Words", "Extruded"), QT_TRANSLATE_NOOP("Words", "extruded")),
        EventKind.ULCERATED: term(QT_TRANSLATE_NOOP("Words", "Ulcerated"), QT_TRANSLATE_NOOP("Words", "ulcerated")),
        EventKind.INFECTED: term(QT_TRANSLATE_NOOP("Words", "Infected"), QT_TRANSLATE_NOOP("Words", "infected")),
        EventKind.INJECTED: term(QT_TRANSLATE_NOOP("Words", "Injected"), QT_TRANSLATE_NOOP("Words", "injected")),
        EventKind.PARTLY_REMOVED: term(
            QT_TRANSLATE_NOOP("Words", "Partly removed"), QT_TRANSLATE_NOOP("Words", "partly removed")
        ),
        EventKind.EXCISED: term(QT_TRANSLATE_NOOP("Words", "Excised"), QT_TRANSLATE_NOOP("Words", "excised")),
        EventKind.RESOLVED: term(QT_TRANSLATE_NOOP("Words", "Resolved"), QT_TRANSLATE_NOOP("Words", "resolved")),
        EventKind.RECURRED: term(QT_TRANSLATE_NOOP("Words", "Recurred"), QT_TRANSLATE_NOOP("Words", "recurred")),
    },
}
