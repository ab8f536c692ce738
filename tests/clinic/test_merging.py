"""Two records of one person: read as one, nothing rewritten, and separated again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import CalciTrackError, Conflict, InvalidInput, NotFound
from calcitrack.domain.figures.report import report
from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.patient import Allergies
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import AddendumKind, AllergyStatus, Answer, BackgroundFact, EventKind, OrderKind
from calcitrack.domain.waiting import Waiting
from calcitrack.domain.worklist import WorklistFilter
from calcitrack.exchange.record_writer import to_json
from tests.builders import DAY, a_lesion, a_patient, a_trial, an_assessment
from tests.db import sql
from tests.db.signed_vault import SignedVault, sign_a_visit
from tests.vaults import TODAY, vault_of

WHY = "same person, two record numbers"
DERIVED = ("visit_total", "patient_total", "lesion_total", "visit_change", "audit")


@pytest.fixture
def vault(clinic: Clinic) -> SignedVault:
    """Two patients with a row in every table, all visits signed."""
    found = sign_a_visit(clinic)
    for patient, draft in ((found.patient, found.draft), (found.other_patient, found.other_draft)):
        version = next(v.version for v in clinic.patients.reload(patient).visits if v.id == draft)
        clinic.visits.sign(patient, draft, version)
    return found


def merge(vault: SignedVault) -> None:
    merging = vault.clinic.merging
    seen = merging.compare(vault.patient, vault.other_patient).seen
    merging.merge(vault.patient, vault.other_patient, seen, WHY)


def separate(vault: SignedVault) -> None:
    merging = vault.clinic.merging
    seen = merging.joint(vault.patient, vault.other_patient).seen
    merging.separate(vault.patient, vault.other_patient, seen, WHY)


def content(vault: SignedVault) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the record, without what is derived, the audit, and the counts of changes."""
    found = sql.dump(vault.connection)
    rows = sql.rows(vault.connection, "SELECT * FROM patient ORDER BY id")
    return {
        **{table: rows for table, rows in found.items() if table not in DERIVED},
        "patient": [tuple(v for name, v in row.items() if name != "version") for row in rows],
    }


def test_a_merge_writes_nothing_but_its_pointer_and_separating_takes_it_back(vault: SignedVault) -> None:
    before = content(vault)
    merge(vault)
    merged = content(vault)
    assert {table for table in before if before[table] != merged[table]} == {"patient"}
    separate(vault)
    assert content(vault) == before
    assert not vault.clinic.verification.verify().flaws


def test_all_of_both_records_is_read_as_one_with_the_others_lesions_under_a_letter(vault: SignedVault) -> None:
    clinic = vault.clinic
    mine, theirs = (clinic.patients.reload(n) for n in (vault.patient, vault.other_patient))
    merge(vault)
    both = clinic.patients.reload(vault.patient)
    assert [str(lesion.number) for lesion in both.lesions] == ["1", "B-1"]
    for part in ("visits", "trials", "events", "orders", "judgements"):
        together = sorted((*getattr(mine, part), *getattr(theirs, part)), key=lambda one: one.id)
        assert list(getattr(both, part)) == together, part
    assert [(one.patient.mrn, one.letter) for one in both.merged] == [("2", "B")]
    assert not clinic.verification.verify().flaws


def test_an_allergy_that_only_the_other_record_knows_is_the_patients(vault: SignedVault) -> None:
    clinic = vault.clinic
    other = clinic.patients.reload(vault.other_patient).patient
    clinic.patients.change(replace(other, allergies=Allergies(AllergyStatus.KNOWN, ("penicillin",))))
    merge(vault)
    assert clinic.patients.reload(vault.patient).patient.allergies.items == ("penicillin",)


def test_a_change_of_the_one_chart_leaves_nothing_of_the_other_record_behind(vault: SignedVault) -> None:
    clinic = vault.clinic
    other = clinic.patients.reload(vault.other_patient).patient
    penicillin = Allergies(AllergyStatus.KNOWN, ("penicillin",))
    clinic.patients.change(replace(other, allergies=penicillin, background={BackgroundFact.SMOKING: Answer.YES}))
    before = clinic.patients.reload(vault.patient).patient
    merge(vault)
    shown = clinic.patients.reload(vault.patient).patient
    assert shown.allergies.items[-1:] == ("penicillin",)
    clinic.patients.change(replace(shown, given_name="Grace"))
    separate(vault)
    alone = clinic.patients.reload(vault.patient).patient
    assert alone == replace(before, given_name="Grace", version=alone.version)


