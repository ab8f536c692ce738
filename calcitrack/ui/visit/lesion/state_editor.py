"""What the visit says of a lesion: its state with what the state asks for, the count of a cluster, the subtypes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from calcitrack.domain import entry
from calcitrack.domain.entry import Field
from calcitrack.domain.folding import plain_digits
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Form, ResolvedBasis, State, Subtype
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.visit.fields.panel_fields import ChoiceBox, LineField
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.words import FIELD_WORDS, NO_SOURCE_DEFINITION, said
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.message_bar import MessageBar
from calcitrack.ui.words import label

LARGEST_COUNT = 999
_NO_MOUSSE = QT_TRANSLATE_NOOP(
    "StateEditor",
    "The one published series, of 316 deposits, saw no mousse by X-ray (Rheumatology 2016;55:1610). Not recorded yet.",
)


class StateEditor(QWidget):
    """Shows a row and tells each change as a whole assessment.

    Signals:
        changed: An ``Assessment``, or None where nothing is said any more.
        size_wanted: Measured was chosen: its size is to be typed.
    """

    changed = Signal(object)
    size_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: GridRow | None = None
        self._wanted: State | None = None
        self._asks_film = False
        self._message = MessageBar()
        self._state = ChoiceBox(
            self.tr("State"), [(None, self.tr("Nothing recorded")), *((state, label(state)) for state in State)]
        )
        self._reason = LineField(self.tr("Reason"))
        self._reason.setPlaceholderText(self.tr("Why?"))
        self._basis = ChoiceBox(self.tr("How it was established"), [(basis, label(basis)) for basis in ResolvedBasis])
        self._count = LineField(said(FIELD_WORDS[Field.COUNT]))
        subtypes = [(None, self.tr("Not recorded")), *((subtype, label(subtype)) for subtype in Subtype)]
        self._clinical = ChoiceBox(said(FIELD_WORDS[Field.CLINICAL_SUBTYPE]), subtypes)
        self._by_film = ChoiceBox(said(FIELD_WORDS[Field.RADIOGRAPHIC_SUBTYPE]), subtypes)
        self._form = QFormLayout()
        self._build()
        self._connect()

    def show_row(self, row: GridRow) -> None:
        """Show what is recorded; what is being typed stays where it is the same lesion."""
        other = self._row is None or self._row.lesion.id != row.lesion.id
        if other:
            self._wanted, self._asks_film = None, False
            self._message.dismiss()
            self._reason.restore()
            self._count.restore()
        self._row = row
        said_today = row.assessment
        self._reason.show_value((said_today and said_today.reason) or "")
        self._count.show_value(str(said_today.count) if said_today and said_today.count is not None else "")
        self._clinical.set_value(said_today.clinical_subtype if said_today else None)
        if not self._asks_film:
            self._by_film.set_value(self._film_recorded())
        if said_today and said_today.resolved_basis:
            self._basis.set_value(said_today.resolved_basis)
        self._show_state(self._wanted or self._recorded_state())

    def begin(self) -> None:
        """Give the keys to the state."""
        self._state.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def pending(self) -> str:
        """The name of a field with text that was not taken; empty when there is none."""
        return next((f.accessibleName() for f in (self._reason, self._count) if f.is_pending()), "")

    def _build(self) -> None:
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in (self._state, self._reason, self._basis, self._count, self._clinical, self._by_film):
            self._form.addRow(field.accessibleName(), field)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._message)
        self._column.addLayout(self._form)
        self._column.addWidget(Label(said(NO_SOURCE_DEFINITION), "small"))
        self._space()

    def _connect(self) -> None:
        self._state.chosen.connect(self._on_state_chosen)
        self._message.action_requested.connect(self._on_confirmed)
        self._message.closed.connect(self._on_declined)
        self._reason.offered.connect(self._on_reason_offered)
        self._reason.given_up.connect(self._on_declined)
        self._basis.chosen.connect(self._on_basis_chosen)
        self._count.offered.connect(self._on_count_offered)
        self._clinical.chosen.connect(self._on_clinical_chosen)
        self._by_film.chosen.connect(self._on_by_film_chosen)

    def _space(self) -> None:
        px = current_theme().px
        self._column.setSpacing(px(GAP_S))
        self._form.setHorizontalSpacing(px(GAP_M))
        self._form.setVerticalSpacing(px(GAP_S))

    def _film_recorded(self) -> Subtype | None:
        said_today = self._row.assessment if self._row else None
        return said_today.radiographic_subtype if said_today else None

    def _recorded_state(self) -> State | None:
        """The state, where one was said: a finding without a size says none."""
        said_today = self._row.assessment if self._row else None
        if said_today is None or (said_today.state is State.MEASURED and not said_today.readings):
            return None
        return said_today.state

    def _show_state(self, state: State | None) -> None:
        self._state.set_value(state)
        self._form.setRowVisible(self._reason, state is State.NOT_MEASURABLE)
        self._form.setRowVisible(self._basis, state is State.RESOLVED)
        counted = self._row is not None and (
            self._row.lesion.form is Form.CLUSTER or bool(self._row.assessment and self._row.assessment.count)
        )
        self._form.setRowVisible(self._count, counted)

    @Slot(object)
    def _on_state_chosen(self, state: State | None) -> None:
        row = self._row
        assert row is not None
        if state is State.MEASURED:
            self._show_state(self._recorded_state())
            self.size_wanted.emit()
            return
        self._wanted = state
        target = state or State.NOT_EXAMINED
        loses = entry.loses_sizes(row.assessment, target) or entry.loses_findings(
            row.assessment, state or State.RESOLVED
        )
        if not loses:
            self._say(state)
            return
        self._show_state(state)
        self._message.show_message(
            self.tr("This drops what is recorded of lesion {number} at this visit.").format(number=row.lesion.number),
            "warning",
            self.tr("Drop it"),
        )

    def _say(self, state: State | None) -> None:
        row = self._row
        assert row is not None
        if state is State.NOT_MEASURABLE and not self._reason.text().strip():
            self._show_state(state)
            self._reason.setFocus()
            return
        self._wanted = None
        if state is None:
            self.changed.emit(entry.without_state(row.assessment) if row.assessment else None)
            return
        reason, basis = self._reason.text().strip(), ResolvedBasis.EXAMINATION
        self.changed.emit(entry.with_state(row.assessment, row.lesion.id, state, reason=reason, basis=basis))

    @Slot()
    def _on_confirmed(self) -> None:
        self._message.dismiss()
        if self._asks_film:
            self._asks_film = False
            self._set(Field.RADIOGRAPHIC_SUBTYPE, Subtype.MOUSSE)
        else:
            self._say(self._wanted)

    @Slot()
    def _on_declined(self) -> None:
        self._wanted, self._asks_film = None, False
        self._by_film.set_value(self._film_recorded())
        self._show_state(self._recorded_state())

    @Slot(str)
    def _on_reason_offered(self, text: str) -> None:
        if not text:
            self._reason.set_refused(refused=True)
        elif self._message.isHidden():
            self._reason.take(text)
            self._say(State.NOT_MEASURABLE)

    @Slot(object)
    def _on_basis_chosen(self, basis: ResolvedBasis) -> None:
        assert self._row is not None
        told = entry.with_state(self._row.assessment, self._row.lesion.id, State.RESOLVED, basis=basis)
        self.changed.emit(told)

    @Slot(str)
    def _on_count_offered(self, text: str) -> None:
        digits = plain_digits(text)
        count = int(digits) if digits.isdecimal() and len(digits) <= len(str(LARGEST_COUNT)) else 0
        if text and not count:
            self._count.set_refused(refused=True)
            self._message.show_message(self.tr("The count is a whole number from 1 to 999."), "danger")
            return
        self._message.dismiss()
        self._count.take(digits)
        self._set(Field.COUNT, count or None)

    @Slot(object)
    def _on_clinical_chosen(self, subtype: Subtype | None) -> None:
        self._set(Field.CLINICAL_SUBTYPE, subtype)

    @Slot(object)
    def _on_by_film_chosen(self, subtype: Subtype | None) -> None:
        """Mousse is asked about once: it is chosen by eye and hand, and hardly ever meant of a film."""
        self._asks_film = subtype is Subtype.MOUSSE
        if self._asks_film:
            self._message.show_message(said(_NO_MOUSSE), "warning", self.tr("Record mousse"))
            return
        self._message.dismiss()
        self._set(Field.RADIOGRAPHIC_SUBTYPE, subtype)

    def _set(self, field: Field, value: Subtype | int | None) -> None:
        assert self._row is not None
        self.changed.emit(entry.with_field(self._row.assessment, self._row.lesion.id, field, value))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)
