"""A new vault is made whole or leaves nothing behind."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from calcitrack.clinic.session import create_clinic, open_clinic
from calcitrack.domain.errors import InvalidInput, VaultExists
from tests.vaults import CHEAP, LOGIN, PASSWORD, FixedClock, make_template, run_script

MAKE = f"""
import importlib.metadata, os, resource, sys, pathlib
import sqlite_utils.plugins  # while the process may still read every folder
from calcitrack.clinic.session import create_clinic
from calcitrack.db.slots import KdfCost
from calcitrack.domain.errors import CalciTrackError
folder, limit, user = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
if user:
    os.setgid(user)
    os.setuid(user)
try:
    create_clinic(folder, clinic="C", login={LOGIN!r}, person="P", password={PASSWORD!r}, synthetic=True,
                  cost=KdfCost(8, 1, 1))
    print("made")
except CalciTrackError as error:
    print(type(error).__name__, error)
"""
NOBODY = 65534


def test_a_new_vault_opens_with_its_name_and_password(tmp_path: Path) -> None:
    folder = make_template(tmp_path / "deep" / "er" / "vault").folder
    open_clinic(folder, LOGIN, PASSWORD).close()


def test_a_folder_that_holds_anything_is_refused_and_unchanged(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(VaultExists):
        make_template(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_a_vault_is_never_made_over_another(vault_folder: Path) -> None:
    with pytest.raises(VaultExists):
        make_template(vault_folder)
    open_clinic(vault_folder, LOGIN, PASSWORD).close()


def test_a_file_in_place_of_the_folder_is_refused_and_unchanged(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("mine")
    with pytest.raises(VaultExists):
        make_template(tmp_path / "vault")
    assert (tmp_path / "vault").read_text() == "mine"


@pytest.mark.parametrize("limit", [1, 300, 4096, 20_000, 40_000, 150_000])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, limit: int) -> None:
    said = run_script(MAKE, tmp_path / "new" / "vault", limit, 0).stdout
    assert said.startswith(("DiskFull", "NotSaved", "VaultMissing"))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_an_empty_folder_empty(tmp_path: Path) -> None:
    said = run_script(MAKE, tmp_path, 20_000, 0).stdout
    assert said.startswith(("DiskFull", "NotSaved"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path, mode: int) -> None:
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(stat.S_IMODE(path.stat().st_mode) | 0o055)
    closed = tmp_path / "closed"
    closed.mkdir(mode=mode)
    os.chown(closed, NOBODY, NOBODY)
    inside = run_script(MAKE, closed / "vault", 0, NOBODY)
    itself = run_script(MAKE, closed, 0, NOBODY)
    closed.chmod(0o700)
    assert inside.stdout.startswith("NotSaved No vault was made: a folder or file cannot be read or written")
    assert itself.stdout.startswith(("NotSaved", "VaultMissing", "made") if mode else ("NotSaved", "VaultMissing"))
    assert "Traceback" not in inside.stderr + itself.stderr


@pytest.mark.parametrize("missing", ["clinic", "login", "person", "password"])
@pytest.mark.parametrize("nothing", ["", "  ", "\u200b"])
def test_a_missing_name_is_refused_before_anything_is_made(tmp_path: Path, missing: str, nothing: str) -> None:
    if missing == "password" and nothing:
        nothing = ""
    given = {"clinic": "C", "login": LOGIN, "person": "P", "password": PASSWORD} | {missing: nothing}
    with pytest.raises(InvalidInput) as refused:
        create_clinic(tmp_path / "vault", **given, synthetic=True, clock=FixedClock(), cost=CHEAP)
    assert [fault.field for fault in refused.value.faults] == [missing]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "password", ["fourteen chars", "aaaaaaaaaaaaaaaaaaaa", "Calcinosis Clinic 1", "password password password"]
)
def test_a_vault_of_real_patients_takes_no_weak_password(tmp_path: Path, password: str) -> None:
    with pytest.raises(InvalidInput):
        create_clinic(tmp_path / "vault", clinic="Calcinosis Clinic", login=LOGIN, person="P", password=password)
    assert list(tmp_path.iterdir()) == []
