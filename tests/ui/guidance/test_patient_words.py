"""What stands beside a drug."""

from __future__ import annotations

from datetime import date

from calcitrack.domain.vocabulary import Answer, BackgroundFact
from calcitrack.ui.guidance.patient_words import background_line
from tests.builders import a_patient


def test_a_fact_of_which_another_record_says_otherwise_says_so_beside_a_drug() -> None:
    fact = BackgroundFact.ANTICOAGULANT
    patient = a_patient(background={fact: Answer.NO}, disputed=frozenset({fact}))
    told = [part for part in background_line(patient, date(2026, 11, 22)).split(" · ") if "otherwise" in part]
    assert told == ["anticoagulant: no (another record of this person says otherwise)"]
