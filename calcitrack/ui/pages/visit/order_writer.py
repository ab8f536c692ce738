"""Writes what is asked for at a visit, and remembers how each is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.visit.undo import Step
from calcitrack.ui.words import inside

if TYPE_CHECKING:
    from calcitrack.domain.record import PatientRecord
    from calcitrack.domain.visit import Order, Visit
    from calcitrack.ui.pages.visit.draft_writer import DraftWriter
    from calcitrack.ui.session import Session


def orders_shown(record: PatientRecord, visit: Visit) -> tuple[Order, ...]:
    """The orders of a visit, and whatever else of this patient is still awaited."""
    older = [o for v in record.visits if v.id != visit.id for o in v.orders if o.closed_on is None]
    apart = [o for o in record.orders if o.closed_on is None]
    return (*visit.orders, *older, *apart)


class OrderWriter(QObject):
    """Orders are no part of a draft: each is written by itself, and outlives the signature.

    An order that was withdrawn and comes back has another row in the vault; its steps follow it there.

    Args:
        session: Of the open vault.
        draft: Whose visit they belong to, and whose steps they join.
    """

    def __init__(self, session: Session, draft: DraftWriter) -> None:
        super().__init__(draft)
        self._session, self._draft = session, draft
        self._rows: dict[int, int] = {}

    @Slot(object)
    def add(self, order: Order) -> None:
        """Ask for something at the visit of the draft."""
        visit = self._draft.visit
        if visit is None:
            return
        asked = replace(order, visit_id=visit.id)
        added: list[int] = []

        def ask() -> None:
            row = self._ask(asked)
            added.append(row)
            self._rows[added[0]] = row

        self._do(asked, ask, lambda: self._withdraw(added[0]), ask)

    @Slot(object)
    def close(self, order: Order) -> None:
        """Write the result of an order."""
        before = self._find(order.id)
        if before is not None:
            self._do(order, lambda: self._write(order), lambda: self._write(before), lambda: self._write(order))

    @Slot(int)
    def withdraw(self, order_id: int) -> None:
        """Remove an order that was entered by mistake."""
        order = self._find(order_id)
        if order is None:
            return

        def ask() -> None:
            self._rows[order_id] = self._ask(order)

        self._do(order, lambda: self._withdraw(order_id), ask, lambda: self._withdraw(order_id))

    def _do(
        self, order: Order, deed: Callable[[], None], undo: Callable[[], None], redo: Callable[[], None]
    ) -> None:  # fmt: skip
        try:
            deed()
        except CalciTrackError as error:
            self._draft.refused.emit(error)
            return
        self._draft.steps.push(Step(inside(order.kind), undo, redo))

    def _row(self, order_id: int) -> int:
        """The row that an order has now."""
        while order_id in self._rows and self._rows[order_id] != order_id:
            order_id = self._rows[order_id]
        return order_id

    def _find(self, order_id: int) -> Order | None:
        """An order as it stands in the vault."""
        record = self._draft.record
        row = self._row(order_id)
        return next((order for order in record.all_orders if order.id == row), None) if record else None

    def _patient_id(self) -> int:
        record = self._draft.record
        assert record is not None, "no draft is open"
        return record.patient.id

    def _ask(self, order: Order) -> int:
        patient_id = self._patient_id()
        return self._session.write(lambda clinic: clinic.visits.order(patient_id, order))

    def _write(self, order: Order) -> None:
        """Write an order over what stands in its row."""
        stands = self._find(order.id)
        version = stands.version if stands else order.version
        written, patient_id = replace(order, id=self._row(order.id), version=version), self._patient_id()
        self._session.write(lambda clinic: clinic.visits.close_order(patient_id, written))

    def _withdraw(self, order_id: int) -> None:
        stands, patient_id = self._find(order_id), self._patient_id()
        row, version = self._row(order_id), stands.version if stands else 0
        self._session.write(lambda clinic: clinic.visits.withdraw_order(patient_id, row, version))
