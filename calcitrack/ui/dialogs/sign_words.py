"""What a draft says, in sentences: the last look before a name is put under it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from calcitrack.domain.review import Contents, lesion_words
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, say
from calcitrack.domain.visit import Visit
from calcitrack.ui.i18n import day, number, translate

_LISTS: tuple[tuple[str, Marked], ...] = (
    ("new", QT_TRANSLATE_NOOP("SignDialog", "New: {lesions}.")),
    ("larger", QT_TRANSLATE_NOOP("SignDialog", "Larger on inspection: {lesions}.")),
    ("smaller", QT_TRANSLATE_NOOP("SignDialog", "Smaller on inspection: {lesions}.")),
    ("resolved", QT_TRANSLATE_NOOP("SignDialog", "Resolved: {lesions}.")),
    ("excised", QT_TRANSLATE_NOOP("SignDialog", "Excised: {lesions}.")),
    ("not_examined", QT_TRANSLATE_NOOP("SignDialog", "Not examined: {lesions}.")),
    ("ulcerated", QT_TRANSLATE_NOOP("SignDialog", "Ulcer: {lesions}.")),
    ("discharging", QT_TRANSLATE_NOOP("SignDialog", "Discharge: {lesions}.")),
    ("infected", QT_TRANSLATE_NOOP("SignDialog", "Infection or pus: {lesions}.")),
)


def content_sentences(contents: Contents, visit: Visit) -> list[str]:
    """What the visit says of the lesions, and beside them."""
    return [*_of_lesions(contents), *_of_the_visit(visit)]


def _of_lesions(contents: Contents) -> Iterator[str]:
    counts = translate("SignDialog", "{recorded} of {due} lesions recorded, {measured} measured.")
    yield counts.format(recorded=len(contents.recorded), due=len(contents.due), measured=len(contents.measured))
    yield _change(contents)
    for name, sentence in _LISTS:
        numbers: tuple[int, ...] = getattr(contents, name)
        if numbers:
            yield translate(say(sentence, lesions=lesion_words(numbers)))


def _change(contents: Contents) -> str:
    if contents.is_first:
        return translate("SignDialog", "The first visit: there is none before it to compare with.")
    if contents.change_percent is None:
        return translate("SignDialog", "No lesion has a size now and at the last signed visit.")
    percent = number(abs(contents.change_percent))
    sign = "" if percent == "0" else "+" if contents.change_percent > 0 else "−"
    if contents.compared == 1:
        template = translate("SignDialog", "Area since the last signed visit: {percent} % (one lesion compared).")
    else:
        template = translate("SignDialog", "Area since the last signed visit: {percent} % ({count} lesions compared).")
    return template.format(percent=f"{sign}{percent}", count=contents.compared)


def _of_the_visit(visit: Visit) -> Iterator[str]:
    if visit.fever is not None:
        yield translate("SignDialog", "Fever: yes.") if visit.fever else translate("SignDialog", "Fever: no.")
    if visit.instruments:
        yield translate("SignDialog", "Scores recorded: {count}.").format(count=len(visit.instruments))
    if visit.labs:
        yield translate("SignDialog", "Laboratory values recorded: {count}.").format(count=len(visit.labs))
    if visit.antibiotics:
        names = ", ".join(given.name for given in visit.antibiotics)
        yield translate("SignDialog", "Antibiotics: {names}.").format(names=names)
    if visit.note:
        yield translate("SignDialog", "Note: {text}").format(text=visit.note)
    if visit.plan:
        yield translate("SignDialog", "Plan: {text}").format(text=visit.plan)
    yield _next_visit(visit)


def _next_visit(visit: Visit) -> str:
    weeks = visit.follow_up_weeks
    if weeks is None:
        return translate("SignDialog", "No next visit agreed.")
    on = day(visit.visited_on + timedelta(weeks=weeks))
    if weeks == 1:
        return translate("SignDialog", "Next visit in one week, {day}.").format(day=on)
    return translate("SignDialog", "Next visit in {weeks} weeks, {day}.").format(weeks=weeks, day=on)
