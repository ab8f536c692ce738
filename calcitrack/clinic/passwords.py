"""What a password must be: long, and not a word that anybody would try first (NIST SP 800-63B, revision 4)."""

from __future__ import annotations

import secrets

from calcitrack.clinic.context import refuse
from calcitrack.domain.folding import fold
from calcitrack.domain.passwords import LEAST_LENGTH, Level, strength_of
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import NEEDED, fault

_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
_GROUPS, _GROUP = 5, 4


def new_first_password() -> str:
    """A password to be handed to somebody on paper: nearly 100 random bits without letters that look alike."""
    while True:
        letters = [secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP)]
        made = "-".join("".join(letters[at : at + _GROUP]) for at in range(0, len(letters), _GROUP))
        if strength_of(made).level is not Level.REFUSED:
            return made


def check_password(password: str, *, clinic: str, login: str, synthetic: bool, person: str | None = None) -> None:
    """Refuse a password that does not protect, and names of which nothing can be read.

    Vaults of invented patients take any password that is not empty. ``person`` is None where nobody is added.

    Raises:
        InvalidInput: With every fault.
    """
    names = {"clinic": clinic, "login": login} | ({} if person is None else {"person": person})
    found = [fault(name, "needed", NEEDED) for name, value in names.items() if not fold(value)]
    if not password:
        found.append(fault("password", "needed", NEEDED))
    elif not synthetic and strength_of(password, [clinic, login, person or ""]).level is Level.REFUSED:
        found.append(
            fault(
                "password",
                "weak",
                QT_TRANSLATE_NOOP(
                    "clinic",
                    "A password has {minimum} characters or more and is not easy to guess; a few unrelated words do.",
                ),
                minimum=LEAST_LENGTH,
            )
        )
    refuse(tuple(found))
