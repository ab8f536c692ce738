"""What a bug report holds: where it happened and in which versions. Never a message, a value or a folder's name.

The message of an exception often quotes the value it stumbled over, and that may be a patient.
"""

from __future__ import annotations

import platform
import sys
import traceback
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

_PACKAGE = "calcitrack"


@dataclass(frozen=True, slots=True)
class BugReport:
    """One bug.

    Attributes:
        code: Short and the same whenever the same line fails: to be read out on the telephone.
        text: All there is to copy, in lines.
    """

    code: str
    text: str


def bug_report(error: BaseException, version: str) -> BugReport:
    """Describe an exception and those that led to it, innermost call last."""
    lines = [line for link in _chain(error) for line in _lines(link)]
    code = f"CT-{zlib.crc32(_origin(error).encode()) & 0xFFFFFF:06X}"
    head = [
        f"CalciTrack {version}, {code}",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}, {platform.machine()}",
        f"Qt {_qt_version()}",
    ]
    return BugReport(code, "\n".join([*head, *lines]))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    yield type(error).__name__
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"


def _origin(error: BaseException) -> str:
    """The type and the innermost line of our own: the library's line below it differs between systems."""
    frames = [(_place(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    own = [frame for frame in frames if frame[0].startswith(_PACKAGE)]
    place, line = (own or frames or [("", 0)])[-1]
    return f"{type(error).__name__} {place}:{line}"


def _place(filename: str) -> str:
    """The file below its package: the folders above may carry somebody's name."""
    parts = PurePath(filename).parts
    for package in ("site-packages", _PACKAGE):
        if package in parts[:-1]:
            last = len(parts) - 1 - parts[::-1].index(package)
            return "/".join(parts[last + (package == "site-packages") :])
    return parts[-1] if parts else "?"


def _qt_version() -> str:
    core = sys.modules.get("PySide6.QtCore")
    return core.qVersion() if core is not None else "not loaded"
