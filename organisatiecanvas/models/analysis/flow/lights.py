"""How a load stands against the target of the document."""

from __future__ import annotations

from typing import Literal

MOST_TIMES = 2.0  # the waiting at the target, above which a load is a problem [own]


def too_high(target: float) -> float:
    """The load at which u/(1−u), the multiplier of waiting, is MOST_TIMES that at the target: 88.9 % for 80 %."""
    if target >= 1:
        return 1.0
    multiplier = MOST_TIMES * target / (1 - target)
    return multiplier / (1 + multiplier)


def light(load: float, target: float) -> Literal["good", "attention", "problem"]:
    """Good up to the target, a point of attention up to `too_high`, a problem above."""
    if load <= target:
        return "good"
    return "attention" if load <= too_high(target) and load < 1 else "problem"
