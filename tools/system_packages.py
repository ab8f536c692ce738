"""What the operating system must bring: Python's venv, the libraries that Qt loads, programs that some tests drive.

Only Debian and its kin (where `apt-get` is) can be helped; Windows and macOS need nothing. Standard library only.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence

QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
}


def ensure(*, for_tests: bool) -> None:
    """Install what is missing where that is allowed; otherwise print the line to type, and go on."""
    if not sys.platform.startswith("linux"):
        return
    lacking = missing(for_tests=for_tests)
    if lacking:
        install(lacking)


def missing(*, for_tests: bool) -> list[tuple[str, ...]]:
    """The Debian packages whose library does not load or whose program is not found, each with all its names.

    A package that Debian renamed in the move to 64-bit time has the suffix t64 in newer releases.
    """
    libraries = [package for library, package in QT_LIBRARIES.items() if not _loads(library)]
    programs = [package for name, package in TEST_PROGRAMS.items() if for_tests and shutil.which(name) is None]
    return _missing_venv() + [(package, f"{package}t64") for package in libraries + programs]


def install(packages: Sequence[Sequence[str]]) -> None:
    """Install packages with apt-get, or say what to type.

    Args:
        packages: For each package the names it has in one release or another; the first one on offer is taken.
    """
    names = " ".join(choices[0] for choices in packages)
    if shutil.which("apt-get") is None:
        _say(f"Your system may lack some libraries or programs. In Debian's names: {names}")
        return
    prefix = _privilege()
    if prefix is None:
        wanted = " ".join(choose(packages, offered(packages)))
        _say("Some packages of the system are missing; without them the window or some tests will not run. Type:")
        _say(f"  sudo apt-get update && sudo apt-get install --no-install-recommends {wanted}")
        return
    _say(f"Installing packages of the system: {names} ...")
    _apt_get(prefix, "update")
    wanted_list = choose(packages, offered(packages))
    if _apt_get(prefix, "install", "-y", "--no-install-recommends", *wanted_list) != 0:
        _say("Some of them could not be installed; the lines above say why. Going on without.")


def choose(packages: Iterable[Sequence[str]], on_offer: set[str]) -> list[str]:
    """For each package the first of its names that is on offer here; where none is, the first."""
    return [next((name for name in choices if name in on_offer), choices[0]) for choices in packages]


def offered(packages: Iterable[Sequence[str]]) -> set[str]:
    """Which of the names this release can install, as `apt-cache policy` tells it."""
    names = [name for choices in packages for name in choices]
    command = ["apt-cache", "policy", *names]
    environment = {**os.environ, "LC_ALL": "C"}
    answer = subprocess.run(command, capture_output=True, text=True, env=environment, check=False).stdout
    return read_policy(answer)


def read_policy(answer: str) -> set[str]:
    """The packages in the output of `apt-cache policy` that have a candidate to install."""
    found: set[str] = set()
    name = ""
    for line in answer.splitlines():
        if line and not line.startswith(" "):
            name = line.rstrip(":")
        elif line.strip().startswith("Candidate:") and "(none)" not in line:
            found.add(name)
    return found


def _missing_venv() -> list[tuple[str, ...]]:
    """Debian keeps what makes environments out of its own Python; any other Python brings it along."""
    if sys.base_prefix != "/usr" or importlib.util.find_spec("ensurepip") is not None:
        return []
    return [(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv", "python3-venv")]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _privilege() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks for no password, None where neither is."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def _apt_get(prefix: list[str], *arguments: str) -> int:
    options = ("-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0")
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *options, *arguments]
    quiet = subprocess.DEVNULL if arguments[0] == "install" else None  # dpkg's unpacking lines are of no use to anyone
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=quiet, check=False).returncode


def _say(sentence: str) -> None:
    print(sentence, flush=True)
