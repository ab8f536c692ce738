"""Wrong input on the command line: one line that says what happened and what to do, and no record changes."""

from __future__ import annotations

import copy
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.figures.report import report
from calcitrack.exchange.record_writer import to_json
from tests.builders import DATA
from tests.vaults import CLINIC, LOGIN, PASSWORD, ROOT, SAMPLE, Template, content_of, opened, vault_of

Edit = Callable[[dict[str, Any]], object]
CONTENT: Mapping[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
MRN, DAY = "004-1183", "2025-06-04"
LONG = "a password of many words"

UNPRIVILEGED = """
import ctypes, os, sys
for capability in (1, 2):  # what lets root write and read whatever the permissions say
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).prctl(24, capability, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Begins a program that permissions hold for."""

ON_A_FULL_DISK = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Begins a program for which the disk ends after some bytes of each file."""

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="permissions are set the Linux way")


def run(
    *arguments: object, password: str | None = PASSWORD, under: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program with a first line of input, or none; ``under`` is Python code that begins it."""
    command = [sys.executable, "-m", "calcitrack", *map(str, arguments)]
    if under is not None:
        command = [sys.executable, "-c", under, *command]
    given = "" if password is None else f"{password}\n"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=ROOT, env=environment, input=given, capture_output=True, text=True, encoding="utf-8", timeout=120
    )


def refusal(answer: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """The one line of a refusal, with nothing beside it."""
    lines = answer.stderr.splitlines()
    assert (answer.returncode, answer.stdout, len(lines)) == (code, "", 1), answer.stderr
    assert lines[0].startswith("calcitrack: ")
    assert "Traceback" not in lines[0]
    assert "fault of the program" not in lines[0]
    return lines[0].removeprefix("calcitrack: ")


def of(vault: Path) -> tuple[object, ...]:
    """The arguments that name a vault and a person."""
    return ("--vault", vault, "--user", LOGIN)


def all_of(clinic: Clinic) -> dict[str, Any]:
    """Every record of an open vault, whole."""
    records = [clinic.patients.reload(patient_id) for patient_id in clinic.patients.all_ids()]
    figures = report(records, clinic.settings.rules())
    return {"records": to_json(clinic.name, synthetic=clinic.synthetic, records=records), "figures": figures}


def recorded(vault: Path) -> dict[str, Any]:
    """Every record of a closed vault, whole."""
    with opened(vault) as clinic:
        return all_of(clinic)


def wrong_file(folder: Path, edit: Edit) -> Path:
    """The sample clinic under other record numbers, and one thing wrong with it."""
    content = copy.deepcopy(dict(CONTENT))
    for patient in content["patients"]:
        patient["mrn"] = f"other-{patient['mrn']}"
    edit(content)
    path = folder / "wrong.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def lesion(content: dict[str, Any], number: int = 1) -> dict[str, Any]:
    """A lesion of the first patient."""
    found: dict[str, Any] = content["patients"][0]["lesions"][number - 1]
    return found


def visit(content: dict[str, Any]) -> dict[str, Any]:
    """The first visit of the first patient."""
    found: dict[str, Any] = content["patients"][0]["visits"][0]
    return found


def size(content: dict[str, Any]) -> dict[str, Any]:
    """The first size of that visit."""
    found: dict[str, Any] = visit(content)["assessments"][0]["measurements"][0]
    return found


def of_length(value: object) -> Edit:
    """A file in which a length is something else."""
    return lambda content: size(content).update(length_mm=value)


@pytest.fixture(scope="module")
def filled(vault_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with the sample clinic, to be copied while closed."""
    folder = vault_template.copy_to(tmp_path_factory.mktemp("filled") / "vault")
    with opened(folder) as clinic:
        clinic.record_files.import_file(SAMPLE)
    return folder


@pytest.fixture
def vault(filled: Path, tmp_path: Path) -> Path:
    """A vault of the test's own, with the sample clinic."""
    return Path(shutil.copytree(filled, tmp_path / "vault"))


WRONG_FILES: Sequence[tuple[str, Edit, str, str]] = (
    ("unknown site", lambda c: lesion(c).update(site="hand.nose"), "lesions[0].site", "“hand.nose” is not in the list"),
    ("visit before birth", lambda c: visit(c).update(visited_on="1950-01-01"), "visits[0].visited_on", "was born"),
    (
        "visit in the future",
        lambda c: visit(c).update(visited_on="2099-01-01"),
        "visits[0].visited_on",
        "in the future",
    ),
    ("no such day", lambda c: visit(c).update(visited_on="2025-02-30"), "visits[0].visited_on", "not a date"),
    ("lesion number reused", lambda c: lesion(c, 2).update(number=1), "lesions[1].number", "never used again"),
    ("lesion that is not there", lambda c: visit(c)["assessments"][0].update(lesion=99), "assessments[0]", "99"),
    ("0 mm", of_length(0), "measurements[0].length_mm", "above 0"),
    ("negative", of_length(-4), "measurements[0].length_mm", "this is -4.0 mm"),
    ("600 mm", of_length(600), "measurements[0].length_mm", "this is 600.0 mm"),
    ("text in a number", of_length("abc"), "measurements[0].length_mm", "A number is expected"),
    ("a decimal too many", of_length(10.66), "measurements[0].length_mm", "at most one decimal"),
    ("a key too few", lambda c: c["patients"][0].pop("sex"), "patients[0].sex", "missing"),
    ("a key too many", lambda c: c["patients"][0].update(shoes=42), "patients[0].shoes", "not known"),
)


@pytest.mark.parametrize(("edit", "place", "what"), [pytest.param(*rest, id=name) for name, *rest in WRONG_FILES])
def test_refuses_a_record_file_with_one_thing_wrong_and_names_the_place(
    vault: Path, tmp_path: Path, edit: Edit, place: str, what: str
) -> None:
    before = recorded(vault)
    said = refusal(run("record", "import", wrong_file(tmp_path, edit), *of(vault)))
    assert said.startswith("patients[0].")
    assert place in said
    assert what in said
    assert said.endswith("Nothing was changed. Correct the file, then import it again.")
    assert recorded(vault) == before


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        pytest.param(b"", "not a readable record file", "arrived whole", id="empty"),
        pytest.param(SAMPLE.read_bytes()[:4000], "not a readable record file", "arrived whole", id="cut off"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "not a readable record file", "the right file", id="a picture"),
        pytest.param(b'{"resourceType": "Bundle"}', "not a CalciTrack record file", "exported", id="foreign"),
        pytest.param(b"[" * 100_000, "not a readable record file", "the right file", id="bottomless"),
        pytest.param(
            json.dumps({**CONTENT, "version": 2}).encode(), "has version 2", "newer version of CalciTrack", id="newer"
        ),
    ],
)
def test_refuses_a_file_that_is_no_record_file(
    vault: Path, tmp_path: Path, content: bytes, what: str, remedy: str
) -> None:
    before = recorded(vault)
    path = tmp_path / "given.json"
    path.write_bytes(content)
    said = refusal(run("record", "import", path, *of(vault)))
    assert what in said
    assert "Nothing was imported." in said
    assert remedy in said
    assert recorded(vault) == before


