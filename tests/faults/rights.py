"""Tries every use case that there is with every set of roles that somebody can have, the empty one among them.

The table of who may do what is written by hand in ``tests/clinic/test_rights.py``.
"""

from __future__ import annotations

import random
from itertools import chain, combinations
from pathlib import Path

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import NotAllowed
from calcitrack.domain.vocabulary import Role
from tests.clinic.test_rights import ALL, TABLE, tried
from tests.db import sql
from tests.faults.harness import Part, Tally
from tests.vaults import make_template, opened, vault_of

SETS = tuple(chain.from_iterable(combinations(Role, size) for size in range(len(Role) + 1)))


def parts() -> tuple[Part, ...]:
    """Every use case with every set of roles."""
    return (Part("rights", "tries", len(ALL) * len(SETS), rights_round, ("refused", "let through")),)


def rights_round(folder: Path, _numbers: random.Random, _most: int) -> Tally:
    """All tries on one vault."""
    tally = Tally(
        faults=[f"{name} stands in the table or in the program, not in both" for name in ALL.keys() ^ TABLE.keys()]
    )
    with opened(make_template(folder / "vault").folder) as clinic:
        for name in sorted(ALL.keys() & TABLE.keys()):
            for roles in SETS:
                _try(clinic, name, roles, tally)
    tally.counts["use cases"] = len(ALL)
    return tally


def _try(clinic: Clinic, name: str, roles: tuple[Role, ...], tally: Tally) -> None:
    may = bool(TABLE[name] & set(roles))
    before = sql.dump(vault_of(clinic).connection)
    is_refused = isinstance(tried(clinic, name, *roles), NotAllowed)
    tally.counts.update({"tries": 1, "refused": int(is_refused), "let through": int(not is_refused)})
    having = ", ".join(role.value for role in roles) or "no role"
    if is_refused == may:
        tally.faults.append(f"{name} with {having}: {'refused' if may else 'let through'}")
    if is_refused and sql.dump(vault_of(clinic).connection) != before:
        tally.faults.append(f"{name} with {having}: refused, and yet something was changed")
