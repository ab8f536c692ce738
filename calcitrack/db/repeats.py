"""Which patients have readings that were repeated."""

from __future__ import annotations

from collections.abc import Iterator

from calcitrack.db.driver import Connection

_AT_ONCE = 1000


def patients_with_repeats(connection: Connection) -> Iterator[tuple[int, int, list[int]]]:
    """Ids of patients with an assessment that has more than one reading, some at a time; of a merged one the other's.

    Yields:
        How many ids were looked through, of how many, and those found: a reader may stop in between.
    """
    most = connection.execute("SELECT coalesce(max(id), 0) FROM patient").fetchone()[0]
    for first in range(1, most + 1, _AT_ONCE):
        last = min(first + _AT_ONCE - 1, most)
        found = connection.execute(
            "SELECT DISTINCT p.id FROM reading r JOIN patient o ON o.id = r.patient_id "
            "JOIN patient p ON p.id = coalesce(o.merged_into, o.id) "
            "WHERE r.patient_id BETWEEN ? AND ? AND r.ordinal > 0 AND p.removed_at IS NULL ORDER BY p.id",
            (first, last),
        ).fetchall()
        yield last, most, [row[0] for row in found]
