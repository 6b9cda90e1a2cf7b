"""Results kept on disk between runs: what they were made of, and whether what stands there may be believed.

A folder of results is sealed with the hash of all that they follow from and of the files themselves, by a secret
that only this user has. So what is out of date, half written, damaged, or came along with the collection of
somebody else, is not believed, and made anew. Every such folder may be deleted.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

import click

import parade
from parade.model.settings import FILE, OVERRIDDEN

SEAL = "zegel"
LIBRARIES = ("whoosh", "simplemma", "snowballstemmer", "rapidfuzz", "yaml")


def source_key(examples: Path, rooms: Iterable[str], environment: Mapping[str, str] = os.environ) -> str:
    """The hash of all that follows from a folder of records: files, settings, program (of those rooms), libraries."""
    found = hashlib.blake2b(digest_size=20)
    for room in rooms:
        _add_folder(found, Path(parade.__file__).parent / room)
    specs = filter(None, map(find_spec, LIBRARIES))
    for around in sorted({Path(spec.origin).parents[1] for spec in specs if spec.origin}):
        installed = sorted(each.name for each in os.scandir(around) if each.name.endswith(".dist-info"))
        found.update("\n".join(installed).encode())
    found.update("\n".join([sys.version, *(environment.get(name, "") for name in OVERRIDDEN)]).encode())
    found.update(examples.name.encode())  # stands in problems
    folder = examples.resolve()
    _add_file(found, folder.parent / FILE)
    _add_folder(found, folder)
    return found.hexdigest()


def _add_folder(found: hashlib.blake2b, folder: Path) -> None:
    """Add every file below a folder, by name, and by content or, where that may be large and says little, by stamp."""
    with os.scandir(folder) as inside:
        for entry in sorted(inside, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    found.update(f"\n{entry.name}/".encode())
                    _add_folder(found, Path(entry.path))
            elif entry.name.endswith((".yml", ".py", ".csv")) and entry.is_file():
                found.update(f"\n{entry.name}\n".encode())
                _add_file(found, Path(entry.path))
            else:
                told = entry.stat(follow_symlinks=False)
                found.update(f"\n{entry.name} {told.st_mode} {told.st_size} {told.st_mtime_ns}\n".encode())
    found.update(b"\n/")


def _add_file(found: hashlib.blake2b, path: Path) -> None:
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    found.update(b"%d\n" % len(content))
    found.update(content)


def sealed_key(folder: Path) -> str:
    """The key of what a folder holds; empty when it is not there, or not whole, or not made by this user."""
    try:
        key, seal = (folder / SEAL).read_text("ascii").split()
        return key if secrets.compare_digest(seal, _seal(folder, key)) else ""
    except (OSError, ValueError):
        return ""


def keep(folder: Path, key: str, fill: Callable[[Path], None]) -> bool:
    """Let `fill` write into a copy of a folder, or a new one, seal that, and put it in the place of the old.

    Gives whether that could be done; where nothing can be written, nothing is kept.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            if sealed_key(folder):
                shutil.copytree(folder, made, dirs_exist_ok=True)
            fill(made)
            (made / SEAL).write_text(f"{key} {_seal(made, key)}", "ascii")
            shutil.rmtree(folder, ignore_errors=True)
            made.replace(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError:
        return False
    return True


def _seal(folder: Path, key: str) -> str:
    found = hashlib.blake2b(key.encode("ascii"), key=_secret(), digest_size=20)
    for path in sorted(folder.iterdir()):
        if path.name != SEAL:
            found.update(f"\n{path.name}\n".encode())
            _add_file(found, path)
    return found.hexdigest()


def _secret() -> bytes:
    """The secret of this user, made when it is first asked for."""
    path = Path(click.get_app_dir("parade")) / "geheim"
    try:
        return path.read_bytes()[:64]
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as made:  # readable for its owner only
            made.write(secrets.token_bytes(32))
        Path(made.name).replace(path)
        return path.read_bytes()
