"""The record that is open in a chart, and the one way to write to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.errors import show_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from calcitrack.clinic.context import Written
    from calcitrack.clinic.session import Clinic
    from calcitrack.domain.record import PatientRecord
    from calcitrack.domain.visit import Visit
    from calcitrack.ui.session import Session


class OpenChart:
    """Shared by the page and by what is asked of it, so that all mean the same patient.

    Args:
        session: Of the open vault.
        window: What forms and messages stand on.

    Attributes:
        record: None until a patient is opened.
    """

    def __init__(self, session: Session, window: QWidget) -> None:
        self.session, self.window = session, window
        self.record: PatientRecord | None = None

    @property
    def clinic(self) -> Clinic:
        """The open clinic."""
        return self.session.clinic

    @property
    def draft(self) -> Visit | None:
        """The visit that is not signed yet."""
        return self.record.draft if self.record else None

    def keep(self, visit: Visit) -> None:
        """Keep the record in step with what the vault holds, without reading it all at every key."""
        if self.record is not None:
            others = tuple(visit if v.id == visit.id else v for v in self.record.visits)
            self.record = replace(self.record, visits=others)

    def write(self, operation: Callable[[Clinic], Written[object]]) -> bool:
        """Run an operation; a refusal is shown and nothing typed is lost."""
        try:
            self.session.write(operation)
        except CalciTrackError as error:
            show_error(self.window, error)
            return False
        return True
