"""From a backup to a vault in a new folder: proved, copied, verified, and only then given its name.

Nothing is ever put in the place of a vault that is there: what it holds beyond the backup would be lost with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from calcitrack.db import migrations, stages
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.backup import copy_files, prove_backup
from calcitrack.db.backup_files import Backup, damaged
from calcitrack.db.files import UnconfirmedError, make_private_folder, rename_durably
from calcitrack.db.key_change import FILES
from calcitrack.db.migrations import Step
from calcitrack.db.not_done import not_confirmed, not_restored, told_by
from calcitrack.db.opening import DataKey, open_vault
from calcitrack.db.verifying import verify
from calcitrack.domain.errors import CalciTrackError, VaultExists
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

Report = Callable[[int, int], None]
"""Told how far the work is; raises to give up, of which nothing is left."""

STEPS = 3


def restore(
    known: DataKey, target: Path, actor: Actor, at: datetime, report: Report, steps: Sequence[Step] = migrations.STEPS
) -> Backup:
    """Make a vault of a backup.

    Args:
        known: Opens the backup, in whose folder it lies.
        target: The new vault's folder, which is not there yet or is empty.
        actor: Who asks; the new vault's audit names them.
        at: When.
        report: How far it is.
        steps: The schemas up to the one that the new vault gets; the backup may be older.

    Raises:
        VaultExists: There is something in the folder.
        CalciTrackError: The backup is not whole, or nothing can be written there; nothing of it is left.
        OSError: So too.
    """
    refuse_used(target)
    backup = prove_backup(known.folder, known.key)
    report(1, STEPS)
    if not target.parent.exists():
        make_private_folder(target.parent)
    with stages.stage(target.parent, stages.Kind.RESTORED) as stage:
        copy_files(known.folder, stage, manifest=False)
        report(2, STEPS)
        _verify(DataKey(stage, known.slots, known.key), backup, actor, at, steps)
        report(3, STEPS)
        give_name(stage, target)
    return backup


def give_name(stage: Path, target: Path) -> None:
    """Give a whole vault its folder's name, for good or not at all.

    Raises:
        NotKnown: It bears the name, and the disk did not confirm it.
        OSError: It does not.
    """
    if target.exists():
        target.rmdir()
    try:
        rename_durably(stage, target)
    except UnconfirmedError as error:
        raise not_confirmed(target) from error


def _verify(known: DataKey, backup: Backup, actor: Actor, at: datetime, steps: Sequence[Step]) -> None:
    """Open what was restored as any vault, recompute everything, and note in its audit where it comes from.

    Raises:
        VaultDamaged: Something is not as it was written.
    """
    told = f"of {backup.at:%Y-%m-%d %H:%M} UTC, with {backup.sequence} audit entries"
    # What opening and saving say of a vault would be read as if it spoke of the vault that somebody works in.
    with told_by(not_restored, also=CalciTrackError):
        opened = open_vault(known, steps=steps, as_it_is=True)
        try:
            # The backup itself is what is kept of it as it was.
            if migrations.is_due(opened.connection, steps):
                migrations.migrate(opened.connection, steps)
            flaws = verify(opened, lambda _done, _of: None, steps).flaws
            if not flaws:
                opened.note(actor, Deed("restore from a backup", "clinic", reason=told), at)
                opened.bring_home_or_fail()
        finally:
            opened.close()
    if flaws:
        raise damaged(flaws[0].message)
    for path in known.folder.iterdir():
        if path.name not in FILES:
            path.unlink()


def refuse_used(folder: Path) -> None:
    """Refuse a folder in which something lies: nothing is ever put in the place of something.

    Raises:
        VaultExists: There is something in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultExists(
            say(QT_TRANSLATE_NOOP("db", "The folder {folder} is not empty. Nothing was changed."), folder=str(folder)),
            say(QT_TRANSLATE_NOOP("db", "Choose an empty or a new folder.")),
        )
