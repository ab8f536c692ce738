"""Salvaging a damaged vault from the window: a new folder, the work on the worker, and what came of it."""

from __future__ import annotations

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
    from calcitrack.domain.text import Message
    from calcitrack.ui.jobs import JobRunner, Progress

NAME = "salvaged-vault"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told of a salvage, a sentence each, and whether nothing is missing as far as anything tells."""

    told: tuple[Message, ...]
    is_whole: bool


class Salvaging(QObject):
    """One salvage, from the choice of the folder to the list of what is missing.

    Signals:
        open_requested(folder): The new vault is to be opened.
    """

    open_requested = Signal(object)

    def __init__(self, key: Key, jobs: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._key, self._jobs, self._window = key, jobs, window
        self._target = Path()

    def begin(self) -> None:
        """Ask where the new vault is to lie, then make it there in a folder of its own."""
        beside = str(self._key.data.folder.parent)
        told = self.tr("Choose where the new vault's folder is made")
        chosen = QFileDialog.getExistingDirectory(self._window, told, beside)
        if chosen:
            self.salvage_into(Path(chosen) / NAME)

    def salvage_into(self, target: Path) -> None:
        """Make the new vault in a folder that is not there yet."""
        key, self._target = self._key, target

        def work(progress: Progress) -> Outcome:
            from calcitrack.clinic.salvage import salvage, sentences

            def report(done: int, of: int) -> None:
                if progress.cancelled:
                    raise Cancelled
                if done:
                    progress.report(done, of)

            found = salvage(key, target, report=report)
            return Outcome(sentences(found), found.is_whole)

        job = self._jobs.start(work)
        job.succeeded.connect(self._on_salvaged)
        job.failed.connect(self._on_failed)
        BusyDialog(job, self.tr("Reading what can still be read…"), patience_ms=0, parent=self._window)

    @Slot(object)
    def _on_salvaged(self, found: Outcome) -> None:
        dialog = SalvageDialog(self._target, found.told, is_whole=found.is_whole, parent=self._window)
        if dialog.asked():
            self.open_requested.emit(self._target)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self._window, error)
