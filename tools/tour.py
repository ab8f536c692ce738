"""The main job in the real program without a display: pictures of each step and the summary, in build/tour/."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.stage import Stage  # first: it chooses Qt's platform

from PySide6.QtCore import Qt, QTimer  # isort: skip
from PySide6.QtWidgets import QApplication, QPushButton, QWidget  # isort: skip

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.worklist import WorklistFilter
from calcitrack.ui.workspace import Workspace

FOLDER = Path(__file__).resolve().parents[1] / "build" / "tour"


class Tour:
    """Does what a person at the clinic does, one step after the other."""

    def __init__(self, folder: Path) -> None:
        self._stage = Stage(folder)
        self._stage.look("light", 1.0, 1440, 900)
        self._steps = 0

    def run(self) -> None:
        """Walk the whole way.

        Raises:
            RuntimeError: A step did not do what it should.
        """
        self._keep("unlock", "The vault is shut.")
        self._stage.unlock()
        self._keep("worklist", "Unlocked: who wants a look today.")
        patient = self._choose_patient()
        self._open_by_search(patient)
        self._keep("chart", "Opened: what changed, the trend, the therapy.")
        self._record_visit(patient)
        self._sign()
        self._print(patient)
        self._stage.close()

    @property
    def _workspace(self) -> Workspace:
        workspace = self._stage.window.workspace
        if workspace is None:
            raise RuntimeError("the vault did not open")
        return workspace

    def _choose_patient(self) -> PatientRecord:
        """Somebody with a few measured lesions and no open draft."""
        clinic = self._workspace.session.clinic
        for patient_id in clinic.lists.ids(WorklistFilter.ON_TRIAL):
            record = clinic.patients.reload(patient_id)
            if record.draft is None and 4 <= len(record.lesions) <= 8 and len(record.counted_visits) >= 4:
                return record
        raise RuntimeError("the demonstration clinic has nobody to show")

    def _open_by_search(self, record: PatientRecord) -> None:
        stage = self._stage
        self._workspace.run("find")
        stage.type(record.patient.mrn)
        stage.settle(400)
        self._keep("search", "Typed the record number; two identifiers tell people apart.")
        stage.press(Qt.Key.Key_Return)
        stage.settle(2000)
        self._expect(self._workspace.patient_page.patient_id == record.patient.id, "the search opened the patient")

    def _record_visit(self, record: PatientRecord) -> None:
        stage, page = self._stage, self._workspace.patient_page
        self._workspace.run("new_visit")
        stage.settle(300)
        self._keep("visit", "A new visit: every open lesion, last values grey beside it.")
        first = page.visit_panel.grid.current_row()
        before = first.last_reading if first is not None else None
        if before is None:
            raise RuntimeError("the first lesion was never measured")
        length, width = before.length, before.width or before.length
        stage.type(f"{length / 10:g}")
        stage.press(Qt.Key.Key_Tab)
        stage.type(f"{width / 10:g}")
        stage.press(Qt.Key.Key_Return)
        rows = page.visit_panel.grid.rows()
        for _ in rows[2:]:
            stage.type("=")
        stage.type("-")
        stage.type("a")
        stage.settle(300)
        said = [row for row in page.visit_panel.grid.rows() if row.assessment is not None]
        self._expect(len(said) == len(rows), f"{len(said)} of {len(rows)} lesions are recorded")
        saved = self._workspace.session.clinic.patients.reload(record.patient.id).draft
        self._expect(saved is not None and len(saved.assessments) == len(rows), "every field is in the vault")
        self._keep("visit-recorded", "Measured, unchanged, not examined, none seen: saved at every key.")

    def _sign(self) -> None:
        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                self._keep("sign", "Review: what is in it, what is missing, who signs.", dialog)
                _button(dialog, "Sign").click()

        QTimer.singleShot(600, answer)
        self._workspace.run("sign_visit")
        self._stage.settle(1500)
        self._keep("signed", "Signed: the trend with today's visit.")

    def _print(self, before: PatientRecord) -> None:
        clinic = self._workspace.session.clinic
        record = clinic.patients.reload(before.patient.id)
        self._expect(len(record.counted_visits) == len(before.counted_visits) + 1, "one more visit is signed")
        content = clinic.prints.summary(record.patient.id, record.counted_visits[-1].id)
        (self._stage.folder / "summary.pdf").write_bytes(content)
        print("summary.pdf: the summary of the signed visit.")

    def _keep(self, name: str, told: str, widget: QWidget | None = None) -> None:
        self._steps += 1
        path = self._stage.picture(f"{self._steps:02d}-{name}", widget)
        print(f"{path.name}: {told}", flush=True)

    @staticmethod
    def _expect(holds: bool, what: str) -> None:
        if not holds:
            raise RuntimeError(f"expected that {what}")


def _button(inside: QWidget, text: str) -> QPushButton:
    return next(button for button in inside.findChildren(QPushButton) if button.text() == text)


def main() -> int:
    """Walk the tour; 1 when a step does not work."""
    try:
        Tour(FOLDER).run()
    except (RuntimeError, TimeoutError) as error:
        print(f"The tour stopped: {error}.", file=sys.stderr)
        return 1
    print(f"Everything is in {FOLDER}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
