"""The audit for those who answer for the vault: who did what, to whose record, when and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from calcitrack.clinic.context import Operations
from calcitrack.clinic.history import Names
from calcitrack.clinic.rights import ADMINISTRATORS, operation
from calcitrack.db import audit_list, patients
from calcitrack.db.audit_list import AuditFilter
from calcitrack.db.unit import each_row
from calcitrack.domain.staff import AuditEntry


class AuditKind(Enum):
    """What the audit is filtered by."""

    EVERYTHING = "everything"
    SIGN_IN = "sign-ins"
    VIEW = "views"
    CHANGE = "changes"
    SIGNATURE = "signatures"
    OUTPUT = "prints and exports"
    PEOPLE = "people and settings"


_ACTIONS: dict[AuditKind, tuple[str, ...]] = {
    AuditKind.EVERYTHING: (),
    AuditKind.SIGN_IN: ("sign in%", "failed sign-ins", "lock", "choose own password", "go on with a record%"),
    AuditKind.VIEW: ("view record", "show guidance", "break glass"),
    AuditKind.SIGNATURE: ("sign visit", "amend visit"),
    AuditKind.OUTPUT: ("print%", "export%", "copy%"),
    AuditKind.PEOPLE: (
        "add person", "change roles", "person leaves", "let person back in", "give first password",
        "change own password", "change data key", "set %", "make vault", "restrict record", "lift restriction",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What is asked of the audit.

    Attributes:
        person: Identity of who did it; None for everybody, empty bytes for the program itself.
        mrn: Record number of the patient concerned; empty for any.
        first: First day where the clinic is; None for no limit.
        last: Last day; None for no limit.
    """

    kind: AuditKind = AuditKind.EVERYTHING
    person: bytes | None = None
    mrn: str = ""
    first: date | None = None
    last: date | None = None


class AuditLog(Operations):
    """Use cases around the audit as a whole. One record's own history is for everybody: ``History``."""

    @operation(ADMINISTRATORS)
    def ids(self, query: AuditQuery) -> list[int]:
        """Row numbers of what fits, newest first; none where the record number is nobody's."""
        connection = self._context.vault.connection
        patient = None
        if query.mrn.strip():
            patient = patients.uuid_of_mrn(connection, query.mrn.strip())
            if patient is None:
                return []
        actions = _ACTIONS.get(query.kind, ())
        besides = () if query.kind is not AuditKind.CHANGE else tuple(a for some in _ACTIONS.values() for a in some)
        since, until = _begin(query.first), _begin(query.last + timedelta(days=1) if query.last else None)
        return audit_list.ids(connection, AuditFilter(query.person, actions, besides, patient, since, until))

    @operation(ADMINISTRATORS)
    def rows(self, wanted: Sequence[int]) -> tuple[AuditEntry, ...]:
        """These rows, in this order."""
        return audit_list.rows(self._context.vault.connection, wanted)

    @operation(ADMINISTRATORS)
    def details(self, row_id: int) -> tuple[str, ...]:
        """What a row changed, a line each; empty for a view, a print or a sign-in."""
        found = audit_list.row(self._context.vault.connection, row_id)
        if found is None:
            return ()
        names = Names(self._context.record(found.patient_id) if found.patient_id is not None else None)
        return names.details(list(each_row(json.loads(found.changes))))

    @operation(ADMINISTRATORS)
    def people(self) -> tuple[tuple[bytes, str], ...]:
        """Whom the audit can be filtered by: identity and name."""
        return audit_list.people(self._context.vault.connection)


def _begin(day: date | None) -> datetime | None:
    """The instant at which a day begins where the clinic is."""
    return None if day is None else datetime.combine(day, time()).astimezone().astimezone(UTC)
