"""How the area of the cohort's lesions changed, like for like: shares with intervals, two plots, years as numbers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from calcitrack.domain.cohort.answer import MOST_LINES, ChangeFigures, CohortAnswer, YearOfChange
from calcitrack.domain.cohort.sharing import hidden, is_small
from calcitrack.domain.figures.proportion import wilson
from calcitrack.ui.cohort.plot_field import PlotField, percent_text
from calcitrack.ui.cohort.spider import Spider
from calcitrack.ui.cohort.waterfall import Waterfall
from calcitrack.ui.i18n import number, translate
from calcitrack.ui.models.record_table import Column
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.rows_table import RowsTable

_PLOT_PX = 220
_YEARS = 2
_THREE = ("rose", "between", "fell")


class ChangePanel(LeadsKeys, QWidget):
    """Compares the last visit of each patient with the first measured one, over the same lesions.

    Signals:
        list_wanted(title, ids): The patients behind a number.
        patient_chosen(patient_id): A patient of a plot.
    """

    list_wanted = Signal(str, object)
    patient_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: CohortAnswer | None = None
        self._told, self._readout, self._note = Label(), Label(role="muted"), Label(role="small")
        self._buttons = {name: QPushButton() for name in ("compared", *_THREE, "none")}
        self.waterfall, self.spider = Waterfall(), Spider()
        self._years: RowsTable[YearOfChange] = RowsTable(_year_columns(), {0: 80}, self.tr("Change in each year"))
        self._chips = [Chip(self.tr("Waterfall")), Chip(self.tr("Over time")), Chip(self.tr("Years as numbers"))]
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._build()

    def show_answer(self, answer: CohortAnswer, *, sharing: bool) -> None:
        """Show the change of a cohort."""
        self._answer = answer
        change = answer.change
        self._told.setText(self._sentence(answer, sharing=sharing))
        for name, ids in self._groups(answer).items():
            self._buttons[name].setText(self._share(name, len(ids), answer, sharing=sharing))
        self._card.setVisible(not sharing)
        self.waterfall.show_change(change)
        self.spider.show_change(change, answer.lines)
        self._years.set_rows(change.by_year)
        self._readout.setText("")
        self._tell()

    def _groups(self, answer: CohortAnswer) -> dict[str, tuple[int, ...]]:
        change = answer.change
        return {
            "compared": tuple(one.patient_id for one in change.each),
            "rose": change.rose,
            "between": change.between,
            "fell": change.fell,
            "none": answer.not_compared,
        }

    def _titles(self, threshold: int) -> dict[str, str]:
        return {
            "compared": self.tr("Compared"),
            "rose": self.tr("Rose by more than {n} %").format(n=threshold),
            "between": self.tr("Within {n} % either way").format(n=threshold),
            "fell": self.tr("Fell by more than {n} %").format(n=threshold),
            "none": self.tr("Not compared: no such lesion measured at two visits"),
        }

    def _share(self, name: str, count: int, answer: CohortAnswer, *, sharing: bool) -> str:
        """A group with its denominator and, of those compared, the interval."""
        title, compared = self._titles(answer.change.threshold)[name], len(answer.change.each)
        whole = compared if name in _THREE else len(answer.ids)
        if sharing and name in self._away(answer):
            return self.tr("{title}: not shown").format(title=title)
        told = self.tr("{title}: {n} of {of}").format(title=title, n=number(count), of=number(whole))
        if name not in _THREE or not whole:
            return told
        low, high = (number(end * 100) for end in wilson(count, whole))
        return self.tr("{told} ({percent} %, 95 % interval {low} to {high})").format(
            told=told, percent=number(count / whole * 100), low=low, high=high
        )

    def _away(self, answer: CohortAnswer) -> set[str]:
        """The groups that are not shown to others: the few, and one more, lest what is left of the whole tell."""
        change, compared = answer.change, len(answer.change.each)
        if is_small(compared, len(answer.ids)):
            return set(self._buttons)
        away = hidden([len(change.rose), len(change.between), len(change.fell)], compared)
        return {_THREE[place] for place in away}

    def _sentence(self, answer: CohortAnswer, *, sharing: bool) -> str:
        change = answer.change
        if change.quartiles is None:
            return self.tr("Nobody of this cohort has a lesion that was measured at two visits.")
        if sharing and is_small(len(change.each), len(answer.ids)):
            return self.tr("Too few to be shared.")
        low, median, high = (percent_text(value) for value in change.quartiles)
        told = self.tr(
            "Summed area of the same lesions, last visit against the first measured one: median {median}, quartiles "
            "{low} and {high}, {n} of {of} patients."
        ).format(median=median, low=low, high=high, n=number(len(change.each)), of=number(len(answer.ids)))
        if answer.criteria.asks_of_lesions:
            told += " " + self.tr("Only the lesions that the filter chooses are compared, chosen as they are now.")
        return told

    def _build(self) -> None:
        self._groups_row = QWidget()
        flow = FlowLayout(self._groups_row)
        for name, button in self._buttons.items():
            dress(button, kind="small")
            button.setProperty("group", name)
            button.setToolTip(self.tr("Lists these patients"))
            button.clicked.connect(self._on_group_clicked)
            flow.addWidget(button)
        for place, part in enumerate((self.waterfall, self.spider, self._years)):
            self._stack.addWidget(part)
            self._group.addButton(self._chips[place], place)
        self._years.activated.connect(self._on_year_activated)
        for plot in (self.waterfall, self.spider):
            plot.told.connect(self._readout.setText)
            plot.patient_chosen.connect(self.patient_chosen)
        # A plot takes what is left, down to its least height: what is said below it stays in sight.
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._chips[0].setChecked(True)
        self._group.idClicked.connect(self.show_part)
        self._card = Card(self.tr("Plots"), actions=self._chips)
        self._card.add(self._stack, 1)
        self._card.add(self._readout)
        self._card.add(self._note)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._told)
        self._column.addWidget(self._groups_row)
        self._column.addWidget(self._card, 1)
        self._column.addStretch(0)
        self.lead_keys(self.waterfall)
        self._space()

    def _tell(self) -> None:
        """What is drawn, what is left out, and by which rule."""
        if self._answer is None:
            return
        change, place = self._answer.change, self._stack.currentIndex()
        told = [self._rule(change)]
        plot = self._stack.currentWidget()
        if isinstance(plot, Waterfall | Spider) and plot.cut():
            cut = self.tr("Drawn cut, above {high}: {n}.")
            told.insert(0, cut.format(n=number(plot.cut()), high=percent_text(plot.scale.high)))
        if place == 0 and self.waterfall.is_area():
            told.insert(0, self.tr("Too many for a bar each: the area is that of all, and the keys go to every one."))
        if place == 1:
            told.insert(0, self._lines_told(change))
        if place == _YEARS:
            told.insert(
                0, self.tr("Each patient's last comparison within the year. Enter lists the patients of a year.")
            )
        self._note.setText(" ".join(told))
        if isinstance(plot, PlotField):
            plot.setAccessibleDescription(f"{self._told.text()} {self._note.text()}")

    def _lines_told(self, change: ChangeFigures) -> str:
        boxes = (
            self.tr("Boxes: quartiles and median of all compared in that year, from five patients on.")
            if self.spider.has_boxes
            else ""
        )
        if len(change.each) <= MOST_LINES:
            return boxes
        drawn = self.tr("{n} of {of} lines are drawn, evenly by their last change.")
        return f"{drawn.format(n=number(self.spider.count()), of=number(len(change.each)))} {boxes}"

    def _rule(self, change: ChangeFigures) -> str:
        return self.tr(
            "Healed lesions count as 0, excised ones leave. Dashed: {n} %, a clinic threshold, not validated for this "
            "measure."
        ).format(n=change.threshold)

    def _space(self) -> None:
        self._column.setSpacing(current_theme().px(GAP_S))
        self._stack.setMinimumHeight(current_theme().px(_PLOT_PX))

    @Slot(int)
    def show_part(self, place: int) -> None:
        """Bring the waterfall, the lines or the years to the front."""
        self._chips[place].setChecked(True)
        self._stack.setCurrentIndex(place)
        self._readout.setText("")
        self._tell()

    @Slot()
    def _on_group_clicked(self) -> None:
        if self._answer is not None:
            name = self.sender().property("group")
            self.list_wanted.emit(self._titles(self._answer.change.threshold)[name], self._groups(self._answer)[name])

    @Slot(QModelIndex)
    def _on_year_activated(self, index: QModelIndex) -> None:
        row = self._years.rows[index.row()]
        self.list_wanted.emit(self.tr("Compared in year {n}").format(n=number(row.year)), row.patients)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other bars."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._tell)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


def _year_columns() -> tuple[Column[YearOfChange], ...]:
    def year(row: YearOfChange) -> str:
        return translate("Cohort", "Year {n}").format(n=row.year)

    def quartile(place: int) -> Callable[[YearOfChange], str]:
        return lambda row: percent_text(row.quartiles[place])

    return (
        Column(translate("Cohort", "After the first measured visit"), year),
        Column(translate("Cohort", "Patients"), lambda row: number(len(row.patients)), right=True),
        Column(translate("Cohort", "Lower quartile"), quartile(0), right=True),
        Column(translate("Cohort", "Median"), quartile(1), right=True),
        Column(translate("Cohort", "Upper quartile"), quartile(2), right=True),
    )
