"""Measures side by side, in one run, and prints ratios: `python3 dev.py bench`. No test asserts a time.

Every pair is measured in turn (A B A B ...); the ratio is the median of the pairs' ratios. Results: build/bench.json.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from calcitrack.clinic.session import Clinic
from calcitrack.db.search import PatientFinder
from calcitrack.domain.trial import Trial
from calcitrack.domain.visit import Assessment, Reading
from calcitrack.domain.vocabulary import Method, State
from calcitrack.guidance.engine import evaluate
from tools import (
    bench_backup,
    bench_batch,
    bench_cohort,
    bench_frozen,
    bench_lists,
    bench_trend,
    bench_trust,
    bench_unlock,
)
from tools.bench_data import Shape, make_vault, typed_terms
from tools.bench_pairs import Result, compare, timed

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
APPEND_BYTES = 16 * 1024
WINDOW = "1440x900"
SCREEN = {"screens": [{"name": "bench", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1.0}]}
"""Qt's own screen without a display is smaller than the window."""


def main(names: Sequence[str] = ()) -> int:
    """Run the comparisons of these parts, or of all; results of other parts stand."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    BUILD.mkdir(exist_ok=True)
    file_system = _file_system(BUILD)
    print(f"file system of {BUILD.name}/: {file_system}", flush=True)
    if file_system in ("tmpfs", "ramfs"):
        print("A disk in memory syncs for nothing: run this where the checkout lies on a real disk.", file=sys.stderr)
        return 1
    for name in names or PARTS:
        with tempfile.TemporaryDirectory(dir=BUILD) as folder:
            results = []
            for result in PARTS[name](Path(folder)):
                results.append(result)
                print(_line(result), flush=True)
        _keep(file_system, results)
    return 0


def _keep(file_system: str, results: Sequence[Result]) -> None:
    """Write results beside those of other parts, so that a run that was stopped goes on with the part it was in."""
    path = BUILD / "bench.json"
    try:
        known = json.loads(path.read_text(encoding="utf-8"))["results"]
    except (OSError, ValueError, KeyError):
        known = []
    names = {result.name for result in results}
    merged = [*(old for old in known if old["name"] not in names), *(asdict(result) for result in results)]
    content = {"file_system": file_system, "python": sys.version.split()[0], "results": merged}
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _line(result: Result) -> str:
    reached = "reached" if result.ratio <= result.target else "not reached"
    return (
        f"{result.name}: {result.ratio:.2f} (target {result.target:g}, {reached}; {result.ours_ms:.2f} ms against "
        f"{result.other_ms:.2f} ms, {result.pairs} pairs){' ' + result.note if result.note else ''}"
    )


def _file_system(path: Path) -> str:
    try:
        mounts = [line.split()[:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return "not known"
    real = str(path.resolve())
    under = [
        (len(place), kind) for _, place, kind in mounts if real == place or real.startswith(place.rstrip("/") + "/")
    ]
    return max(under)[1] if under else "not known"


def _start(folder: Path) -> list[Result]:
    """From the start of the process to the first painted window, ours against a bare window with a table.

    Both windows are 1440 x 900 on the same screen, which each tells with its time. Compiled code is kept from one run
    to the next, as every installation has it; the first pair fills the cache.
    """
    vault = folder / "start"
    make_vault(vault, Shape(10, 0)).close()
    screen = folder / "screen.json"
    screen.write_text(json.dumps(SCREEN), encoding="utf-8")
    environment = {
        **os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}", "XDG_CONFIG_HOME": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": "",
    }  # fmt: skip

    def run(*arguments: str) -> float:
        start = time.time()
        child = subprocess.run(
            [sys.executable, "-m", "tools.bench_start", *arguments],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        painted, size = child.stdout.split()
        if size != WINDOW:
            raise ValueError(f"a window of {size} was painted, not of {WINDOW}: the comparison would say nothing")
        return float(painted) - start

    return [
        compare(
            "window painted / bare window with a table", 1.3, lambda: run("ours", str(vault)), lambda: run("bare"), 21
        )
    ]


def _frozen_start(folder: Path) -> list[Result]:
    """The built program's start against the start from source; the first pair fills the caches."""
    lack = bench_frozen.lacking()
    if lack is not None:
        print(f"frozen start / start from source: not measured. {lack}", flush=True)
        return []
    built, source = [str(bench_frozen.FROZEN)], bench_frozen.from_source()
    with bench_frozen.screen(folder) as shown:
        ours = partial(bench_frozen.seconds_to_window, built, shown)
        other = partial(bench_frozen.seconds_to_window, source, shown)
        return [compare("frozen start / start from source", bench_frozen.TARGET, ours, other, bench_frozen.PAIRS)]


