"""Types marked words everywhere, then searches every file, and every byte that was written on the way, for them.

The program runs with its home, its temporary folder and its settings in a folder of the test, and every call that
writes to any file on the machine is recorded, so that a file that was removed at once is searched too.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.faults.harness import Part, Tally
from tests.faults.marked import MARK, forms
from tests.faults.recording import Operation, build_recorder, operations, record
from tests.vaults import ROOT

OUTSIDE = "asked for"
"""The folder of prints and exports, which are readable by intention."""


def parts() -> tuple[Part, ...]:
    """The hunt in full."""
    return (Part("leaks of the clinic layer", "runs", 1, leak_round, ("texts", "bytes searched", "marked exports")),)


def leak_round(folder: Path, _numbers: random.Random, _most: int) -> Tally:
    """One run of a program that types marked words into everything."""
    home = folder.resolve() / "home"
    outside = folder.resolve() / OUTSIDE
    for one in (home, outside):
        one.mkdir()
    recorded = folder.resolve() / "recorded"
    command = [sys.executable, "-m", "tests.faults.leak_child", str(home / "vault"), str(outside)]
    before = set(ROOT.iterdir())
    code = record(command, build_recorder(folder), Path("/"), recorded, **environment(home))
    written = list(operations(recorded))
    if code:
        said = b"".join(one.data for one in written if one.name == "complained")
        return Tally(faults=[f"the program ended with {code}: {said[-2000:].decode(errors='replace')}"])
    told = json.loads(b"".join(one.data for one in written if one.name == "said"))
    tally = Tally()
    tally.counts.update(runs=1, texts=told["texts"])
    tally.counts["marked exports"] = sum(bool(_found(path.read_bytes(), forms(MARK))) for path in outside.iterdir())
    wanted = forms(MARK).union(*(forms(secret) for secret in secrets(told)))
    look_through(written, home, outside, wanted, tally)
    tally.faults += [f"a core file: {path.name}" for path in set(ROOT.iterdir()) - before if "core" in path.name]
    return tally


def environment(home: Path) -> dict[str, str]:
    """Everything that a program asks for its folders lies in one."""
    places = {name: str(home / name.lower()) for name in ("TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    places |= {name: str(home / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")}
    for path in places.values():
        Path(path).mkdir(mode=0o700)
    return {**places, "HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def secrets(told: dict[str, str]) -> list[str]:
    """What opens the vault. The key is searched for as bytes too, by ``look_through``."""
    return [told["code"], told["code"].replace("-", ""), told["key"]]


def look_through(written: list[Operation], home: Path, outside: Path, wanted: set[bytes], tally: Tally) -> None:
    """Search what was written, what was complained of, and what is left, but for what people asked to have outside."""
    for name, content in [*_written(written, outside), *_left(home)]:
        tally.counts["bytes searched"] += len(content)
        tally.counts["files searched"] += 1
        tally.faults += [f"{name} holds {form!r}" for form in _found(content, wanted)]
    tally.faults += [
        f"a file is called {one.name}" for one in written if MARK in one.name or MARK.lower() in one.name.lower()
    ]


def _written(written: list[Operation], outside: Path) -> Iterator[tuple[str, bytes]]:
    """All that was ever written to each file, in one piece; a word that two calls wrote is found too."""
    by_name: dict[str, list[bytes]] = {}
    for one in written:
        if one.kind in "WA" and one.name != "said" and not one.name.startswith(str(outside)):
            by_name.setdefault(one.name, []).append(one.data)
    for name, pieces in by_name.items():
        yield f"written to {name}", b"".join(pieces)


def _left(home: Path) -> Iterator[tuple[str, bytes]]:
    for path in home.rglob("*"):
        if path.is_file():
            yield f"left in {path.relative_to(home)}", path.read_bytes()


def _found(content: bytes, wanted: set[bytes]) -> list[bytes]:
    return [form for form in wanted if form in content]
