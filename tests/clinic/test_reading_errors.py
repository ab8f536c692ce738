"""The clinic's own reading error, from its vault into its rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import Conflict
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.reading_error import ReadingError, reading_errors, repeats_of
from calcitrack.domain.figures.report import report
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.vocabulary import Method, ResponseWord
from tests.builders import DAY, a_patient, a_reading, a_record, a_trial, a_visit, an_assessment
from tests.domain.figures.stories import START, visit

LESIONS = range(1, 13)


def nobody_asks(_done: int, _of: int) -> None:
    """What a work is told to report to where nobody wants to know."""


def read_twice(*, signed: bool = True, mrn: str = "900-0001") -> PatientRecord:
    """Twelve lesions, each read twice by ruler, one millimetre apart in length."""
    found = [an_assessment(n, readings=(a_reading(100 + n, 80, DAY), a_reading(110 + n, 80, DAY))) for n in LESIONS]
    return a_record(a_visit(DAY, *found, signed=signed, author="Nurse"), patient=a_patient(mrn))


def worked_out(clinic: Clinic) -> tuple[ReadingError, ...]:
    return clinic.reading_errors.work_out(nobody_asks)


def test_works_out_of_the_vault_what_the_record_says(clinic: Clinic) -> None:
    clinic.record_files.add_records([read_twice()])
    assert worked_out(clinic) == reading_errors(repeats_of(read_twice()))
    assert worked_out(clinic)[0].total_mm == pytest.approx(1.96)


def test_repeats_of_a_draft_are_not_counted(clinic: Clinic) -> None:
    clinic.record_files.add_records([read_twice(signed=False)])
    assert worked_out(clinic) == ()


def test_readings_on_two_days_or_by_two_methods_are_no_repeats() -> None:
    apart = (a_reading(100, 80, DAY), a_reading(100, 80, START), a_reading(100, 80, DAY, method=Method.CT))
    assert list(repeats_of(a_record(a_visit(DAY, an_assessment(readings=apart))))) == []


def test_the_work_can_be_stopped(clinic: Clinic) -> None:
    clinic.record_files.add_records([read_twice()])

    def stop(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        clinic.reading_errors.work_out(stop)


def test_what_was_worked_out_is_kept_and_changes_no_rule_until_the_clinic_says_so(clinic: Clinic) -> None:
    clinic.record_files.add_records([read_twice()])
    clinic.reading_errors.keep(worked_out(clinic), in_use=False, seen=clinic.reading_errors.known())
    known = clinic.reading_errors.known()
    assert known.errors == worked_out(clinic)
    assert known.worked_out_on == clinic.clock.today()
    assert clinic.settings.rules() == RuleSettings()
    clinic.reading_errors.keep(known.errors, in_use=True, seen=known)
    assert clinic.settings.rules().error_mm(Method.RULER) == pytest.approx(1.96)
    assert clinic.settings.rules().error_mm(Method.CT) == 2.0


def test_thresholds_saved_afterwards_leave_it_in_force(clinic: Clinic) -> None:
    clinic.record_files.add_records([read_twice()])
    clinic.reading_errors.keep(worked_out(clinic), in_use=True, seen=clinic.reading_errors.known())
    seen = clinic.settings.rules()
    clinic.settings.set_rules(replace(seen, threshold_percent=30), seen)
    assert clinic.settings.rules() == replace(seen, threshold_percent=30)


def test_who_saw_older_numbers_writes_over_none(clinic: Clinic) -> None:
    seen = clinic.reading_errors.known()
    clinic.record_files.add_records([read_twice()])
    clinic.reading_errors.keep(worked_out(clinic), in_use=False, seen=seen)
    with pytest.raises(Conflict):
        clinic.reading_errors.keep((), in_use=False, seen=seen)


@pytest.mark.parametrize(("error", "now"), [(3.0, ResponseWord.NONE), (2.9, ResponseWord.PARTIAL)])
def test_a_response_is_judged_by_the_error_of_the_lesions_own_method(error: float, now: ResponseWord) -> None:
    record = a_record(visit(-10, (60, 50)), visit(30, (40, 40)), trials=(a_trial(start=START),))  # 3.0 mm less
    rules = RuleSettings(own_errors=((Method.RULER, error), (Method.CT, 0.1)))
    assert record_figures(record, rules).trials[0].lesions[1].now is now


def test_a_report_tells_the_clinics_own_error_only_where_it_is_used() -> None:
    assert "own_errors_mm" not in report([], RuleSettings())["settings"]
    used = report([], RuleSettings(own_errors=((Method.RULER, 1.4),)))["settings"]
    assert used["own_errors_mm"] == {"ruler": 1.4}
