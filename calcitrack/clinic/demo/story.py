"""The stories of the demonstration clinic as values: what is told of a patient, before chance fills in the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from calcitrack.domain.vocabulary import (
    AddendumKind,
    AllergyStatus,
    AntibodyResult,
    Disease,
    DominantHand,
    Form,
    Layer,
    Method,
    OrderKind,
    PatientStatus,
    Sex,
    Side,
    Subtype,
)


class Pace(StrEnum):
    """How a lesion grows when nothing is done."""

    STILL = "still"
    SLOW = "slow"
    GROWS = "grows"
    FAST = "fast"
    SHRINKS = "shrinks"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as a story tells it: so many weeks after a visit, or before it."""

    visit: int
    weeks: int = 0

    def on(self, days: tuple[date, ...]) -> date:
        """The day, given the days of the visits."""
        return days[self.visit - 1] + timedelta(weeks=self.weeks)


@dataclass(frozen=True, slots=True)
class LesionStory:
    """A lesion as a story tells it.

    Attributes:
        size: Length, width and, where it is taken, thickness at first, mm.
        pain: Where it hurts by itself, 0 to 10.
        first_visit: Visit at which it is first recorded, from 1.
        also: A second method by which it is measured each time; None for none.
        then: Method that becomes the tracking method, and the visit at which; None when it stays.
    """

    side: Side
    site: str
    size: tuple[float, ...]
    pace: Pace = Pace.SLOW
    subtype: Subtype = Subtype.STONE
    film: Subtype = Subtype.STONE
    layer: Layer | None = None
    form: Form = Form.SINGLE
    count: int | None = None
    extent_sites: tuple[str, ...] = ()
    method: Method = Method.RULER
    also: Method | None = None
    then: tuple[Method, int] | None = None
    index: bool = False
    visible: bool = True
    pain: int = 0
    first_visit: int = 1


@dataclass(frozen=True, slots=True)
class TrialStory:
    """A trial as a story tells it.

    Attributes:
        effect: What it adds to the yearly growth of ln(area) while it runs.
        ill: Adverse effects: what, how severe, when.
        steps: Later doses: when, as written, amount, unit.
        on: Numbers of the target lesions; None for all.
    """

    drug: str
    dose: str | None
    route: str
    start: Moment
    stop: Moment | None = None
    why: str | None = None
    effect: float = 0.0
    ill: tuple[tuple[str, str, Moment], ...] = ()
    steps: tuple[tuple[Moment, str, float, str], ...] = ()
    on: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """How often a patient comes, in weeks.

    Attributes:
        count: Signed visits.
        every: Weeks from one to the next.
        ago: Weeks from the last to today.
        next: Agreed weeks from the last to the next; None when none were agreed.
    """

    count: int
    every: int
    ago: int
    next: int | None


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """An unsigned draft: how old it is and how many lesions it speaks of."""

    days_ago: int
    lesions: int


@dataclass(frozen=True, slots=True)
class Told:
    """An incident of a lesion at a visit, with the lesions that it leads to."""

    incident: str
    to: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Something asked for at a visit; still open only where the story says so."""

    kind: OrderKind
    stays_open: bool = False


@dataclass(frozen=True, slots=True)
class AddendumStory:
    """An addendum to a signed visit."""

    kind: AddendumKind
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """All that is told of one patient.

    Attributes:
        years: Years since the milestones of the disease, by their words.
        more: Lesions that chance adds to those told.
        later: How many of these turn up only later.
        measured: How likely a lesion that is no index lesion is measured at a visit.
        happens: Incidents by visit and lesion.
        active: Visits at which the disease was judged active.
    """

    mrn: str
    family_name: str
    given_name: str
    sex: Sex
    age: int
    diseases: tuple[Disease, ...]
    years: Mapping[str, float]
    antibodies: Mapping[str, AntibodyResult]
    yes: frozenset[str]
    allergies: tuple[AllergyStatus, tuple[str, ...]]
    medicines: str
    visits: VisitPlan | None
    lesions: tuple[LesionStory, ...]
    unknown: frozenset[str] = frozenset()
    born: str = "day"
    hand: DominantHand | None = DominantHand.RIGHT
    more: int = 0
    later: int = 0
    measured: float = 0.6
    trials: tuple[TrialStory, ...] = ()
    happens: Mapping[int, Mapping[int, tuple[Told, ...]]] = field(default_factory=dict)
    orders: Mapping[int, tuple[AskedFor, ...]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    addenda: Mapping[int, AddendumStory] = field(default_factory=dict)
    active: frozenset[int] = frozenset()
    universalis: bool = False
    status: tuple[PatientStatus, int | None] = (PatientStatus.ACTIVE, None)
    draft: DraftPlan | None = None

    @property
    def is_child(self) -> bool:
        """Whether a parent answers for the patient."""
        return self.age < 16

    @property
    def family(self) -> str:
        """The word under which sites, laboratory values and growth are listed."""
        first = self.diseases[0]
        if first in (Disease.DM, Disease.JDM):
            return "myositis"
        return "lupus" if first in (Disease.SLE, Disease.OTHER) else "scleroderma"
