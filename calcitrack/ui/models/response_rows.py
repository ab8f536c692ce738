"""The lesions of a trial with what the rules propose and what was judged: rows, and the columns of their table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.model import LesionResponse, TrialFigures
from calcitrack.domain.judging import Verdict, drafts_on, is_overtaken, standing_on
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import Judgement, Trial
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.delegates.cells import NOTHING, Badges, Words
from calcitrack.ui.i18n import day, number, translate
from calcitrack.ui.models.record_table import Column
from calcitrack.ui.models.response_words import change_words, how_or_why
from calcitrack.ui.theme import Tone
from calcitrack.ui.words import inside

LESION, BASELINE, CHANGE, HOW = 1, 2, 3, 4
"""Places of the columns that give way where there is little room."""


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One lesion on one trial.

    Attributes:
        draft_on: Day of a draft that says something of it in the time of the trial; None where there is none.
        judged: The judgement that stands; None where there is none.
        verdict: What is judged now and not saved yet; None where nothing is.
    """

    lesion_id: int
    number: int
    site: str
    response: LesionResponse
    judged: Judgement | None = None
    draft_on: date | None = None
    verdict: Verdict | None = None

    def agreed(self) -> Verdict:
        """A verdict that says what the rules propose."""
        return self.judged_as(self.response.now, self.response.balin)

    def judged_as(self, now: ResponseWord, balin: ResponseWord, reason: str = "") -> Verdict:
        """A verdict on what is on screen."""
        response = self.response
        seen = self.judged.id if self.judged else None
        return Verdict(self.lesion_id, balin, now, response.balin, response.now, reason, seen)

    @property
    def words(self) -> tuple[ResponseWord, ResponseWord] | None:
        """The classes judged, now and by Balin 2012: those not saved yet, else those that stand."""
        held = self.verdict or self.judged
        return (held.now, held.balin) if held else None


def response_rows(
    record: PatientRecord, trial: Trial, figures: TrialFigures, sites: Mapping[int, str]
) -> tuple[ResponseRow, ...]:
    """The lesions that a trial covers, by number.

    Args:
        record: The patient's record.
        trial: One of its trials.
        figures: Of this trial.
        sites: The place of each lesion in words, by lesion.
    """
    stands, drafts = standing_on(trial.id, record.judgements), drafts_on(record, trial)
    return tuple(
        ResponseRow(
            lesion_id,
            record.lesion(lesion_id).number,
            sites[lesion_id],
            response,
            stands.get(lesion_id),
            drafts[lesion_id].visited_on if lesion_id in drafts else None,
        )
        for lesion_id, response in figures.lesions.items()
    )


def response_columns() -> tuple[Column[ResponseRow], ...]:
    """Number, place, baseline, change, how it went, what is proposed, what is judged, and how that stands."""
    return (*_what_happened(), *_classes())


def pair(words: tuple[ResponseWord, ResponseWord] | None) -> str:
    """Both classes of a lesion, that of now first; a dash where nothing is judged."""
    return f"{inside(words[0])} / {inside(words[1])}" if words else NOTHING


def _what_happened() -> tuple[Column[ResponseRow], ...]:
    return (
        Column(translate("Responses", "#"), lambda row: str(row.number), sort_key=lambda row: row.number),
        Column(translate("Responses", "Lesion"), lambda row: row.site, tooltip=lambda row: row.site),
        Column(
            translate("Responses", "Baseline, mm²"),
            lambda row: NOTHING if row.response.baseline_mm2 is None else number(row.response.baseline_mm2, 1),
            right=True,
            tooltip=lambda row: day(row.response.baseline_on) if row.response.baseline_on else "",
        ),
        Column(translate("Responses", "Change"), lambda row: change_words(row.response) or NOTHING, right=True),
        Column(
            translate("Responses", "How, or why not"),
            lambda row: how_or_why(row.response) or NOTHING,
            tooltip=lambda row: how_or_why(row.response),
            header_tip=translate("Responses", "What happened to it in this time, or why it is not assessable"),
        ),
    )


def _classes() -> tuple[Column[ResponseRow], ...]:
    return (
        Column(
            translate("Responses", "Proposed: now / Balin 2012"),
            lambda row: pair((row.response.now, row.response.balin)),
            cell=lambda row: Words(pair((row.response.now, row.response.balin))),
        ),
        Column(
            translate("Responses", "Judged: now / Balin 2012"),
            lambda row: pair(row.words),
            cell=lambda row: Words(pair(row.words), bold=row.verdict is not None),
        ),
        Column(
            translate("Responses", "Standing"),
            lambda row: _standing(row)[0],
            cell=lambda row: Badges((_standing(row),)),
        ),
    )


def _standing(row: ResponseRow) -> tuple[str, Tone]:
    """In a word or two, how far the judgement of a lesion is."""
    if row.verdict is not None:
        needs = row.verdict.differs and not row.verdict.reason.strip()
        if needs:
            return translate("Responses", "say why"), "warning"
        return translate("Responses", "to be saved"), "accent"
    if row.draft_on is not None:
        return translate("Responses", "in a draft"), "warning"
    if row.judged is None:
        return translate("Responses", "not judged"), "neutral"
    if is_overtaken(row.judged, row.response):
        return translate("Responses", "record has gone on"), "warning"
    same = (row.judged.now, row.judged.balin) == (row.response.now, row.response.balin)
    return (translate("Responses", "as proposed") if same else translate("Responses", "differs")), "neutral"
