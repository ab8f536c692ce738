"""The triggers of schema 1: what is signed, what is only ever added to, and which identities never change.

They only forbid. Each holds with ``recursive_triggers`` off as well, where REPLACE removes rows without a word: a row
that would take the key of a guarded one is refused on the way in.
"""

from __future__ import annotations

from collections.abc import Callable

from calcitrack.db import merge_guards_1

SIGNED = "signed"
"""What a trigger says that keeps signed content; the program turns it into a sentence."""

FIXED = "fixed"
"""What the others say: the program never does what they refuse, so it is shown as a fault of the program."""

OWN_ROWS_OF_VISIT = ("lab", "antibiotic", "instrument_answer")
"""Children whose primary key holds the visit, so that a colliding row lies under the same visit."""

_IDENTITIES = {
    "person": ("id", "uuid"),
    "account": ("id", "uuid", "person_id"),
    "patient": ("id", "uuid"),
    "visit": ("id", "uuid", "patient_id"),
    "lesion": ("id", "uuid", "patient_id", "number"),
    "lesion_event": ("id", "uuid", "patient_id"),
    "awaited": ("id", "uuid", "patient_id", "visit_id", "kind"),
    "trial": ("id", "uuid", "patient_id"),
    "dismissal": ("id", "uuid", "patient_id", "finding", "person_id"),
    "attachment": ("id", "uuid", "patient_id"),
}
"""Columns that say what a row is and whose: signed hashes and audit rows name them, so they are written once."""

_UNIQUE = {
    "patient": (("id",), ("uuid",), ("mrn",)),
    "visit": (("id",), ("uuid",)),
    "lesion": (("id",), ("uuid",), ("patient_id", "number")),
    "lesion_number": (("patient_id",),),
    "lesion_event": (("id",), ("uuid",)),
    "addendum": (("id",), ("uuid",), ("visit_id", "revision")),
    "awaited": (("id",), ("uuid",)),
    "attachment": (("id",), ("uuid",)),
    "judgement": (("id",), ("uuid",)),
    "settlement": (("id",), ("uuid",)),
    "audit": (("id",), ("workstation", "sequence")),
}
"""Keys by which an inserted row could replace another one."""


def triggers() -> list[str]:
    """Every guard, as SQL."""
    return [
        *(_refuse(f"{table}_identity", "UPDATE", table, _changes(*columns)) for table, columns in _IDENTITIES.items()),
        *(_refuse(f"{table}_collision", "INSERT", table, _collides(table)) for table in _UNIQUE),
        *_guard_visit(),
        *(trigger for table in OWN_ROWS_OF_VISIT for trigger in _guard_children(table, _is_signed)),
        *_guard_children("lesion_event", _is_signed),
        *_guard_children("lesion_link", _is_link_signed),
        *_guard_attachment(),
        *(trigger for table in ("assessment", "reading") for trigger in _guard_revisions(table)),
        *_guard_addendum(),
        *_guard_lesion(),
        *(trigger for table in ("audit", "judgement", "settlement") for trigger in _guard_added_only(table)),
        _refuse("patient_delete", "DELETE", "patient"),
        *(_refuse(*guard) for guard in merge_guards_1.conditions()),
    ]


def _refuse(name: str, when: str, table: str, condition: str = "", *, word: str = FIXED) -> str:
    clause = f"WHEN {condition} " if condition else ""
    return f"CREATE TRIGGER {name} BEFORE {when} ON {table} {clause}BEGIN SELECT RAISE(ABORT, '{word}'); END"


def _keep(name: str, when: str, table: str, condition: str) -> str:
    """Refuse for the sake of what is signed."""
    return _refuse(name, when, table, condition, word=SIGNED)


def _changes(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)


