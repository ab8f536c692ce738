"""The people of a clinic: who is there, what each may do, and the passwords that let them in.

Whoever leaves stays named in the record, and loses the key slot. Slow by intention are the operations that set a
password (one derivation each): the window runs them on its worker, over a connection of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from calcitrack.clinic import backups
from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.keys import Key, find_key
from calcitrack.clinic.passwords import check_password, new_first_password
from calcitrack.clinic.rights import ADMINISTRATORS, EVERYBODY, operation
from calcitrack.db import people, rekeying
from calcitrack.db.audit import Deed
from calcitrack.db.slots import FIRST, USER
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import CalciTrackError, Conflict, NotFound
from calcitrack.domain.folding import fold
from calcitrack.domain.staff import Colleague
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.validation import NEEDED, fault
from calcitrack.domain.vocabulary import Role

Report = Callable[[int, int], None]
"""Told (done, of)."""


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What everybody needs after the data key was changed; shown once.

    Attributes:
        recovery_code: In place of the one until now.
        first_passwords: Name and first password of everybody but whoever changed it.
    """

    recovery_code: str
    first_passwords: tuple[tuple[str, str], ...]


def _silent(_done: int, _of: int) -> None:
    """Nobody watches."""


_CHANGED = Change(frozenset({Kind.PEOPLE}))


