"""What cannot be right about a value. Every validator returns all faults, each with its field and a code.

These refuse the impossible only. What is merely unlikely is asked about where it is typed (``domain/entry.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.errors import Fault
from calcitrack.domain.lengths import LARGEST, LengthRefused, check_length, format_tenths, largest_tenths
from calcitrack.domain.lesion import Lesion, LesionSetting, Place
from calcitrack.domain.patient import Patient
from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, say
from calcitrack.domain.trial import Trial
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import AllergyStatus, Form, State

OLDEST_YEARS = 125

NEEDED = QT_TRANSLATE_NOOP("validation", "This is needed.")
FUTURE = QT_TRANSLATE_NOOP("validation", "This lies in the future.")
BEFORE_BIRTH = QT_TRANSLATE_NOOP("validation", "This is before the patient was born.")


def fault(field: str, code: str, marked: Marked, **args: object) -> Fault:
    """Build a fault with its sentence."""
    return Fault(field, code, say(marked, **args))


def patient_faults(patient: Patient, today: date) -> tuple[Fault, ...]:
    """What is wrong with a patient's own fields."""
    found = [
        fault(name, "needed", NEEDED) for name in ("mrn", "family_name") if not str(getattr(patient, name)).strip()
    ]
    if patient.birth_date.earliest > today:
        found.append(fault("birth_date", "future", FUTURE))
    elif today.year - patient.birth_date.latest.year > OLDEST_YEARS:
        found.append(
            fault(
                "birth_date",
                "too_old",
                QT_TRANSLATE_NOOP("validation", "Nobody is older than {years} years."),
                years=OLDEST_YEARS,
            )
        )
    found += _allergy_faults(patient)
    if patient.status_on is not None:
        found += _day_faults("status_on", patient.status_on, patient.birth_date, today)
    for position, diagnosis in enumerate(patient.diagnoses):
        for name in ("first_raynaud", "first_symptom", "diagnosed", "calcinosis_onset"):
            value: PartialDate | None = getattr(diagnosis, name)
            if value is not None:
                found += _partial_faults(f"diagnoses[{position}].{name}", value, patient.birth_date, today)
    found += [
        fault(f"antibodies[{n}].name", "needed", NEEDED)
        for n, antibody in enumerate(patient.antibodies)
        if not antibody.name.strip()
    ]
    return tuple(found)


def visit_faults(visit: Visit, patient: Patient, today: date, others: Iterable[Visit] = ()) -> tuple[Fault, ...]:
    """What is wrong with a visit's own fields; ``others`` are the patient's other visits."""
    found = list(_day_faults("visited_on", visit.visited_on, patient.birth_date, today))
    if any(other.visited_on == visit.visited_on and not other.entered_in_error for other in others):
        found.append(
            fault("visited_on", "twice", QT_TRANSLATE_NOOP("validation", "There is already a visit on this day."))
        )
    if visit.follow_up_weeks is not None and not 1 <= visit.follow_up_weeks <= 520:
        found.append(
            fault("follow_up_weeks", "range", QT_TRANSLATE_NOOP("validation", "Give a number of weeks from 1 to 520."))
        )
    for position, given in enumerate(visit.antibiotics):
        if given.start and given.stop and given.stop < given.start:
            found.append(fault(f"antibiotics[{position}].stop", "order", STOP_BEFORE_START))
    for position, order in enumerate(visit.orders):
        if order.asked_on and order.closed_on and order.closed_on < order.asked_on:
            found.append(
                fault(
                    f"orders[{position}].closed_on",
                    "order",
                    QT_TRANSLATE_NOOP("validation", "The result is dated before it was asked for."),
                )
            )
    return tuple(found)


def lesion_faults(lesion: Lesion, patient: Patient, today: date, sites: SiteList) -> tuple[Fault, ...]:
    """What is wrong with a lesion."""
    found = list(_day_faults("first_seen", lesion.first_seen, patient.birth_date, today))
    if lesion.number < 1:
        found.append(fault("number", "range", QT_TRANSLATE_NOOP("validation", "Lesion numbers start at 1.")))
    for setting in lesion.settings:
        found += setting_faults(setting, sites)
    return tuple(found)


def setting_faults(setting: LesionSetting, sites: SiteList) -> tuple[Fault, ...]:
    """What is wrong with a lesion's site and form."""
    found: list[Fault] = []
    if setting.site not in sites:
        found.append(_unknown_site("site", setting.site))
    elif setting.side not in sites.sides(setting.site):
        found.append(
            fault(
                "side",
                "side",
                QT_TRANSLATE_NOOP("validation", "The site {site} has no side “{side}”."),
                site=setting.site,
                side=setting.side.value,
            )
        )
    found += [
        _unknown_site(f"extent_sites[{n}]", site) for n, site in enumerate(setting.extent_sites) if site not in sites
    ]
    return tuple(found)


