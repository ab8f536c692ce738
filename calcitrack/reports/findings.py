"""The findings of a lesion in words. What was not recorded is said apart and is never read as "no"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import Discharge, Infection
from calcitrack.reports.words import Voice

Value = bool | float | Discharge | Infection | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding that is asked of every lesion.

    Attributes:
        value: Reads it from an assessment.
        name: Its name, for the line that says where it was not recorded.
        present: The word where it is found; empty where the value itself is the word.
    """

    value: Callable[[Assessment], Value]
    name: Marked
    present: Marked | None = None


_SIGNS = (
    Finding(lambda a: a.ulcer, QT_TRANSLATE_NOOP("reports", "Ulcer"), QT_TRANSLATE_NOOP("reports", "ulcer")),
    Finding(lambda a: a.redness, QT_TRANSLATE_NOOP("reports", "Redness"), QT_TRANSLATE_NOOP("reports", "redness")),
    Finding(lambda a: a.swelling, QT_TRANSLATE_NOOP("reports", "Swelling"), QT_TRANSLATE_NOOP("reports", "swelling")),
    Finding(lambda a: a.discharge, QT_TRANSLATE_NOOP("reports", "Discharge")),
    Finding(lambda a: a.infection, QT_TRANSLATE_NOOP("reports", "Infection")),
    Finding(
        lambda a: a.tendon_sheath,
        QT_TRANSLATE_NOOP("reports", "Tendon sheath"),
        QT_TRANSLATE_NOOP("reports", "tendon sheath involved"),
    ),
    Finding(
        lambda a: a.function_limited,
        QT_TRANSLATE_NOOP("reports", "Function"),
        QT_TRANSLATE_NOOP("reports", "function limited"),
    ),
    Finding(
        lambda a: a.nerve_compression,
        QT_TRANSLATE_NOOP("reports", "Nerve compression"),
        QT_TRANSLATE_NOOP("reports", "nerve compression"),
    ),
)
_OTHERS = (
    Finding(lambda a: a.pain, QT_TRANSLATE_NOOP("reports", "Pain")),
    Finding(lambda a: a.visible, QT_TRANSLATE_NOOP("reports", "Visible")),
    Finding(lambda a: a.palpable, QT_TRANSLATE_NOOP("reports", "Palpable")),
)
_ALL = (*_SIGNS, *_OTHERS)
_ANY_FINDING = QT_TRANSLATE_NOOP("reports", "Findings")


def findings_text(voice: Voice, assessment: Assessment) -> str:
    """What was found, in words; where nothing was, whether it was looked for."""
    found = [*_signs_found(voice, assessment), *_others_found(voice, assessment)]
    signs = [sign.value(assessment) for sign in _SIGNS]
    if any(_is_present(value) for value in signs):
        return ", ".join(found)
    if all(value is None for value in signs):
        return ", ".join([voice(QT_TRANSLATE_NOOP("reports", "signs not recorded")), *found])
    if None in signs:
        return ", ".join([voice(QT_TRANSLATE_NOOP("reports", "no signs where recorded")), *found])
    return ", ".join([voice(QT_TRANSLATE_NOOP("reports", "no signs")), *found])


def not_recorded_text(voice: Voice, looked_at: Sequence[tuple[int, Assessment]]) -> str:
    """Which findings were not recorded for which lesions; empty when all were.

    Args:
        voice: The reader's language.
        looked_at: Numbers of the lesions that somebody looked at and that are there, each with what was said.
    """
    nothing = [number for number, said in looked_at if all(f.value(said) is None for f in _ALL)]
    others = [(number, said) for number, said in looked_at if number not in nothing]
    sentences = [_missing_text(voice, voice(_ANY_FINDING), nothing, len(looked_at))] if nothing else []
    for finding in _ALL:
        without = [number for number, said in others if finding.value(said) is None]
        if without:
            sentences.append(_missing_text(voice, voice(finding.name), without, len(looked_at)))
    return " ".join(sentences)


def _missing_text(voice: Voice, finding: str, without: Sequence[int], asked: int) -> str:
    if len(without) == asked > 1:
        return voice(QT_TRANSLATE_NOOP("reports", "{finding}: not recorded for any lesion."), finding=finding)
    one = QT_TRANSLATE_NOOP("reports", "{finding}: not recorded for lesion {numbers}.")
    more = QT_TRANSLATE_NOOP("reports", "{finding}: not recorded for lesions {numbers}.")
    return voice(one if len(without) == 1 else more, finding=finding, numbers=listed(without))


def listed(numbers: Iterable[int]) -> str:
    """Numbers in order, three or more in a row as a range: 1, 3–6, 9."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{p[0]}–{p[-1]}" if len(p) > 2 else ", ".join(map(str, p)) for p in parts)


def _signs_found(voice: Voice, assessment: Assessment) -> list[str]:
    words = []
    for sign in _SIGNS:
        value = sign.value(assessment)
        if not _is_present(value):
            continue
        if isinstance(value, (Discharge, Infection)):
            words.append(voice.alone(value))
        elif sign.present is not None:
            words.append(voice(sign.present))
    return words


def _others_found(voice: Voice, assessment: Assessment) -> list[str]:
    words = []
    if assessment.pain is not None:
        pain = voice.words.number(assessment.pain, 0 if float(assessment.pain).is_integer() else 1)
        words.append(voice(QT_TRANSLATE_NOOP("reports", "pain {pain}/10"), pain=pain))
    if assessment.visible is False:
        words.append(voice(QT_TRANSLATE_NOOP("reports", "not visible")))
    if assessment.palpable is False:
        words.append(voice(QT_TRANSLATE_NOOP("reports", "not palpable")))
    return words


def _is_present(value: Value) -> bool:
    if isinstance(value, (Discharge, Infection)):
        return value not in (Discharge.NONE, Infection.NONE)
    return value is True
