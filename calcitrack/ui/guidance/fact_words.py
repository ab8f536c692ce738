"""Facts, missing facts and places of the review, as lines for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.guidance.finding import Basis, Fact, Finding, Missing, Source
from calcitrack.ui.i18n import day, translate

_BASIS = {
    Basis.STATED: QT_TRANSLATE_NOOP("Guidance", "Stated: the review says so in these lines."),
    Basis.IMPLIED: QT_TRANSLATE_NOOP("Guidance", "Implied: it follows from the wording of these lines."),
    Basis.LAYOUT: QT_TRANSLATE_NOOP("Guidance", "Layout: ours, so that the steps connect; the review does not say it."),
}


def fact_line(fact: Fact, days: Mapping[int, date], draft: int | None) -> str:
    """A fact with its value, its day, and where it was recorded."""
    said = f"{spaced(fact.name)}: {fact.value}"
    if fact.lesion is not None:
        said = translate("Guidance", "lesion {number}, {fact}").format(number=fact.lesion, fact=said)
    return " · ".join([said, *_when(fact, days, draft)])


def missing_line(missing: Missing) -> str:
    """A fact that is not recorded."""
    told = translate("Guidance", "Not recorded: {fact}")
    if missing.lesion is not None:
        return translate("Guidance", "Not recorded: lesion {number}, {fact}").format(
            number=missing.lesion, fact=spaced(missing.name)
        )
    return told.format(fact=spaced(missing.name))


def rule_line(finding: Finding) -> str:
    """Which rule of the program led here."""
    told = translate("Guidance", "Rule {rule}; step {steps} of the pathway")
    steps = ", ".join(finding.nodes)
    rule = finding.id.split(".")[0]
    if not steps:
        return translate("Guidance", "Rule {rule}; no step of the pathway").format(rule=rule)
    return told.format(rule=rule, steps=steps)


def source_line(source: Source) -> str:
    """Section, lines and references."""
    lines = ", ".join(_range(first, last) for first, last in source.lines)
    told = translate("Guidance", "{section}, lines {lines}").format(section=source.section, lines=lines)
    if not source.refs:
        return told
    refs = ", ".join(map(str, source.refs))
    return translate("Guidance", "{place}, references {refs}").format(place=told, refs=refs)


def basis_line(basis: Basis) -> str:
    """How the review carries it."""
    return translate(*_BASIS[basis])


def spaced(name: str) -> str:
    """A field's name as words."""
    return name.replace("_", " ")


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _when(fact: Fact, days: Mapping[int, date], draft: int | None) -> list[str]:
    if fact.visit is not None and fact.visit == draft:
        return [translate("Guidance", "in this draft, not signed")]
    visited = days.get(fact.visit) if fact.visit is not None else None
    if visited is not None and fact.on is not None and visited != fact.on:
        return [day(fact.on), translate("Guidance", "visit of {day}").format(day=day(visited))]
    if visited is not None:
        return [translate("Guidance", "visit of {day}").format(day=day(visited))]
    if fact.on is not None:
        return [day(fact.on), translate("Guidance", "recorded apart from a visit")]
    return [translate("Guidance", "in the patient's own fields")]
