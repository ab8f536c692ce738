"""Backups: made, found, tried, and restored from."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from calcitrack.clinic.conflicts import SETTING, conflict
from calcitrack.clinic.context import Operations, Written
from calcitrack.clinic.keys import Key
from calcitrack.clinic.rights import ADMINISTRATORS, EVERYBODY, operation, require
from calcitrack.db import backup, backup_files, beyond, opening, people, restoring, settings, stages
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.backup_files import Backup, Found
from calcitrack.db.not_done import backups_not_read, not_backed_up, not_restored, told_by
from calcitrack.db.vault import Vault
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.clock import Clock, SystemClock
from calcitrack.domain.errors import CalciTrackError, Difference, NotFound, ReadOnly, VaultDamaged, WrongPassword
from calcitrack.domain.lost import LostPatient, LostVisit
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.domain.unusable_backup import Unusable, Why

Report = Callable[[int, int], None]
"""Told how far the work is; raises to give up, of which nothing is left."""

DRILL_EVERY = timedelta(days=31)
"""So often somebody should see that a backup gives the records back."""

_DRILL = ".drill"
_FOLDER, _TRIED, _DAMAGED = "backup_folder", "backup_tried_at", "backups_damaged"


def _silent(_done: int, _of: int) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a backup.

    Attributes:
        backup: The proved one.
        second: Its proved copy in the clinic's second folder; None where there is no such folder or it failed.
        second_failed: Why there is no copy.
    """

    backup: Backup
    second: Backup | None = None
    second_failed: Message | None = None


@dataclass(frozen=True, slots=True)
class Protection:
    """How well the record is kept.

    Attributes:
        last: When the newest proved backup was made.
        second_folder: The clinic's second folder; None where it has none.
        tried: When it was last seen that a backup gives the records back.
        is_changed: Whether something was written since ``last``.
        damaged: How many backups in the vault's folder are damaged; they count for nothing.
    """

    last: datetime | None
    second_folder: Path | None
    tried: datetime | None
    is_changed: bool
    damaged: int = 0

    def wants_drill(self, now: datetime) -> bool:
        """Whether it is time to see that a backup gives the records back."""
        return self.last is not None and (self.tried is None or now - self.tried >= DRILL_EVERY)


@dataclass(frozen=True, slots=True)
class Lost:
    """What the open vault holds beyond a backup: so much is not in what is restored from it.

    Attributes:
        more: Audit entries that the backup holds beyond the open vault, which is shorter than it was.
    """

    backup: Backup
    patients: int
    visits: int
    entries: int
    more: int = 0


@dataclass(frozen=True, slots=True)
class Beyond:
    """A backup that was opened to be read, beside the open vault.

    Attributes:
        patients: How many patients the backup has.
        lost_patients: Those of the open vault that it does not have.
        lost_visits: Visits of the open vault that it does not have, or has not signed.
        entries: How many audit entries came after it.
        more: How many it holds beyond the open vault, which is shorter than it was.
    """

    backup: Backup
    patients: int
    lost_patients: tuple[LostPatient, ...]
    lost_visits: tuple[LostVisit, ...]
    entries: int
    more: int = 0


