"""Scenario 39: with sockets forbidden everything works, and nothing ever tried to reach a network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey
ROOT = Path(__file__).parents[2]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.trust.offline", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_39_without_a_network_everything_works_and_nothing_reaches_out() -> None:
    done = run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "0 attempts []"


def test_39_an_attempt_would_be_noticed() -> None:
    done = run("reach")
    assert done.returncode == 1
    assert "socket.getaddrinfo" in done.stdout
