"""Kill a build at random moments: after each the old site or the new one stands whole.

`python -m tests.kills [TIMES]`; at the end one build clears what all of them left.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import PACKAGE, ROOT

TITLE = "naam: "


def files(site: Path) -> dict[str, bytes]:
    """Every file of a site, by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def digest(site: Path) -> str:
    """One text for all that a site holds."""
    known = hashlib.sha256()
    for name, content in files(site).items():
        known.update(f"{name}\0{len(content)}\0".encode() + content)
    return known.hexdigest()


def left(root: Path) -> list[str]:
    """What lies beside the site that no build may leave."""
    return sorted(path.name for path in root.iterdir() if path.name.startswith(".site-"))


def tried(folder: Path, times: int, seed: int | None = None) -> int:
    """How many of so many killed builds left a whole site; raises `AssertionError` when something stays lying."""
    chance = random.Random(seed)
    root, temporary = folder / "klimaat", folder / "tijdelijk"
    shutil.copytree(ROOT / "tests/records/klimaat", root)
    temporary.mkdir()
    settings = (root / "parade.yml").read_text("utf-8")
    states: dict[str, str] = {}
    longest = 0.0
    for name in ("Een", "Twee"):
        _set(root, settings, name)
        begin = time.monotonic()
        assert _start(root, temporary).wait(300) == 0
        longest = max(longest, time.monotonic() - begin)
        states[digest(root / "site")] = name
    whole = 0
    for number in range(times):
        _set(root, settings, ("Een", "Twee")[number % 2])
        process = _start(root, temporary)
        try:
            process.wait(chance.uniform(0, longest * 1.1))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if (root / "site").is_dir() and digest(root / "site") in states:
            whole += 1
        else:
            print(f"not whole after kill {number}", file=sys.stderr)
    _set(root, settings, "Een")
    assert _start(root, temporary).wait(300) == 0
    assert states[digest(root / "site")] == "Een"
    assert left(root) == []
    assert list(temporary.glob("parade*")) == []
    return whole


def _set(root: Path, settings: str, name: str) -> None:
    (root / "parade.yml").write_text(settings.replace(TITLE, f"{TITLE}{name} ", 1), encoding="utf-8")


def _start(root: Path, temporary: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONSAFEPATH": "1", "TMPDIR": str(temporary)}
    return subprocess.Popen(
        [sys.executable, "-m", "parade", "build"],
        cwd=root,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def main() -> None:
    """Try it so many times, and tell."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        whole = tried(Path(folder), times)
    print(f"{whole} of {times} whole, in {time.monotonic() - begin:.0f} s")
    sys.exit(whole != times)


if __name__ == "__main__":
    main()