def test_a_visit_goes_on_with_the_lesions_of_both(vault: SignedVault) -> None:
    clinic = vault.clinic
    merge(vault)
    clinic.clock.go_on(days=30)  # type: ignore[attr-defined]
    visit = clinic.visits.start(vault.patient, clinic.clock.today()).value
    found = [an_assessment(vault.lesion), an_assessment(vault.other_lesion)]
    version = clinic.visits.record(vault.patient, visit, 1, found).value
    clinic.visits.sign(vault.patient, visit, version)
    joined = clinic.lesions.add_event(vault.patient, LesionEvent(vault.other_lesion, DAY, EventKind.EXTRUDED)).value
    trial = clinic.trials.add(vault.patient, a_trial(targets=(vault.lesion, vault.other_lesion))).value
    record = clinic.patients.reload(vault.patient)
    assert {a.lesion_id for a in record.visits[-1].assessments} == {vault.lesion, vault.other_lesion}
    assert joined in [event.id for event in record.events]
    assert trial in [one.id for one in record.trials]
    assert not clinic.verification.verify().flaws


def test_what_names_lesions_of_both_keeps_the_records_together(vault: SignedVault) -> None:
    merge(vault)
    clinic = vault.clinic
    clinic.clock.go_on(days=30)  # type: ignore[attr-defined]
    draft = clinic.visits.start(vault.patient, clinic.clock.today()).value
    version = clinic.visits.record(vault.patient, draft, 1, [an_assessment(vault.other_lesion)]).value
    with pytest.raises(CalciTrackError, match="torn apart: the unsigned draft of 2026-12-22: discard it first"):
        separate(vault)
    clinic.visits.discard(vault.patient, draft, version)
    separate(vault)
    merge(vault)
    clinic.trials.add(vault.patient, a_trial(targets=(vault.other_lesion,)))
    with pytest.raises(CalciTrackError, match=r"stay merged.*the therapy that was begun on .*Nothing was changed"):
        separate(vault)


def test_what_is_changed_of_the_other_record_stays_under_its_own_patient(vault: SignedVault) -> None:
    """Its visit is amended, its order closed, its lesion set, its trial stopped: from the one chart."""
    clinic = vault.clinic
    merge(vault)
    record = clinic.patients.reload(vault.patient)
    visit = next(v for v in record.visits if v.id == vault.other_draft)
    clinic.visits.amend(vault.patient, visit.id, AddendumKind.CORRECTION, "typing error", "",
                        [an_assessment(vault.other_lesion)], seen=0)  # fmt: skip
    clinic.visits.close_order(vault.patient, replace(visit.orders[0], closed_on=TODAY, result="nothing grew"))
    clinic.visits.order(vault.patient, Order(OrderKind.SWAB, DAY, visit_id=visit.id))
    lesion = record.lesion(vault.other_lesion)
    clinic.lesions.set(
        vault.patient, lesion.id, replace(lesion.setting, index=True, set_on=TODAY, reason="seen best"), 1
    )
    trial = next(one for one in record.trials if one.id == vault.other_trial)
    clinic.trials.change(vault.patient, replace(trial, stop=TODAY, stop_reason="done"))
    assert not clinic.verification.verify().flaws
    separate(vault)
    other = clinic.patients.reload(vault.other_patient)
    assert other.lesion(vault.other_lesion).index
    assert other.trials[0].stop == TODAY
    assert len(other.visits[0].addenda) == 1
    assert len(other.visits[0].orders) == 2
    assert not clinic.verification.verify().flaws


def test_lists_and_search_show_the_one_and_find_the_old_number(vault: SignedVault) -> None:
    clinic = vault.clinic
    merge(vault)
    assert clinic.lists.ids(WorklistFilter.EVERYONE) == [vault.patient]
    assert clinic.patients.all_ids() == (vault.patient,)
    assert clinic.patients.by_mrn("2") == vault.patient
    assert clinic.patients.open(vault.other_patient) == clinic.patients.reload(vault.patient)
    (hit,) = clinic.patients.find("Other").hits
    assert (hit.patient_id, hit.mrn, hit.found_as) == (vault.patient, "1", "Other, Ada, 2")
    assert clinic.patients.find("Testperson").hits[0].found_as == ""
    assert clinic.patients.is_taken("2")
    (row,) = clinic.lists.rows([vault.patient])
    waiting = clinic.lists.waiting_rows(Waiting.ORDERS, clinic.lists.waiting_ids(Waiting.ORDERS))
    assert {one.patient_id for one in waiting} == {vault.patient}
    assert row.awaiting == len(waiting) == 3
    assert len(row.therapies) == 2
    assert {one.patient_id for one in clinic.lists.recent()} <= {vault.patient}


