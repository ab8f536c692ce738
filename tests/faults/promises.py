"""Whether a vault holds all that a typing program called saved, and whether it is sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from calcitrack.clinic.session import Clinic
from calcitrack.db import visit_hash
from calcitrack.domain.visit import Visit
from tests.db import sql
from tests.faults.checks import flaws, structure
from tests.faults.typing_child import LESIONS
from tests.vaults import opened, vault_of

Said = Sequence[dict[str, Any]]


def broken_promises(folder: Path, said: Said) -> list[str]:
    """What was said to be saved and is not in the vault, and whatever else is wrong with it."""
    try:
        with opened(folder) as clinic:
            return [*damage(clinic), *unkept(clinic, said)]
    except Exception as error:  # noqa: BLE001 - a vault that cannot be read is what is looked for
        return [f"the vault cannot be read: {error!r}"]


def unkept(clinic: Clinic, said: Said) -> list[str]:
    """Each promise that the record does not keep."""
    gone = {line["visit"] for line in said if line["done"] == "discarded"}
    signed = {line["visit"] for line in said if line["done"] == "signed"}
    promised = [line for line in said if "visit" in line and line["visit"] not in gone]
    found = visits_of(clinic)
    lost = [f"discarded visit {visit} is there" for visit in gone & found.keys()]
    for line in promised:
        visit = found.get(line["visit"])
        # A draft that is absent may have been discarded by a program that was killed before it could say so.
        is_lost = line["visit"] in signed if visit is None else not _keeps(visit, line)
        lost += [f"lost: {line}"] if is_lost else []
    return lost + _wrong_keys(clinic, said)


def _wrong_keys(clinic: Clinic, said: Said) -> list[str]:
    """Who can unlock the vault and must not, or cannot and should."""
    slots = vault_of(clinic).slots
    known = {slot.id for slot in slots.slots}
    done = {word: {line["login"] for line in said if line["done"] == word} for word in ("came", "leaving", "left")}
    wrong = [f"{login} has left and has a key" for login in done["left"] if slots.slot_id(login) in known]
    missing = [login for login in done["came"] - done["leaving"] if slots.slot_id(login) not in known]
    return wrong + [f"{login} has no key" for login in missing]


def unkept_signatures(clinic: Clinic, said: Said) -> int:
    """How many visits that were said to be signed are not there as they were signed."""
    found = visits_of(clinic)
    signed = [line for line in said if line["done"] == "signed"]
    return sum(line["visit"] not in found or not _keeps(found[line["visit"]], line) for line in signed)


def visits_of(clinic: Clinic) -> dict[int, Visit]:
    """Every visit of every patient."""
    records = [clinic.patients.reload(patient) for patient in clinic.patients.all_ids()]
    return {visit.id: visit for record in records for visit in record.visits}


def _keeps(visit: Visit, line: dict[str, Any]) -> bool:
    if line["done"] == "signed":
        return visit.content_hash == line["hash"]
    if line["done"] == "recorded":
        found = visit.assessment_of(line["lesion"])
        return found is not None and len(found.readings) == 2 and found.readings[0].length == line["length"]
    return True


def damage(clinic: Clinic) -> list[str]:
    """Half visits, signatures that do not fit, gaps in the audit, and what the database and the program find wrong."""
    connection = vault_of(clinic).connection
    wrong = [f"half a visit: {visit}" for visit, found in visits_of(clinic).items() if _is_half(found)]
    for row in sql.rows(connection, "SELECT * FROM visit WHERE status = 'signed'"):
        again = visit_hash.compute(connection, row["patient_id"], row["id"], row["signed_by"], row["signed_at"])
        wrong += [f"the hash of visit {row['id']}"] if again != row["content_hash"] else []
    sequences = [row["sequence"] for row in sql.rows(connection, "SELECT sequence FROM audit ORDER BY id")]
    wrong += ["a gap in the audit"] if sequences != list(range(1, len(sequences) + 1)) else []
    return [*wrong, *structure(connection), *flaws(clinic)]


def _is_half(visit: Visit) -> bool:
    """Whether a visit of the typing program holds part of a save."""
    whole = all(len(assessment.readings) == 2 for assessment in visit.assessments)
    return not whole or (visit.is_signed and len(visit.assessments) != LESIONS)
