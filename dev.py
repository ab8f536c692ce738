"""The handle of the house: `python3 dev.py VERB`. Needs nothing but Python; each verb first sets up what it needs.

The longer parts lie in `tools/`: the environment (`environment.py`), the system's packages (`system_packages.py`)
and the checks (`checks.py`). Like this file they use the standard library only: they run before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
DEMO_CLINIC = ROOT / "build" / "demo-clinic"


def run(arguments: list[str]) -> int:
    """Set up, then open CalciTrack on a demonstration clinic (without a display: leave its screens as pictures)."""
    set_up(for_tests=False)
    if not has_display():
        say("There is no display here, so no window can open. The tour leaves screens and a summary in build/tour/.")
        return call_module("tools.tour", arguments, QT_QPA_PLATFORM="offscreen")
    if not DEMO_CLINIC.exists():
        make_demo_clinic()
    say("Sign in as user demo with the password demonstration.")
    return call([str(calcitrack()), "--vault", str(DEMO_CLINIC), *arguments])


def test(arguments: list[str]) -> int:
    """Set up, then run the tests on every core; further arguments go to pytest."""
    set_up(for_tests=True)
    # Neighbours stay on one worker while there is work for all: they share what is made once for a file. The tests
    # start the program some hundred times, each of them in half the time where its bytecode is kept.
    return call_module("pytest", ["-n", "auto", "--dist", "worksteal", *arguments], PYTHONDONTWRITEBYTECODE="")


def setup(_arguments: list[str]) -> int:
    """Set up everything, for running and for the tests, and do nothing else."""
    set_up(for_tests=True)
    return 0


def lint(_arguments: list[str]) -> int:
    """Set up, then run every check that reads the code: lint, format, types, import contracts, registry names."""
    set_up(for_tests=False)
    from tools import checks

    return checks.run(ROOT)


def bench(arguments: list[str]) -> int:
    """Set up, then measure the program (tools/bench.py)."""
    set_up(for_tests=False)
    return call_module("tools.bench", arguments)


def screens(arguments: list[str]) -> int:
    """Set up, then draw the screens as pictures for human eyes (tools/screens.py)."""
    set_up(for_tests=False)
    return call_module("tools.screens", arguments)


def installer(arguments: list[str]) -> int:
    """Set up, then build the program that clinics install, and try it (tools/installer/)."""
    set_up(for_tests=False)
    return call_module("tools.installer", arguments)


def faults(arguments: list[str]) -> int:
    """Set up, then look for faults in full: kills, power cuts, flipped bits and more (tests/faults/run.py)."""
    set_up(for_tests=True)
    return call_module("tests.faults.run", arguments)


def check_source(arguments: list[str]) -> int:
    """Build the index of the review anew from FILE and compare it with the stored one (tools/check_source.py)."""
    from tools import check_source

    return check_source.main(arguments)


VERBS = {
    "run": run,
    "test": test,
    "setup": setup,
    "lint": lint,
    "bench": bench,
    "screens": screens,
    "installer": installer,
    "faults": faults,
    "check-source": check_source,
}


def set_up(*, for_tests: bool) -> None:
    """Make `.venv` from the lock and see that the system has what Qt (and the tests) need."""
    from tools import environment, system_packages

    system_packages.ensure(for_tests=for_tests)
    environment.ensure(ROOT)


def has_display() -> bool:
    """Whether a window can open: always assumed on Windows and macOS, by its variables on Linux."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def make_demo_clinic() -> None:
    """Fill the demonstration clinic; what an interrupted try leaves is removed, so that the next one starts clean."""
    say("Making a demonstration clinic of invented patients in build/demo-clinic ...")
    DEMO_CLINIC.parent.mkdir(exist_ok=True)
    made = False
    try:
        made = call([str(calcitrack()), "demo", str(DEMO_CLINIC)]) == 0
    finally:
        if not made:
            shutil.rmtree(DEMO_CLINIC, ignore_errors=True)
    if not made:
        raise SystemExit("The demonstration clinic could not be made; the lines above say why.")


def calcitrack() -> Path:
    """The installed program."""
    from tools import environment

    return environment.program(ROOT, "calcitrack")


def call_module(module: str, arguments: list[str], **variables: str) -> int:
    """Run a module with the Python of `.venv`."""
    from tools import environment

    return call([str(environment.python(ROOT)), "-m", module, *arguments], **variables)


def call(command: list[str], **variables: str) -> int:
    """Run a command from the root of the project, with further environment variables, and return its exit code."""
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=False).returncode


def say(sentence: str) -> None:
    """Print at once, even when the output is a pipe that child processes write to as well."""
    print(sentence, flush=True)


def usage() -> str:
    """The verbs with their sentences."""
    lines = [f"  {name:12} {function.__doc__}" for name, function in VERBS.items()]
    return "\n".join(["usage: python3 dev.py VERB [arguments]", "", *lines])


def main(arguments: list[str]) -> int:
    """Carry out one verb; 2 for a wrong call, as everywhere in CalciTrack."""
    if sys.version_info < OLDEST_PYTHON:
        wanted, found = (".".join(map(str, version[:2])) for version in (OLDEST_PYTHON, sys.version_info))
        say(f"CalciTrack needs Python {wanted} or newer; this is {found}. Install a newer one and call it by its name.")
        return 2
    if not arguments or arguments[0] not in VERBS:
        say(usage())
        return 0 if arguments and arguments[0] in ("-h", "--help", "help") else 2
    from tools.environment import SetupError

    try:
        return VERBS[arguments[0]](arguments[1:])
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
