"""Entry of the program: without a verb it opens the window, with one it does that and ends.

Exit status: 0 done, 1 refused or fault found, 2 wrong usage. Standard output carries the result alone (JSON where the
verb gives data), UTF-8; everything said to a person goes to standard error.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from calcitrack import __version__
from calcitrack.process_guard import guard_memory, guard_process

REFUSED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit status."""
    guard_process()
    # A name typed in another encoding holds bytes that are no letters: they are told as what they are.
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)
    match sys.argv[1:] if arguments is None else list(arguments):
        # The two ways in which windows are opened every day; the parser with all its verbs takes its milliseconds.
        case []:
            return _run_window(None)
        case ["--vault", folder] if not folder.startswith("-"):
            return _run_window(Path(folder))
    options = build_parser().parse_args(arguments)
    return _run_window(options.vault) if options.verb is None else _run_verb(options)


def _run_window(vault: Path | None) -> int:
    # What the imports leave behind is not worth looking through; the window takes collection over anyway.
    gc.disable()
    from calcitrack.app import run_window

    return run_window(vault)


def _run_verb(options: argparse.Namespace) -> int:
    guard_memory()
    from calcitrack.cli import backup, evidence, pathway, salvage, selftest, sites, verbs, verify
    from calcitrack.domain.errors import CalciTrackError

    actions = {
        "init": verbs.init,
        "demo": verbs.demo,
        "record import": verbs.record_import,
        "record export": verbs.record_export,
        "report": verbs.report,
        "summary": verbs.summary,
        "evidence": evidence.run,
        "pathway": pathway.run,
        "sites": sites.run,
        "selftest": selftest.run,
        "verify": verify.verify,
        "backup": backup.backup,
        "restore": backup.restore,
        "salvage": salvage.salvage,
    }
    try:
        return actions[options.verb](options)
    except CalciTrackError as error:
        print(f"calcitrack: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("calcitrack: stopped; nothing was left half-done.", file=sys.stderr)
    except BrokenPipeError:
        # Whoever read the output went away; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # noqa: BLE001 - the last line of defence: no values, only the place
        print(f"calcitrack: {_bug(error)}", file=sys.stderr)
    return REFUSED


def _bug(error: Exception) -> str:
    """A fault of the program by its kind and place; its text could hold what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"a fault of the program ({type(error).__name__} at {place}). What was saved before is safe."


def build_parser() -> argparse.ArgumentParser:
    """The command line as it is documented in the README."""
    from calcitrack.cli.parsing import Parser

    parser = Parser(
        prog="calcitrack", description="Follow calcinosis cutis in a local encrypted vault. Without a verb: the window."
    )
    parser.add_argument("--version", action="version", version=f"CalciTrack {__version__}")
    parser.add_argument("--vault", type=Path, default=None, metavar="DIR", help="the vault that the window opens")
    parser.set_defaults(verb=None)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    _add_makers(verbs)
    _add_record(verbs)
    _add_readers(verbs)
    verify = verbs.add_parser("verify", help="whether a vault is as it was written: audit, visits, rows, pages, anchor")
    _add_vault(verify)
    verify.set_defaults(verb="verify")
    _add_backups(verbs)
    evidence = verbs.add_parser("evidence", help="the review as data, as JSON")
    evidence.add_argument("--json", action="store_true", required=True)
    evidence.set_defaults(verb="evidence")
    sites = verbs.add_parser("sites", help="every place a lesion can have, as JSON")
    sites.add_argument("--json", action="store_true", required=True)
    sites.set_defaults(verb="sites")
    selftest = verbs.add_parser("selftest", help="try cipher, chart and PDF on this computer")
    selftest.set_defaults(verb="selftest")
    return parser


def _add_makers(verbs: argparse._SubParsersAction[Any]) -> None:
    from calcitrack.cli.parsing import text

    init = verbs.add_parser("init", help="make a vault; prints the recovery code")
    init.add_argument("folder", type=Path, metavar="DIR")
    init.add_argument("--user", type=text, required=True, metavar="NAME", help="name to unlock with")
    init.add_argument("--clinic", type=text, required=True, metavar="NAME")
    init.add_argument("--person", type=text, metavar="NAME", help="name under signatures; the user's name if not given")
    init.add_argument("--synthetic", action="store_true", help="for invented patients only; marks every page")
    init.set_defaults(verb="init")
    demo = verbs.add_parser("demo", help="make a demonstration clinic (user demo, password demonstration)")
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.set_defaults(verb="demo")


def _add_record(verbs: argparse._SubParsersAction[Any]) -> None:
    record = verbs.add_parser("record", help="record files in and out")
    kinds = record.add_subparsers(required=True, metavar="import|export")
    importer = kinds.add_parser("import", help="add every patient of a record file, or none")
    importer.add_argument("file", type=Path, metavar="FILE")
    _add_vault(importer)
    importer.set_defaults(verb="record import")
    exporter = kinds.add_parser("export", help="write a record file; it is readable by anybody")
    _add_vault(exporter)
    exporter.add_argument("--out", type=Path, required=True, metavar="FILE")
    exporter.set_defaults(verb="record export")


def _add_backups(verbs: argparse._SubParsersAction[Any]) -> None:
    backup = verbs.add_parser("backup", help="a copy of a vault, opened again and proved; prints where it lies")
    _add_vault(backup)
    backup.add_argument("--to", type=Path, metavar="DIR", help="another folder than the vault's own for backups")
    backup.set_defaults(verb="backup")
    restore = verbs.add_parser("restore", help="a vault made of a backup, in a new folder; nothing is replaced")
    restore.add_argument("--from", dest="source", type=Path, required=True, metavar="BACKUP")
    restore.add_argument("--to", type=Path, required=True, metavar="NEWDIR")
    _add_user(restore)
    restore.set_defaults(verb="restore")
    salvage = verbs.add_parser("salvage", help="a vault made of what can be read of a damaged one, in a new folder")
    _add_vault(salvage)
    salvage.add_argument("--to", type=Path, required=True, metavar="NEWDIR")
    salvage.set_defaults(verb="salvage")


def _add_readers(verbs: argparse._SubParsersAction[Any]) -> None:
    from calcitrack.cli.parsing import day, text

    report = verbs.add_parser("report", help="every figure, as JSON")
    _add_vault(report)
    report.add_argument("--patient", type=text, metavar="MRN")
    report.add_argument("--json", action="store_true", required=True)
    report.set_defaults(verb="report")
    pathway = verbs.add_parser("pathway", help="what the review says that bears on a patient, as JSON")
    _add_vault(pathway)
    pathway.add_argument("--patient", type=text, required=True, metavar="MRN")
    pathway.add_argument("--today", type=day, metavar="DATE", help="YYYY-MM-DD; today if not given")
    pathway.add_argument("--json", action="store_true", required=True)
    pathway.set_defaults(verb="pathway")
    summary = verbs.add_parser("summary", help="the visit summary as PDF")
    _add_vault(summary)
    summary.add_argument("--patient", type=text, required=True, metavar="MRN")
    summary.add_argument("--visit", required=True, type=day, metavar="DATE", help="YYYY-MM-DD")
    summary.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    summary.add_argument(
        "--for",
        dest="reader",
        choices=("clinician", "patient"),
        default="clinician",
        help="the summary, or the page that the patient takes home",
    )
    summary.set_defaults(verb="summary")


def _add_vault(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vault", type=Path, required=True, metavar="DIR")
    _add_user(parser)


def _add_user(parser: argparse.ArgumentParser) -> None:
    from calcitrack.cli.parsing import text

    parser.add_argument(
        "--user",
        type=text,
        required=True,
        metavar="NAME",
        help="the password is asked for, or read from the first line of input",
    )


if __name__ == "__main__":
    sys.exit(main())
