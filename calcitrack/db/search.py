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
    # Half a character, as a paste can bring, is in no name.
    readings = _readings(text.encode("utf-8", "ignore").decode())
    found: dict[int, None] = {}
    for terms in readings:
        found |= dict.fromkeys(_by_beginnings(connection, terms, limit + 1))
    for terms in readings:
        if len(found) <= limit:
            found |= dict.fromkeys(_by_parts(connection, terms, limit + 1 + len(found)))
    return SearchResult(_hits(connection, list(found)[:limit]), more=len(found) > limit)


def _readings(text: str) -> tuple[tuple[str, ...], ...]:
    """What was typed as folded words, in each way it can be meant: 12-1999 is a month, or a record number."""
    typed = tuple(word.strip(",;") for word in fold(text).split() if word.strip(",;"))
    if not typed:
        return ()
    whole = _stored_date(text.strip())
    dated = tuple(_stored_date(word) or word for word in typed)
    return tuple(dict.fromkeys([*([(whole,)] if whole else []), dated, typed]))


def _stored_date(typed: str) -> str | None:
    """A typed date as it is stored; None when it is none. A year alone is found as it is typed."""
    if len(typed) <= len("1968") or not any(c.isdigit() for c in typed):
        return None
    try:
        return PartialDate.parse(typed).text
    except DateRefused:
        return None


def _by_beginnings(connection: Connection, terms: tuple[str, ...], limit: int) -> list[int]:
    first, *others = sorted(terms, key=len, reverse=True)
    bounds = [bound for term in (first, *others) for bound in (term, term + _LAST)]
    # DISTINCT, because one patient can have many words with one beginning.
    rows = connection.execute(
        f"SELECT DISTINCT w.patient_id FROM patient_word w WHERE w.word >= ? AND w.word < ?{_BEGINS * len(others)} "
        "LIMIT ?",
        (*bounds, limit),
    )
    return [row_id for (row_id,) in rows.fetchall()]


_BEGINS = " AND EXISTS (SELECT 1 FROM patient_word o WHERE o.patient_id = w.patient_id AND o.word >= ? AND o.word < ?)"


def _by_parts(connection: Connection, terms: tuple[str, ...], limit: int) -> list[int]:
    """Longer words anywhere; of shorter ones the beginning, as the text index does not know them."""
    parts = [term for term in terms if len(term) >= _PART]
    if not parts:
        return []
    quoted = " AND ".join('"' + term.replace('"', '""') + '"' for term in parts)
    short = [term for term in terms if len(term) < _PART]
    bounds = [bound for term in short for bound in (term, term + _LAST)]
    rows = connection.execute(
        "SELECT w.patient_id FROM (SELECT rowid AS patient_id FROM patient_text WHERE patient_text MATCH ?) w "
        f"WHERE 1{_BEGINS * len(short)} LIMIT ?",
        (quoted, *bounds, limit),
    )
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
