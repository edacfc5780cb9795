"""Means of a long run with their 95 % intervals, by batch means [lit: Law 2015].

A run is cut into batches so long that they hardly depend on each other. Sums so far are kept at even times; when there
are too many, every second one goes, so that batches grow with the run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
FEWEST = 40  # batches before an interval is given; two at a time are taken together for it
CLOSEST = 0.9  # correlation of neighbouring batches that is reckoned with
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A mean and half its 95 % interval."""

    mean: float
    half_width: float

    @property
    def relative(self) -> float:
        """Half the interval as a share of the mean; 0 where nothing varies."""
        if self.half_width <= 0:
            return 0.0
        return self.half_width / abs(self.mean) if self.mean else math.inf

    def times(self, factor: float) -> Estimate:
        return Estimate(self.mean * factor, self.half_width * abs(factor))

    def covers(self, value: float) -> bool:
        return abs(value - self.mean) <= self.half_width


@dataclass(eq=False)
class Batches:
    """Sums so far, each a vector of the same length, at even times."""

    sums: list[Vector] = field(default_factory=list)
    stride: int = 1  # steps between two of them
    steps: int = 0

    def add(self, sums: Vector) -> None:
        """The sums after one more step; the first are those where the warm-up ends."""
        if not self.sums:
            self.sums.append(sums)
            return
        self.steps += 1
        if self.steps % self.stride == 0:
            self.sums.append(sums)
            if len(self.sums) > 2 * FEWEST:
                self.sums = self.sums[::2]
                self.stride *= 2

    @property
    def enough(self) -> bool:
        return len(self.sums) > FEWEST

    def batches(self) -> Vector:
        """One row a batch; an odd one at the end is left out."""
        used = self.sums[: (len(self.sums) - 1) // 2 * 2 + 1 : 2]
        return np.diff(np.array(used), axis=0)


def ratios(above: Vector, below: Vector) -> list[Estimate]:
    """Σ above / Σ below by column, over batches in rows; at least four batches, and something below.

    Batches that follow their neighbours are too short: the interval then counts them as fewer (a first-order
    autoregression), which makes it wider until they have grown.
    """
    count = len(above)
    totals = below.sum(axis=0)
    means = above.sum(axis=0) / totals
    errors = above - means * below
    squares = (errors**2).sum(axis=0)
    together = (errors[1:] * errors[:-1]).sum(axis=0)
    # Errors sum to 0, which by itself makes neighbours look opposed by 1/count.
    follows = np.divide(together, squares, out=np.zeros_like(squares), where=squares > 0) + 1 / count
    follows = np.clip(follows, 0.0, CLOSEST)
    spread = squares * count / (count - 1) * (1 + follows) / (1 - follows)
    widths = student(count - 1) * np.sqrt(spread) / totals
    return [Estimate(float(mean), float(width)) for mean, width in zip(means, widths, strict=True)]


def student(freedom: int) -> float:
    """Two-sided 95 % quantile of Student's t by Cornish & Fisher's expansion: to 0.001 from 10 degrees up."""
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
