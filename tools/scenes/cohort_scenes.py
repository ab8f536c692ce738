"""The scenes of the cohort, for pictures."""

from __future__ import annotations

from calcitrack.domain.cohort.criteria import Criteria
from calcitrack.ui.cohort.export_dialog import ExportDialog
from calcitrack.ui.cohort.limits_dialog import LimitsDialog
from calcitrack.ui.cohort.save_dialog import SaveFilterDialog
from tools.scenes.scene_set import SceneSet


class CohortScenes(SceneSet):
    """Walks through the parts of the cohort and hands each to ``keep``."""

    def all(self) -> None:
        """Every scene.

        Raises:
            StageError: One could not be brought about.
        """
        stage, page = self._stage, self._stage.workspace.cohort_page
        stage.workspace.run("show_cohort")
        stage.wait_for(lambda: page.answer is not None and not page.reading.is_reading, "the counts of the cohort")
        for place, name in enumerate(("counts", "change", "therapies", "sites", "courses")):
            page.tabs.setCurrentIndex(place)
            self._window(f"cohort-{name}")
        page.tabs.setCurrentIndex(1)
        for place, name in ((1, "over-time"), (2, "years"), (0, "waterfall")):
            page.change.show_part(place)
            self._window(f"cohort-{name}")
        page.tabs.setCurrentIndex(0)
        page.show_members("Everybody", stage.workspace.session.clinic.patients.all_ids())
        self._window("cohort-members")
        page.members.left.emit()
        page.set_sharing(True)
        for place, name in ((2, "therapies"), (3, "sites"), (4, "courses"), (0, "counts")):
            page.tabs.setCurrentIndex(place)
            self._window(f"cohort-sharing-{name}")
        page.set_sharing(False)
        stage.in_form(lambda: LimitsDialog(Criteria(), stage.workspace.session.clinic.clock.today(), page).open(),
                      lambda form: self._keep("dialog-cohort-limits", form))  # fmt: skip
        stage.in_form(lambda: SaveFilterDialog("Disease: DM", (), page).open(),
                      lambda form: self._keep("dialog-cohort-save", form))  # fmt: skip
        stage.in_form(lambda: ExportDialog(40, may_export_records=True, parent=page).open(),
                      lambda form: self._keep("dialog-cohort-export", form))  # fmt: skip
