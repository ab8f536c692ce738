"""The last step of a change of the data key, which whoever opens the vault next does where a crash left it undone."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from calcitrack.db import slot_files
from calcitrack.db.anchor import ANCHOR_NAME
from calcitrack.db.files import sync_folder
from calcitrack.db.vault_database import DATABASE_NAME

READY = "vault.ready"
"""The folder in the vault's own that holds the whole new vault, once it was verified."""

FILES = (DATABASE_NAME, *slot_files.NAMES, ANCHOR_NAME)


def finish(folder: Path) -> None:
    """Put a new vault that is ready in the place of the old one; whoever calls holds the folder. Safe to call twice.

    Raises:
        OSError: A file could not be moved; the next call goes on.
    """
    ready = folder / READY
    if not ready.exists():
        return
    for suffix in ("-wal", "-shm"):
        # Of the old database, which was closed: applied to the new one they would be damage.
        (folder / f"{DATABASE_NAME}{suffix}").unlink(missing_ok=True)
    for name in FILES:
        with contextlib.suppress(FileNotFoundError):
            (ready / name).replace(folder / name)
    sync_folder(folder)
    shutil.rmtree(ready)
    sync_folder(folder)
