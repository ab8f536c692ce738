"""When the window asks for the password again: two settings of the clinic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.errors import show_error
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.widgets.card import Card

if TYPE_CHECKING:
    from calcitrack.ui.session import Session

_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 60)


class LockingCard(Card):
    """Saved as soon as another time is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.set_title(self.tr("Locking"))
        self._seen = session.clinic.settings.locking()
        self._idle = self._choice(self._seen.idle_minutes)
        self._pause = self._choice(self._seen.signing_pause_minutes)
        idle = FormField(
            self.tr("Lock the vault after"),
            self._idle,
            self.tr("without key or mouse; also when the computer sleeps or its screen is locked."),
        )
        pause = FormField(
            self.tr("Before a signature, ask for the password after"),
            self._pause,
            self.tr("without key or mouse."),
        )
        self.add(in_columns(idle, pause, least=280))
        for field in (idle, pause):
            field.edited.connect(self._on_edited)

    def reload(self) -> None:
        """Show what stands in the vault."""
        self._seen = self._session.clinic.settings.locking()
        for choice, minutes in ((self._idle, self._seen.idle_minutes), (self._pause, self._seen.signing_pause_minutes)):
            choice.show_value(minutes, self._word(minutes))

    def _choice(self, minutes: int) -> Choice[int]:
        return Choice([(m, self._word(m)) for m in sorted({*_MINUTES, minutes})], minutes)

    def _word(self, minutes: int) -> str:
        return self.tr("1 minute") if minutes == 1 else self.tr("{count} minutes").format(count=minutes)

    @Slot()
    def _on_edited(self) -> None:
        from calcitrack.clinic.settings import LockSettings

        chosen, seen = LockSettings(self._idle.value(), self._pause.value()), self._seen
        try:
            self._session.write(lambda clinic: clinic.settings.set_locking(chosen, seen))
        except CalciTrackError as error:
            show_error(self, error)
            self.reload()
