"""Lets every call of the system that writes, syncs, opens, renames or cuts fail, each once and each with all after it.

A first run of a deed counts its calls; then each of them has a run of its own in which it fails. What the program said
is compared with what a sound disk shows afterwards: the folder as it stood when it was said, and the folder after the
deed was done again (a fault that passed) or the vault was closed on the failing disk (one that lasts).
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from calcitrack.domain.vocabulary import Role
from tests.builders import a_lesion, a_patient, an_assessment
from tests.faults.harness import Part, Tally
from tests.faults.syscall_child import DEEDS, WORLDS, Place, Said
from tests.faults.syscalls_judged import judged, known_of
from tests.vaults import ROOT, TODAY, make_template, opened

SOURCE = Path(__file__).with_name("failing.c")


def parts() -> tuple[Part, ...]:
    """Every call of every deed, on two kinds of bad disk."""
    seen = ("calls that failed", "refused in a sentence")
    return tuple(
        Part(f"calls failing {how_long} during {deed}", "sweeps", 1, partial(sweep, deeds=[deed], lasts=lasts), seen)
        for deed in DEEDS
        for how_long, lasts in (("once", [False]), ("from then on", [True]))
    )


def sweep(
    folder: Path,
    numbers: random.Random,
    _most: int,
    *,
    deeds: Sequence[str] = tuple(DEEDS),
    lasts: Sequence[bool] = (False, True),
    is_short: bool = False,
) -> Tally:
    """Some deeds with each of their calls failing; or, to be short, two calls of each on one of the bad disks."""
    tally, whole = Tally(), prepare(folder / "whole")
    known = known_of(Place(whole))
    with at_work(build(folder)) as ask:
        for deed in deeds:
            for world in [numbers.choice(list(WORLDS))] if is_short else WORLDS:
                try_out = partial(_run, ask, folder, whole, {"deed": deed, "world": world})
                calls = try_out(0, lasts=False)["calls"]
                for at in _sample(calls, numbers) if is_short else range(1, calls + 1):
                    for lasting in [numbers.choice(lasts)] if is_short else lasts:
                        said = try_out(at, lasts=lasting)
                        found = judged(said, deed, known, Place(folder / "after"), Place(folder / "place"))
                        where = f"{deed}, {world} disk, call {at} of {calls} ({said['failed']}), lasts: {lasting}: "
                        tally.add(Tally(found.counts, [where + one for one in found.faults]))
    tally.counts["sweeps"] += 1
    return tally


def _sample(calls: int, numbers: random.Random) -> tuple[int, int]:
    """One call, and one of the last: there something gets its name."""
    return numbers.randint(1, calls), numbers.randint(calls - calls // 10, calls)


def _run(
    ask: Callable[[Said], Said], folder: Path, whole: Path, order: dict[str, str], at: int, *, lasts: bool
) -> Said:
    for name in ("place", "after"):
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copytree(whole, folder / "place")
    said = ask({**order, "root": str(folder / "place"), "after": str(folder / "after"), "at": at, "lasting": lasts})
    assert at or said["ended"] == "done", f"not even done on a sound disk: {said['text']}"
    return said


@contextmanager
def at_work(library: Path) -> Iterator[Callable[[Said], Said]]:
    """A program that carries out orders under faults, for a while."""
    working = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.syscall_child"],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(library)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert working.stdin is not None
    assert working.stdout is not None
    to, back = working.stdin, working.stdout

    def ask(order: Said) -> Said:
        to.write(json.dumps(order) + "\n")
        to.flush()
        said: Said = json.loads(back.readline())
        return said

    try:
        yield ask
    finally:
        working.communicate(timeout=60)


def build(folder: Path) -> Path:
    """Compile the library that lets calls fail."""
    library = folder / "failing.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
    return library


def prepare(root: Path) -> Path:
    """A vault with a signed visit, a draft that is ready to be signed, a colleague and a backup."""
    place = Place(root)
    with opened(make_template(place.vault).folder) as clinic:
        patient = clinic.patients.add(a_patient()).value
        lesions = [clinic.lesions.add(patient, a_lesion()).value for _ in range(2)]
        for days in (9, 0):
            visit = clinic.visits.start(patient, TODAY - timedelta(days=days)).value
            version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion) for lesion in lesions]).value
            if days:
                clinic.visits.sign(patient, visit, version)
        clinic.people.add("Bo Sample", "bo", {Role.STAFF}, "given on a piece of paper")
        clinic.backups.make()
        clinic.patients.add(a_patient("900-0002"))
    return root
