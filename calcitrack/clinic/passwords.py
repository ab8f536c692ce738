"""What a password must be: long, and not a word that anybody would try first (NIST SP 800-63B, revision 4)."""

from __future__ import annotations

from calcitrack.clinic.context import refuse
from calcitrack.domain.folding import fold
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import NEEDED, fault

MINIMUM = 15
"""Characters, where the password is the only factor. No rules of composition, no change by calendar."""


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
    elif not synthetic and len(password) < MINIMUM:
        found.append(
            fault(
                "password",
                "short",
                QT_TRANSLATE_NOOP("clinic", "A password has {minimum} characters or more; a few words will do."),
                minimum=MINIMUM,
            )
        )
    elif not synthetic and _is_guessable(password, clinic, login):
        found.append(
            fault(
                "password",
                "guessable",
                QT_TRANSLATE_NOOP("clinic", "This password is easy to guess from the clinic's or your own name."),
            )
        )
    refuse(tuple(found))


def _is_guessable(password: str, clinic: str, login: str) -> bool:
    """Made of one repeated character, or of names that everybody knows and little else."""
    rest = fold(password).replace(" ", "")
    if len(set(rest)) < 4:
        return True
    known = [fold(clinic), fold(login), *fold(clinic).split(), "calcitrack", "calcinosis", "password", "rheumatology"]
    for word in sorted((w.replace(" ", "") for w in known if len(w) > 2), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) < 8
