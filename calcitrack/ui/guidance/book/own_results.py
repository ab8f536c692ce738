"""The clinic's own trials of a therapy, beside the review and never mixed with it."""

from __future__ import annotations

from calcitrack.domain.figures.outcomes import FEWEST, TherapyOutcome
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.guidance.book.markup import link, paragraph, raw_paragraph, small, text
from calcitrack.ui.guidance.book.series import BAR_PX
from calcitrack.ui.guidance.book.state import BookState
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import current_theme

OWN_BAR = "series:own"
"""Address of the picture of the clinic's own share."""


def own_results(therapy: str, state: BookState) -> str:
    """What the clinic's trials came to; words while they are read, and where there are too few."""
    if state.stopped:
        again = link("do:read", translate("Guidance", "Read them"))
        return raw_paragraph(f"{text(translate('Guidance', 'The reading was stopped; nothing is shown.'))} {again}")
    if state.own is None:
        done, of = state.read
        told = translate("Guidance", "Reading this clinic's trials: {done} of {of} patients.").format(done=done, of=of)
        return raw_paragraph(f"{text(told)} {link('do:stop', translate('Guidance', 'Stop'))}")
    found = state.own.get(therapy)
    if found is None:
        return paragraph(translate("Guidance", "No trial of it is on record in this clinic."))
    first, *others = [paragraph(line) for line in own_lines(found)]
    return "".join([first, _bar(found), *others, paragraph(_how(), "small")])


def _bar(found: TherapyOutcome) -> str:
    """The share and its interval as the series of the review are drawn; nothing where there are too few."""
    if found.interval is None:
        return ""
    width, height = (current_theme().px(size) for size in BAR_PX)
    scale = small(translate("Guidance", "0 to 100 %"))
    return raw_paragraph(f'{scale} <img src="{OWN_BAR}" width="{width}" height="{height}">')


def own_lines(found: TherapyOutcome) -> list[str]:
    """The figures as sentences."""
    lines = [_result(found)]
    if found.lesions is not None:
        lines.append(_lesions(found))
    told = translate(
        "Guidance",
        "Stopped early, and counted: {early} trials ({harm} of them with an adverse effect on record). Left out: "
        "{interim} interim trials that run on. Without a lesion that could be judged: {unjudged} trials.",
    )
    lines.append(
        told.format(early=found.stopped_early, harm=found.for_harm, interim=found.interim, unjudged=found.unjudged)
    )
    return lines


def _result(found: TherapyOutcome) -> str:
    if found.answered is None or found.interval is None:
        told = translate("Guidance", "Judged patients: {count}. Under {fewest} no result is shown.")
        return told.format(count=found.patients, fewest=FEWEST)
    told = translate(
        "Guidance",
        "In {answered} of {patients} judged patients at least one lesion shrank or healed ({percent} %; 95 % interval "
        "{low} to {high} %).",
    )
    low, high = (round(100 * end) for end in found.interval)
    percent = round(100 * found.answered / found.patients)
    return told.format(answered=found.answered, patients=found.patients, percent=percent, low=low, high=high)


def _lesions(found: TherapyOutcome) -> str:
    lesions = found.lesions or {}
    told = translate(
        "Guidance",
        "Their lesions, one by one: {complete} complete, {partial} partial, {none} no response, {not_judged} not "
        "assessable; {read} of them judged by a reader, the others by the rules.",
    )
    return told.format(
        complete=lesions.get(ResponseWord.COMPLETE, 0),
        partial=lesions.get(ResponseWord.PARTIAL, 0),
        none=lesions.get(ResponseWord.NONE, 0),
        not_judged=lesions.get(ResponseWord.NOT_ASSESSABLE, 0),
        read=found.by_reader,
    )


def _how() -> str:
    return translate(
        "Guidance",
        "From this clinic's records, not from the review. Patients were not allotted to treatments, so this compares "
        "nothing. The interval is Wilson's, over patients; lesions of one patient are not independent and have none.",
    )
