"""Change of a patient's lesions since the first visit at which any of them was measured: the same lesions at both ends.

Beside rule 6, which sets a visit against the one before. A lesion that has healed in between counts as 0 for as long as
it stays healed, as in the sums over a constant set; one that was cut out leaves the comparison, because a knife is no
trend. A visit that looked at none of the lesions of the first end says nothing.

The rule holds for all lesions of a patient as for those that a filter chooses: each brings what every visit says of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calcitrack.domain.cohort.criteria import Standing
from calcitrack.domain.figures.area import Evidence, Evidences, percent_change
from calcitrack.domain.vocabulary import State, Subtype

HEALED_BEFORE = -1
"""A lesion that was found healed earlier and was not looked for since."""

Sizes = Sequence[int | None]
"""What each visit that counts says of a lesion, oldest first: length x width in tenths of a millimetre, 0 when it was
found healed, ``HEALED_BEFORE``; None where there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """One visit against the first end.

    Attributes:
        nth: 0 for the first end itself, then counting those visits that can be compared.
        place: Of the visit among those that count.
        percent: (sum now / sum then - 1) x 100 over the lesions compared; 0.0 at the first end.
        compared: k, lesions with an area then that have one now or are healed now.
        of: n, lesions with an area at the first end.
    """

    nth: int
    place: int
    percent: float
    compared: int
    of: int


@dataclass(frozen=True, slots=True)
class LesionNow:
    """How a lesion stands after the last visit that counts.

    Attributes:
        subtype: The clinical subtype recorded last; None when none ever was.
        sizes: What each visit that counts says of it.
    """

    lesion_id: int
    standing: Standing
    subtype: Subtype | None
    sizes: Sizes


def change_points(lesions: Sequence[Sizes]) -> Iterator[ChangePoint]:
    """Every visit that can be set against the first one with an area, oldest first; nothing without such a visit.

    Args:
        lesions: The lesions compared, each with as many visits.
    """
    visits = len(lesions[0]) if lesions else 0
    first = next((place for place in range(visits) if any((sizes[place] or 0) > 0 for sizes in lesions)), visits)
    if first == visits:
        return
    measured = [(sizes[first] or 0, sizes) for sizes in lesions if (sizes[first] or 0) > 0]
    yield ChangePoint(0, first, 0.0, len(measured), len(measured))
    nth = 0
    for place in range(first + 1, visits):
        pairs = [(then, now) for then, sizes in measured if (now := sizes[place]) is not None]
        if any(now >= 0 for _, now in pairs):
            nth += 1
            percent = percent_change(sum(then for then, _ in pairs), sum(max(0, now) for _, now in pairs))
            yield ChangePoint(nth, place, percent, len(pairs), len(measured))


def lesions_now(evidences: Evidences) -> tuple[LesionNow, ...]:
    """Every lesion that a visit which counts says anything of, by id."""
    standing: dict[int, Standing] = {}
    subtype: dict[int, Subtype] = {}
    sizes: dict[int, list[int | None]] = {}
    for place, (_, said) in enumerate(evidences.visits):
        for course in sizes.values():
            course.append(HEALED_BEFORE if course[-1] in (0, HEALED_BEFORE) else None)
        for evidence in said:
            lesion_id = evidence.lesion_id
            if evidence.state.is_evidence or lesion_id not in standing:
                standing[lesion_id] = _standing(evidence.state)
            if evidence.assessment.clinical_subtype is not None:
                subtype[lesion_id] = evidence.assessment.clinical_subtype
            course = sizes.setdefault(lesion_id, [None] * (place + 1))
            course[-1] = _size(evidence, course[-1])
    return tuple(LesionNow(i, found, subtype.get(i), tuple(sizes[i])) for i, found in sorted(standing.items()))


def _size(evidence: Evidence, before: int | None) -> int | None:
    """What a visit says of a lesion; one that did not look for it leaves it as it was."""
    if evidence.size:
        return evidence.size.product
    if evidence.state is State.RESOLVED:
        return 0
    return None if evidence.state.is_evidence else before


def _standing(state: State) -> Standing:
    if state is State.RESOLVED:
        return Standing.RESOLVED
    return Standing.EXCISED if state is State.EXCISED else Standing.OPEN
