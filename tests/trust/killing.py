"""Kill -9 at random moments of real work in the window, and what must be true after it."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from organisatiecanvas.models import storage, working
from organisatiecanvas.models.document import Document
from tests.trust.victim import KINDS, TARGET, digest, prepare

ROOT = Path(__file__).parents[2]
VERSIONS = sorted((ROOT / "tests" / "models" / "files").glob("version_*.orgcanvas"))
LONGEST = 0.4  # seconds of work before the end


@dataclass
class Told:
    """What a process told before its end."""

    lines: list[list[str]] = field(default_factory=list)

    def last(self, *words: str) -> list[str] | None:
        return next((line for line in reversed(self.lines) if line[0] in words), None)

    def digests(self, *words: str) -> list[str]:
        return [line[1] for line in self.lines if line[0] in words]

    @property
    def edits(self) -> int:
        return len(self.digests("edit"))

    @property
    def opened(self) -> bool:
        return self.last("open") is not None


class Killer:
    """Starts processes, kills them after a random while, and hears them out."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "tests.trust.victim"]
        pipe = subprocess.PIPE
        self._server = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment, cwd=ROOT)
        assert self._heard() == ["ready"]

    def _heard(self) -> list[str]:
        assert self._server.stdout is not None
        return self._server.stdout.readline().rstrip("\n").split(" ", 1)

    def round(self, number: int, kind: str, folder: Path, longest: float = LONGEST) -> Told:
        """One life, to a random moment after it opened its file or, for half of those that convert one, began to."""
        assert self._server.stdin is not None
        self._server.stdin.write(f"{number}\t{kind}\t{folder}\n")
        self._server.stdin.flush()
        rng = random.Random(f"moment {number}")
        begins = "opening" if kind == "migrate" and rng.random() < 0.5 else "open"
        told, child, end = Told(), 0, None
        while (line := self._heard())[0] != "gone":
            if line[0] == "child":
                child = int(line[1])
                continue
            assert line[0] != "fault", line[1]
            told.lines.append(line)
            if end is None and line[0] == begins:
                end = threading.Timer(rng.uniform(0.0, longest), _kill, (child,))
                end.start()
        if end is not None:
            end.cancel()
        return told

    def close(self) -> None:
        self._server.communicate()

    def __enter__(self) -> Killer:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def _kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def one_round(killer: Killer, number: int, folder: Path, longest: float = LONGEST) -> Told:
    """Work, end, and check; the state folder of this process must be that in `folder`."""
    kind = KINDS[number % len(KINDS)]
    version = VERSIONS[number // len(KINDS) % len(VERSIONS)] if kind == "migrate" else None
    prepare(folder, version)
    before = (folder / TARGET).read_bytes()
    told = killer.round(number, kind, folder, longest)
    check(told, folder, before)
    return told


def check(told: Told, folder: Path, before: bytes) -> None:
    """Every committed edit is back, the file is the old or the new one, and no export is half."""
    target = folder / TARGET
    assert storage.damage(target) == []
    save = told.last("saving", "saved")
    if save is None:
        assert target.read_bytes() == before, "the file changed though nobody saved"
    else:
        older = told.digests("open", "saved")[-1:] if save[0] == "saving" else []
        assert _digest_of(target) in (save[1], *older), "the saved file is neither the old nor the new one"
    backup = storage.backup_path(target)
    assert not backup.exists() or storage.damage(backup) == []
    _check_recovery(told, target)
    for made in (folder / "uit").glob("[!.]*.xlsx"):
        with zipfile.ZipFile(made) as archive:
            assert archive.testzip() is None, "an export is half"


def _check_recovery(told: Told, target: Path) -> None:
    last = told.last("edit", "open")
    offers = working.recoverable()
    if last is None:  # it never came to an edit: the file can still be opened
        Document.open(target).close()
        return
    allowed = _allowed(told, last)
    if not offers:
        assert _digest_of(target) in allowed, "committed edits are neither saved nor offered"
        return
    (offer,) = offers
    assert offer.path == target
    with Document.recover(offer) as recovered:
        assert digest(recovered) in allowed, "an edit that was committed is gone"
        recovered.save()
    assert _digest_of(target) in allowed


def _allowed(told: Told, last: list[str]) -> set[str]:
    """The state that was told last, and what was on its way: an edit about to be committed, or a step undone."""
    after = told.lines[len(told.lines) - told.lines[::-1].index(last) :]
    allowed = {last[1], *(line[1] for line in after if line[0] == "about")}
    if any(line in (["step", "undo"], ["step", "redo"]) for line in after):
        allowed.update(told.digests("edit", "open"))
    return allowed


def _digest_of(path: Path) -> str:
    with Document.open(path, read_only=True) as document:
        return digest(document)
