"""Files that leave the vault: names that the disk allows, and a sentence for those that it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from calcitrack.clinic.outputs import write_output
from calcitrack.domain.errors import FileRefused

LONGEST = 255
"""Bytes of a name that Linux, Windows and macOS allow."""


@pytest.mark.parametrize("name", ["x" * LONGEST, "李" * (LONGEST // 3)])
def test_the_longest_name_that_a_disk_allows_is_written(tmp_path: Path, name: str) -> None:
    write_output(tmp_path / name, b"whole")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(name, b"whole")]


@pytest.mark.parametrize("name", ["x" * 4000, "x/" * 2500, "x" * (LONGEST + 1), "李" * LONGEST])
def test_a_name_too_long_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefused):
        write_output(tmp_path / name, b"whole")
    assert list(tmp_path.iterdir()) == []
