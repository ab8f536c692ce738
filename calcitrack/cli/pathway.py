"""The verb `pathway`: what the review says that bears on one patient, as JSON."""

from __future__ import annotations

import argparse
from typing import Any

from calcitrack.cli.verbs import _print_json, unlocked
from calcitrack.domain.clock import SystemClock
from calcitrack.guidance.content import content
from calcitrack.guidance.engine import evaluate
from calcitrack.guidance.finding import Evaluation, Fact, Finding, Standing, Walked


def run(options: argparse.Namespace) -> int:
    """Print the evaluation of a patient."""
    with unlocked(options) as clinic:
        record = clinic.patients.open(clinic.patients.by_mrn(options.patient))
    _print_json(as_json(evaluate(record, options.today or SystemClock().today())))
    return 0


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """An evaluation as plain values, with the hash of the content that it cites."""
    return {
        "content_hash": content().hash,
        "today": evaluation.today.isoformat(),
        "findings": [_finding(finding) for finding in evaluation.findings],
        "standings": [_standing(standing) for standing in evaluation.standings],
        "walked": [_walked(edge) for edge in evaluation.walked],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "nodes": list(finding.nodes),
        "lesion": finding.lesion,
        "status": finding.status.value,
        "basis": finding.basis.value,
        "urgency": finding.urgency.value,
        "sentence": str(finding.sentence),
        "facts": [_fact(fact) for fact in finding.facts],
        "missing": [str(missing) for missing in finding.missing],
        "source": {
            "section": finding.source.section,
            "lines": [list(lines) for lines in finding.source.lines],
            "refs": list(finding.source.refs),
        },
    }


def _fact(fact: Fact) -> dict[str, Any]:
    on = fact.on.isoformat() if fact.on else None
    return {"name": fact.name, "value": fact.value, "on": on, "visit": fact.visit, "lesion": fact.lesion}


def _standing(standing: Standing) -> dict[str, Any]:
    return {"node": standing.node, "status": standing.status.value, "lesions": list(standing.lesions)}


def _walked(edge: Walked) -> dict[str, Any]:
    return {"from": edge.source, "to": edge.target, "status": edge.status.value}
