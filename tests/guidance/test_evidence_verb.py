"""`calcitrack evidence --json` gives the whole content to whoever reuses it, without a vault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.vaults import ROOT

LISTS = (
    *("studies", "therapies", "discrepancies", "classification", "mechanisms", "epidemiology", "presentation"),
    *("imaging", "subtypes", "not_stated", "citations"),
)
OF_A_STUDY = (
    *("id", "source", "treatment", "design", "dosage", "n_patients", "diseases", "partial_n", "partial_pct"),
    *("complete_n", "complete_pct", "first_author", "year", "ref", "unit", "outcome", "lines", "discrepancies"),
)


@pytest.fixture(scope="module")
def printed() -> dict[str, Any]:
    command = [sys.executable, "-m", "calcitrack", "evidence", "--json"]
    answer = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, check=True)
    assert answer.stderr == b""
    found: dict[str, Any] = json.loads(answer.stdout.decode("utf-8"))
    return found


def test_it_tells_its_version_and_hash(printed: dict[str, Any]) -> None:
    assert printed["version"]
    assert len(printed["hash"]) == 64


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_there_and_every_record_names_its_lines(printed: dict[str, Any], name: str) -> None:
    assert printed[name]
    for record in printed[name]:
        own = record["lines"] if name != "discrepancies" else record["statement_a"]["lines"]
        assert own == sorted(set(own)), record
        assert own, record


def test_the_pathway_has_nodes_and_edges(printed: dict[str, Any]) -> None:
    pathway = printed["pathway"]
    assert {edge[end] for edge in pathway["edges"] for end in ("from", "to")} <= {
        node["id"] for node in pathway["nodes"]
    }
    assert {edge["basis"] for edge in pathway["edges"]} == {"stated", "implied", "layout"}


def test_a_study_has_the_promised_fields(printed: dict[str, Any]) -> None:
    assert all(set(OF_A_STUDY) <= set(study) for study in printed["studies"])


def test_a_cell_with_na_is_null_and_a_printed_0_is_0(printed: dict[str, Any]) -> None:
    studies = {study["id"]: study for study in printed["studies"]}
    assert (studies["T3-10"]["partial_n"], studies["T3-10"]["partial_as_printed"]) == (None, "NA")
    assert (studies["T3-08"]["partial_n"], studies["T3-08"]["partial_as_printed"]) == (0, "0 (0)")


def test_without_json_the_call_is_refused() -> None:
    command = [sys.executable, "-m", "calcitrack", "evidence"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "--json" in answer.stderr
