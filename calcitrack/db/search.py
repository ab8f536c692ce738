"""Finding a patient while typing: by the beginning of a word first, then by any part of one."""

from __future__ import annotations

from calcitrack.db.driver import Connection
from calcitrack.domain.dates import DateRefused, PartialDate
from calcitrack.domain.folding import fold
from calcitrack.domain.vocabulary import PatientStatus, Sex
from calcitrack.domain.worklist import PatientHit, SearchResult

LIMIT = 50
_PART = 3
"""From this many letters on, any part of a word is found (the text index knows groups of three)."""

_LAST = "\U0010ffff"


def find(connection: Connection, text: str, limit: int = LIMIT) -> SearchResult:
    """Patients whose words begin with every typed word, then those that contain them; best first.

    At most ``limit`` are listed, and ``more`` says that there are others.
    """
    terms = _terms(text)
    if not terms:
        return SearchResult(())
    found = _by_beginnings(connection, terms, limit + 1)
    if len(found) <= limit and all(len(term) >= _PART for term in terms):
        seen = set(found)
        found += [row for row in _by_parts(connection, terms, limit + 1 + len(found)) if row not in seen]
    return SearchResult(_hits(connection, found[:limit]), more=len(found) > limit)


def _terms(text: str) -> tuple[str, ...]:
    """The typed words, folded; a typed date is one word, as it is stored."""
    try:
        typed = text.strip()
        if len(typed) > len("1968") and any(c.isdigit() for c in typed):
            return (PartialDate.parse(typed).text,)
    except DateRefused:
        pass
    return tuple(word.strip(",;") for word in fold(text).split() if word.strip(",;"))


def _by_beginnings(connection: Connection, terms: tuple[str, ...], limit: int) -> list[int]:
    first, *others = sorted(terms, key=len, reverse=True)
    conditions = "".join(
        " AND EXISTS (SELECT 1 FROM patient_word o WHERE o.patient_id = w.patient_id AND o.word >= ? AND o.word < ?)"
        for _ in others
    )
    bounds = [bound for term in (first, *others) for bound in (term, term + _LAST)]
    # A patient can have two words with one beginning, so a few more are read and doubles dropped.
    rows = connection.execute(
        f"SELECT w.patient_id FROM patient_word w WHERE w.word >= ? AND w.word < ?{conditions} LIMIT ?",
        (*bounds, limit * 4),
    ).fetchall()
    return list(dict.fromkeys(row_id for (row_id,) in rows))[:limit]


def _by_parts(connection: Connection, terms: tuple[str, ...], limit: int) -> list[int]:
    quoted = " AND ".join('"' + term.replace('"', '""') + '"' for term in terms)
    rows = connection.execute("SELECT rowid FROM patient_text WHERE patient_text MATCH ? LIMIT ?", (quoted, limit))
    return [row_id for (row_id,) in rows.fetchall()]


def _hits(connection: Connection, ids: list[int]) -> tuple[PatientHit, ...]:
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        "SELECT id, family_name, given_name, mrn, birth_date, sex, status FROM patient "
        f"WHERE id IN ({marks}) AND removed_at IS NULL",
        ids,
    ).fetchall()
    by_id = {
        row_id: PatientHit(
            row_id, f"{family}, {given}" if given else family, mrn, PartialDate(born), Sex(sex), PatientStatus(status)
        )
        for row_id, family, given, mrn, born, sex, status in rows
    }
    return tuple(by_id[row_id] for row_id in ids if row_id in by_id)
