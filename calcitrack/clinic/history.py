"""The record's history in words, from the audit."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from calcitrack.clinic.context import Operations
from calcitrack.clinic.rights import EVERYBODY, operation
from calcitrack.db import as_it_was, audit
from calcitrack.db.unit import Change, each_row
from calcitrack.domain.errors import NotFound
from calcitrack.domain.lengths import format_tenths
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that was done.

    Attributes:
        at: Instant, UTC.
        what: What was done, in words.
        details: What it changed, a line each; empty for a view or a print.
        visit_id: The visit concerned; None when none was.
        id: By which the record as it was then is found.
    """

    at: datetime
    who: str
    what: str
    details: tuple[str, ...]
    reason: str
    visit_id: int | None
    id: int = 0


AT_ONCE = 10_000
"""So many entries are read at first; the rest is read when it is asked for."""


class History(Operations):
    """Use cases around what was done to a record."""

    @operation(EVERYBODY)
    def of_patient(self, patient_id: int, limit: int = AT_ONCE) -> tuple[HistoryEntry, ...]:
        """What was done to a patient's record, newest first, up to a limit.

        Raises:
            NotFound: There is no such patient.
        """
        record = self._context.record(patient_id)
        names = Names(record)
        rows = audit.of_patients(self._context.vault.connection, _everyone(record), limit)
        return tuple(
            HistoryEntry(
                row.at,
                row.person,
                names.what(row),
                names.details(list(each_row(json.loads(row.changes)))),
                row.reason,
                names.visit_ids.get(row.entity_uuid),
                row.id,
            )
            for row in rows
        )

    @operation(EVERYBODY)
    def count(self, patient_id: int) -> int:
        """How many things were done to a patient's record.

        Raises:
            NotFound: There is no such patient.
        """
        return audit.count_of_patients(self._context.vault.connection, _everyone(self._context.record(patient_id)))

    @operation(EVERYBODY)
    def count_after(self, patient_id: int, entry_id: int) -> int:
        """How many things changed a patient's record after an entry of its history.

        Raises:
            NotFound: There is no such patient.
        """
        everyone = _everyone(self._context.record(patient_id))
        return audit.changes_after(self._context.vault.connection, everyone, entry_id)

    @operation(EVERYBODY)
    def as_it_was(self, patient_id: int, entry_id: int) -> PatientRecord:
        """A patient's record as it was right after an entry of its history; only to be read.

        Raises:
            NotFound: There is no such patient, or there was none then.
        """
        now = self._context.record(patient_id)
        found = as_it_was.read(self._context.vault.connection, now.patient.uuid, entry_id)
        if found is None:
            raise _not_yet()
        return found

    @operation(EVERYBODY)
    def entry_by(self, patient_id: int, until: datetime) -> int:
        """The last entry before an instant.

        Raises:
            NotFound: There is no such patient, or there was none then.
        """
        now = self._context.record(patient_id)
        instant = until.astimezone(UTC).isoformat(timespec="milliseconds")
        found = as_it_was.last_until(self._context.vault.connection, now.patient.uuid, instant)
        if found is None:
            raise _not_yet()
        return found


def _everyone(record: PatientRecord) -> tuple[str, ...]:
    """Identities of the patient and of the records merged into theirs: what was done to either is one history."""
    return (record.patient.uuid, *(one.patient.uuid for one in record.merged))


def _not_yet() -> NotFound:
    return NotFound(
        say(QT_TRANSLATE_NOOP("clinic", "This patient was not in the vault yet on that day.")),
        say(QT_TRANSLATE_NOOP("clinic", "Choose a later day.")),
    )


MOST_LINES = 60
"""Up to this many changed rows a history entry lists each."""


class Names:
    """Says in words what audit rows say in identities; without a record it knows no lesion and no visit by name."""

    def __init__(self, record: PatientRecord | None) -> None:
        self.visit_ids: dict[str, int] = {}
        self._visits: dict[str, str] = {}
        self._lesions: dict[str, str] = {}
        self._trials: dict[str, str] = {}
        if record is not None:
            self._learn(record)

    def _learn(self, record: PatientRecord) -> None:
        self.visit_ids = {visit.uuid: visit.id for visit in record.visits}
        self._visits = {visit.uuid: visit.visited_on.isoformat() for visit in record.visits}
        self._lesions = {lesion.uuid: f"lesion {lesion.number}" for lesion in record.lesions}
        self._trials = {trial.uuid: trial.therapy for trial in record.trials}

    def what(self, row: audit.AuditRow) -> str:
        """The action with the name of what it concerned."""
        text = row.action[:1].upper() + row.action[1:]
        named = self._visits.get(row.entity_uuid) or self._lesions.get(row.entity_uuid)
        named = named or self._trials.get(row.entity_uuid)
        return f"{text} · {named}" if named else text

    def details(self, changes: Sequence[Change]) -> tuple[str, ...]:
        """A line for each changed row that a person would want to see."""
        if len(changes) > MOST_LINES:
            return _counted(changes)
        lines = (self._line(*change) for change in changes)
        return tuple(line for line in lines if line)

    def _line(
        self, table: str, key: Mapping[str, Any], before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> str:
        if table == "person_role":
            return f"role {key['role']}: {'taken away' if after is None else 'given'}"
        values = {name: value for name, value in (after or {}).items() if name not in _HIDDEN and name not in key}
        old = before or {}
        shown = [
            f"{_label(name)} {self._value(name, old[name])} → {self._value(name, value)}"
            if name in old
            else f"{_label(name)} {self._value(name, value)}"
            for name, value in values.items()
            if value not in (None, "") or name in old
        ]
        if after is None:
            shown = ["removed"]
        if not shown:
            return ""
        subject = self._lesions.get(str(key.get("lesion_id", ""))) or _label(str(key.get("fact", table)))
        return f"{subject}: {', '.join(shown)}"

    def _value(self, name: str, value: Any) -> str:
        if value in (None, ""):
            return "not recorded"
        if name == "content_hash":
            return f"{value[:4]}-{value[4:8]}"
        if name in ("length", "width", "thickness"):
            return f"{format_tenths(int(value))} mm"
        if name in _YES_NO:
            return "yes" if value else "no"
        return self._lesions.get(str(value)) or self._visits.get(str(value)) or str(value)


def _counted(changes: Sequence[Change]) -> tuple[str, ...]:
    """A long list of changes as how many of each kind: an import is not read row by row."""
    counts: dict[str, int] = {}
    for table, _, _, _ in changes:
        counts[table] = counts.get(table, 0) + 1
    return tuple(f"{_label(table)}: {n}" for table, n in counts.items() if table not in _PARTS)


_PARTS = frozenset({"lesion_setting", "lesion_extent", "lesion_link"})
_HIDDEN = frozenset(
    {"version", "position", "ordinal", "revision", "sealed", "sort_name", "hash_recipe", "entered_at", "patient_id",
     "written_at", "written_by", "signed_at", "visit_id", "lesion_id", "trial_id", "person_id",
     "signed_by_person_id", "set_at", "set_by", "author", "created_at", "disabled_at"}
)  # fmt: skip
_YES_NO = frozenset(
    {"fever", "visible", "palpable", "ulcer", "redness", "swelling", "tendon_sheath", "function_limited",
     "nerve_compression", "is_index", "all_lesions", "active"}
)  # fmt: skip


def _label(name: str) -> str:
    return name.replace("_json", "").replace("_", " ")
