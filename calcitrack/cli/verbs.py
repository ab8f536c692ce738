"""The verbs that work on a vault."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import sys
from collections.abc import Iterator
from typing import Any

from calcitrack.clinic.outputs import write_output
from calcitrack.clinic.session import Clinic, create_clinic, open_clinic
from calcitrack.domain.clock import SystemClock
from calcitrack.domain.errors import FileRefused
from calcitrack.domain.figures.report import report as figures_report
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say


def init(options: argparse.Namespace) -> int:
    """Make a vault; the recovery code alone goes to standard output."""
    password = _new_password()
    code = create_clinic(
        options.folder,
        clinic=options.clinic,
        login=options.user,
        person=options.person or options.user,
        password=password,
        synthetic=options.synthetic,
    )
    print(code)
    tell("The vault is made. Write the recovery code on paper: it opens the vault when passwords are lost.")
    return 0


def demo(options: argparse.Namespace) -> int:
    """Make the demonstration clinic."""
    from calcitrack.clinic.demo.vault import create_demo

    create_demo(options.folder, SystemClock())
    tell("The demonstration clinic is made. User: demo, password: demonstration.")
    return 0


def record_import(options: argparse.Namespace) -> int:
    """Import a record file, all or nothing."""
    with unlocked(options, writes=True) as clinic:
        written = clinic.record_files.import_file(options.file)
    _print_json({"imported": written.value})
    return 0


def record_export(options: argparse.Namespace) -> int:
    """Export every patient; what the format leaves out is said."""
    with unlocked(options) as clinic:
        exported = clinic.record_files.export_file(options.out)
    _print_json({"exported": exported.patients, "left_out": [str(message) for message in exported.left_out]})
    tell("The file is not encrypted: keep it where only those may read it who may read the record.")
    return 0


def report(options: argparse.Namespace) -> int:
    """Print every figure as JSON."""
    with unlocked(options) as clinic:
        if options.patient:
            records = [clinic.patients.open(clinic.patients.by_mrn(options.patient))]
        else:
            records = list(clinic.patients.open_all())
        rules = clinic.settings.rules()
    _print_json(figures_report(records, rules))
    return 0


def summary(options: argparse.Namespace) -> int:
    """Write the visit summary, or the page for the patient, as PDF."""
    with unlocked(options) as clinic:
        patient_id = clinic.patients.by_mrn(options.patient)
        visit_id = clinic.prints.visit_on(patient_id, options.visit)
        make = clinic.prints.patient_page if options.reader == "patient" else clinic.prints.summary
        printed = make(patient_id, visit_id)
    write_output(options.out, printed.content)
    if printed.missing:
        tell(f"No font of this computer has {' '.join(printed.missing)}: on paper a box stands for each.")
    return 0


@contextlib.contextmanager
def unlocked(options: argparse.Namespace, *, writes: bool = False) -> Iterator[Clinic]:
    """The vault that was named, for as long as it is needed; refused at once where a verb that writes could not."""
    clinic = open_clinic(options.vault, options.user, ask_password())
    if writes and clinic.read_only:
        clinic.close()
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("cli", "Nothing can be written in the vault's folder, so nothing was done.")),
            say(QT_TRANSLATE_NOOP("cli", "Check the folder's permissions and the free space, then try again.")),
        )
    for notice in clinic.notices:
        tell(str(notice))
    try:
        yield clinic
    finally:
        clinic.close()


def ask_password(prompt: str = "Password: ") -> str:
    """From the terminal, or the first line of standard input where that is no terminal.

    Raises:
        FileRefused: There is no line to read.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(prompt, stream=sys.stderr)
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("cli", "No password was given, so nothing was done.")),
            say(QT_TRANSLATE_NOOP("cli", "Type it on the terminal, or send it as the first line of standard input.")),
        )
    return line.rstrip("\r\n")


def _new_password() -> str:
    password = ask_password("New password: ")
    if sys.stdin.isatty() and getpass.getpass("The same again: ", stream=sys.stderr) != password:
        raise FileRefused(say(QT_TRANSLATE_NOOP("cli", "The two passwords differ. No vault was made.")))
    return password


def _print_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    print()


def tell(text: str) -> None:
    """Say something to a person: not on standard output, which carries the result alone."""
    print(text, file=sys.stderr)