def _search(folder: Path) -> list[Result]:
    """A keystroke of the patient search over 100,000 patients against the ordered LIKE.

    The LIKE is what a program without folded words would run: any part of three columns, in the order of names.
    """
    clinic = make_vault(folder / "search", Shape(100_000, 0))
    connection = clinic.patients._context.vault.connection  # noqa: SLF001 - the bare SQL runs beside the program
    terms = typed_terms(connection)
    finder = PatientFinder(lambda: connection)

    def like(term: str) -> object:
        pattern = f"%{term}%"
        return connection.execute(
            "SELECT id, family_name, given_name, mrn, birth_date FROM patient WHERE family_name LIKE ? "
            "OR given_name LIKE ? OR mrn LIKE ? ORDER BY family_name COLLATE NOCASE, given_name COLLATE NOCASE "
            "LIMIT 50",
            (pattern, pattern, pattern),
        ).fetchall()

    found = []
    for term in terms:
        name = f"search keystroke “{term}”"
        ours = partial(timed, partial(finder.find, term))
        found.append(compare(name, 0.1, ours, partial(timed, partial(like, term)), 5))
    clinic.close()
    worst = max(found, key=lambda r: r.ratio)
    typical = statistics.median(r.ratio for r in found)
    return [
        Result(
            "search keystroke over 100,000 patients / ordered LIKE, median of terms", 0.1, typical,
            statistics.median(r.ours_ms for r in found), statistics.median(r.other_ms for r in found), len(found),
        ),
        Result(
            "search keystroke over 100,000 patients / ordered LIKE, worst term", 0.1, worst.ratio, worst.ours_ms,
            worst.other_ms, worst.pairs, worst.name,
        ),
    ]  # fmt: skip


def _lists(folder: Path) -> list[Result]:
    """The worklist of 100,000 patients; the parts are in modules of their own, because they need a screen."""
    with bench_lists.on_screen(folder) as shown:
        found = [compare(name, target, ours, other, 7) for name, target, ours, other in bench_lists.comparisons(shown)]
    with bench_unlock.on_screen(shown.folder) as door:
        found += [compare(name, target, ours, other, 9) for name, target, ours, other in bench_unlock.comparisons(door)]
    return found


def _cohort(folder: Path) -> list[Result]:
    """The cohort of 10,000 patients: filters, first paint, memory."""
    with bench_cohort.on_screen(folder) as shown:
        return [compare(name, target, ours, other, 5) for name, target, ours, other in bench_cohort.comparisons(shown)]


def _open_and_save(folder: Path) -> list[Result]:
    small = make_vault(folder / "small", Shape(0, 50))
    large = make_vault(folder / "large", Shape(0, 10_000))
    results = _open(small, large)
    large.close()
    results.append(_save(small, folder))
    small.close()
    return results


def _open(small: Clinic, large: Clinic) -> list[Result]:
    """Opening a patient among 2,000,000 assessments against the same among 10,000, the audit row included."""
    far = iter(range(1, 10_000, 37))
    near = iter(n % 50 + 1 for n in range(10_000))
    return [
        compare(
            "open a patient among 2,000,000 assessments / among 10,000", 1.3,
            lambda: timed(lambda: large.patients.open(5_000)), lambda: timed(lambda: small.patients.open(25)), 41,
        ),
        compare(
            "open another patient each time, 2,000,000 / 10,000", 3.0,
            lambda: timed(lambda: large.patients.open(next(far))),
            lambda: timed(lambda: small.patients.open(next(near))), 41,
            "(first reading of its pages; no target in the issue)",
        ),
    ]  # fmt: skip


