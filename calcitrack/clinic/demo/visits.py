"""The visits of one patient of the demonstration clinic, with the events of its lesions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from calcitrack.clinic.demo.bedside import Watched
from calcitrack.clinic.demo.chance import Chance
from calcitrack.clinic.demo.course_calendar import Calendar
from calcitrack.clinic.demo.extras import activity_of, antibiotics_of, extent_of, labs_of, orders_of, scores_of
from calcitrack.clinic.demo.incidents import Incident
from calcitrack.clinic.demo.lesions import area_factors
from calcitrack.clinic.demo.notes import Between, note_of, plan_of, small_talk
from calcitrack.clinic.demo.sizes import Bedside, Care
from calcitrack.clinic.demo.story import AskedFor, LesionStory, Story
from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.trial import Trial
from calcitrack.domain.visit import Addendum, Assessment, Visit
from calcitrack.domain.vocabulary import EventKind, VisitStatus

DOCTORS = ("Dr Dana Demarest", "Dr S. Amadi", "Dr K. Halloran")
NURSES = ("Nurse J. Brandt", "Nurse P. Oyelaran")

Happened = Mapping[int, Sequence[Incident]]


@dataclass(frozen=True, slots=True)
class Told:
    """All that the visits of one patient are made from."""

    story: Story
    lesions: Sequence[LesionStory]
    trials: Sequence[Trial]
    calendar: Calendar
    words: Mapping[str, Any]
    incidents: Mapping[str, Incident]

    def happened(self, visit: int) -> Happened:
        """Incidents of a visit by lesion."""
        told = self.story.happens.get(visit, {})
        return {number: tuple(self.incidents[one.incident] for one in all_) for number, all_ in told.items()}


class VisitWriter:
    """Writes the visits, oldest first: each lesion is watched from one to the next."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._chance = Chance(f"{told.story.mrn} visits")
        self._doctor = self._chance.pick(DOCTORS)
        self._watched = [self._watch(lesion, number) for number, lesion in enumerate(told.lesions, start=1)]
        self._events: list[LesionEvent] = []

    def write(self) -> tuple[tuple[Visit, ...], tuple[LesionEvent, ...]]:
        """All visits, and the events of the lesions on the way."""
        visits = tuple(self._visit(number) for number in range(1, len(self._told.calendar.days) + 1))
        return visits, tuple(replace(event, id=number) for number, event in enumerate(self._events, start=1))

    def _watch(self, lesion: LesionStory, number: int) -> Watched:
        told = self._told
        chance = Chance(f"{told.story.mrn} lesion {number}")
        running = [
            (trial, one.effect)
            for trial, one in zip(told.trials, told.story.trials, strict=True)
            if trial.targets is None or number in trial.targets
        ]
        happens = {visit: told.happened(visit).get(number, ()) for visit in told.story.happens}
        factors = area_factors(lesion, told.calendar, running, happens, chance)
        return Watched(lesion, number, factors, chance)

    def _visit(self, number: int) -> Visit:
        told = self._told
        at = self._bedside(number)
        day = at.day
        draft = told.story.draft if number > told.calendar.signed else None
        happened: dict[int, Sequence[Incident]] = {}
        visit = Visit(
            day,
            entered_at=datetime.combine(day, time(9 + number % 7, 12), UTC),
            author=at.reader,
            assessments=self._assessments(at, happened, draft.lesions if draft else None),
            id=number,
        )
        return visit if draft else self._signed(visit, happened, at)

    def _signed(self, visit: Visit, happened: Happened, at: Bedside) -> Visit:
        told, chance = self._told, self._chance
        story, words, day = told.story, told.words, visit.visited_on
        incidents = [incident for all_ in happened.values() for incident in all_]
        today = told.calendar.today
        orders = orders_of(self._asked(visit.id, incidents), day, today, self._doctor, words, chance)
        weeks = self._weeks(visit.id)
        quiet = small_talk("plans", story, words, chance) if chance.happens(0.35) and not incidents else ""
        return replace(
            visit,
            status=VisitStatus.SIGNED,
            signed_by=self._doctor if chance.happens(0.85) else chance.pick(DOCTORS),
            fever=_fever(at.care, incidents),
            disease_activity=activity_of(story, visit.id, chance),
            extent=extent_of(story, chance),
            labs=labs_of(story, day, words, chance),
            antibiotics=antibiotics_of(story, day, today, incidents, words),
            orders=tuple(replace(order, visit_id=visit.id) for order in orders),
            instruments=scores_of(story, visit.assessments, chance),
            note=note_of(story, visit.id, told.lesions, happened, words, chance),
            plan=plan_of(told.trials, orders, self._between(visit.id), weeks, quiet),
            follow_up_weeks=weeks,
            addenda=self._addenda(visit.id),
        )

    def _bedside(self, number: int) -> Bedside:
        calendar, chance = self._told.calendar, self._chance
        nurse = chance.pick(NURSES)
        reader, second = (nurse, self._doctor) if chance.happens(0.5) else (self._doctor, nurse)
        care = chance.weighted({Care.FULL: 45, Care.USUAL: 40, Care.BRIEF: 15})
        day, measured = calendar.days[number - 1], self._told.story.measured
        if number == calendar.signed or self._starts_a_trial(number):
            measured = 1 - (1 - measured) / 3
        return Bedside(number, day, care, measured, reader, second, calendar.films.get(number))

    def _starts_a_trial(self, visit: int) -> bool:
        """Before a therapy more lesions are measured, so that there is something to judge it against."""
        return any(trial.start.visit == visit for trial in self._told.story.trials)

    def _assessments(
        self, at: Bedside, happened: dict[int, Sequence[Incident]], only: int | None
    ) -> tuple[Assessment, ...]:
        """What the visit says of the lesions, or of the first ``only``; what befell them is put into ``happened``."""
        found = []
        told = self._told.happened(at.visit)
        for number, lesion in enumerate(self._told.lesions[:only], start=1):
            if lesion.first_visit > at.visit:
                continue
            watched, incidents = self._watched[number - 1], told.get(number, ())
            if watched.is_closed:  # nothing befalls what is gone, except that it comes back
                incidents = incidents if any(i.reopens for i in incidents) else ()
            assessment = watched.assess(at, incidents)
            if assessment:
                found.append(assessment)
                happened[number] = incidents
                self._collect(at, number, lesion, incidents)
        return tuple(found)

    def _collect(self, at: Bedside, number: int, lesion: LesionStory, incidents: Sequence[Incident]) -> None:
        if lesion.first_visit == at.visit > 1:
            self._events.append(LesionEvent(number, at.day, EventKind.APPEARED))
        told = self._told.story.happens.get(at.visit, {}).get(number, ())
        to = next((one.to for one in told if one.to), ())
        for incident in incidents:
            if incident.event:
                linked = incident.event in (EventKind.SPLIT, EventKind.MERGED)
                on = self._event_day(at, number, incident)
                self._events.append(LesionEvent(number, on, incident.event, to if linked else ()))

    def _event_day(self, at: Bedside, number: int, incident: Incident) -> date:
        """The day of a procedure on the lesion since the last visit, or some days before this one."""
        previous = self._told.calendar.before(at.visit)
        if incident.procedure and previous:
            for trial in self._told.trials:
                if number in (trial.targets or ()) and previous < trial.start <= at.day:
                    return trial.start
        lead = self._chance.whole(0, incident.lead_days)
        earliest = previous + timedelta(days=1) if previous else at.day
        return max(earliest, at.day - timedelta(days=lead))

    def _asked(self, visit: int, incidents: Sequence[Incident]) -> tuple[AskedFor, ...]:
        """What is asked for because of what was found, and what the story tells; each kind once."""
        told = self._told.story.orders.get(visit, ())
        known = {one.kind for one in told}
        kinds = dict.fromkeys(i.order for i in incidents if i.order and i.order not in known)
        return (*(AskedFor(kind) for kind in kinds if kind), *told)

    def _weeks(self, visit: int) -> int | None:
        plan = self._told.story.visits
        if plan is None:
            return None
        return plan.every if visit < plan.count else plan.next

    def _addenda(self, visit: int) -> tuple[Addendum, ...]:
        """Written today by whoever makes the vault: nobody else can write one there."""
        told = self._told.story.addenda.get(visit)
        written_at = datetime.combine(self._told.calendar.today, time(8), UTC)
        return (Addendum(told.kind, told.reason, told.text, written_at, DOCTORS[0]),) if told else ()

    def _between(self, visit: int) -> Between:
        calendar = self._told.calendar
        following = calendar.days[visit] if visit < len(calendar.days) else None
        return Between(calendar.before(visit), calendar.days[visit - 1], following)


def _fever(care: Care, incidents: Sequence[Incident]) -> bool | None:
    if any(incident.fever for incident in incidents):
        return True
    return False if care is Care.FULL else None
