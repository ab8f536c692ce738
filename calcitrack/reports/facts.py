"""The row of facts under the title: what bears on every visit of the patient."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.domain.patient import Allergies, Diagnosis, Patient
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import AllergyStatus, AntibodyResult
from calcitrack.reports.dates import partial_day
from calcitrack.reports.paper.flow import Block, Strip, beside, kept, paragraph
from calcitrack.reports.paper.fonts import isolated
from calcitrack.reports.paper.style import BODY_BOLD, SMALL_MUTED
from calcitrack.reports.paper.wrapping import measure
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.therapies import running_trials, with_week
from calcitrack.reports.words import Voice

_GAP = 14.0

Fact = tuple[str, str]
"""A label and what is known."""


def facts_block(request: SummaryRequest, width: float) -> Block:
    """Diagnosis, antibodies, therapy, allergies and dominant hand side by side."""
    facts = patient_facts(request)
    rooms = share([_natural_width(fact) for fact in facts], width - _GAP * (len(facts) - 1))
    lefts = [sum(rooms[:i]) + _GAP * i for i in range(len(rooms))]
    columns = [_column(fact, room) for fact, room in zip(facts, rooms, strict=True)]
    return Block(kept(beside(columns, lefts)), gap=0)


def share(wanted: Sequence[float], width: float) -> list[float]:
    """Share a width among columns: the widest give way first, and what is left over is spread evenly."""
    spare = (width - sum(wanted)) / len(wanted)
    if spare >= 0:
        return [room + spare for room in wanted]
    cap, left = 0.0, width
    for position, room in enumerate(sorted(wanted)):
        cap = left / (len(wanted) - position)
        if room >= cap:
            break
        left -= room
    return [min(room, cap) for room in wanted]


def patient_facts(request: SummaryRequest) -> list[Fact]:
    """What bears on every visit, each with its label."""
    voice, patient = request.voice, request.record.patient
    return [
        (voice(QT_TRANSLATE_NOOP("reports", "Diagnosis")), _diagnoses_text(voice, patient)),
        (voice(QT_TRANSLATE_NOOP("reports", "Antibodies")), antibodies_text(voice, patient)),
        (voice(QT_TRANSLATE_NOOP("reports", "Therapy")), therapy_now_text(request)),
        (voice(QT_TRANSLATE_NOOP("reports", "Allergies")), allergies_text(voice, patient.allergies)),
        (voice(QT_TRANSLATE_NOOP("reports", "Dominant hand")), hand_text(voice, patient)),
    ]


def _diagnoses_text(voice: Voice, patient: Patient) -> str:
    if not patient.diagnoses:
        return not_recorded(voice)
    return "; ".join(_diagnosis_text(voice, diagnosis) for diagnosis in patient.diagnoses)


def _diagnosis_text(voice: Voice, diagnosis: Diagnosis) -> str:
    disease = voice.alone(diagnosis.disease)
    return f"{disease}, {partial_day(voice, diagnosis.diagnosed)}" if diagnosis.diagnosed else disease


def antibodies_text(voice: Voice, patient: Patient) -> str:
    """Antibodies with their results, positive ones first."""
    if not patient.antibodies:
        return not_recorded(voice)
    ordered = sorted(patient.antibodies, key=lambda antibody: antibody.result is not AntibodyResult.POSITIVE)
    return ", ".join(f"{isolated(antibody.name)} {voice.inside(antibody.result)}" for antibody in ordered)


def therapy_now_text(request: SummaryRequest) -> str:
    """What runs on the day of the visit."""
    day = request.visit.visited_on
    running = running_trials(request.record, day)
    if not running:
        return request.voice(QT_TRANSLATE_NOOP("reports", "none running"))
    return "; ".join(with_week(request.voice, trial, day) for trial in running)


def allergies_text(voice: Voice, allergies: Allergies) -> str:
    """Allergies, or that there are none, or that nobody knows."""
    match allergies.status:
        case AllergyStatus.KNOWN:
            return ", ".join(map(isolated, allergies.items))
        case AllergyStatus.NONE:
            return voice(QT_TRANSLATE_NOOP("reports", "none (recorded as none)"))
        case _:
            return voice(QT_TRANSLATE_NOOP("reports", "not known"))


def hand_text(voice: Voice, patient: Patient) -> str:
    """The dominant hand."""
    return voice.inside(patient.dominant_hand) if patient.dominant_hand else not_recorded(voice)


def not_recorded(voice: Voice) -> str:
    """Nothing was recorded, which is not none."""
    return voice(QT_TRANSLATE_NOOP("reports", "not recorded"))


def _natural_width(fact: Fact) -> float:
    label, value = fact
    return max(measure(label, SMALL_MUTED), measure(value, BODY_BOLD))


def _column(fact: Fact, room: float) -> tuple[Strip, ...]:
    label, value = fact
    return (*paragraph(label, SMALL_MUTED, room), *paragraph(value, BODY_BOLD, room))
