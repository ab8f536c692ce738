"""Which other record is of the same person: one that looks alike, or one that is named by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QListWidget, QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.patient import Patient
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import identity

_MOST_LINES = 6


class MergeChoiceDialog(FormDialog):
    """Names those who look alike; a typed record number comes before the list.

    Args:
        patient: Whose chart is open.
        alike: Who may be the same person.
        by_number: Finds a patient by record number.
    """

    def __init__(
        self,
        patient: Patient,
        alike: Sequence[Patient],
        by_number: Callable[[str], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            translate("MergeChoiceDialog", "Which other record is of this person?"),
            identity(patient),
            translate("MergeChoiceDialog", "Lay them side by side…"),
            parent=parent,
        )
        self._patient, self._alike, self._by_number = patient, alike, by_number
        self._chosen = 0
        self._list = QListWidget()
        self._list.setWordWrap(True)
        self._list.addItems([identity(one) for one in alike])
        self._list.setCurrentRow(0)
        lines = min(max(len(alike), 1), _MOST_LINES) + 1
        self._list.setFixedHeight(lines * current_theme().px(32))
        self._number = LineField(self.tr("Record number of the other record"))
        self.add(Label(self.tr("Nothing is done yet: both are laid side by side first.")))
        if alike:
            self.add(FormField(self.tr("Whose names and births agree"), self._list))
        else:
            self.add(Label(self.tr("Nobody in this vault has the same name and birth."), "muted"))
        self.add(self._number)
        self._list.itemActivated.connect(self._on_activated)
        self.remember()

    @classmethod
    def ask(
        cls,
        patient: Patient,
        alike: Sequence[Patient],
        by_number: Callable[[str], int],
        parent: QWidget | None = None,
    ) -> int:
        """The row number of the other patient; 0 when none was chosen."""
        dialog = cls(patient, alike, by_number, parent)
        return dialog.chosen() if dialog.asked() else 0

    def chosen(self) -> int:
        """The row number of the other patient; 0 before one was chosen."""
        return self._chosen

    @Slot()
    def _on_activated(self) -> None:
        self.accept()

    # Qt overrides

    def accept(self) -> None:
        """Close with the one that was meant, or say why nobody can be."""
        try:
            self._chosen = self._meant()
        except CalciTrackError as error:
            self._number.set_fault(translate(error.message))
            self._number.take_focus()
            return
        if self._chosen == self._patient.id:
            self._number.set_fault(self.tr("This is the number of the open record."))
        elif self._chosen:
            super().accept()
        else:
            self._number.set_fault(self.tr("Type the record number of the other record."))

    def _meant(self) -> int:
        """By the typed number, or else by the line of the cursor; 0 for nobody.

        Raises:
            NotFound: No patient has the number.
        """
        if self._number.text():
            return self._by_number(self._number.text())
        row = self._list.currentRow()
        return self._alike[row].id if 0 <= row < len(self._alike) else 0
