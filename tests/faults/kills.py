"""Kills the program (signal 9) at random instants, and looks whether all that it called saved is in the vault."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.faults.harness import Part, Tally
from tests.faults.promises import broken_promises
from tests.vaults import ROOT, make_template

KILLS_OF_A_VAULT = 25
LONGEST_S = 1.0
"""From the start of a process to its kill. Half of them come in the first quarter, in which the vault is opened."""


def parts() -> tuple[Part, ...]:
    """The kills in full."""
    return (Part("kills of the clinic layer", "kills", 950, kill_round, ("signed",)),)


class Typist:
    """Types in a vault, each time in a process of its own that is killed at some instant."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.typing_child"]
        self._server = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def type_until_killed(self, folder: Path, seconds: float) -> list[dict[str, Any]]:
        """Have it type in this vault for so long, then kill it; returns all that it had said."""
        assert self._server.stdin is not None
        self._server.stdin.write(f"{folder}\n")
        self._server.stdin.flush()
        said = [self._line()]
        while said[-1]["done"] != "began":
            said.append(self._line())
        process = said[-1]["process"]
        select.select([], [], [], seconds)
        os.kill(process, signal.SIGKILL)
        while said[-1]["done"] != "ended":
            said.append(self._line())
        assert said[-1]["status"] == signal.SIGKILL, self._complaints()
        return [line for line in said if line["done"] not in ("began", "ended")]

    def leave(self) -> None:
        """End it."""
        self._server.communicate(timeout=30)

    def _line(self) -> dict[str, Any]:
        assert self._server.stdout is not None
        line = self._server.stdout.readline()
        assert line, self._complaints()
        told: dict[str, Any] = json.loads(line)
        return told

    def _complaints(self) -> str:
        self._server.kill()
        return str(self._server.communicate()[1])


@contextlib.contextmanager
def typist() -> Iterator[Typist]:
    """Somebody at work for a while."""
    working = Typist()
    try:
        yield working
    finally:
        working.leave()


def kill_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Some kills in one vault; after each, all that was ever said to be saved is looked for."""
    vault = make_template(folder / "vault").folder
    tally = Tally()
    said: list[dict[str, Any]] = []
    with typist() as working:
        for _ in range(min(most, KILLS_OF_A_VAULT)):
            said += working.type_until_killed(vault, numbers.random() ** 2 * LONGEST_S)
            wrong = broken_promises(vault, said)
            tally.counts["kills"] += 1
            tally.faults += [f"after kill {tally.counts['kills']}: {one}" for one in wrong]
            if wrong:
                break
    tally.counts.update(line["done"] for line in said)
    return tally
