"""What is told when the record and the mark that was kept of it outside the database do not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say


class Gap(Enum):
    """How the record differs from what its anchor remembers."""

    SHORTER = "shorter"
    OTHER_HISTORY = "other history"
    FEWER_SIGNED = "fewer signed visits"
    OLDER_KEYS = "older keys"
    ANCHOR_MISSING = "anchor missing"
    ANCHOR_DAMAGED = "anchor damaged"


class WayOut(Enum):
    """What somebody can do about it."""

    READ_ONLY = "read only"
    RESTORE = "restore"
    GO_ON = "go on"


@dataclass(frozen=True, slots=True)
class AnchorFinding:
    """A record that is not the one that was last written here.

    Attributes:
        missing_entries: Audit entries that were written and are gone; 0 when that is not the matter or not known.
        missing_visits: Signed visits that were there and are gone, at least; 0 when none is known to be.
        last_entry: Time of the newest entry that is still there; None when there is none.
        anchored: Time of the newest entry that the anchor knows of; None when the anchor cannot be read.
    """

    gap: Gap
    missing_entries: int = 0
    missing_visits: int = 0
    last_entry: datetime | None = None
    anchored: datetime | None = None

    @property
    def message(self) -> Message:
        """What happened and whether the record is safe."""
        return say(
            _MESSAGES[self.gap],
            entries=self.missing_entries,
            visits=self.missing_visits,
            last=_minute(self.last_entry),
            anchored=_minute(self.anchored),
        )

    @property
    def remedy(self) -> Message:
        """The ways out, in a sentence; ``ways`` has them one by one."""
        return say(
            QT_TRANSLATE_NOOP(
                "anchor",
                "Look at the record without changing it; restore the newest backup into a new folder, which replaces "
                "nothing (command: calcitrack restore); or let an administrator go on with this record and give a "
                "reason, which is kept in the audit.",
            )
        )

    @property
    def ways(self) -> tuple[WayOut, ...]:
        """The ways out, the safest first."""
        return (WayOut.READ_ONLY, WayOut.RESTORE, WayOut.GO_ON)


_MESSAGES = {
    Gap.SHORTER: QT_TRANSLATE_NOOP(
        "anchor",
        "The record is shorter than it was: {entries} entries are missing, {visits} signed visits among them. The last "
        "entry that is there was written on {last}; the last one known is of {anchored}. Nothing has been changed.",
    ),
    Gap.OTHER_HISTORY: QT_TRANSLATE_NOOP(
        "anchor",
        "The record is not the one that was last written here: an entry of {anchored} reads differently now. "
        "The database may have been put back from another time. Nothing has been changed.",
    ),
    Gap.FEWER_SIGNED: QT_TRANSLATE_NOOP(
        "anchor",
        "{visits} signed visits are missing from the record, although its list of entries is whole. "
        "Nothing has been changed.",
    ),
    Gap.OLDER_KEYS: QT_TRANSLATE_NOOP(
        "anchor",
        "The vault's key file is older than it was on {anchored}: passwords that were changed since, and people who "
        "left, count again as before. The records are whole. Nothing has been changed.",
    ),
    Gap.ANCHOR_MISSING: QT_TRANSLATE_NOOP(
        "anchor",
        "The file vault.anchor is missing, so it cannot be told whether the record is whole. Its last entry was "
        "written on {last}. Nothing has been changed.",
    ),
    Gap.ANCHOR_DAMAGED: QT_TRANSLATE_NOOP(
        "anchor",
        "The file vault.anchor is damaged, so it cannot be told whether the record is whole. Its last entry was "
        "written on {last}. Nothing has been changed.",
    ),
}


def _minute(moment: datetime | None) -> str:
    return f"{moment.astimezone():%d %b %Y %H:%M}" if moment else "—"
