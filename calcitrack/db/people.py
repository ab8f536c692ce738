"""People and the accounts with which they sign in."""

from __future__ import annotations

from dataclasses import dataclass

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.folding import fold
from calcitrack.domain.staff import Colleague
from calcitrack.domain.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works with the vault."""

    id: int
    uuid: bytes
    name: str
    roles: frozenset[Role]


def everyone(connection: Connection) -> tuple[Colleague, ...]:
    """All who ever worked here, by name; those who left come last."""
    roles: dict[int, set[Role]] = {}
    for person_id, role in connection.execute("SELECT person_id, role FROM person_role"):
        roles.setdefault(person_id, set()).add(Role(role))
    found = connection.execute(
        "SELECT p.id, p.name, a.login, p.active, p.version FROM person p JOIN account a ON a.person_id = p.id "
        "WHERE a.id = (SELECT max(id) FROM account WHERE person_id = p.id)"
    ).fetchall()
    people = (Colleague(i, name, login, frozenset(roles.get(i, ())), bool(on), n) for i, name, login, on, n in found)
    return tuple(sorted(people, key=lambda one: (not one.active, fold(one.name), one.id)))


def uuid_of(connection: Connection, person_id: int) -> bytes:
    """The permanent identity of a person who is there."""
    return bytes(connection.execute("SELECT uuid FROM person WHERE id = ?", (person_id,)).fetchone()[0])


def login_of(connection: Connection, person_id: int) -> str:
    """The name under which a person signs in."""
    found = connection.execute(
        "SELECT login FROM account WHERE person_id = ? AND disabled_at IS NULL", (person_id,)
    ).fetchone()
    return str(found[0]) if found else ""


def add(unit: Unit, name: str, login: str, roles: frozenset[Role], moment: str) -> int:
    """Add a person with an account; returns the row number."""
    person_id = unit.insert("person", {"name": name})
    for role in sorted(roles):
        unit.insert("person_role", {"person_id": person_id, "role": role.value})
    unit.insert("account", {"person_id": person_id, "login": fold(login), "created_at": moment})
    return person_id


def set_roles(unit: Unit, person_id: int, roles: frozenset[Role]) -> bool:
    """Give a person these roles; returns whether any differed."""
    rows = [{"person_id": person_id, "role": role.value} for role in sorted(roles)]
    return unit.replace("person_role", {"person_id": person_id}, rows)


def set_active(unit: Unit, person_id: int, left_at: str | None) -> None:
    """Close a person's account at an instant, or with None open it again."""
    unit.update("person", {"id": person_id}, {"active": int(left_at is None)})
    for row in unit.select("SELECT id FROM account WHERE person_id = ?", (person_id,)):
        unit.update("account", {"id": row["id"]}, {"disabled_at": left_at})


def add_first(unit: Unit, name: str, login: str, moment: str) -> int:
    """Add the first person: administrator and clinician. Returns the row number."""
    return add(unit, name, login, frozenset({Role.ADMINISTRATOR, Role.CLINICIAN}), moment)


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
