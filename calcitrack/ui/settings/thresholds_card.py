"""The clinic's thresholds; each says what it is, and none claims more than that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.rules import RANGES, RuleSettings
from calcitrack.ui.errors import show_error
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.settings.number_line import NumberLine
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


class ThresholdsCard(Card):
    """Saved as soon as a number is taken; every figure of the clinic follows."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Thresholds"))
        self._session = session
        self._seen = session.clinic.settings.rules()
        self._lines = {
            "threshold_percent": self._line(
                "threshold_percent",
                self.tr("Change of area that counts, per cent"),
                self.tr(
                    "Smaller or larger than the baseline by more than this. At one year, 25 % is validated for the "
                    "SCTC hand radiograph score only (Valenzuela 2022)."
                ),
            ),
            "reading_error_mm": self._line(
                "reading_error_mm",
                self.tr("Reading error, mm"),
                self.tr("Length and width together must differ by more than this before a size counts as changed."),
                decimals=1,
            ),
            "minimum_exposure_weeks": self._line(
                "minimum_exposure_weeks",
                self.tr("Least exposure, weeks"),
                self.tr("A trial that has run for less is interim and is not counted."),
            ),
            "baseline_days": self._line(
                "baseline_days",
                self.tr("Age of a baseline, days"),
                self.tr("How long before the start of a trial its baseline may have been measured."),
            ),
        }
        told = self.tr("Figures and prints made from now on follow these; prints that were made stay as they are.")
        self.add(Label(told, "muted"))
        self.add(in_columns(*(line.field for line in self._lines.values()), least=300))

    def reload(self) -> None:
        """Show what stands in the vault; what is being typed is left alone."""
        self._seen = self._session.clinic.settings.rules()
        for name, line in self._lines.items():
            line.show_value(getattr(self._seen, name))

    def _line(self, name: str, label: str, hint: str, *, decimals: int = 0) -> NumberLine:
        least, most = RANGES[name]
        told = self.tr("{hint} Clinic threshold, not validated for this measure.").format(hint=hint)
        made = NumberLine(label, told, getattr(self._seen, name), least=least, most=most, decimals=decimals)
        made.setParent(self)
        made.hide()
        made.taken.connect(self._on_taken)
        return made

    def _chosen(self) -> RuleSettings:
        values = {name: line.value() for name, line in self._lines.items()}
        return replace(
            self._seen,
            reading_error_mm=values["reading_error_mm"],
            threshold_percent=int(values["threshold_percent"]),
            minimum_exposure_weeks=int(values["minimum_exposure_weeks"]),
            baseline_days=int(values["baseline_days"]),
        )

    @Slot()
    def _on_taken(self) -> None:
        chosen, seen = self._chosen(), self._seen
        try:
            self._session.write(lambda clinic: clinic.settings.set_rules(chosen, seen))
        except CalciTrackError as error:
            show_error(self, error)
            self.reload()
