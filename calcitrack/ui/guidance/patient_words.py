"""What stands beside a drug or an antibiotic: recorded facts of the patient, without any rule."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import Trial
from calcitrack.domain.vocabulary import AllergyStatus, BackgroundFact
from calcitrack.guidance.rules.names import code_of
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.widgets.identity_banner import age_text
from calcitrack.ui.words import inside, isolated, with_dispute

_BESIDE_DRUGS = (
    BackgroundFact.KIDNEY_DISEASE,
    BackgroundFact.HEART_CONDUCTION,
    BackgroundFact.HEART_FAILURE,
    BackgroundFact.ANTICOAGULANT,
    BackgroundFact.IMMUNOSUPPRESSED,
    BackgroundFact.PREGNANCY_POSSIBLE,
)


def allergy_line(patient: Patient) -> str:
    """Allergies; what is not known is said, never left out."""
    allergies = patient.allergies
    if allergies.status is AllergyStatus.KNOWN:
        items = ", ".join(isolated(item) for item in allergies.items)
        return translate("Guidance", "Allergies: {items}").format(items=items)
    if allergies.status is AllergyStatus.NONE:
        return translate("Guidance", "Allergies: none known")
    return translate("Guidance", "Allergies: not recorded. Nobody has written down whether there are any.")


def background_line(patient: Patient, today: date) -> str:
    """Age, recorded background and medicines. Unknown is said as such."""
    facts = [with_dispute(f"{inside(fact)}: {inside(patient.answer(fact))}", patient, fact) for fact in _BESIDE_DRUGS]
    told = translate("Guidance", "Recorded, without any rule: age {age} · {facts} · medicines: {medicines}")
    medicines = isolated(patient.medicines) if patient.medicines else translate("Guidance", "not recorded")
    return told.format(age=age_text(patient, today), facts=" · ".join(facts), medicines=medicines)


class Course(NamedTuple):
    """Where a therapy of the review stands in the record: in a word, and with its days."""

    short: str
    whole: str


def course_of(record: PatientRecord, code: str, today: date) -> Course:
    """Its last trial: running, tried, done, or none."""
    trials = [t for t in record.trials if code_of(t.therapy) == code and t.start <= today]
    if not trials:
        untried = translate("Guidance", "not tried")
        return Course(untried, untried)
    return _course(max(trials, key=lambda trial: (trial.start, trial.id)), today)


def _course(trial: Trial, today: date) -> Course:
    if trial.is_procedure:
        return Course(translate("Guidance", "done"), translate("Guidance", "done {day}").format(day=day(trial.start)))
    if trial.stop is None or trial.stop > today:
        week = translate("Guidance", "current, week {week}").format(week=(today - trial.start).days // 7 + 1)
        return Course(translate("Guidance", "current"), week)
    told = translate("Guidance", "tried {start} to {stop}")
    return Course(translate("Guidance", "tried"), told.format(start=day(trial.start), stop=day(trial.stop)))
