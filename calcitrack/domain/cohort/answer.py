"""What a cohort comes to: plain values that the page, an export and a test read alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.cohort.criteria import Criteria
from calcitrack.domain.vocabulary import ResponseWord, Side

MOST_LINES = 60
"""So many lines of patients can still be told apart."""

Line = Sequence[tuple[int, float]]
"""Days since the first measured visit and per cent, oldest first."""

Interval = tuple[float, float]
"""Both ends of a 95 % interval of a share, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One answer to a question.

    Attributes:
        patients: Patients of the cohort with this answer; one patient may have several.
        lesions: Their lesions with it; None where patients answer.
    """

    answer: str
    patients: int
    lesions: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """All answers to one question.

    Attributes:
        question: As in ``criteria``.
        of_patients: The denominator: the patients of the cohort; for questions about lesions those who have one.
        of_lesions: Their lesions; None where patients answer.
        rows: Most patients first; "not recorded" last, whenever there could be such.
        exclusive: Each patient, or each lesion, has exactly one answer.
    """

    question: str
    of_patients: int
    of_lesions: int | None
    rows: tuple[Counted, ...]
    exclusive: bool


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """The lesions at one site of one side.

    Attributes:
        open: Of these, open after the last signed visit.
    """

    site: str
    side: Side
    lesions: int
    open: int
    patients: int


@dataclass(frozen=True, slots=True)
class LastChange:
    """One patient's last visit against the first measured one, over the same lesions.

    Attributes:
        percent: Change of the summed area.
        days: How long after the first end.
        compared: k, lesions at both ends.
        of: n, lesions measured at the first end.
    """

    patient_id: int
    percent: float
    days: int
    compared: int
    of: int


@dataclass(frozen=True, slots=True)
class YearOfChange:
    """All patients who were compared in one year after their first measured visit, each with the last one in it.

    Attributes:
        year: 1 for the first 365.25 days.
        patients: Who, by row number.
        quartiles: Lower quartile, median, upper quartile of the change in per cent.
    """

    year: int
    patients: tuple[int, ...]
    quartiles: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class ChangeFigures:
    """Like-for-like change of a cohort.

    Attributes:
        each: Every patient that can be compared, largest rise first.
        quartiles: Of their changes in per cent; None for nobody.
        threshold: The clinic's per cent beyond which a change counts.
        by_year: Years in which anybody was compared.
        rose: Patients whose area rose by more than the threshold.
        between: Patients whose area changed by no more than the threshold.
        fell: Patients whose area fell by more than the threshold.
    """

    each: tuple[LastChange, ...]
    quartiles: tuple[float, float, float] | None
    threshold: int
    by_year: tuple[YearOfChange, ...]
    rose: tuple[int, ...]
    between: tuple[int, ...]
    fell: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TherapyFigures:
    """What readers judged of the trials of one therapy. The rules' proposals are no judgements and enter nowhere.

    Attributes:
        therapy: Code of the review where it names the therapy, else the name as it is recorded.
        trials: Trials that count: not the interim ones.
        interim: Trials left out because they run on and are shorter than the clinic's minimum.
        patients: Patients with a trial that counts.
        interim_patients: Patients with an interim trial.
        read_patients: Patients with a lesion that somebody judged, be it as not assessable.
        unjudged_patients: Patients with a covered lesion that nobody judged.
        judged_patients: Of these, with at least one lesion judged complete, partial or none.
        answered_patients: Of these, with at least one lesion judged complete or partial.
        patients_interval: Of answered among judged patients; None for nobody.
        covered: Lesions that the trials cover.
        lesions: Lesions by the word of their judgement (Balin 2012).
        unjudged: Covered lesions that nobody judged.
        lesions_interval: Of complete and partial among the lesions judged assessable, widened because lesions of one
            patient are not independent; None for fewer than two patients.
    """

    therapy: str
    trials: int
    interim: int
    patients: tuple[int, ...]
    interim_patients: tuple[int, ...]
    read_patients: tuple[int, ...]
    unjudged_patients: tuple[int, ...]
    judged_patients: tuple[int, ...]
    answered_patients: tuple[int, ...]
    patients_interval: Interval | None
    covered: int
    lesions: Mapping[ResponseWord, int]
    unjudged: int
    lesions_interval: Interval | None

    @property
    def judged_lesions(self) -> int:
        """Lesions judged complete, partial or none: the denominator."""
        return sum(self.lesions.get(w, 0) for w in (ResponseWord.COMPLETE, ResponseWord.PARTIAL, ResponseWord.NONE))

    @property
    def answered_lesions(self) -> int:
        """Lesions judged complete or partial."""
        return self.lesions.get(ResponseWord.COMPLETE, 0) + self.lesions.get(ResponseWord.PARTIAL, 0)


@dataclass(frozen=True, slots=True)
class CourseTrial:
    """A trial within one patient's course.

    Attributes:
        stop: Last day; None while it runs.
        judged: Lesions by the word of the judgement that stands.
        unjudged: Covered lesions that nobody judged.
    """

    therapy: str
    start: date
    stop: date | None
    is_procedure: bool
    judged: Mapping[ResponseWord, int]
    unjudged: int


@dataclass(frozen=True, slots=True)
class Course:
    """One patient's time in the clinic: from the first to the last signed visit, with the trials."""

    patient_id: int
    mrn: str
    first_on: date
    last_on: date
    trials: tuple[CourseTrial, ...]


@dataclass(frozen=True, slots=True)
class CohortAnswer:
    """Everything that a filter comes to.

    Attributes:
        ids: The patients, by name.
        of: All patients of the clinic.
        lesions: Lesions of these patients that the filter chooses; without questions about lesions all of them.
        open_lesions: Of these, open.
        tallies: In the order of the questions.
        places: Most lesions first.
        therapies: Most patients first.
        spans: Patients with a signed visit, each with the days from the first to the last one, longest first.
        not_compared: Patients without a lesion that was measured at two visits.
        lines: Days since the first measured visit and per cent, of at most ``MOST_LINES`` patients, evenly by their
            last change.
    """

    criteria: Criteria
    ids: tuple[int, ...]
    of: int
    lesions: int
    open_lesions: int
    tallies: tuple[Tally, ...]
    places: tuple[PlaceCount, ...]
    change: ChangeFigures
    therapies: tuple[TherapyFigures, ...]
    spans: tuple[tuple[int, int], ...]
    not_compared: tuple[int, ...]
    lines: Mapping[int, Line]

    def tally(self, question: str) -> Tally:
        """The answers to one question."""
        return next(found for found in self.tallies if found.question == question)
