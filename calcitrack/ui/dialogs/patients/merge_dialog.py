"""Two records side by side before they are read as one: what differs, what stands afterwards, what comes together."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from calcitrack.domain.vocabulary import BackgroundFact
from calcitrack.ui.forms.field import LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_L, GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import isolated, label

if TYPE_CHECKING:
    from calcitrack.clinic.merging import Pair

_ROOMY_PX = 700
"""A screen narrower than this, in pixels of the design, has no room for four columns of words."""


class Answer(Enum):
    """What was decided on the two records."""

    LEFT = auto()
    MERGE = auto()
    OTHER_WAY = auto()


class MergeDialog(FormDialog):
    """Shows the pair; nothing is done until somebody gives a reason and says so.

    Args:
        pair: The two records, and what is in the way.
    """

    def __init__(self, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("MergeDialog", "Read two records as one"),
            "",
            translate("MergeDialog", "Merge the records"),
            width=860,
            parent=parent,
        )
        self._pair, self._answer = pair, Answer.LEFT
        self._reason = LineField(
            self.tr("Why they are one person"), hint=self.tr("It stands in the history of both."), needed=True
        )
        self._other_way = QPushButton(self.tr("The other way round"))
        self._other_way.setAutoDefault(False)
        self._other_way.clicked.connect(self._on_other_way)
        self._fill()
        self.remember()

    @classmethod
    def ask(cls, pair: Pair, parent: QWidget | None = None) -> tuple[Answer, str]:
        """What was decided, and the reason."""
        dialog = cls(pair, parent)
        dialog.asked()
        return dialog.answer(), dialog.reason()

    def answer(self) -> Answer:
        """What was decided."""
        return self._answer

    def reason(self) -> str:
        """Why the two are one person."""
        return self._reason.text()

    def _fill(self) -> None:
        pair = self._pair
        told = self.tr(
            "No signed visit is rewritten: both records stay as they were written, and are read as one from now on, "
            "under the record number {mrn}. The other's number still finds it."
        )
        undone = self.tr(
            "It can be taken back as long as nothing new names lesions of both. The next signed visit with lesions of "
            "both, or a therapy, an event or a judged response that joins them, makes it final."
        )
        self.add(Label(told.format(mrn=isolated(pair.stays.patient.mrn))), Label(undone, "heading"))
        people = Card(self.tr("The two records"), actions=[self._other_way])
        people.add(self._people())
        self.add(people)
        self.add(section(self.tr("What comes together"), self._counted()))
        self.add(self._reason)
        if pair.obstacle is not None:
            self.message.show_message(translate(pair.obstacle), "warning")
            self.save_button.setEnabled(False)

    def _people(self) -> QWidget:
        pair = self._pair
        head = ("", self.tr("This record goes on"), self.tr("This one is read with it"), self.tr("Afterwards"))
        nothing = self.tr("not recorded")
        rows = [(field_word(one.field), *(text or nothing for text in one.sides)) for one in pair.differences]
        if pair.same:
            same = self.tr("the same in both: {fields}").format(fields=", ".join(map(field_word, pair.same)))
            return table(head, rows, same)
        return table(head, rows)

    def _counted(self) -> QWidget:
        head = ("", self.tr("Here"), self.tr("There"), self.tr("Together"))
        rows = [
            (count_word(name), str(mine), str(theirs), str(mine + theirs))
            for name, (mine, theirs) in self._pair.counts.items()
            if name in COUNTED
        ]
        letter = self._pair.letter
        told = self.tr("Lesion 1 of the other record is called {letter}-1, and so on.").format(letter=letter)
        alone = self.tr("What was put aside of the pathway there is shown again.")
        return table(head, rows, f"{told} {alone}")

    @Slot()
    def _on_other_way(self) -> None:
        self._answer = Answer.OTHER_WAY
        self.leave()

    # Qt overrides

    def accept(self) -> None:
        """Close with the decision; without a reason nothing is merged."""
        if not self.reason():
            self._reason.set_fault(self.tr("Say why: it stands in the history of both."))
            self._reason.take_focus()
            return
        self._answer = Answer.MERGE
        super().accept()


def table(head: Sequence[str], rows: Sequence[Sequence[str]], below: str = "") -> QWidget:
    """Rows of plain words under a head, each cell wrapping; read aloud row by row.

    With large text on a small screen each row's name stands over its cells.
    """
    px = current_theme().px
    made = QWidget()
    named_above = made.screen().availableGeometry().width() < px(_ROOMY_PX)
    first, high = (1, 2) if named_above else (0, 1)
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(GAP_S if named_above else GAP_L))
    grid.setVerticalSpacing(px(GAP_S))
    for column, text in enumerate(head[first:]):
        grid.addWidget(Label(text, "muted"), 0, column)
        grid.setColumnStretch(column, 3 if column or named_above else 2)
    for place, row in enumerate(rows):
        line = 1 + place * high
        if named_above:
            grid.addWidget(Label(row[0], "muted"), line, 0, 1, len(head) - 1)
        for column, text in enumerate(row[first:], start=first):
            cell = Label(text, "body" if column else "muted")
            cell.setAccessibleName(f"{row[0]}, {head[column]}: {text}" if column else text)
            grid.addWidget(cell, line + high - 1, column - first, Qt.AlignmentFlag.AlignTop)
    if below:
        grid.addWidget(Label(below, "muted"), 1 + len(rows) * high, 0, 1, len(head))
    made.setAccessibleName("; ".join(", ".join(row) for row in rows))
    return made


COUNTED = ("visit", "lesion", "lesion_event", "trial", "awaited", "judgement", "attachment")
"""What a person would count; the rest hangs on these."""


def count_word(table_name: str) -> str:
    """What is counted, in words."""
    return {
        "visit": translate("MergeDialog", "Visits"),
        "lesion": translate("MergeDialog", "Lesions"),
        "lesion_event": translate("MergeDialog", "Events of lesions"),
        "trial": translate("MergeDialog", "Therapies"),
        "awaited": translate("MergeDialog", "Orders"),
        "judgement": translate("MergeDialog", "Judged responses"),
        "attachment": translate("MergeDialog", "Pictures"),
    }[table_name]


def field_word(name: str) -> str:
    """A field of a patient, in words."""
    if name in set(BackgroundFact):
        return label(BackgroundFact(name))
    return {
        "mrn": translate("MergeDialog", "Record number"),
        "family_name": translate("MergeDialog", "Family name"),
        "given_name": translate("MergeDialog", "Given name"),
        "birth_date": translate("MergeDialog", "Date of birth"),
        "sex": translate("MergeDialog", "Sex"),
        "dominant_hand": translate("MergeDialog", "Dominant hand"),
        "status": translate("MergeDialog", "Status"),
        "status_on": translate("MergeDialog", "Status since"),
        "allergies": translate("MergeDialog", "Allergies"),
        "diagnoses": translate("MergeDialog", "Diagnoses"),
        "antibodies": translate("MergeDialog", "Antibodies"),
        "medicines": translate("MergeDialog", "Current medicines"),
    }[name]
