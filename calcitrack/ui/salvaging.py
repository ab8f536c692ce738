"""Salvaging a damaged vault from the window: a new folder, the work on the worker, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.dialogs.salvage_dialog import SalvageDialog
from calcitrack.ui.errors import show_failure
from calcitrack.ui.jobs import Cancelled

if TYPE_CHECKING:
    from calcitrack.clinic.keys import Key
    from calcitrack.clinic.session import Clinic
    from calcitrack.domain.text import Message
    from calcitrack.ui.jobs import Job, JobRunner, Progress
    from calcitrack.ui.session import Report, Session

NAME = "salvaged-vault"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told of a salvage, a sentence each, and whether nothing is missing as far as anything tells."""

    told: tuple[Message, ...]
    is_whole: bool


class Salvaging(QObject):
    """One salvage, from the choice of the folder to the list of what is missing.

    Args:
        start: Begins the work on the worker, into the folder that it is given; it returns an ``Outcome``.
        beside: The damaged vault's folder.
        can_open: Whether the new vault can be opened from here.

    Signals:
        open_requested(folder): The new vault is to be opened.
    """

    open_requested = Signal(object)

    def __init__(self, start: Callable[[Path], Job], beside: Path, window: QWidget, *, can_open: bool) -> None:
        super().__init__(window)
        self._start, self._beside, self._window, self._can_open = start, beside, window, can_open
        self._target = Path()

    @classmethod
    def of_closed(cls, key: Key, jobs: JobRunner, window: QWidget) -> Salvaging:
        """Of a vault that does not open."""

        def start(target: Path) -> Job:
            def work(progress: Progress) -> Outcome:
                from calcitrack.clinic.salvage import salvage, sentences

                def report(done: int, of: int) -> None:
                    if progress.cancelled:
                        raise Cancelled
                    progress.report(done, of)

                found = salvage(key, target, report=report)
                return Outcome(sentences(found), found.is_whole)

            return jobs.start(work)

        return cls(start, key.data.folder, window, can_open=True)

    @classmethod
    def of_open(cls, session: Session, window: QWidget) -> Salvaging:
        """Of the vault that is open and was found damaged; the new one is opened after this one was locked."""

        def start(target: Path) -> Job:
            def work(clinic: Clinic, report: Report) -> Outcome:
                from calcitrack.clinic.salvage import sentences

                found = clinic.salvages.into(target, report)
                return Outcome(sentences(found), found.is_whole)

            return session.start(work)

        return cls(start, session.clinic.folder, window, can_open=False)

    def begin(self) -> None:
        """Ask where the new vault is to lie, then make it there in a folder of its own."""
        told = self.tr("Choose where the new vault's folder is made")
        chosen = QFileDialog.getExistingDirectory(self._window, told, str(self._beside.parent))
        if chosen:
            self.salvage_into(Path(chosen) / NAME)

    def salvage_into(self, target: Path) -> None:
        """Make the new vault in a folder that is not there yet."""
        self._target = target
        job = self._start(target)
        job.succeeded.connect(self._on_salvaged)
        job.failed.connect(self._on_failed)
        BusyDialog(job, self.tr("Reading what can still be read…"), patience_ms=0, parent=self._window)

    @Slot(object)
    def _on_salvaged(self, found: Outcome) -> None:
        dialog = SalvageDialog(
            self._target, found.told, is_whole=found.is_whole, can_open=self._can_open, parent=self._window
        )
        if dialog.asked() and self._can_open:
            self.open_requested.emit(self._target)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self._window, error)
