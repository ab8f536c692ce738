"""What a verified backup costs against its parts, each run alone: copy, pages, structure, references."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from calcitrack.db import driver
from calcitrack.db.files import make_private_file
from tools.bench_data import Shape, make_vault
from tools.bench_pairs import Result, compare, timed

PAIRS = 11
CHECKS = ("cipher_integrity_check", "quick_check", "foreign_key_check")


def backing_up(folder: Path) -> Sequence[Result]:
    """A backup with its seals, syncs, chain and counts, against the backup API and three checks without them."""
    clinic = make_vault(folder / "vault", Shape(1000, 300))
    vault = clinic.backups._context.vault  # noqa: SLF001 - the parts are run beside the program
    vault.checkpoint()
    kept = folder / "kept"

    def ours() -> float:
        taken = timed(lambda: clinic.backups.make_in(kept))
        shutil.rmtree(kept)
        return taken

    def parts() -> float:
        path = folder / "copy.db"
        make_private_file(path)
        key, salt = vault.data_key, vault.slots.db_salt

        def copy() -> None:
            with closing(driver.connect_to_fill(path, key, salt)) as target:
                vault.connection.backup(target, pages=-1)

        taken = timed(copy)
        for check in CHECKS:
            with closing(driver.connect_to_read(path, key, salt)) as connection:
                taken += timed(lambda: connection.execute(f"PRAGMA {check}").fetchall())  # noqa: B023 - run at once
        path.unlink()
        return taken

    size = (vault.folder / "vault.db").stat().st_size / 1e6
    result = compare(
        "verified backup / backup API and three checks, each alone", 1.3, ours, parts, PAIRS, f"{size:.0f} MB"
    )
    clinic.close()
    return [result]
