"""A call of the system that fails takes nothing, and what is said of it is so."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.faults.syscall_child import DEEDS
from tests.faults.syscalls import sweep

pytestmark = [
    pytest.mark.needs("cc"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="faults are preloaded the Linux way"),
]


def test_whichever_call_fails_nothing_is_lost_and_what_is_said_is_so(tmp_path: Path) -> None:
    tally = sweep(tmp_path, random.Random(20261123), 1, is_short=True)
    assert tally.faults == []
    assert tally.counts["runs"] == 2 * len(DEEDS)
    assert tally.counts["refused in a sentence"] > len(DEEDS)
