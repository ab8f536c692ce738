"""Figures of each signed visit (rules 4 to 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from calcitrack.domain.figures.area import Evidence, Evidences, Size, percent_change, sum_mm2
from calcitrack.domain.figures.model import ChangeSinceLast, VisitFigures
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import State


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the lesions stand after a visit.

    Attributes:
        recorded: Lesions that some visit so far says anything of.
        open: Lesions recorded and not closed.
        sizes: Sizes of the lesions that have an area at this visit.
    """

    recorded: frozenset[int] = frozenset()
    open: frozenset[int] = frozenset()
    sizes: Mapping[int, Size] = field(default_factory=dict)

    def after(self, said: Sequence[Evidence]) -> Standing:
        """Where they stand after the next visit (rule 4)."""
        closed = {e.lesion_id for e in said if e.state.closes}
        # A state that nobody looked for leaves a closed lesion closed, but the first record of a lesion opens it.
        opened = {e.lesion_id for e in said if e.state.is_evidence or e.lesion_id not in self.recorded}
        return Standing(
            self.recorded | {e.lesion_id for e in said},
            (self.open | opened) - closed,
            {e.lesion_id: e.size for e in said if e.size},
        )


def visit_figures(evidences: Evidences) -> tuple[VisitFigures, ...]:
    """Figures of every counted visit, oldest first."""
    figures: list[VisitFigures] = []
    place = {lesion: i for i, lesion in enumerate(evidences.by_lesion)}
    then = Standing()
    for visit, said in evidences.visits:
        now = then.after(said)
        change = change_since_last(then, now, said, place) if figures else None
        figures.append(figures_of_visit(visit, now, change, place))
        then = now
    return tuple(figures)


def figures_of_visit(
    visit: Visit, now: Standing, change: ChangeSinceLast | None, place: Mapping[int, int]
) -> VisitFigures:
    """Measured area with k of n lesions (rule 5).

    Args:
        visit: The visit.
        now: Where the lesions stand after it.
        change: Against the previous visit.
        place: Place of each lesion by number.
    """
    area = sum_mm2(now.sizes.values()) if now.sizes or not now.open else None
    return VisitFigures(
        visit_id=visit.id,
        visited_on=visit.visited_on,
        measured_area_mm2=area,
        measured=len(now.sizes),
        open=len(now.open),
        open_lesions=_by_number(now.open, place),
        areas_mm2={lesion: size.area_mm2 for lesion, size in now.sizes.items()},
        change=change,
    )


def change_since_last(
    then: Standing, now: Standing, said: Sequence[Evidence], place: Mapping[int, int]
) -> ChangeSinceLast:
    """Like for like against the previous visit (rule 6).

    Args:
        then: Where the lesions stood after the previous visit.
        now: Where they stand after this one.
        said: What this visit says.
        place: Place of each lesion by number.
    """
    new = now.recorded - then.recorded
    resolved = {e.lesion_id for e in said if e.state is State.RESOLVED}
    excised = {e.lesion_id for e in said if e.state is State.EXCISED}
    compared = {i for i in then.sizes if i in now.sizes or i in resolved}
    return ChangeSinceLast(
        compared=_by_number(compared, place),
        percent=_percent([(then.sizes[i], now.sizes.get(i)) for i in compared]),
        resolved=_by_number(then.open & resolved, place),
        excised=_by_number(then.open & excised, place),
        new=_by_number(new, place),
        new_mm2=sum_mm2(size for i, size in now.sizes.items() if i in new),
        not_compared=_by_number(now.open - compared - new, place),
    )


def _by_number(lesions: Iterable[int], place: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(sorted(lesions, key=place.__getitem__))


def _percent(pairs: Sequence[tuple[Size, Size | None]]) -> float | None:
    """Change of the sum; a lesion found resolved has no size now and counts as 0."""
    if not pairs:
        return None
    return percent_change(sum(then.product for then, _ in pairs), sum(now.product for _, now in pairs if now))
