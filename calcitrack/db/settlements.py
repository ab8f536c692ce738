"""What was said to two readings that differ: added and read, never changed."""

from __future__ import annotations

from datetime import datetime

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.second_reading import Standing, Step
from calcitrack.domain.vocabulary import ResponseWord


def add(unit: Unit, patient_id: int, step: Step) -> int:
    """Insert a step; returns its row number.

    ``patient_id`` is the patient under whom both judgements were written.
    """
    now, balin = step.words
    row = {
        "patient_id": patient_id,
        "first_judgement_id": step.first_id,
        "second_judgement_id": step.second_id,
        "step": step.kind.value,
        "person_id": step.by_id,
        "said_by": step.by,
        "said_at": step.at.isoformat(),
        "now": now.value,
        "balin": balin.value,
        "text": step.text,
    }
    return unit.insert("settlement", row)


def read_all(connection: Connection) -> tuple[Step, ...]:
    """Every step of the vault in the order made."""
    rows = connection.execute(
        "SELECT first_judgement_id, second_judgement_id, step, person_id, said_by, said_at, now, balin, text "
        "FROM settlement ORDER BY id"
    ).fetchall()
    return tuple(
        Step(
            first, second, Standing(kind), person, by, datetime.fromisoformat(at),
            (ResponseWord(now), ResponseWord(balin)), text,
        )
        for first, second, kind, person, by, at, now, balin, text in rows
    )  # fmt: skip
