"""A letter to a colleague: to whom, what is asked, how soon."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from calcitrack.domain.errors import Fault
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import NEEDED, fault

LONGEST_NAME = 200
LONGEST_ADDRESS = 600
MOST_ADDRESS_LINES = 8
LONGEST_QUESTION = 5000


class Urgency(StrEnum):
    """How soon the colleague is asked to see the patient."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person writes to a colleague; it is printed and not kept in the record.

    Attributes:
        addressee: Name as it stands above the address.
        address: Lines of the address; empty when none was given.
        question: As typed; it is quoted word for word.
    """

    addressee: str
    question: str
    urgency: Urgency = Urgency.ROUTINE
    address: str = ""


def letter_faults(letter: Letter) -> tuple[Fault, ...]:
    """What is wrong with a letter, in the order of its form."""
    found = [] if letter.addressee.strip() else [fault("addressee", "needed", NEEDED)]
    found += _too_long("addressee", letter.addressee, LONGEST_NAME)
    found += _too_long("address", letter.address, LONGEST_ADDRESS)
    if len(letter.address.splitlines()) > MOST_ADDRESS_LINES:
        told = QT_TRANSLATE_NOOP("letter", "An address has {most} lines at most.")
        found.append(fault("address", "too_many_lines", told, most=MOST_ADDRESS_LINES))
    if not letter.question.strip():
        found.append(fault("question", "needed", NEEDED))
    return (*found, *_too_long("question", letter.question, LONGEST_QUESTION))


def _too_long(field: str, text: str, most: int) -> list[Fault]:
    if len(text) <= most:
        return []
    told = QT_TRANSLATE_NOOP("letter", "This has {length} characters; {most} are printed at most. Shorten it.")
    return [fault(field, "too_long", told, length=len(text), most=most)]