def test_refuses_patients_who_are_in_the_vault_already(vault: Path) -> None:
    before = recorded(vault)
    said = refusal(run("record", "import", SAMPLE, *of(vault)))
    assert "6 of 6 record numbers are in the vault already" in said
    assert "Take these patients out of the file" in said
    assert recorded(vault) == before


@pytest.mark.parametrize("name", ["missing.json", "."], ids=["missing file", "folder"])
def test_says_which_file_cannot_be_read(vault: Path, tmp_path: Path, name: str) -> None:
    before = recorded(vault)
    said = refusal(run("record", "import", tmp_path / name, *of(vault)))
    assert str(tmp_path / name) in said
    assert "cannot be read. Nothing was imported. Check its name" in said
    assert recorded(vault) == before


@pytest.mark.parametrize(
    ("user", "password"), [(LOGIN, "wrong"), ("nobody", PASSWORD), (LOGIN, "")], ids=["password", "name", "empty"]
)
def test_a_wrong_name_and_a_wrong_password_read_the_same(vault: Path, user: str, password: str) -> None:
    before = content_of(vault)
    said = refusal(run("report", "--json", "--vault", vault, "--user", user, password=password))
    assert said == "This name and password do not open the vault. Check both and try again."
    assert content_of(vault) == before


@pytest.mark.parametrize("verb", ["report", "init"])
def test_asks_for_a_password_where_none_is_sent(vault: Path, tmp_path: Path, verb: str) -> None:
    before = content_of(vault)
    arguments = {
        "report": ("report", "--json", *of(vault)),
        "init": ("init", tmp_path / "new", "--user", LOGIN, "--clinic", CLINIC),
    }
    said = refusal(run(*arguments[verb], password=None))
    assert said.startswith("No password was given, so nothing was done.")
    assert "first line of standard input" in said
    assert content_of(vault) == before
    assert not (tmp_path / "new").exists()