def _collides(table: str) -> str:
    keys = " OR ".join("(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in _UNIQUE[table])
    return f"EXISTS (SELECT 1 FROM {table} WHERE {keys})"


def _is_signed(row: str) -> str:
    return f"(SELECT status FROM visit WHERE id = {row}.visit_id) IS 'signed'"


def _is_link_signed(row: str) -> str:
    """A link lies under its own visit and under that of its event."""
    event = f"(SELECT visit_id FROM lesion_event WHERE id = {row}.event_id)"
    return f"EXISTS (SELECT 1 FROM visit WHERE id IN ({row}.visit_id, {event}) AND status = 'signed')"


def _is_lesion_signed(lesion: str) -> str:
    one_person = merge_guards_1.is_own_or_merged("a.patient_id", "l.patient_id")
    return (
        f"EXISTS (SELECT 1 FROM lesion l JOIN assessment a ON a.lesion_id = l.id AND {one_person} "
        f"JOIN visit v ON v.id = a.visit_id WHERE l.id = {lesion} AND v.status = 'signed')"
    )


def _guard_visit() -> list[str]:
    """A visit is born as a draft; once signed it takes no write at all."""
    return [
        _refuse("visit_insert", "INSERT", "visit", "NEW.status <> 'draft'"),
        _keep("visit_update", "UPDATE", "visit", "OLD.status = 'signed'"),
        _keep("visit_delete", "DELETE", "visit", "OLD.status = 'signed'"),
    ]


def _guard_children(table: str, signed: Callable[[str], str]) -> list[str]:
    """No row under a signed visit is added, changed, removed, moved away from it or moved under it."""
    return [
        _keep(f"{table}_insert", "INSERT", table, signed("NEW")),
        _keep(f"{table}_update", "UPDATE", table, f"{signed('OLD')} OR {signed('NEW')}"),
        _keep(f"{table}_delete", "DELETE", table, signed("OLD")),
    ]


def _guard_attachment() -> list[str]:
    """As other children, but a picture of the wrong patient can be taken out of sight: that alone may be written."""
    content = ("visit_id", "lesion_id", "kind", "name", "media_type", "size", "sha256", "taken_on", "added_at",
               "added_by")  # fmt: skip
    either = f"({_is_signed('OLD')} OR {_is_signed('NEW')})"
    return [
        _keep("attachment_insert", "INSERT", "attachment", _is_signed("NEW")),
        _keep(
            "attachment_update",
            "UPDATE",
            "attachment",
            f"{either} AND (OLD.removed_at IS NOT NULL OR {_changes(*content)})",
        ),
        _keep("attachment_delete", "DELETE", "attachment", _is_signed("OLD")),
    ]


def _guard_revisions(table: str) -> list[str]:
    """Revision 0 is written while the visit is a draft; a later one while its addendum is open, and never again."""
    is_open = "EXISTS (SELECT 1 FROM addendum WHERE visit_id = NEW.visit_id AND revision = NEW.revision AND sealed = 0)"
    may_not = f"CASE NEW.revision WHEN 0 THEN {_is_signed('NEW')} ELSE NOT {is_open} END"
    return [
        _keep(f"{table}_insert", "INSERT", table, may_not),
        _keep(
            f"{table}_update",
            "UPDATE",
            table,
            f"{_is_signed('OLD')} OR {_is_signed('NEW')} OR {_changes('revision')}",
        ),
        _keep(f"{table}_delete", "DELETE", table, _is_signed("OLD")),
    ]


def _guard_addendum() -> list[str]:
    """An addendum is born open under a signed visit; the one write that it takes seals it."""
    said = ("id", "uuid", "patient_id", "visit_id", "revision", "kind", "reason", "text", "written_at", "written_by",
            "person_id")  # fmt: skip
    return [
        _keep("addendum_insert", "INSERT", "addendum", f"NEW.sealed <> 0 OR NOT {_is_signed('NEW')}"),
        _keep("addendum_update", "UPDATE", "addendum", f"OLD.sealed = 1 OR NEW.sealed <> 1 OR {_changes(*said)}"),
        _refuse("addendum_delete", "DELETE", "addendum"),
    ]


def _guard_lesion() -> list[str]:
    """A signed lesion stays, with all that was ever set for it; numbers only go up."""
    return [
        _keep("lesion_update", "UPDATE", "lesion", f"({_changes('first_seen')}) AND {_is_lesion_signed('OLD.id')}"),
        _keep("lesion_delete", "DELETE", "lesion", _is_lesion_signed("OLD.id")),
        _refuse("lesion_number_update", "UPDATE", "lesion_number", f"NEW.last < OLD.last OR {_changes('patient_id')}"),
        _refuse("lesion_number_delete", "DELETE", "lesion_number"),
        _refuse(
            "lesion_setting_insert",
            "INSERT",
            "lesion_setting",
            "NEW.position <> (SELECT count(*) FROM lesion_setting WHERE lesion_id = NEW.lesion_id)",
        ),
        _refuse("lesion_setting_update", "UPDATE", "lesion_setting"),
        _keep("lesion_setting_delete", "DELETE", "lesion_setting", _is_lesion_signed("OLD.lesion_id")),
        # What a setting covers is written before the setting; a setting that stands takes no more.
        _refuse(
            "lesion_extent_insert",
            "INSERT",
            "lesion_extent",
            "EXISTS (SELECT 1 FROM lesion_setting WHERE lesion_id = NEW.lesion_id AND position = NEW.setting)",
        ),
        _refuse("lesion_extent_update", "UPDATE", "lesion_extent"),
        _keep("lesion_extent_delete", "DELETE", "lesion_extent", _is_lesion_signed("OLD.lesion_id")),
    ]


def _guard_added_only(table: str) -> list[str]:
    return [_refuse(f"{table}_update", "UPDATE", table), _refuse(f"{table}_delete", "DELETE", table)]
