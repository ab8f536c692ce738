"""Every figure of the sample clinic, worked out apart from the program: one test for each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from calcitrack.domain.figures.report import report
from calcitrack.domain.rules import RuleSettings
from tests.builders import DATA, clinic_day

EXPECTED = json.loads((DATA / "clinic_day.expected.json").read_text(encoding="utf-8"))


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every figure with the way to it. Lists of lesions or kinds are one figure; empty groups are figures too."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    else:
        yield path, value


def shape(value: Any) -> Any:
    """Which keys there are, and how many items."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [shape(inner) for inner in value]
    return None


@pytest.fixture(scope="module")
def computed() -> dict[str, Any]:
    return report(clinic_day(), RuleSettings(**EXPECTED["settings"]))


@pytest.mark.parametrize(
    ("path", "printed"), [pytest.param(path, value, id="/".join(map(str, path))) for path, value in leaves(EXPECTED)]
)
def test_computes_every_figure_of_the_clinic_day(
    computed: dict[str, Any], path: tuple[str | int, ...], printed: Any
) -> None:
    figure: Any = computed
    for key in path:
        figure = figure[key]
    if isinstance(printed, float) or path[-1] == "ci95":
        assert figure == pytest.approx(printed, abs=0.06, rel=0)
    else:
        assert figure == printed
        assert type(figure) is type(printed)


def test_has_no_key_more_and_none_less(computed: dict[str, Any]) -> None:
    assert shape(computed) == shape(EXPECTED)


def test_says_every_figure_in_plain_json(computed: dict[str, Any]) -> None:
    text = json.dumps(computed, allow_nan=False)
    assert json.loads(text) == computed
    assert "-0.0" not in re.findall(r"-?[0-9.]+", text)


def test_lists_patients_by_record_number_whatever_the_order_they_come_in() -> None:
    records = clinic_day()
    there, back = report(records, RuleSettings()), report(records[::-1], RuleSettings())
    assert there == back
    assert list(there["patients"]) == list(back["patients"]) == sorted(EXPECTED["patients"])
