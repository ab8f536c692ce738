"""A flipped bit or a page put back is refused, reported or harmless: nobody reads wrong data unwarned."""

from __future__ import annotations

import random
from pathlib import Path

from tests.faults.flips import DATABASE, PAGE, all_that_is_read, flip_round, flipped, judged, make_past, replay_round
from tests.vaults import opened


def test_every_flipped_bit_is_said_or_harmless(tmp_path: Path) -> None:
    tally = flip_round(tmp_path, random.Random(20261122), 40)
    assert tally.faults == []
    assert tally.counts["refused"] > 0
    assert tally.counts["reported by the checks"] > 0


def test_every_page_and_file_put_back_is_said_or_harmless(tmp_path: Path) -> None:
    tally = replay_round(tmp_path, random.Random(20261122), 20)
    assert tally.faults == []
    assert tally.counts["reported or refused"] > 10


def test_whichever_page_is_damaged_opening_and_reading_end_in_a_sentence(tmp_path: Path) -> None:
    past = make_past(tmp_path)
    damaged = [
        judged(
            tmp_path / "damaged", {**past.closed, DATABASE: flipped(past.closed[DATABASE], bit)}, past.known, str(bit)
        )
        for bit in range(8 * 2000, 8 * len(past.closed[DATABASE]), 8 * PAGE * 5)
    ]
    assert [fault for tally in damaged for fault in tally.faults] == []


def test_a_vault_without_damage_is_compared_row_by_row_and_nothing_is_said_of_it(tmp_path: Path) -> None:
    past = make_past(tmp_path)
    assert all(
        judged(tmp_path / "whole", files, past.known, "").counts["harmless"] for files in (past.files, past.closed)
    )
    folder = tmp_path / "vault"
    with opened(folder) as clinic:
        assert all_that_is_read(clinic) == past.known
        patient = clinic.patients.reload(clinic.patients.all_ids()[0]).patient
    changed = {**past.known, "patient": []}
    assert "patient" in judged(tmp_path / "whole", past.closed, changed, patient.mrn).faults[0]
