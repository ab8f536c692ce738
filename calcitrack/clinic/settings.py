"""The clinic's settings, with their defaults."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from calcitrack.clinic.conflicts import SETTING, as_text, conflict, differences
from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.reading_errors import own_errors
from calcitrack.clinic.rights import ADMINISTRATORS, EVERYBODY, operation
from calcitrack.db import settings, totals
from calcitrack.db.audit import Deed
from calcitrack.db.driver import Connection
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.contact import ClinicContact
from calcitrack.domain.errors import Difference, Fault
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

PAPERS = ("A4", "Letter")


def rule_settings(connection: Connection) -> RuleSettings:
    """The thresholds in force."""
    stored = settings.read(connection)
    known = {field.name: stored[field.name] for field in fields(RuleSettings) if field.name in stored}
    return replace(RuleSettings(), **known, own_errors=own_errors(stored))


def clinic_contact(connection: Connection) -> ClinicContact:
    """What patients are told about calling the clinic."""
    stored = settings.read(connection)
    return ClinicContact(str(stored.get("phone", "")), str(stored.get("when_to_call", "")))


@dataclass(frozen=True, slots=True)
class LockSettings:
    """When the window asks for the password again.

    Attributes:
        idle_minutes: Without key or mouse, until the vault is locked: 1 to 60.
        signing_pause_minutes: Without key or mouse, after which a signature asks for the password: 1 to 60.
    """

    idle_minutes: int = 10
    signing_pause_minutes: int = 5


MOST_MINUTES = 60


class Settings(Operations):
    """Use cases around the clinic's settings."""

    @operation(EVERYBODY)
    def rules(self) -> RuleSettings:
        """The thresholds in force."""
        return rule_settings(self._context.vault.connection)

    @operation(ADMINISTRATORS)
    def set_rules(self, chosen: RuleSettings, seen: RuleSettings) -> Written[None]:
        """Choose the clinic's thresholds; ``seen`` is what was on screen. Every figure follows at once.

        Raises:
            Conflict: They were changed elsewhere.
            ValueError: One lies outside its range.
        """
        if not chosen.is_possible():
            raise ValueError(chosen)
        context = self._context
        with context.vault.unit(context.actor, Deed("set thresholds", "setting"), context.clock.now()) as unit:
            _refuse_late(seen, self.rules(), differences(chosen, self.rules()))
            for field in (field for field in fields(RuleSettings) if field.name != "own_errors"):
                settings.write(unit, field.name, getattr(chosen, field.name))
            totals.follow_threshold(unit, chosen.threshold_percent)
        return Written(None, Change(frozenset({Kind.SETTINGS})))

    @operation(ADMINISTRATORS)
    def set_clinic_name(self, name: str, seen: str) -> Written[None]:
        """Rename the clinic; ``seen`` is what was on screen.

        Raises:
            Conflict: It was renamed elsewhere.
            InvalidInput: The name is empty.
        """
        wanted, context = " ".join(name.split()), self._context
        if not wanted:
            refuse((Fault("clinic", "missing", say(QT_TRANSLATE_NOOP("clinic", "Type the name of the clinic."))),))
        with context.vault.unit(context.actor, Deed("rename clinic", "clinic"), context.clock.now()) as unit:
            stands = context.vault.clinic_name
            _refuse_late(seen, stands, (Difference("clinic", wanted, stands),) if wanted != stands else ())
            unit.update("clinic", {"id": 1}, {"name": wanted})
        return Written(None, Change(frozenset({Kind.SETTINGS})))

    @operation(EVERYBODY)
    def paper(self) -> str:
        """Paper size of prints: "A4" or "Letter"."""
        stored: dict[str, Any] = settings.read(self._context.vault.connection)
        return str(stored.get("paper", PAPERS[0]))

    @operation(EVERYBODY)
    def locking(self) -> LockSettings:
        """When the window asks for the password again."""
        stored: dict[str, Any] = settings.read(self._context.vault.connection)
        known = {field.name: int(stored[field.name]) for field in fields(LockSettings) if field.name in stored}
        return replace(LockSettings(), **known)

    @operation(ADMINISTRATORS)
    def set_locking(self, chosen: LockSettings, seen: LockSettings) -> Written[None]:
        """Choose when the window asks for the password again; ``seen`` is what was on screen.

        Raises:
            Conflict: It was changed elsewhere.
            ValueError: Not between 1 and 60 minutes.
        """
        values = {field.name: getattr(chosen, field.name) for field in fields(LockSettings)}
        if not all(1 <= minutes <= MOST_MINUTES for minutes in values.values()):
            raise ValueError(values)
        context = self._context
        with context.vault.unit(context.actor, Deed("set locking", "setting"), context.clock.now()) as unit:
            _refuse_late(seen, self.locking(), differences(chosen, self.locking()))
            for name, minutes in values.items():
                settings.write(unit, name, minutes)
        return Written(None, Change(frozenset({Kind.SETTINGS})))

    @operation(ADMINISTRATORS)
    def set_paper(self, paper: str, seen: str) -> Written[None]:
        """Choose the paper size of prints; ``seen`` is what was on screen.

        Raises:
            Conflict: It was changed elsewhere.
            ValueError: Neither A4 nor Letter.
        """
        if paper not in PAPERS:
            raise ValueError(paper)
        context = self._context
        with context.vault.unit(context.actor, Deed("set paper size", "setting"), context.clock.now()) as unit:
            stands = self.paper()
            _refuse_late(seen, stands, (Difference("paper", paper, stands),) if paper != stands else ())
            settings.write(unit, "paper", paper)
        return Written(None, Change(frozenset({Kind.SETTINGS})))

    @operation(EVERYBODY)
    def guidance_shown(self) -> bool:
        """Whether charts and visits show what the review says."""
        return bool(settings.read(self._context.vault.connection).get("guidance_shown", True))

    @operation(ADMINISTRATORS)
    def set_guidance_shown(self, shown: bool, seen: bool) -> Written[None]:
        """Show what the review says in charts and visits, or not; the page of the guidance stays.

        ``seen`` is what was on screen.

        Raises:
            Conflict: It was changed elsewhere.
        """
        context = self._context
        deed = Deed("show guidance" if shown else "hide guidance", "setting")
        with context.vault.unit(context.actor, deed, context.clock.now()) as unit:
            stands = self.guidance_shown()
            found = Difference("guidance_shown", as_text(shown), as_text(stands))
            _refuse_late(seen, stands, (found,) if shown != stands else ())
            settings.write(unit, "guidance_shown", shown)
        return Written(None, Change(frozenset({Kind.SETTINGS})))

    @operation(EVERYBODY)
    def contact(self) -> ClinicContact:
        """What patients are told about calling the clinic."""
        return clinic_contact(self._context.vault.connection)

    @operation(ADMINISTRATORS)
    def set_contact(self, contact: ClinicContact, seen: ClinicContact) -> Written[None]:
        """Set what patients are told about calling the clinic; ``seen`` is what was on screen.

        Raises:
            Conflict: It was changed elsewhere.
        """
        context = self._context
        with context.vault.unit(context.actor, Deed("set contact", "setting"), context.clock.now()) as unit:
            _refuse_late(seen, self.contact(), differences(contact, self.contact()))
            settings.write(unit, "phone", contact.phone.strip())
            settings.write(unit, "when_to_call", contact.when_to_call.strip())
        return Written(None, Change(frozenset({Kind.SETTINGS})))


def _refuse_late(seen: object, stands: object, found: tuple[Difference, ...]) -> None:
    """Refuse to write over a setting that is not the one on screen."""
    if seen != stands and found:
        raise conflict(SETTING, found)
