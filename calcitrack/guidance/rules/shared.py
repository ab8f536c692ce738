"""Facts that several steps rest on: facts of the patient that are put together from those of the lesions."""

from __future__ import annotations

from datetime import date

from calcitrack.domain.dates import format_day
from calcitrack.guidance.facts import SYMPTOMS, LesionFacts, PatientFacts
from calcitrack.guidance.finding import Fact, Missing


def open_lesions(facts: PatientFacts) -> Fact | None:
    """The open lesions as one fact; None when there is none."""
    numbers = [str(lesion.number) for lesion in facts.open_lesions]
    return Fact("open_lesions", ", ".join(numbers), *_latest(facts)) if numbers else None


def symptomatic_lesions(facts: PatientFacts) -> Fact | None:
    """The open lesions with a symptom on record as one fact; None when there is none."""
    numbers = [str(lesion.number) for lesion in facts.open_lesions if lesion.symptoms]
    return Fact("lesions_with_symptoms", ", ".join(numbers), *_latest(facts)) if numbers else None


def symptoms_lacking(facts: PatientFacts) -> tuple[Missing, ...]:
    """Symptoms that are not recorded, of all open lesions."""
    return tuple(missing for lesion in facts.open_lesions for missing in lesion.lacking(SYMPTOMS))


def told(fact: Fact) -> str:
    """A fact in words: "pain 4, 11 May 2026"."""
    words = f"{fact.name.replace('_', ' ')} {fact.value}"
    return words if fact.on is None else f"{words}, {format_day(fact.on)}"


def is_silent(lesion: LesionFacts) -> bool:
    """Every symptom is recorded, and each as absent."""
    return all(lesion.present(name) is False for name in SYMPTOMS)


def _latest(facts: PatientFacts) -> tuple[date | None, int | None]:
    visit = facts.last_visit
    return (visit.visited_on, visit.id) if visit else (None, None)
