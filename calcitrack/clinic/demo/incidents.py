"""What can happen to a lesion of the demonstration clinic, as resources/demo/words.json lists it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from calcitrack.clinic.demo.reading import bundled
from calcitrack.domain.vocabulary import Discharge, EventKind, Infection, OrderKind, ResolvedBasis, State, Subtype

FindingValue = bool | Discharge | Infection


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happens to a lesion, with what a visit then records.

    Attributes:
        lead_days: It happened up to so many days before the visit.
        area: Factor on its area.
        pain: Added to its pain.
        findings: Findings recorded at that visit, whatever else is.
        subtype: How it looks from then on.
        procedure: It happened on the day of a procedure on this lesion, where there was one since the last visit.
        reopens: It brings back a lesion that was gone.
        antibiotic: Grade of the antibiotic given.
        note: What is written down after the name of the site.
    """

    event: EventKind | None = None
    state: State | None = None
    basis: ResolvedBasis | None = None
    reason: str | None = None
    lead_days: int = 0
    area: float = 1.0
    pain: int = 0
    findings: Mapping[str, FindingValue] = field(default_factory=dict)
    subtype: Subtype | None = None
    procedure: bool = False
    reopens: bool = False
    fever: bool = False
    order: OrderKind | None = None
    antibiotic: str = ""
    note: str = ""


def read_incidents() -> dict[str, Incident]:
    """Every incident by its word."""
    return {word: _incident(told) for word, told in bundled("words.json")["incidents"].items()}


def _incident(told: Mapping[str, Any]) -> Incident:
    return Incident(**{key: _WORDS[key](value) if key in _WORDS else value for key, value in told.items()})


def _findings(told: Mapping[str, Any]) -> dict[str, FindingValue]:
    return {name: _GRADED[name](value) if name in _GRADED else value for name, value in told.items()}


_GRADED: Mapping[str, Callable[[str], FindingValue]] = {"discharge": Discharge, "infection": Infection}
_WORDS: Mapping[str, Callable[[Any], Any]] = {
    "event": EventKind,
    "state": State,
    "basis": ResolvedBasis,
    "subtype": Subtype,
    "order": OrderKind,
    "findings": _findings,
}
