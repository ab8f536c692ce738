"""People and the accounts with which they sign in."""

from __future__ import annotations

from dataclasses import dataclass

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.folding import fold
from calcitrack.domain.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works with the vault."""

    id: int
    uuid: bytes
    name: str
    roles: frozenset[Role]


def add_first(unit: Unit, name: str, login: str, moment: str) -> int:
    """Add the first person: administrator and clinician. Returns the row number."""
    person_id = unit.insert("person", {"name": name})
    for role in (Role.ADMINISTRATOR, Role.CLINICIAN):
        unit.insert("person_role", {"person_id": person_id, "role": role.value})
    unit.insert("account", {"person_id": person_id, "login": fold(login), "created_at": moment})
    return person_id


def by_login(connection: Connection, login: str) -> Person | None:
    """Whoever signs in under this name; None when the account is unknown or was closed."""
    row = connection.execute(
        "SELECT p.id, p.uuid, p.name FROM account a JOIN person p ON p.id = a.person_id "
        "WHERE a.login = ? AND a.disabled_at IS NULL AND p.active = 1",
        (fold(login),),
    ).fetchone()
    if row is None:
        return None
    roles = connection.execute("SELECT role FROM person_role WHERE person_id = ?", (row[0],)).fetchall()
    return Person(row[0], bytes(row[1]), row[2], frozenset(Role(role) for (role,) in roles))
