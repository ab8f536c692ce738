"""Every number and name of the content stands in the lines that it cites, and no sentence is the review's own.

The repository holds no copy of the review: the index of its lines answers for it (tools/check_source.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calcitrack.guidance.evidence import evidence
from tests.guidance.source_walk import Record, claims, lines_of, unfounded
from tools import check_source
from tools.check_source import Index, build, digest, shared_runs, stored

EVIDENCE = evidence()
STUDIES = {study["id"]: study for study in EVIDENCE["studies"]}
LISTS: dict[str, list[Record]] = {
    **{name: records for name, records in EVIDENCE.items() if isinstance(records, list)},
    "nodes": EVIDENCE["pathway"]["nodes"],
    # An edge that is layout is ours; the review has nothing to hold it.
    "edges": [edge for edge in EVIDENCE["pathway"]["edges"] if edge["basis"] != "layout"],
    "abbreviations": EVIDENCE["review"]["abbreviations"],
    "response definitions": EVIDENCE["review"]["response_definitions"],
}
SHORT_REVIEW = """1 Of thirteen patients in 199842 four got diltia-
zem 60 mg tid, as Farah and Mayo Clinic wrote.7-9
A table and one more line say nothing new at all."""


def strings(value: Any) -> Iterator[str]:
    """Every text in a nest of lists and dicts."""
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from strings(item)
        case list() | tuple():
            for item in value:
                yield from strings(item)


def around(record: Record) -> frozenset[int]:
    """The lines of the studies that a record is about."""
    about = [*record.get("affects", ()), *record.get("studies", ())]
    return frozenset().union(*(lines_of(STUDIES[study]) for study in about))


@pytest.mark.parametrize("name", LISTS)
def test_every_number_and_name_stands_in_the_cited_lines(name: str) -> None:
    assert LISTS[name]
    faults = [
        (claim.place, claim.value, fault)
        for record in LISTS[name]
        for claim in claims(record, f"{name} {record.get('id', '')}", around(record))
        for fault in unfounded(claim, stored())
    ]
    assert faults == []


def test_every_reference_number_stands_in_each_line_that_calls_it() -> None:
    numbers = stored().numbers
    wrong = [
        (citation["ref"], line)
        for citation in EVIDENCE["citations"]
        for line in citation["lines"]
        if digest(str(citation["ref"])) not in numbers[line - 1]
    ]
    assert wrong == []


def test_no_text_of_the_content_shares_nine_words_in_a_row_with_the_review() -> None:
    assert [run for text in strings(EVIDENCE) for run in shared_runs(stored(), text)] == []


def test_the_document_shares_no_nine_words_in_a_row_with_the_review() -> None:
    document = Path(__file__).parents[2] / "docs" / "guidance-content.md"
    assert shared_runs(stored(), document.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("discrepancy", EVIDENCE["discrepancies"], ids=lambda record: record["id"])
def test_the_sums_beside_a_discrepancy_are_right(discrepancy: Record) -> None:
    text = discrepancy["arithmetic"] or ""
    for part, whole, percent in re.findall(r"(\d+)/(\d+)=([\d.]+)%", text):
        digits = len(percent.partition(".")[2])
        assert f"{100 * int(part) / int(whole):.{digits}f}" == percent
    for terms, total in re.findall(r"((?:\d+[+-])+\d+)=(\d+)(?![\d.%/])", text):
        assert sum(int(term) for term in re.findall(r"-?\d+", terms)) == int(total)


def test_what_is_shown_beside_a_discrepancy_has_no_number_of_its_own() -> None:
    for record in EVIDENCE["discrepancies"]:
        known = check_source.numbers_of(record["arithmetic"] or "")
        cited = stored().numbers_in(lines_of(record) | around(record))
        shown = re.sub(r"\b[DX]\d\d\b|lines \d+-\d+|\b(?:Figure|Table) \d|\b[Oo]ne\b", " ", record["shown_as"])
        rounded = {str(round(float(number))) for number in known}
        words = {"3"} if "Three statements" in shown or "three" in shown else set()
        words |= {"4"} if "Four mechanisms" in shown else set()
        unknown = check_source.numbers_of(shown) - known - rounded - words
        assert {number for number in unknown if digest(number) not in cited} == set(), record["id"]


def test_the_index_knows_the_numbers_that_are_stuck_to_a_year_and_within_a_range() -> None:
    index = build(SHORT_REVIEW)
    assert {digest(number) for number in ("1998", "42", "4", "1")} <= index.numbers[0]
    assert {digest(number) for number in ("60", "7", "8", "9")} <= index.numbers[1]


def test_the_index_knows_names_also_when_they_are_broken_between_lines() -> None:
    index = build(SHORT_REVIEW)
    assert digest("diltiazem") in index.names[0] & index.names[1]
    assert {digest(name) for name in ("Farah", "Mayo", "Clinic")} <= index.names[1]


def test_a_copied_sentence_is_found_whatever_its_line_breaks() -> None:
    index = build(SHORT_REVIEW)
    assert shared_runs(index, "They: four got diltiazem 60 mg tid, as Farah and Mayo said.")
    assert not shared_runs(index, "They: four got diltiazem 60 mg tid; Farah and Mayo said so.")


def test_a_wrong_number_a_wrong_name_and_a_wrong_line_are_found() -> None:
    record = {"id": "S", "text": "Farah gave 60 mg.", "lines": [2]}
    index = build(SHORT_REVIEW)
    assert faults(record, index) == []
    assert faults({**record, "text": "Farah gave 61 mg."}, index) == ["61"]
    assert faults({**record, "text": "So did Rabens, 60 mg."}, index) == ["Rabens"]
    assert faults({**record, "lines": [3]}, index) == ["60", "Farah"]


def faults(record: Record, index: Index) -> list[str]:
    return [fault for claim in claims(record, "S") for fault in unfounded(claim, index)]


def test_check_source_agrees_refuses_and_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    review, changed = tmp_path / "review.txt", tmp_path / "changed.txt"
    review.write_text(SHORT_REVIEW, encoding="utf-8")
    changed.write_text(SHORT_REVIEW.replace("60", "90"), encoding="utf-8")
    check_source.write(build(SHORT_REVIEW), tmp_path / "index.json")
    monkeypatch.setattr(check_source, "INDEX", tmp_path / "index.json")
    assert check_source.main([str(review)]) == 0
    assert check_source.main([str(changed)]) == 1
    assert "Line 2: other numbers." in capsys.readouterr().out
    assert check_source.main([str(changed), "--write"]) == 0
    assert check_source.main([str(changed)]) == 0
    assert check_source.main([str(tmp_path / "absent.txt")]) == 1
    assert check_source.main([]) == 2
