"""The verb ``salvage``: a new vault from what can be read of a damaged one."""

from __future__ import annotations

import argparse

from calcitrack.cli.verbs import ask_password, tell
from calcitrack.clinic import salvage as salvaging
from calcitrack.clinic.keys import find_key

INCOMPLETE = 1


def salvage(options: argparse.Namespace) -> int:
    """Salvage, and say table by table what is there; 1 when something is missing."""
    found = salvaging.salvage(find_key(options.vault, options.user, ask_password()), options.to)
    for sentence in salvaging.sentences(found):
        print(sentence)
    tell(f"The new vault lies in {options.to}. The damaged one is as it was: keep it, and look for a backup as well.")
    if found.is_whole:
        tell("Nothing is missing, as far as the audit and the signed visits tell.")
        return 0
    tell("Something is missing or not as it was written: it is told above.")
    return INCOMPLETE
