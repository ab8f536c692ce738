"""What a salvage would bring, told before it is begun: how many patients and visits can be read, of how many."""

from __future__ import annotations

from collections.abc import Callable

from calcitrack.db import stages
from calcitrack.db.opening import DataKey
from calcitrack.db.salvage_reading import DamagedDatabase
from calcitrack.db.salvaging import TableTold, copied, find_a_way

FORESEEN = ("patient", "visit")
"""What a person would count."""


def foresee(known: DataKey, still_wanted: Callable[[], None]) -> tuple[TableTold, ...]:
    """Read a copy of a damaged database and keep nothing of it; what the audit can add comes on top.

    Args:
        known: Opens the damaged vault.
        still_wanted: Called now and then; raises where nobody wants to know any more.

    Raises:
        VaultDamaged: Nothing can be read.
        OSError: It cannot be copied beside its folder.
    """
    with stages.stage(known.folder.parent, stages.Kind.SALVAGED) as stage:
        source = copied(known, stage)
        reading = DamagedDatabase(source, known.key, known.slots.db_salt, still_wanted)
        try:
            find_a_way(known, source, reading)
            return tuple(_told(reading, table) for table in FORESEEN)
        finally:
            reading.close()


def _told(reading: DamagedDatabase, table: str) -> TableTold:
    found = reading.read(table)
    of = None if found.there_are is None else max(found.there_are, len(found.rows))
    return TableTold(table, len(found.rows), of)