def test_a_second_program_is_told_who_holds_the_vault(vault: Path) -> None:
    with opened(vault) as clinic:
        before = all_of(clinic)
        said = refusal(run("report", "--json", *of(vault)))
        assert all_of(clinic) == before
    assert said.startswith(f"This vault is already open: {socket.gethostname()}, process {os.getpid()}, since ")
    assert said.endswith("Use that window, or close it and try again.")


def test_refuses_a_vault_of_a_newer_version(vault: Path) -> None:
    with opened(vault) as clinic:
        vault_of(clinic).connection.execute("PRAGMA user_version = 99")
    before = content_of(vault)
    said = refusal(run("record", "import", SAMPLE, *of(vault)))
    assert "made by a newer version of CalciTrack. Nothing has been changed." in said
    assert "Install the newer version" in said
    assert content_of(vault) == before


def test_says_that_there_is_no_vault(tmp_path: Path) -> None:
    said = refusal(run("report", "--json", *of(tmp_path / "nowhere")))
    assert f"There is no vault in the folder {tmp_path / 'nowhere'}." in said
    assert "Choose another folder" in said
    assert not (tmp_path / "nowhere").exists()


@linux_only
def test_a_full_disk_takes_nothing_of_an_import(vault: Path, tmp_path: Path) -> None:
    before = recorded(vault)
    path = wrong_file(tmp_path, lambda content: visit(content).update(note="a long note " * 40_000))
    said = refusal(run("record", "import", path, *of(vault), under=ON_A_FULL_DISK.format(room=400_000)))
    assert said.startswith("Not saved: nothing was imported, because no backup could be made first.")
    assert "Free some space" in said or "Check the disk" in said
    assert recorded(vault) == before
    assert json.loads(run("record", "import", path, *of(vault)).stdout) == {"imported": 6}


@linux_only
@pytest.mark.parametrize("verb", ["summary", "export"])
def test_a_full_disk_leaves_the_older_file_as_it_was(vault: Path, tmp_path: Path, verb: str) -> None:
    older = tmp_path / "older"
    older.write_bytes(b"older")
    arguments = {
        "summary": ("summary", *of(vault), "--patient", MRN, "--visit", DAY, "--out", older),
        "export": ("record", "export", *of(vault), "--out", older),
    }
    before = recorded(vault)
    room = 40_000  # enough for the sign-in, too little for the file
    said = refusal(run(*arguments[verb], under=ON_A_FULL_DISK.format(room=room)))
    assert said == "The file older was not written. The disk is full: free some space, then try again."
    assert older.read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["older", "vault"]
    assert recorded(vault) == before


@linux_only
@pytest.mark.parametrize("files", [0o400, 0o600], ids=["read-only files", "read-only folder"])
def test_refuses_a_folder_that_cannot_be_written(vault: Path, files: int) -> None:
    before = content_of(vault)
    for path in vault.iterdir():
        path.chmod(files)
    vault.chmod(0o500)
    said = refusal(run("record", "import", SAMPLE, *of(vault), under=UNPRIVILEGED))
    vault.chmod(0o700)
    assert said.startswith("Nothing can be written in the vault's folder, so nothing was done.")
    assert "Check the folder's permissions" in said
    assert content_of(vault) == before


@linux_only
def test_makes_no_vault_where_nothing_can_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    arguments = ("init", tmp_path / "new", "--user", LOGIN, "--clinic", CLINIC)
    said = refusal(run(*arguments, password=LONG, under=UNPRIVILEGED))
    tmp_path.chmod(0o700)
    assert said.startswith("No vault was made: a folder or file cannot be read or written")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("verb", ["summary", "export"])
