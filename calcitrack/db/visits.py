"""Visits: drafts that change, signed ones that never do, and the addenda that amend them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from calcitrack.db import assessments, lesions
from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.visit import Addendum, Antibiotic, Assessment, InstrumentAnswer, Lab, Order, Visit
from calcitrack.domain.vocabulary import AddendumKind, DiseaseActivity, Extent, OrderKind, VisitStatus


def add(unit: Unit, patient_id: int, visit: Visit) -> int:
    """Insert a draft visit with all that it holds, orders included; returns the row number."""
    entered = visit.entered_at
    assert entered is not None, "a stored visit says when it was entered"
    visit_id = unit.insert(
        "visit",
        {
            "patient_id": patient_id,
            "entered_at": entered.isoformat(timespec="milliseconds"),
            "author": visit.author,
            "status": VisitStatus.DRAFT.value,
            **_own_columns(visit),
        },
    )
    _write_lists(unit, visit_id, visit)
    assessments.add_all(unit, patient_id, visit_id, visit.assessments)
    for order in visit.orders:
        add_order(unit, patient_id, visit_id, order)
    return visit_id


def change(unit: Unit, visit: Visit) -> None:
    """Make a draft's own fields and lists be these; assessments and orders are written apart."""
    unit.update("visit", {"id": visit.id}, _own_columns(visit))
    _write_lists(unit, visit.id, visit)


def remove_draft(unit: Unit, patient_id: int, visit_id: int) -> None:
    """Remove a draft and all that it holds; the audit row keeps what it said."""
    scope = {"visit_id": visit_id}
    assessments.remove_all(unit, patient_id, visit_id)
    for table in ("lab", "antibiotic", "instrument_answer"):
        unit.replace(table, scope, [])
    for (order_id,) in unit.run("SELECT id FROM awaited WHERE visit_id = ?", (visit_id,)).fetchall():
        unit.delete("awaited", {"id": order_id})
    for (event_id,) in unit.run("SELECT id FROM lesion_event WHERE visit_id = ?", (visit_id,)).fetchall():
        lesions.remove_event(unit, event_id)
    unit.delete("visit", {"id": visit_id})


def sign(
    unit: Unit, visit_id: int, signed_by: str, person_id: int | None, at: datetime | None, imported_by: str | None,
    content_hash: str, recipe: int,
) -> None:  # fmt: skip
    """Turn a draft into a signed visit: the last write that it takes."""
    unit.update(
        "visit",
        {"id": visit_id},
        {
            "status": VisitStatus.SIGNED.value,
            "signed_by": signed_by,
            "signed_by_person_id": person_id,
            "signed_at": at.isoformat(timespec="milliseconds") if at else None,
            "imported_by": imported_by,
            "content_hash": content_hash,
            "hash_recipe": recipe,
        },
    )


def add_addendum(
    unit: Unit, patient_id: int, visit_id: int, addendum: Addendum, person_id: int, corrected: Sequence[Assessment]
) -> int:
    """Amend a signed visit; corrected assessments become the next revision. Returns the row number."""
    row = unit.run("SELECT coalesce(max(revision), 0) + 1 FROM addendum WHERE visit_id = ?", (visit_id,)).fetchone()
    revision = int(row[0])
    addendum_id = unit.insert(
        "addendum",
        {
            "patient_id": patient_id,
            "visit_id": visit_id,
            "revision": revision,
            "kind": addendum.kind.value,
            "reason": addendum.reason,
            "text": addendum.text,
            "written_at": addendum.written_at.isoformat(timespec="milliseconds"),
            "written_by": addendum.written_by,
            "person_id": person_id,
            "sealed": 0,
        },
    )
    assessments.add_all(unit, patient_id, visit_id, corrected, revision=revision)
    unit.update("addendum", {"id": addendum_id}, {"sealed": 1})
    return addendum_id


def add_order(unit: Unit, patient_id: int, visit_id: int | None, order: Order) -> int:
    """Insert an order; returns the row number."""
    return unit.insert(
        "awaited", {"patient_id": patient_id, "visit_id": visit_id, "kind": order.kind.value, **_order_columns(order)}
    )


