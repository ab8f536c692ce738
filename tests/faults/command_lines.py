"""Damaged files and odd words through real command lines: a sentence, no hang, and the record as it was."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from calcitrack.clinic.session import Clinic
from calcitrack.db.backup_files import MANIFEST_NAME
from calcitrack.db.failures import FAILURES_NAME
from calcitrack.db.key_change import FILES
from tests.db import sql
from tests.db.signed_vault import sign_a_visit
from tests.exchange.files import sample
from tests.faults.harness import Part, Tally
from tests.faults.mutations import as_file, mutated_bytes, mutated_json
from tests.vaults import LOGIN, PASSWORD, ROOT, make_template, opened, vault_of

LINES_OF_A_ROUND = 50
LONGEST_S = 120
"""A line that takes so long hangs; a loaded computer takes some seconds."""
ODD_WORDS = ["", " ", "-", "--", "\udcff", "x" * 4000, ".", "900-0001", "2026-02-30", "％", "A\nB"]

Line = tuple[list[str | Path], bytes]
Maker = Callable[[Path, random.Random], Line]


def parts() -> tuple[Part, ...]:
    """A thousand lines."""
    return (Part("odd command lines", "lines", 1000, line_round, ("refused", "done")),)


def line_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Some lines, each in a process of its own; between them the vault's record is to stay as it was."""
    tally, whole = Tally(), make_template(folder / "whole").folder
    with opened(whole) as clinic:
        sign_a_visit(clinic)
        clinic.backups.make()
        known = _record(clinic)
    for number in range(min(most, LINES_OF_A_ROUND)):
        place = folder / f"line-{number}"
        shutil.copytree(whole, place / "vault")
        makes = numbers.choice(MAKERS)
        line, given = makes(place, numbers)
        tally.counts["lines"] += 1
        wrong, code = _run(line, given, place, tally)
        if makes is not _damaged_vault and (makes is not _import or code):
            with opened(place / "vault") as clinic:
                wrong += [] if _record(clinic) == known else ["the record changed"]
        tally.faults += [f"{' '.join(map(ascii, line))}: {one}"[:900] for one in wrong]
        shutil.rmtree(place)
    return tally


def _record(clinic: Clinic) -> dict[str, object]:
    rows = sql.dump(vault_of(clinic).connection)
    return {name: found for name, found in rows.items() if name != "audit"}


def _run(line: list[str | Path], given: bytes, place: Path, tally: Tally) -> tuple[list[str], int]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "calcitrack.cli.main", *(os.fsencode(one) for one in line)],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            input=given,
            capture_output=True,
            timeout=LONGEST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ["it hangs"], -1
    told = done.stderr.decode("utf-8", "replace")
    tally.counts[{0: "done", 1: "refused", 2: "not understood"}.get(done.returncode, "ended otherwise")] += 1
    wrong = [f"exit code {done.returncode}"] if done.returncode not in (0, 1, 2) else []
    wrong += [told[-500:]] if "Traceback" in told or "a fault of the program" in told else []
    wrong += [] if told or done.stdout or not done.returncode else ["refused without a word"]
    return wrong, done.returncode


def _import(place: Path, numbers: random.Random) -> Line:
    data = sample()
    data["patients"] = data["patients"][:1]
    content = as_file(mutated_json(data, numbers)) if numbers.random() < 0.5 else mutated_bytes(as_file(data), numbers)
    (place / "record.json").write_bytes(content)
    return ["record", "import", place / "record.json", *_at(place)], _PASSWORD


def _damaged_vault(place: Path, numbers: random.Random) -> Line:
    _damage(place / "vault" / numbers.choice([*FILES, FILES[0], FAILURES_NAME]), numbers)
    verbs: list[list[str | Path]] = [["verify"], ["backup"], ["report", "--json"], ["backup", "--to", place / "stick"]]
    return [*numbers.choice(verbs), *_at(place)], _PASSWORD


def _damaged_backup(place: Path, numbers: random.Random) -> Line:
    made = next((place / "vault" / "backups").iterdir())
    _damage(made / numbers.choice([*FILES, FILES[0], MANIFEST_NAME]), numbers)
    return ["restore", "--from", made, "--to", place / "new", "--user", LOGIN], _PASSWORD


def _odd_words(place: Path, numbers: random.Random) -> Line:
    lines: list[list[str | Path]] = [
        ["report", "--json", "--patient", "{}", *_at(place)],
        ["summary", "--patient", "{}", "--visit", "2025-01-01", "--out", place / "out.pdf", *_at(place)],
        ["summary", "--patient", "900-0001", "--visit", "{}", "--out", place / "out.pdf", *_at(place)],
        ["record", "export", "--out", "{}", *_at(place)],
        ["restore", "--from", "{}", "--to", place / "new", "--user", LOGIN],
        ["verify", "--vault", "{}", "--user", LOGIN],
        ["verify", "--vault", place / "vault", "--user", "{}"],
        ["{}", "{}"],
    ]
    line = [_odd(numbers) if one == "{}" else one for one in numbers.choice(lines)]
    return line, numbers.choice([_PASSWORD, _PASSWORD, b"", b"\xff\xfe\n", b"wrong\n", b"x" * 100_000, b"\x00\n"])


def _odd(numbers: random.Random) -> str:
    return numbers.choice(ODD_WORDS) if numbers.random() < 0.7 else numbers.randbytes(9).hex()


def _damage(path: Path, numbers: random.Random) -> None:
    path.write_bytes(mutated_bytes(path.read_bytes() if path.exists() else b'[["x",1,1,"2026-11-22"]]', numbers))


def _at(place: Path) -> list[str | Path]:
    return ["--vault", place / "vault", "--user", LOGIN]


_PASSWORD = f"{PASSWORD}\n".encode()
MAKERS: list[Maker] = [_import, _damaged_vault, _damaged_backup, _odd_words]
