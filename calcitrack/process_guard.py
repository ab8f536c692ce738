"""What the process is kept from leaking, set before anything else. A leaf: no Qt, no other module of ours."""

from __future__ import annotations

import contextlib
import os
import sys

_SET_DUMPABLE = 4
"""PR_SET_DUMPABLE of <linux/prctl.h>."""


def guard_process() -> None:
    """Files for their owner only, and no core dump: it would hold every open record."""
    os.umask(0o077)
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def guard_memory() -> None:
    """On Linux: no other program of the same person reads the memory of this one. Before a key is in it.

    A failure is no reason to keep anybody from their records.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
