from __future__ import annotations

import json
from typing import Any

import pytest

from calcitrack.domain.errors import InvalidInput
from calcitrack.domain.instruments.catalogue import ORDER, Catalogue
from calcitrack.domain.instruments.definition import Definition, Reporter
from calcitrack.domain.instruments.reading import read_definition
from calcitrack.domain.instruments.scoring import answers_to, score
from calcitrack.domain.visit import InstrumentAnswer
from calcitrack.paths import resource


def a_file(rule: str = "sum", **other: Any) -> dict[str, Any]:
    items = [
        {"id": name, "question": f"Question {name}", "range": [0, 4], "anchors": ["none", "most"], "weight": weight}
        for name, weight in (("a", 1), ("b", 2), ("c", 0.5))
    ]
    return {
        "schema": 1, "id": "own_score", "version": "2", "name": "Own score", "label": "Own", "answered_by": "patient",
        "recall": "the last month", "direction": "higher is worse", "range": [0, 20], "source": "ours",
        "licence": "ours", "scoring": {"rule": rule}, "items": items,
    } | other  # fmt: skip


def read(**changes: Any) -> Definition:
    return read_definition(json.dumps(a_file(**changes)))


def test_every_bundled_file_is_read_and_is_in_the_order_of_the_form():
    files = sorted(path.stem for path in resource("instruments").glob("*.json"))

    assert files == sorted(ORDER)
    assert [d.id for d in Catalogue.bundled()] == list(ORDER)


@pytest.mark.parametrize("name", ["sctc_hand_radiograph", "mcq"])
def test_what_is_not_ours_has_no_items_and_gives_no_number(name):
    definition = Catalogue.bundled().current(name)

    assert definition is not None
    assert not definition.is_installed
    found = score(definition, {"": 5, "1": 3})
    assert found.value is None
    assert str(found.reason) == "Definition not installed: no score."


@pytest.mark.parametrize("name", ORDER[:5])
def test_a_single_scale_scores_its_answer(name):
    definition = Catalogue.bundled().current(name)

    assert definition is not None
    assert (definition.low, definition.high, definition.version) == (0, 10, "1")
    assert score(definition, {"": 4.5}).value == 4.5
    assert score(definition, {"": 0}).value == 0


@pytest.mark.parametrize("value", [None, 10.5, -1, 4.55, "4", "B"])
def test_what_is_no_answer_on_the_scale_gives_no_score(value):
    definition = Catalogue.bundled().current("pain_worst_week")

    assert definition is not None
    assert score(definition, {"": value}).value is None


@pytest.mark.parametrize(("answer", "number"), [(0, 0), (1, 1), ("NA", None), (None, None), (2, None)])
def test_damage_is_absent_present_or_without_a_score(answer, number):
    definition = Catalogue.bundled().current("mdi_calcinosis")

    assert definition is not None
    assert score(definition, {"12": answer, "12a": 1}).value == number


def test_scores_by_hand():
    answers = {"a": 1, "b": 3, "c": 4}

    assert score(read(), answers).value == 8
    assert score(read(rule="mean"), answers).value == pytest.approx(2.666667)
    assert score(read(rule="weighted_sum"), answers).value == 9
    assert score(read(rule="first"), answers).value == 1


def test_an_unanswered_item_leaves_no_score():
    found = score(read(), {"a": 1, "b": 3})

    assert (found.value, found.answered, found.items) == (None, 2, 3)
    assert str(found.reason) == "No score: 2 of 3 answered."


def test_a_mean_of_those_answered_where_the_definition_says_so():
    definition = read(scoring={"rule": "mean", "least_answered": 2})

    assert score(definition, {"a": 1, "b": 4}).value == 2.5
    assert score(definition, {"a": 1}).value is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"schema": 2}, "schema"),
        ({"id": "Own Score"}, "id"),
        ({"name": ""}, "name"),
        ({"answered_by": "nobody"}, "answered_by"),
        ({"range": [20, 0]}, "range"),
        ({"range": [0, 11]}, "range"),
        ({"range": [0, float("nan")]}, "range"),
        ({"version": ""}, "items"),
        ({"items": []}, "items"),
        ({"scoring": {"rule": "magic"}}, "scoring.rule"),
        ({"scoring": {"rule": "single"}}, "scoring.rule"),
        ({"scoring": {"rule": "sum", "least_answered": 2}}, "scoring.least_answered"),
        ({"scoring": {"rule": "mean", "least_answered": 4}}, "scoring.least_answered"),
        ({"surprise": 1}, "file"),
        ({"items": [{"id": "a", "question": "?", "range": [0, 4]}]}, "items[0].anchors"),
        ({"items": [{"id": "a", "question": "?", "options": [{"value": 1, "text": "one"}]}]}, "items[0].options"),
        ({"items": [{"id": "a", "question": "?", "range": [0, 4], "anchors": ["l", "h"]}] * 2}, "items"),
    ],
)
def test_refuses_a_definition_that_cannot_be_scored(changes, field):
    with pytest.raises(InvalidInput) as refused:
        read(**changes)

    assert refused.value.faults[0].field == field


@pytest.mark.parametrize("text", ["", "[", "[]", "3", "[" * 100_000, " " * 600_000])
def test_refuses_what_is_no_definition(text):
    with pytest.raises(InvalidInput):
        read_definition(text)


def test_an_older_version_still_explains_its_answers():
    first, second = read(version="1"), read(version="2")
    catalogue = Catalogue.bundled().with_installed([first, second])

    assert catalogue.current("own_score") == second
    assert catalogue.of_answer("own_score", "1") == first
    assert catalogue.of_answer("own_score", "") == second
    assert catalogue.of_answer("own_score", "3") is None


def test_answers_of_another_version_are_not_scored():
    answers = [InstrumentAnswer("own_score", 1, "a", "1"), InstrumentAnswer("own_score", 3, "a", "2")]

    assert answers_to(read(), answers) == {"a": 3}
    assert read().answered_by is Reporter.PATIENT


def by_zone(coverage: int, density: int) -> dict[str, Any]:
    """A made-up film score: coverage times density in two zones, the second one counting double."""
    items = [
        {"id": f"{zone}_{what}", "question": f"{what} of zone {zone}", "range": [0, most], "anchors": ["none", "most"],
         "group": zone, "weight": weight}
        for zone, weight in (("1", 1), ("2", 2))
        for what, most, weight in (("coverage", coverage, weight), ("density", density, 1))
    ]  # fmt: skip
    return a_file("sum_of_products", items=items, range=[0, 3 * coverage * density])


def test_a_sum_of_products_multiplies_within_a_group_and_adds_the_groups():
    made = read_definition(json.dumps(by_zone(100, 3)))

    answers = {"1_coverage": 50, "1_density": 2, "2_coverage": 10, "2_density": 3}
    assert score(made, answers).value == 50 * 2 + 2 * 10 * 3
    assert score(made, answers | {"2_density": None}).value is None
    assert score(made, answers | {"2_coverage": 0, "2_density": 3}).value == 100


def test_refuses_a_group_without_products_and_products_without_a_group():
    with pytest.raises(InvalidInput):
        read_definition(json.dumps(by_zone(100, 3) | {"scoring": {"rule": "sum"}}))
    with pytest.raises(InvalidInput):
        read(scoring={"rule": "sum_of_products"})
    with pytest.raises(InvalidInput):
        read_definition(json.dumps(by_zone(100, 3) | {"range": [0, 300]}))
