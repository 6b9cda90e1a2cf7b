"""One build at a time, and what an earlier one that was killed left behind is cleared or put back.

A lock lies in `build/` and one beside the site. The system itself gives it up when its process ends, however it ends.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from parade.model.problems import ParadeError, why
from parade.read.existing import existing
from parade.site.publish import BESIDE, MARK, OLD, check_place

try:
    import fcntl
except ImportError:  # Windows: nothing keeps two builds apart there
    fcntl = None  # type: ignore[assignment]

LOCK = "bezig"
WORK = "parade-work-"  # in the folder for temporary files, with the number of the process that works there

P = ParamSpec("P")
R = TypeVar("R")


def one_at_a_time(
    build: Callable[Concatenate[Path, Path, P], R],
) -> Callable[Concatenate[Path, Path, P], R]:
    """A build of `examples` at `out` that nobody else makes at the same moment; what was left lying is gone first."""

    @wraps(build)
    def alone(examples: Path, out: Path, *args: P.args, **kwargs: P.kwargs) -> R:
        root = existing(examples).resolve().parent
        target = check_place(examples, out)
        with held(root / "build" / f".{LOCK}", root / "build"), held(beside(target, LOCK), out):
            clear(target)
            try:
                return build(examples, out, *args, **kwargs)
            except BrokenProcessPool as error:
                raise ParadeError(
                    "Een deel van de sitebouwer viel weg, meestal door te weinig geheugen. De oude site staat er nog. "
                    "Sluit andere programma's en probeer het opnieuw."
                ) from error

    return alone  # type: ignore[return-value]  # called by position or by name, as the build itself


@contextmanager
def held(lock: Path, what: Path) -> Iterator[None]:
    """Hold a lock on a folder `what`; raises `ParadeError` that says who has it when that is another process."""
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _locked(lock)
    except BlockingIOError as error:
        raise ParadeError(
            f'In de map "{what}" werkt al een andere parade{_who(lock)}. Wacht tot die klaar is, of stop hem eerst.'
        ) from error
    except OSError as error:
        raise ParadeError(
            f'In "{lock.parent}" is niet te schrijven ({why(error)}). Kies een andere map, of vraag om rechten.'
        ) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(descriptor)


def _locked(lock: Path) -> int:
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        try:
            if fcntl:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if lock.exists() and os.path.samestat(os.fstat(descriptor), lock.stat()):
                os.truncate(descriptor, 0)
                os.write(descriptor, f"proces {os.getpid()}, sinds {datetime.now():%Y-%m-%d %H:%M}".encode())
                return descriptor
        except OSError:
            os.close(descriptor)
            raise
        os.close(descriptor)  # who had it took the file away just now


def _who(lock: Path) -> str:
    try:
        told = lock.read_bytes()[:100].decode("utf-8", "replace")
    except OSError:
        told = ""
    return f" ({told})" if told else ""


def beside(target: Path, name: str) -> Path:
    """What lies beside a site, by its name."""
    return target.with_name(f".{target.name}{BESIDE}{name}")


def clear(target: Path) -> None:
    """Put a site back that was between two names, and take away what killed builds left lying."""
    left = re.compile(re.escape(f".{target.name}{BESIDE}") + r"[a-z0-9_]{8}(" + OLD + ")?")
    found = [path for path in target.parent.iterdir() if left.fullmatch(path.name) and path.is_dir()]
    for path in found:
        if not target.exists() and path.name.endswith(OLD) and (path / MARK).is_file():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)
    for path in Path(tempfile.gettempdir()).glob(f"{WORK}*"):
        number = path.name.removeprefix(WORK).partition("-")[0]
        if path.is_dir() and not path.is_symlink() and number.isdigit() and not _lives(int(number)):
            shutil.rmtree(path, ignore_errors=True)


def _lives(process: int) -> bool:
    if not fcntl:
        return True  # on Windows asking would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
