from __future__ import annotations

import re

import pytest

from calcitrack.domain.text import Message
from calcitrack.guidance.content import content
from calcitrack.guidance.engine import evaluate
from calcitrack.guidance.finding import Status
from calcitrack.guidance.rules.graph import EDGES
from tests.guidance.golden import drug_cases, lesion_cases, patient_cases, procedure_cases
from tests.guidance.golden.case import BASE, Case
from tools.check_source import digest, numbers_of, shared_runs, stored

CASES = (*lesion_cases.CASES, *patient_cases.CASES, *drug_cases.CASES, *procedure_cases.CASES)
_FORBIDDEN = re.compile(
    r"\b(?:required|next|consider|must|should|prescribe|first choice|mg|stop the|start the|refer the)\b", re.IGNORECASE
)

_NO_FIGURES = re.compile(r"\b(?:one|the three|under 18|0 people)\b", re.IGNORECASE)
"""A pronoun, counts of what is listed, the program's own question, and what the review writes as "no"."""


def _named(case: Case) -> str:
    return case.name


def _templates(message: Message) -> str:
    """What the program says of itself, without what the record fills in."""
    filled = [_templates(value) for value in message.args.values() if isinstance(value, Message)]
    return " ".join([re.sub(r"\{\w+\}", " ", message.template), *filled])


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_a_case_has_exactly_the_findings_that_were_reviewed(case: Case) -> None:
    found = {finding.id: finding.status.value for finding in evaluate(case.record, case.today).findings}
    assert found == case.expected()


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_no_finding_is_named_twice(case: Case) -> None:
    names = [finding.id for finding in evaluate(case.record, case.today).findings]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_every_expected_finding_has_its_reason_with_lines_of_the_review(case: Case) -> None:
    reasons = [*case.stands.values(), *case.doubts.values(), *BASE.values()]
    assert all(re.search(r"\d", reason) for reason in reasons)


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_the_review_is_the_subject_and_nothing_is_ordered(case: Case) -> None:
    for finding in evaluate(case.record, case.today).findings:
        sentence = str(finding.sentence)
        assert sentence.startswith(("The review ", "The authors of the review ")), sentence
        assert not _FORBIDDEN.search(sentence), sentence


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_no_sentence_shares_nine_words_in_a_row_with_the_review(case: Case) -> None:
    for finding in evaluate(case.record, case.today).findings:
        assert shared_runs(stored(), str(finding.sentence)) == [], finding.id


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_a_doubt_says_what_is_missing(case: Case) -> None:
    doubts = [f for f in evaluate(case.record, case.today).findings if f.status is Status.CANNOT_SAY]
    for finding in doubts:
        assert finding.missing
        assert "cannot say" in str(finding.sentence)
        assert "not recorded" in str(finding.sentence)


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_silence_is_never_told_without_saying_that_the_disease_is_another_matter(case: Case) -> None:
    findings = evaluate(case.record, case.today).findings
    for finding in findings:
        if "N09" in finding.nodes:
            assert "concerns drugs for the calcinosis, not treatment of the underlying disease" in str(finding.sentence)
    assert any("N10" in finding.nodes for finding in findings)


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_every_drug_says_what_the_review_does_not_give(case: Case) -> None:
    for finding in evaluate(case.record, case.today).findings:
        if finding.id.startswith(("drug.", "tried.")):
            sentence = str(finding.sentence)
            assert "no contraindications, interactions, monitoring or children's doses" in sentence
            assert "adverse effects: none" not in sentence.lower()


def test_the_cases_reach_every_step_of_the_pathway() -> None:
    reached = {s.node for case in CASES for s in evaluate(case.record, case.today).standings}
    assert reached == {node.id for node in content().nodes}


def test_the_cases_walk_every_connection_of_the_pathway() -> None:
    walked = {(w.source, w.target) for case in CASES for w in evaluate(case.record, case.today).walked}
    assert walked == {(edge.start, edge.end) for edge in content().edges}


def test_the_connections_are_those_of_the_content() -> None:
    assert [(edge.source, edge.target) for edge in EDGES] == [(edge.start, edge.end) for edge in content().edges]


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_every_number_of_a_sentence_stands_in_the_lines_that_it_cites(case: Case) -> None:
    for finding in evaluate(case.record, case.today).findings:
        lines = [line for first, last in finding.source.lines for line in range(first, last + 1)]
        held = stored().numbers_in(lines)
        said = _NO_FIGURES.sub(" ", _templates(finding.sentence))
        assert [n for n in numbers_of(said) if digest(n) not in held] == [], f"{finding.id}: {said}"


def test_there_are_forty_cases_and_no_two_of_one_name() -> None:
    names = {case.name for case in CASES}
    assert len(names) == len(CASES) >= 40
