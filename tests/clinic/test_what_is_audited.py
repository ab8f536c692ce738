"""The audit knows of every use that lets somebody in, shows a record, or takes one out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from calcitrack.clinic.prints import AskedList
from calcitrack.clinic.session import Clinic, open_clinic
from calcitrack.domain.errors import WrongPassword
from calcitrack.domain.letter import Letter
from calcitrack.domain.worklist import WorklistFilter
from tests.builders import DAY, a_lesion, a_patient, an_assessment
from tests.db import sql
from tests.vaults import LOGIN, PASSWORD, FixedClock, opened, run_script, vault_of


def actions(clinic: Clinic) -> list[str]:
    return [row["action"] for row in sql.rows(vault_of(clinic).connection, "SELECT action FROM audit ORDER BY id")]


def with_a_signed_visit(clinic: Clinic) -> tuple[int, int]:
    patient = clinic.patients.add(a_patient("1")).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    visit = clinic.visits.start(patient, DAY).value
    version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion)]).value
    clinic.visits.sign(patient, visit, version)
    return patient, visit


USES: dict[str, Callable[[Clinic, int, int, Path], object]] = {
    "view record": lambda clinic, patient, _, __: clinic.patients.open(patient),
    "view every record": lambda clinic, *_: clinic.patients.open_all(),
    "print summary": lambda clinic, patient, visit, _: clinic.prints.summary(patient, visit),
    "print referral": lambda clinic, patient, *_: clinic.prints.referral(patient, Letter("Dr T. Addressee", "Why?")),
    "print worklist": lambda clinic, *_: clinic.prints.worklist(AskedList(WorklistFilter.EVERYONE)),
    "export records": lambda clinic, _, __, folder: clinic.record_files.export_file(folder / "out.json"),
    "verify vault": lambda clinic, *_: clinic.verification.verify(),
}


@pytest.mark.parametrize(("action", "use"), USES.items(), ids=USES.keys())
def test_what_shows_or_takes_out_a_record_is_one_audit_row(
    clinic: Clinic, tmp_path: Path, action: str, use: Callable[[Clinic, int, int, Path], object]
) -> None:
    patient, visit = with_a_signed_visit(clinic)
    before = len(actions(clinic))
    use(clinic, patient, visit, tmp_path)
    assert actions(clinic)[before:] == [action]


def test_sign_ins_good_and_failed_are_in_the_audit(vault_folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassword):
            open_clinic(vault_folder, LOGIN, "wrong", FixedClock())
    with opened(vault_folder) as clinic:
        assert actions(clinic) == ["make vault", "failed sign-ins", "sign in"]


REPORT = f"""
import io, sys
from calcitrack.cli.main import main
sys.stdin = io.StringIO({PASSWORD!r} + "\\n")
sys.exit(main([sys.argv[1], "--vault", sys.argv[2], "--user", {LOGIN!r}, *sys.argv[3:]]))
"""


@pytest.mark.parametrize(
    ("verb", "options", "action"),
    [
        ("report", ["--json"], "view every record"),
        ("report", ["--patient", "1", "--json"], "view record"),
        ("pathway", ["--patient", "1", "--json"], "view record"),
    ],
)
def test_what_the_command_line_shows_of_records_is_in_the_audit(
    vault_folder: Path, verb: str, options: list[str], action: str
) -> None:
    with opened(vault_folder) as clinic:
        with_a_signed_visit(clinic)
    assert run_script(REPORT, verb, vault_folder, *options).returncode == 0
    with opened(vault_folder) as clinic:
        assert actions(clinic)[-2] == action
