"""Scenario 3: the window is killed at any moment; every committed edit is back and the saved file is whole."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust.killing import Killer, one_round

ROUNDS = 20  # 300 and more with `make trust`


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    with Killer() as one:
        yield one


@pytest.mark.journey
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
@pytest.mark.parametrize("number", range(ROUNDS))
def test_03_killed_at_any_moment_nothing_committed_is_lost(number: int, killer: Killer, state: Path) -> None:
    one_round(killer, number, state.parent)
