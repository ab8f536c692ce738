"""Who may be the same person: what two people write for one patient differs in more than accents.

These rules only make somebody look. They never join two patients, and a twin or a namesake may still be added.
"""

from __future__ import annotations

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.folding import fold
from calcitrack.domain.patient import Patient

_WHOLE_DAY = len("1968-05-03")


def may_be_same(one: Patient, other: Patient) -> bool:
    """Whether the names agree and both can be born on the same day.

    Names agree when they have the same letters in the same order, or when all words of the shorter one stand in the
    longer one: a hyphen, a second given name that only one clinic took down, or family and given name in each other's
    field hide nobody. A single word within a longer name is enough only where both births are known to the day.
    """
    if not _can_be_one_day(one.birth_date, other.birth_date):
        return False
    if _letters(one) == _letters(other):
        return True
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    if not shorter or not shorter <= longer:
        return False
    return len(shorter) > 1 or all(len(patient.birth_date.text) == _WHOLE_DAY for patient in (one, other))


def bare_number(mrn: str) -> str:
    """A record number without what people leave out: blanks, signs, and whether a letter is large.

    Leading zeros stay: to a hospital 0012 and 12 can be two people.
    """
    return _bare(mrn)


def _bare(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


def _words(patient: Patient) -> frozenset[str]:
    folded = fold(f"{patient.family_name} {patient.given_name}")
    return frozenset(folded.replace("'", "").replace("-", " ").split())


def _letters(patient: Patient) -> str:
    return _bare(patient.family_name + patient.given_name)


def _can_be_one_day(one: PartialDate, other: PartialDate) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest
