"""The verb ``verify``: whether a vault is as it was written."""

from __future__ import annotations

import argparse

from calcitrack.cli.verbs import ask_password
from calcitrack.clinic.keys import Key, find_key
from calcitrack.clinic.session import Clinic, enter, enter_and_bring_up
from calcitrack.domain.errors import RecordBehind, VaultDamaged
from calcitrack.domain.verification import Verified

FAULT = 1


def verify(options: argparse.Namespace) -> int:
    """Say what is not as it was written, a sentence a line; 1 when there is anything."""
    key = find_key(options.vault, options.user, ask_password())
    clinic, said = _entered(key)
    notices = tuple(map(str, clinic.notices))
    try:
        found = clinic.verification.verify()
    finally:
        clinic.close()
    sentences = list(dict.fromkeys([*said, *(str(flaw.message) for flaw in found.flaws)]))
    for sentence in (*sentences, *notices, *map(str, found.mended), _summed_up(found, len(sentences))):
        print(sentence)
    return FAULT if sentences else 0


def _entered(key: Key) -> tuple[Clinic, list[str]]:
    """Sign in; a record that is damaged or behind its anchor is only looked at, and that is said first."""
    try:
        return enter_and_bring_up(key), []
    except (RecordBehind, VaultDamaged) as error:
        return enter(key, read_only=True), [str(error.message)]


def _summed_up(found: Verified, faults: int) -> str:
    entries = f"{found.entries} audit entries, {found.visits} signed visits"
    looked = f"{entries} and {found.rows} rows of {found.patients} patients"
    if faults:
        return f"Verified {looked}: {faults} {'fault' if faults == 1 else 'faults'}."
    return f"Verified {looked}: everything is as it was written."
