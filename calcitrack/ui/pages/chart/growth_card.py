"""Growth of the lesions around a therapy, with what may not be read into it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from calcitrack.domain.figures.model import Growth, RecordFigures
from calcitrack.domain.figures.trial_growth import trial_growth
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.trial import Trial
from calcitrack.ui.i18n import day
from calcitrack.ui.models.lesion_rows import lesion_rows
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.lesions.growth_table import GrowthRow, GrowthTable


class GrowthCard(Card):
    """Rates before and on the therapy in question, or over the whole time where there is none.

    Signals:
        lesion_selected(lesion_id): The reader went to a lesion.
    """

    lesion_selected = Signal(int)

    def __init__(self, sites: SiteList, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Growth per year"))
        self.set_subtitle(self.tr("of the area, with 95 % interval"))
        self._sites = sites
        self._therapy, self._table = Label(), GrowthTable()
        self._nothing = Label(self.tr("No lesion has a size yet."), role="muted")
        self._told = Label(role="small")
        for part in (self._therapy, self._table, self._nothing, self._told):
            self.add(part)
        self._table.lesion_selected.connect(self.lesion_selected)

    def set_growth(self, record: PatientRecord, figures: RecordFigures, trial: Trial | None) -> None:
        """Show the growth of a record around a therapy; without one, over the whole time."""
        rows = {row.lesion_id: row for row in lesion_rows(record, figures, self._sites)}
        if trial is None:
            spans = [self.tr("Whole time")]
            found: list[tuple[int, tuple[Growth, ...]]] = [
                (lesion_id, (growth,)) for lesion_id, growth in figures.growth.items()
            ]
        else:
            spans = [self.tr("Before"), self.tr("Since") if trial.is_procedure else self.tr("On it")]
            found = [(one.lesion_id, (one.before, one.on)) for one in trial_growth(record, figures, trial)]
        shown = [
            GrowthRow(i, rows[i].number, f"#{rows[i].number} {rows[i].site_label}", rows[i].subtype, growth)
            for i, growth in found
        ]
        self._table.set_growth(spans, shown)
        self._table.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        self._therapy.setVisible(trial is not None)
        self._therapy.setText(_of(trial) if trial else "")
        self._told.setText(self._caption(trial))

    def set_selected(self, lesion_id: int | None) -> None:
        """Select a lesion; None selects none."""
        self._table.set_selected(lesion_id)

    def _caption(self, trial: Trial | None) -> str:
        told = [self.tr("Least squares of ln(area) on time, from four sizes on.")]
        if trial is not None:
            told.append(
                self.tr(
                    "Drugs are started when lesions grow, so a later slowing may be chance; "
                    "in either span other therapies may have been given."
                )
            )
        return " ".join(told)


def _of(trial: Trial) -> str:
    return f"{trial.therapy}, {day(trial.start)}"
