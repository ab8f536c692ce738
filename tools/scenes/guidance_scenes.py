"""The scenes of the guidance: the pathway beside a record, its cards opened, and the page of all its evidence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from calcitrack.guidance.engine import evaluate
from calcitrack.ui.guidance.finding_card import FindingCard
from calcitrack.ui.guidance.pathway_panel import PathwayPanel
from tools.scenes.scene_set import SceneSet
from tools.stage import StageError

LEAVES = ("TH-diltiazem", "TH-rituximab", "TH-surgery", "classification", "mechanisms", "epidemiology", "subtypes",
          "discrepancies", "not-stated", "references", "general", "about")  # fmt: skip


class GuidanceScenes(SceneSet):
    """Walks through the guidance in an open vault."""

    def all(self) -> None:
        """Every scene.

        Raises:
            StageError: One could not be brought about.
        """
        self._panel()
        self._visit()
        self._page()

    def _panel(self) -> None:
        self._open(lambda ids: "antibiotic-oral" in ids or "antibiotic-intravenous" in ids or "swab" in ids)
        page = self._stage.workspace.patient_page
        self._stage.workspace.run("show_pathway")
        self._window("pathway-signs")
        panel = page.pathway.panel
        # Cards of patients who were open before are kept, hidden.
        card = next(card for card in panel.findChildren(FindingCard) if card.isVisibleTo(panel))
        card.open(frozenset({"text", "why", "where"}))
        self._window("pathway-why")
        self._keep("pathway-panel", panel)
        self._open_all(panel)
        self._stage.settle(200)
        self._keep("pathway-everything", panel)
        self._stage.click("Dismiss…", card)
        self._stage.type("explained at the last visit")
        self._keep("pathway-dismiss", panel)
        self._stage.press(Qt.Key.Key_Return)
        self._window("pathway-dismissed")

    def _open_all(self, panel: PathwayPanel) -> None:
        for card in panel.findChildren(FindingCard):
            card.open(frozenset({"text"}))

    def _visit(self) -> None:
        self._stage.workspace.run("new_visit")
        self._stage.settle(300)
        self._stage.workspace.run("show_pathway")
        self._window("visit-pathway")
        self._stage.workspace.run("show_pathway")

    def _page(self) -> None:
        workspace = self._stage.workspace
        workspace.run("show_guidance")
        self._window("guidance-pathway")
        workspace.guidance_page.show_step("N19")
        self._window("guidance-step")
        for leaf in LEAVES:
            workspace.guidance_page.reader.asked.emit(leaf)
            self._stage.settle(300)
            self._window(f"guidance-{leaf.removeprefix('TH-')}")
        field = workspace.guidance_page.findChild(QLineEdit)
        if field is None:
            raise StageError("the page of the guidance has no search")
        field.setText("infection")
        self._window("guidance-search")
        field.clear()

    def _open(self, fits: Callable[[set[str]], bool]) -> None:
        """Open the first patient of whom the review says what is wanted."""
        clinic = self._stage.workspace.session.clinic
        for patient_id in clinic.patients.all_ids():
            record = clinic.patients.reload(patient_id)
            found = evaluate(record, clinic.clock.today()).findings
            if record.draft is None and fits({finding.id.partition(".")[0] for finding in found if finding.stands}):
                self._stage.workspace.open_patient(patient_id)
                self._stage.settle(600)
                return
        raise StageError("the review says nothing of that kind of anybody in the demonstration clinic")
