"""The audit: who did what, to whose record, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QSplitter, QVBoxLayout, QWidget

from calcitrack.clinic.audit_log import AuditKind, AuditQuery
from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.errors import show_error
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.date_field import DayField
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.models.audit_model import AuditModel
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.audit_table import AuditTable
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from calcitrack.ui.session import Session

_TABLE_PX, _DETAILS_PX = 220, 130


class AuditPage(LeadsKeys, QWidget):
    """Read when it is looked at, because it grows with every view."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = AuditKind.EVERYTHING
        audit, today = session.clinic.audit, session.clinic.clock.today()
        self._model = AuditModel(audit.rows, self)
        self._table = AuditTable(self._model)
        everybody: list[tuple[bytes | None, str]] = [(None, self.tr("Everybody"))]
        self._person = Choice([*everybody, *audit.people(), (b"", "CalciTrack")], None)
        self._person_field = FormField(self.tr("Person"), self._person)
        self._mrn = LineField(self.tr("Record number (MRN)"))
        self._first = DayField(self.tr("From"), today=today)
        self._last = DayField(self.tr("To"), today=today)
        self._chips = {kind: Chip(text) for kind, text in self._kinds().items()}
        self._group = QButtonGroup(self)
        self._count, self._details = Label(role="muted"), Label()
        self._build()
        self._connect()

    def reload(self) -> None:
        """Ask the vault anew for what the filters choose."""
        faults = [*self._first.problems("first"), *self._last.problems("last")]
        if faults:
            self._count.setText(self.tr("A date cannot be read."))
            return
        query = AuditQuery(self._kind, self._person.value(), self._mrn.text(), self._first.value(), self._last.value())
        try:
            found = self._session.clinic.audit.ids(query)
        except CalciTrackError as error:
            show_error(self, error)
            return
        self._model.set_ids(found)
        one = self.tr("1 entry")
        self._count.setText(one if len(found) == 1 else self.tr("{count} entries").format(count=len(found)))
        self._table.go_to_first()

    def _kinds(self) -> dict[AuditKind, str]:
        return {
            AuditKind.EVERYTHING: self.tr("Everything"),
            AuditKind.SIGN_IN: self.tr("Sign-ins and locks"),
            AuditKind.VIEW: self.tr("Views"),
            AuditKind.CHANGE: self.tr("Changes"),
            AuditKind.SIGNATURE: self.tr("Signatures"),
            AuditKind.OUTPUT: self.tr("Prints and exports"),
            AuditKind.PEOPLE: self.tr("People and settings"),
        }

    def _build(self) -> None:
        head = QWidget()
        self._head = FlowLayout(head)
        self._head.addWidget(Label(self.tr("Audit"), role="title"))
        self._head.addWidget(self._count)
        chips = QWidget()
        flow = FlowLayout(chips)
        for kind, chip in self._chips.items():
            chip.setChecked(kind is self._kind)
            self._group.addButton(chip)
            flow.addWidget(chip)
        fields = in_columns(self._person_field, self._mrn, self._first, self._last, least=130, most=4)
        table = Card(flush=True)
        table.add(self._table, 1)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(table)
        self._below = self._details_card()
        self._split.addWidget(self._below)
        self._split.setStretchFactor(0, 1)
        inside = QWidget()
        self._whole = QVBoxLayout(inside)
        for part in (head, chips, fields):
            self._whole.addWidget(part)
        self._whole.addWidget(self._split, 1)
        # Large text scrolls the page as a whole rather than squeezing the table away.
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scrolled(inside))
        self.lead_keys(self._table)
        self._space()

    def _details_card(self) -> Card:
        self._details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._details.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._details.setAccessibleName(self.tr("What this entry changed"))
        card = Card(self.tr("What this entry changed"))
        card.add(scrolled(self._details, sideways=True), 1)
        return card

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._on_chip_clicked)
        self._person_field.edited.connect(self.reload)
        for field in (self._mrn, self._first, self._last):
            field.line.editingFinished.connect(self._on_line_finished)
        self._table.row_shown.connect(self._on_row_shown)

    def _space(self) -> None:
        px = current_theme().px
        self._whole.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        self._whole.setSpacing(px(GAP_S))
        self._head.set_gaps(px(GAP_S), px(GAP_S))
        self._table.setMinimumHeight(px(_TABLE_PX))
        self._below.setMinimumHeight(px(_DETAILS_PX))

    @Slot(object)
    def _on_chip_clicked(self, button: object) -> None:
        self._kind = next(kind for kind, chip in self._chips.items() if chip is button)
        self.reload()

    @Slot()
    def _on_line_finished(self) -> None:
        if self.isVisible():
            self.reload()

    @Slot(int)
    def _on_row_shown(self, row_id: int) -> None:
        lines = self._session.clinic.audit.details(row_id) if row_id >= 0 else ()
        nothing = self.tr("Nothing was changed.") if row_id >= 0 else self.tr("No entry fits these filters.")
        self._details.setText("\n".join(lines) or nothing)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Look anew whenever it is opened: others write meanwhile, and so does looking."""
        super().showEvent(event)
        if not event.spontaneous():
            self.reload()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
