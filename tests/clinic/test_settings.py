"""The clinic's settings: every figure follows its thresholds, and nobody writes over what they did not see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.clinic.totals import totals_fit
from calcitrack.domain.errors import Conflict, InvalidInput
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.worklist import Attention, WorklistFilter

SAMPLE = Path(__file__).parents[1] / "data" / "clinic_day.json"


@pytest.fixture
def sample(clinic: Clinic) -> Clinic:
    clinic.record_files.import_file(SAMPLE)
    return clinic


@pytest.mark.parametrize("percent", [1, 2, 25, 100])
def test_the_worklist_follows_another_threshold_as_if_it_were_made_anew(sample: Clinic, percent: int) -> None:
    sample.settings.set_rules(replace(RuleSettings(), threshold_percent=percent), sample.settings.rules())
    connection = sample.patients._context.vault.connection
    assert all(totals_fit(connection, sample.patients.reload(one)) for one in sample.patients.all_ids())
    expected = {
        one
        for one in sample.patients.all_ids()
        if (visits := record_figures(sample.patients.reload(one), sample.settings.rules()).visits)
        and (change := visits[-1].change) is not None
        and change.percent is not None
        and change.percent > percent
    }
    assert set(sample.lists.ids(WorklistFilter.PROGRESSING)) == expected
    rows = sample.lists.rows(sample.patients.all_ids())
    assert {row.patient_id for row in rows if Attention.PROGRESSING in row.attention} == expected


def test_there_and_back_again_changes_nothing(sample: Clinic) -> None:
    before = sample.lists.rows(sample.patients.all_ids())
    sample.settings.set_rules(replace(RuleSettings(), threshold_percent=1), sample.settings.rules())
    assert sample.lists.rows(sample.patients.all_ids()) != before
    sample.settings.set_rules(RuleSettings(), sample.settings.rules())
    assert sample.lists.rows(sample.patients.all_ids()) == before


@pytest.mark.parametrize(
    "wrong",
    [{"threshold_percent": 0}, {"threshold_percent": 101}, {"reading_error_mm": -0.1}, {"baseline_days": 366}],
)
def test_refuses_a_threshold_outside_its_range(clinic: Clinic, wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="RuleSettings"):
        clinic.settings.set_rules(replace(RuleSettings(), **wrong), clinic.settings.rules())
    assert clinic.settings.rules() == RuleSettings()


def test_does_not_write_over_thresholds_that_were_changed_unseen(clinic: Clinic) -> None:
    seen = clinic.settings.rules()
    clinic.settings.set_rules(replace(seen, baseline_days=60), seen)
    with pytest.raises(Conflict):
        clinic.settings.set_rules(replace(seen, baseline_days=30), seen)
    assert clinic.settings.rules().baseline_days == 60


def test_renames_the_clinic_and_refuses_no_name(clinic: Clinic) -> None:
    clinic.settings.set_clinic_name("  Northside   Rheumatology ", clinic.name)
    assert clinic.name == "Northside Rheumatology"
    with pytest.raises(InvalidInput):
        clinic.settings.set_clinic_name("  ", clinic.name)
    assert clinic.name == "Northside Rheumatology"
