"""What is asked of the lesions of an open draft: what happened to one, a split, a merge, a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from calcitrack.domain import lesion_step
from calcitrack.domain.lineage import merged_away
from calcitrack.domain.step_rules import why_it_stays
from calcitrack.domain.vocabulary import EventKind
from calcitrack.ui.dialogs.lesions.lesion_event_dialog import About, MergeDialog, SplitDialog
from calcitrack.ui.dialogs.lesions.lesion_removal_dialog import LesionRemovalDialog
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.visit.grid.rows import grid_rows
from calcitrack.ui.visit.lesion.happening_menu import open_happenings
from calcitrack.ui.words import identity, inside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from calcitrack.domain.lesion import Lesion, LesionEvent
    from calcitrack.domain.lesion_step import LesionStep
    from calcitrack.domain.record import PatientRecord
    from calcitrack.domain.visit import Visit
    from calcitrack.ui.pages.chart.open_chart import OpenChart
    from calcitrack.ui.pages.visit.visit_panel import VisitPanel


class LesionDeeds(QObject):
    """Each takes what is being typed first, then asks where it must, then writes.

    Args:
        chart: The open record.
        panel: Shows the draft, and remembers each step.

    Signals:
        change_requested(lesion_id): Change site, form or method of a lesion.
    """

    change_requested = Signal(int)

    def __init__(self, chart: OpenChart, panel: VisitPanel) -> None:
        super().__init__(chart.window)
        self._chart, self._panel = chart, panel
        panel.grid.happening_requested.connect(self._on_happening_requested)
        life = panel.detail.life
        life.happening_wanted.connect(self._on_happening_wanted)
        life.moved.connect(self.move_event)
        life.taken_back.connect(self.take_back)

    @Slot(int)
    def _on_happening_requested(self, lesion_id: int) -> None:
        grid = self._panel.grid
        self._open_menu(lesion_id, grid.mapToGlobal(grid.current_area().bottomLeft()))

    @Slot()
    def _on_happening_wanted(self) -> None:
        row, button = self._panel.grid.current_row(), self._panel.detail.life.more
        if row is not None:
            self._open_menu(row.lesion.id, button.mapToGlobal(QPoint(0, button.height())))

    def _open_menu(self, lesion_id: int, at: QPoint) -> None:
        record, visit = self._chart.record, self._chart.draft
        if record is None or visit is None or not self._panel.settle():
            return
        lesion = record.lesion(lesion_id)
        removable = not why_it_stays(lesion, record, visit)
        open_happenings(
            self._panel,
            at,
            lesion.number,
            lambda kind: self.happened(lesion_id, kind),
            lambda: self.change_requested.emit(lesion_id),
            (lambda: self.remove(lesion_id)) if removable else None,
        )

    def happened(self, lesion_id: int, kind: EventKind) -> None:
        """Record what happened to a lesion; a split and a merge ask for more first."""
        record, visit = self._chart.record, self._chart.draft
        if record is None or visit is None:
            return
        lesion = record.lesion(lesion_id)
        if kind is EventKind.SPLIT:
            self._split(record, visit, lesion)
        elif kind is EventKind.MERGED:
            self._merge(record, visit, lesion)
        else:
            self._do(lesion_step.happened(visit, lesion_id, kind), lesion, inside(kind))

    @Slot(object, object)
    def move_event(self, event: LesionEvent, on: date) -> None:
        """Give an event another day."""
        what = self.tr("{what} on {day}").format(what=inside(event.kind), day=day(on))
        self._of_event(event, lesion_step.move_event(event, on), what)

    @Slot(object)
    def take_back(self, event: LesionEvent) -> None:
        """Take an event out of the draft."""
        what = self.tr("{what} taken back").format(what=inside(event.kind))
        self._of_event(event, lesion_step.take_back(event), what)

    def remove(self, lesion_id: int) -> None:
        """Remove a lesion that was entered by mistake, once it was asked."""
        record, visit = self._chart.record, self._chart.draft
        if record is None or visit is None:
            return
        lesion = record.lesion(lesion_id)
        if LesionRemovalDialog.ask(self._about(record, visit, lesion), self._chart.window):
            self._do(lesion_step.remove_lesions(record, visit, [lesion]), lesion, self.tr("removed"))

    def _of_event(self, event: LesionEvent, step: LesionStep, what: str) -> None:
        if self._chart.record is not None:
            self._do(step, self._chart.record.lesion(event.lesion_id), what)

    def _split(self, record: PatientRecord, visit: Visit, lesion: Lesion) -> None:
        number = self._chart.clinic.lesions.next_number(record.patient.id)
        dialog = SplitDialog(self._about(record, visit, lesion), number, self._chart.window)
        if dialog.asked():
            parts = [lesion_step.part_of(lesion, visit)] * dialog.parts()
            self._do(lesion_step.split(visit, lesion, parts, dialog.on()), lesion, inside(EventKind.SPLIT))

    def _merge(self, record: PatientRecord, visit: Visit, lesion: Lesion) -> None:
        others = self._others(record, visit, lesion)
        if not others:
            self._panel.tell_refused(self.tr("There is no other open lesion that it could have merged into."))
            return
        dialog = MergeDialog(self._about(record, visit, lesion), others, self._chart.window)
        if dialog.asked():
            into = record.lesion(dialog.into())
            reason = self.tr("grown together with lesion {number}").format(number=into.number)
            step = lesion_step.merge(visit, lesion, into, reason, dialog.on())
            self._do(step, lesion, inside(EventKind.MERGED))

    def _others(self, record: PatientRecord, visit: Visit, lesion: Lesion) -> Sequence[tuple[int, str]]:
        """Open lesions that one can have merged into, those nearest to it first."""
        sites = self._chart.clinic.sites
        away = merged_away(record, visit)
        rows = [row for row in grid_rows(record, visit, sites) if row.lesion.id not in {lesion.id, *away}]
        rows.sort(key=lambda row: (-_nearness(lesion, row.lesion), row.lesion.number))
        return [(row.lesion.id, f"#{row.lesion.number} {row.site_label}") for row in rows]

    def _about(self, record: PatientRecord, visit: Visit, lesion: Lesion) -> About:
        site = self._chart.clinic.sites.name(lesion.site, lesion.side)
        title = translate("LesionDeeds", "Lesion {number} · {site}").format(number=lesion.number, site=site)
        return About(lesion.number, title, identity(record.patient), visit.visited_on)

    def _do(self, step: LesionStep, lesion: Lesion, what: str) -> None:
        words = self.tr("lesion {number}: {what}").format(number=lesion.number, what=what)
        if self._panel.lesions.do(step, words, lesion.id) is not None:
            self._panel.tell_done(words)
            self._panel.go_to_lesion(lesion.id)


def _nearness(one: Lesion, other: Lesion) -> int:
    """How many parts of their sites two lesions share, from the largest on; none on the other side."""
    if one.side is not other.side:
        return -1
    pairs = zip(one.site.split("."), other.site.split("."), strict=False)
    shared = 0
    for mine, theirs in pairs:
        if mine != theirs:
            break
        shared += 1
    return shared
