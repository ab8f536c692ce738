"""What a visit summary is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from calcitrack.domain.figures.model import RecordFigures, VisitFigures
from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.reports.paper.style import Paper
from calcitrack.reports.words import Voice, Words


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """A visit to be printed, with everything that its print says.

    Attributes:
        visit_id: The visit, signed or a draft.
        figures: Of the record's signed visits. A draft enters none of them.
        synthetic: Invented data; each page says so.
        printed_at: Where the clinic is; signatures are dated in the same time zone.
        record_hash: Hash over the signed content; empty for a draft.
        catalogue: Definitions of the scores, the clinic's own among them.
        revisions: All that was ever said of the visit's lesions: as signed, and each correction of it.
    """

    record: PatientRecord
    visit_id: int
    figures: RecordFigures
    clinic_name: str
    synthetic: bool
    printed_at: datetime
    printed_by: str
    paper: Paper
    sites: SiteList
    words: Words
    record_hash: str
    revisions: tuple[Assessment, ...] = ()
    catalogue: Catalogue = field(default_factory=Catalogue.bundled)

    @property
    def voice(self) -> Voice:
        """Speaks the reader's language."""
        return Voice(self.words)

    @property
    def visit(self) -> Visit:
        """The visit.

        Raises:
            KeyError: The record has no such visit.
        """
        for visit in self.record.visits:
            if visit.id == self.visit_id:
                return visit
        raise KeyError(self.visit_id)

    @property
    def visit_figures(self) -> VisitFigures | None:
        """Figures of the visit; None for a draft and for a visit entered in error."""
        return self.figures.visit(self.visit_id)

    @property
    def earlier_visits(self) -> tuple[Visit, ...]:
        """Counted visits before this one, oldest first."""
        here = (self.visit.visited_on, self.visit.id)
        return tuple(v for v in self.record.counted_visits if (v.visited_on, v.id) < here)

    @property
    def is_latest(self) -> bool:
        """Whether the visit is the last that counts: figures of trials and growth reach to that one."""
        return bool(self.figures.visits) and self.figures.visits[-1].visit_id == self.visit_id

    def lesions_numbered(self, ids: tuple[int, ...]) -> tuple[Lesion, ...]:
        """The lesions with these ids, by number."""
        return tuple(sorted((self.record.lesion(i) for i in ids), key=lambda lesion: lesion.number))
