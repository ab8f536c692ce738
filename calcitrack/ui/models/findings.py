"""What an assessment found, as badges. A finding that was not recorded is never read as one that is absent."""

from __future__ import annotations

from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import Discharge, Infection
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import Tone
from calcitrack.ui.words import inside

Badge = tuple[str, Tone]


def found(said: Assessment) -> tuple[Badge, ...]:
    """The findings that are present, gravest first."""
    badges: list[Badge | None] = [
        (translate("Finding", "infection"), "danger") if said.infection not in (None, Infection.NONE) else None,
        (translate("Finding", "ulcer"), "danger") if said.ulcer else None,
        _discharge(said.discharge),
        (translate("Finding", "nerve compression"), "danger") if said.nerve_compression else None,
        (translate("Finding", "tendon sheath"), "warning") if said.tendon_sheath else None,
        (translate("Finding", "redness"), "warning") if said.redness else None,
        (translate("Finding", "swelling"), "warning") if said.swelling else None,
        (translate("Finding", "function limited"), "warning") if said.function_limited else None,
    ]
    return tuple(badge for badge in badges if badge)


def absent(said: Assessment) -> tuple[str, ...]:
    """The findings that were looked for and are absent."""
    return tuple(name for name, value in _answers(said).items() if value in (False, Discharge.NONE, Infection.NONE))


def not_recorded(said: Assessment) -> tuple[str, ...]:
    """The findings of which nothing is recorded."""
    return tuple(name for name, value in _answers(said).items() if value is None)


def signs_absent(said: Assessment) -> bool:
    """Ulcer, discharge and infection were all three looked for, and nothing at all was found."""
    return not found(said) and None not in (said.ulcer, said.discharge, said.infection)


def _answers(said: Assessment) -> dict[str, object]:
    return {
        translate("Finding", "ulcer"): said.ulcer,
        translate("Finding", "infection"): said.infection,
        translate("Finding", "discharge"): said.discharge,
        translate("Finding", "redness"): said.redness,
        translate("Finding", "swelling"): said.swelling,
        translate("Finding", "tendon sheath"): said.tendon_sheath,
        translate("Finding", "function limited"): said.function_limited,
        translate("Finding", "nerve compression"): said.nerve_compression,
    }


def detail(said: Assessment) -> tuple[str, ...]:
    """What the badges leave out: the grade of an infection and the kind of a discharge."""
    told = []
    if said.infection not in (None, Infection.NONE):
        told.append(translate("Finding", "Infection: {grade}").format(grade=inside(said.infection)))
    if said.discharge not in (None, Discharge.NONE):
        told.append(translate("Finding", "Discharge: {kind}").format(kind=inside(said.discharge)))
    return tuple(told)


def _discharge(kind: Discharge | None) -> Badge | None:
    if kind in (None, Discharge.NONE):
        return None
    return translate("Finding", "discharge"), "danger" if kind is Discharge.PUS else "warning"
