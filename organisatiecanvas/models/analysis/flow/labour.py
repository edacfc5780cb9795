"""People who serve more machines than they can stand at (flow.md, «Labour pool») [own].

A lot that has a machine may wait there for somebody. R, the machines that are in or before their attended phase, is
put together from each station's M/M/m occupancy; the wait W_L = E[(R − n)⁺]/λ lengthens the machine's own time, which
in turn raises the occupancy: a fixed point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

TOLERANCE = 1e-11
LARGEST_POOL = 500  # machines; beyond this only the floor counts: waits there are short, sums over states long


class Served(NamedTuple):
    """A station in a pool: machines, lots an hour, hours on the machine per lot, hours of those with somebody."""

    machines: int
    rate: float
    time: float
    attended: float


def labour_wait(people: int, stations: Sequence[Served]) -> float | None:
    """Hours a lot on a machine waits for somebody; None when that fills the machines: no wait is long enough.

    All stations are loaded below 1, and so are the people.
    """
    if not people < sum(station.machines for station in stations) <= LARGEST_POOL:
        return 0.0
    rate = sum(station.rate for station in stations)
    longest = min(station.machines / station.rate - station.time for station in stations)

    def surplus(guess: float) -> float:
        return excess(people, stations, guess) / rate - guess

    low, high = 0.0, longest
    at_low, at_high = surplus(low), surplus(high)
    if at_low <= TOLERANCE * longest:
        return max(0.0, at_low)
    if at_high >= 0:
        return None
    # The Illinois method: secants inside a bracket; E[(R − n)⁺] grows ever faster, so there is one crossing.
    last = 0
    for _step in range(100):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        value = surplus(middle)
        if abs(value) <= TOLERANCE * longest or high - low <= TOLERANCE * longest:
            return middle
        if value > 0:
            low, at_low = middle, value
            if last > 0:
                at_high /= 2
            last = 1
        else:
            high, at_high = middle, value
            if last < 0:
                at_low /= 2
            last = -1
    return (low + high) / 2


def excess(people: int, stations: Sequence[Served], wait: float) -> float:
    """E[(R − n)⁺] when every lot on a machine waits `wait` hours for somebody."""
    total = [1.0]
    for station in stations:
        share = (station.attended + wait) / (station.time + wait)
        total = _sum(total, thinned(occupancy(station.machines, station.rate * (station.time + wait)), share))
    return sum((count - people) * chance for count, chance in enumerate(total) if count > people)


def occupancy(machines: int, offered: float) -> list[float]:
    """Chance of 0 … m busy machines in M/M/m; all of them when more is offered than they can do."""
    if offered >= machines:
        return [0.0] * machines + [1.0]
    # From the fullest state down: nothing overflows, and the likely states carry the precision.
    chances = [1.0]
    for count in range(machines - 1, -1, -1):
        chances.append(chances[-1] * (count + 1) / offered if offered > 0 else 0.0)
        if chances[-1] > 1e250:
            chances = [chance * 1e-250 for chance in chances]
    if offered <= 0:
        return [1.0] + [0.0] * machines
    chances.reverse()
    chances[-1] /= 1 - offered / machines
    whole = sum(chances)
    return [chance / whole for chance in chances]


def thinned(chances: Sequence[float], share: float) -> list[float]:
    """Distribution of how many of a random number count, when each does with this share (Horner's scheme)."""
    if share >= 1:
        return list(chances)
    result = [chances[-1]]
    for chance in reversed(chances[:-1]):
        stretched = [value * (1 - share) for value in result]
        stretched.append(0.0)
        for index, value in enumerate(result):
            stretched[index + 1] += value * share
        stretched[0] += chance
        result = stretched
    return result


def _sum(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """Distribution of the sum of two independent counts."""
    result = [0.0] * (len(one) + len(other) - 1)
    for index, chance in enumerate(one):
        if chance:
            for step, value in enumerate(other):
                result[index + step] += chance * value
    return result
