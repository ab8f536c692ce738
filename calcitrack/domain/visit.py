"""One appointment and what it says of each lesion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from calcitrack.domain.vocabulary import (
    AddendumKind,
    Discharge,
    DiseaseActivity,
    Extent,
    Infection,
    Method,
    OrderKind,
    ResolvedBasis,
    State,
    Subtype,
    VisitStatus,
)

Scalar = int | float | str | None
"""A value as it was written: a number, a text or nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One measurement of one lesion.

    Attributes:
        length: Tenths of a millimetre, above 0.
        width: Tenths of a millimetre, above 0; None when only the length was taken.
        thickness: Tenths of a millimetre, above 0; None when not taken.
        measured_on: Its own day; a film is rarely taken on the day of the visit.
        reader: Name of whoever read it.
        unlikely_reason: Why a value that looked unlikely was kept; empty when it did not.
    """

    length: int
    width: int | None
    method: Method
    measured_on: date
    reader: str
    thickness: int | None = None
    unlikely_reason: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One lesion at one visit. Every finding is a value or None, and None means not recorded, never "no".

    Attributes:
        lesion_id: The lesion.
        reason: Why it could not be measured; None for other states.
        resolved_basis: Examination or imaging; None for other states.
        count: Number of deposits of a cluster; None when not counted.
        readings: In the order taken; the first by the tracking method is the reading of record.
        pain: 0 to 10; None when not recorded.
        revision: 0 is what was signed; an addendum may carry the next.
    """

    lesion_id: int
    state: State
    reason: str | None = None
    resolved_basis: ResolvedBasis | None = None
    count: int | None = None
    readings: tuple[Reading, ...] = ()
    clinical_subtype: Subtype | None = None
    radiographic_subtype: Subtype | None = None
    visible: bool | None = None
    palpable: bool | None = None
    pain: float | None = None
    ulcer: bool | None = None
    redness: bool | None = None
    swelling: bool | None = None
    discharge: Discharge | None = None
    infection: Infection | None = None
    tendon_sheath: bool | None = None
    function_limited: bool | None = None
    nerve_compression: bool | None = None
    revision: int = 0

    def reading_by(self, method: Method) -> Reading | None:
        """The first listed reading by a method; None when there is none."""
        return next((r for r in self.readings if r.method is method), None)


@dataclass(frozen=True, slots=True)
class Lab:
    """A laboratory value as reported."""

    name: str
    value: Scalar
    unit: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Antibiotic:
    """An antibiotic given at or around a visit."""

    name: str
    route: str | None
    start: date | None
    stop: date | None


@dataclass(frozen=True, slots=True)
class Order:
    """Something asked for and awaited; never part of the signed content.

    Attributes:
        asked_on: Day it was sent or asked for; None when not recorded.
        closed_on: Day of the result; None while it is awaited.
        result: What came back; None while it is awaited.
        closed_by: Who entered the result; empty while it is awaited, and where a file did not tell.
    """

    kind: OrderKind
    asked_on: date | None
    asked_by: str = ""
    closed_on: date | None = None
    result: str | None = None
    visit_id: int | None = None
    id: int = 0
    version: int = 0
    closed_by: str = ""


@dataclass(frozen=True, slots=True)
class InstrumentAnswer:
    """One answer to one item of a named score.

    Attributes:
        instrument: Name of the definition, such as ``pain_worst_week``.
        value: The answer.
        item: Item of the definition; empty for a single-item score.
        definition_version: Version of the definition that was answered.
        reporter: Who answered: patient, parent, proxy or clinician; empty when not recorded.
    """

    instrument: str
    value: Scalar
    item: str = ""
    definition_version: str = ""
    reporter: str = ""


@dataclass(frozen=True, slots=True)
class Addendum:
    """A correction of or note on a signed visit, with its reason.

    Attributes:
        revision: Of the assessments that it corrects; counts the addenda of a visit from 1.
    """

    kind: AddendumKind
    reason: str
    text: str
    written_at: datetime
    written_by: str
    id: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit.

    Attributes:
        visited_on: Clinic day.
        entered_at: Instant (UTC) at which it was entered.
        signed_by: Name under the signature; None while it is a draft.
        imported_by: Who imported the signature; None where it was signed here.
        fever: None when not recorded.
        extent: None when not recorded.
        assessments: Highest signed revision of each, in the order entered; at most one per lesion.
        follow_up_weeks: Agreed interval to the next visit; None when none was agreed.
        version: Counts the changes of the draft; a save against an old version is refused.
        content_hash: Hash over the signed content (64 hex digits); empty while it is a draft.
    """

    visited_on: date
    status: VisitStatus = VisitStatus.DRAFT
    entered_at: datetime | None = None
    author: str = ""
    signed_by: str | None = None
    signed_at: datetime | None = None
    imported_by: str | None = None
    fever: bool | None = None
    disease_activity: DiseaseActivity = DiseaseActivity.NOT_JUDGED
    extent: Extent | None = None
    labs: tuple[Lab, ...] = ()
    antibiotics: tuple[Antibiotic, ...] = ()
    orders: tuple[Order, ...] = ()
    instruments: tuple[InstrumentAnswer, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    addenda: tuple[Addendum, ...] = ()
    note: str = ""
    plan: str = ""
    follow_up_weeks: int | None = None
    id: int = 0
    uuid: str = ""
    version: int = 0
    content_hash: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether the visit is signed."""
        return self.status is VisitStatus.SIGNED

    @property
    def entered_in_error(self) -> bool:
        """Whether an addendum took the whole visit out of every figure; it stays readable."""
        return any(a.kind is AddendumKind.ENTERED_IN_ERROR for a in self.addenda)

    @property
    def counts(self) -> bool:
        """Whether the visit enters figures: signed, and not entered in error."""
        return self.is_signed and not self.entered_in_error

    def assessment_of(self, lesion_id: int) -> Assessment | None:
        """What the visit says of a lesion; None when it says nothing."""
        return next((a for a in self.assessments if a.lesion_id == lesion_id), None)
