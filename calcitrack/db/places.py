"""Where a vault lies: on this computer, on a network, or in a folder that some service keeps in step.

SQLite's write-ahead log needs memory that both sides share and locks that hold, and neither goes over a network: a
vault there can be damaged. A service that copies files one by one can take the database without its log, which is a
record that is silently older.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PureWindowsPath

from calcitrack.domain.errors import OnNetwork
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say


class PlaceKind(Enum):
    """Kinds of places."""

    LOCAL = "local"
    NETWORK = "network"
    SYNCHRONISED = "synchronised"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a folder lies.

    Attributes:
        name: The file system or the service by name; empty for a place on this computer.
    """

    kind: PlaceKind
    name: str = ""

    @property
    def warning(self) -> Message | None:
        """What somebody should know who keeps a vault there; None when there is nothing to say."""
        if self.kind is not PlaceKind.SYNCHRONISED:
            return None
        return say(
            QT_TRANSLATE_NOOP(
                "db",
                "This folder is kept in step by {name}. While CalciTrack is open, a half-copied vault can be left "
                "elsewhere, which is older or does not open. Keep the vault outside of it, and copy it only while "
                "CalciTrack is closed.",
            ),
            name=self.name,
        )


NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "webdav", "davfs", "davfs2", "ncpfs", "9p",
     "ceph", "glusterfs", "lustre", "beegfs", "gpfs", "orangefs", "ocfs2", "gfs2", "coda", "vboxsf", "prl_fs",
     "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs", "fuse.glusterfs", "fuse.ceph", "fuse.curlftpfs",
     "fuse.s3fs", "fuse.smbnetfs", "fuse.afpfs", "fuse.cifs", "fuse.vmhgfs-fuse", "fuse.google-drive-ocamlfuse",
     "fuse.onedriver", "fuse.kio-fuse"}
)  # fmt: skip
"""Names in the mount table."""

_SERVICES = (
    (re.compile(r"onedrive( - .*)?$", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox( \(.*\))?$", re.IGNORECASE), "Dropbox"),
    (re.compile(r"google ?drive( \(.*\))?$|my drive$|drivefs$", re.IGNORECASE), "Google Drive"),
    (re.compile(r"icloud ?drive$|mobile documents$|com~apple~clouddocs$", re.IGNORECASE), "iCloud"),
    (re.compile(r"nextcloud\d*$", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"owncloud\d*$", re.IGNORECASE), "ownCloud"),
    (re.compile(r"pclouddrive$|pcloud drive$", re.IGNORECASE), "pCloud"),
    (re.compile(r"syncthing$", re.IGNORECASE), "Syncthing"),
    (re.compile(r"cloudstorage$", re.IGNORECASE), "a cloud service"),
)
"""Names of folders under which services keep what they copy."""

_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".sync_*.db": "Nextcloud",
    "._sync_*.db": "Nextcloud",
    ".stfolder": "Syncthing",
    ".seafile-data": "Seafile",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
}
"""Files and folders that services leave at the top of what they copy."""

_DRIVE_REMOTE = 4


def place_of(folder: Path) -> Place:
    """Where a folder lies, or would lie if it were made."""
    there = next((path for path in (folder, *folder.parents) if path.exists()), folder).absolute()
    network = _network_name(there, folder)
    if network:
        return Place(PlaceKind.NETWORK, network)
    service = synchronised_by(folder.absolute())
    return Place(PlaceKind.SYNCHRONISED, service) if service else Place(PlaceKind.LOCAL)


def refuse_network(folder: Path) -> Place:
    """Refuse a folder on a network, where a vault can be damaged by two computers; returns where it lies.

    Raises:
        OnNetwork: With the name of its file system.
    """
    place = place_of(folder)
    if place.kind is PlaceKind.NETWORK:
        raise OnNetwork(
            say(
                QT_TRANSLATE_NOOP(
                    "db",
                    "The folder {folder} lies on a network ({name}), where a vault can be damaged. "
                    "Nothing has been changed.",
                ),
                folder=str(folder),
                name=place.name,
            ),
            say(
                QT_TRANSLATE_NOOP(
                    "db", "Keep the vault on a disk of this computer. One that lies there can be opened to be read."
                )
            ),
        )
    return place


def synchronised_by(folder: Path) -> str:
    """The service that keeps a folder in step with other computers; empty when none is known to."""
    for path in (folder, *folder.parents):
        for pattern, name in _SERVICES:
            if pattern.match(path.name):
                return name
        for marker, name in _MARKERS.items():
            if any(path.glob(marker)) if "*" in marker else (path / marker).exists():
                return name
    return ""


def linux_file_system(mount_info: str, folder: str) -> str:
    """The file system of a folder by the table of mounts (/proc/self/mountinfo)."""
    best, found = -1, ""
    for line in mount_info.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split()
        if not separator or len(fields) < 5:
            continue
        # Blanks in paths are written as octal numbers.
        point = re.sub(r"\\(\d{3})", lambda m: chr(int(m.group(1), 8)), fields[4])
        if len(point) >= best and _is_under(folder, point):
            best, found = len(point), after.split()[0]
    return found


def mac_file_system(mounts: str, folder: str) -> str:
    """The file system of a folder by what /sbin/mount prints on macOS."""
    best, found = -1, ""
    for line in mounts.splitlines():
        match = re.match(r".+? on (?P<point>/.*) \((?P<kind>[^,)]+)", line)
        if match and len(match["point"]) >= best and _is_under(folder, match["point"]):
            best, found = len(match["point"]), match["kind"]
    return found


def is_unc(path: str) -> bool:
    """Whether a Windows path names another computer."""
    drive = PureWindowsPath(path).drive
    return drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\"))


def _network_name(there: Path, folder: Path) -> str:
    if sys.platform == "win32":
        anchor = there.resolve().anchor
        remote = is_unc(str(folder)) or is_unc(anchor)
        return "Windows" if remote or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _DRIVE_REMOTE else ""
    kind = _file_system(os.path.realpath(there))
    return kind if kind in NETWORK_FILE_SYSTEMS else ""


def _file_system(folder: str) -> str:
    try:
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
            return mac_file_system(told.stdout, folder)
        return linux_file_system(Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace"), folder)
    except (OSError, subprocess.SubprocessError):
        return ""


def _is_under(folder: str, point: str) -> bool:
    return folder == point or folder.startswith(point.rstrip("/") + "/")
