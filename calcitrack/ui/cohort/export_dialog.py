"""What of a cohort leaves the vault, said before it does: the file is readable by whoever has it."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from calcitrack.ui.forms.field import FormField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import number, translate
from calcitrack.ui.theme import GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label


class Export(Enum):
    """What can be written."""

    COUNTS = auto()
    PSEUDONYMISED = auto()
    WITH_NAMES = auto()


class ExportDialog(FormDialog):
    """Asks which of three.

    Args:
        patients: How many patients the cohort has.
        may_export_records: Whether whoever is signed in may take records out.
    """

    def __init__(self, patients: int, *, may_export_records: bool, parent: QWidget | None = None) -> None:
        heading = translate("ExportDialog", "Export this cohort")
        who = translate("ExportDialog", "{n} patients").format(n=number(patients))
        super().__init__(heading, who, translate("ExportDialog", "Choose a file…"), width=560, parent=parent)
        self._boxes = {export: QRadioButton(text) for export, text in self._words().items()}
        self._group = QButtonGroup(self)
        column = QWidget()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(current_theme().px(GAP_XS))
        for export, box in self._boxes.items():
            box.setEnabled(export is Export.COUNTS or may_export_records)
            self._group.addButton(box)
            inside.addWidget(box)
        self._boxes[Export.COUNTS].setChecked(True)
        hint = "" if may_export_records else self.tr("Records are for administrators to take out.")
        self.add(FormField(self.tr("What to write"), column, hint))
        self._warning = Label(role="muted")
        self.add(self._warning)
        self._group.buttonClicked.connect(self._on_clicked)
        self._on_clicked()
        self.remember()

    @classmethod
    def ask(cls, patients: int, *, may_export_records: bool, parent: QWidget | None = None) -> Export | None:
        """What to write; None when the form was closed without it."""
        dialog = cls(patients, may_export_records=may_export_records, parent=parent)
        return dialog.chosen() if dialog.asked() else None

    def chosen(self) -> Export:
        """What is chosen."""
        return next(export for export, box in self._boxes.items() if box.isChecked())

    def _words(self) -> dict[Export, str]:
        return {
            Export.COUNTS: self.tr("Counts for sharing, none under five"),
            Export.PSEUDONYMISED: self.tr("Records, pseudonymised"),
            Export.WITH_NAMES: self.tr("Records with names"),
        }

    @Slot()
    def _on_clicked(self) -> None:
        told = {
            Export.COUNTS: self.tr("Counts of one to four are hidden, and others that would give them away."),
            Export.PSEUDONYMISED: self.tr(
                "Keyed names that are the same throughout this export and in no other; dates shifted by 1 to 365 days, "
                "the same for all dates of a patient; no free text. A rare course may still tell who somebody is."
            ),
            Export.WITH_NAMES: self.tr("Names, record numbers and true dates."),
        }[self.chosen()]
        common = self.tr(
            "An archive of CSV tables with a codebook. It is NOT encrypted: whoever has the file can read it. The "
            "audit keeps that it was written."
        )
        self._warning.setText(f"{told} {common}")
