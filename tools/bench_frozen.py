"""The start of the built program against the same program from its source: until its window is on a screen of its own.

Both are watched from outside in the same way, because nothing can be put into the built one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FROZEN = ROOT / "build" / "installer" / "dist" / "calcitrack" / "calcitrack"
TARGET = 1.4
PAIRS = 11
PATIENCE_S = 60


def lacking() -> str | None:
    """What is missing for the comparison, as a sentence; None when nothing is."""
    if not FROZEN.exists():
        return "There is no built program: make it by `python3 dev.py installer`."
    absent = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    return f"This needs {' and '.join(absent)}." if absent else None


def from_source() -> Sequence[str]:
    """The command that starts the program from its source."""
    return sys.executable, "-m", "calcitrack"


@contextmanager
def screen(folder: Path) -> Iterator[dict[str, str]]:
    """An X server without a monitor; gives the environment for what is shown on it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as told:
            display = told.readline().strip()
        yield {
            **os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb",
            "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder),
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": "",
        }  # fmt: skip
    finally:
        server.terminate()
        server.wait()


def seconds_to_window(command: Sequence[str], environment: dict[str, str]) -> float:
    """Start the program, wait for its window and end it.

    Raises:
        RuntimeError: No window came.
    """
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        # Not its own --sync: that looks every 50 ms only.
        look = ["xdotool", "search", "--onlyvisible", "--name", "^CalciTrack$"]
        while subprocess.run(look, env=environment, capture_output=True, check=False).returncode != 0:
            if child.poll() is not None or time.perf_counter() - start > PATIENCE_S:
                raise RuntimeError(f"{command[0]} showed no window")
        return time.perf_counter() - start
    finally:
        child.kill()
        child.wait()
