"""What is known of allergies. Unknown is the answer until somebody asked, and is never none."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.patient import Allergies
from calcitrack.domain.vocabulary import AllergyStatus
from calcitrack.ui.forms.field import LineField
from calcitrack.ui.forms.list_editor import ListEditor, ListRow
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.words import label


class AllergyRow(ListRow):
    """One allergy."""

    def __init__(self, name: str = "") -> None:
        self.name = LineField(translate("AllergyEditor", "Allergy to"), name)
        super().__init__(self.name, what=translate("AllergyEditor", "allergy"))


class AllergyEditor(QWidget):
    """The three answers, and below them what is listed.

    Signals:
        edited: Somebody changed an answer or the list.
    """

    edited = Signal()

    def __init__(self, allergies: Allergies) -> None:
        super().__init__()
        order = (AllergyStatus.UNKNOWN, AllergyStatus.NONE, AllergyStatus.KNOWN)
        self._status = OneOf(self.tr("Allergies"), [(word, label(word)) for word in order], allergies.status)
        self._list = ListEditor(AllergyRow, self.tr("Add an allergy"), [AllergyRow(name) for name in allergies.items])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_S))
        column.addWidget(self._status)
        column.addWidget(self._list)
        self._status.chosen.connect(self._on_status_chosen)
        self._list.edited.connect(self._on_list_edited)

    def value(self) -> Allergies:
        """The answer with the list; empty lines say nothing. Whether both agree is for the validator."""
        names = (row.name.text() for row in self._list.rows())
        return Allergies(self._status.value(), tuple(name for name in names if name))

    @Slot()
    def _on_status_chosen(self) -> None:
        if self._status.value() is AllergyStatus.KNOWN and not self._list.rows():
            self._list.add_row()
        self.edited.emit()

    @Slot()
    def _on_list_edited(self) -> None:
        """Whoever lists an allergy knows of one."""
        if self._list.rows():
            self._status.choose(AllergyStatus.KNOWN)
        self.edited.emit()
