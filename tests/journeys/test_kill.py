"""Scenario 3: the process is killed at any moment; every committed edit is back and the saved file is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from organisatiecanvas.models import interchange, storage, working
from organisatiecanvas.models.document import Document
from tests.journeys import typist

ROUNDS = int(os.environ.get("KILL_ROUNDS", "12"))
ROOT = Path(__file__).parents[2]


@pytest.mark.journey
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
@pytest.mark.parametrize("number", range(ROUNDS))
def test_03_killed_at_any_moment_nothing_committed_is_lost(number: int, tmp_path: Path) -> None:
    target = tmp_path / "werk.orgcanvas"
    heard = type_and_kill(target, number)
    told = max((count for word, count in heard if word == "edit"), default=0)
    saves = [count for word, count in heard if word == "saved"]
    tried = [count for word, count in heard if word == "saving"]

    assert storage.damage(target) == []
    with Document.open(target, read_only=True) as saved:
        at = int(saved.organisation.workshop.title)
        assert at in {saves[-1], *tried[-1:]}, "the saved file is neither the old nor the new one"
        assert interchange.dump(saved.organisation) == replayed(number, at)
    offers = working.recoverable()
    if not offers:
        assert at >= told, "committed edits are neither saved nor offered"
        return
    with Document.recover(offers[0]) as recovered:
        at = int(recovered.organisation.workshop.title)
        assert at in (told, told + 1), "an edit that was committed is gone"
        assert interchange.dump(recovered.organisation) == replayed(number, at)
        recovered.save()


def type_and_kill(target: Path, number: int) -> list[tuple[str, int]]:
    """Run the typist, kill it after a random while, and return what it told."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(typist.__file__)), str(target), str(number)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    lines = [process.stdout.readline()]  # the first save: it is at work
    until = time.monotonic() + random.Random(f"moment {number}").uniform(0.0, 0.5)
    while time.monotonic() < until:
        lines.append(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    lines.extend(process.stdout.read().splitlines(keepends=True))
    process.stdout.close()
    process.wait()
    words = [line.split() for line in lines if line.endswith("\n")]
    return [(word, int(count)) for word, count in words]


def replayed(seed: int, steps: int) -> str:
    """The dump after so many steps of the same typist, made here without interruption."""
    rng = random.Random(str(seed))
    with Document.new("0") as document:
        for number in range(1, steps + 1):
            typist.step(document, rng, number)
        return interchange.dump(document.organisation)
