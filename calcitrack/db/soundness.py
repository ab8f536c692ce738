"""Whether the database is sound in itself: its pages, its references, and the guards that its schema must have."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.db import driver, migrations
from calcitrack.db.driver import Connection
from calcitrack.db.migrations import Step
from calcitrack.db.unit import KEYS
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.verification import Check, Flaw

MOST = 20
"""So many flaws of one kind are listed."""


def check_pages(connection: Connection, *, is_file_whole: bool, quick: bool = False) -> list[Flaw]:
    """What encryption and structure say of every page.

    Args:
        connection: Of the vault.
        is_file_whole: Nothing stands in the log: the check of the pages' MACs reads the file itself, and would take
            what is not yet brought home for damage.
        quick: Leave out whether indexes agree with their tables, as for a copy made page by page.
    """
    found: list[str] = []
    if is_file_whole:
        found += [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchmany(MOST)]
    check = "quick_check" if quick else "integrity_check"
    found += [str(row[0]) for row in connection.execute(f"PRAGMA {check}({MOST})").fetchall() if row[0] != "ok"]
    damaged = QT_TRANSLATE_NOOP("verify", "The database is damaged: {what}.")
    return [Flaw(Check.PAGES, say(damaged, what=what.rstrip("."))) for what in found]


def check_references(connection: Connection) -> list[Flaw]:
    """Rows that point at rows that are not there."""
    counts: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        counts[table, parent] = counts.get((table, parent), 0) + 1
    lost = QT_TRANSLATE_NOOP("verify", "{n} rows of {table} belong to rows of {parent} that are missing.")
    return [Flaw(Check.REFERENCES, say(lost, n=n, table=table, parent=parent)) for (table, parent), n in counts.items()]


def check_numbering(connection: Connection) -> list[Flaw]:
    """Tables whose count of row numbers ever given is behind their rows: a number could come back."""
    behind = QT_TRANSLATE_NOOP("verify", "The numbering of {table} is behind its rows.")
    rows = connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    counted = [(name, last) for name, last in rows if name in KEYS]
    highest = {name: connection.execute(f"SELECT max(id) FROM {name}").fetchone()[0] for name, _ in counted}
    return [Flaw(Check.STRUCTURE, say(behind, table=name)) for name, last in counted if last < (highest[name] or 0)]


def check_structure(connection: Connection, steps: Sequence[Step] = migrations.STEPS) -> list[Flaw]:
    """Tables, indexes and guards that are missing, were changed, or are none of ours."""
    ours = driver.in_memory()
    try:
        migrations.migrate(ours, steps)
        expected, found = _structure(ours), _structure(connection)
    finally:
        ours.close()
    missing = QT_TRANSLATE_NOOP("verify", "The {kind} {name} of the database is missing.")
    foreign = QT_TRANSLATE_NOOP("verify", "The {kind} {name} in the database is none of CalciTrack's.")
    changed = QT_TRANSLATE_NOOP("verify", "The {kind} {name} of the database was changed.")
    flaws = []
    for key in sorted(expected.keys() | found.keys()):
        if expected.get(key) != found.get(key):
            sentence = missing if key not in found else foreign if key not in expected else changed
            flaws.append(Flaw(Check.STRUCTURE, say(sentence, kind=key[0], name=key[1])))
    return flaws


def _structure(connection: Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    return {(kind, name): " ".join(str(sql).split()) for kind, name, sql in rows}


def cannot_be_read(check: Check, error: Exception) -> Flaw:
    """The flaw of a part that is too damaged to be looked at."""
    return Flaw(
        check,
        say(
            QT_TRANSLATE_NOOP("verify", "The {part} cannot be read: the database is damaged ({code})."),
            part=check.value,
            code=getattr(error, "sqlite_errorname", "") or type(error).__name__,
        ),
    )
