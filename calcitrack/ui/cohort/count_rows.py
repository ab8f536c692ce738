"""The rows of the counts: each answer with its numbers as text, whole or as they may be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calcitrack.domain.cohort.answer import Counted, Tally
from calcitrack.domain.cohort.sharing import hidden_of, is_small
from calcitrack.ui.i18n import number, translate


@dataclass(frozen=True, slots=True)
class CountText:
    """What one row says.

    Attributes:
        share: Per cent of the denominator, empty where there is none or it is not shown.
        part: The same from 0 to 1, for a bar; None likewise.
        lesions: Empty for questions that patients answer.
    """

    patients: str = ""
    share: str = ""
    part: float | None = None
    lesions: str = ""


def count_texts(tally: Tally, patients: int, *, sharing: bool) -> Mapping[str, CountText]:
    """The texts of every answer of a tally.

    Args:
        tally: The counts.
        patients: The whole cohort.
        sharing: Counts that could give few people away are not shown.
    """
    away = hidden_of(tally, patients) if sharing else frozenset()
    return {row.answer: _text(tally, row, away=place in away) for place, row in enumerate(tally.rows)}


def nobody(tally: Tally, patients: int, *, sharing: bool) -> CountText:
    """The text of an answer that nobody of the cohort gives."""
    whole = Counted("", 0, None if tally.of_lesions is None else 0)
    return _text(
        tally, whole, away=sharing and (is_small(0, tally.of_patients) or is_small(tally.of_patients, patients))
    )


def _text(tally: Tally, row: Counted, *, away: bool) -> CountText:
    if away:
        return CountText(translate("Cohort", "not shown"))
    whole = tally.of_patients
    part = row.patients / whole if whole else None
    share = "" if part is None else translate("Cohort", "{n} %").format(n=number(part * 100))
    return CountText(_of(row.patients, whole), share, part, _of(row.lesions, tally.of_lesions))


def _of(count: int | None, whole: int | None) -> str:
    if count is None or whole is None:
        return ""
    return translate("Cohort", "{n} of {of}").format(n=number(count), of=number(whole))
