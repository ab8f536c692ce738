"""Change of one patient's lesions since the first visit at which any was measured: the same lesions at both ends.

Beside rule 6, which sets a visit against the one before. A lesion that has healed in between counts as 0 for as long as
it stays healed, as in the sums over a constant set; one that was cut out leaves the comparison, because a knife is no
trend. A visit that looked at none of the lesions of the first end says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.cohort.criteria import Standing
from calcitrack.domain.figures.area import Evidences, Size, percent_change
from calcitrack.domain.vocabulary import State, Subtype


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """One visit against the first end.

    Attributes:
        nth: 0 for the first end itself, then counting those visits that can be compared.
        percent: (sum now / sum then - 1) x 100 over the lesions compared; 0.0 at the first end.
        compared: k, lesions with an area then that have one now or are healed now.
        of: n, lesions with an area at the first end.
    """

    nth: int
    visit_id: int
    on: date
    percent: float
    compared: int
    of: int


@dataclass(frozen=True, slots=True)
class LesionNow:
    """How a lesion stands after the last visit that counts.

    Attributes:
        subtype: The clinical subtype recorded last; None when none ever was.
    """

    lesion_id: int
    standing: Standing
    subtype: Subtype | None


def change_points(evidences: Evidences) -> Iterator[ChangePoint]:
    """Every visit that can be set against the first one with an area, oldest first; nothing without such a visit."""
    first: dict[int, Size] = {}
    healed: set[int] = set()
    nth = 0
    for visit, said in evidences.visits:
        sizes = {e.lesion_id: e.size for e in said if e.size}
        if not first:
            if sizes:
                first = sizes
                yield ChangePoint(0, visit.id, visit.visited_on, 0.0, len(first), len(first))
            continue
        looked = {e.lesion_id for e in said if e.size or e.state is State.RESOLVED} & first.keys()
        _follow(healed, [(e.lesion_id, e.state) for e in said])
        compared = sorted(first.keys() & (sizes.keys() | healed))
        if looked:
            nth += 1
            now = sum(sizes[i].product for i in compared if i in sizes)
            percent = percent_change(sum(first[i].product for i in compared), now)
            yield ChangePoint(nth, visit.id, visit.visited_on, percent, len(compared), len(first))


def lesions_now(evidences: Evidences) -> tuple[LesionNow, ...]:
    """Every lesion that a visit which counts says anything of, by id."""
    standing: dict[int, Standing] = {}
    subtype: dict[int, Subtype] = {}
    for _, said in evidences.visits:
        for evidence in said:
            if evidence.state.is_evidence or evidence.lesion_id not in standing:
                standing[evidence.lesion_id] = _standing(evidence.state)
            if evidence.assessment.clinical_subtype is not None:
                subtype[evidence.lesion_id] = evidence.assessment.clinical_subtype
    return tuple(LesionNow(i, found, subtype.get(i)) for i, found in sorted(standing.items()))


def _follow(healed: set[int], said: list[tuple[int, State]]) -> None:
    """Keep which lesions are healed: what nobody looked for leaves a lesion as it was."""
    for lesion_id, state in said:
        if state is State.RESOLVED:
            healed.add(lesion_id)
        elif state.is_evidence:
            healed.discard(lesion_id)


def _standing(state: State) -> Standing:
    if state is State.RESOLVED:
        return Standing.RESOLVED
    return Standing.EXCISED if state is State.EXCISED else Standing.OPEN
