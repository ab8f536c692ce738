"""The clinic's own reading error: worked out of its repeat readings, and whether the rules use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from calcitrack.clinic.reading_errors import OwnErrors
from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.figures.reading_error import FEWEST_REPEATS, ReadingError
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.errors import show_error, show_failure
from calcitrack.ui.i18n import day, number
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import inside

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


class ReadingErrorCard(Card):
    """Working out keeps what is found at once; that the rules use it is a choice of its own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._work_out = QPushButton(self.tr("Work out now…"))
        super().__init__(self.tr("Our own reading error"), actions=(self._work_out,), parent=parent)
        self._session = session
        self._seen = OwnErrors()
        self._found = Label()
        self._in_use = QCheckBox(self.tr("Use it in the place of the reading error above"))
        told = self.tr(
            "Read the same lesions again, by the same method on the same day, by whoever measures them: ten minutes of "
            "that give the smallest change that each method can tell from chance (1.96 × √2 × the standard deviation "
            "between repeats). Trends draw it as a band, in which there is no detectable change."
        )
        for part in (Label(told, "muted"), self._found, self._in_use):
            self.add(part)
        self._work_out.clicked.connect(self._on_work_out)
        self._in_use.clicked.connect(self._on_in_use)
        self.reload()

    def reload(self) -> None:
        """Show what stands in the vault."""
        self._seen = self._session.clinic.reading_errors.known()
        seen = self._seen
        self._in_use.setChecked(seen.in_use)
        self._in_use.setEnabled(seen.in_use or any(error.total_mm is not None for error in seen.errors))
        if seen.worked_out_on is None:
            self._found.setText(self.tr("Not worked out yet."))
            return
        head = self.tr("Worked out on {day}:").format(day=day(seen.worked_out_on))
        lines = [self._line(error) for error in seen.errors] or [self.tr("no lesion was read more than once.")]
        self._found.setText("\n".join([head, *lines]))

    def _line(self, error: ReadingError) -> str:
        method = inside(error.method)
        counts = self.tr("{repeats} repeats of {lesions} readings").format(repeats=error.repeats, lesions=error.lesions)
        if error.total_mm is None or error.longest_mm is None:
            few = self.tr("{method}: {counts}, too few; it takes {least} repeats.")
            return few.format(method=method, counts=counts, least=FEWEST_REPEATS)
        told = self.tr("{method}: length + width {total} mm, longest diameter {longest} mm, area {area}; {counts}")
        area = self.tr("a factor of {n}").format(n=number(error.area_factor or 1.0, 2))
        total, longest = number(error.total_mm, 1), number(error.longest_mm, 1)
        return told.format(method=method, total=total, longest=longest, area=area, counts=counts)

    @Slot()
    def _on_work_out(self) -> None:
        job = self._session.start(lambda clinic, report: clinic.reading_errors.work_out(report))
        job.succeeded.connect(self._on_worked_out)
        job.failed.connect(self._on_failed)
        BusyDialog(job, self.tr("Reading the repeats…"), parent=self)

    @Slot(object)
    def _on_worked_out(self, errors: tuple[ReadingError, ...]) -> None:
        usable = any(error.total_mm is not None for error in errors)
        self._keep(errors, in_use=self._seen.in_use and usable)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self, error)

    @Slot()
    def _on_in_use(self) -> None:
        self._keep(self._seen.errors, in_use=self._in_use.isChecked())

    def _keep(self, errors: tuple[ReadingError, ...], *, in_use: bool) -> None:
        seen = self._seen
        try:
            self._session.write(lambda clinic: clinic.reading_errors.keep(errors, in_use=in_use, seen=seen))
        except CalciTrackError as error:
            show_error(self, error)
        self.reload()
