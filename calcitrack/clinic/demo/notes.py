"""Notes and plans of the demonstration clinic: short and plain, made from what happened at the visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from calcitrack.clinic.demo.chance import Chance
from calcitrack.clinic.demo.incidents import Incident
from calcitrack.clinic.demo.story import LesionStory, Story
from calcitrack.domain.sites import SiteList
from calcitrack.domain.trial import Trial
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import OrderKind

_ASKED = {
    OrderKind.SWAB: "Swab taken.",
    OrderKind.FILM: "Film asked for.",
    OrderKind.BLOOD_TEST: "Blood taken.",
    OrderKind.REFERRAL: "Referred.",
    OrderKind.LETTER: "Letter to follow.",
}


def note_of(
    story: Story,
    visit: int,
    lesions: Sequence[LesionStory],
    happened: Mapping[int, Sequence[Incident]],
    words: Mapping[str, Any],
    chance: Chance,
) -> str:
    """What is written down of a visit."""
    said = [
        f"{_place(lesions[number - 1])}: {', '.join(i.note for i in incidents if i.note)}."
        for number, incidents in happened.items()
        if any(i.note for i in incidents)
    ]
    new = [lesion for lesion in lesions if lesion.first_visit == visit > 1]
    if new:
        said.append(f"New: {', '.join(_place(lesion) for lesion in new[:3])}{' and others' if len(new) > 3 else ''}.")
    if visit in story.notes:
        said.append(story.notes[visit])
    if not said and chance.happens(0.7):
        said.append(small_talk("notes", story, words, chance))
    return " ".join(said)


def small_talk(kind: str, story: Story, words: Mapping[str, Any], chance: Chance) -> str:
    """A line for the notes or plans of a visit at which little happened, fit for the patient."""
    lines: dict[str, list[str]] = words["small_talk"][kind]
    if story.is_child:
        return chance.pick(lines["child"])
    fitting: list[str] = [*lines["any"], *lines.get(story.family, [])]
    if "raynaud" in story.yes:
        fitting += lines["raynaud"]
    return chance.pick(fitting)


class Between(NamedTuple):
    """A visit's day between those of the visits before and after it."""

    previous: date | None
    day: date
    following: date | None

    def since_last(self, other: date | None) -> bool:
        """Whether a day lies after the visit before and before this one."""
        return other is not None and self.previous is not None and self.previous < other < self.day


def plan_of(trials: Sequence[Trial], orders: Sequence[Order], days: Between, weeks: int | None, quiet: str) -> str:
    """What was agreed, and what of the therapy changed since the last visit.

    Args:
        trials: The patient's trials.
        orders: What was asked for at the visit.
        days: When the visit was.
        weeks: Agreed interval to the next visit.
        quiet: A line of general advice; empty for none.
    """
    said = [line for trial in trials for line in _of_trial(trial, days)]
    said += [_ASKED[order.kind] for order in orders]
    if quiet:
        said.append(quiet)
    if weeks:
        said.append(f"See again in {weeks} weeks.")
    return " ".join(said)


def _of_trial(trial: Trial, days: Between) -> list[str]:
    name = trial.therapy[0].upper() + trial.therapy[1:]
    day, dose = days.day, f" {trial.dose}" if trial.dose else ""
    if trial.is_procedure:
        return [f"{name} planned."] if days.following and day < trial.start <= days.following else []
    if trial.start == day:
        return [f"{name}{dose} started."]
    if trial.stop == day:
        return [f"{name} stopped: {trial.stop_reason}."]
    if days.since_last(trial.stop):
        return [f"{name} stopped on {trial.stop}: {trial.stop_reason}."]
    if days.since_last(trial.start):
        return [f"{name}{dose} since {trial.start}."]
    step = next((step for step in trial.steps if step.on == day), None)
    if step:
        return [f"{name} changed to {step.dose}."]
    runs = trial.start < day and (trial.stop is None or day < trial.stop)
    return [f"{name} goes on."] if runs else []


def _place(lesion: LesionStory) -> str:
    return SiteList.load().label(lesion.site, lesion.side)
