"""`calcitrack pathway --json` gives what the engine finds for one patient of a vault."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.guidance.content import content
from tests.vaults import LOGIN, PASSWORD, ROOT, SAMPLE


def asked(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "calcitrack", "pathway", "--vault", str(folder), "--user", LOGIN, *arguments]
    return subprocess.run(
        command, cwd=ROOT, input=f"{PASSWORD}\n", capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def filled(clinic: Clinic, vault_folder: Path) -> tuple[Path, str]:
    """A closed vault with the sample clinic, and the number of one of its patients."""
    clinic.record_files.import_file(SAMPLE)
    mrn = clinic.patients.reload(clinic.patients.all_ids()[0]).patient.mrn
    clinic.close()
    return vault_folder, mrn


def test_it_prints_every_finding_with_its_facts_and_its_place(filled: tuple[Path, str]) -> None:
    folder, mrn = filled
    answer = asked(folder, "--patient", mrn, "--today", "2026-11-22", "--json")
    assert (answer.returncode, answer.stderr) == (0, "")
    printed: dict[str, Any] = json.loads(answer.stdout)
    assert (printed["content_hash"], printed["today"]) == (content().hash, "2026-11-22")
    for finding in printed["findings"]:
        assert finding["status"] in ("stands", "cannot say")
        assert finding["basis"] in ("stated", "implied", "layout")
        assert finding["source"]["lines"]
        assert all({"name", "value", "on", "visit"} <= set(fact) for fact in finding["facts"])


def test_before_the_first_visit_it_knows_of_no_lesion(filled: tuple[Path, str]) -> None:
    folder, mrn = filled
    printed = json.loads(asked(folder, "--patient", mrn, "--today", "1999-01-01", "--json").stdout)
    assert next(f["id"] for f in printed["findings"] if f["status"] == "cannot say") == "seen-or-felt"
    assert not [f for f in printed["findings"] if f["lesion"]]


def test_an_unknown_patient_is_refused_in_a_line(filled: tuple[Path, str]) -> None:
    answer = asked(filled[0], "--patient", "no such", "--json")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.count("\n") == 1


def test_a_day_that_is_none_is_wrong_usage(filled: tuple[Path, str]) -> None:
    answer = asked(filled[0], "--patient", filled[1], "--today", "22.11.2026", "--json")
    assert (answer.returncode, answer.stdout) == (2, "")
