"""Getting in: unlock, recovery code, first start, demonstration. Key derivation runs on the worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from calcitrack.ui.pages.unlock_page import UnlockPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from calcitrack.clinic.keys import Key
    from calcitrack.clinic.prospects import Prospects
    from calcitrack.domain.errors import CalciTrackError
    from calcitrack.domain.text import Message
    from calcitrack.ui.entry.damaged_form import DamagedForm
    from calcitrack.ui.jobs import JobRunner, Progress
    from calcitrack.ui.pages.first_start_page import FirstStart, FirstStartPage
    from calcitrack.ui.upgrading import Steps

DEMO_LOGIN, DEMO_PASSWORD = "demo", "demonstration"
SLOTS = ("vault.slots", "vault.slots2")
"""The files by which a folder is known as a vault, each a copy of the other; asked without loading what opens one."""


DATABASE = "vault.db"
"""The file of the records; without it there is nothing to open, and a backup is the way."""

BACKUP = "vault.backup"
"""The file by which a folder is known as a backup; asked so for the same reason."""


class Entrance(QStackedWidget):
    """The unlock page or the first start, whichever the folder calls for.

    Args:
        steps: The schemas up to the one that a vault is brought up to; this version's where None is given.

    Signals:
        entered(clinic): A vault is open and somebody is signed in.
        folder_chosen(folder): Another vault was chosen, to be opened from now on; a backup is looked at only.
        about_to_enter(): The password was right: the vault is opened next.
    """

    entered = Signal(object)
    folder_chosen = Signal(object)
    about_to_enter = Signal()

    def __init__(
        self, folder: Path, jobs: JobRunner, parent: QWidget | None = None, *, steps: Steps | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._newer: dict[str, Any] = {} if steps is None else {"steps": steps}
        self._jobs = jobs
        self._first_start: FirstStartPage | None = None
        self._made: FirstStart | None = None
        self._tried = ("", "")
        self._proved: Key | None = None
        self._unlock = UnlockPage(self)
        self.addWidget(self._unlock)
        self._unlock.unlock_requested.connect(self._on_unlock)
        self._unlock.recovery_requested.connect(self._on_recovery)
        self._unlock.other_vault_requested.connect(self._on_other_vault)
        self._unlock.backup_requested.connect(self._go_to)
        self._unlock.own_password_chosen.connect(self._on_own_password)
        self._unlock.look_wanted.connect(self._on_look)
        self._unlock.go_on_wanted.connect(self._on_go_on)
        self._unlock.salvage_wanted.connect(self._on_salvage)
        self.look()

    @property
    def unlock_page(self) -> UnlockPage:
        """The page that asks for name and password."""
        return self._unlock

    def look(self) -> None:
        """Show the page that the folder calls for."""
        if _is_vault(self._folder):
            self._unlock.set_vault(self._folder.name, self._hint())
            self.setCurrentWidget(self._unlock)
            self._unlock.show()  # whoever entered hid it
        else:
            self.setCurrentWidget(self._first_start_page())

    def _hint(self) -> str:
        """The demonstration clinic's password is no secret; a real vault's page tells nothing.

        Before it is open a vault tells only that its patients are invented, not that the demonstration made it.
        """
        there = [path for name in SLOTS if (path := self._folder / name).is_file()]
        if not any(b'"synthetic":true' in path.read_bytes().replace(b" ", b"") for path in there):
            return ""
        told = self.tr(
            "Invented patients only. If this is CalciTrack's demonstration clinic, "
            "it opens with the name {name} and the password {password}."
        )
        return told.format(name=DEMO_LOGIN, password=DEMO_PASSWORD)

    def _first_start_page(self) -> FirstStartPage:
        from calcitrack.ui.pages.first_start_page import FirstStartPage

        if self._first_start is None:
            self._first_start = FirstStartPage(self._folder)
            self._first_start.create_requested.connect(self._on_create)
            self._first_start.demo_requested.connect(self._on_demo)
            self._first_start.other_requested.connect(self._on_other_vault)
            self._first_start.finished.connect(self._on_first_start_finished)
            self.addWidget(self._first_start)
        return self._first_start

    def _find_key(self, work: Callable[[Progress], Key]) -> None:
        job = self._jobs.start(work)
        job.succeeded.connect(self._on_key)
        job.failed.connect(self._on_refused)

    @Slot(str, str)
    def _on_unlock(self, name: str, password: str) -> None:
        folder, self._tried = self._folder, (name, password)

        def work(_progress: Progress) -> Key:
            from calcitrack.clinic.keys import find_key

            return find_key(folder, name, password)

        self._find_key(work)

    @Slot(str, str, str, str)
    def _on_recovery(self, name: str, code: str, password: str, reason: str) -> None:
        folder = self._folder

        def work(_progress: Progress) -> Key:
            from calcitrack.clinic.keys import find_key_by_recovery

            return find_key_by_recovery(folder, name, code, password, reason=reason)

        self._find_key(work)

    @Slot(str)
    def _on_own_password(self, password: str) -> None:
        folder, (name, first) = self._folder, self._tried

        def work(_progress: Progress) -> Key:
            from calcitrack.clinic.keys import find_key_by_first

            return find_key_by_first(folder, name, first, password)

        self._find_key(work)

    @Slot(object)
    def _on_key(self, key: Key) -> None:
        self._enter(key)

    @Slot()
    def _on_look(self) -> None:
        if self._proved is not None:
            self._enter(self._proved, read_only=True)

    @Slot(str)
    def _on_go_on(self, reason: str) -> None:
        if self._proved is not None:
            self._enter(self._proved, because=reason)

    @Slot()
    def _on_salvage(self) -> None:
        from calcitrack.ui.salvaging import Salvaging

        if self._proved is not None:
            salvaging = Salvaging.of_closed(self._proved, self._jobs, self)
            salvaging.open_requested.connect(self._go_to)
            salvaging.begin()

    def _enter(
        self, key: Key, *, read_only: bool = False, because: str = "", notices: tuple[Message, ...] = ()
    ) -> None:
        from calcitrack.clinic.session import enter
        from calcitrack.domain.errors import CalciTrackError, RecordBehind, VaultDamaged, VaultMissing, VaultOlder

        self.about_to_enter.emit()
        try:
            clinic = enter(key, read_only=read_only, go_on_because=because, notices=notices, **self._newer)
        except VaultOlder:
            self._bring_up(key, because)
            return
        except RecordBehind as error:
            self._proved = key
            self._unlock.show_record_behind(error.finding)
            return
        except (VaultDamaged, VaultMissing) as error:
            if isinstance(error, VaultMissing) and (key.data.folder / DATABASE).exists():
                self._on_refused(error)
                return
            self._proved = key
            self._look_ahead(key, self._unlock.show_damaged(_told(error)))
            return
        except CalciTrackError as error:
            self._on_refused(error)
            return
        self._tried, self._proved = ("", ""), None
        self._unlock.hide()
        self.entered.emit(clinic)

    def _look_ahead(self, key: Key, form: DamagedForm) -> None:
        """Find out on the worker what each way to the records of a damaged vault would bring."""

        def work(progress: Progress) -> Prospects:
            from calcitrack.clinic.prospects import prospects
            from calcitrack.ui.jobs import Cancelled

            def still_wanted() -> None:
                if progress.cancelled:
                    raise Cancelled

            return prospects(key, still_wanted)

        job = self._jobs.start(work)
        job.succeeded.connect(form.show_prospects)
        form.destroyed.connect(job.cancel)

    def _bring_up(self, key: Key, because: str) -> None:
        from calcitrack.ui.upgrading import Upgrading

        upgrading = Upgrading(key, self._jobs, self)
        upgrading.done.connect(lambda key: self._enter(key, because=because))
        upgrading.failed.connect(self._on_not_brought_up)
        upgrading.cancelled.connect(self._on_bringing_up_cancelled)
        upgrading.begin(because, **self._newer)

    @Slot(object, object)
    def _on_not_brought_up(self, key: Key, error: Exception) -> None:
        from calcitrack.domain.errors import NotSaved

        if isinstance(error, NotSaved):
            # It is as it was: written it cannot be, but read.
            self._enter(key, read_only=True, notices=(error.message,))
        else:
            self._on_refused(error)

    @Slot()
    def _on_bringing_up_cancelled(self) -> None:
        self._unlock.show_refusal(
            self.tr("Stopped: the vault is as it was. To work in it, let it be brought to the form of this version.")
        )

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        from calcitrack.domain.errors import CalciTrackError, FirstPassword, TooManyAttempts

        match error:
            case FirstPassword():
                self._unlock.ask_own_password(self._tried[0])
            case TooManyAttempts():
                told = self.tr("Too many wrong passwords were tried under this name. Try again in {seconds} seconds.")
                self._unlock.show_wait(told, error.seconds)
            case CalciTrackError():
                self._unlock.show_refusal(_told(error))
            case _:
                self._unlock.show_refusal(self.tr("The vault was not opened because of a fault of the program."))
                raise error

    @Slot(object)
    def _on_create(self, wanted: FirstStart) -> None:
        def work(_progress: Progress) -> str:
            from calcitrack.clinic.session import create_clinic

            return create_clinic(
                wanted.folder,
                clinic=wanted.clinic_name,
                login=wanted.login,
                person=wanted.person_name,
                password=wanted.password,
            )

        self._made = wanted
        job = self._jobs.start(work)
        job.succeeded.connect(self._first_start_page().show_recovery_code)
        job.failed.connect(self._on_not_created)

    @Slot(object)
    def _on_not_created(self, error: Exception) -> None:
        from calcitrack.domain.errors import CalciTrackError, InvalidInput

        page = self._first_start_page()
        if isinstance(error, InvalidInput):
            page.show_faults(error.faults)
        elif isinstance(error, CalciTrackError):
            page.show_refusal(_told(error))
        else:
            page.show_refusal(self.tr("The vault was not made because of a fault of the program."))
            raise error

    @Slot()
    def _on_first_start_finished(self) -> None:
        if self._made is None:
            return
        made, self._made = self._made, None
        self._go_to(made.folder)
        self._unlock.wait()
        self._on_unlock(made.login, made.password)

    @Slot()
    def _on_demo(self) -> None:
        folder = self._folder.parent / "demonstration-clinic"

        def work(_progress: Progress) -> Path:
            from calcitrack.clinic.demo.vault import create_demo
            from calcitrack.domain.clock import SystemClock

            if not _is_vault(folder):
                create_demo(folder, SystemClock())
            return folder

        job = self._jobs.start(work)
        job.succeeded.connect(self._on_demo_made)
        job.failed.connect(self._on_not_created)

    @Slot(object)
    def _on_demo_made(self, folder: Path) -> None:
        self._go_to(folder)
        self._unlock.wait()
        self._on_unlock(DEMO_LOGIN, DEMO_PASSWORD)

    @Slot()
    def _on_other_vault(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose the vault's folder"), str(self._folder.parent))
        if chosen:
            self._go_to(Path(chosen))

    @Slot(object)
    def _go_to(self, folder: Path) -> None:
        self._folder = folder
        if not is_backup(folder):
            self.folder_chosen.emit(folder)
        self.look()


def is_backup(folder: Path) -> bool:
    """Whether a folder is a backup: it is looked at today, and is not where the program begins tomorrow."""
    return (folder / BACKUP).is_file()


def _told(error: CalciTrackError) -> str:
    from calcitrack.ui.i18n import translate

    return translate(error.message) + (f" {translate(error.remedy)}" if error.remedy else "")


def _is_vault(folder: Path) -> bool:
    """Told without the store, which is not loaded before the first paint."""
    return any((folder / name).exists() for name in SLOTS)
