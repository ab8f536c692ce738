"""Backups that nobody has to think of: every half an hour and at the end, whenever something was written.

They run on the worker over a connection of their own; the window goes on meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.theme import Tone

if TYPE_CHECKING:
    from calcitrack.clinic.backups import Made, Protection
    from calcitrack.ui.jobs import Job
    from calcitrack.ui.session import Session

EVERY_MS = 30 * 60 * 1000
_TELL_MS = 60 * 1000
LATE, TOO_LATE = timedelta(days=1), timedelta(days=3)
"""So old is a backup of a record that was written on since, when it is told as a warning, and as a danger."""
CLOCKS_DIFFER = timedelta(minutes=10)
"""By so much a clock is put right without anybody's doing; more was done by a person or an empty battery."""


class BackupKeeper(QObject):
    """Makes backups of one open vault, and tells how old the newest is.

    Signals:
        told(text, tone): How the vault is kept, in few words.
        made(made): There is a new backup.
        failed(error): One could not be made.
    """

    told = Signal(str, str)
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._lacks_copy = False
        self._half_hour, self._minute = QTimer(self), QTimer(self)
        self._half_hour.setInterval(EVERY_MS)
        self._minute.setInterval(_TELL_MS)
        self._half_hour.timeout.connect(self.back_up_if_changed)
        self._minute.timeout.connect(self.tell)

    def begin(self) -> None:
        """The vault is open."""
        self._half_hour.start()
        self._minute.start()
        self.tell()

    def stop(self) -> None:
        """The vault is about to be closed."""
        self._half_hour.stop()
        self._minute.stop()

    @Slot()
    def back_up_if_changed(self) -> Job | None:
        """Begin a backup when something was written since the last; the job, if there is one."""
        clinic = self._session.clinic
        if self._job is not None or clinic.read_only:
            return self._job
        return self.back_up() if self._is_due() else None

    def _is_due(self) -> bool:
        try:
            return self._session.clinic.backups.protection().is_changed
        except CalciTrackError:
            return True  # it fails, too, and says why

    def back_up(self) -> Job:
        """Begin a backup now."""
        self._job = self._session.start(lambda clinic, report: clinic.backups.make(report))
        self._job.succeeded.connect(self._on_made)
        self._job.failed.connect(self.failed)
        self._job.finished.connect(self._on_finished)
        return self._job

    @Slot()
    def tell(self) -> None:
        """Say how old the newest backup is."""
        clinic = self._session.clinic
        if clinic.is_locked:
            return
        if clinic.read_only:
            self.told.emit(self.tr("Encrypted, read only"), "warning")
            return
        try:
            protection = clinic.backups.protection()
        except CalciTrackError:
            self.told.emit(self.tr("Encrypted, backups not readable"), "danger")
            return
        self.told.emit(*self._said(protection, clinic.clock.now()))

    def _said(self, protection: Protection, now: datetime) -> tuple[str, Tone]:
        if protection.last is None:
            return self.tr("Encrypted, no backup yet"), "warning"
        if protection.last - now > CLOCKS_DIFFER:
            return self.tr("Encrypted, newest backup dated ahead: check this computer's clock"), "warning"
        age = max(timedelta(), now - protection.last)
        words = self.tr("Encrypted, backup {age}").format(age=self.age_in_words(age))
        if protection.is_changed and age > LATE:
            return words, "danger" if age > TOO_LATE else "warning"
        if self._lacks_copy:
            return self.tr("{words}, no second copy").format(words=words), "warning"
        return words, "good"

    def age_in_words(self, age: timedelta) -> str:
        """How long ago, as exactly as anybody wants to know."""
        minutes = int(age.total_seconds()) // 60
        if minutes < 1:
            return self.tr("just now")
        if minutes < 60:
            return self.tr("{n} min ago").format(n=minutes)
        if minutes < 48 * 60:
            return self.tr("{n} h ago").format(n=minutes // 60)
        return self.tr("{n} days ago").format(n=minutes // (24 * 60))

    @Slot(object)
    def _on_made(self, made: Made) -> None:
        self._lacks_copy = made.second_failed is not None
        self.made.emit(made)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self.tell()
