"""Where a vault lies: networks are refused, folders that are kept in step are warned of, all others pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from calcitrack.db import places
from calcitrack.db.places import PlaceKind, is_unc, linux_file_system, mac_file_system, place_of, synchronised_by
from calcitrack.domain.errors import OnNetwork
from tests.vaults import opened

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:40 / /home/ada/share rw - cifs //server/share rw
31 22 0:41 / /mnt/nfs rw shared:5 - nfs4 server:/export rw
32 22 0:42 / /home/ada/on\\040the\\040server rw - fuse.sshfs ada@server:/ rw
33 22 0:43 / /mnt/nfs/local rw - ext4 /dev/vdb rw
a broken line
"""
MAC_MOUNTS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ada@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by ada)
/dev/disk4s1 on /Volumes/My Stick (msdos, local, nodev)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ada/vault", "ext4"),
        ("/home/ada/share/vault", "cifs"),
        ("/home/ada/shares", "ext4"),
        ("/mnt/nfs", "nfs4"),
        ("/mnt/nfs/local/vault", "ext4"),
        ("/home/ada/on the server/vault", "fuse.sshfs"),
    ],
)
def test_the_file_system_of_a_folder_is_read_from_the_mounts_of_linux(folder: str, kind: str) -> None:
    assert linux_file_system(MOUNTS, folder) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/Users/ada", "apfs"), ("/Volumes/share/vault", "smbfs"), ("/Volumes/My Stick/vault", "msdos")],
)
def test_the_file_system_of_a_folder_is_read_from_the_mounts_of_macos(folder: str, kind: str) -> None:
    assert mac_file_system(MAC_MOUNTS, folder) == kind


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("\\\\server\\share\\vault", True),
        ("//server/share/vault", True),
        ("C:\\Users\\ada\\vault", False),
        ("\\\\?\\C:\\Users\\ada", False),
    ],
)
def test_a_windows_path_to_another_computer_is_known(path: str, expected: bool) -> None:
    assert is_unc(path) is expected


@pytest.mark.parametrize(
    ("parts", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Example Clinic", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Example Clinic)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage", "a cloud service"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Documents", ""),
        ("My Dropbox notes", ""),
    ],
)
def test_a_folder_that_is_kept_in_step_is_known_by_its_name(tmp_path: Path, parts: str, service: str) -> None:
    assert synchronised_by(tmp_path / parts / "clinic" / "vault") == service


@pytest.mark.parametrize(
    ("marker", "service"), [(".nextcloudsync.log", "Nextcloud"), (".stfolder", "Syncthing"), (".dropbox", "Dropbox")]
)
def test_a_folder_that_is_kept_in_step_is_known_by_what_the_service_leaves(
    tmp_path: Path, marker: str, service: str
) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / marker).touch()
    assert synchronised_by(tmp_path / "kept" / "vault") == service


def test_a_folder_of_this_computer_needs_no_word(tmp_path: Path) -> None:
    assert place_of(tmp_path / "not yet there").kind is PlaceKind.LOCAL
    assert place_of(tmp_path).warning is None


def test_whoever_opens_a_vault_in_a_folder_that_is_kept_in_step_is_warned(vault_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "vault"
    folder.parent.mkdir()
    vault_folder.rename(folder)
    assert "kept in step by Dropbox" in str(place_of(folder).warning)
    with opened(folder) as clinic:
        assert ["kept in step by Dropbox" in str(notice) for notice in clinic.notices] == [True]


@pytest.fixture
def proc_folder() -> Path:
    """A folder of another file system than the tests' own, which every Linux has."""
    folder = Path("/proc/self")
    if not folder.is_dir():
        pytest.skip("this system has no /proc")
    return folder


def test_a_network_is_refused_with_its_name_and_what_to_do(proc_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # No test can mount a network: the kernel's own file system is put on the list in its place.
    monkeypatch.setattr(places, "NETWORK_FILE_SYSTEMS", frozenset({"proc"}))
    with pytest.raises(OnNetwork, match=r"lies on a network \(proc\).*opened to be read"):
        places.refuse_network(proc_folder / "vault")
