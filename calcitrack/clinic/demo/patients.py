"""The patients of the demonstration clinic as persons: identity, diagnosis, background. All invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from calcitrack.clinic.demo.chance import Chance
from calcitrack.clinic.demo.story import Story
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.patient import Allergies, Antibody, Diagnosis, Patient
from calcitrack.domain.vocabulary import Answer, BackgroundFact, PatientStatus, Sex

_DAYS_IN_YEAR = 365.25
_DIGITS = {"year": 4, "month": 7, "day": 10}
_MILESTONES: Mapping[str, str] = {
    "first_raynaud": "raynaud",
    "first_symptom": "symptom",
    "diagnosed": "diagnosed",
    "calcinosis_onset": "calcinosis",
}
_REMEMBERED_MONTH, _REMEMBERED_DAY = 7, 1
"""Years within which people tell the month and the day of a milestone."""
_ASKED_ABOUT_PREGNANCY = range(14, 50)


def patient_of(story: Story, today: date) -> Patient:
    """The person of a story."""
    chance = Chance(f"{story.mrn} patient")
    born = today - timedelta(days=round(story.age * _DAYS_IN_YEAR) + chance.whole(5, 350))
    allergy_status, items = story.allergies
    status, weeks_ago = story.status
    return Patient(
        mrn=story.mrn,
        family_name=story.family_name,
        given_name=story.given_name,
        birth_date=PartialDate(born.isoformat()[: _DIGITS[story.born]]),
        sex=story.sex,
        dominant_hand=story.hand,
        status=PatientStatus(status),
        status_on=today - timedelta(weeks=weeks_ago) if weeks_ago is not None else None,
        allergies=Allergies(allergy_status, items),
        diagnoses=_diagnoses(story, today),
        antibodies=tuple(Antibody(name, result) for name, result in story.antibodies.items()),
        background=_background(story, chance),
        medicines=story.medicines,
    )


def _diagnoses(story: Story, today: date) -> tuple[Diagnosis, ...]:
    """The milestones belong to the first disease; of a second one only its name is told."""
    dates = {field: _since(story.years.get(word), today) for field, word in _MILESTONES.items()}
    first, *others = story.diseases
    return (Diagnosis(first, **dates), *(Diagnosis(disease) for disease in others))


def _since(years: float | None, today: date) -> PartialDate | None:
    if years is None:
        return None
    digits = 4 if years > _REMEMBERED_MONTH else 7 if years > _REMEMBERED_DAY else 10
    return PartialDate((today - timedelta(days=round(years * _DAYS_IN_YEAR))).isoformat()[:digits])


def _background(story: Story, chance: Chance) -> dict[BackgroundFact, Answer]:
    """What is told is yes or unknown; most of the rest was asked and is no, some was never asked."""
    answers = {}
    for fact in BackgroundFact:
        asked = chance.happens(0.8)
        if fact in story.yes:
            answers[fact] = Answer.YES
        elif fact in story.unknown:
            answers[fact] = Answer.UNKNOWN
        elif asked and story.diseases and story.visits and _concerns(fact, story):
            answers[fact] = Answer.NO
    return answers


def _concerns(fact: BackgroundFact, story: Story) -> bool:
    if fact is not BackgroundFact.PREGNANCY_POSSIBLE:
        return True
    return story.sex is Sex.FEMALE and story.age in _ASKED_ABOUT_PREGNANCY
