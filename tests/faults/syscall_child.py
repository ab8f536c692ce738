"""A program that does one thing while a call of the system fails, and says what it would have told the person.

Started as ``python -m tests.faults.syscall_child`` with ``failing.c`` preloaded. Each line of standard input is an
order in JSON, done in a process of its own and answered by a line. The disk is sound before and after the deed itself.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from calcitrack.clinic import backups
from calcitrack.clinic.keys import find_key
from calcitrack.clinic.session import Clinic, create_clinic, open_clinic
from calcitrack.clinic.upgrading import bring_up
from calcitrack.db.backup_files import Backup
from calcitrack.domain.errors import CalciTrackError
from tests.builders import a_reading, an_assessment
from tests.vaults import CHEAP, CLINIC, LATER, LOGIN, PASSWORD, PERSON, TODAY, FixedClock

SAVED_LENGTH = 137
"""Tenths of a millimetre; nothing else in the vault is so long."""
NEW_PASSWORD = "another horse altogether"

LIBRARY = ctypes.CDLL(None)


@dataclass(frozen=True)
class World:
    """What a disk answers that fails.

    Attributes:
        error: To writes, syncs, renames and cuts.
        open_error: To opens.
        only_written: Whether opens to read are spared.
    """

    error: int
    open_error: int
    only_written: bool


WORLDS = {
    "broken": World(errno.EIO, errno.EACCES, False),
    "full": World(errno.ENOSPC, errno.EROFS, True),
}


@dataclass(frozen=True)
class Place:
    """Where one order is carried out: the vault, and beside it what is made of it.

    Attributes:
        chosen: The backup that is restored, as it was shown in a list.
    """

    root: Path
    chosen: Backup | None = None

    @property
    def vault(self) -> Path:
        return self.root / "vault"

    @property
    def restored(self) -> Path:
        return self.root / "restored"

    @property
    def made(self) -> Path:
        return self.root / "made"


Said = dict[str, Any]
Deed = Callable[[Place, Clinic | None], Said]


def _save(_place: Place, clinic: Clinic | None) -> Said:
    assert clinic is not None
    patient = clinic.patients.all_ids()[0]
    visit = next(one for one in clinic.patients.reload(patient).visits if not one.is_signed)
    lesion = clinic.patients.reload(patient).lesions[0].id
    readings = (a_reading(SAVED_LENGTH, 10, TODAY),)
    clinic.visits.record(patient, visit.id, visit.version, [an_assessment(lesion, readings=readings)])
    return {}


def _sign(_place: Place, clinic: Clinic | None) -> Said:
    assert clinic is not None
    patient = clinic.patients.all_ids()[0]
    visit = next(one for one in clinic.patients.reload(patient).visits if not one.is_signed)
    return {"hash": clinic.visits.sign(patient, visit.id, visit.version).value}


def _password(_place: Place, clinic: Clinic | None) -> Said:
    assert clinic is not None
    clinic.people.change_password(PASSWORD, NEW_PASSWORD)
    return {}


def _back_up(_place: Place, clinic: Clinic | None) -> Said:
    assert clinic is not None
    made = clinic.backups.make()
    return {"folder": str(made.backup.folder), "second failed": str(made.second_failed or "")}


def _restore(place: Place, clinic: Clinic | None) -> Said:
    assert clinic is not None
    assert place.chosen is not None
    clinic.backups.restore(place.chosen, place.restored)
    return {}


def _restore_without_vault(place: Place, _clinic: Clinic | None) -> Said:
    taken = next((place.vault / "backups").glob("calcitrack-*"))
    backups.restore(find_key(taken, LOGIN, PASSWORD), place.restored, FixedClock())
    return {}


def _re_key(_place: Place, clinic: Clinic | None) -> Said:
    assert clinic is not None
    made = clinic.people.change_data_key(PASSWORD)
    return {"code": made.recovery_code, "firsts": dict(made.first_passwords)}


def _init(place: Place, _clinic: Clinic | None) -> Said:
    made = create_clinic(
        place.made,
        clinic=CLINIC,
        login=LOGIN,
        person=PERSON,
        password=PASSWORD,
        synthetic=True,
        clock=FixedClock(),
        cost=CHEAP,
    )
    return {"code": made}


def _open(place: Place, _clinic: Clinic | None) -> Said:
    opened = open_clinic(place.vault, LOGIN, PASSWORD, FixedClock())
    opened.close()
    return {"read only": opened.read_only}


def _migrate(place: Place, _clinic: Clinic | None) -> Said:
    """As a version does that is not there yet, to whose form the vault is brought."""
    bring_up(find_key(place.vault, LOGIN, PASSWORD, FixedClock()), steps=LATER)
    return {}


DEEDS: dict[str, Deed] = {
    "save": _save,
    "sign": _sign,
    "password": _password,
    "backup": _back_up,
    "restore": _restore,
    "restore without the vault": _restore_without_vault,
    "re-key": _re_key,
    "init": _init,
    "open": _open,
    "migrate": _migrate,
}
"""What is tried; those that need no open vault get none."""
WITHOUT_VAULT = ("restore without the vault", "init", "open", "migrate")


def do(order: dict[str, Any]) -> Said:
    """Do one thing under one fault; then once more on a sound disk, unless the fault lasts."""
    world, deed = WORLDS[order["world"]], DEEDS[order["deed"]]
    place, clinic = set_out(order["deed"], Path(order["root"]))
    _arm(place, world, order["at"], lasting=order["lasting"])
    said = told(deed, place, clinic)
    LIBRARY.disarm()
    said["calls"] = LIBRARY.counted()
    said["failed"] = LIBRARY.failed().decode()
    said["lasts"] = order["lasting"]
    after = Path(order["after"])
    shutil.copytree(place.root, after)
    if order["lasting"]:
        _arm(place, world, 1, lasting=True)
    elif said["ended"] == "refused":
        said["again"] = told(deed, place, clinic)
    if clinic is not None:
        clinic.close()
    LIBRARY.disarm()
    return said


def set_out(deed: str, root: Path) -> tuple[Place, Clinic | None]:
    """Open what the deed needs."""
    place = Place(root)
    if deed in WITHOUT_VAULT:
        return place, None
    clinic = open_clinic(place.vault, LOGIN, PASSWORD, FixedClock())
    return replace(place, chosen=clinic.backups.listed()[0]), clinic


def told(deed: Deed, place: Place, clinic: Clinic | None) -> Said:
    """What the person would be told: done, refused in a sentence, or an error that is none."""
    try:
        return {"ended": "done", **deed(place, clinic)}
    except CalciTrackError as error:
        return {"ended": "refused", "kind": type(error).__name__, "text": str(error)}
    except BaseException:  # noqa: BLE001 - whatever is no sentence is looked for
        return {"ended": "broken", "text": traceback.format_exc()[-1500:]}


def _arm(place: Place, world: World, at: int, *, lasting: bool) -> None:
    under = os.fsencode(f"{place.root}/")
    LIBRARY.arm(under, ctypes.c_long(at), int(lasting), world.error, world.open_error, int(world.only_written))


def serve() -> None:
    """Carry out each order in a process of its own: it dies with whatever its connection remembers."""
    LIBRARY.counted.restype = ctypes.c_long
    LIBRARY.failed.restype = ctypes.c_char_p
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            try:
                _say(do(json.loads(line)))
            except BaseException:  # noqa: BLE001 - told, then the process ends
                with suppress(BaseException):
                    LIBRARY.disarm()
                    _say({"ended": "broken", "text": traceback.format_exc()[-1500:], "calls": 0, "failed": ""})
            finally:
                os._exit(0)
        os.waitpid(process, 0)


def _say(what: Said) -> None:
    os.write(sys.stdout.fileno(), (json.dumps(what) + "\n").encode())


if __name__ == "__main__":
    serve()
