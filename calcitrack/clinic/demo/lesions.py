"""Lesions of the demonstration clinic: those that a story tells of, those that chance adds, and how they grow."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from calcitrack.clinic.demo.chance import Chance
from calcitrack.clinic.demo.course_calendar import Calendar, years_under
from calcitrack.clinic.demo.incidents import Incident
from calcitrack.clinic.demo.story import LesionStory, Pace, Story
from calcitrack.domain.lesion import Lesion, LesionSetting
from calcitrack.domain.trial import Trial
from calcitrack.domain.vocabulary import DominantHand, Layer, NewStatus, Side, Subtype

_GROWTH: Mapping[Pace, tuple[float, float]] = {
    Pace.STILL: (0.0, 0.03),
    Pace.SLOW: (0.12, 0.05),
    Pace.GROWS: (0.26, 0.06),
    Pace.FAST: (0.45, 0.08),
    Pace.SHRINKS: (-0.35, 0.1),
}
"""Growth of ln(area) in a year: mean and deviation. Made up, so that the trends look like a clinic's."""

_DOMINANT_SIDE = 0.65
_LAYER_TOLD = 0.45
_FOUND_EARLY = 0.4
"""What turns up under observation is still small."""
_SMALL_SITES = ("hand", "wrist", "foot")


def told_lesions(story: Story, words: Mapping[str, Any]) -> tuple[LesionStory, ...]:
    """All lesions of a patient by number: first those told, then those that chance adds."""
    chance = Chance(f"{story.mrn} lesions")
    taken = {(lesion.site, lesion.side) for lesion in story.lesions}
    visits = _first_visits(story, chance)
    return (*story.lesions, *(_added(story, words, visit, taken, chance) for visit in visits))


def domain_lesion(told: LesionStory, number: int, calendar: Calendar) -> Lesion:
    """The lesion as it is recorded; its id is its number."""
    first_seen = calendar.days[told.first_visit - 1]
    setting = LesionSetting(
        told.site,
        told.side,
        first_seen,
        form=told.form,
        extent_sites=told.extent_sites,
        layer=told.layer,
        tracking_method=told.method,
        index=told.index,
    )
    return Lesion(
        number,
        first_seen,
        (setting, *_later_setting(told, setting, calendar)),
        new_status=_newness(told, number),
        id=number,
    )


def area_factors(
    told: LesionStory,
    calendar: Calendar,
    trials: Sequence[tuple[Trial, float]],
    happens: Mapping[int, Sequence[Incident]],
    chance: Chance,
) -> dict[int, float]:
    """The true area at each visit, as a factor on the first: steady growth, what trials do to it, and incidents."""
    pace = chance.normal(*_GROWTH[told.pace])
    effects = [(trial, effect * math.exp(chance.normal(0, 0.25))) for trial, effect in trials]
    log_area = 0.0
    factors = {told.first_visit: 1.0}
    for visit in range(told.first_visit + 1, len(calendar.days) + 1):
        before, day = calendar.days[visit - 2], calendar.days[visit - 1]
        log_area += pace * (day - before).days / 365.25
        log_area += sum(effect * years_under(trial, before, day) for trial, effect in effects)
        log_area += sum(math.log(incident.area) for incident in happens.get(visit, ()))
        factors[visit] = math.exp(log_area)
    return factors


def _first_visits(story: Story, chance: Chance) -> list[int]:
    """Visits at which the added lesions are first recorded; numbers are given in that order."""
    last = story.visits.count if story.visits else 1
    earliest = max([2, *(lesion.first_visit for lesion in story.lesions)])
    later = sorted(chance.whole(min(earliest, last), last) for _ in range(story.later))
    return [1] * (story.more - story.later) + later


def _added(
    story: Story, words: Mapping[str, Any], visit: int, taken: set[tuple[str, Side]], chance: Chance
) -> LesionStory:
    site, side = _place(story, words, taken, chance)
    low, high = words["sizes"][site.split(".")[0]]
    length = low + (high - low) * chance.fraction() ** 2 * (1 if visit == 1 else _FOUND_EARLY)
    subtype = Subtype(chance.weighted(words["subtypes"]))
    flat = subtype in (Subtype.PLATE, Subtype.NET)
    is_clear = flat or subtype is Subtype.UNDETERMINED
    return LesionStory(
        side,
        site,
        (length, length * chance.between(0.55, 0.95)),
        pace=Pace(chance.weighted(words["paces"]["childhood" if story.is_child else story.family])),
        subtype=subtype,
        film=subtype if is_clear else Subtype.STONE,
        layer=_layer(site, chance),
        visible=not flat and chance.happens(0.9 if site.startswith(_SMALL_SITES) else 0.5),
        pain=chance.pick((0, 0, 0, 1, 2, 3)),
        first_visit=visit,
    )


def _place(story: Story, words: Mapping[str, Any], taken: set[tuple[str, Side]], chance: Chance) -> tuple[str, Side]:
    """A site and side that the patient has no lesion at; the side of the dominant hand first."""
    first, second = (Side.LEFT, Side.RIGHT) if story.hand is DominantHand.LEFT else (Side.RIGHT, Side.LEFT)
    while True:
        place = (
            chance.weighted(words["sites"][story.family]),
            first if chance.happens(_DOMINANT_SIDE) else second,
        )
        if place not in taken:
            taken.add(place)
            return place


def _layer(site: str, chance: Chance) -> Layer | None:
    if not chance.happens(_LAYER_TOLD):
        return None
    if site.startswith(_SMALL_SITES):
        return chance.pick((Layer.SKIN, Layer.SUBCUTIS))
    return chance.pick((Layer.SUBCUTIS, Layer.SUBCUTIS, Layer.FASCIA, Layer.MUSCLE))


def _later_setting(told: LesionStory, first: LesionSetting, calendar: Calendar) -> tuple[LesionSetting, ...]:
    if told.then is None:
        return ()
    method, visit = told.then
    later = LesionSetting(
        first.site,
        first.side,
        calendar.days[visit - 1],
        form=first.form,
        extent_sites=first.extent_sites,
        layer=first.layer,
        tracking_method=method,
        index=first.index,
        reason=f"the edge is clearer by {method.value}",
    )
    return (later,)


def _newness(told: LesionStory, number: int) -> NewStatus:
    if told.first_visit > 1:
        return NewStatus.NEW
    return NewStatus.NOT_KNOWN if number % 4 == 0 else NewStatus.ALREADY_THERE
