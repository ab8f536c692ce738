"""Brings the records back from five kinds of damage, by nothing but what the help page tells, through the command line.

The command is taken from the page itself. What is restored is compared row by row with what the backup held, and the
damaged folder is to stay as it was found.
"""

from __future__ import annotations

import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calcitrack.db.slot_files import NAMES
from tests.builders import a_patient
from tests.db import sql
from tests.db.signed_vault import sign_a_visit
from tests.faults.flips import PAGE, flipped
from tests.faults.harness import Part, Tally
from tests.vaults import LOGIN, PASSWORD, ROOT, content_of, make_template, opened, vault_of

PAGE_OF_HELP = ROOT / "resources" / "help" / "07-backups.md"


@dataclass(frozen=True)
class Clinic:
    """A vault with backups on two disks.

    Attributes:
        vault: Its folder.
        stick: The second folder for backups.
        older: Its files on another day.
        kept: Every row that the newest backup holds, but the audit's.
    """

    vault: Path
    stick: Path
    older: dict[str, bytes]
    kept: dict[str, Any]


def parts() -> tuple[Part, ...]:
    """Each damage ten times."""
    return (Part("records brought back by the help page", "drills", 10 * len(DAMAGES), drill_round, ("brought back",)),)


def drill_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Each kind of damage once."""
    tally = Tally()
    for kind, harm in list(DAMAGES.items())[:most]:
        place = folder / kind.replace(" ", "-")
        place.mkdir()
        clinic = prepare(place)
        harm(clinic, numbers)
        tally.counts.update(["drills", kind])
        began = time.monotonic()
        wrong = bring_back(clinic, place / "new")
        tally.counts["most seconds for one"] = max(
            tally.counts["most seconds for one"], round(time.monotonic() - began)
        )
        tally.counts["brought back"] += not wrong
        tally.faults += [f"{kind}: {one}" for one in wrong]
    return tally


def prepare(folder: Path) -> Clinic:
    """A vault in use for two days, with a second folder for backups and something written after the newest."""
    vault, stick = make_template(folder / "vault").folder, folder / "stick"
    stick.mkdir()
    with opened(vault) as clinic:
        clinic.backups.set_folder(stick, None)
        clinic.backups.make()
    older = content_of(vault)
    with opened(vault) as clinic:
        sign_a_visit(clinic)
        clinic.backups.make()
        kept = sql.dump(vault_of(clinic).connection)
        clinic.patients.add(a_patient("after the backup"))
    del kept["audit"]
    return Clinic(vault, stick, older, kept)


def bring_back(clinic: Clinic, target: Path) -> list[str]:
    """What somebody does who has only the page; returns what went wrong."""
    before = content_of(clinic.vault) if clinic.vault.exists() else {}
    homes = [clinic.vault / "backups", clinic.stick]
    found = [made for home in homes if home.exists() for made in sorted(home.iterdir(), reverse=True)]
    told = ""
    for made in found:
        done = _run(command_of_the_page(made, target))
        told = done.stderr
        if done.returncode == 0:
            break
    else:
        return [f"no backup was restored: {told}"]
    with opened(target) as restored:
        rows = sql.dump(vault_of(restored).connection)
        wrong = [str(flaw.message) for flaw in restored.verification.verify().flaws]
    wrong += [f"other rows of {name}" for name, kept in clinic.kept.items() if rows[name] != kept]
    if before and content_of(clinic.vault) != before:
        wrong.append("the damaged folder was changed")
    return wrong


def command_of_the_page(made: Path, target: Path) -> list[str]:
    """The one command that the page has, with the person's own words put in."""
    (line,) = re.findall(r"`(calcitrack restore [^`]+)`", PAGE_OF_HELP.read_text(encoding="utf-8"))
    words = {"BACKUP": str(made), "NEWFOLDER": str(target), "NAME": LOGIN}
    return [words.get(word, word) for word in shlex.split(line)][1:]


def _run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "calcitrack.cli.main", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _lose_database(clinic: Clinic, _numbers: random.Random) -> None:
    (clinic.vault / "vault.db").unlink()


def _flip_pages(clinic: Clinic, numbers: random.Random) -> None:
    path = clinic.vault / "vault.db"
    content = path.read_bytes()
    for page in (0, *numbers.sample(range(1, len(content) // PAGE), 5)):
        content = flipped(content, 8 * PAGE * page + numbers.randrange(8 * PAGE))
    path.write_bytes(content)


def _lose_slots(clinic: Clinic, _numbers: random.Random) -> None:
    for name in NAMES:
        (clinic.vault / name).unlink()


def _lose_folder(clinic: Clinic, _numbers: random.Random) -> None:
    shutil.rmtree(clinic.vault)


def _put_older_back(clinic: Clinic, _numbers: random.Random) -> None:
    (clinic.vault / "vault.db").write_bytes(clinic.older["vault.db"])


DAMAGES: dict[str, Callable[[Clinic, random.Random], None]] = {
    "database gone": _lose_database,
    "pages damaged": _flip_pages,
    "keys gone": _lose_slots,
    "folder gone": _lose_folder,
    "older database put back": _put_older_back,
}
"""What may happen to a vault, as the folder is found afterwards."""
