"""The settings: of the clinic for administrators, of this computer for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.change import Change, Kind
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.pages.locking_card import LockingCard
from calcitrack.ui.settings.backups_card import BackupsCard
from calcitrack.ui.settings.clinic_card import ClinicCard
from calcitrack.ui.settings.look_card import LookCard
from calcitrack.ui.settings.prints_card import PrintsCard
from calcitrack.ui.settings.reading_error_card import ReadingErrorCard
from calcitrack.ui.settings.repair_card import RepairCard
from calcitrack.ui.settings.scores_card import ScoresCard
from calcitrack.ui.settings.thresholds_card import ThresholdsCard
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from calcitrack.ui.session import Session

_WIDEST_PX = 960
_ClinicsCard = (
    ClinicCard | ThresholdsCard | ReadingErrorCard | PrintsCard | LockingCard | ScoresCard | BackupsCard | RepairCard
)


class SettingsPage(LeadsKeys, QWidget):
    """Everything is saved as soon as it is chosen or left; there is no button for it.

    Signals:
        look_chosen(mode, scale): Another theme or size of text for this computer.
    """

    look_chosen = Signal(str, float)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.look = LookCard()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._cards: tuple[_ClinicsCard, ...] = ()
        self._build()
        self.look.chosen.connect(self.look_chosen)
        session.changed.connect(self._on_changed)

    def _build(self) -> None:
        self._column.addWidget(Label(self.tr("Settings"), role="title"))
        if Role.ADMINISTRATOR in self._session.clinic.person.roles:
            makers = (
                ClinicCard, ThresholdsCard, ReadingErrorCard, PrintsCard, LockingCard, ScoresCard, BackupsCard,
                RepairCard,
            )  # fmt: skip
            self._cards = tuple(make(self._session) for make in makers)
            # Whoever looks at a backup comes here to restore it.
            in_order = sorted(self._cards, key=lambda card: not self._is_wanted_first(card))
            for card in (*in_order, self.look):
                self._column.addWidget(card)
            self.lead_keys(in_order[0])
        else:
            self._column.addWidget(self.look)
            self.lead_keys(self.look)
            told = self.tr("The settings of the clinic are for administrators.")
            self._column.addWidget(Label(told, "muted"))
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(self._inside))
        self._space()

    def _is_wanted_first(self, card: QWidget) -> bool:
        return isinstance(card, BackupsCard) and card.is_of_backup

    def _space(self) -> None:
        px = current_theme().px
        # A line of text is read easily up to here; a wider window has room beside it.
        self._inside.setMaximumWidth(px(_WIDEST_PX))
        self._column.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        self._column.setSpacing(px(GAP_M))

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.kinds & {Kind.SETTINGS, Kind.EVERYTHING}:
            for card in self._cards:
                card.reload()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
