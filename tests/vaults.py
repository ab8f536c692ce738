"""Real encrypted vaults for tests: made once with cheap key slots, then copied while closed."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from calcitrack.clinic.session import Clinic, create_clinic, open_clinic
from calcitrack.db.migrations import STEPS, Step
from calcitrack.db.people import Person
from calcitrack.db.slots import KdfCost
from calcitrack.db.vault import Vault
from calcitrack.domain.vocabulary import Role
from tests.builders import DATA

ROOT = Path(__file__).parent.parent
LOGIN = "wren"
PASSWORD = "correct horse"
PERSON = "Dr Ada Example"
CLINIC = "Calcinosis clinic"
CHEAP = KdfCost(8, 1, 1)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
SAMPLE = DATA / "clinic_day.json"
LATER = (*STEPS, Step("m900_later", ("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT",)))
"""The schemas of a version that is not there yet: for it, every vault of today is an older one."""


class FixedClock:
    """Stands still until a test moves it."""

    def __init__(self, moment: datetime = NOW) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def today(self) -> date:
        return self._moment.date()

    def go_on(self, **time: float) -> None:
        self._moment += timedelta(**time)


@dataclass(frozen=True)
class Template:
    """A closed vault that tests copy, and the recovery code it was made with."""

    folder: Path
    recovery_code: str

    def copy_to(self, folder: Path) -> Path:
        return Path(shutil.copytree(self.folder, folder))


def make_template(folder: Path) -> Template:
    """A new vault of invented patients with one person, administrator and clinician."""
    code = create_clinic(
        folder,
        clinic=CLINIC,
        login=LOGIN,
        person=PERSON,
        password=PASSWORD,
        synthetic=True,
        clock=FixedClock(),
        cost=CHEAP,
    )
    return Template(folder, code)


@contextlib.contextmanager
def opened(folder: Path, clock: FixedClock | None = None) -> Iterator[Clinic]:
    """A vault, signed in, closed at the end."""
    clinic = open_clinic(folder, LOGIN, PASSWORD, clock or FixedClock())
    try:
        yield clinic
    finally:
        clinic.close()


def vault_of(clinic: Clinic) -> Vault:
    """The vault behind a clinic: for tests that do by SQL what the program never does."""
    return clinic._context.vault


def as_role(clinic: Clinic, *roles: Role) -> Clinic:
    """The same open vault in the hands of somebody with these roles only."""
    person = clinic.person
    other = Person(person.id, person.uuid, person.name, frozenset(roles))
    return Clinic(vault_of(clinic), other, clinic.clock)


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock and the count of failed sign-ins, which say nothing of patients."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name not in ("vault.lock", "vault.holder", "vault.failures")
    }


def run_script(script: str, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own, from the root of the project."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, **options)
