"""A flipped bit or a page put back is refused, reported or harmless: nobody reads wrong data unwarned."""

from __future__ import annotations

import random
from pathlib import Path

from tests.faults.flips import DATABASE, PAGE, all_that_is_read, flip_round, flipped, judged, make_past
from tests.vaults import opened


def test_every_flipped_bit_is_said_or_harmless(tmp_path: Path) -> None:
    tally = flip_round(tmp_path, random.Random(20261122), 60)
    assert tally.faults == []
    assert tally.counts["refused"] > 0
    assert tally.counts["reported by the checks"] > 0


def test_whichever_page_is_damaged_opening_and_reading_end_in_a_sentence(tmp_path: Path) -> None:
    past = make_past(tmp_path)
    damaged = [
        judged(
            tmp_path / "damaged", {**past.closed, DATABASE: flipped(past.closed[DATABASE], bit)}, past.known, str(bit)
        )
        for bit in range(8 * 2000, 8 * len(past.closed[DATABASE]), 8 * PAGE * 2)
    ]
    assert [fault for tally in damaged for fault in tally.faults] == []


def test_what_was_read_before_is_compared_row_by_row(tmp_path: Path) -> None:
    past = make_past(tmp_path)
    folder = tmp_path / "vault"
    with opened(folder) as clinic:
        assert all_that_is_read(clinic) == past.known
        patient = clinic.patients.reload(clinic.patients.all_ids()[0]).patient
    changed = {**past.known, "patient": []}
    assert "patient" in judged(tmp_path / "whole", past.closed, changed, patient.mrn).faults[0]
