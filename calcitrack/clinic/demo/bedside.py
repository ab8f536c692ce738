"""What the visits of the demonstration clinic say of one lesion: its state, its looks, its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from calcitrack.clinic.demo.chance import Chance
from calcitrack.clinic.demo.incidents import Incident
from calcitrack.clinic.demo.sizes import BY_FILM, Bedside, Care, Sizes
from calcitrack.clinic.demo.story import LesionStory
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import Discharge, Form, Infection, ResolvedBasis, State

_LOOKS_LARGER, _LOOKS_SMALLER = 1.2, 0.82
"""Change of the area since somebody last looked, from which on it is seen without measuring."""
_LEFT_ALONE: Mapping[State | None, float] = {State.UNCHANGED: 84, State.NOT_EXAMINED: 11, None: 5}
_NOT_FILMED: Mapping[State, float] = {State.UNCHANGED: 55, State.NOT_VISIBLE: 25, State.NOT_EXAMINED: 20}


class Watched:
    """One lesion on its way through the visits."""

    def __init__(self, told: LesionStory, number: int, factors: Mapping[int, float], chance: Chance) -> None:
        self._told = told
        self._number = number
        self._factors = factors
        self._chance = chance
        self._sizes = Sizes(told, chance)
        self._subtype = told.subtype
        self._seen = 1.0
        self._closed: Assessment | None = None
        self._seen_closed = False

    @property
    def is_closed(self) -> bool:
        """Whether the lesion was gone when it was last looked for."""
        return self._closed is not None

    def assess(self, at: Bedside, incidents: Sequence[Incident]) -> Assessment | None:
        """What a visit says of the lesion; None when it says nothing."""
        if self._closed and not any(incident.reopens for incident in incidents):
            return self._look_again(at)
        self._closed, self._seen_closed = None, False
        self._subtype = next((i.subtype for i in incidents if i.subtype), self._subtype)
        state = next((i.state for i in incidents if i.state), None) or self._state(at, bool(incidents))
        if state is None:
            return None
        found = self._record(at, state, incidents)
        for incident in incidents:
            told: dict[str, Any] = {**incident.findings}
            found = replace(found, **told)
        self._closed = found if state.closes else None
        return found

    def _look_again(self, at: Bedside) -> Assessment | None:
        """What is gone is looked for once more, and not mentioned after that."""
        if self._seen_closed or self._closed is None:
            return None
        self._seen_closed = True
        basis = ResolvedBasis.EXAMINATION if self._closed.state is State.RESOLVED else None
        gone = Assessment(self._number, self._closed.state, resolved_basis=basis)
        return gone if at.care is Care.BRIEF else replace(gone, visible=False, palpable=False, ulcer=False)

    def _state(self, at: Bedside, eventful: bool) -> State | None:
        told, chance = self._told, self._chance
        if at.visit == told.first_visit:
            return State.MEASURED
        if told.method in BY_FILM:
            if at.film_on:
                return State.MEASURED
            return State.UNCHANGED if eventful or told.visible else chance.weighted(_NOT_FILMED)
        if eventful or chance.happens(1 - (1 - at.measured) / 10 if told.index else at.measured):
            return State.MEASURED
        change = self._factors[at.visit] / self._seen
        if change > _LOOKS_LARGER:
            return State.LARGER
        return State.SMALLER if change < _LOOKS_SMALLER else chance.weighted(_LEFT_ALONE)

    def _record(self, at: Bedside, state: State, incidents: Sequence[Incident]) -> Assessment:
        """What is written down of a state, before what the incidents say outright."""
        found = Assessment(
            self._number,
            state,
            reason=next((i.reason for i in incidents if i.reason), None),
            resolved_basis=next((i.basis for i in incidents if i.basis), None),
        )
        if not state.is_evidence:
            return found
        self._seen = self._factors[at.visit]
        if state.closes:
            looked = state is State.RESOLVED and at.care is not Care.BRIEF
            return replace(found, visible=False, palpable=False) if looked else found
        if state is State.MEASURED:
            found = replace(found, readings=self._sizes.read(at, self._seen), count=self._count())
        found = self._with_looks(found, at)
        findings = self._findings(at, bool(incidents))
        return replace(found, pain=self._pain(at, incidents), **findings)

    def _with_looks(self, found: Assessment, at: Bedside) -> Assessment:
        told = self._told
        if at.care is not Care.BRIEF or at.visit == told.first_visit:
            found = replace(found, clinical_subtype=self._subtype)
        if at.film_on and (told.index or told.method in BY_FILM or self._chance.happens(0.4)):
            found = replace(found, radiographic_subtype=told.film)
        return found

    def _findings(self, at: Bedside, eventful: bool) -> dict[str, Any]:
        """None seen, as far as it was written down."""
        seen = {"visible": self._told.visible, "palpable": True}
        if at.care is Care.BRIEF and not eventful:
            return {} if self._chance.happens(0.5) else seen
        signs = {"ulcer": False, "redness": False, "discharge": Discharge.NONE, "infection": Infection.NONE}
        if at.care is not Care.FULL:
            return {**seen, **signs}
        rest = dict.fromkeys(("swelling", "tendon_sheath", "function_limited", "nerve_compression"), False)
        return {**seen, **signs, **rest}

    def _pain(self, at: Bedside, incidents: Sequence[Incident]) -> float | None:
        if at.care is Care.BRIEF and not incidents and not self._told.index:
            return None
        level = self._told.pain + sum(incident.pain for incident in incidents)
        return max(0, min(10, round(self._chance.normal(level, 0.7))))

    def _count(self) -> int | None:
        if self._told.form is not Form.CLUSTER or self._told.count is None:
            return None
        return max(1, self._told.count + self._chance.pick((-1, 0, 0, 0, 1)))
