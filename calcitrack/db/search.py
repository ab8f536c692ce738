"""Finding a patient while typing: by the beginning of a word first, then by any part of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.dates import DateRefused, PartialDate
from calcitrack.domain.folding import fold
from calcitrack.domain.vocabulary import PatientStatus, Sex
from calcitrack.domain.worklist import PatientHit, SearchResult

LIMIT = 50
_PART = 3
"""From this many letters on, any part of a word is found (the text index knows groups of three)."""

_ASKED = 2
"""So many groups of three letters of a long word are looked up, the rarest; the text itself says yes or no."""

_SAMPLE = 400
"""Patients by whose words the commonness of a group is judged. A poor sample costs time, never a patient."""

_LAST = "\U0010ffff"


class PatientFinder:
    """Searches one vault; it learns which groups of letters are rare there when it first needs to know.

    Args:
        connection: Gives the vault's connection of the moment: after a failed write the vault opens another.
    """

    def __init__(self, connection: Callable[[], Connection]) -> None:
        self._connection = connection

    def find(self, text: str, limit: int = LIMIT) -> SearchResult:
        """Patients whose words begin with every typed word, then those that contain them; best first.

        At most ``limit`` are listed, and ``more`` says that there are others.
        """
        connection = self._connection()
        # Half a character, as a paste can bring, is in no name.
        readings = _readings(text.encode("utf-8", "ignore").decode())
        found: dict[int, None] = {}
        for terms in readings:
            found |= dict.fromkeys(_by_beginnings(connection, terms, limit + 1))
        for terms in readings:
            if len(found) <= limit:
                found |= dict.fromkeys(self._by_parts(terms, limit + 1 + len(found)))
        return SearchResult(_hits(connection, list(found)[:limit]), more=len(found) > limit)

    def _by_parts(self, terms: tuple[str, ...], limit: int) -> list[int]:
        """Longer words anywhere; of shorter ones the beginning, as the text index does not know them."""
        parts = [term for term in terms if len(term) >= _PART]
        if not parts:
            return []
        groups = " AND ".join(_quoted(group) for part in parts for group in self._rarest(part))
        short = [term for term in terms if len(term) < _PART]
        bounds = [bound for term in short for bound in (term, term + _LAST)]
        rows = self._connection().execute(
            "SELECT w.patient_id FROM "
            "(SELECT rowid AS patient_id, folded FROM patient_text WHERE patient_text MATCH ?) w "
            f"WHERE 1{' AND instr(w.folded, ?)' * len(parts)}{_BEGINS * len(short)} LIMIT ?",
            (groups, *parts, *bounds, limit),
        )
        return [row_id for (row_id,) in rows.fetchall()]

    def _rarest(self, part: str) -> list[str]:
        groups = _groups(part)
        return sorted(groups, key=self._commonness.__getitem__)[:_ASKED]

    @cached_property
    def _commonness(self) -> Counter[str]:
        (last,) = self._connection().execute("SELECT coalesce(max(rowid), 0) FROM patient_text").fetchone()
        ids = range(1, last + 1, max(1, last // _SAMPLE))
        rows = self._connection().execute(
            f"SELECT folded FROM patient_text WHERE rowid IN ({', '.join('?' * len(ids))})", tuple(ids)
        )
        return Counter(group for (folded,) in rows.fetchall() for group in _groups(folded))


def is_index_whole(connection: Connection) -> bool:
    """Whether the text index leads to every line that holds a group of three letters, for all groups.

    SQLite's own check misses an old page of the index's directory: lines under it are then simply not found.
    """
    lines = connection.execute("SELECT folded FROM patient_text")
    expected = Counter(group for (folded,) in lines for group in _groups(folded))
    asked = "SELECT count(*) FROM patient_text WHERE patient_text MATCH ?"
    # More than expected is right: the index may take letters for one that are two here, and the search looks again.
    return all(connection.execute(asked, (_quoted(group),)).fetchone()[0] >= n for group, n in expected.items())


def make_index_anew(unit: Unit) -> None:
    """Build the text index from its lines."""
    unit.run("INSERT INTO patient_text (patient_text) VALUES ('rebuild')")


def _quoted(group: str) -> str:
    return '"' + group.replace('"', '""') + '"'


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


def _groups(text: str) -> list[str]:
    """Each three letters that follow each other, once."""
    return list(dict.fromkeys(text[start : start + _PART] for start in range(len(text) - _PART + 1)))


def _hits(connection: Connection, ids: list[int]) -> tuple[PatientHit, ...]:
    """The patients of these rows in this order; for a merged record the patient into whose record it was merged."""
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        "SELECT o.id, o.family_name, o.given_name, o.mrn, p.id, p.family_name, p.given_name, p.mrn, p.birth_date, "
        "p.sex, p.status FROM patient o JOIN patient p ON p.id = coalesce(o.merged_into, o.id) "
        f"WHERE o.id IN ({marks}) AND p.removed_at IS NULL",
        ids,
    ).fetchall()
    by_id = {row[0]: _hit(row) for row in rows}
    found: dict[int, PatientHit] = {}
    for row_id in ids:
        if (hit := by_id.get(row_id)) is not None and not (hit.found_as and hit.patient_id in found):
            # Found by its own words, a patient needs none of another record's; the place of the better hit stays.
            found[hit.patient_id] = hit
    return tuple(found.values())


def _hit(row: tuple[Any, ...]) -> PatientHit:
    found_id, old_family, old_given, old_mrn, patient_id, family, given, mrn, born, sex, status = row
    found_as = "" if found_id == patient_id else f"{_name(old_family, old_given)}, {old_mrn}"
    return PatientHit(
        patient_id, _name(family, given), mrn, PartialDate(born), Sex(sex), PatientStatus(status), found_as
    )


def _name(family: str, given: str) -> str:
    return f"{family}, {given}" if given else family
