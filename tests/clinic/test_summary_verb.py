"""The verb that writes a visit on paper: the summary as ever, or the page for the patient."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from calcitrack.cli.main import main
from tests.reports.prints import read
from tests.vaults import LOGIN, PASSWORD, SAMPLE, opened


@pytest.mark.parametrize(
    ("asked", "title"),
    [((), "Visit summary"), (("--for", "clinician"), "Visit summary"), (("--for", "patient"), "Your visit")],
)
def test_each_reader_gets_a_print_of_their_own(
    asked: tuple[str, ...], title: str, vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(vault_folder) as clinic:
        clinic.record_files.import_file(SAMPLE)
    out = tmp_path / "print.pdf"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    arguments = ["summary", "--vault", str(vault_folder), "--user", LOGIN, "--patient", "004-1183"]
    assert main([*arguments, "--visit", "2026-09-02", "--out", str(out), *asked]) == 0
    assert read(out.read_bytes()).metadata.title == title
