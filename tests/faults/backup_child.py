"""A program that backs a vault up and restores the backup, again and again, until somebody kills it.

Started as ``python -m tests.faults.backup_child FOLDER SECONDS...``: for each time a process of its own works for so
long and is killed. Restored vaults lie beside the vault.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from itertools import count
from pathlib import Path

from tests.vaults import opened


def work(folder: Path) -> None:
    """Without end; leaves by no way but a kill or an error."""
    try:
        with opened(folder) as clinic:
            for number in count():
                made = clinic.backups.make().backup
                clinic.backups.restore(made, folder.parent / f"restored-{os.getpid()}-{number}")
    except BaseException:  # noqa: BLE001 - told, then the process ends
        traceback.print_exc()
    finally:
        os._exit(1)


def main(folder: Path, times: list[float]) -> int:
    """Have somebody work for each of the times; 1 when one ended by itself."""
    for seconds in times:
        process = os.fork()
        if process == 0:
            work(folder)
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        if status != signal.SIGKILL:
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), [float(one) for one in sys.argv[2:]]))