def test_says_that_the_folder_for_a_file_does_not_exist(vault: Path, tmp_path: Path, verb: str) -> None:
    out = tmp_path / "nowhere" / "file"
    arguments = {
        "summary": ("summary", *of(vault), "--patient", MRN, "--visit", DAY, "--out", out),
        "export": ("record", "export", *of(vault), "--out", out),
    }
    before = recorded(vault)
    said = refusal(run(*arguments[verb]))
    assert said.startswith(f"The file file was not written: there is no folder {out.parent}.")
    assert "Make the folder" in said
    assert not out.parent.exists()
    assert recorded(vault) == before


@pytest.mark.parametrize(
    ("mrn", "day", "what"),
    [("404", DAY, "No patient has the record number 404."), (MRN, "2020-01-01", f"{MRN} has no visit on 2020-01-01.")],
)
def test_prints_no_summary_of_what_is_not_there(vault: Path, tmp_path: Path, mrn: str, day: str, what: str) -> None:
    out = tmp_path / "summary.pdf"
    said = refusal(run("summary", *of(vault), "--patient", mrn, "--visit", day, "--out", out))
    assert said.startswith(what)
    assert "Check the" in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        pytest.param(
            ("summary", "--vault", ".", "--user", "a", "--patient", MRN, "--visit", "2024-13-02", "--out", "x.pdf"),
            "argument --visit: “2024-13-02” is not a day; write it like 2026-11-22.",
            id="bad date",
        ),
        pytest.param(("report", "--vault", ".", "--user", "a"), "required: --json.", id="missing option"),
        pytest.param(("report", "--json", "--user", "a"), "required: --vault.", id="missing vault"),
        pytest.param(("reprot", "--json"), "invalid choice: 'reprot'", id="misspelt verb"),
        pytest.param(("record",), "import|export", id="half a verb"),
        pytest.param(("--vualt",), "unrecognized arguments: --vualt", id="misspelt option"),
    ],
)
def test_wrong_usage_is_told_in_a_line_and_ends_with_2(arguments: Sequence[str], what: str) -> None:
    said = refusal(run(*arguments), code=2)
    assert what in said
    assert said.endswith("--help.")


def test_refuses_to_make_a_vault_where_files_are(vault: Path) -> None:
    before = content_of(vault)
    said = refusal(run("init", vault, "--user", LOGIN, "--clinic", CLINIC, password=LONG))
    assert "is not empty. Nothing was changed. Choose an empty or a new folder." in said
    assert content_of(vault) == before


def test_refuses_a_short_password_for_a_clinic_and_leaves_no_folder(tmp_path: Path) -> None:
    said = refusal(run("init", tmp_path / "new", "--user", LOGIN, "--clinic", CLINIC, password="too short"))
    assert "15 characters or more" in said
    assert not (tmp_path / "new").exists()


@linux_only
def test_a_reader_that_goes_away_is_no_fault_of_the_program(vault: Path) -> None:
    command = [sys.executable, "-m", "calcitrack", "report", "--json", *map(str, of(vault))]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    child = subprocess.Popen(command, cwd=ROOT, text=True, **streams)
    assert child.stdout is not None
    child.stdout.close()
    child.stdout = None
    assert child.communicate(f"{PASSWORD}\n", timeout=120)[1] == ""
    assert child.returncode in (1, -signal.SIGPIPE)


def test_the_sample_clinic_goes_in_and_comes_out_as_it_was(vault_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    imported = run("record", "import", SAMPLE, *of(vault_folder))
    exported = run("record", "export", *of(vault_folder), "--out", out)
    assert json.loads(imported.stdout) == {"imported": 6}
    assert json.loads(exported.stdout)["exported"] == 6
    written = json.loads(out.read_text(encoding="utf-8"))
    assert {patient["mrn"]: patient for patient in written["patients"]} == {
        patient["mrn"]: patient for patient in CONTENT["patients"]
    }
    assert {**written, "patients": [], "clinic": {}} == {**CONTENT, "patients": [], "clinic": {}}


def test_reports_the_figures_of_the_sample_clinic_as_they_were_worked_out_apart(vault: Path) -> None:
    answer = run("report", "--json", *of(vault))
    assert (answer.returncode, answer.stderr) == (0, "")
    expected = json.loads((DATA / "clinic_day.expected.json").read_text(encoding="utf-8"))
    assert_alike(json.loads(answer.stdout), expected)


def assert_alike(found: Any, expected: Any) -> None:
    """The same keys and words, and numbers that round alike."""
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        for key, value in expected.items():
            assert_alike(found[key], value)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert_alike(one, other)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=0.06, rel=0)
    else:
        assert found == expected
