"""A recovery code between paper and keyboard: shown in groups, read back with a forgiving eye."""

from __future__ import annotations

import re

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say

_GROUP = 4
_LOOKALIKES = str.maketrans("ILOU", "110V")


def groups(code: str) -> tuple[str, ...]:
    """The groups in which a code is written; one without hyphens or spaces is cut into fours."""
    parts = tuple(re.findall(r"[^\W_]+", code))
    if len(parts) > 1 or not parts:
        return parts
    return tuple(parts[0][at : at + _GROUP] for at in range(0, len(parts[0]), _GROUP))


def difference(typed: str, code: str) -> Message | None:
    """Say how what was typed differs from the code, or None when it is the code.

    Capitals, spaces, hyphens and letters that look like digits make no difference.
    """
    given, wanted = _letters(typed), _letters(code)
    if given == wanted:
        return None
    if not given:
        return say(QT_TRANSLATE_NOOP("RecoveryCode", "Type the code from your paper."))
    count = {"given": len(given), "wanted": len(wanted)}
    if wanted.startswith(given):
        return say(QT_TRANSLATE_NOOP("RecoveryCode", "Right so far: {given} of {wanted} characters."), **count)
    if len(given) > len(wanted):
        return say(QT_TRANSLATE_NOOP("RecoveryCode", "Too long: {given} characters instead of {wanted}."), **count)
    wrong = next(number for number, (start, group) in enumerate(_placed(code), 1) if not given.startswith(group, start))
    return say(QT_TRANSLATE_NOOP("RecoveryCode", "Group {number} is not as on your paper. Look again."), number=wrong)


def _placed(code: str) -> list[tuple[int, str]]:
    start, placed = 0, []
    for group in groups(code):
        placed.append((start, _letters(group)))
        start += len(group)
    return placed


def _letters(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum()).translate(_LOOKALIKES)
