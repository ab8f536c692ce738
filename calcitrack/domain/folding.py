"""Text made comparable: what two people type for the same name must fold to the same letters.

Folding is for finding, never for showing: it drops what a keyboard in another country cannot type.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not take apart, and Arabic letters that are typed one for the other.
_LETTERS = {
    "đ": "d", "ð": "d", "ł": "l", "ø": "o", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
}  # fmt: skip
_APOSTROPHES = "'`´‘’‛ʹʻʼʽʾʿ′＇\u055a\u05f3"
_HYPHENS = "-‐‑‒–—―−\u05be﹣－"
_TATWEEL = "ـ"
_PUNCTUATION = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-") | {_TATWEEL: None, "\u00ad": None}
)
_REPLACEMENTS = str.maketrans(_LETTERS)


def fold(text: str) -> str:
    """Return the text in the form in which names are compared.

    Case, accents, vowel points, tatweel and invisible marks go; digits of every script become ASCII; white space is
    one space; every apostrophe is ' and every hyphen is -. Folding a folded text changes nothing.
    """
    if text.isascii() and text.isprintable():  # most texts, and the rest would change nothing but the backquote
        return " ".join(text.casefold().replace("`", "'").split())
    # The second round is for the few capitals that show their accent or their ligature only once they are small.
    letters = _simplified(_simplified(text))
    return " ".join(unicodedata.normalize("NFC", letters).split())


def plain_digits(text: str) -> str:
    """Return the text with the decimal digits of every script as 0 to 9, without invisible marks of direction.

    Unlike `fold` it leaves all else as typed, so that a raised 2 (which is no decimal digit) never joins a number.
    """
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text if not _is_invisible(c))


def words(text: str) -> tuple[str, ...]:
    """Return the words by whose beginning the text should be found, each once, in the order of the text.

    A name with an apostrophe or hyphen is known whole, without its signs, and by each of its parts, so that
    O'Sullivan is found by "o'sullivan", "osullivan" and "sullivan". Other punctuation only separates.
    """
    found: dict[str, None] = {}
    for chunk in _without_other_punctuation(fold(text)).split():
        found.update(dict.fromkeys(filter(None, _forms(chunk))))
    return tuple(found)


def _simplified(text: str) -> str:
    small = unicodedata.normalize("NFKD", text.translate(_PUNCTUATION)).casefold()
    apart = unicodedata.normalize("NFKD", small.translate(_PUNCTUATION))
    kept = "".join(c for c in apart if not _is_dropped(c))
    return plain_digits(kept.translate(_REPLACEMENTS))


def _is_dropped(character: str) -> bool:
    """Say whether the character is an accent, a vowel point or an invisible mark.

    The signs of Indic, Thai and kana writing (other combining classes) are letters to their readers and stay.
    """
    place = unicodedata.combining(character)
    return place == 1 or 10 <= place <= 36 or place >= 200 or _is_invisible(character)


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Cc"} and not character.isspace()


def _without_other_punctuation(folded: str) -> str:
    return "".join(" " if _separates(c) else c for c in folded)


def _separates(character: str) -> bool:
    return character not in "'-" and unicodedata.category(character)[0] in "PSZ"


def _forms(chunk: str) -> Iterable[str]:
    parts = chunk.split("-")
    yield chunk.strip("'-")
    yield chunk.replace("'", "").strip("-")
    yield chunk.replace("'", "").replace("-", "")
    for part in parts:
        yield part.strip("'")
        yield part.replace("'", "")
        yield from part.split("'")