@pytest.mark.parametrize("chosen", [WorklistFilter.AWAITING, WorklistFilter.ON_TRIAL])
def test_what_waits_or_runs_in_the_other_record_alone_is_on_the_worklist(
    vault: SignedVault, chosen: WorklistFilter
) -> None:
    clinic = vault.clinic
    plain = clinic.patients.add(a_patient("3", family_name="Third")).value
    merging = clinic.merging
    merging.merge(plain, vault.other_patient, merging.compare(plain, vault.other_patient).seen, WHY)
    assert plain in clinic.lists.ids(chosen)


def test_a_merged_patient_gets_nothing_new(vault: SignedVault) -> None:
    clinic = vault.clinic
    merge(vault)
    for add in (
        lambda: clinic.visits.start(vault.other_patient, TODAY),
        lambda: clinic.lesions.add(vault.other_patient, a_lesion()),
        lambda: clinic.trials.add(vault.other_patient, a_trial()),
        lambda: clinic.visits.order(vault.other_patient, Order(OrderKind.SWAB, DAY)),
    ):
        with pytest.raises(NotFound, match="was merged into that of Testperson, Ada, 1"):
            add()


def test_figures_and_export_name_the_others_lesions(vault: SignedVault) -> None:
    clinic = vault.clinic
    merge(vault)
    record = clinic.patients.reload(vault.patient)
    named = report([record], clinic.settings.rules())["patients"]["1"]["visits"]
    assert any("B-1" in visit["areas_mm2"] for visit in named)
    (exported,) = to_json("clinic", synthetic=True, records=[record])["patients"]
    assert [lesion["number"] for lesion in exported["lesions"]] == [1, 2]


def test_one_history_tells_of_both_and_the_record_can_be_seen_as_it_was(vault: SignedVault) -> None:
    clinic = vault.clinic
    before = clinic.history.of_patient(vault.patient)[0].id
    merge(vault)
    merged = clinic.patients.reload(vault.patient)
    told = clinic.history.of_patient(vault.patient)
    assert [entry.reason for entry in told[:2]] == [WHY, WHY]
    assert clinic.history.as_it_was(vault.patient, told[0].id) == merged
    then = clinic.history.as_it_was(vault.patient, before)
    assert [str(lesion.number) for lesion in then.lesions] == ["1"]


def test_a_letter_is_never_given_again(vault: SignedVault) -> None:
    merge(vault)
    separate(vault)
    assert vault.clinic.merging.compare(vault.patient, vault.other_patient).letter == "C"
    merge(vault)
    assert str(vault.clinic.patients.reload(vault.patient).lesions[1].number) == "C-1"


def test_a_record_with_a_draft_is_not_merged(clinic: Clinic) -> None:
    vault = sign_a_visit(clinic)
    pair = clinic.merging.compare(vault.patient, vault.other_patient)
    assert "Sign or discard it first" in str(pair.obstacle)
    with pytest.raises(CalciTrackError, match="unsigned draft"):
        clinic.merging.merge(vault.patient, vault.other_patient, pair.seen, WHY)


def test_refuses_what_was_not_seen_and_what_has_no_reason(vault: SignedVault) -> None:
    merging = vault.clinic.merging
    seen = merging.compare(vault.patient, vault.other_patient).seen
    with pytest.raises(InvalidInput):
        merging.merge(vault.patient, vault.other_patient, seen, "  ")
    other = vault.clinic.patients.reload(vault.other_patient).patient
    vault.clinic.patients.change(replace(other, medicines="aspirin"))
    with pytest.raises(Conflict):
        merging.merge(vault.patient, vault.other_patient, seen, WHY)
    assert vault.clinic.patients.reload(vault.patient).merged == ()


def test_both_are_shown_before_anything_is_done(vault: SignedVault) -> None:
    pair = vault.clinic.merging.compare(vault.patient, vault.other_patient)
    assert ("mrn", "1", "2") in [(one.field, one.mine, one.theirs) for one in pair.differences]
    assert pair.counts["lesion"] == (1, 1)
    assert pair.counts["visit"] == (2, 1)
    assert pair.obstacle is None


def test_a_proved_backup_is_made_first(vault: SignedVault) -> None:
    merge(vault)
    (backup,) = vault.clinic.backups.listed()
    assert backup.rows["visit"] == vault_of(vault.clinic).connection.execute("SELECT count(*) FROM visit").fetchone()[0]
