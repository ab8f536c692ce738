"""Whatever is done to a file, a sentence comes back and the vault is as it was, or the file was taken whole."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import CalciTrackError
from tests.db import sql
from tests.exchange.files import sample
from tests.vaults import Template, opened, vault_of

ODD = st.sampled_from(
    [None, True, False, 0, -1, 1, 10**400, 1e308, 0.05, 12.55, "", " ", "x", "\x00", "\ud800", "é" * 3, "1968-02-31",
     "2026-11-23", "1899", "all", [], {}, [[]], {"x": 1}, [None], "measured", "draft", "signed", 2**63, -(2**63) - 1]
)  # fmt: skip
"""Values that a careless program or an attacker would write."""


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a value in the data."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield (*path, key)
        yield from places(value, (*path, key))


def small_sample() -> Any:
    """One patient with two visits: small enough that each change hits something."""
    data = sample()
    data["patients"] = data["patients"][:1]
    data["patients"][0]["visits"] = data["patients"][0]["visits"][:2]
    return data


PLACES = list(places(small_sample()))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """The sample with some values replaced, removed or doubled."""
    data = small_sample()
    for path in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3)):
        holder = data
        try:
            for key in path[:-1]:
                holder = holder[key]
            match draw(st.sampled_from(["put", "put", "put", "drop", "double"])):
                case "put":
                    holder[path[-1]] = draw(ODD)
                case "drop":
                    del holder[path[-1]]
                case "double":
                    holder[path[-1]] = [holder[path[-1]]] * 2
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    return json.dumps(data).encode()


@st.composite
def scrambled(draw: st.DrawFn) -> bytes:
    """The sample's bytes with some flipped, cut out or put in."""
    content = bytearray(json.dumps(small_sample()).encode())
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(content) - 1))
        match draw(st.sampled_from(["flip", "cut", "put"])):
            case "flip":
                content[place] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del content[place : place + draw(st.integers(1, 30))]
            case "put":
                content[place:place] = draw(st.binary(min_size=1, max_size=8))
    return bytes(content)


@pytest.fixture(scope="module")
def standing(vault_template: Template) -> Iterator[Clinic]:
    """A vault that every refused file is tried on once more."""
    with tempfile.TemporaryDirectory() as folder, opened(vault_template.copy_to(Path(folder) / "vault")) as clinic:
        yield clinic


def refused_or_taken_whole(template: Template, standing: Clinic, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.json"
        path.write_bytes(content)
        if refusal := _refusal(template, path):
            assert refusal.encode()
            before = sql.dump(vault_of(standing).connection)
            with pytest.raises(CalciTrackError):
                standing.record_files.import_file(path)
            assert sql.dump(vault_of(standing).connection) == before
        else:
            out = (Path(folder) / "out.json").read_bytes()
            assert json.loads(out)["patients"] == json.loads(content)["patients"]


def _refusal(template: Template, path: Path) -> str:
    """What is said of the file; nothing when an empty vault took it and gave it back."""
    try:
        with opened(template.copy_to(path.parent / "vault")) as clinic:
            clinic.record_files.import_file(path)
            clinic.record_files.export_file(path.parent / "out.json")
    except CalciTrackError as error:
        return str(error)
    return ""


@given(content=mutated())
def test_changed_values_are_refused_in_a_sentence_or_taken_whole(
    vault_template: Template, standing: Clinic, content: bytes
) -> None:
    refused_or_taken_whole(vault_template, standing, content)


@given(content=scrambled())
def test_changed_bytes_are_refused_in_a_sentence_or_taken_whole(
    vault_template: Template, standing: Clinic, content: bytes
) -> None:
    refused_or_taken_whole(vault_template, standing, content)
