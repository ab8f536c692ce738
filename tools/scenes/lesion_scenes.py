"""The scenes of lesions' lives: a thread drawn, what happened at a visit, a split, a merge, and one that came back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QTabBar

from calcitrack.domain.lineage import lineage_of
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.recurrence import gone_before
from calcitrack.domain.vocabulary import EventKind
from calcitrack.ui.pages.chart.lesions_panel import LesionsPanel
from calcitrack.ui.pages.chart.patient_page import PatientPage, Tab
from calcitrack.ui.widgets.lesions.thread_card import ThreadCard
from tools.scenes.scene_set import SceneSet
from tools.stage import StageError


class LesionScenes(SceneSet):
    """Walks through what happens to lesions in an open vault."""

    def all(self) -> None:
        """Every scene.

        Raises:
            StageError: One could not be brought about.
        """
        self._thread()
        self._visit()
        self._forms()
        self._came_back()

    @property
    def _page(self) -> PatientPage:
        return self._stage.workspace.patient_page

    def _record(self) -> PatientRecord:
        record = self._page.record
        if record is None:
            raise StageError("no patient is open")
        return record

    def _open(self, fits: Callable[[PatientRecord], bool]) -> None:
        clinic = self._stage.workspace.session.clinic
        for patient_id in clinic.patients.all_ids():
            if fits(clinic.patients.reload(patient_id)):
                self._stage.workspace.open_patient(patient_id)
                self._stage.settle(200)
                return
        raise StageError("nobody in the demonstration clinic is like that")

    def _thread(self) -> None:
        self._open(lambda record: sum(e.kind in (EventKind.SPLIT, EventKind.MERGED) for e in record.events) > 1)
        self._page.findChildren(QTabBar)[0].setCurrentIndex(Tab.LESIONS)
        panel = self._page.findChild(LesionsPanel)
        tied = next(one for one in self._record().lesions if lineage_of(self._record(), one.id))
        if not isinstance(panel, LesionsPanel):
            raise StageError("there is no tab of lesions")
        panel.lesion_selected.emit(tied.id)
        self._stage.settle(600)
        self._keep("lesions-thread", self._stage.window)
        card = panel.findChild(ThreadCard)
        if isinstance(card, ThreadCard):
            self._keep("lesions-thread-card", card)

    def _visit(self) -> None:
        self._stage.workspace.run("new_visit")
        self._stage.settle(300)
        tied = next(one for one in self._record().lesions if lineage_of(self._record(), one.id))
        self._page.deeds.happened(tied.id, EventKind.EXTRUDED)
        self._stage.settle(200)
        self._keep("visit-happened", self._stage.window)
        self._keep("visit-happened-panel", self._page.visit_panel.detail.life)

    def _form(self, name: str, begin: Callable[[], object]) -> None:
        self._stage.in_form(begin, lambda form: self._keep(name, form))

    def _forms(self) -> None:
        deeds, lesion = self._page.deeds, self._record().lesions[0]
        self._form("dialog-split", lambda: deeds.happened(lesion.id, EventKind.SPLIT))
        self._form("dialog-merge", lambda: deeds.happened(lesion.id, EventKind.MERGED))
        self._form("dialog-lesion-removal", lambda: deeds.remove(lesion.id))

    def _came_back(self) -> None:
        self._open(lambda record: any(v.assessments and _closed(record) for v in record.counted_visits[-1:]))
        self._stage.workspace.run("new_visit")
        self._stage.settle(300)
        draft = self._record().draft
        gone = gone_before(self._record(), draft)[0].lesion if draft else None
        if gone is None:
            raise StageError("no lesion of the open patient had gone")
        self._form("dialog-lesion-back", lambda: self._page.requests.add_lesion_there(gone.site, gone.side))


def _closed(record: PatientRecord) -> bool:
    """Whether a lesion had gone at the last visit."""
    return record.draft is None and any(a.state.closes for a in record.counted_visits[-1].assessments)
