"""A row of the printed table, and how often repeated work is timed."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure beside its floor; `target` is the ratio we promise not to exceed."""

    name: str
    measured: float
    floor: float
    unit: str
    target: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """Returns measured over floor."""
        return self.measured / self.floor if self.floor else 0.0

    def __str__(self) -> str:
        verdict = "ok" if self.ratio <= self.target else "OVER"
        return (
            f"{self.name:<58} {self.measured:>9.2f} {self.unit:<3} {self.floor:>9.2f} {self.unit:<3} "
            f"{self.ratio:>6.2f} {self.target:>6.2f}  {verdict:<5} {self.note}"
        )


HEADING = f"{'what':<58} {'measured':>13} {'beside':>13} {'ratio':>6} {'target':>6}"


def milliseconds(work: Callable[[], object], *, rounds: int = 30) -> float:
    """Returns the median time of one call, in milliseconds, after three calls that do not count."""
    for _ in range(3):
        work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)
