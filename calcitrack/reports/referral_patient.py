"""What a referral tells of the patient apart from lesions: diseases, background, allergies, medicines."""

from __future__ import annotations

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.patient import Diagnosis, Patient
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Answer, BackgroundFact
from calcitrack.reports.dates import partial_day
from calcitrack.reports.facts import Fact, allergies_text, antibodies_text, hand_text, not_recorded
from calcitrack.reports.paper.flow import Block
from calcitrack.reports.referral_request import ReferralRequest
from calcitrack.reports.referral_rows import titled_rows
from calcitrack.reports.words import Voice


def patient_block(request: ReferralRequest, width: float) -> Block:
    """Everything of the patient, each with a word where nothing is recorded."""
    voice, patient = request.summary.voice, request.summary.record.patient
    nothing = not_recorded(voice)
    rows: list[Fact] = [_diagnosis_row(voice, one) for one in patient.diagnoses]
    if not rows:
        rows.append((voice(QT_TRANSLATE_NOOP("reports", "Diagnosis")), nothing))
    rows += [
        (voice(QT_TRANSLATE_NOOP("reports", "Antibodies")), antibodies_text(voice, patient)),
        (voice(QT_TRANSLATE_NOOP("reports", "Allergies")), allergies_text(voice, patient.allergies)),
        (voice(QT_TRANSLATE_NOOP("reports", "Medicines")), patient.medicines.strip() or nothing),
        (voice(QT_TRANSLATE_NOOP("reports", "Dominant hand")), hand_text(voice, patient)),
        *_background_rows(request),
    ]
    return titled_rows(voice(QT_TRANSLATE_NOOP("reports", "Report: the patient")), rows, width)


def _diagnosis_row(voice: Voice, diagnosis: Diagnosis) -> Fact:
    dated = [
        (QT_TRANSLATE_NOOP("reports", "first Raynaud phenomenon: {day}"), diagnosis.first_raynaud),
        (QT_TRANSLATE_NOOP("reports", "first other symptom: {day}"), diagnosis.first_symptom),
        (QT_TRANSLATE_NOOP("reports", "diagnosed: {day}"), diagnosis.diagnosed),
        (QT_TRANSLATE_NOOP("reports", "first calcinosis: {day}"), diagnosis.calcinosis_onset),
    ]
    return voice.alone(diagnosis.disease), "; ".join(voice(told, day=_day_text(voice, day)) for told, day in dated)


def _day_text(voice: Voice, day: PartialDate | None) -> str:
    return partial_day(voice, day) if day else not_recorded(voice)


def _background_rows(request: ReferralRequest) -> list[Fact]:
    """The background facts by their answer; what nobody answered is not a no."""
    voice, patient = request.summary.voice, request.summary.record.patient
    titles: list[tuple[Answer | None, str]] = [
        (Answer.YES, voice(QT_TRANSLATE_NOOP("reports", "Background: yes"))),
        (Answer.NO, voice(QT_TRANSLATE_NOOP("reports", "Background: no"))),
        (Answer.UNKNOWN, voice(QT_TRANSLATE_NOOP("reports", "Background: not known"))),
        (None, voice(QT_TRANSLATE_NOOP("reports", "Background: not recorded"))),
    ]
    rows = []
    for answer, title in titles:
        facts = [_fact_text(voice, patient, fact) for fact in BackgroundFact if patient.background.get(fact) is answer]
        if facts:
            rows.append((title, ", ".join(facts)))
    return rows


def _fact_text(voice: Voice, patient: Patient, fact: BackgroundFact) -> str:
    if fact not in patient.disputed:
        return voice.label(fact)
    told = QT_TRANSLATE_NOOP("reports", "{fact} (another record of this person says otherwise)")
    return voice(told, fact=voice.label(fact))
