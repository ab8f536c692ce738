"""Lesions with their dated settings, and the events of their lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.lesion import Lesion, LesionEvent, LesionSetting, Place
from calcitrack.domain.vocabulary import EventKind, Form, Layer, Method, NewStatus, Side


def add(unit: Unit, patient_id: int, lesion: Lesion, at: datetime, *, comes_back: bool = False) -> int:
    """Insert a lesion under its number; returns the row number. The number is spent for ever.

    One that ``comes_back`` was removed, and is the same lesion again, by its row number and its identity.
    """
    figure, x, y = lesion.point or (None, None, None)
    lesion_id = unit.insert(
        "lesion",
        {
            **(_identity(lesion) if comes_back else {}),
            "patient_id": patient_id,
            "number": lesion.number,
            "first_seen": lesion.first_seen.isoformat(),
            "new_status": lesion.new_status.value,
            "figure": figure,
            "figure_x": x,
            "figure_y": y,
        },
    )
    unit.run("UPDATE lesion_number SET last = max(last, ?) WHERE patient_id = ?", (lesion.number, patient_id))
    for position, setting in enumerate(lesion.settings):
        _add_setting(unit, lesion_id, position, setting, at)
    return lesion_id


def add_setting(unit: Unit, lesion_id: int, setting: LesionSetting, at: datetime) -> None:
    """Add the next setting of a lesion."""
    row = unit.run("SELECT count(*) FROM lesion_setting WHERE lesion_id = ?", (lesion_id,)).fetchone()
    _add_setting(unit, lesion_id, int(row[0]), setting, at)


def next_number(connection: Connection, patient_id: int) -> int:
    """The next lesion number: one above the highest ever given to this patient."""
    row = connection.execute("SELECT last FROM lesion_number WHERE patient_id = ?", (patient_id,)).fetchone()
    return int(row[0]) + 1 if row else 1


def numbers_fit(connection: Connection, patient_id: int) -> bool:
    """Whether the highest number given to a patient's lesions is remembered, so that none comes back."""
    row = connection.execute("SELECT last FROM lesion_number WHERE patient_id = ?", (patient_id,)).fetchone()
    return row is not None and int(row[0]) >= _highest(connection, patient_id)


def mend_numbers(unit: Unit, patient_id: int) -> None:
    """Remember at least the highest number that a lesion of the patient has."""
    highest = _highest(unit.connection, patient_id)
    if unit.run("SELECT 1 FROM lesion_number WHERE patient_id = ?", (patient_id,)).fetchone() is None:
        unit.run("INSERT INTO lesion_number (patient_id, last) VALUES (?, ?)", (patient_id, highest))
    unit.run("UPDATE lesion_number SET last = max(last, ?) WHERE patient_id = ?", (highest, patient_id))


def _highest(source: Connection, patient_id: int) -> int:
    return int(
        source.execute("SELECT coalesce(max(number), 0) FROM lesion WHERE patient_id = ?", (patient_id,)).fetchone()[0]
    )


def add_event(unit: Unit, patient_id: int, event: LesionEvent, *, comes_back: bool = False) -> int:
    """Insert an event with its links; returns the row number. One that ``comes_back`` is the one that was removed."""
    event_id = unit.insert(
        "lesion_event",
        {
            **(_identity(event) if comes_back else {}),
            "patient_id": patient_id,
            "lesion_id": event.lesion_id,
            "visit_id": event.visit_id,
            "happened_on": event.on.isoformat(),
            "kind": event.kind.value,
        },
    )
    for position, to in enumerate(event.to):
        unit.insert(
            "lesion_link",
            {
                "event_id": event_id,
                "position": position,
                "patient_id": patient_id,
                "from_lesion_id": event.lesion_id,
                "to_lesion_id": to,
                "visit_id": event.visit_id,
            },
        )
    return event_id


def remove(unit: Unit, lesion_id: int) -> None:
    """Remove a lesion that nothing names any more; its number stays spent, and the audit keeps what it was."""
    scope = {"lesion_id": lesion_id}
    unit.replace("lesion_extent", scope, [])
    unit.replace("lesion_setting", scope, [])
    unit.delete("lesion", {"id": lesion_id})


def remove_event(unit: Unit, event_id: int) -> None:
    """Remove an event of a draft with its links."""
    unit.replace("lesion_link", {"event_id": event_id}, [])
    unit.delete("lesion_event", {"id": event_id})


def is_attached(connection: Connection, lesion_id: int) -> bool:
    """Whether a picture or another file belongs to a lesion."""
    return connection.execute("SELECT 1 FROM attachment WHERE lesion_id = ?", (lesion_id,)).fetchone() is not None


def read(connection: Connection, patient_id: int) -> tuple[Lesion, ...]:
    """Lesions of a patient in the order entered."""
    settings = _read_settings(connection, patient_id)
    rows = connection.execute(
        "SELECT id, uuid, number, first_seen, new_status, figure, figure_x, figure_y FROM lesion "
        "WHERE patient_id = ? ORDER BY id",
        (patient_id,),
    ).fetchall()
    return tuple(
        Lesion(
            number=number,
            first_seen=date.fromisoformat(first_seen),
            settings=tuple(settings[lesion_id]),
            new_status=NewStatus(new_status),
            point=(figure, x, y) if figure else None,
            id=lesion_id,
            uuid=bytes(uuid).hex(),
        )
        for lesion_id, uuid, number, first_seen, new_status, figure, x, y in rows
    )


