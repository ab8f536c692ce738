"""What the visits of the demonstration clinic record beside lesions: scores, values, antibiotics, orders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from calcitrack.clinic.demo.chance import Chance
from calcitrack.clinic.demo.incidents import Incident
from calcitrack.clinic.demo.story import AskedFor, Story
from calcitrack.domain.visit import Antibiotic, Assessment, InstrumentAnswer, Lab, Order
from calcitrack.domain.vocabulary import AllergyStatus, DiseaseActivity, Extent

_PENICILLINS = ("penicillin", "amoxicillin")


def activity_of(story: Story, visit: int, chance: Chance) -> DiseaseActivity:
    """Active where the story says so, else quiet or not judged."""
    if visit in story.active:
        return DiseaseActivity.ACTIVE
    return DiseaseActivity.QUIET if chance.happens(0.65) else DiseaseActivity.NOT_JUDGED


def extent_of(story: Story, chance: Chance) -> Extent | None:
    """The extent, which is not written down every time."""
    if story.universalis:
        return Extent.UNIVERSALIS
    return Extent.CIRCUMSCRIPTA if chance.happens(0.55) else None


def labs_of(story: Story, day: date, words: Mapping[str, Any], chance: Chance) -> tuple[Lab, ...]:
    """Some values at some visits, taken a few days before."""
    if not chance.happens(0.35):
        return ()
    on = day - timedelta(days=chance.whole(0, 6))
    listed = words["laboratory"][story.family][: chance.whole(2, 4)]
    return tuple(
        Lab(name, round(chance.between(low, high), decimals) if decimals else chance.whole(low, high), unit, on)
        for name, low, high, decimals, unit in listed
    )


def scores_of(story: Story, found: Iterable[Assessment], chance: Chance) -> tuple[InstrumentAnswer, ...]:
    """Worst pain and both global scores, which go with the pain at the lesions; each is sometimes left out."""
    worst = max((a.pain or 0.0 for a in found), default=0.0)
    patient, parent = "patient", "parent"
    reporter = parent if story.age < 10 else patient
    asked = (
        ("pain_worst_week", worst + chance.normal(0.4, 1), reporter, 0.92),
        ("patient_global", 1.5 + 0.5 * worst + chance.normal(0, 1), reporter, 0.85),
        ("physician_global", 1.2 + 0.4 * worst + chance.normal(0, 0.8), "clinician", 0.8),
    )
    return tuple(
        InstrumentAnswer(name, max(0, min(10, round(value))), reporter=who)
        for name, value, who, likely in asked
        if chance.happens(likely)
    )


def antibiotics_of(
    story: Story, day: date, today: date, incidents: Iterable[Incident], words: Mapping[str, Any]
) -> tuple[Antibiotic, ...]:
    """What was given for the infections found; no penicillin to whom it harms. A stop still to come is not recorded."""
    status, items = story.allergies
    allergic = status is AllergyStatus.KNOWN and any(item in _PENICILLINS for item in items)
    grades = dict.fromkeys(incident.antibiotic for incident in incidents if incident.antibiotic)
    given = []
    for grade in grades:
        told = words["antibiotics"][grade]
        stop = day + timedelta(days=told["days"])
        given.append(
            Antibiotic(told["allergic" if allergic else "usual"], told["route"], day, stop if stop <= today else None)
        )
    return tuple(given)


def orders_of(
    asked: Sequence[AskedFor], day: date, today: date, by: str, words: Mapping[str, Any], chance: Chance
) -> tuple[Order, ...]:
    """What was asked for at a visit, closed with a result after some days unless the story leaves it open."""
    orders = []
    for number, one in enumerate(asked, start=1):
        told = words["results"][one.kind.value]
        closed = day + timedelta(days=chance.whole(*told["days"]))
        result = chance.pick(told["texts"])
        known = not one.stays_open and closed <= today
        orders.append(Order(one.kind, day, by, closed if known else None, result if known else None, id=number))
    return tuple(orders)
