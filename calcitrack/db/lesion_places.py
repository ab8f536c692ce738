"""Where the open lesions of the clinic are: counted by SQL, some patients at a time."""

from __future__ import annotations

from calcitrack.db.driver import Connection
from calcitrack.domain.places import SiteCount
from calcitrack.domain.vocabulary import AddendumKind, Side, State

_UNSEEN = ", ".join(f"'{state.value}'" for state in State if not state.is_evidence)
_CLOSED = ", ".join(f"'{state.value}'" for state in State if state.closes)
_LAST_STATE = f"""
    SELECT a.state FROM assessment a JOIN visit v ON v.id = a.visit_id
    WHERE a.patient_id IN (l.patient_id, p.id) AND a.lesion_id = l.id AND v.status = 'signed'
      AND a.state NOT IN ({_UNSEEN})
      AND NOT EXISTS (SELECT 1 FROM addendum x WHERE x.visit_id = v.id AND x.kind = '{AddendumKind.ENTERED_IN_ERROR}')
      AND a.revision = (SELECT max(b.revision) FROM assessment b WHERE b.patient_id = a.patient_id
                        AND b.visit_id = a.visit_id AND b.lesion_id = a.lesion_id)
    ORDER BY v.visited_on DESC, v.id DESC LIMIT 1"""
_OPEN = f"""
    SELECT s.site, s.side, count(*), count(DISTINCT p.id)
    FROM patient p
    JOIN lesion l ON l.patient_id IN (SELECT p.id UNION ALL SELECT m.id FROM patient m WHERE m.merged_into = p.id)
    JOIN lesion_setting s ON s.lesion_id = l.id
    WHERE p.id BETWEEN ? AND ? AND p.status = 'active' AND p.removed_at IS NULL AND p.merged_into IS NULL
      AND s.position = (SELECT max(t.position) FROM lesion_setting t WHERE t.lesion_id = l.id)
      AND coalesce(({_LAST_STATE}), '') NOT IN ({_CLOSED})
    GROUP BY s.site, s.side"""


def last_patient(connection: Connection) -> int:
    """The highest row number of a patient; 0 without any."""
    row = connection.execute("SELECT max(id) FROM patient").fetchone()
    return int(row[0] or 0)


def open_lesions(connection: Connection, first: int, last: int) -> list[SiteCount]:
    """The open lesions of the active patients in a range of row numbers, by site and side.

    A lesion is open until a signed visit that counts says, as the last one that saw it, that it is gone.
    """
    rows = connection.execute(_OPEN, (first, last)).fetchall()
    return [SiteCount(site, Side(side), lesions, patients) for site, side, lesions, patients in rows]
