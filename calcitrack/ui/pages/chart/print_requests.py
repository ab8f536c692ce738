"""What is asked of an open chart for paper: a visit's print shown before it leaves the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.errors import show_error
from calcitrack.ui.i18n import day
from calcitrack.ui.pages.referral_print import ReferralPrint
from calcitrack.ui.preview.pdf_preview import Paper, show_pdf
from calcitrack.ui.words import identity

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcitrack.domain.visit import Visit
    from calcitrack.reports.printed import Printed
    from calcitrack.ui.pages.chart.open_chart import OpenChart
    from calcitrack.ui.pages.visit.visit_panel import VisitPanel
    from calcitrack.ui.widgets.message_bar import MessageBar


class PrintRequests(QObject):
    """Each takes what is being typed first, so that a print never shows less than the screen.

    Args:
        chart: The open record.
        panel: Shows the draft.
        message: Tells what was copied.
    """

    def __init__(self, chart: OpenChart, panel: VisitPanel, message: MessageBar) -> None:
        super().__init__(chart.window)
        self._chart, self._panel, self._message = chart, panel, message
        self._referral = ReferralPrint(chart, message)

    def visit_to_print(self, *, draft_in_front: bool) -> Visit | None:
        """The draft while it is in front, else the last signed visit, else the draft."""
        record, draft = self._chart.record, self._chart.draft
        if record is None or (draft is not None and draft_in_front):
            return draft
        counted = record.counted_visits
        return counted[-1] if counted else draft

    def show_summary(self, visit: Visit | None) -> None:
        """Show the summary of a visit, to be printed or saved."""
        clinic = self._chart.clinic
        title = self.tr("Summary of the visit of {day}")
        self._show(visit, title, "summary", clinic.prints.summary)

    def show_patient_page(self, visit: Visit | None) -> None:
        """Show the page that the patient takes home, to be printed or saved."""
        clinic = self._chart.clinic
        notice = ""
        contact = clinic.settings.contact()
        if not (contact.phone and contact.when_to_call):
            notice = self.tr(
                "The clinic has not entered its telephone number and its words on when to call: "
                "the page has lines to write them on."
            )
        self._show(visit, self.tr("Page for the patient, visit of {day}"), "page", clinic.prints.patient_page, notice)

    def write_referral(self) -> None:
        """Ask for a letter to a colleague and show it with the signed record behind it."""
        if self._panel.settle():
            self._referral.begin()

    def copy_text(self, visit: Visit | None) -> None:
        """Put a visit as plain text on the clipboard."""
        record = self._chart.record
        if record is None or visit is None or not self._panel.settle():
            return
        try:
            text = self._chart.clinic.prints.visit_text(record.patient.id, visit.id)
        except CalciTrackError as error:
            show_error(self._chart.window, error)
            return
        self._chart.session.clipboard.put(text)
        told = self.tr(
            "The visit of {day} is on the clipboard as plain text, with the patient's name. "
            "Locking or closing CalciTrack takes it off."
        )
        self._message.show_message(told.format(day=day(visit.visited_on)), "good")

    def _show(
        self, visit: Visit | None, title: str, kind: str, make: Callable[[int, int], Printed], notice: str = ""
    ) -> None:
        record = self._chart.record
        if record is None or visit is None or not self._panel.settle():
            return
        try:
            printed = make(record.patient.id, visit.id)
        except CalciTrackError as error:
            show_error(self._chart.window, error)
            return
        # Neither the name of the file nor a title tells the patient's name.
        name = f"{kind}-{record.patient.mrn}-{visit.visited_on.isoformat()}.pdf".replace("/", "-")
        who = identity(record.patient)
        paper = Paper(title.format(day=day(visit.visited_on)), printed.content, name, who, printed.missing, notice)
        show_pdf(self._chart.window, self._chart.session.jobs, paper)
