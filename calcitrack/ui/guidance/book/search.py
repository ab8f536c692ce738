"""Search over all of the guidance: every word typed begins a word of what is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from calcitrack.domain.folding import words
from calcitrack.guidance.content import content
from calcitrack.guidance.content_schema import Discrepancy, Study, Therapy
from calcitrack.ui.guidance.book.markup import heading, link, paragraph, raw_paragraph, text
from calcitrack.ui.guidance.book.pathway_leaf import leaf_of
from calcitrack.ui.guidance.book.study_rows import study_name
from calcitrack.ui.guidance.book.topics import entries, therapy_of
from calcitrack.ui.i18n import translate

MOST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be found.

    Attributes:
        address: Where it stands, ``leaf#anchor``.
    """

    address: str
    title: str
    said: str

    def answers(self, typed: Sequence[str]) -> bool:
        """Whether every typed word begins one of its words."""
        own = _words(f"{self.title} {self.said}")
        return all(any(word.startswith(start) for word in own) for start in typed)


def find(typed: str) -> str:
    """What was found, as a leaf."""
    wanted = words(typed)
    found = [place for place in places() if place.answers(wanted)] if wanted else []
    is_partial = not found and len(wanted) > 1
    if is_partial:
        found = _with_most(wanted)
    # What is named so comes before what only mentions it.
    found.sort(key=lambda place: not all(any(w.startswith(s) for w in _words(place.title)) for s in wanted))
    told = translate("Guidance", "“{typed}”: {count} found").format(typed=typed.strip(), count=len(found))
    parts = [heading(told, 1)]
    if is_partial and found:
        told = translate("Guidance", "Nothing has all of these words together. Below is what has most of them.")
        parts = [heading(translate("Guidance", "“{typed}”").format(typed=typed.strip()), 1), paragraph(told)]
    if not found:
        parts.append(
            paragraph(translate("Guidance", "Nothing of the guidance has these words. Try fewer or shorter ones."))
        )
    if len(found) > MOST:
        more = translate("Guidance", "Showing {shown} of {count}; type more to narrow.")
        parts.append(paragraph(more.format(shown=MOST, count=len(found)), "small"))
    for place in found[:MOST]:
        parts.append(raw_paragraph(f"{link(place.address, place.title)}<br>{text(place.said)}"))
    return "".join(parts)


def _with_most(wanted: Sequence[str]) -> list[Place]:
    """What has as many of the words as anything has."""
    counts = [(sum(place.answers([word]) for word in wanted), place) for place in places()]
    most = max(count for count, _ in counts)
    return [place for count, place in counts if count == most] if most else []


@cache
def places() -> tuple[Place, ...]:
    """Everything that can be found, in the order of the content."""
    return tuple(_all())


def _all() -> Iterator[Place]:
    yield from (Place(one.id, one.title, "") for one in entries() if one.id and therapy_of(one.id) is None)
    yield from _therapies()
    yield from _facts()
    held = content()
    for difference in held.discrepancies:
        yield Place(f"discrepancies#{difference.id}", difference.subject, _both(difference))
    for citation in held.citations:
        record = citation.found
        who = " ".join(filter(None, (record.authors, record.title))) if record else (citation.author_as_printed or "")
        title = translate("Guidance", "Reference {number}").format(number=citation.ref)
        yield Place(f"references#ref-{citation.ref}", title, f"{citation.cited_for} {who}")
    for short in held.review.abbreviations:
        yield Place("about#abbreviations", translate("Guidance", "Abbreviation"), short.text)
    for response in held.review.response_definitions:
        yield Place("about#response", translate("Guidance", "Response words"), response.text)


def _therapies() -> Iterator[Place]:
    held = content()
    therapy_of_study = {name: one for one in held.therapies for name in one.studies}
    for one in held.therapies:
        yield Place(leaf_of(one.id), one.name, _about(one))
    for node in held.nodes:
        yield Place(f"pathway#{node.id}", node.title, node.text)
    for study in held.studies:
        yield _study(study, therapy_of_study.get(study.id))


def _facts() -> Iterator[Place]:
    held = content()
    leaves = {"epidemiology": held.epidemiology, "presentation": held.presentation, "imaging": held.imaging,
              "not-stated": held.not_stated}  # fmt: skip
    for leaf, facts in leaves.items():
        for fact in facts:
            said = " ".join(filter(None, (fact.value, fact.text)))
            yield Place(f"{leaf}#{fact.id}", f"{fact.subject} · {fact.kind}", said)
    for kind in held.classification:
        parts = (kind.text, kind.pathogenesis, kind.serum_calcium_phosphorus, kind.presentation, *(kind.diseases or ()))
        yield Place(f"classification#{kind.id}", kind.name, " ".join(filter(None, parts)))
    for mechanism in held.mechanisms:
        yield Place(f"mechanisms#{mechanism.id}", mechanism.name, " ".join(found.text for found in mechanism.evidence))
    for subtype in held.subtypes:
        yield Place(f"subtypes#{subtype.id}", subtype.name, subtype.text)


def _about(one: Therapy) -> str:
    harms = " ".join(passage.text for passage in one.adverse_effects)
    told = translate("Guidance", "Adverse effects (side effects): {what}").format(what=harms) if harms else None
    parts = (one.drug_class, one.summary, one.position, *(passage.text for passage in one.mechanism), told)
    return " · ".join(dict.fromkeys(filter(None, parts)))


def _study(study: Study, therapy: Therapy | None) -> Place:
    where = leaf_of(therapy.id) if therapy is not None else "epidemiology"
    parts = (study.n_patients_as_printed, study.dosage_as_printed, study.outcome, *(f.text for f in study.footnotes))
    return Place(where, f"{study.treatment}: {study_name(study)}", " · ".join(filter(None, parts)))


def _both(one: Discrepancy) -> str:
    second = one.statement_b.text if one.statement_b is not None else one.abstract_says
    return " / ".join(filter(None, (one.statement_a.text, second)))


@cache
def _words(said: str) -> tuple[str, ...]:
    return tuple(words(said))