def change_order(unit: Unit, order: Order) -> bool:
    """Write an order's result or wording, also under a signed visit; returns whether anything differed."""
    return unit.update("awaited", {"id": order.id}, _order_columns(order))


def remove_order(unit: Unit, order_id: int) -> None:
    """Remove an order that was entered by mistake."""
    unit.delete("awaited", {"id": order_id})


def read(connection: Connection, patient_id: int) -> tuple[Visit, ...]:
    """Visits of a patient in the order entered, each with the highest revision of its assessments."""
    parts = _Parts(connection, patient_id)
    rows = connection.execute(
        "SELECT id, uuid, visited_on, entered_at, author, status, signed_by, signed_at, imported_by, fever, "
        "disease_activity, extent, note, plan, follow_up_weeks, version, content_hash FROM visit "
        "WHERE patient_id = ? ORDER BY id",
        (patient_id,),
    ).fetchall()
    return tuple(_visit(row, parts) for row in rows)


@dataclass(frozen=True, slots=True)
class Head:
    """What a save must know of a visit before it writes: less than a hundredth of the record."""

    patient_uuid: str
    birth_date: PartialDate
    uuid: str
    status: VisitStatus
    version: int


def read_head(connection: Connection, patient_id: int, visit_id: int) -> Head | None:
    """The head of a patient's visit; None when the patient has no such visit."""
    row = connection.execute(
        "SELECT p.uuid, p.birth_date, v.uuid, v.status, v.version FROM visit v JOIN patient p ON p.id = v.patient_id "
        "WHERE v.id = ? AND v.patient_id = ? AND p.removed_at IS NULL",
        (visit_id, patient_id),
    ).fetchone()
    if row is None:
        return None
    return Head(bytes(row[0]).hex(), PartialDate(row[1]), bytes(row[2]).hex(), VisitStatus(row[3]), row[4])


def version_of(unit: Unit, visit_id: int) -> int:
    """The stored version of a visit."""
    return int(unit.run("SELECT version FROM visit WHERE id = ?", (visit_id,)).fetchone()[0])


def addenda_of(unit: Unit, visit_id: int) -> int:
    """How many addenda a visit has."""
    return int(unit.run("SELECT count(*) FROM addendum WHERE visit_id = ?", (visit_id,)).fetchone()[0])


def read_orders(connection: Connection, patient_id: int) -> dict[int | None, list[Order]]:
    """Orders of a patient by the visit under which they stand, in the order entered."""
    found: dict[int | None, list[Order]] = defaultdict(list)
    for row in connection.execute(
        "SELECT id, visit_id, kind, asked_on, asked_by, closed_on, result, version, coalesce(closed_by, '') "
        "FROM awaited WHERE patient_id = ? ORDER BY id",
        (patient_id,),
    ).fetchall():
        order_id, visit_id, kind, asked_on, asked_by, closed_on, result, version, by = row
        found[visit_id].append(
            Order(OrderKind(kind), _day(asked_on), asked_by, _day(closed_on), result, visit_id, order_id, version, by)
        )
    return found


class _Parts:
    """All that hangs on a patient's visits, read table by table."""

    def __init__(self, connection: Connection, patient_id: int) -> None:
        self.assessments = assessments.read(connection, patient_id)
        self.orders = read_orders(connection, patient_id)
        self.labs = _grouped(
            connection, "lab", "name, value_json, unit, taken_on", patient_id,
            lambda r: Lab(r[0], json.loads(r[1]), r[2], _day(r[3])),
        )  # fmt: skip
        self.antibiotics = _grouped(
            connection, "antibiotic", "name, route, start_on, stop_on", patient_id,
            lambda r: Antibiotic(r[0], r[1], _day(r[2]), _day(r[3])),
        )  # fmt: skip
        self.instruments = _grouped(
            connection, "instrument_answer", "instrument, value_json, item, definition_version, reporter", patient_id,
            lambda r: InstrumentAnswer(r[0], json.loads(r[1]), r[2], r[3], r[4]),
        )  # fmt: skip
        self.addenda = _addenda(connection, patient_id)


