"""A program that works in places where it may not write, and says what it would have told the person.

Started as ``python -m tests.db.read_only_child FOLDER``; as root it first gives up what lets root write anywhere.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from calcitrack.clinic.keys import find_key
from calcitrack.clinic.salvage import salvage
from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import CalciTrackError
from tests.builders import a_patient
from tests.vaults import LOGIN, PASSWORD, FixedClock, make_template, opened

_DROP_FROM_BOUNDS, _WRITE_ANYWHERE, _READ_ANYWHERE = 24, 1, 2
CLOSED = "TESTS_ARE_NOBODY"


def give_up_rights() -> None:
    """Root without the two capabilities that pass over modes: they are gone once another program is begun."""
    if os.geteuid() == 0 and CLOSED not in os.environ:
        for capability in (_WRITE_ANYWHERE, _READ_ANYWHERE):
            ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDS, capability, 0, 0, 0)
        os.execve(sys.executable, [sys.executable, "-m", __spec__.name, *sys.argv[1:]], {**os.environ, CLOSED: "1"})


PLACES: dict[str, Callable[[Path], list[Path]]] = {
    "folder": lambda vault: [*vault.iterdir(), vault],
    "database": lambda vault: [vault / "vault.db"],
    "backups": lambda vault: [vault / "backups"],
    "second folder": lambda vault: [vault.parent / "stick"],
}
"""What may not be written in each of them."""


def told(deed: Callable[[], Any]) -> str:
    """What the person would be told."""
    try:
        return f"done: {deed()}"
    except CalciTrackError as error:
        return str(error)


def work(clinic: Clinic, folder: Path) -> dict[str, Any]:
    """What somebody does who does not know that nothing can be written."""
    patients = lambda: len(clinic.patients.all_ids())  # noqa: E731 - asked twice
    return {
        "read only": clinic.read_only,
        "notices": [str(one) for one in clinic.notices],
        "patients": patients(),
        "add": told(lambda: clinic.patients.add(a_patient("3")).value > 0),
        "back up": told(lambda: str(clinic.backups.make().second_failed)),
        "restore": told(lambda: clinic.backups.restore(clinic.backups.listed()[-1], folder / "restored")),
        "then": patients(),
    }


def in_place(folder: Path, close: Callable[[Path], list[Path]]) -> dict[str, Any]:
    """Work in a vault of which something is closed; then open it again, and look."""
    vault = make_template(folder / "vault").folder
    (folder / "stick").mkdir()
    with opened(vault) as clinic:
        clinic.backups.set_folder(folder / "stick", None)
        clinic.backups.make()
        clinic.patients.add(a_patient("1"))
    closed = close(vault)
    for path in closed:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        with opened(vault) as clinic:
            said = work(clinic, folder)
        said["salvage"] = told(lambda: salvage(find_key(vault, LOGIN, PASSWORD), folder / "new", FixedClock()).is_whole)
    finally:
        for path in reversed(closed):
            path.chmod(0o700 if path.is_dir() else 0o600)
    with opened(vault) as clinic:
        said |= {"after": len(clinic.patients.all_ids()), "is whole": clinic.verification.verify().is_whole}
    return said


def main(folder: Path) -> int:
    """Every place, as JSON."""
    json.dump({name: in_place(folder / name, close) for name, close in PLACES.items()}, sys.stdout)
    return 0


if __name__ == "__main__":
    give_up_rights()
    raise SystemExit(main(Path(sys.argv[1])))
