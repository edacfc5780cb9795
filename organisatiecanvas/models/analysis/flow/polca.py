"""POLCA cards and the indicators of Quick Response Manufacturing [lit: Suri 1998, 2010; Krishnamurthy & Suri 2009]."""

from __future__ import annotations

import math

SAFETY = 0.1  # of the cards, on top of what the formula gives
DAYS_A_WEEK = 7.0


def cards(
    first_days: float,
    move_days: float,
    second_days: float,
    return_days: float,
    flow: float,
    period_days: float,
    safety: float = SAFETY,
) -> int:
    """Cards between two cells: (LT_A + move + LT_B + return) × flow / period × (1 + safety), rounded up.

    Times in calendar days; `flow` is the number of lots that go from the first to the second in a period.
    """
    exact = (first_days + move_days + second_days + return_days) * flow / period_days * (1 + safety)
    return math.ceil(exact - 1e-9)


def qrm_number(before_days: float | None, after_days: float | None) -> float | None:
    """100 × MCT before / MCT now; above 100 is shorter. None where either isn't known or there is no time now."""
    if before_days is None or not after_days:
        return None
    return 100 * before_days / after_days


def power_of_six(before_days: float | None, after_days: float | None) -> float | None:
    """Indicative ratio of costs after and before: (MCT after / MCT before)^(1/6). None where either isn't known."""
    if after_days is None or not before_days:
        return None
    return float((after_days / before_days) ** (1 / 6))
