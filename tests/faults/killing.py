"""Kills the typing program at random moments, and looks whether all that it called saved is in the vault."""

from __future__ import annotations

import json
import random
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from calcitrack.clinic.session import Clinic
from calcitrack.db import visit_hash
from tests.db import sql
from tests.vaults import ROOT, opened, vault_of

Said = list[dict[str, Any]]


def kill_while_typing(folder: Path, numbers: random.Random, most_lines: int = 60) -> Said:
    """Start the program, kill it (signal 9) after some lines and a few milliseconds; returns all that it had said."""
    command = [sys.executable, "-m", "tests.faults.typing_child", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(numbers.randrange(1, most_lines))]
        select.select([], [], [], numbers.random() / 100)
        child.send_signal(signal.SIGKILL)
        rest, errors = child.communicate()
    assert not errors, errors
    whole = [line for line in "".join([*lines, rest]).splitlines(keepends=True) if line.endswith("\n")]
    return [json.loads(line) for line in whole]


def losses(folder: Path, said: Said) -> list[Any]:
    """What was said to be saved and is not in the vault, and whatever else is wrong with it."""
    with opened(folder) as clinic:
        return [*_damage(clinic), *_unkept(clinic, said)]


def _unkept(clinic: Clinic, said: Said) -> list[Any]:
    """Each promise that the record does not keep."""
    gone = {line["visit"] for line in said if line["done"] == "discarded"}
    promised = [line for line in said if "visit" in line and line["visit"] not in gone]
    records = {patient: clinic.patients.reload(patient) for patient in {line["patient"] for line in promised}}
    visits = {visit.id: visit for record in records.values() for visit in record.visits}
    lost: list[Any] = [("discarded visit is there", visit) for visit in gone & visits.keys()]
    for line in promised:
        visit = visits.get(line["visit"])
        if visit is None:
            # The program may have discarded it and been killed before it could say so.
            lost += [line] if any(x["done"] == "signed" and x["visit"] == line["visit"] for x in promised) else []
        elif line["done"] == "signed" and visit.content_hash != line["hash"]:
            lost.append(line)
        elif line["done"] == "recorded":
            found = visit.assessment_of(line["lesion"])
            if found is None or len(found.readings) != 2 or found.readings[0].length != line["length"]:
                lost.append(line)
    return lost


def _damage(clinic: Clinic) -> list[Any]:
    """Half visits, signatures that do not fit, gaps in the audit, and what the database itself finds wrong."""
    connection = vault_of(clinic).connection
    wrong: list[Any] = []
    for row in sql.rows(connection, "SELECT * FROM visit WHERE status = 'signed'"):
        again = visit_hash.compute(connection, row["patient_id"], row["id"], row["signed_by"], row["signed_at"])
        wrong += [("hash", row["id"])] if again != row["content_hash"] else []
    sequences = [row["sequence"] for row in sql.rows(connection, "SELECT sequence FROM audit ORDER BY id")]
    wrong += [("audit", sequences)] if sequences != list(range(1, len(sequences) + 1)) else []
    wrong += connection.execute("PRAGMA foreign_key_check").fetchall()
    wrong += [row for row in connection.execute("PRAGMA integrity_check").fetchall() if row != ("ok",)]
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return wrong + connection.execute("PRAGMA cipher_integrity_check").fetchall()
