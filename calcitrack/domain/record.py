"""Everything the vault knows of one patient: what figures, guidance, pages and prints are made from."""

from __future__ import annotations

from dataclasses import dataclass

from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.merging import Merged
from calcitrack.domain.patient import Patient
from calcitrack.domain.trial import Judgement, Trial
from calcitrack.domain.visit import Order, Visit


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """One patient's whole record.

    Attributes:
        patient: With what only a merged record knows of them.
        lesions: In the order entered.
        visits: In the order entered, drafts and visits entered in error included.
        trials: In the order entered.
        events: In the order entered.
        orders: Orders that stand under no visit.
        judgements: In the order made.
        merged: Records of the same person that were merged into this one; all that is theirs is among the rest.
    """

    patient: Patient
    lesions: tuple[Lesion, ...] = ()
    visits: tuple[Visit, ...] = ()
    trials: tuple[Trial, ...] = ()
    events: tuple[LesionEvent, ...] = ()
    orders: tuple[Order, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    merged: tuple[Merged, ...] = ()

    @property
    def counted_visits(self) -> tuple[Visit, ...]:
        """Signed visits that enter figures, oldest first."""
        return tuple(sorted((v for v in self.visits if v.counts), key=lambda v: (v.visited_on, v.id)))

    @property
    def draft(self) -> Visit | None:
        """The latest draft; None when there is none."""
        drafts = [v for v in self.visits if not v.is_signed]
        return max(drafts, key=lambda v: (v.visited_on, v.id)) if drafts else None

    @property
    def all_orders(self) -> tuple[Order, ...]:
        """Orders apart from visits, and those of every visit."""
        return (*self.orders, *(order for visit in self.visits for order in visit.orders))

    def lesion(self, lesion_id: int) -> Lesion:
        """The lesion with this id.

        Raises:
            KeyError: The record has no such lesion.
        """
        for lesion in self.lesions:
            if lesion.id == lesion_id:
                return lesion
        raise KeyError(lesion_id)
