"""Agreement and disagreements as rows of tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from calcitrack.domain.agreement import Agreement
from calcitrack.domain.second_reading import Disagreement, PairAgreement, Standing, Words
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.delegates.cells import NOTHING
from calcitrack.ui.delegates.cells import Words as Text
from calcitrack.ui.i18n import day, number, translate
from calcitrack.ui.models.record_table import Column
from calcitrack.ui.words import identity, inside

if TYPE_CHECKING:
    from calcitrack.clinic.second_reader import Named

_NO_WIDTH = 1e-9


def agreement_columns() -> tuple[Column[PairAgreement], ...]:
    """Who, how many, and kappa of both words."""
    return (
        Column(translate("SecondReader", "First reader"), lambda pair: pair.first),
        Column(translate("SecondReader", "Second, blind"), lambda pair: pair.second),
        Column(translate("SecondReader", "Read by both"), lambda pair: number(pair.now.pairs), right=True),
        Column(translate("SecondReader", "Now: the same"), lambda pair: _same(pair.now), right=True),
        Column(translate("SecondReader", "Now: kappa"), lambda pair: kappa_text(pair.now), tooltip=_why(0)),
        Column(translate("SecondReader", "Balin: the same"), lambda pair: _same(pair.balin), right=True),
        Column(translate("SecondReader", "Balin: kappa"), lambda pair: kappa_text(pair.balin), tooltip=_why(1)),
    )


def disagreement_columns() -> tuple[Column[Named], ...]:
    """Whose, where it stands, and what both said."""
    return (
        Column(translate("SecondReader", "Patient"), lambda one: one.record.patient.name, tooltip=whose),
        Column(translate("SecondReader", "Record"), lambda one: f"MRN {one.record.patient.mrn}"),
        Column(
            translate("SecondReader", "Lesion"),
            lambda one: f"#{one.record.lesion(one.disagreement.first.judgement.lesion_id).number}",
        ),
        Column(translate("SecondReader", "Therapy"), therapy),
        Column(translate("SecondReader", "First, now and Balin"), lambda one: words_text(one.disagreement.first.words)),
        Column(translate("SecondReader", "Second"), lambda one: words_text(one.disagreement.second.words)),
        Column(
            translate("SecondReader", "Stands"),
            lambda one: standing_word(one.disagreement.standing),
            cell=lambda one: Text(
                standing_word(one.disagreement.standing), bold=one.disagreement.standing is Standing.OPEN
            ),
        ),
    )


def whose(one: Named) -> str:
    """The patient by two identifiers."""
    return identity(one.record.patient)


def therapy(one: Named) -> str:
    """The trial's therapy."""
    trial_id = one.disagreement.first.judgement.trial_id
    return next(trial.therapy for trial in one.record.trials if trial.id == trial_id)


def words_text(words: Words) -> str:
    """Both classes, that of now first."""
    now, balin = words
    return inside(now) if now is balin else f"{inside(now)} / {inside(balin)}"


def standing_word(standing: Standing) -> str:
    """How far a disagreement is."""
    return {
        Standing.OPEN: translate("SecondReader", "open"),
        Standing.ANSWERED: translate("SecondReader", "answered"),
        Standing.CLOSED: translate("SecondReader", "closed"),
    }[standing]


def story(found: Disagreement) -> tuple[str, ...]:
    """What both said and everything that was said to it, with who and when, oldest first."""
    said = translate("SecondReader", "{reader}, {day}: {words}. {reason}")
    told = [
        said.format(
            reader=one.judgement.reader,
            day=day(one.judgement.judged_at.astimezone().date()),
            words=words_text(one.words),
            reason=one.judgement.reason,
        ).strip()
        for one in (found.first, found.second)
    ]
    step_said = translate("SecondReader", "{who}, {day}, {kind}: {words}. {text}")
    told += [
        step_said.format(
            who=step.by,
            day=day(step.at.astimezone().date()),
            kind=standing_word(step.kind),
            words=words_text(step.words),
            text=step.text,
        )
        for step in found.steps
    ]
    return tuple(told)


def kappa_text(found: Agreement[ResponseWord]) -> str:
    """Kappa with its interval; a dash where there is none."""
    if found.kappa is None or found.low is None or found.high is None:
        return NOTHING
    if has_no_spread(found):
        return translate("SecondReader", "{kappa} (no interval)").format(kappa=number(found.kappa, 2))
    told = translate("SecondReader", "{kappa} ({low} to {high})")
    return told.format(
        kappa=number(found.kappa, 2), low=number(max(-1.0, found.low), 2), high=number(min(1.0, found.high), 2)
    )


def has_no_spread(found: Agreement[ResponseWord]) -> bool:
    """Whether the formula gives an interval without width, which would pass for certainty."""
    return found.low is not None and found.high is not None and found.high - found.low < _NO_WIDTH


def _same(found: Agreement[ResponseWord]) -> str:
    return translate("SecondReader", "{n} of {m}").format(n=number(found.agreed), m=number(found.pairs))


def _why(place: int) -> Callable[[PairAgreement], str]:
    def told(pair: PairAgreement) -> str:
        found = (pair.now, pair.balin)[place]
        if found.kappa is None:
            return translate("SecondReader", "Not defined: both used one class throughout.")
        if has_no_spread(found):
            return translate(
                "SecondReader",
                "Agreement beyond chance. There is no interval: one reader used one class throughout, or both agreed "
                "on every lesion, and then the sample says nothing of the error.",
            )
        return translate("SecondReader", "Agreement beyond chance; in brackets its interval of 95 %.")

    return told
