"""The content is complete, keeps to its shapes, and its records know each other."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from calcitrack.guidance.content import FILES, content, fingerprint, parsed
from calcitrack.guidance.content_reader import ContentError, parse_lines, read
from calcitrack.guidance.content_schema import Fact, Passage, Study
from calcitrack.guidance.evidence import evidence
from calcitrack.guidance.therapies import FOLDER, THERAPIES

HELD = content()
ROWS = [study for study in HELD.studies if study.source == "table3"]
NAMED_FIRST = ("TH-diltiazem", "TH-colchicine", "TH-minocycline")


def study(identity: str) -> Study:
    return next(found for found in HELD.studies if found.id == identity)


def test_table_3_is_whole_and_in_its_order() -> None:
    assert [row.row for row in ROWS] == list(range(1, 30))
    assert Counter(row.design for row in ROWS) == {"RCT": 2, "R": 11, "P": 9, "CS": 1, "CR": 6}
    assert [row.lines[0] for row in ROWS] == sorted(row.lines[0] for row in ROWS)


def test_every_disagreement_of_the_review_and_of_the_abstracts_is_there() -> None:
    internal = [record for record in HELD.discrepancies if record.internal_to_review]
    assert [record.id for record in internal] == [f"D{number:02}" for number in range(1, 60)]
    external = [record for record in HELD.discrepancies if not record.internal_to_review]
    assert [record.id for record in external] == [f"X{number:02}" for number in range(1, 14)]
    assert all(record.statement_b for record in internal)
    assert all(record.abstract_says and record.abstract for record in external)


def test_every_reference_number_has_its_citation() -> None:
    assert [citation.ref for citation in HELD.citations] == list(range(1, 92))
    used = {ref for found in HELD.studies for ref in found.refs} | {ref for node in HELD.nodes for ref in node.refs}
    assert used <= {citation.ref for citation in HELD.citations}


def test_ids_are_unique() -> None:
    lists = (HELD.studies, HELD.therapies, HELD.discrepancies, HELD.epidemiology, HELD.presentation, HELD.nodes)
    ids = [record.id for records in lists for record in records]
    assert len(ids) == len(set(ids))


def test_studies_and_discrepancies_know_each_other() -> None:
    ours = {(found.id, discrepancy) for found in HELD.studies for discrepancy in found.discrepancies}
    theirs = {(affected, record.id) for record in HELD.discrepancies for affected in record.affects}
    assert ours == theirs


def test_every_id_that_is_named_exists() -> None:
    known = {
        record["id"]
        for records in evidence().values()
        if isinstance(records, list)
        for record in records
        if "id" in record
    }
    named = {found for text in texts(evidence()) for found in re.findall(r"\b(?:[DX]\d\d|T[3X]-\d\d|TH-\w+)\b", text)}
    assert named <= known


def test_every_study_of_a_therapy_is_of_that_therapy_and_no_intervention_is_forgotten() -> None:
    of_therapies = {name for therapy in HELD.therapies for name in therapy.studies}
    natural_history = {"TX-45", "TX-46"}
    assert {found.id for found in HELD.studies} - of_therapies == natural_history


def test_printed_cells_say_what_the_figures_say() -> None:
    for row in ROWS:
        for count, percent, cell in (
            (row.partial_n, row.partial_pct, row.partial_as_printed),
            (row.complete_n, row.complete_pct, row.complete_as_printed),
        ):
            assert cell == ("NA" if count is None else f"{count} ({percent})"), row.id
        assert row.dosage is not None or row.dosage_as_printed == "NA"


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("T3-01", ("Berger", 1987, 49, 8, 0, 0)),
        ("T3-03", ("Cukierman", 2004, 51, 3, 0, 2)),
        ("T3-06", ("Vayssairat", 1998, 8, 12, 3, 0)),
        ("T3-10", ("Dolan", 1995, 43, 1, None, 1)),
        ("T3-11", ("Farah", 1990, 41, 1, 1, None)),
        ("T3-12", ("Aggarwal", 2017, 56, 124, None, 1)),
        ("T3-14", ("Narváez", 2014, 53, 9, 4, None)),
        ("T3-22", ("Masza Mukamel", 2001, 63, 2, 1, None)),
        ("T3-26", ("Sultan-Bichat", 2012, 90, 8, 1, 0)),
        ("T3-28", ("Shetty", 2005, 77, 3, 0, 0)),
        ("T3-29", ("Fahmy", 1998, 88, 15, 12, None)),
    ],
)
def test_a_row_is_as_printed(identity: str, expected: tuple[Any, ...]) -> None:
    row = study(identity)
    assert (row.first_author, row.year, row.refs[0], row.n_patients, row.partial_n, row.complete_n) == expected


def test_the_iontophoresis_current_stands_as_printed_beside_what_the_abstract_says() -> None:
    row = study("T3-28")
    doubt = next(record for record in HELD.discrepancies if record.id == "X02")
    assert "10 microA" in (row.dosage or "")
    assert "100 microA" in (doubt.abstract_says or "")
    assert "X02" in row.discrepancies


def test_the_only_response_definitions_go_with_the_studies_that_use_them() -> None:
    defined = {found.refs for found in HELD.studies if found.definition.startswith("Balin")}
    assert defined == {(44,)}


def test_the_subtypes_are_named_and_not_defined() -> None:
    assert [(subtype.name, subtype.definition) for subtype in HELD.subtypes] == [
        ("mousse", None), ("stone", None), ("net", None), ("plate", None),
    ]  # fmt: skip


def test_the_three_drugs_named_together_have_one_position_and_no_number() -> None:
    positions = {therapy.position for therapy in HELD.therapies if therapy.id in NAMED_FIRST}
    assert len(positions) == 1
    titles = [node.title for node in HELD.nodes if set(node.therapies) & set(NAMED_FIRST)]
    assert len({title.partition(":")[0] for title in titles}) == 1


def test_each_drug_tells_what_the_review_does_not_give() -> None:
    drugs = [therapy for therapy in HELD.therapies if therapy.kind.startswith("pharmacologic")]
    assert len(drugs) == 14
    assert all({"contraindications", "interactions", "monitoring"} <= set(drug.not_given) for drug in drugs)
    assert all(any("children" in absent for absent in drug.not_given) for drug in drugs if drug.id != "TH-steroids")


def test_the_sentence_on_silent_lesions_says_that_it_is_not_about_the_disease() -> None:
    node = next(node for node in HELD.nodes if node.id == "N09")
    assert "not treatment of the underlying disease" in node.text


@pytest.mark.parametrize("word", ["required", "next", "consider", "must", "should", "please"])
def test_no_step_of_the_pathway_gives_an_order(word: str) -> None:
    steps = [f"{node.title} {node.text}" for node in HELD.nodes] + [edge.condition for edge in HELD.edges]
    assert not [step for step in steps if re.search(rf"\b{word}\b", step, re.IGNORECASE)]


def test_doses_stand_with_studies_and_therapies_and_not_in_the_pathway() -> None:
    assert not [node.id for node in HELD.nodes if re.search(r"\d\s*m?g\b|\bmg/", node.text)]


def test_every_step_can_be_reached_and_each_edge_that_is_not_layout_has_its_lines() -> None:
    reached, ends = {"N01"}, {(edge.start, edge.end) for edge in HELD.edges}
    for _ in HELD.nodes:
        reached |= {end for start, end in ends if start in reached}
    assert reached == {node.id for node in HELD.nodes}
    assert all(bool(edge.lines) == (edge.basis != "layout") for edge in HELD.edges)


def test_names_for_trials_are_unique_and_lead_to_a_therapy() -> None:
    assert len({name.code for name in THERAPIES}) == len({name.name for name in THERAPIES}) == len(THERAPIES)
    assert {name.therapy for name in THERAPIES} <= {therapy.id for therapy in HELD.therapies}
    assert {name.code for name in THERAPIES if name.is_procedure} == {"iontophoresis", "surgery", "burr", "co2", "eswl"}


def test_the_hash_is_of_the_data_and_not_of_its_layout() -> None:
    raw = {name: parsed(name) for name in FILES}
    assert fingerprint(raw) == HELD.hash
    assert fingerprint(json.loads(json.dumps(raw, indent=7))) == HELD.hash
    raw["not_stated"][0]["text"] += "!"
    assert fingerprint(raw) != HELD.hash


def test_every_file_of_the_content_is_read() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(FILES)


def test_lines_are_read_as_every_line_in_turn() -> None:
    assert parse_lines("12-15, 18") == (12, 13, 14, 15, 18)
    assert parse_lines("") == ()
    with pytest.raises(ContentError):
        parse_lines("15-12")


PASSAGE = {"text": "words", "lines": "1-2"}


@pytest.mark.parametrize(
    "raw",
    [
        {"text": "words"},
        {**PASSAGE, "colour": "red"},
        {**PASSAGE, "text": 7},
        {**PASSAGE, "text": None},
        {**PASSAGE, "refs": "7"},
        {**PASSAGE, "refs": [True]},
        ["words"],
    ],
)
def test_what_does_not_fit_its_shape_is_refused_with_its_place(raw: Any) -> None:
    with pytest.raises(ContentError, match=r"somewhere\[3\]"):
        read(Passage, raw, "somewhere[3]")


def test_what_fits_is_read() -> None:
    assert read(Passage, PASSAGE, "here") == Passage("words", (1, 2))
    assert {type(fact) for fact in HELD.epidemiology} == {Fact}


def texts(value: Any) -> list[str]:
    """Every text in a nest of lists and dicts."""
    if isinstance(value, dict | list | tuple):
        items = value.values() if isinstance(value, dict) else value
        return [text for item in items for text in texts(item)]
    return [value] if isinstance(value, str) else []
