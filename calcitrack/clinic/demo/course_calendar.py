"""The days of the demonstration clinic, all counted back from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from calcitrack.clinic.demo.chance import Chance
from calcitrack.clinic.demo.story import Story
from calcitrack.domain.trial import Trial

_FRIDAY = 4
_FILM_EVERY_DAYS, _FILM_AGAIN_DAYS = 300, 80


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one patient.

    Attributes:
        days: Days of the visits, oldest first; the last is the draft's where there is one.
        signed: How many of them are signed.
        films: Day of the film that was read at a visit, by the visit's number.
    """

    today: date
    days: tuple[date, ...]
    signed: int
    films: dict[int, date]

    def before(self, visit: int) -> date | None:
        """The day of the visit before; None at the first."""
        return self.days[visit - 2] if visit > 1 else None


def calendar_of(story: Story, today: date) -> Calendar:
    """Lay out a patient's visits: about as far apart as planned, on weekdays."""
    chance = Chance(f"{story.mrn} calendar")
    days = _signed_days(story, today, chance)
    signed = len(days)
    if story.draft:
        days.append(_on_a_weekday(today - timedelta(days=story.draft.days_ago)) if story.draft.days_ago else today)
    starts = {trial.start.visit for trial in story.trials}
    return Calendar(today, tuple(days), signed, _films(days[:signed], starts, chance))


def years_under(trial: Trial, start: date, end: date) -> float:
    """How much of the time from start to end a trial ran, in years."""
    last = min(end, trial.stop or end)
    return max(0, (last - max(start, trial.start)).days) / 365.25


def _signed_days(story: Story, today: date, chance: Chance) -> list[date]:
    plan = story.visits
    if plan is None:
        return []
    last = today - timedelta(weeks=plan.ago)
    # Whoever is due today is so on every day of the week.
    days = [last if plan.ago == plan.next else _on_a_weekday(last)]
    for _ in range(plan.count - 1):
        gap = plan.every * 7 * chance.between(0.88, 1.12)
        days.append(_on_a_weekday(days[-1] - timedelta(days=round(gap))))
    return days[::-1]


def _on_a_weekday(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))


def _films(days: list[date], starts: set[int], chance: Chance) -> dict[int, date]:
    """About one film a year and one before a therapy, each some days before the visit at which it is read."""
    films: dict[int, date] = {}
    last: date | None = None
    for number, day in enumerate(days, start=1):
        if last is None or (day - last).days >= (_FILM_AGAIN_DAYS if number in starts else _FILM_EVERY_DAYS):
            films[number] = _on_a_weekday(day - timedelta(days=chance.whole(2, 12)))
            last = day
    return films
