"""What lies in a folder for backups, for who has a password and no open vault."""

from __future__ import annotations

from pathlib import Path

from calcitrack.clinic.keys import find_key
from calcitrack.db import backup_files, slot_files
from calcitrack.db.backup_files import FOLDER_NAME, Found
from calcitrack.domain.errors import VaultDamaged, VaultMissing, WrongPassword


def place_of_many(chosen: Path) -> Path | None:
    """The folder in which several backups lie, where one was named that is no backup itself; None otherwise."""
    if backup_files.is_backup(chosen):
        return None
    folders = [folder for folder in (chosen / FOLDER_NAME, chosen) if folder.is_dir()]
    return next((folder for folder in folders if any(map(backup_files.is_backup, folder.iterdir()))), None)


def look_through(place: Path, login: str, password: str) -> Found:
    """The backups of one vault in a folder: of that which the password opens.

    Backups of several vaults may lie there, and passwords change: the same key slots are asked once.

    Raises:
        WrongPassword: It opens none of them.
        VaultMissing: No backup there is whole enough to be opened.
        CalciTrackError: As ``find_key``.
    """
    refused: dict[tuple[str, int], WrongPassword] = {}
    damaged: list[Exception] = []
    for folder in sorted(filter(backup_files.is_backup, place.iterdir()), reverse=True):
        try:
            slots = slot_files.read_slots(folder)
            if (slots.vault, slots.sequence) not in refused:
                key = find_key(folder, login, password)
                return backup_files.look_through(place, key.data.slots.vault, key.data.key)
        except WrongPassword as error:
            refused[slots.vault, slots.sequence] = error
        except (VaultDamaged, VaultMissing) as error:
            damaged.append(error)
    raise next(iter(refused.values()), None) or damaged[0]
