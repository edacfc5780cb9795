"""Timing with the floor beside it: ratios hold from machine to machine, milliseconds don't."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table; `limit` is the ratio (or, without a floor, the value) that is promised."""

    what: str
    ours: float
    unit: str = "ms"
    floor: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.floor if self.floor else None

    @property
    def over(self) -> bool:
        measured = self.ours if self.floor is None else self.ratio
        return self.limit is not None and measured is not None and measured > self.limit

    def line(self) -> str:
        floor = f"{self.floor:.2f} {self.unit}" if self.floor is not None else ""
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else ""
        limit = f"{self.limit:g}" if self.limit is not None else ""
        mark = "  <-- over" if self.over else ""
        return f"{self.what:58} {f'{self.ours:.2f} {self.unit}':>12} {floor:>12} {ratio:>7} {limit:>8}{mark}"


def times(
    action: Callable[[], object], rounds: int, warm: int = 1, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Milliseconds of each round, sorted. `clock` time.process_time: those of the processor, whatever else runs."""
    for _ in range(warm):
        action()
    found = []
    for _ in range(rounds):
        gc.collect()
        start = clock()
        action()
        found.append((clock() - start) * 1000)
    return sorted(found)


def median(sorted_times: list[float]) -> float:
    return sorted_times[len(sorted_times) // 2]


def p95(sorted_times: list[float]) -> float:
    return sorted_times[min(len(sorted_times) - 1, round(0.95 * (len(sorted_times) - 1)))]


def pair(
    ours: Callable[[], object],
    floor: Callable[[], object],
    rounds: int = 5,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """Ours and the floor turn by turn in the same run; the quietest round of each."""
    mine, theirs = [], []
    for _ in range(rounds):
        mine.extend(times(ours, 1, warm=0, clock=clock))
        theirs.extend(times(floor, 1, warm=0, clock=clock))
    return min(mine), min(theirs)
