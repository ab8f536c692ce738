"""What goes into the vault comes out of it, field by field and in the same order."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from calcitrack.clinic.session import Clinic
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Order, Visit
from tests.builders import clinic_day
from tests.db.strategies import records
from tests.vaults import Template, opened


@contextlib.contextmanager
def a_vault(template: Template) -> Iterator[Clinic]:
    with tempfile.TemporaryDirectory() as folder, opened(template.copy_to(Path(folder) / "vault")) as clinic:
        yield clinic


def as_given(stored: PatientRecord, given_visits: tuple[Visit, ...]) -> PatientRecord:
    """A stored record with the ids that it was given under, and without what the vault adds."""
    numbers = {lesion.id: lesion.number for lesion in stored.lesions}
    places = {visit.id: told.id for visit, told in zip(stored.visits, given_visits, strict=True)}
    lesions = (
        replace(
            lesion,
            id=lesion.number,
            uuid="",
            settings=tuple(replace(setting, set_at=None, set_by="") for setting in lesion.settings),
        )
        for lesion in stored.lesions
    )
    trials = (
        replace(t, id=0, uuid="", version=0, targets=t.targets and tuple(numbers[target] for target in t.targets))
        for t in stored.trials
    )
    return replace(
        stored,
        patient=replace(stored.patient, id=0, uuid="", version=0),
        lesions=tuple(lesions),
        visits=tuple(_visit(visit, numbers, places) for visit in stored.visits),
        trials=tuple(trials),
        events=tuple(
            replace(
                event,
                id=0,
                uuid="",
                lesion_id=numbers[event.lesion_id],
                to=tuple(numbers[to] for to in event.to),
                visit_id=event.visit_id and places[event.visit_id],
            )
            for event in stored.events
        ),
        orders=tuple(_order(order, places) for order in stored.orders),
    )


def _visit(visit: Visit, numbers: Mapping[int, int], places: Mapping[int, int]) -> Visit:
    added = {"entered_at": None, "author": "", "imported_by": None, "uuid": "", "version": 0, "content_hash": ""}
    return replace(
        visit,
        id=places[visit.id],
        assessments=tuple(replace(a, lesion_id=numbers[a.lesion_id]) for a in visit.assessments),
        orders=tuple(_order(order, places) for order in visit.orders),
        **added,
    )


def _order(order: Order, places: Mapping[int, int]) -> Order:
    return replace(order, id=0, version=0, visit_id=order.visit_id and places[order.visit_id])


@given(told=records())
def test_any_record_comes_out_as_it_went_in(vault_template: Template, told: PatientRecord) -> None:
    with a_vault(vault_template) as clinic:
        clinic.record_files.add_records([told])
        stored = clinic.patients.reload(clinic.patients.all_ids()[0])
    assert as_given(stored, told.visits) == told


@settings(max_examples=20)
@given(first=records(), second=records())
def test_any_export_is_the_same_after_an_import(
    vault_template: Template, first: PatientRecord, second: PatientRecord
) -> None:
    assume(first.patient.mrn != second.patient.mrn)
    with tempfile.TemporaryDirectory() as folder:
        source, copy = Path(folder) / "source.json", Path(folder) / "copy.json"
        with a_vault(vault_template) as clinic:
            clinic.record_files.add_records([first, second])
            clinic.record_files.export_file(source)
        with a_vault(vault_template) as clinic:
            clinic.record_files.import_file(source)
            clinic.record_files.export_file(copy)
        assert json.loads(copy.read_bytes()) == json.loads(source.read_bytes())


@pytest.mark.parametrize("place", range(6))
def test_each_patient_of_the_sample_reads_as_the_file_says(vault_template: Template, place: int) -> None:
    told = clinic_day()[place]
    told = replace(told, patient=replace(told.patient, id=0), trials=tuple(replace(t, id=0) for t in told.trials))
    told = replace(told, events=tuple(replace(event, id=0) for event in told.events))
    with a_vault(vault_template) as clinic:
        clinic.record_files.add_records([told])
        stored = clinic.patients.reload(clinic.patients.all_ids()[0])
    assert as_given(stored, told.visits) == told
