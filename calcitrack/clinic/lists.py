"""The worklist."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from calcitrack.clinic.context import Operations
from calcitrack.clinic.rights import EVERYBODY, operation
from calcitrack.db import lesion_places, recents, waiting, worklist
from calcitrack.domain.places import SiteCount, added_up
from calcitrack.domain.waiting import Waiting, WaitingRow
from calcitrack.domain.worklist import RecentPatient, WorklistFilter, WorklistRow

RECENT = 6
"""So many recent patients are listed."""

AT_ONCE = 500
"""So many patients are counted between two reports."""


def _silent(_done: int, _of: int) -> None:
    """Tell nobody."""


class Lists(Operations):
    """Use cases around lists of patients."""

    @operation(EVERYBODY)
    def ids(self, chosen: WorklistFilter, sort: str = "name", *, descending: bool = False) -> list[int]:
        """Patients of a filter in the order asked for."""
        context = self._context
        return worklist.ids(context.vault.connection, chosen, context.clock.today(), sort, descending=descending)

    @operation(EVERYBODY)
    def first_ids(self, many: int) -> list[int]:
        """The first of everyone by name: what ``ids`` begins with, before it is read."""
        return worklist.first_ids(self._context.vault.connection, many)

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
    def waiting_ids(self, what: Waiting, sort: str = "since", *, descending: bool = False) -> list[int]:
        """Orders without a result, or drafts without a signature, in the order asked for."""
        return waiting.ids(self._context.vault.connection, what, sort, descending=descending)

    @operation(EVERYBODY)
    def waiting_rows(self, what: Waiting, wanted: Sequence[int]) -> tuple[WaitingRow, ...]:
        """The rows of these orders or drafts, in this order; what does not wait any more is left out."""
        return waiting.rows(self._context.vault.connection, what, wanted)

    @operation(EVERYBODY)
    def recent(self) -> tuple[RecentPatient, ...]:
        """The patients whose records this person opened last, by number only."""
        return recents.recent_patients(self._context.vault.connection, self.person.uuid, RECENT)

    @operation(EVERYBODY)
    def open_lesions(self, report: Callable[[int, int], None] = _silent) -> tuple[SiteCount, ...]:
        """Where the open lesions of the active patients are, most lesions first.

        Args:
            report: Told after some patients how many are done, of how many; it stops the count by raising.
        """
        connection = self._context.vault.connection
        found: list[SiteCount] = []
        last = lesion_places.last_patient(connection)
        for first in range(1, last + 1, AT_ONCE):
            found += lesion_places.open_lesions(connection, first, first + AT_ONCE - 1)
            report(min(first + AT_ONCE - 1, last), last)
        return added_up(found)