def assessment_faults(
    assessment: Assessment, place: Place, born: PartialDate, today: date, *, largest: int | None = None
) -> tuple[Fault, ...]:
    """What is wrong with what a visit says of a lesion.

    ``largest`` is the largest length taken, tenths of a millimetre; None for the bound of the lesion's site, or of any
    site for a sheet or exoskeleton.
    """
    found: list[Fault] = []
    if assessment.state is State.RESOLVED and assessment.resolved_basis is None:
        found.append(
            fault(
                "resolved_basis",
                "needed",
                QT_TRANSLATE_NOOP("validation", "Say whether it was resolved by examination or imaging."),
            )
        )
    if assessment.state is State.NOT_MEASURABLE and not (assessment.reason or "").strip():
        found.append(fault("reason", "needed", QT_TRANSLATE_NOOP("validation", "Say why it could not be measured.")))
    if assessment.count is not None and assessment.count < 1:
        found.append(fault("count", "range", QT_TRANSLATE_NOOP("validation", "A count starts at 1.")))
    if assessment.pain is not None and not 0 <= assessment.pain <= 10:
        found.append(fault("pain", "range", QT_TRANSLATE_NOOP("validation", "Pain goes from 0 to 10.")))
    bound = _bound(place) if assessment.readings and largest is None else largest or LARGEST
    for position, reading in enumerate(assessment.readings):
        where = f"readings[{position}]"
        for name in ("length", "width", "thickness"):
            found += _length_faults(f"{where}.{name}", getattr(reading, name), bound)
        found += _day_faults(f"{where}.measured_on", reading.measured_on, born, today)
    return tuple(found)


STOP_BEFORE_START = QT_TRANSLATE_NOOP("validation", "The stop is before the start.")


def trial_faults(trial: Trial, patient: Patient, lesions: Sequence[Lesion], today: date) -> tuple[Fault, ...]:
    """What is wrong with a trial."""
    found: list[Fault] = []
    if not trial.therapy.strip():
        found.append(fault("therapy", "needed", NEEDED))
    found += _day_faults("start", trial.start, patient.birth_date, today)
    if trial.stop is not None and trial.stop < trial.start:
        found.append(fault("stop", "order", STOP_BEFORE_START))
    if trial.stop is not None and trial.stop > today:
        found.append(fault("stop", "future", FUTURE))
    known = {lesion.id for lesion in lesions}
    targets = trial.targets or ()
    if any(target not in known for target in targets):
        found.append(fault("targets", "unknown", QT_TRANSLATE_NOOP("validation", "The patient has no such lesion.")))
    if len(set(targets)) < len(targets):
        found.append(fault("targets", "twice", QT_TRANSLATE_NOOP("validation", "A lesion is listed twice.")))
    for position, step in enumerate(trial.steps):
        if step.on < trial.start or (trial.stop is not None and step.on > trial.stop):
            outside = QT_TRANSLATE_NOOP("validation", "The dose changed outside the trial's dates.")
            found.append(fault(f"steps[{position}].on", "order", outside))
        elif step.on > today:
            found.append(fault(f"steps[{position}].on", "future", FUTURE))
    for position, effect in enumerate(trial.adverse_effects):
        if effect.on is not None and effect.on > today:
            found.append(fault(f"adverse_effects[{position}].on", "future", FUTURE))
        elif effect.on is not None and effect.on < trial.start:
            early = QT_TRANSLATE_NOOP("validation", "This is before the therapy began.")
            found.append(fault(f"adverse_effects[{position}].on", "order", early))
    return tuple(found)


def _bound(place: Place) -> int:
    spread = place.form in (Form.SHEET, Form.EXOSKELETON)
    return LARGEST if spread else largest_tenths(place.site)


def _allergy_faults(patient: Patient) -> list[Fault]:
    allergies = patient.allergies
    if allergies.status is AllergyStatus.KNOWN and not allergies.items:
        return [fault("allergies", "needed", QT_TRANSLATE_NOOP("validation", "Name the allergies, or choose unknown."))]
    if allergies.status is not AllergyStatus.KNOWN and allergies.items:
        return [
            fault("allergies", "contradiction", QT_TRANSLATE_NOOP("validation", "Allergies are listed but not known."))
        ]
    if any(not item.strip() for item in allergies.items):
        return [fault("allergies", "needed", QT_TRANSLATE_NOOP("validation", "An allergy has no name."))]
    return []


def _unknown_site(field: str, site: str) -> Fault:
    return fault(field, "unknown", QT_TRANSLATE_NOOP("validation", "“{site}” is not in the list of sites."), site=site)


def _day_faults(field: str, day: date, born: PartialDate, today: date) -> tuple[Fault, ...]:
    if day > today:
        return (fault(field, "future", FUTURE),)
    if day < born.earliest:
        return (fault(field, "before_birth", BEFORE_BIRTH),)
    return ()


def _partial_faults(field: str, value: PartialDate, born: PartialDate, today: date) -> tuple[Fault, ...]:
    if value.earliest > today:
        return (fault(field, "future", FUTURE),)
    if value.latest < born.earliest:
        return (fault(field, "before_birth", BEFORE_BIRTH),)
    return ()


def _length_faults(field: str, tenths: int | None, bound: int) -> tuple[Fault, ...]:
    # The usual case first: this runs for every size at every key.
    if tenths is None or 0 < tenths <= bound:
        return ()
    try:
        check_length(tenths, bound)
    except LengthRefused:
        return (
            fault(
                field,
                "length",
                QT_TRANSLATE_NOOP("validation", "A size lies above 0 and at most {largest} mm here; this is {mm} mm."),
                largest=format_tenths(bound),
                mm=format_tenths(tenths),
            ),
        )
    return ()
