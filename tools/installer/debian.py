"""The package for Debian and Ubuntu: the frozen folder, a command, a menu entry, AppStream data, licences."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from tools.installer.frozen import BuildError
from tools.system_packages import QT_LIBRARIES

ID = "org.calcitrack.CalciTrack"
SUMMARY = "follow-up record for calcinosis cutis in an encrypted vault"
_PLAIN, _PROGRAM = 0o644, 0o755


def package(root: Path, frozen: Path, build: Path, version: str, libraries: set[str]) -> Path:
    """Make the package.

    Args:
        root: The project.
        frozen: The frozen folder.
        build: Where tree and package go.
        version: Of the program.
        libraries: Names of the libraries inside, whose licences are put beside.

    Returns:
        The package file.

    Raises:
        BuildError: dpkg-deb is absent or failed.
    """
    tree = build / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _fill(root, frozen, tree, version)
    _licences(root, tree / "usr" / "share" / "doc" / "calcitrack", libraries)
    _settle_rights(tree, tree / "usr" / "lib" / "calcitrack" / "calcitrack")
    _control(tree, version)
    target = build / f"calcitrack_{version}_{_architecture()}.deb"
    made = subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)], capture_output=True, check=False
    )
    if made.returncode != 0:
        raise BuildError(f"dpkg-deb could not make the package: {made.stderr.decode(errors='replace')}")
    return target


def unpack(file: Path, folder: Path) -> Path:
    """Unpack a package as an installation would lay it out, and give its command."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["dpkg-deb", "-x", str(file), str(folder)], check=True)
    return folder / "usr" / "lib" / "calcitrack" / "calcitrack"


def control_text(version: str, architecture: str, installed_kb: int) -> str:
    """The package's description; what Qt loads by itself at run time is named as what the package needs."""
    needs = ["libc6", *(f"{package} | {package}t64" for package in sorted(set(QT_LIBRARIES.values())))]
    return (
        f"Package: calcitrack\nVersion: {version}\nArchitecture: {architecture}\n"
        "Maintainer: The CalciTrack team <team@calcitrack.org>\n"
        f"Installed-Size: {installed_kb}\nDepends: {', '.join(needs)}\nSection: science\nPriority: optional\n"
        f"Description: {SUMMARY}\n"
        " CalciTrack keeps patients, lesions, visits and treatment trials of people with\n"
        " calcinosis cutis, shows how lesions change, and prints visit summaries.\n"
        " It works without a network. It informs and does not decide.\n"
    )


def _fill(root: Path, frozen: Path, tree: Path, version: str) -> None:
    data, share = root / "installer" / "linux", tree / "usr" / "share"
    shutil.copytree(frozen, tree / "usr" / "lib" / "calcitrack", symlinks=True)
    command = tree / "usr" / "bin" / "calcitrack"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/calcitrack/calcitrack")
    _put(data / f"{ID}.desktop", share / "applications" / f"{ID}.desktop")
    _put(root / "resources" / "icons" / "calcitrack.svg", share / "icons/hicolor/scalable/apps" / f"{ID}.svg")
    told = (data / f"{ID}.metainfo.xml").read_text(encoding="utf-8")
    today = datetime.now(UTC).date().isoformat()
    target = share / "metainfo" / f"{ID}.metainfo.xml"
    target.parent.mkdir(parents=True)
    target.write_text(told.replace("@VERSION@", version).replace("@DATE@", today), encoding="utf-8")


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _licences(root: Path, folder: Path, libraries: set[str]) -> None:
    """The notices and every licence text that the bundled libraries bring, and the changes."""
    folder.mkdir(parents=True)
    _put(root / "resources" / "NOTICES.md", folder / "copyright")
    with gzip.GzipFile(folder / "changelog.gz", "wb", compresslevel=9, mtime=0) as packed:
        packed.write((root / "CHANGELOG.md").read_bytes())
    for name in sorted(libraries):
        for file in metadata.files(name) or ():
            if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")):
                _put(Path(str(file.locate())), folder / "licences" / name / file.name)


def _settle_rights(tree: Path, program: Path) -> None:
    """Readable for everybody, whatever the builder's own umask: installed programs are no secret."""
    for path in sorted(tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(_PROGRAM if path.is_dir() or path == program else _PLAIN)
    tree.chmod(_PROGRAM)


def _control(tree: Path, version: str) -> None:
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    sums = "".join(f"{_md5(f)}  {f.relative_to(tree).as_posix()}\n" for f in files)
    installed = sum(path.stat().st_size for path in files) // 1024
    folder = tree / "DEBIAN"
    folder.mkdir(mode=_PROGRAM)
    for name, text in (("control", control_text(version, _architecture(), installed)), ("md5sums", sums)):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(_PLAIN)
    folder.chmod(_PROGRAM)


def _md5(file: Path) -> str:
    return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()


def _architecture() -> str:
    answer = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    return answer.stdout.strip()
