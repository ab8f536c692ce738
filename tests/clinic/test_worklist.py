"""The worklist, held against what plain Python says of the same records; and what a signature stores for it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calcitrack.clinic.session import Clinic
from calcitrack.clinic.totals import SPARK_DAYS
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.folding import fold
from calcitrack.domain.patient import Diagnosis
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import DoseStep, Trial
from calcitrack.domain.visit import Order, Visit
from calcitrack.domain.vocabulary import (
    AntibodyResult,
    Discharge,
    Disease,
    Infection,
    OrderKind,
    PatientStatus,
    VisitStatus,
)
from calcitrack.domain.worklist import Attention, WorklistFilter, WorklistRow
from tests.builders import a_lesion, a_patient, a_visit, an_assessment
from tests.domain.figures import strategies as figures_of
from tests.domain.figures.stories import day
from tests.vaults import TODAY, FixedClock, Template, opened

SORTS = ("name", "mrn", "birth", "lesions", "change", "last", "due")
LATE = day(200)
"""The last day on which the random records have a visit."""


@st.composite
def told_visits(draw: st.DrawFn, visit: Visit) -> Visit:
    """The visit with findings that want a look, an interval, orders; sometimes still a draft."""
    findings = {
        "infection": st.none() | st.sampled_from(Infection),
        "discharge": st.none() | st.sampled_from(Discharge),
        "ulcer": st.none() | st.booleans(),
        "nerve_compression": st.none() | st.booleans(),
    }
    found = tuple(
        replace(a, **{name: draw(values) for name, values in findings.items()}) if draw(st.booleans()) else a
        for a in visit.assessments
    )
    is_draft = draw(st.sampled_from([False, False, False, True]))
    closed = draw(st.none() | st.just(visit.visited_on))
    return replace(
        visit,
        assessments=found,
        status=VisitStatus.DRAFT if is_draft else VisitStatus.SIGNED,
        signed_by=None if is_draft else "Dr T. Signer",
        follow_up_weeks=draw(st.none() | st.integers(1, 30)),
        orders=tuple(draw(st.lists(st.just(Order(OrderKind.SWAB, None, closed_on=closed)), max_size=1))),
    )


@st.composite
def told_records(draw: st.DrawFn, number: int) -> PatientRecord:
    record = draw(figures_of.records())
    patient = a_patient(
        f"{draw(st.sampled_from(['A', 'b', '9']))}-{number}",
        family_name=draw(st.sampled_from(["Young", "Đặng", "Zeta", "O'Neill", "ørsted"])),
        given_name=draw(st.sampled_from(["", "Ada", "Bo"])),
        status=draw(st.sampled_from([PatientStatus.ACTIVE] * 3 + list(PatientStatus))),
        diagnoses=tuple(Diagnosis(d) for d in draw(st.lists(st.sampled_from(Disease), max_size=2))),
    )
    orders = draw(st.lists(st.just(Order(OrderKind.FILM, None)), max_size=2))
    visits = tuple(draw(told_visits(visit)) for visit in record.visits)
    steps = (DoseStep(day(20), "240 mg/d"),)
    trials = tuple(replace(t, steps=steps) if t.stop is None else t for t in record.trials)
    return replace(record, patient=patient, visits=visits, trials=trials, orders=tuple(orders))


@st.composite
def clinics(draw: st.DrawFn) -> list[PatientRecord]:
    return [draw(told_records(number)) for number in range(draw(st.integers(1, 6)))]


def due_on(visit: Visit | None) -> date | None:
    weeks = visit.follow_up_weeks if visit else None
    return visit.visited_on + timedelta(weeks=weeks) if visit and weeks else None


def running(record: PatientRecord, today: date) -> list[Trial]:
    return [t for t in record.trials if not t.is_procedure and t.start <= today and (t.stop is None or t.stop >= today)]


def open_orders(record: PatientRecord) -> int:
    return sum(o.closed_on is None for o in (*record.orders, *(o for v in record.visits for o in v.orders)))


def attention(visit: Visit | None, figures: RecordFigures) -> tuple[Attention, ...]:
    if visit is None:
        return ()
    found = visit.assessments
    change = figures.visits[-1].change
    infected = any(a.infection not in (None, Infection.NONE) or a.discharge is Discharge.PUS for a in found)
    told = {
        Attention.INFECTION: infected,
        Attention.DISCHARGE: any(a.discharge not in (None, Discharge.NONE) for a in found),
        Attention.ULCER: any(a.ulcer for a in found),
        Attention.NERVE_COMPRESSION: any(a.nerve_compression for a in found),
        Attention.PROGRESSING: bool(change and change.percent is not None and change.percent > 25),
    }
    return tuple(word for word, holds in told.items() if holds)


def expected_row(record: PatientRecord, today: date) -> WorklistRow:
    """The row without its small line, which has a test of its own."""
    figures = record_figures(record, RuleSettings())
    patient = record.patient
    last = record.counted_visits[-1] if record.counted_visits else None
    change = figures.visits[-1].change if last else None
    drafts = [visit.visited_on for visit in record.visits if not visit.is_signed]
    return WorklistRow(
        patient_id=patient.id,
        name=patient.name,
        mrn=patient.mrn,
        birth_date=patient.birth_date,
        sex=patient.sex,
        status=patient.status,
        diseases=tuple(d.disease for d in patient.diagnoses),
        antibodies=tuple(a.name for a in patient.antibodies if a.result is AntibodyResult.POSITIVE),
        open_lesions=figures.visits[-1].open if last else None,
        change_percent=change.percent if change else None,
        compared=len(change.compared) if change else 0,
        therapies=tuple(therapy(trial, today) for trial in running(record, today)),
        attention=attention(last, figures),
        last_visit_on=last.visited_on if last else None,
        next_due_on=due_on(last),
        draft_on=min(drafts, default=None),
        awaiting=open_orders(record),
    )


def therapy(trial: Trial, today: date) -> str:
    taken = [step.dose for step in trial.steps if step.on <= today]
    dose = taken[-1] if taken else trial.dose
    return f"{trial.therapy} {dose} · wk {(today - trial.start).days // 7}"


def shows(record: PatientRecord, row: WorklistRow, today: date) -> dict[WorklistFilter, bool]:
    active = record.patient.status is PatientStatus.ACTIVE
    return {
        WorklistFilter.EVERYONE: True,
        WorklistFilter.TODAY: (active and row.next_due_on == today)
        or row.last_visit_on == today
        or any(visit.visited_on == today and not visit.is_signed for visit in record.visits),
        WorklistFilter.OVERDUE: active and row.next_due_on is not None and row.next_due_on < today,
        WorklistFilter.PROGRESSING: active and Attention.PROGRESSING in row.attention,
        WorklistFilter.INFECTION: active and Attention.INFECTION in row.attention,
        WorklistFilter.ON_TRIAL: active and bool(running(record, today)),
        WorklistFilter.AWAITING: row.awaiting > 0,
        WorklistFilter.DRAFTS: row.draft_on is not None,
    }


def sort_value(row: WorklistRow, record: PatientRecord, sort: str) -> Any:
    patient = record.patient
    return {
        "name": f"{fold(patient.family_name)}, {fold(patient.given_name)}",
        "mrn": patient.mrn,
        "birth": patient.birth_date.text,
        "lesions": row.open_lesions,
        "change": row.change_percent,
        "last": row.last_visit_on,
        "due": row.next_due_on,
    }[sort]


def in_order(ids: Iterable[int], value: Callable[[int], Any], *, descending: bool) -> list[int]:
    """By value, then in the order entered; those without a value last in either direction."""
    known = [i for i in ids if value(i) is not None]
    known.sort()
    known.sort(key=value, reverse=descending)
    return known + sorted(set(ids) - set(known))


@settings(max_examples=15)
@given(records=clinics(), late=st.integers(-60, 400))
def test_rows_filters_and_sorts_are_those_of_plain_python(
    vault_template: Template, records: list[PatientRecord], late: int
) -> None:
    clock = FixedClock()
    with tempfile.TemporaryDirectory() as folder, opened(vault_template.copy_to(Path(folder) / "v"), clock) as clinic:
        clinic.record_files.add_records(records)
        clock.go_on(days=(LATE - TODAY).days + late)
        today = clock.today()
        ids = list(clinic.patients.all_ids())
        stored = {i: clinic.patients.reload(i) for i in ids}
        rows = {i: expected_row(stored[i], today) for i in ids}
        assert {row.patient_id: replace(row, spark=()) for row in clinic.lists.rows(ids)} == rows
        for chosen in WorklistFilter:
            shown = [i for i in ids if shows(stored[i], rows[i], today)[chosen]]
            assert clinic.lists.counts()[chosen] == len(shown)
            for sort in SORTS:
                for descending in (False, True):
                    found = clinic.lists.ids(chosen, sort, descending=descending)
                    value = {i: sort_value(rows[i], stored[i], sort) for i in ids}.__getitem__
                    assert found == in_order(shown, value, descending=descending), (chosen, sort, descending)


@settings(max_examples=15)
@given(record=told_records(1))
def test_the_small_line_sums_one_set_of_lesions_and_breaks_elsewhere(
    vault_template: Template, record: PatientRecord
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(vault_template.copy_to(Path(folder) / "v")) as clinic:
        clinic.record_files.add_records([record])
        stored = clinic.patients.reload(1)
        spark = clinic.lists.rows([1])[0].spark
    areas = {f.visited_on.toordinal(): f.areas_mm2 for f in record_figures(stored, RuleSettings()).visits}
    measured = [at for at in areas.values() if at]
    if not spark:
        assert not measured or not set.intersection(*(set(at) for at in measured[-2:]))
        return
    chosen = set.intersection(*(set(at) for at in measured[-2:]))
    assert chosen
    for on, area in spark:
        assert area == (pytest.approx(sum(areas[on][i] for i in chosen)) if chosen <= set(areas[on]) else None)
    last = max(areas)
    assert [on for on, _ in spark] == sorted(on for on in areas if on >= last - SPARK_DAYS)


def test_a_draft_changes_nothing_on_the_worklist_until_it_is_signed(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    visit = clinic.visits.start(patient, TODAY).value
    found = an_assessment(lesion, infection=Infection.MODERATE)
    version = clinic.visits.record(patient, visit, 1, [found]).value
    before = clinic.lists.rows([patient])[0]
    assert (before.open_lesions, before.attention, before.draft_on) == (None, (), TODAY)
    clinic.visits.sign(patient, visit, version)
    after = clinic.lists.rows([patient])[0]
    assert (after.open_lesions, after.attention, after.draft_on) == (1, (Attention.INFECTION,), None)


def test_rows_come_in_the_order_asked_for_and_the_unknown_are_left_out(clinic: Clinic) -> None:
    first, second = (clinic.patients.add(a_patient(mrn)).value for mrn in ("1", "2"))
    assert [row.patient_id for row in clinic.lists.rows([second, 4711, first])] == [second, first]
    assert clinic.lists.rows([]) == ()


def test_a_visit_on_the_due_day_is_not_overdue(clinic: Clinic, fixed_clock: FixedClock) -> None:
    visit = replace(a_visit(TODAY - timedelta(weeks=4)), follow_up_weeks=4)
    clinic.record_files.add_records([PatientRecord(a_patient(), visits=(visit,))])
    assert clinic.lists.counts()[WorklistFilter.OVERDUE] == 0
    fixed_clock.go_on(days=1)
    assert clinic.lists.counts()[WorklistFilter.OVERDUE] == 1


RECALLING = (WorklistFilter.OVERDUE, WorklistFilter.ON_TRIAL, WorklistFilter.TODAY)


@pytest.mark.parametrize("status", [s for s in PatientStatus if s is not PatientStatus.ACTIVE])
def test_the_dead_the_discharged_and_the_transferred_are_not_recalled(clinic: Clinic, status: PatientStatus) -> None:
    patient = clinic.patients.add(a_patient("1")).value
    visit = clinic.visits.start(patient, TODAY - timedelta(weeks=8)).value
    draft = next(v for v in clinic.patients.reload(patient).visits if v.id == visit)
    version = clinic.visits.change(patient, replace(draft, follow_up_weeks=4), draft.version).value
    clinic.visits.sign(patient, visit, version)
    clinic.trials.add(patient, Trial("diltiazem", TODAY - timedelta(weeks=8)))
    assert clinic.lists.ids(WorklistFilter.OVERDUE) == clinic.lists.ids(WorklistFilter.ON_TRIAL) == [patient]
    clinic.patients.change(replace(clinic.patients.reload(patient).patient, status=status, status_on=None))
    assert [clinic.lists.ids(chosen) for chosen in RECALLING] == [[], [], []]
    assert [clinic.lists.counts()[chosen] for chosen in RECALLING] == [0, 0, 0]
    assert clinic.lists.ids(WorklistFilter.EVERYONE) == [patient]
    assert clinic.lists.rows([patient])[0].status is status