def _grouped(connection: Connection, table: str, columns: str, patient_id: int, make: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    named = ", ".join(f"c.{name.strip()}" for name in columns.split(","))
    for visit_id, *row in connection.execute(
        f"SELECT c.visit_id, {named} FROM visit v JOIN {table} c ON c.visit_id = v.id WHERE v.patient_id = ? "
        "ORDER BY c.visit_id, c.position",
        (patient_id,),
    ).fetchall():
        found[visit_id].append(make(row))
    return found


def _addenda(connection: Connection, patient_id: int) -> dict[int, list[Addendum]]:
    found: dict[int, list[Addendum]] = defaultdict(list)
    for visit_id, row_id, kind, reason, text, at, by, revision in connection.execute(
        "SELECT a.visit_id, a.id, a.kind, a.reason, a.text, a.written_at, a.written_by, a.revision FROM visit v "
        "JOIN addendum a ON a.visit_id = v.id WHERE v.patient_id = ? ORDER BY a.visit_id, a.revision",
        (patient_id,),
    ).fetchall():
        written = datetime.fromisoformat(at)
        found[visit_id].append(Addendum(AddendumKind(kind), reason, text, written, by, row_id, revision))
    return found


def _visit(row: tuple[Any, ...], parts: _Parts) -> Visit:
    (visit_id, uuid, visited_on, entered_at, author, status, signed_by, signed_at, imported_by, fever, activity,
     extent, note, plan, weeks, version, content_hash) = row  # fmt: skip
    return Visit(
        visited_on=date.fromisoformat(visited_on),
        status=VisitStatus(status),
        entered_at=datetime.fromisoformat(entered_at),
        author=author,
        signed_by=signed_by,
        signed_at=datetime.fromisoformat(signed_at) if signed_at else None,
        imported_by=imported_by,
        fever=None if fever is None else bool(fever),
        disease_activity=DiseaseActivity(activity),
        extent=Extent(extent) if extent else None,
        labs=tuple(parts.labs[visit_id]) if visit_id in parts.labs else (),
        antibiotics=tuple(parts.antibiotics[visit_id]) if visit_id in parts.antibiotics else (),
        orders=tuple(parts.orders[visit_id]) if visit_id in parts.orders else (),
        instruments=tuple(parts.instruments[visit_id]) if visit_id in parts.instruments else (),
        assessments=parts.assessments.get(visit_id, ()),
        addenda=tuple(parts.addenda[visit_id]) if visit_id in parts.addenda else (),
        note=note,
        plan=plan,
        follow_up_weeks=weeks,
        id=visit_id,
        uuid=bytes(uuid).hex(),
        version=version,
        content_hash=content_hash or "",
    )


def _own_columns(visit: Visit) -> dict[str, Any]:
    return {
        "visited_on": visit.visited_on.isoformat(),
        "fever": None if visit.fever is None else int(visit.fever),
        "disease_activity": visit.disease_activity.value,
        "extent": visit.extent.value if visit.extent else None,
        "note": visit.note,
        "plan": visit.plan,
        "follow_up_weeks": visit.follow_up_weeks,
    }


def _write_lists(unit: Unit, visit_id: int, visit: Visit) -> None:
    scope = {"visit_id": visit_id}
    labs = [
        {**scope, "position": n, "name": lab.name, "value_json": _json(lab.value), "unit": lab.unit,
         "taken_on": _text(lab.on)}
        for n, lab in enumerate(visit.labs)
    ]  # fmt: skip
    given = [
        {**scope, "position": n, "name": a.name, "route": a.route, "start_on": _text(a.start), "stop_on": _text(a.stop)}
        for n, a in enumerate(visit.antibiotics)
    ]
    answers = [
        {**scope, "position": n, "instrument": a.instrument, "definition_version": a.definition_version,
         "item": a.item, "value_json": _json(a.value), "reporter": a.reporter}
        for n, a in enumerate(visit.instruments)
    ]  # fmt: skip
    unit.replace("lab", scope, labs)
    unit.replace("antibiotic", scope, given)
    unit.replace("instrument_answer", scope, answers)


def _order_columns(order: Order) -> dict[str, Any]:
    return {
        "asked_on": _text(order.asked_on),
        "asked_by": order.asked_by,
        "closed_on": _text(order.closed_on),
        "closed_by": order.closed_by or None,
        "result": order.result,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
