"""Therapy trials."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.trial import AdverseEffect, DoseStep, Trial


def add(unit: Unit, patient_id: int, trial: Trial) -> int:
    """Insert a trial with its steps, effects and targets; returns the row number."""
    trial_id = unit.insert("trial", {"patient_id": patient_id, **_columns(trial)})
    _write_lists(unit, patient_id, trial_id, trial)
    return trial_id


def change(unit: Unit, patient_id: int, trial: Trial) -> None:
    """Make the stored trial be this one; its version goes up when anything differs."""
    before = len(unit.changes)
    unit.update("trial", {"id": trial.id}, _columns(trial))
    _write_lists(unit, patient_id, trial.id, trial)
    if len(unit.changes) > before:
        unit.update("trial", {"id": trial.id}, {"version": trial.version + 1})


def version_of(unit: Unit, trial_id: int) -> int | None:
    """The stored version; None when there is no such row."""
    row = unit.run("SELECT version FROM trial WHERE id = ?", (trial_id,)).fetchone()
    return None if row is None else int(row[0])


def read(connection: Connection, patient_id: int) -> tuple[Trial, ...]:
    """Trials of a patient in the order entered."""
    steps = _grouped(connection, "trial_step", "from_on, dose, amount, unit", patient_id)
    effects = _grouped(connection, "adverse_effect", "effect, severity, noted_on", patient_id)
    targets = _grouped(connection, "trial_target", "lesion_id", patient_id)
    rows = connection.execute(
        "SELECT id, uuid, therapy, dose, route, start_on, stop_on, stop_reason, all_lesions, version FROM trial "
        "WHERE patient_id = ? AND removed_at IS NULL ORDER BY id",
        (patient_id,),
    ).fetchall()
    return tuple(
        Trial(
            therapy=therapy,
            start=date.fromisoformat(start),
            dose=dose,
            route=route,
            stop=_day(stop),
            stop_reason=reason,
            adverse_effects=tuple(AdverseEffect(e, s, _day(on)) for e, s, on in effects[trial_id]),
            targets=None if all_lesions else tuple(lesion for (lesion,) in targets[trial_id]),
            steps=tuple(DoseStep(date.fromisoformat(on), d, a, u) for on, d, a, u in steps[trial_id]),
            id=trial_id,
            uuid=bytes(uuid).hex(),
            version=version,
        )
        for trial_id, uuid, therapy, dose, route, start, stop, reason, all_lesions, version in rows
    )


def patients_with_trials(connection: Connection) -> tuple[int, ...]:
    """Row numbers of the patients who have a trial and were not removed; for a merged record that of the other."""
    rows = connection.execute(
        "SELECT DISTINCT p.id FROM trial t JOIN patient o ON o.id = t.patient_id "
        "JOIN patient p ON p.id = coalesce(o.merged_into, o.id) "
        "WHERE t.removed_at IS NULL AND p.removed_at IS NULL ORDER BY p.id"
    ).fetchall()
    return tuple(patient_id for (patient_id,) in rows)


def _columns(trial: Trial) -> dict[str, Any]:
    return {
        "therapy": trial.therapy,
        "dose": trial.dose,
        "route": trial.route,
        "start_on": trial.start.isoformat(),
        "stop_on": trial.stop.isoformat() if trial.stop else None,
        "stop_reason": trial.stop_reason,
        "all_lesions": int(trial.targets is None),
    }


def _write_lists(unit: Unit, patient_id: int, trial_id: int, trial: Trial) -> None:
    scope = {"trial_id": trial_id}
    steps = [
        {**scope, "position": n, "from_on": s.on.isoformat(), "dose": s.dose, "amount": s.amount, "unit": s.unit}
        for n, s in enumerate(trial.steps)
    ]
    effects = [
        {**scope, "position": n, "effect": e.effect, "severity": e.severity,
         "noted_on": e.on.isoformat() if e.on else None}
        for n, e in enumerate(trial.adverse_effects)
    ]  # fmt: skip
    targets = [
        {**scope, "position": n, "patient_id": patient_id, "lesion_id": lesion}
        for n, lesion in enumerate(trial.targets or ())
    ]
    unit.replace("trial_step", scope, steps)
    unit.replace("adverse_effect", scope, effects)
    now = unit.run("SELECT lesion_id FROM trial_target WHERE trial_id = ? ORDER BY position", (trial_id,)).fetchall()
    if [lesion for (lesion,) in now] != list(trial.targets or ()):
        # Emptied first: a lesion that only moves in the list would meet itself in the unique index.
        unit.replace("trial_target", scope, [])
        unit.replace("trial_target", scope, targets)


def _grouped(connection: Connection, table: str, columns: str, patient_id: int) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    named = ", ".join(f"c.{name.strip()}" for name in columns.split(","))
    for trial_id, *row in connection.execute(
        f"SELECT c.trial_id, {named} FROM trial t JOIN {table} c ON c.trial_id = t.id WHERE t.patient_id = ? "
        "ORDER BY c.trial_id, c.position",
        (patient_id,),
    ).fetchall():
        found[trial_id].append(tuple(row))
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
