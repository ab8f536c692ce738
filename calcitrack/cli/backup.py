"""The verbs ``backup`` and ``restore``: a proved copy of a vault, and a vault made of one."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from calcitrack.cli.verbs import ask_password, tell, unlocked
from calcitrack.clinic import backups
from calcitrack.clinic.keys import find_key


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
    """Make a vault of a backup in a new folder."""
    chosen: Path = options.source
    with contextlib.suppress(OSError):
        # A name that no system takes is no file; what opens the folder says so in a sentence.
        chosen = chosen.parent if chosen.is_file() else chosen
    at = backups.restore(find_key(chosen, options.user, ask_password()), options.to)
    print(options.to)
    tell(f"Restored and verified: the record as it was on {at:%Y-%m-%d at %H:%M} UTC.")
    return 0
