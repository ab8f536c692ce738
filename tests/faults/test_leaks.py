"""Nothing that is typed stands readable in any file that the program wrote, for however short a time."""

from __future__ import annotations

import base64
import dataclasses
import inspect
import random
import sys
from pathlib import Path

import pytest

from calcitrack.domain import lesion, patient, record, trial, visit
from tests.faults.leaks import leak_round
from tests.faults.marked import CODED, MARK, TEXTS, Marker, forms, records

TYPED_APART = {"Addendum", "Judgement"}
"""No part of a record that is added whole."""


@pytest.mark.needs("cc")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="calls are recorded by a preloaded library")
def test_no_marked_word_is_found_outside_of_what_was_asked_for(tmp_path: Path) -> None:
    tally = leak_round(tmp_path, random.Random(1), 1)
    assert tally.faults == []
    assert tally.counts["texts"] > 40
    assert tally.counts["marked exports"] > 0


def test_every_text_of_a_record_is_marked() -> None:
    marker = Marker()
    for number, one in enumerate(records()):
        marker.mark_record(one, number)
    texts = {
        (kind.__name__, field.name)
        for module in (patient, lesion, visit, trial, record)
        for kind in vars(module).values()
        if inspect.isclass(kind) and dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
        for field in dataclasses.fields(kind)
        if str(field.type) in TEXTS and field.name not in CODED and kind.__name__ not in TYPED_APART
    }
    assert texts <= marker.words.keys()


@pytest.mark.parametrize("before", [b"", b"x", b"xy", b"xyz"])
def test_a_word_is_found_in_whatever_form_it_is_hidden(before: bytes) -> None:
    hidden = [
        MARK.upper().encode("utf-16-le"),
        b"zyxwvarek",
        (before + MARK.encode() + b"7").hex().encode(),
        base64.b64encode(before + MARK.encode() + b"7"),
        b"\\u017dyxwv\\u00e4rek",
    ]
    assert [content for content in hidden if not any(form in content for form in forms(MARK))] == []
