"""Runs the harnesses in full: ``python3 dev.py faults [NAME] [--seconds N] [--again]``.

Each call takes about nine minutes at most unless told otherwise, and goes on where the last one stopped. Results stand
in build/faults.json by name; what they are made of in build/faults/.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import (
    backups,
    command_lines,
    cuts,
    drill,
    flips,
    fuzz,
    kills,
    leaks,
    rights,
    syscalls,
    window_kills,
    window_leaks,
    writers,
)
from tests.faults.harness import Part, Progress, go_on, in_short, summary
from tests.vaults import ROOT

PATIENCE_S = 540
BUILD = ROOT / "build"
HARNESSES: dict[str, Callable[[], tuple[Part, ...]]] = {
    "kills": lambda: (*kills.parts(), *window_kills.parts()),
    "power": cuts.parts,
    "flips": flips.parts,
    "leaks": lambda: (*leaks.parts(), *window_leaks.parts()),
    "writers": writers.parts,
    "rights": rights.parts,
    "backups": lambda: (*backups.parts(), *drill.parts()),
    "syscalls": syscalls.parts,
    "fuzz": lambda: (*fuzz.parts(), *command_lines.parts()),
}
"""The parts of each harness."""


def main(arguments: list[str] | None = None) -> int:
    """Run one harness, or tell how far each has come; 0 only when all that was asked for is whole and passed."""
    asked = _parser().parse_args(arguments)
    names = [asked.name] if asked.name else list(HARNESSES)
    end = time.monotonic() + asked.seconds
    for name in names:
        for part in HARNESSES[name]():
            if asked.name:
                _run(name, part, end - time.monotonic(), again=asked.again)
            sys.stdout.write(in_short([(part, Progress.read(_kept(part)))]) + "\n")
            sys.stdout.flush()
    return 0 if all(_passed(part) for name in names for part in HARNESSES[name]()) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    parser.add_argument("name", nargs="?", choices=list(HARNESSES), help="the harness; without it: how far each is")
    parser.add_argument("--seconds", type=float, default=PATIENCE_S, help="begin nothing new after so long")
    parser.add_argument("--again", action="store_true", help="forget what was found before")
    return parser


def _run(name: str, part: Part, seconds: float, *, again: bool) -> None:
    if again:
        _kept(part).unlink(missing_ok=True)
    progress = Progress.read(_kept(part))
    go_on(part, progress, seconds)
    results = BUILD / "faults.json"
    known = json.loads(results.read_text(encoding="utf-8")) if results.exists() else {}
    known.setdefault(name, {})[part.name] = summary(part, progress)
    results.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _passed(part: Part) -> bool:
    return bool(summary(part, Progress.read(_kept(part)))["passed"])


def _kept(part: Part) -> Path:
    return BUILD / "faults" / f"{part.name.replace(' ', '-')}.json"


if __name__ == "__main__":
    raise SystemExit(main())