class Backups(Operations):
    """Use cases around backups. Making one writes nothing into the vault."""

    @operation(EVERYBODY)
    def protection(self) -> Protection:
        """How old the newest backup is, read from what lies in the vault's own folder: the second may be far away."""
        vault = self._context.vault
        found = found_in(self._home, vault)
        newest = newest_of(found)
        tried = settings.read(vault.connection).get(_TRIED)
        return Protection(
            newest.at if newest else None,
            self._second(),
            datetime.fromisoformat(tried) if tried else None,
            not vault.read_only and backup.has_changed(vault, newest),
            sum(one.why is Why.DAMAGED for one in found.unusable),
        )

    @operation(EVERYBODY)
    def listed(self) -> tuple[Backup, ...]:
        """The backups of this vault that can be restored from, the newest first."""
        return found_in(self._home, self._context.vault).whole

    @operation(EVERYBODY)
    def unusable(self) -> tuple[Unusable, ...]:
        """Those that cannot: damaged, or made before the data key was changed."""
        return found_in(self._home, self._context.vault).unusable

    @operation(EVERYBODY)
    def make(self, report: Report = _silent) -> Made:
        """Make a proved backup in the vault's folder, copy it into the second folder, and remove old ones.

        Raises:
            CalciTrackError: There is none; the vault and earlier backups are as they were.
        """
        vault, now = self._context.vault, self._context.clock.now()
        self._clear_left()
        with told_by(not_backed_up):
            made = backup.make_backup(vault, self._home, now, report)
        backup.rotate(self._home, vault.slots.vault, vault.data_key, now, _proved_damaged(vault))
        second = self._second()
        if second is None:
            return Made(made)
        try:
            with told_by(not_backed_up):
                copied = backup.copy_backup(made, second, vault.data_key, _silent)
        except CalciTrackError as error:
            return Made(made, None, error.message)
        backup.rotate(second, vault.slots.vault, vault.data_key, now)
        return Made(made, copied)

    @operation(EVERYBODY)
    def make_in(self, folder: Path, report: Report = _silent) -> Made:
        """Make a proved backup in a folder of one's choice, where nothing is removed; the audit keeps that.

        Raises:
            CalciTrackError: There is none; the vault and earlier backups are as they were.
        """
        context = self._context
        with told_by(not_backed_up):
            made = backup.make_backup(context.vault, folder, context.clock.now(), report)
        # The backup is there: that the vault's own disk is full, which may be why it was wanted, must not hide it.
        with contextlib.suppress(CalciTrackError):
            context.vault.note(context.actor, Deed("back up", "clinic", reason=str(folder)), context.clock.now())
        return Made(made)

    @operation(ADMINISTRATORS)
    def set_folder(self, folder: Path | None, seen: Path | None) -> Written[None]:
        """Choose the second folder for backups, or none; ``seen`` is what was on screen.

        Raises:
            Conflict: It was changed elsewhere.
        """
        context = self._context
        with context.vault.unit(context.actor, Deed("set backup folder", "setting"), context.clock.now()) as unit:
            stands = self._second()
            if stands not in (seen, folder):
                raise conflict(SETTING, (Difference("second_folder", str(folder or ""), str(stands or "")),))
            settings.write(unit, _FOLDER, str(folder) if folder else "")
        return Written(None, Change(frozenset({Kind.SETTINGS})))

    @operation(ADMINISTRATORS)
    def drill(self, report: Report = _silent) -> Written[datetime]:
        """Restore the newest backup beside the vault, verify all of it, remove it; returns when it was made.

        Raises:
            NotFound: There is no backup.
            CalciTrackError: It does not give the records back, or could not be tried.
        """
        context = self._context
        if context.vault.read_only:
            raise ReadOnly
        newest = newest_of(found_in(self._home, context.vault))
        if newest is None:
            raise NotFound(
                say(QT_TRANSLATE_NOOP("clinic", "There is no backup yet.")),
                say(QT_TRANSLATE_NOOP("clinic", "Make one first.")),
            )
        place = self._home / _DRILL
        shutil.rmtree(place, ignore_errors=True)
        try:
            with self._remembering(newest), told_by(not_restored):
                known = opening.key_of_copy(newest.folder, context.vault.data_key)
                restoring.restore(known, place / "vault", context.actor, context.clock.now(), report)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        deed = Deed("restore drill", "setting", reason=f"the backup of {newest.at:%Y-%m-%d %H:%M} UTC is whole")
        with context.vault.unit(context.actor, deed, context.clock.now()) as unit:
            settings.write(unit, _TRIED, context.clock.now().isoformat())
        return Written(newest.at, Change(frozenset({Kind.SETTINGS})))

    @operation(ADMINISTRATORS)
    def restore(self, chosen: Backup, target: Path, report: Report = _silent) -> None:
        """Make a vault of a backup in a new folder. The open vault stays as it is, and is backed up first.

        Raises:
            VaultExists: There is something in the folder.
            CalciTrackError: The backup is not whole, or nothing can be written there; nothing of it is left.
        """
        context = self._context
        if not context.vault.read_only:
            # Nothing is replaced, so a vault whose disk takes no backup any more is no reason to restore none.
            with contextlib.suppress(CalciTrackError):
                before(context.vault, context.clock.now())
        with self._remembering(chosen), told_by(not_restored):
            known = opening.key_of_copy(chosen.folder, context.vault.data_key)
            restoring.restore(known, target, context.actor, context.clock.now(), report)

    @operation(ADMINISTRATORS)
    def compared(self) -> tuple[Lost, ...]:
        """The backups of this vault, the newest first, with what the open vault holds that each does not."""
        now = backup.count_rows(self._context.vault.connection)
        return tuple(_beyond(now, one) for one in self.listed())

    @operation(ADMINISTRATORS)
    def looked_into(self, chosen: Backup) -> Beyond:
        """Prove a backup, open it to be read, and compare it with the open vault.

        Raises:
            CalciTrackError: It is not whole or cannot be read.
        """
        vault = self._context.vault
        with self._remembering(chosen), told_by(not_restored):
            known = opening.key_of_copy(chosen.folder, vault.data_key)
            backup.prove_backup(chosen.folder, vault.data_key)
            looked_at = opening.open_vault(known, read_only=True)
            try:
                now, then = vault.connection, looked_at.connection
                entries = backup.count_rows(now)["audit"]
                return Beyond(
                    chosen,
                    chosen.rows["patient"],
                    beyond.lost_patients(now, then),
                    beyond.lost_visits(now, then),
                    max(0, entries - chosen.rows["audit"]),
                    max(0, chosen.rows["audit"] - entries),
                )
            finally:
                looked_at.close()

    @operation(EVERYBODY)
    def itself(self) -> Backup | None:
        """The backup that is open to be looked at; None where a vault is open.

        Raises:
            CalciTrackError: It is not whole.
        """
        vault = self._context.vault
        if not backup_files.is_backup(vault.folder):
            return None
        with told_by(not_restored):
            return backup_files.read_manifest(vault.folder, vault.data_key)

    def _clear_left(self) -> None:
        """Remove what a killed program left of drills, and of restores beside the vault."""
        shutil.rmtree(self._home / _DRILL, ignore_errors=True)
        stages.clear_left(self._context.vault.folder.parent)

    @property
    def _home(self) -> Path:
        return self._context.vault.folder / backup_files.FOLDER_NAME

    def _second(self) -> Path | None:
        chosen = settings.read(self._context.vault.connection).get(_FOLDER)
        return Path(chosen) if chosen else None

    @contextlib.contextmanager
    def _remembering(self, tried: Backup) -> Iterator[None]:
        """A backup that proves to be damaged counts for nothing from then on: another is made in its place."""
        try:
            yield
        except VaultDamaged:
            context, name = self._context, tried.folder.name
            # That nothing can be written just now must not hide what was found.
            with contextlib.suppress(CalciTrackError):
                deed = Deed("find a backup damaged", "setting", reason=name)
                with context.vault.unit(context.actor, deed, context.clock.now()) as unit:
                    known = settings.read(context.vault.connection).get(_DAMAGED, [])
                    there = [one for one in known if (self._home / one).exists() and one != name]
                    settings.write(unit, _DAMAGED, [*there, name])
            raise


