"""An evaluation as the panel shows it: cards by urgency, what cannot be said apart, what was put aside at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from calcitrack.domain.dismissal import Dismissal
from calcitrack.guidance.dismissing import dismissal_of
from calcitrack.guidance.finding import Evaluation, Finding, Urgency
from calcitrack.ui.guidance.topics import TOPICS, Topic, topic_of
from calcitrack.ui.i18n import translate


class Part(IntEnum):
    """The parts of the panel, from the top."""

    SIGNS = 0
    STEPS = 1
    BACKGROUND = 2
    OPEN = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the review with all the findings that it stands for: one for each lesion, trial or fact."""

    findings: tuple[Finding, ...]

    @property
    def stands(self) -> bool:
        """Whether the recorded facts suffice."""
        return self.findings[0].stands

    def text(self) -> str:
        """The sentence; where several lesions share it, what they share once and then a line for each."""
        if len(self.findings) > 1 and len({_without_number(finding) for finding in self.findings}) == 1:
            others = ", ".join(str(finding.lesion) for finding in self.findings[1:])
            same = translate("Guidance", "The same for lesion {numbers}.").format(numbers=others)
            return f"{translate(self.findings[0].sentence)}\n{same}"
        return gathered([translate(finding.sentence) for finding in self.findings])


@dataclass(frozen=True, slots=True)
class CardView:
    """What one card shows."""

    topic: Topic
    part: Part
    statements: tuple[Statement, ...]

    @property
    def key(self) -> str:
        """Its permanent name."""
        return f"{self.topic.key}.{self.part.name}"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the card."""
        return tuple(finding for statement in self.statements for finding in statement.findings)

    @property
    def lesions(self) -> tuple[int, ...]:
        """Numbers of the lesions that it concerns."""
        return tuple(sorted({finding.lesion for finding in self.findings if finding.lesion is not None}))


@dataclass(frozen=True, slots=True)
class Arranged:
    """All that the panel shows.

    Attributes:
        put_aside: Findings that somebody put aside, each with the dismissal that holds for it.
    """

    cards: tuple[CardView, ...]
    put_aside: tuple[tuple[Finding, Dismissal], ...]

    def of(self, part: Part) -> tuple[CardView, ...]:
        """The cards of one part."""
        return tuple(card for card in self.cards if card.part is part)


def arrange(evaluation: Evaluation, dismissals: Sequence[Dismissal]) -> Arranged:
    """Gather the findings on cards."""
    shown: list[Finding] = []
    aside: list[tuple[Finding, Dismissal]] = []
    for finding in evaluation.findings:
        dismissal = dismissal_of(finding, dismissals)
        if dismissal is None:
            shown.append(finding)
        else:
            aside.append((finding, dismissal))
    gathered_by: dict[tuple[Part, str], list[Finding]] = {}
    for finding in shown:
        gathered_by.setdefault((part_of(finding), topic_of(finding.id).key), []).append(finding)
    cards = [
        CardView(topic, part, _statements(gathered_by[part, topic.key]))
        for part in Part
        for topic in TOPICS
        if (part, topic.key) in gathered_by
    ]
    return Arranged(tuple(cards), tuple(aside))


def part_of(finding: Finding) -> Part:
    """Where a finding stands. One that cannot be said stays among the signs where a sign led to it."""
    if finding.urgency is Urgency.SIGN and (finding.stands or finding.facts):
        return Part.SIGNS
    if not finding.stands:
        return Part.OPEN
    return Part.BACKGROUND if finding.urgency is Urgency.BACKGROUND else Part.STEPS


def gathered(sentences: Sequence[str]) -> str:
    """Several sentences that begin and end alike, with what they share once; a single one as it is.

    Only whole sentences are taken as shared, and nothing is left out: what each has for itself stands on its own line.
    """
    if len(sentences) == 1:
        return sentences[0]
    begins = _shared_start(sentences).rfind(". ") + 1
    rests = [sentence[begins:].strip() for sentence in sentences]
    if begins == 0:
        return "\n".join(rests)
    turned = _shared_start([rest[::-1] for rest in rests])[::-1]
    cut = turned.find(". ")
    ends = turned[cut + 2 :] if cut >= 0 else ""
    lines = [rest[: len(rest) - len(ends)].strip() if ends else rest for rest in rests]
    return "\n".join([sentences[0][:begins], *lines, *([ends] if ends else [])])


def _without_number(finding: Finding) -> str:
    """A sentence in which the number of its lesion stands open; its own where it names none."""
    said = translate(finding.sentence)
    return said if finding.lesion is None else said.replace(f"lesion {finding.lesion} ", "lesion # ")


def _shared_start(texts: Sequence[str]) -> str:
    """What all the texts begin with; it is enough to look at the first and the last in order."""
    first, last = min(texts), max(texts)
    size = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:size]


def _statements(findings: Iterable[Finding]) -> tuple[Statement, ...]:
    """Findings of one rule and one status, in the order of the engine."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.sentence.template, _whose(finding)), []).append(finding)
    return tuple(Statement(tuple(listed)) for listed in found.values())


def _whose(finding: Finding) -> str:
    """Drugs share a template and nothing else: each keeps a statement of its own."""
    return finding.id if finding.id.startswith("drug.") else ""
