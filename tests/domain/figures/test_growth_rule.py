"""Rule 15: growth of a lesion and its interval, held against scipy."""

from __future__ import annotations

import json
from datetime import date, timedelta
from math import exp, inf, log, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.growth import growth_of
from calcitrack.domain.figures.model import Growth
from calcitrack.domain.figures.quantile import t975
from calcitrack.domain.figures.report import report
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.vocabulary import State
from tests.builders import a_lesion, a_reading, a_record, a_visit, an_assessment
from tests.domain.figures.stories import day, visit

FIRST = date(2024, 1, 1)
AREAS = st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 500_000)), min_size=4, max_size=30)


def after(days: int) -> date:
    return FIRST + timedelta(days=days)


@pytest.mark.parametrize("df", [*range(1, 260), 500, 1000, 5000, 100_000])
def test_the_quantile_of_t_is_exact(df: int) -> None:
    from scipy import stats

    assert t975(df) == pytest.approx(stats.t.ppf(0.975, df), rel=1e-9, abs=0)


def test_the_quantile_of_t_is_known_in_closed_form_for_one_and_two_degrees() -> None:
    # df 1: tan(0.475 pi) = 12.7062; df 2: 0.95 x sqrt(2 / (1 - 0.95^2)) = 4.3027
    assert t975(1) == pytest.approx(12.706204736174698, rel=1e-12)
    assert t975(2) == pytest.approx(0.95 * (2 / (1 - 0.95**2)) ** 0.5, rel=1e-12)


def test_the_quantile_of_t_refuses_no_degrees_of_freedom() -> None:
    with pytest.raises(ValueError, match="0"):
        t975(0)


def varies(areas: list[tuple[int, int]]) -> bool:
    """Over some time and in size: scipy gives no interval to a constant."""
    return max(areas)[0] - min(areas)[0] > 300 and len({area for _, area in areas}) > 1


@given(AREAS.filter(varies))
def test_growth_is_that_of_scipy(areas: list[tuple[int, int]]) -> None:
    from scipy import stats

    areas.sort()
    line = stats.linregress([days / 365.25 for days, _ in areas], [log(area) for _, area in areas])
    reach = stats.t.ppf(0.975, len(areas) - 2) * line.stderr
    growth = growth_of([(after(days), float(area)) for days, area in areas])
    assert growth.n == len(areas)
    assert growth.percent_per_year == pytest.approx((exp(line.slope) - 1) * 100, rel=1e-6, abs=1e-6)
    # scipy takes the error from 1 - r^2, which keeps half the digits where the line is all but exact.
    ends = [(exp(line.slope + end) - 1) * 100 for end in (-reach, reach)]
    assert growth.ci95 == pytest.approx(ends, rel=1e-4, abs=1e-4)


def test_a_lesion_that_doubles_every_year_grows_by_100_percent() -> None:
    # 1461 days are four years of 365.25 days
    growth = growth_of(
        [
            (after(0), 100.0),
            (after(487), 100.0 * 2 ** (4 / 3)),
            (after(974), 100.0 * 2 ** (8 / 3)),
            (after(1461), 1600.0),
        ]
    )
    assert growth.percent_per_year == pytest.approx(100)
    assert growth.ci95 == pytest.approx((100, 100))


def test_a_lesion_that_keeps_its_size_grows_by_zero_and_never_minus_zero() -> None:
    growth = growth_of([(after(days), 10.0) for days in (0, 10, 20, 30)])
    assert [str(value) for value in (growth.percent_per_year, *(growth.ci95 or ()))] == ["0.0", "0.0", "0.0"]


def test_three_areas_give_no_rate() -> None:
    assert growth_of([(after(days), 10.0) for days in (0, 10, 20)]) == Growth(3, None, None)


def test_areas_of_one_date_give_no_rate() -> None:
    assert growth_of([(after(0), 10.0)] * 5) == Growth(5, None, None)


def test_an_interval_too_wide_for_a_number_is_infinite_and_null_in_the_report() -> None:
    sizes = [(10, 10), (3000, 3000), (10, 10), (3000, 3000)]
    visits = [visit(days, size) for days, size in enumerate(sizes)]
    record = a_record(*visits)
    growth = record_figures(record, RuleSettings()).growth[1]
    assert growth.ci95
    assert growth.ci95[1] == inf
    reported = report([record], RuleSettings())
    assert reported["patients"][record.patient.mrn]["growth"]["1"]["ci95"][1] is None
    json.dumps(reported, allow_nan=False)


def test_every_lesion_with_an_area_is_listed_and_no_other() -> None:
    record = a_record(visit(0, {1: (100, 100), 2: State.UNCHANGED}), visit(9, {3: (50, 50), 1: State.RESOLVED}))
    growth = record_figures(record, RuleSettings()).growth
    assert growth == {1: Growth(1, None, None), 3: Growth(1, None, None)}
    reported = report([record], RuleSettings())["patients"][record.patient.mrn]["growth"]
    assert reported == {"1": None, "3": None}


def test_growth_goes_by_the_dates_of_the_readings() -> None:
    visits = [
        a_visit(day(n), an_assessment(readings=(a_reading(100 + n, 100, day(2 * n)),))) for n in (0, 100, 200, 300)
    ]
    growth = record_figures(a_record(*visits, lesions=(a_lesion(),)), RuleSettings()).growth[1]
    assert growth == growth_of([(day(2 * n), pi / 400 * (100 + n) * 100) for n in (0, 100, 200, 300)])
