"""The verbs ``backup`` and ``restore``: a proved copy of a vault, and a vault made of one."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from calcitrack.cli.verbs import ask_password, tell, unlocked
from calcitrack.clinic import backup_lists, backups
from calcitrack.clinic.keys import find_key
from calcitrack.domain.unusable_backup import Unusable, Why

NONE_NAMED = 2


def backup(options: argparse.Namespace) -> int:
    """Make a backup, in the vault's own folder or another; where it lies goes to standard output."""
    with unlocked(options) as clinic:
        made = clinic.backups.make_in(options.to) if options.to else clinic.backups.make()
    print(made.backup.folder)
    tell(f"The backup was opened again and proved: {made.backup.signed} signed visits.")
    if made.second is not None:
        tell(f"A proved copy lies in {made.second.folder}.")
    if made.second_failed is not None:
        tell(f"There is no copy in the second folder. {made.second_failed}")
        return 1
    return 0


def restore(options: argparse.Namespace) -> int:
    """Make a vault of a backup in a new folder; where a folder with several was named, say which there are."""
    chosen: Path = options.source
    place: Path | None = None
    with contextlib.suppress(OSError):
        # A name that no system takes is no file; what opens the folder says so in a sentence.
        chosen = chosen.parent if chosen.is_file() else chosen
        place = backup_lists.place_of_many(chosen)
    if place is not None:
        return _list(place, options.user)
    at = backups.restore(find_key(chosen, options.user, ask_password()), options.to)
    print(options.to)
    tell(f"Restored and verified: the record as it was on {at:%Y-%m-%d at %H:%M} UTC.")
    return 0


def _list(place: Path, login: str) -> int:
    """One backup a line, the newest first; nothing is restored."""
    found = backup_lists.look_through(place, login, ask_password())
    for one in found.whole:
        print(f"{one.folder}  of {one.at:%Y-%m-%d %H:%M} UTC, signed visits: {one.signed}")
    for other in found.unusable:
        print(f"{other.folder}  {_why_not(other)}")
    tell("Several backups lie there, so nothing was restored: name one of them after --from.")
    return NONE_NAMED


def _why_not(one: Unusable) -> str:
    when = f"of {one.at:%Y-%m-%d %H:%M} UTC, " if one.at else ""
    if one.why is Why.OTHER_KEY:
        return f"{when}of another data key: it opens with the passwords of then"
    return f"{when}DAMAGED: it cannot be restored from"