def restore(key: Key, target: Path, clock: Clock | None = None, report: Report = _silent) -> datetime:
    """Make a vault of a backup that a key opens, also where the vault itself is gone; returns when it was made.

    Raises:
        NotAllowed: Only an administrator restores.
        VaultExists: There is something in the folder.
        CalciTrackError: It is no backup, is not whole, or nothing can be written there; nothing of it is left.
    """
    with told_by(not_restored):
        backup.prove_backup(key.data.folder, key.data.key)
        looked_at = opening.open_vault(key.data, read_only=True)
        try:
            person = people.by_login(looked_at.connection, key.login)
        finally:
            looked_at.close()
        if person is None:
            raise WrongPassword
        require(person, ADMINISTRATORS)
        actor = Actor(person.id, person.uuid, person.name)
        return restoring.restore(key.data, target, actor, (clock or SystemClock()).now(), report).at


def before(vault: Vault, at: datetime, report: Report = _silent) -> None:
    """A proved backup before something large is done to a vault, unless nothing was written since the last.

    Raises:
        CalciTrackError: There is none, so what was asked for is not begun.
    """
    home = vault.folder / backup_files.FOLDER_NAME
    if not backup.has_changed(vault, newest_of(found_in(home, vault))):
        return
    with told_by(not_backed_up):
        backup.make_backup(vault, home, at, report)
    backup.rotate(home, vault.slots.vault, vault.data_key, at, _proved_damaged(vault))


def found_in(target: Path, vault: Vault) -> Found:
    """What lies in a folder for backups; one that proved to be damaged when it was tried is not among the whole.

    Raises:
        NotSaved: The folder cannot be read.
    """
    with told_by(backups_not_read):
        found = backup_files.look_through(target, vault.slots.vault, vault.data_key)
    tried = _proved_damaged(vault)
    bad = tuple(Unusable(one.folder, one.at, Why.DAMAGED) for one in found.whole if one.folder.name in tried)
    whole = tuple(one for one in found.whole if one.folder.name not in tried)
    return Found(whole, (*bad, *found.unusable))


def _proved_damaged(vault: Vault) -> frozenset[str]:
    """Names of the backups in the vault's own folder that proved to be damaged when they were tried."""
    return frozenset(settings.read(vault.connection).get(_DAMAGED, ()))


def newest_of(found: Found) -> Backup | None:
    """The one that holds most; by its time another would be found where the clock was set back."""
    return max(found.whole, key=lambda one: (one.sequence, one.keys, one.at), default=None)


def _beyond(now: Mapping[str, int], chosen: Backup) -> Lost:
    """Told by the manifest, which bears a MAC: the record only grows."""
    more = {name: max(0, now[name] - chosen.rows[name]) for name in ("patient", "visit", "audit")}
    return Lost(chosen, more["patient"], more["visit"], more["audit"], max(0, chosen.rows["audit"] - now["audit"]))
