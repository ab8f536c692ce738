"""The scenes of two records of one person, for pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from calcitrack.clinic.salvage import sentences
from calcitrack.db.salvaging import Loss, Salvaged, TableTold
from calcitrack.domain.patient import Allergies, Patient
from calcitrack.domain.vocabulary import AllergyStatus
from calcitrack.ui.dialogs.patients.merge_choice_dialog import MergeChoiceDialog
from calcitrack.ui.dialogs.patients.merge_dialog import MergeDialog
from calcitrack.ui.dialogs.patients.separate_dialog import SeparateDialog
from calcitrack.ui.dialogs.salvage_dialog import SalvageDialog
from tools.scenes.scene_set import SceneSet

_SALVAGED = Salvaged(
    tables=(TableTold("patient", 24, 24), TableTold("visit", 100, 118), TableTold("audit", 900, None)),
    retold=12,
    unattached=40,
    patients=(Loss("DEMO-004", 18),),
    visits=(("DEMO-004", "2026-03-05"),),
)


class RepairScenes(SceneSet):
    """Merges a demonstration patient with one who looks alike, and separates them again."""

    def all(self) -> None:
        """Every scene."""
        stays, goes = self._pair()
        page, clinic = self._stage.workspace.patient_page, self._stage.workspace.session.clinic
        self._stage.workspace.open_patient(stays)
        assert page.record is not None, "a chart is open"
        alike = clinic.patients.look_alikes(page.record.patient)
        self._shown("dialog-merge-choice", MergeChoiceDialog(page.record.patient, alike, clinic.patients.by_mrn))
        pair = clinic.merging.compare(stays, goes)
        self._shown("dialog-merge", MergeDialog(pair))
        self._stage.workspace.session.write(
            lambda c: c.merging.merge(stays, goes, pair.seen, "the same person under two numbers")
        )
        self._window("chart-merged")
        self._shown("dialog-separate", SeparateDialog(clinic.merging.joint(stays, goes)))
        self._shown(
            "dialog-salvage", SalvageDialog(Path("/clinic/salvaged-vault"), sentences(_SALVAGED), is_whole=False)
        )
        joint = clinic.merging.joint(stays, goes)
        self._stage.workspace.session.write(lambda c: c.merging.separate(stays, goes, joint.seen, "the end of a scene"))

    def _pair(self) -> tuple[int, int]:
        """A patient with signed visits, and another without a draft who is made to look alike."""
        session = self._stage.workspace.session
        records = [session.clinic.patients.reload(n) for n in session.clinic.patients.all_ids()]
        seen = [r for r in records if r.counted_visits and r.draft is None and len(r.lesions) > 1]
        one, other = seen[0].patient, min(seen[1:], key=lambda r: len(r.lesions)).patient
        session.write(lambda c: c.patients.change(_like(other, one)))
        return one.id, other.id


def _like(patient: Patient, other: Patient) -> Patient:
    known = Allergies(AllergyStatus.KNOWN, ("penicillin",))
    return replace(
        patient,
        allergies=known,
        family_name=other.family_name,
        given_name=other.given_name,
        birth_date=other.birth_date,
    )
