"""Cuts the power at random instants of typing and signing, and looks whether what was said to be saved is there.

A program types while every call that touches the vault's files is written down. From that, states of the disk are made
as a cut may leave them (``disk.py``), and opened as a vault. The same is done with a program that does not wait for the
disk, as no vault of ours may: unless that loses visits, this proves nothing.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from calcitrack.clinic.session import open_clinic
from calcitrack.domain.errors import RecordBehind
from tests.faults.disk import Disk
from tests.faults.harness import Part, Tally
from tests.faults.promises import damage, unkept, unkept_signatures
from tests.faults.recording import Operation, build_recorder, operations, record
from tests.vaults import LOGIN, PASSWORD, ROOT, FixedClock, content_of, make_template

CUTS_OF_A_RECORDING = 50
VISITS = 8


def parts() -> tuple[Part, ...]:
    """The cuts in full, and the proof that they can lose something."""
    proof = partial(cut_round, is_loose=True)
    return (
        Part("power cuts", "cuts", 1000, cut_round, ("signed",)),
        Part("power cuts without waiting for the disk", "cuts", 300, proof, ("signed visits lost",)),
    )


def cut_round(folder: Path, numbers: random.Random, most: int, *, is_loose: bool = False) -> Tally:
    """Cuts at some instants of one recording, with somebody reading beside in half of them, and keys changing.

    Args:
        folder: Empty.
        numbers: Where to cut, and what is lost there.
        most: At most so many cuts.
        is_loose: The program does not wait for the disk: then losses are counted and are no fault.
    """
    how = [*(["loose"] if is_loose else []), *(["reader"] if numbers.random() < 0.5 else [])]
    how += ["people"] if numbers.random() < 0.5 else []
    disk = recorded_disk(folder.resolve(), how)
    first = next(place for place, one in enumerate(disk.history) if one.kind == "A")
    tally = Tally()
    for _ in range(min(most, CUTS_OF_A_RECORDING)):
        place = numbers.randrange(first + 1, len(disk.history) + 1)
        state = folder / f"cut-{place}"
        _write(state, disk.after_cut(place, numbers))
        found = judge(state, said_before(disk.history, place))
        where = f"cut {place} of {len(disk.history)} ({' '.join(how)}): "
        tally.add(Tally(found.counts, [] if is_loose else [where + one for one in found.faults]))
    return tally


def recorded_disk(folder: Path, how: Sequence[str]) -> Disk:
    """Let a program type in a new vault, with what it does to the files written down."""
    vault = make_template(folder / "vault").folder
    before = content_of(vault)
    command = [sys.executable, "-m", "tests.faults.typing_child", str(vault), str(VISITS), *how]
    recorded = folder / "recorded"
    code = record(command, build_recorder(folder), vault, recorded, PYTHONPATH=str(ROOT))
    assert code == 0, f"the program that types ended with {code}"
    return Disk(vault, before, list(operations(recorded)))


def said_before(history: Sequence[Operation], place: int) -> list[dict[str, Any]]:
    """What the program had said before the cut."""
    said = b"".join(one.data for one in history[:place] if one.kind == "A" and one.name == "said")
    return [json.loads(line) for line in said.splitlines()]


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def judge(state: Path, said: Sequence[dict[str, Any]]) -> Tally:
    """Open what the cut left, and compare it with what was said."""
    tally = Tally()
    tally.counts["cuts"] += 1
    tally.counts["signed"] += sum(line["done"] == "signed" for line in said)
    try:
        tally.faults += _compare(state, said, tally.counts)
    except Exception as error:  # noqa: BLE001 - a vault that cannot be read is what is looked for
        tally.counts["vaults that did not open"] += 1
        tally.faults.append(f"the vault cannot be read: {error!r}")
    return tally


def _compare(state: Path, said: Sequence[dict[str, Any]], counts: Counter[str]) -> list[str]:
    try:
        clinic, told = open_clinic(state, LOGIN, PASSWORD, FixedClock()), []
    except RecordBehind as error:
        # Whoever opens it is told; what is lost is then looked at in the way that is offered.
        clinic, told = open_clinic(state, LOGIN, PASSWORD, FixedClock(), read_only=True), [f"behind: {error}"]
    try:
        lost = unkept(clinic, said)
        counts["saves lost"] += len(lost)
        counts["signed visits lost"] += unkept_signatures(clinic, said)
        counts["cuts with a loss"] += bool(lost)
        counts["cuts with a loss that opening tells of"] += bool(lost and told)
        return [*told, *lost, *([] if told else damage(clinic))]
    finally:
        clinic.close()
