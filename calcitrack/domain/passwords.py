"""How hard a password is to guess: an estimate of our own from length, variety and words that anybody would try.

As NIST SP 800-63B asks: fifteen characters or more where the password is the only factor, compared with a list of
those that are tried first and with the names that go with the vault; no rules of composition, no change by calendar.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from calcitrack.domain.folding import fold, words
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.paths import resource

LEAST_LENGTH = 15
_LEAST_UNGUESSABLE = 8
_STRONG, _GOOD = 20, 16
_COMMON = (
    "password", "passwort", "passwd", "motdepasse", "contrasena", "letmein", "welcome", "admin", "administrator",
    "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "qwertz", "azerty", "1q2w3e4r",
    "iloveyou", "sunshine", "princess", "football", "dragon", "monkey", "secret", "changeme",
    "correcthorsebatterystaple", "calcitrack", "calcinosis", "cutis", "rheumatology", "clinic", "hospital", "doctor",
    "patient", "demonstration",
)  # fmt: skip


class Level(IntEnum):
    """Four steps; the lowest is refused."""

    REFUSED = 0
    FAIR = 1
    GOOD = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Strength:
    """What is thought of a password.

    Attributes:
        level: How hard it is to guess.
        verdict: One sentence: what is missing, or how good it is.
    """

    level: Level
    verdict: Message


def strength_of(password: str, known: Sequence[str] = ()) -> Strength:
    """Judge a password.

    Args:
        password: As typed.
        known: Names that others know: the clinic's, the person's. A password mostly made of them is refused.
    """
    normal = unicodedata.normalize("NFKC", password)
    missing = LEAST_LENGTH - len(normal)
    if missing > 0:
        return Strength(Level.REFUSED, _short(missing))
    if len(_without_guessable(fold(normal), known)) < _LEAST_UNGUESSABLE:
        text = QT_TRANSLATE_NOOP("Strength", "Too easy: mostly words that anybody would try first.")
        return Strength(Level.REFUSED, say(text))
    if _is_listed(fold(normal)):
        text = QT_TRANSLATE_NOOP("Strength", "Too easy: it is on the list of passwords that are tried first.")
        return Strength(Level.REFUSED, say(text))
    varied = _varied_length(_without_guessable(fold(normal), known))
    if varied < _LEAST_UNGUESSABLE:
        text = QT_TRANSLATE_NOOP("Strength", "Too easy: the same characters repeat or follow one another.")
        return Strength(Level.REFUSED, say(text))
    return _accepted(varied)


def _short(missing: int) -> Message:
    if missing == 1:
        return say(QT_TRANSLATE_NOOP("Strength", "One more character: at least {least}."), least=LEAST_LENGTH)
    text = QT_TRANSLATE_NOOP("Strength", "{missing} more characters: at least {least}. A few unrelated words will do.")
    return say(text, missing=missing, least=LEAST_LENGTH)


def _accepted(varied: int) -> Strength:
    if varied >= _STRONG:
        return Strength(Level.STRONG, say(QT_TRANSLATE_NOOP("Strength", "Strong.")))
    if varied >= _GOOD:
        return Strength(Level.GOOD, say(QT_TRANSLATE_NOOP("Strength", "Good.")))
    return Strength(Level.FAIR, say(QT_TRANSLATE_NOOP("Strength", "Enough. One more word makes it better.")))


def _without_guessable(folded: str, known: Iterable[str]) -> str:
    tight = "".join(folded.split())
    guessable = {word for name in known for word in (*words(name), "".join(fold(name).split())) if len(word) > 2}
    for word in sorted({*_COMMON, *guessable}, key=len, reverse=True):
        tight = tight.replace(word, "")
    return tight


def _is_listed(folded: str) -> bool:
    """A password of the list, as it stands or with little around it."""
    tight = "".join(c for c in folded if c.isalnum())
    for length in range(max(1, len(tight) - _LEAST_UNGUESSABLE + 1), len(tight) + 1):
        for start in range(len(tight) - length + 1):
            if tight[start : start + length] in _listed():
                return True
    return False


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    lines = resource("passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset("".join(c for c in line if c.isalnum()) for line in lines if line and not line.startswith("#"))


def _varied_length(text: str) -> int:
    """The number of characters that do not simply follow from the one before, within the shortest period."""
    once = text[: _period(text)]
    return sum(1 for before, this in zip("\0" + once, once, strict=False) if abs(ord(this) - ord(before)) > 1)


def _period(text: str) -> int:
    """The length of the piece that the text repeats; its own length when it repeats none."""
    for length in range(1, len(text) // 2 + 1):
        if all(text[at] == text[at - length] for at in range(length, len(text))):
            return length
    return len(text)
