"""The connections of the pathway, and which of them a patient's findings walk.

The symptom steps are walked lesion by lesion: a lesion that drains does not take the way of one that only hurts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from calcitrack.guidance.finding import Finding, Standing, Status, Walked

_PATIENT = 0
"""Stands for the patient among the numbers of lesions, which begin at 1."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A connection.

    Attributes:
        unless: Step on the other branch: where the lesion is there, this connection is not walked.
    """

    source: str
    target: str
    unless: str = ""


def _edges(*written: str) -> tuple[Edge, ...]:
    return tuple(Edge(*one.split()) for one in written)


EDGES = _edges(
    "N01 N02", "N02 N03", "N02 N04", "N02 N05", "N05 N06", "N06 N07", "N06 N10", "N06 N08", "N07 N08", "N08 N09 N15",
    "N08 N15", "N10 N11", "N10 N13", "N10 N14", "N11 N12", "N15 N16", "N15 N17", "N17 N18", "N17 N19 N18", "N18 N19",
    "N19 N20", "N19 N21", "N19 N22", "N19 N23", "N20 N23", "N21 N23", "N22 N23", "N23 N24", "N24 N25", "N24 N26 N25",
    "N25 N26", "N26 N27", "N26 N28", "N27 N28", "N28 N29", "N28 N30", "N28 N31", "N29 N32", "N30 N32", "N31 N32",
    "N32 N33", "N32 N34", "N34 N35", "N32 N36", "N15 N36", "N34 N36", "N36 N37", "N37 N38", "N38 N40", "N40 N39",
    "N40 N44", "N40 N43", "N39 N41", "N39 N42", "N38 N43", "N38 N44", "N36 N45 N37",
)  # fmt: skip
"""Every connection of the pathway: from, to, and the step of the other branch where both cannot be walked."""


def standings(findings: Iterable[Finding]) -> tuple[Standing, ...]:
    """Every step at which a finding stands or cannot say, by name."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for node in finding.nodes:
            found[node].append(finding)
    return tuple(_standing(node, found[node]) for node in sorted(found))


def walked(findings: Iterable[Finding]) -> tuple[Walked, ...]:
    """The connections between steps that stand or might, in the order of the pathway."""
    places = _places(findings)
    found = []
    for edge in EDGES:
        statuses = _statuses(edge, places)
        if statuses:
            status = Status.STANDS if Status.STANDS in statuses else Status.CANNOT_SAY
            found.append(Walked(edge.source, edge.target, status))
    return tuple(found)


def _standing(node: str, findings: list[Finding]) -> Standing:
    standing = [finding for finding in findings if finding.stands]
    counted = standing or findings
    lesions = {finding.lesion for finding in counted if finding.lesion is not None}
    return Standing(node, Status.STANDS if standing else Status.CANNOT_SAY, tuple(sorted(lesions)))


def _places(findings: Iterable[Finding]) -> dict[str, dict[int, Status]]:
    """By step, who is there (a lesion or the patient) and whether that stands."""
    places: defaultdict[str, dict[int, Status]] = defaultdict(dict)
    for finding in findings:
        for node in finding.nodes:
            who = finding.lesion or _PATIENT
            if finding.stands or who not in places[node]:
                places[node][who] = finding.status
    return places


def _statuses(edge: Edge, places: dict[str, dict[int, Status]]) -> set[Status]:
    """How the connection is walked, over all lesions: both ends of one lesion, or one end of the patient."""
    source, target, other = (places.get(node, {}) for node in (edge.source, edge.target, edge.unless))
    found = set()
    for one, status in source.items():
        for another in target if one == _PATIENT else (one, _PATIENT):
            reached = target.get(another)
            if reached is None:
                continue
            if other.get(one or another) is Status.STANDS:
                continue
            found.add(status if reached is Status.STANDS else reached)
    return found
