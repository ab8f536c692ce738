"""The main job in the real program without a display: pictures of each step and the summary, in build/tour/."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from calcitrack.domain.folding import fold
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.worklist import WorklistFilter
from calcitrack.ui.pages.chart.patient_page import PatientPage
from tools.stage import Stage, StageError

FOLDER = Path(__file__).resolve().parents[1] / "build" / "tour"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Tour:
    """Does what a person at the clinic does, one step after the other, by keys alone."""

    def __init__(self, folder: Path) -> None:
        self._stage = Stage(folder)
        self._stage.look("light", 1.0, 1440, 900)
        self._steps = 0

    def run(self) -> None:
        """Walk the whole way.

        Raises:
            StageError: A step did not do what it should.
        """
        self._keep("unlock", "The vault is shut.")
        self._stage.unlock()
        self._keep("worklist", "Unlocked: who wants a look today.")
        patient = self._choose_patient()
        self._open_by_search(patient)
        self._record_visit(patient)
        self._sign(patient)
        self._print()
        self._stage.close()

    @property
    def _page(self) -> PatientPage:
        return self._stage.workspace.patient_page

    def _choose_patient(self) -> PatientRecord:
        """Somebody on a therapy, with a few measured lesions and no open draft."""
        clinic = self._stage.workspace.session.clinic
        for patient_id in clinic.lists.ids(WorklistFilter.ON_TRIAL):
            record = clinic.patients.reload(patient_id)
            if record.draft is None and 4 <= len(record.lesions) <= 8 and len(record.counted_visits) >= 4:
                return record
        raise StageError("the demonstration clinic has nobody to show")

    def _open_by_search(self, record: PatientRecord) -> None:
        stage, patient = self._stage, record.patient
        typed = fold(f"{patient.family_name} {patient.given_name}")
        stage.press(Qt.Key.Key_K, CONTROL)
        stage.type(typed[:3])
        stage.settle(400)
        self._keep("search", "Three letters of a name; two identifiers tell people apart.")
        stage.type(typed[3:])
        stage.settle(400)
        stage.press(Qt.Key.Key_Return)
        stage.settle(2000)
        self._expect(self._page.patient_id == patient.id, "the search opens the patient")
        self._keep("chart", "Opened: what changed, the trend, the therapy.")

    def _record_visit(self, record: PatientRecord) -> None:
        stage = self._stage
        stage.press(Qt.Key.Key_N, CONTROL | SHIFT)
        stage.wait_for(lambda: self._page.is_visit_shown, "the new visit")
        stage.settle(300)
        self._keep("visit", "A new visit: every open lesion, last values grey beside it.")
        known = len(self._page.visit_panel.grid.rows())
        self._measure_first()
        for _ in range(known - 2):
            stage.type("=")
        stage.type("-")
        self._add_lesion()
        stage.type("a")
        stage.settle(300)
        self._keep("visit-recorded", "Measured, unchanged, not examined, a new one, none seen: saved at every key.")
        saved = stage.workspace.session.clinic.patients.reload(record.patient.id).draft
        self._expect(saved is not None and len(saved.assessments) == known + 1, "every lesion is in the vault")

    def _measure_first(self) -> None:
        """The index lesion, a little smaller than last time."""
        row = self._page.visit_panel.grid.current_row()
        before = row.last_reading if row is not None else None
        if before is None or before.width is None:
            raise StageError("the first lesion was never measured")
        self._stage.type(f"{(before.length - 5) / 10:g}")
        self._stage.press(Qt.Key.Key_Tab)
        self._stage.type(f"{before.width / 10:g}".replace(".", ","))
        self._stage.press(Qt.Key.Key_Return)

    def _add_lesion(self) -> None:
        stage, before = self._stage, len(self._page.visit_panel.grid.rows())

        def fill_in(form: QWidget) -> None:
            stage.type("lt ri v")
            self._keep("site", "A new lesion: its site by any of its words.", form)
            stage.press(Qt.Key.Key_Return)
            self._keep("lesion", "Site and side are all that a lesion must have.", form)
            stage.press(Qt.Key.Key_Return, CONTROL)

        stage.in_form(lambda: stage.type("n"), fill_in)
        self._expect(len(self._page.visit_panel.grid.rows()) == before + 1, "the new lesion stands in the grid")
        stage.type("6")
        stage.press(Qt.Key.Key_Tab)
        stage.type("4.5")
        stage.press(Qt.Key.Key_Return)

    def _sign(self, before: PatientRecord) -> None:
        stage = self._stage

        def sign(form: QWidget) -> None:
            self._keep("sign", "Review: what is in it, what is missing, who signs.", form)
            stage.press(Qt.Key.Key_Return, CONTROL)

        stage.in_form(lambda: stage.press(Qt.Key.Key_Return, CONTROL), sign)
        stage.settle(1500)
        record = stage.workspace.session.clinic.patients.reload(before.patient.id)
        self._expect(len(record.counted_visits) == len(before.counted_visits) + 1, "one more visit is signed")
        self._keep("signed", "Signed: the trend with today's visit.")

    def _print(self) -> None:
        stage, path = self._stage, self._stage.folder / "summary.pdf"

        def choose_file(_form: QWidget) -> None:
            stage.press(Qt.Key.Key_A, CONTROL)
            stage.type(str(path))
            stage.press(Qt.Key.Key_Return)

        def save(form: QWidget) -> None:
            self._keep("preview", "The summary before it leaves the vault: print it or save it.", form)
            stage.in_form(lambda: stage.press(Qt.Key.Key_S, CONTROL), choose_file)

        stage.in_form(lambda: stage.press(Qt.Key.Key_P, CONTROL), save)
        self._expect(path.is_file() and path.read_bytes().startswith(b"%PDF-"), "the summary is written")
        self._keep("printed", "The summary of the signed visit is summary.pdf.")

    def _keep(self, name: str, told: str, widget: QWidget | None = None) -> None:
        self._steps += 1
        path = self._stage.picture(f"{self._steps:02d}-{name}", widget)
        print(f"{path.name}: {told}", flush=True)

    @staticmethod
    def _expect(holds: bool, what: str) -> None:
        if not holds:
            raise StageError(f"expected that {what}")


def main() -> int:
    """Walk the tour; 1 when a step does not work."""
    try:
        Tour(FOLDER).run()
    except StageError as error:
        print(f"The tour stopped: {error}.", file=sys.stderr)
        return 1
    print(f"Everything is in {FOLDER}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