def _save(clinic: Clinic, folder: Path) -> Result:
    """Saving ten lesions of a visit, encrypted, audited, synchronous FULL, against an append with fdatasync."""
    patient_id = 1
    record = clinic.patients.reload(patient_id)
    days = iter(date(2026, 1, 1) + timedelta(days=n) for n in range(300))
    handle = os.open(folder / "append", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    block = os.urandom(APPEND_BYTES)

    def save() -> float:
        day = next(days)
        visit_id = clinic.visits.start(patient_id, day).value
        found = [
            Assessment(
                lesion.id, State.MEASURED, readings=(Reading(120, 90, Method.RULER, day, "Dr Bench"),), pain=3,
                ulcer=False, redness=False,
            )
            for lesion in record.lesions
        ]  # fmt: skip
        taken = timed(lambda: clinic.visits.record(patient_id, visit_id, 1, found))
        clinic.visits.discard(patient_id, visit_id, 2)
        return taken

    def append() -> float:
        return timed(lambda: _append_durably(handle, block))

    result = compare("save a visit of ten lesions / append 16 KiB with fdatasync", 4.0, save, append, 101)
    os.close(handle)
    return result


def _evaluate(folder: Path) -> list[Result]:
    """What the review says of one long record with three trials in turn, against reading that record from the vault."""
    clinic = make_vault(folder / "long", Shape(0, 1, lesions=50, visits=100))
    drugs = ("diltiazem", "colchicine", "minocycline")
    trials = tuple(_in_turn(drug, n) for n, drug in enumerate(drugs))
    record = replace(clinic.patients.reload(1), trials=trials)
    last_day = record.counted_visits[-1].visited_on
    result = compare(
        "evaluate 50 lesions x 100 visits / read the record", 0.5,
        lambda: timed(lambda: evaluate(record, last_day)), lambda: timed(lambda: clinic.patients.reload(1)), 21,
    )  # fmt: skip
    clinic.close()
    return [result]


def _panel(_folder: Path) -> list[Result]:
    """The pathway beside a visit after one edit, evaluated and painted, against a bare label that gets another text."""
    child = subprocess.run(
        [sys.executable, "-m", "tools.bench_panel"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    taken = [(float(ours), float(bare)) for ours, bare in (line.split() for line in child.stdout.splitlines())]
    ratio = statistics.median(ours / bare for ours, bare in taken)
    mine, its = (1000 * statistics.median(part) for part in zip(*taken, strict=True))
    name = "pathway panel after an edit / a bare label's update"
    return [Result(name, 10.0, ratio, mine, its, len(taken), "(a frame at 60 Hz is 16.7 ms)")]


def _map(_folder: Path) -> list[Result]:
    """The lesion map with 200 marks, against the same shapes drawn straight."""
    from tools.bench_map import compared_painting

    ours, straight, note = compared_painting()
    return [compare("paint the map with 200 lesions / its shapes straight", 3.0, ours, straight, 41, note)]


def _grid(folder: Path) -> Sequence[Result]:
    """From one cell of a visit with 200 lesions to the next, against an empty table."""
    from tools.bench_grid import moving

    return moving(folder)


def _in_turn(drug: str, n: int) -> Trial:
    """One of several trials that follow each other, four years each."""
    start = date(2022 + 4 * n, 1, 1)
    return Trial(drug, start, stop=start + timedelta(days=4 * 365), stop_reason="no response", id=n + 1)


def _print(_folder: Path) -> list[Result]:
    """The visit summary with everything loaded, against its own pages drawn on a bare canvas with the same fonts."""
    from calcitrack.reports.paper.style import PAPER_SIZES
    from calcitrack.reports.summary import print_visit
    from tools import bench_print

    request = bench_print.a_request()
    script, paper = bench_print.written_down(request), PAPER_SIZES["A4"]
    size = abs(len(bench_print.draw_bare(script, paper)) - len(print_visit(request).content))
    return [
        compare(
            "warm visit summary / the same pages on a bare canvas", 1.5,
            lambda: timed(lambda: print_visit(request)),
            lambda: timed(lambda: bench_print.draw_bare(script, paper)), 41,
            f"({len(script.calls)} calls; the files differ by {size} bytes)",
        )
    ]  # fmt: skip


def _append_durably(handle: int, block: bytes) -> None:
    os.write(handle, block)
    os.fdatasync(handle)


PARTS: dict[str, Callable[[Path], Sequence[Result]]] = {
    "start": _start,
    "frozen": _frozen_start,
    "search": _search,
    "lists": _lists,
    "cohort": _cohort,
    "save": _open_and_save,
    "evaluate": _evaluate,
    "panel": _panel,
    "print": _print,
    "map": _map,
    "grid": _grid,
    "sign": bench_trust.signing,
    "verify": bench_trust.verifying,
    "unlock": bench_trust.unlocking,
    "trend": bench_trend.drawing,
    "backup": bench_backup.backing_up,
    "batch": bench_batch.batching,
}
"""Parts by name: `python3 dev.py bench sign verify` runs two of them."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