def read_places(connection: Connection, patient_id: int, lesion_ids: Sequence[int]) -> dict[int, Place]:
    """Present site and form of some lesions of a patient and of records merged into it, by id: for a save."""
    marks = ", ".join("?" * len(lesion_ids))
    rows = connection.execute(
        "SELECT l.id, s.site, s.form FROM lesion l JOIN lesion_setting s ON s.lesion_id = l.id "
        "WHERE l.patient_id IN (SELECT ? UNION ALL SELECT id FROM patient WHERE merged_into = ?) "
        f"AND l.id IN ({marks}) ORDER BY l.id, s.position",
        (patient_id, patient_id, *lesion_ids),
    ).fetchall()
    # Of each lesion the last one stands: quicker than to ask for it.
    return {lesion_id: Place(site, Form(form)) for lesion_id, site, form in rows}


def read_events(connection: Connection, patient_id: int) -> tuple[LesionEvent, ...]:
    """Events of a patient in the order entered."""
    links: dict[int, list[int]] = defaultdict(list)
    for event_id, to in connection.execute(
        "SELECT k.event_id, k.to_lesion_id FROM lesion_link k JOIN lesion_event e ON e.id = k.event_id "
        "WHERE e.patient_id = ? ORDER BY k.event_id, k.position",
        (patient_id,),
    ).fetchall():
        links[event_id].append(to)
    rows = connection.execute(
        "SELECT id, uuid, lesion_id, happened_on, kind, visit_id FROM lesion_event WHERE patient_id = ? ORDER BY id",
        (patient_id,),
    ).fetchall()
    return tuple(
        LesionEvent(
            lesion_id=lesion_id,
            on=date.fromisoformat(on),
            kind=EventKind(kind),
            to=tuple(links[event_id]),
            visit_id=visit_id,
            id=event_id,
            uuid=bytes(uuid).hex(),
        )
        for event_id, uuid, lesion_id, on, kind, visit_id in rows
    )


def _identity(one: Lesion | LesionEvent) -> dict[str, Any]:
    return {"id": one.id, "uuid": bytes.fromhex(one.uuid)}


def _add_setting(unit: Unit, lesion_id: int, position: int, setting: LesionSetting, at: datetime) -> None:
    # First what it covers: a setting that stands takes no more (the schema refuses it).
    unit.insert_many(
        "lesion_extent",
        [
            {"lesion_id": lesion_id, "setting": position, "position": n, "site": site}
            for n, site in enumerate(setting.extent_sites)
        ],
    )
    unit.insert(
        "lesion_setting",
        {
            "lesion_id": lesion_id,
            "position": position,
            "set_on": setting.set_on.isoformat(),
            "set_at": (setting.set_at or at).isoformat(timespec="milliseconds"),
            "set_by": setting.set_by,
            "site": setting.site,
            "side": setting.side.value,
            "layer": setting.layer.value if setting.layer else None,
            "form": setting.form.value,
            "tracking_method": setting.tracking_method.value,
            "is_index": int(setting.index),
            "reason": setting.reason,
        },
    )


def _read_settings(connection: Connection, patient_id: int) -> dict[int, list[LesionSetting]]:
    extents: dict[tuple[int, int], list[str]] = defaultdict(list)
    for lesion_id, setting, site in connection.execute(
        "SELECT x.lesion_id, x.setting, x.site FROM lesion l JOIN lesion_extent x ON x.lesion_id = l.id "
        "WHERE l.patient_id = ? ORDER BY x.lesion_id, x.setting, x.position",
        (patient_id,),
    ).fetchall():
        extents[lesion_id, setting].append(site)
    found: dict[int, list[LesionSetting]] = defaultdict(list)
    for row in connection.execute(
        "SELECT s.lesion_id, s.position, s.set_on, s.set_at, s.set_by, s.site, s.side, s.layer, s.form, "
        "s.tracking_method, s.is_index, s.reason FROM lesion l JOIN lesion_setting s ON s.lesion_id = l.id "
        "WHERE l.patient_id = ? ORDER BY s.lesion_id, s.position",
        (patient_id,),
    ).fetchall():
        found[row[0]].append(_setting(row, tuple(extents[row[0], row[1]])))
    return found


def _setting(row: tuple[Any, ...], extent: tuple[str, ...]) -> LesionSetting:
    _, _, set_on, set_at, set_by, site, side, layer, form, method, index, reason = row
    return LesionSetting(
        site=site,
        side=Side(side),
        set_on=date.fromisoformat(set_on),
        form=Form(form),
        extent_sites=extent,
        layer=Layer(layer) if layer else None,
        tracking_method=Method(method),
        index=bool(index),
        set_at=datetime.fromisoformat(set_at),
        set_by=set_by,
        reason=reason,
    )
