"""The scenes of the cohort, for pictures."""

from __future__ import annotations

from collections.abc import Callable

from tools.stage import Stage  # first: it chooses Qt's platform

from PySide6.QtWidgets import QWidget  # isort: skip

from calcitrack.domain.cohort.criteria import Criteria
from calcitrack.ui.cohort.export_dialog import ExportDialog
from calcitrack.ui.cohort.limits_dialog import LimitsDialog
from calcitrack.ui.cohort.save_dialog import SaveFilterDialog

Keep = Callable[[str, QWidget], None]


class CohortScenes:
    """Walks through the parts of the cohort and hands each to ``keep``.

    Args:
        stage: Where it is shown.
        keep: Takes a name and the widget to be kept.
    """

    def __init__(self, stage: Stage, keep: Keep) -> None:
        self._stage, self._keep = stage, keep

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
        stage.in_form(lambda: LimitsDialog(Criteria(), stage.workspace.session.clinic.clock.today(), page).open(),
                      lambda form: self._keep("dialog-cohort-limits", form))  # fmt: skip
        stage.in_form(lambda: SaveFilterDialog("Disease: DM", (), page).open(),
                      lambda form: self._keep("dialog-cohort-save", form))  # fmt: skip
        stage.in_form(lambda: ExportDialog(40, may_export_records=True, parent=page).open(),
                      lambda form: self._keep("dialog-cohort-export", form))  # fmt: skip

    def _window(self, name: str) -> None:
        self._stage.settle(150)
        self._keep(name, self._stage.window)
