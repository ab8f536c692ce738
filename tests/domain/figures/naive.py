"""Rules 8 to 13 a second time, slowly and straight from their text, to hold the program's own functions against.

Nothing here is shared with the program: evidence is read apart, sizes are fractions of millimetres, and the words are
defined backwards, by what the evidence before it said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import pi
from typing import Any

from calcitrack.domain.lesion import Lesion
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import Trial

CLOSED = ("resolved", "excised")
HOW = ("extruded", "liquefied", "injected", "partly removed", "excised")


@dataclass(frozen=True)
class Fact:
    on: date
    state: str
    sides: tuple[Fraction, Fraction] | None

    @property
    def area(self) -> Fraction:
        assert self.sides
        return self.sides[0] * self.sides[1]

    @property
    def girth(self) -> Fraction:
        assert self.sides
        return self.sides[0] + self.sides[1]


def facts_of(record: PatientRecord, lesion: Lesion) -> list[Fact]:
    facts = []
    signed = [v for v in record.visits if v.status == "signed" and all(a.kind != "entered in error" for a in v.addenda)]
    for visit in sorted(signed, key=lambda v: (v.visited_on, v.id)):
        for a in visit.assessments:
            if a.lesion_id != lesion.id or a.state in ("not examined", "not visible in this modality"):
                continue
            of_method = [r for r in a.readings if r.method == lesion.settings[-1].tracking_method]
            if a.state == "measured" and of_method and of_method[0].width is not None:
                r = of_method[0]
                facts.append(Fact(r.measured_on, "measured", (Fraction(r.length, 10), Fraction(r.width, 10))))
            else:
                facts.append(Fact(visit.visited_on, a.state, None))
    return sorted(facts, key=lambda fact: fact.on)


def response(record: PatientRecord, trial: Trial, lesion: Lesion, settings: RuleSettings) -> dict[str, Any]:
    signed = [v.visited_on for v in record.visits if v.counts]
    if not signed:
        return not_assessable("nothing recorded")
    facts = facts_of(record, lesion)
    procedure = trial.route == "procedure"
    end = max(signed) if procedure or trial.stop is None else trial.stop
    base = baseline(facts, trial.start, end, procedure, settings.baseline_days)

    def in_window(fact: Fact) -> bool:
        late_enough = fact.on >= trial.start if procedure else fact.on > trial.start
        return base is not None and fact.on > base.on and late_enough and fact.on <= end

    window = [fact for fact in facts if in_window(fact)]
    before = [f for f in facts if f.on < trial.start or (f.on == trial.start and not procedure)]
    if before and before[-1].state in CLOSED:
        return not_assessable("closed before start")
    if base is None:
        return not_assessable("new lesion" if lesion.first_seen > trial.start else "no baseline")
    if not window:
        return not_assessable("nothing recorded")
    if {fact.state for fact in window} == {"present, not measurable"}:
        return not_assessable("not measurable")
    if not procedure and "excised" in [fact.state for fact in window]:
        return not_assessable("excised")
    answer = judge(Story(window, base, settings), [f for f in facts if f.on > end])
    kinds = {e.kind.value for e in record.events if e.lesion_id == lesion.id and trial.start <= e.on <= end}
    if kinds & set(HOW):
        answer["how"] = sorted(kinds & set(HOW))
    return answer


def not_assessable(reason: str) -> dict[str, Any]:
    return {"balin": "not assessable", "now": "not assessable", "reason": reason}


def baseline(facts: list[Fact], start: date, end: date, procedure: bool, days: int) -> Fact | None:
    areas = [fact for fact in facts if fact.sides]
    early = [fact for fact in areas if 0 <= (start - fact.on).days <= days]
    if early:
        return early[-1]
    late = [fact for fact in areas if 1 <= (fact.on - start).days <= 14 and fact.on <= end]
    return late[0] if late and not procedure else None


@dataclass(frozen=True)
class Story:
    window: list[Fact]
    base: Fact
    settings: RuleSettings

    def smaller(self, fact: Fact) -> bool:
        if fact.sides is None:
            return False
        share = 1 - Fraction(self.settings.threshold_percent, 100)
        error = Fraction(str(self.settings.reading_error_mm))
        return fact.area < self.base.area * share and self.base.girth - fact.girth > error

    def now(self, i: int) -> str:
        if i < 0:
            return "none"
        if self.window[i].state in CLOSED:
            return "complete"
        if self.window[i].sides:
            return "partial" if self.smaller(self.window[i]) else "none"
        return "none" if self.now(i - 1) == "complete" else self.now(i - 1)

    def balin(self, i: int) -> str:
        if i < 0:
            return "none"
        if self.window[i].state in CLOSED:
            return "complete"
        if self.window[i].sides:
            good = [fact for fact in self.window[: i + 1] if self.smaller(fact) or fact.state in CLOSED]
            return "partial" if good else "none"
        return "partial" if self.now(i - 1) == "complete" else self.balin(i - 1)


def judge(story: Story, later: list[Fact]) -> dict[str, Any]:
    window, base = story.window, story.base
    last = len(window) - 1
    answer = {
        "balin": story.balin(last),
        "now": story.now(last),
        "baseline_on": base.on.isoformat(),
        "baseline_mm2": float(base.area) * pi / 4,
        "judged_on": window[last].on.isoformat(),
    }
    if answer["now"] == "complete":
        there = [i for i, fact in enumerate(window) if fact.state not in CLOSED]
        healed = there[-1] + 1 if there else 0
        following = [*window, *later][healed + 1 :]
        return answer | {"provisional": not (following and following[0].state in CLOSED)}
    closings = [i for i, fact in enumerate(window) if fact.state in CLOSED]
    since = [fact for fact in window[closings[-1] + 1 if closings else 0 :] if fact.sides]
    if since:
        ratio = since[-1].area / base.area
        above = 1 + Fraction(story.settings.threshold_percent, 100)
        answer |= {"change_percent": float((ratio - 1) * 100), "progressed": ratio > above}
    return answer
