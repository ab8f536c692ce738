"""A file that is wrong in any way is refused in a sentence with the place, and nothing of it is in the vault."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import FileRefused, InvalidInput
from calcitrack.exchange.reading import MOST_FAULTS
from tests.exchange.files import changed, faults, refusal, sample
from tests.vaults import SAMPLE

PATIENT = "patients[1]"
LESION = f"{PATIENT}.lesions[0]"
VISIT = f"{PATIENT}.visits[0]"
FOUND = f"{VISIT}.assessments[0]"
READING = f"{FOUND}.measurements[0]"
TRIAL = f"{PATIENT}.trials[0]"
EVENT = "patients[0].events[0]"
LAB = {"name": "CRP", "value": 5, "unit": None, "on": None}


def at(data: Any, path: str) -> tuple[Any, Any]:
    """The container and the key of a path such as patients[1].visits[0].note."""
    keys: list[Any] = []
    for part in path.split("."):
        name, *places = part.replace("]", "").split("[")
        keys += [name, *map(int, places)]
    for key in keys[:-1]:
        data = data[key]
    return data, keys[-1]


def put(path: str, value: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        holder, key = at(data, path)
        holder[key] = value

    return change


def drop(path: str) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        holder, key = at(data, path)
        del holder[key]

    return change


def same_as(path: str, other: str) -> Callable[[Any], None]:
    """The value at the first path is that at the other."""

    def change(data: Any) -> None:
        holder, key = at(data, other)
        put(path, holder[key])(data)

    return change


def all_of(*changes: Callable[[Any], None]) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for one in changes:
            one(data)

    return change


def with_first_visit_closed_early(data: Any) -> None:
    put(f"{VISIT}.swabs", [{"sent_on": "2024-02-02", "resulted_on": "2024-02-01", "result": "none"}])(data)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" ",
        b"{",
        b"not json",
        b"\x00\x00",
        b"\xff\xfe{}",
        codecs.BOM_UTF16_LE + SAMPLE.read_text(encoding="utf-8").encode("utf-16-le"),
        SAMPLE.read_bytes()[:-20],
        SAMPLE.read_bytes() + b"{}",
        b"[" * 100_000,
        b'{"format":' * 100_000,
        b'{"format": "calcitrack-record", "format": "calcitrack-record"}',
        b'{"format": "calcitrack-record", "version": NaN}',
        b'{"format": "calcitrack-record", "version": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda content: content[:12].hex(),
)
def test_what_is_no_json_is_refused(clinic: Clinic, tmp_path: Path, content: bytes) -> None:
    assert isinstance(refusal(clinic, content, tmp_path), FileRefused)


@pytest.mark.parametrize("content", [b"{}", b"[]", b"null", b"1", b'"x"', b'{"format": "fhir"}', b'{"format": 1}'])
def test_another_kind_of_file_is_refused(clinic: Clinic, tmp_path: Path, content: bytes) -> None:
    assert "not a CalciTrack record file" in str(refusal(clinic, content, tmp_path))


@pytest.mark.parametrize("version", [2, 0, True, "1", None, [1], 1.5, "\ud800", 10**400])
def test_another_version_is_refused_by_its_number(clinic: Clinic, tmp_path: Path, version: object) -> None:
    assert "version 1 is read here" in str(refusal(clinic, changed(put("version", version)), tmp_path))


def test_a_file_that_is_a_folder_or_absent_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.json"):
        with pytest.raises(FileRefused, match="cannot be read"):
            clinic.record_files.import_file(path)


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        (drop(f"{VISIT}.note"), f"{VISIT}.note", "missing"),
        (drop("patients"), "file.patients", "missing"),
        (drop(f"{READING}.reader"), f"{READING}.reader", "missing"),
        (put(f"{VISIT}.mood", "good"), f"{VISIT}.mood", "unknown"),
        (put("more", 1), "file.more", "unknown"),
        (put(f"{VISIT}.\ud800", "good"), f"{VISIT}.?", "unknown"),
        (put(f"{PATIENT}.sex", "woman"), f"{PATIENT}.sex", "word"),
        (put(f"{PATIENT}.sex", ["female"]), f"{PATIENT}.sex", "word"),
        (put(f"{PATIENT}.sex", "\ud800"), f"{PATIENT}.sex", "word"),
        (put(f"{PATIENT}.background", {"shoe_size": "yes"}), f"{PATIENT}.background.shoe_size", "word"),
        (put(f"{LESION}.site", "tail"), f"{LESION}.site", "unknown"),
        (put(f"{LESION}.site", "head.scalp.crown.left.back"), f"{LESION}.site", "unknown"),
        (put(f"{LESION}.extent_sites", ["tail"]), f"{LESION}.extent_sites[0]", "unknown"),
        (put(f"{LESION}.side", "midline"), f"{LESION}.side", "side"),
        (put(f"{LESION}.side", "both"), f"{LESION}.side", "word"),
        (put(f"{LESION}.index", None), f"{LESION}.index", "type"),
        (put(f"{LESION}.number", 0), f"{LESION}.number", "number"),
        (put(f"{LESION}.number", 1.0), f"{LESION}.number", "number"),
        (put(f"{LESION}.number", True), f"{LESION}.number", "number"),
        (put(f"{LESION}.first_seen", "1925-01-01"), f"{LESION}.first_seen", "before_birth"),
        (put("synthetic", None), "synthetic", "type"),
        (put("clinic", "Ours"), "clinic", "type"),
        (put("patients", {}), "patients", "type"),
        (put(f"{PATIENT}.mrn", " "), f"{PATIENT}.mrn", "empty"),
        (put(f"{PATIENT}.mrn", 7), f"{PATIENT}.mrn", "type"),
        (put(f"{PATIENT}.family_name", ""), f"{PATIENT}.family_name", "needed"),
        (put(f"{PATIENT}.family_name", "A\x00da"), f"{PATIENT}.family_name", "text"),
        (put(f"{PATIENT}.family_name", "A\ud83dda"), f"{PATIENT}.family_name", "text"),
        (put(f"{PATIENT}.birth_date", "2026-11-23"), f"{PATIENT}.birth_date", "future"),
        (put(f"{PATIENT}.birth_date", "1900"), f"{PATIENT}.birth_date", "too_old"),
        (put(f"{PATIENT}.birth_date", "1968-02-31"), f"{PATIENT}.birth_date", "date"),
        (put(f"{PATIENT}.birth_date", 1968), f"{PATIENT}.birth_date", "date"),
        (put(f"{PATIENT}.allergies", {"status": "none", "items": ["x"]}), f"{PATIENT}.allergies", "contradiction"),
        (same_as("patients[2].mrn", f"{PATIENT}.mrn"), "patients[2].mrn", "twice"),
        (put(f"{VISIT}.visited_on", "1900-01-01"), f"{VISIT}.visited_on", "before_birth"),
        (put(f"{VISIT}.visited_on", "2026-11-23"), f"{VISIT}.visited_on", "future"),
        (put(f"{VISIT}.visited_on", "2026-02-31"), f"{VISIT}.visited_on", "date"),
        (put(f"{VISIT}.visited_on", "2026-11"), f"{VISIT}.visited_on", "date"),
        (put(f"{VISIT}.visited_on", "22.11.2026"), f"{VISIT}.visited_on", "date"),
        (put(f"{VISIT}.visited_on", None), f"{VISIT}.visited_on", "date"),
        (same_as(f"{PATIENT}.visits[1].visited_on", f"{VISIT}.visited_on"), f"{PATIENT}.visits[1].visited_on", "twice"),
        (same_as(f"{PATIENT}.lesions[1].number", f"{LESION}.number"), f"{PATIENT}.lesions[1].number", "twice"),
        (same_as(f"{VISIT}.assessments[1].lesion", f"{FOUND}.lesion"), f"{VISIT}.assessments[1].lesion", "twice"),
        (put(f"{FOUND}.lesion", 99), f"{FOUND}.lesion", "unknown"),
        (put(f"{FOUND}.pain", 11), f"{FOUND}.pain", "range"),
        (put(f"{FOUND}.pain", True), f"{FOUND}.pain", "number"),
        (put(f"{FOUND}.count", 0), f"{FOUND}.count", "number"),
        (put(f"{FOUND}.ulcer", "no"), f"{FOUND}.ulcer", "type"),
        (put(f"{FOUND}.ulcer", 0), f"{FOUND}.ulcer", "type"),
        (put(f"{FOUND}.state", "resolved"), f"{FOUND}.resolved_basis", "needed"),
        (put(f"{FOUND}.state", "present, not measurable"), f"{FOUND}.reason", "needed"),
        (put(f"{READING}.length_mm", 0), f"{READING}.length_mm", "length"),
        (put(f"{READING}.length_mm", -3), f"{READING}.length_mm", "length"),
        (put(f"{READING}.length_mm", 600), f"{READING}.length_mm", "length"),
        (put(f"{READING}.length_mm", 500.1), f"{READING}.length_mm", "length"),
        (put(f"{READING}.length_mm", 12.55), f"{READING}.length_mm", "decimals"),
        (put(f"{READING}.length_mm", "12"), f"{READING}.length_mm", "number"),
        (put(f"{READING}.length_mm", True), f"{READING}.length_mm", "number"),
        (put(f"{READING}.length_mm", None), f"{READING}.length_mm", "number"),
        (put(f"{READING}.length_mm", 1e308), f"{READING}.length_mm", "number"),
        (put(f"{READING}.length_mm", 10**400), f"{READING}.length_mm", "number"),
        (put(f"{READING}.width_mm", 0), f"{READING}.width_mm", "length"),
        (put(f"{READING}.thickness_mm", -1), f"{READING}.thickness_mm", "length"),
        (put(f"{READING}.reader", None), f"{READING}.reader", "type"),
        (put(f"{READING}.measured_on", "2026-12-01"), f"{READING}.measured_on", "future"),
        (put(f"{VISIT}.signed_by", None), f"{VISIT}.signed_by", "signature"),
        (put(f"{VISIT}.signed_by", " "), f"{VISIT}.signed_by", "empty"),
        (put(f"{VISIT}.status", "draft"), f"{VISIT}.signed_by", "signature"),
        (all_of(put(f"{VISIT}.status", "draft"), put(f"{VISIT}.signed_by", " ")), f"{VISIT}.signed_by", "signature"),
        (put(f"{VISIT}.labs", [LAB | {"value": True}]), f"{VISIT}.labs[0].value", "number"),
        (put(f"{VISIT}.labs", [LAB | {"name": " "}]), f"{VISIT}.labs[0].name", "empty"),
        (with_first_visit_closed_early, f"{VISIT}.swabs[0].resulted_on", "order"),
        (put(f"{TRIAL}.stop", "1999-01-01"), f"{TRIAL}.stop", "order"),
        (put(f"{TRIAL}.therapy", ""), f"{TRIAL}.therapy", "empty"),
        (put(f"{TRIAL}.target_lesions", [99]), f"{TRIAL}.target_lesions", "unknown"),
        (put(f"{TRIAL}.target_lesions", "some"), f"{TRIAL}.target_lesions", "type"),
        (put(f"{TRIAL}.target_lesions", [1, 1]), f"{TRIAL}.target_lesions", "twice"),
        (put(f"{EVENT}.on", "2026-11-23"), f"{EVENT}.on", "future"),
        (put(f"{EVENT}.on", "1901-01-01"), f"{EVENT}.on", "before_birth"),
        (put(f"{EVENT}.lesion", 99), EVENT, "unknown"),
        (put(f"{EVENT}.to", [99]), EVENT, "unknown"),
        (put(f"{EVENT}.kind", "vanished"), f"{EVENT}.kind", "word"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_with_its_place(
    clinic: Clinic, tmp_path: Path, change: Callable[[Any], None], path: str, code: str
) -> None:
    found = faults(clinic, changed(change), tmp_path)
    assert found.get(path) == code, found


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity"])
def test_a_number_that_json_does_not_know_is_refused(clinic: Clinic, tmp_path: Path, number: bytes) -> None:
    content = changed(put(f"{READING}.length_mm", "HERE")).replace(b'"HERE"', number)
    assert isinstance(refusal(clinic, content, tmp_path), FileRefused)


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"1" + b"0" * 4000])
def test_a_number_too_large_is_refused_with_its_place(clinic: Clinic, tmp_path: Path, number: bytes) -> None:
    content = changed(put(f"{READING}.length_mm", "HERE")).replace(b'"HERE"', number)
    assert faults(clinic, content, tmp_path) == {f"{READING}.length_mm": "number"}


def test_a_key_that_stands_twice_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    content = SAMPLE.read_bytes().replace(b'"note":', b'"note": "first", "note":', 1)
    assert isinstance(refusal(clinic, content, tmp_path), FileRefused)


def test_every_fault_of_a_file_is_told_at_once(clinic: Clinic, tmp_path: Path) -> None:
    change = all_of(put(f"{READING}.length_mm", 600), put(f"{LESION}.site", "tail"), put(f"{FOUND}.pain", 11))
    assert set(faults(clinic, changed(change), tmp_path)) == {
        f"{READING}.length_mm",
        f"{LESION}.site",
        f"{FOUND}.pain",
    }


@pytest.mark.parametrize("value", ["x", 600])
def test_no_more_faults_are_told_than_anybody_reads(clinic: Clinic, tmp_path: Path, value: object) -> None:
    def spoil(data: Any) -> None:
        for patient in data["patients"]:
            for visit in patient["visits"]:
                for found in visit["assessments"]:
                    for reading in found["measurements"]:
                        reading["length_mm"] = value

    refused = refusal(clinic, changed(spoil), tmp_path)
    assert isinstance(refused, InvalidInput)
    assert len(refused.faults) == MOST_FAULTS


def test_each_object_of_a_list_must_be_one(clinic: Clinic, tmp_path: Path) -> None:
    for name in ("lesions", "visits", "trials", "events", "diagnoses", "antibodies"):
        for value in (None, 1, "x", [], True):
            found = faults(clinic, changed(put(f"{PATIENT}.{name}", [value])), tmp_path)
            assert found[f"{PATIENT}.{name}[0]"] == "type"


def test_a_file_without_patients_adds_nobody(clinic: Clinic, tmp_path: Path) -> None:
    path = tmp_path / "empty.json"
    path.write_text(json.dumps({**sample(), "patients": []}))
    assert clinic.record_files.import_file(path).value == 0
    assert clinic.patients.all_ids() == ()
