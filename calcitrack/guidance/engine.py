"""The engine: a record and a day in, what the review says that bears on this patient out. Pure; no clock, no store."""

from __future__ import annotations

from datetime import date

from calcitrack.domain.record import PatientRecord
from calcitrack.guidance.facts import read_facts
from calcitrack.guidance.finding import Evaluation
from calcitrack.guidance.rules import care, disease, drugs, general, imaging, infection, procedures, response, symptoms
from calcitrack.guidance.rules.graph import standings, walked
from calcitrack.guidance.rules.tried import tried


def evaluate(record: PatientRecord, today: date) -> Evaluation:
    """Everything that the review says and that bears on a patient on a day.

    Args:
        record: The whole record; drafts, visits in error and whatever lies after the day count for nothing.
        today: The clinic's day.
    """
    facts = read_facts(record, today)
    trials = tried(facts)
    findings = (
        *imaging.findings(facts),
        *general.findings(facts),
        *symptoms.findings(facts),
        *disease.findings(facts),
        *infection.findings(facts),
        *care.findings(facts),
        *drugs.findings(facts, trials),
        *response.findings(trials, today),
        *procedures.findings(facts),
    )
    return Evaluation(today, findings, standings(findings), walked(findings))
