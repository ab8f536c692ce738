"""Record files as a test changes them, and what the vault says of them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import CalciTrackError, InvalidInput
from tests.db import sql
from tests.vaults import SAMPLE, vault_of

Json = Any


@cache
def _sample_text() -> str:
    return SAMPLE.read_text(encoding="utf-8")


def sample() -> Json:
    """The sample clinic, to be changed at will."""
    return json.loads(_sample_text())


def changed(change: Callable[[Json], object]) -> bytes:
    """The sample clinic after a change to its data."""
    data = copy.deepcopy(sample())
    change(data)
    return json.dumps(data).encode()


def refusal(clinic: Clinic, content: bytes, folder: Path) -> CalciTrackError:
    """The refusal of a file, of which nothing is in the vault."""
    before = sql.dump(vault_of(clinic).connection)
    path = folder / "refused.json"
    path.write_bytes(content)
    with pytest.raises(CalciTrackError) as caught:
        clinic.record_files.import_file(path)
    assert sql.dump(vault_of(clinic).connection) == before, "a refused file left something in the vault"
    assert str(caught.value).encode(), "the sentence can be printed"
    return caught.value


def faults(clinic: Clinic, content: bytes, folder: Path) -> dict[str, str]:
    """The codes of a refused file's faults by their paths."""
    refused = refusal(clinic, content, folder)
    assert isinstance(refused, InvalidInput), refused
    assert all(str(fault.message).encode() and fault.field.encode() for fault in refused.faults)
    return {fault.field: fault.code for fault in refused.faults}


def imported(clinic: Clinic, content: bytes, folder: Path) -> int:
    path = folder / "taken.json"
    path.write_bytes(content)
    return clinic.record_files.import_file(path).value


def exported(clinic: Clinic, folder: Path) -> Json:
    path = folder / "exported.json"
    clinic.record_files.export_file(path)
    return json.loads(path.read_text(encoding="utf-8"))
