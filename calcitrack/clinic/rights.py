"""Who may do what: staff draft, clinicians sign and judge, administrators import and manage."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar, cast

from calcitrack.db.errors import read_in_sentences
from calcitrack.domain.errors import NotAllowed
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.vocabulary import Role

if TYPE_CHECKING:
    from calcitrack.db.people import Person

EVERYBODY = frozenset(Role)
RECORDERS = frozenset({Role.STAFF, Role.CLINICIAN})
CLINICIANS = frozenset({Role.CLINICIAN})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
MERGERS = CLINICIANS | ADMINISTRATORS
"""Who says that two records are of one person: whoever answers for the record, or for the vault."""

P = ParamSpec("P")
R = TypeVar("R")


class HasPerson(Protocol):
    """A group of operations that knows who is signed in."""

    @property
    def person(self) -> Person:
        """Who is signed in."""
        ...


S = TypeVar("S", bound=HasPerson)

ROLES_ATTRIBUTE = "__roles_allowed__"


def operation(roles: frozenset[Role]) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Guard a use case: it runs only for a person with one of these roles, checked before anything is read.

    What the disk does to it is told in a sentence.
    """

    def guard(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @functools.wraps(method)
        def guarded(self: S, *args: P.args, **kwargs: P.kwargs) -> R:
            require(self.person, roles)
            with read_in_sentences():
                return method(self, *args, **kwargs)

        setattr(guarded, ROLES_ATTRIBUTE, roles)
        return cast("Callable[Concatenate[S, P], R]", guarded)

    return guard


def require(person: Person, roles: frozenset[Role]) -> None:
    """Refuse unless the person has one of the roles.

    Raises:
        NotAllowed: With the roles that may.
    """
    if person.roles & roles:
        return
    raise NotAllowed(
        say(
            QT_TRANSLATE_NOOP("clinic", "{name} may not do this: it takes the role {roles}. Nothing was changed."),
            name=person.name,
            roles=" / ".join(sorted(role.value for role in roles)),
        ),
        say(QT_TRANSLATE_NOOP("clinic", "Ask somebody with that role to sign in.")),
    )
