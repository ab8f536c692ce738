"""The worklist."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.clinic.context import Operations
from calcitrack.clinic.rights import EVERYBODY, operation
from calcitrack.db import recents, worklist
from calcitrack.domain.worklist import RecentPatient, WorklistFilter, WorklistRow

RECENT = 6
"""So many recent patients are listed."""


class Lists(Operations):
    """Use cases around lists of patients."""

    @operation(EVERYBODY)
    def ids(self, chosen: WorklistFilter, sort: str = "name", *, descending: bool = False) -> list[int]:
        """Patients of a filter in the order asked for."""
        context = self._context
        return worklist.ids(context.vault.connection, chosen, context.clock.today(), sort, descending=descending)

    @operation(EVERYBODY)
    def rows(self, wanted: Sequence[int]) -> tuple[WorklistRow, ...]:
        """The rows of these patients, in this order."""
        return worklist.rows(self._context.vault.connection, wanted, self._context.clock.today())

    @operation(EVERYBODY)
    def counts(self) -> dict[WorklistFilter, int]:
        """How many patients each filter shows."""
        context = self._context
        today = context.clock.today()
        return {chosen: worklist.count(context.vault.connection, chosen, today) for chosen in WorklistFilter}

    @operation(EVERYBODY)
    def recent(self) -> tuple[RecentPatient, ...]:
        """The patients whose records this person opened last, by number only."""
        return recents.recent_patients(self._context.vault.connection, self.person.uuid, RECENT)
