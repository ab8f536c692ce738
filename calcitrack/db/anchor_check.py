"""Whether the record is as far as its anchor remembers, asked before anything in the vault is changed."""

from __future__ import annotations

from datetime import datetime

from calcitrack.db.anchor import FoundMark, Mark
from calcitrack.db.audit import NO_MAC
from calcitrack.db.driver import Connection
from calcitrack.domain.anchor import AnchorFinding, Gap


def present_mark(connection: Connection, vault: str, workstation: bytes, keys: int, at: datetime) -> Mark:
    """The mark that the record would have now; ``at`` stands where there is no entry yet."""
    row = connection.execute(
        "SELECT sequence, mac, at FROM audit WHERE workstation = ? ORDER BY sequence DESC LIMIT 1", (workstation,)
    ).fetchone()
    sequence, head, written = (int(row[0]), bytes(row[1]), datetime.fromisoformat(row[2])) if row else (0, NO_MAC, at)
    return Mark(0, vault, workstation.hex(), sequence, head.hex(), signed_visits(connection), keys, written)


def signed_visits(connection: Connection) -> int:
    """How many visits are signed: all but the drafts, both counted from an index."""
    total = connection.execute("SELECT count(*) FROM visit").fetchone()[0]
    drafts = connection.execute("SELECT count(*) FROM visit WHERE status = 'draft'").fetchone()[0]
    return int(total) - int(drafts)


def compare(connection: Connection, now: Mark, found: FoundMark) -> AnchorFinding | None:
    """What is wrong with the record against its anchor; None when nothing is.

    A record that is longer than its mark is right: the mark is written after the entry.
    """
    last = now.at if now.sequence else None
    then = found.mark
    if then is None:
        return AnchorFinding(Gap.ANCHOR_MISSING if found.is_missing else Gap.ANCHOR_DAMAGED, last_entry=last)
    missing_visits = max(0, then.signed - now.signed)
    if then.workstation == now.workstation and then.sequence > now.sequence:
        return AnchorFinding(Gap.SHORTER, then.sequence - now.sequence, missing_visits, last, then.at)
    if then.vault != now.vault or not _holds(connection, then):
        return AnchorFinding(Gap.OTHER_HISTORY, 0, missing_visits, last, then.at)
    if missing_visits:
        return AnchorFinding(Gap.FEWER_SIGNED, 0, missing_visits, last, then.at)
    if then.keys > now.keys:
        return AnchorFinding(Gap.OLDER_KEYS, last_entry=last, anchored=then.at)
    return None


def _holds(connection: Connection, then: Mark) -> bool:
    """Whether the entry that the mark names is in the record as it was."""
    if then.sequence == 0:
        return True
    row = connection.execute(
        "SELECT mac FROM audit WHERE workstation = ? AND sequence = ?",
        (bytes.fromhex(then.workstation), then.sequence),
    ).fetchone()
    return row is not None and bytes(row[0]).hex() == then.head
