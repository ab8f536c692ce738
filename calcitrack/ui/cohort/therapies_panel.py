"""What readers judged of each therapy: patients and lesions apart, each with its denominator and interval."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.cohort.answer import CohortAnswer, Interval, TherapyFigures
from calcitrack.domain.cohort.criteria import Question
from calcitrack.domain.cohort.sharing import is_small
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.cohort.words import CohortWords
from calcitrack.ui.i18n import number
from calcitrack.ui.models.record_table import Column
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.card_table import CardTable
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.rows_table import RowsTable

_HIGH_PX, _TABLE_PX = 320, 110
_DROPPED = (7, 6, 1, 3, 5, 2)
"""Columns that a narrow window leaves out, the first one first; the line below the table says what they say."""
_WORDS = (ResponseWord.COMPLETE, ResponseWord.PARTIAL, ResponseWord.NONE, ResponseWord.NOT_ASSESSABLE)


class TherapiesPanel(LeadsKeys, QWidget):
    """A row for each therapy; Enter on a number lists its patients.

    Signals:
        list_wanted(title, ids): The patients behind a number.
    """

    list_wanted = Signal(str, object)

    def __init__(self, words: CohortWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._is_sharing = words, False
        self._treated: dict[str, int] = {}
        columns, name = self._columns(), self.tr("Judged responses by therapy")
        self.table: RowsTable[TherapyFigures] = RowsTable(columns, {0: 120}, name, droppable=_DROPPED)
        self.table.setSelectionBehavior(CardTable.SelectionBehavior.SelectItems)
        self.table.activated.connect(self._on_activated)
        self.table.row_chosen.connect(self._on_row_chosen)
        self._told, self._rest = Label(role="muted"), Label()
        self._rule = Label(
            self.tr(
                "Only what a reader judged, first reader, Balin 2012: a lesion answered when it is complete or "
                "partial, a patient with at least one such lesion. Interim trials are left out. Intervals are 95 %: "
                "Wilson over patients; over lesions widened, because those of one patient hang together. These are "
                "records, not a comparison of therapies."
            ),
            role="small",
        )
        card = Card(flush=True)
        card.add(self.table, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(card, 1)
        self._column.addWidget(self._told)
        self._column.addWidget(self._rest)
        self._column.addWidget(self._rule)
        self.table.setAccessibleDescription(self._rule.text())
        self.lead_keys(self.table)
        self._space()

    def show_answer(self, answer: CohortAnswer, *, sharing: bool) -> None:
        """Show the therapies of a cohort."""
        self._is_sharing = sharing
        self._treated = {row.answer: row.patients for row in answer.tally(Question.THERAPY).rows}
        self.table.set_rows(answer.therapies)
        if not answer.therapies:
            self._told.setText(self.tr("No therapy is recorded for these patients."))
            return
        told = self.tr("Enter on a number lists its patients.")
        if sharing:
            told = self.tr("Nobody is listed while the counts are for sharing.")
        if answer.criteria.asks_of_lesions:
            told = self.tr("Only the lesions that the filter chooses are counted.") + " " + told
        self._told.setText(told)

    def _columns(self) -> tuple[Column[TherapyFigures], ...]:
        trials = self.tr("Trials that count; the interim ones are those that run on below the clinic's minimum")
        widened = self.tr("Of the lesions judged complete, partial or none")
        return (
            Column(self.tr("Therapy"), lambda row: self._words.therapy(row.therapy)),
            Column(self.tr("Trials (interim)"), self._trials, right=True, header_tip=trials, name="trials"),
            Column(self.tr("Patients"), self._treated_patients, right=True, name="patients"),
            Column(self.tr("Judged"), self._judged, right=True, name="judged"),
            Column(self.tr("Answered, 95 % interval"), self._patients, right=True, name="answered"),
            Column(self.tr("Lesions answered, 95 % interval"), self._lesions, right=True, header_tip=widened,
                   name="answered"),
            Column(self.tr("Complete · partial · none · not assessable"), self._by_word, right=True, name="read"),
            Column(self.tr("Not judged"), self._unjudged, right=True, name="unjudged"),
        )  # fmt: skip

    def _treated_patients(self, row: TherapyFigures) -> str:
        count = len(row.patients)
        return self.tr("not shown") if self._is_sharing and self._few_treated(row) else number(count)

    def _few_treated(self, row: TherapyFigures) -> bool:
        """Whether a therapy has so few patients, or so few whose trials are all interim, as the counts would tell."""
        count = len(row.patients)
        return is_small(count, 0) or is_small(count, self._treated.get(row.therapy, count))

    def _hides(self, row: TherapyFigures) -> bool:
        """Whether a therapy has so few judged patients, or so few beside them, that its numbers are not for sharing."""
        judged, whole = len(row.judged_patients), len(row.patients)
        few = is_small(judged, whole) or is_small(len(row.answered_patients), judged) or self._few_treated(row)
        return self._is_sharing and (few or is_small(row.answered_lesions, row.judged_lesions))

    def _trials(self, row: TherapyFigures) -> str:
        if self._is_sharing and (self._few_treated(row) or is_small(row.trials, 0) or is_small(row.interim, 0)):
            return self.tr("not shown")
        return self.tr("{n} ({interim})").format(n=number(row.trials), interim=number(row.interim))

    def _judged(self, row: TherapyFigures) -> str:
        if self._hides(row):
            return self.tr("not shown")
        return self._of(len(row.judged_patients), len(row.patients))

    def _patients(self, row: TherapyFigures) -> str:
        return self._share(row, len(row.answered_patients), len(row.judged_patients), row.patients_interval)

    def _lesions(self, row: TherapyFigures) -> str:
        return self._share(row, row.answered_lesions, row.judged_lesions, row.lesions_interval)

    def _share(self, row: TherapyFigures, count: int, whole: int, interval: Interval | None) -> str:
        if self._hides(row):
            return self.tr("not shown")
        if not whole:
            return self.tr("none judged")
        told = self._of(count, whole)
        if interval is None:
            return self.tr("{told}, no interval: one patient").format(told=told)
        low, high = (number(end * 100) for end in interval)
        return self.tr("{told}, {low} to {high} %").format(told=told, low=low, high=high)

    def _by_word(self, row: TherapyFigures) -> str:
        counts = [row.lesions.get(word, 0) for word in _WORDS]
        if self._hides(row) or (self._is_sharing and any(is_small(count, 0) for count in counts)):
            return self.tr("not shown")
        return " · ".join(map(number, counts))

    def _unjudged(self, row: TherapyFigures) -> str:
        few = self._is_sharing and is_small(row.unjudged, row.covered)
        return self.tr("not shown") if few or self._hides(row) else self._of(row.unjudged, row.covered)

    def _of(self, count: int, whole: int) -> str:
        return self.tr("{n} of {of}").format(n=number(count), of=number(whole))

    def _space(self) -> None:
        px = current_theme().px
        self._column.setSpacing(px(GAP_S))
        self.table.setMinimumHeight(px(_TABLE_PX))

    @Slot(int)
    def _on_row_chosen(self, place: int) -> None:
        """Tell below the table what of a therapy found no room in it."""
        left_out = [n for n in _DROPPED if self.table.isColumnHidden(n)] if place >= 0 else []
        columns = self._columns()
        told = [f"{columns[n].title}: {columns[n].text(self.table.rows[place])}" for n in sorted(left_out)]
        self._rest.setText(" · ".join([self._words.therapy(self.table.rows[place].therapy), *told]) if told else "")
        self._rest.setVisible(bool(told))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row = self.table.rows[index.row()]
        name = self._words.therapy(row.therapy)
        title, ids = self._behind(row, self._columns()[index.column()].name)
        self.list_wanted.emit(title.format(therapy=name), ids)

    def _behind(self, row: TherapyFigures, column: str) -> tuple[str, tuple[int, ...]]:
        """Who is behind a number of a column."""
        match column:
            case "patients":
                return self.tr("{therapy}: trials that count"), row.patients
            case "judged":
                return self.tr("{therapy}: judged"), row.judged_patients
            case "answered":
                return self.tr("{therapy}: answered"), row.answered_patients
            case "read":
                return self.tr("{therapy}: judged, or not assessable"), row.read_patients
            case "unjudged":
                return self.tr("{therapy}: with lesions not judged"), row.unjudged_patients
        return self.tr("{therapy}: all trials, the interim ones too"), tuple({*row.patients, *row.interim_patients})

    def _tell_rest(self) -> None:
        self._on_row_chosen(self.table.currentIndex().row())

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers come first where there is little room."""
        super().resizeEvent(event)
        self._rule.setVisible(self.height() >= current_theme().px(_HIGH_PX))
        QTimer.singleShot(0, self, self._tell_rest)  # when the table has its new width

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
