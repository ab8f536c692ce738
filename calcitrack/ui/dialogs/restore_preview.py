"""What a backup holds and what it lacks, once it was opened to be read: shown before anything is restored from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QWidget

from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.label import Label

if TYPE_CHECKING:
    from calcitrack.clinic.backups import Beyond
    from calcitrack.domain.lost import LostVisit

_MOST_LINES_SHOWN = 7


class RestorePreview(FormDialog):
    """Says whom and what the restored vault will lack, by name, and asks for nothing but the decision."""

    def __init__(self, found: Beyond, parent: QWidget | None = None) -> None:
        when = f"{found.backup.at.astimezone():%Y-%m-%d %H:%M}"
        super().__init__(
            translate("RestorePreview", "The backup of {when}").format(when=when),
            translate("RestorePreview", "It was opened to be read, and proved."),
            translate("RestorePreview", "Choose a new folder…"),
            width=560,
            parent=parent,
        )
        held = self.tr("Patients: {patients}. Signed visits: {visits}.")
        self.add(section(self.tr("It holds"), Label(held.format(patients=found.patients, visits=found.backup.signed))))
        self._add_lost(found)
        told = self.tr("The open vault stays as it is. Another is made of the backup, in a new folder, and verified.")
        self.add(Label(told, "muted"))
        self.remember()

    def _add_lost(self, found: Beyond) -> None:
        lines = [self._patient(one.family_name, one.given_name) for one in found.lost_patients]
        lines += [self._visit(one) for one in found.lost_visits]
        heading = self.tr("It lacks, and the open vault holds")
        if found.more and not lines:
            beyond = self.tr("Nothing. The backup holds more than the open vault: audit entries {n}.")
            self.add(section(heading, Label(beyond.format(n=found.more))))
            return
        if not lines:
            said = (
                self.tr("No patient and no visit. Changes noted in the audit since then: {n}.").format(n=found.entries)
                if found.entries
                else self.tr("Nothing: it is as the open vault is now.")
            )
            self.add(section(heading, Label(said)))
            return
        listed = QListWidget()
        listed.setAccessibleName(heading)
        listed.setWordWrap(True)
        listed.addItems(lines)
        listed.setCurrentRow(0)
        row = listed.sizeHintForRow(0)
        listed.setMinimumHeight(min(len(lines), _MOST_LINES_SHOWN) * row + current_theme().px(8))
        more = self.tr("Patients: {patients}. Visits: {visits}. None of this is in a vault that is restored from it.")
        counted = more.format(patients=len(found.lost_patients), visits=len(found.lost_visits))
        self.add(section(heading, Label(counted), listed))

    def _patient(self, family: str, given: str) -> str:
        return self.tr("Patient {family}, {given}").format(family=family, given=given)

    def _visit(self, lost: LostVisit) -> str:
        when = day(date.fromisoformat(lost.visited_on))
        who = f"{lost.family_name}, {lost.given_name}"
        if lost.is_draft_there:
            return self.tr("Visit of {when}, {who}: a draft there, signed here").format(when=when, who=who)
        if lost.is_signed:
            return self.tr("Visit of {when}, {who}: signed").format(when=when, who=who)
        return self.tr("Visit of {when}, {who}: draft").format(when=when, who=who)