class People(Operations):
    """Use cases around people and their passwords."""

    @operation(ADMINISTRATORS)
    def everyone(self) -> tuple[Colleague, ...]:
        """All who ever worked here, by name; those who left come last."""
        return people.everyone(self._context.vault.connection)

    @operation(EVERYBODY)
    def login(self) -> str:
        """The name under which whoever is signed in signs in."""
        return people.login_of(self._context.vault.connection, self.person.id)

    @operation(ADMINISTRATORS)
    def add(self, name: str, login: str, roles: Iterable[Role], password: str) -> Written[int]:
        """Add a person, whose first password opens only to choose an own one; returns the row number.

        Raises:
            InvalidInput: A name is missing or taken, no role is given, or the password is weak.
            CalciTrackError: The key slots could not be written; nobody was added.
        """
        chosen, vault, now = frozenset(roles), self._context.vault, self._context.clock.now()
        self._check_new(name, login, chosen, password)
        slots = vault.slots_with(login, FIRST, password)
        with vault.unit(self._context.actor, Deed("add person", "person"), now) as unit:
            moment = now.isoformat(timespec="milliseconds")
            person_id = people.add(unit, " ".join(name.split()), login, chosen, moment)
            # Inside the unit: a person without a slot could not come in; a slot without a person opens nothing.
            vault.keep_slots(slots)
        return Written(person_id, _CHANGED)

    @operation(ADMINISTRATORS)
    def set_roles(self, person_id: int, roles: Iterable[Role], seen: int) -> Written[None]:
        """Change what a person may do; in force from the next sign-in.

        Raises:
            InvalidInput: No role is left, or nobody would administrate.
            Conflict: The person was changed elsewhere.
            NotFound: There is no such person.
        """
        chosen, known = frozenset(roles), self._known(person_id)
        if not chosen:
            refuse((fault("roles", "needed", NEEDED),))
        if Role.ADMINISTRATOR not in chosen:
            self._keep_an_administrator(known)
        with self._context.vault.unit(self._context.actor, self._deed("change roles", known), self._now) as unit:
            if people.set_roles(unit, person_id, chosen) and not unit.raise_version("person", person_id, seen):
                raise _conflict()
        return Written(None, _CHANGED)

    @operation(ADMINISTRATORS)
    def give_password(self, person_id: int, password: str) -> Written[None]:
        """Give a new first password to somebody who forgot theirs, or who comes back.

        Raises:
            InvalidInput: The password is weak, or the person is oneself.
            NotFound: There is no such person.
        """
        known, vault = self._known(person_id), self._context.vault
        if person_id == self.person.id:
            refuse((fault("password", "own", QT_TRANSLATE_NOOP("clinic", "Change your own password instead.")),))
        self._check(password, known.login)
        slots = vault.slots_with(known.login, FIRST, password)
        action = "give first password" if known.active else "let person back in"
        with vault.unit(self._context.actor, self._deed(action, known), self._now) as unit:
            people.set_active(unit, person_id, None)
            unit.raise_version("person", person_id, known.version)
            vault.keep_slots(slots)
        return Written(None, _CHANGED)

    @operation(ADMINISTRATORS)
    def leave(self, person_id: int, seen: int) -> Written[None]:
        """Close the account of somebody who leaves: the key slot goes, the name stays in the record.

        Raises:
            InvalidInput: It is the last administrator, or oneself.
            Conflict: The person was changed elsewhere.
            NotFound: There is no such person.
        """
        known, vault = self._known(person_id), self._context.vault
        if person_id == self.person.id:
            own = QT_TRANSLATE_NOOP("clinic", "Nobody closes their own account: another administrator does.")
            refuse((fault("person", "own", own),))
        self._keep_an_administrator(known)
        with vault.unit(self._context.actor, self._deed("person leaves", known), self._now) as unit:
            people.set_active(unit, person_id, self._now.isoformat(timespec="milliseconds"))
            if not unit.raise_version("person", person_id, seen):
                raise _conflict()
            vault.keep_slots(vault.slots_without(known.login))
        return Written(None, _CHANGED)

    @operation(ADMINISTRATORS)
    def change_data_key(self, password: str, report: Report = _silent) -> NewKeys:
        """Write the whole vault anew under another data key, for when somebody left who may have kept the old one.

        Everybody else gets a new first password, because nobody's own is at hand; the recovery code is new too. The
        vault is closed afterwards. Copies and backups from before are still opened by the old key.

        Args:
            password: One's own, typed again.
            report: Told how far it is; raises to give up, of which nothing is left.

        Raises:
            WrongPassword: It is not one's own password.
            CalciTrackError: It was not done: the old key and all passwords stand.
        """
        context, login = self._context, self.login()
        find_key(context.vault.folder, login, password, context.clock)
        backups.before(context.vault, context.clock.now())
        active = [one for one in people.everyone(context.vault.connection) if one.active and one.login != login]
        firsts = [(one.name, one.login, new_first_password()) for one in active]
        others = [(one, first) for _, one, first in firsts]
        code = rekeying.change_key(context.vault, (login, password), others, context.actor, self._now, report)
        context.close()
        return NewKeys(code, tuple((name, first) for name, _, first in firsts))

    @operation(EVERYBODY)
    def change_password(self, old: str, new: str) -> Written[None]:
        """Change one's own password.

        Raises:
            WrongPassword: The old one is not right.
            TooManyAttempts: After many wrong ones.
            InvalidInput: The new one is weak.
        """
        vault, login = self._context.vault, self.login()
        self._check(new, login)
        find_key(vault.folder, login, old, self._context.clock)
        slots = vault.slots_with(login, USER, new)
        deed = Deed("change own password", "person", self.person.uuid.hex())
        with vault.unit(self._context.actor, deed, self._now, always=True):
            vault.keep_slots(slots)
        return Written(None, _CHANGED)

    @operation(EVERYBODY)
    def prove(self, key: Key) -> None:
        """Tell that whoever is signed in typed the password again, as ``find_key`` found on any thread.

        Raises:
            CalciTrackError: It is somebody else's.
        """
        if key.data.folder != self._context.vault.folder or fold(key.login) != self.login():
            raise CalciTrackError(say(QT_TRANSLATE_NOOP("clinic", "This is the password of somebody else.")))
        self._context.presence.prove(self._now)

    def _check_new(self, name: str, login: str, roles: frozenset[Role], password: str) -> None:
        if not roles:
            refuse((fault("roles", "needed", NEEDED),))
        if any(known.login == fold(login) for known in people.everyone(self._context.vault.connection)):
            taken = QT_TRANSLATE_NOOP("clinic", "This name for signing in is taken, perhaps by somebody who left.")
            refuse((fault("login", "taken", taken),))
        self._check(password, login, name)

    def _check(self, password: str, login: str, name: str | None = None) -> None:
        vault = self._context.vault
        check_password(password, clinic=vault.clinic_name, login=login, synthetic=vault.synthetic, person=name)

    def _known(self, person_id: int) -> Colleague:
        found = next((one for one in people.everyone(self._context.vault.connection) if one.id == person_id), None)
        if found is None:
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "There is no such person.")))
        return found

    def _keep_an_administrator(self, without: Colleague) -> None:
        others = (one for one in people.everyone(self._context.vault.connection) if one.active and one.id != without.id)
        if Role.ADMINISTRATOR in without.roles and not any(Role.ADMINISTRATOR in one.roles for one in others):
            last = QT_TRANSLATE_NOOP("clinic", "This is the last administrator: make somebody else one first.")
            refuse((fault("roles", "last_administrator", last),))

    @property
    def _now(self) -> datetime:
        return self._context.clock.now()

    def _deed(self, action: str, known: Colleague) -> Deed:
        return Deed(action, "person", people.uuid_of(self._context.vault.connection, known.id).hex())


def _conflict() -> Conflict:
    return Conflict(
        say(QT_TRANSLATE_NOOP("clinic", "Not saved: this person was changed in another place.")),
        say(QT_TRANSLATE_NOOP("clinic", "Look at the list again, then make your change.")),
    )
