"""Judgements of responses: they are added and read, never changed (the guards refuse anything else)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.trial import Judgement
from calcitrack.domain.vocabulary import ResponseWord

_COLUMNS = (
    "id, trial_id, lesion_id, reader, judged_at, balin, now, proposed_balin, proposed_now, reason, blind, supersedes"
)


@dataclass(frozen=True, slots=True)
class StoredJudgement:
    """A judgement with whose record it is in, for reading many at once."""

    patient_id: int
    reader_id: int
    judgement: Judgement


def add(unit: Unit, patient_id: int, reader_id: int, judgement: Judgement) -> int:
    """Insert a judgement; returns its row number."""
    row = {
        "patient_id": patient_id,
        "trial_id": judgement.trial_id,
        "lesion_id": judgement.lesion_id,
        "reader_person_id": reader_id,
        "reader": judgement.reader,
        "judged_at": judgement.judged_at.isoformat(),
        "balin": judgement.balin.value,
        "now": judgement.now.value,
        "proposed_balin": judgement.proposed_balin.value,
        "proposed_now": judgement.proposed_now.value,
        "reason": judgement.reason,
        "blind": int(judgement.blind),
        "supersedes": judgement.supersedes,
    }
    return unit.insert("judgement", row)


def read(connection: Connection, patient_id: int) -> tuple[Judgement, ...]:
    """Every judgement in a patient's record, blind and replaced ones too, in the order made."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM judgement WHERE patient_id = ? ORDER BY id", (patient_id,)
    ).fetchall()
    return tuple(_judgement(row) for row in rows)


def read_all(connection: Connection) -> tuple[StoredJudgement, ...]:
    """Every judgement of the vault in the order made, without those on removed trials and in removed records.

    ``domain.judging.standing`` tells which of them stand.
    """
    columns = ", ".join(f"j.{name.strip()}" for name in _COLUMNS.split(","))
    rows = connection.execute(
        f"SELECT p.id, j.reader_person_id, {columns} FROM judgement j JOIN trial t ON t.id = j.trial_id "
        "JOIN patient o ON o.id = j.patient_id JOIN patient p ON p.id = coalesce(o.merged_into, o.id) "
        "WHERE t.removed_at IS NULL AND p.removed_at IS NULL ORDER BY j.id"
    ).fetchall()
    return tuple(StoredJudgement(patient_id, reader_id, _judgement(row)) for patient_id, reader_id, *row in rows)


def _judgement(row: Sequence[Any]) -> Judgement:
    row_id, trial_id, lesion_id, reader, at, balin, now, proposed_balin, proposed_now, reason, blind, supersedes = row
    return Judgement(
        trial_id=trial_id,
        lesion_id=lesion_id,
        reader=reader,
        judged_at=datetime.fromisoformat(at),
        balin=ResponseWord(balin),
        now=ResponseWord(now),
        proposed_balin=ResponseWord(proposed_balin),
        proposed_now=ResponseWord(proposed_now),
        reason=reason,
        blind=bool(blind),
        supersedes=supersedes,
        id=row_id,
    )
