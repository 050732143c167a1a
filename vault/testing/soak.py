"""How long a random test goes on: a fixed number of steps in the short form, minutes in the long one.

The long form, marked ``soak``, goes on for ``VAULT_SOAK_S`` seconds (600 unless set) with a seed that it prints, or
with that of ``VAULT_SOAK_SEED`` to see a failure again.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random, SystemRandom
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Budget:
    """At most so many steps and so many seconds (None: no limit), all chance from one seed."""

    seed: int
    steps: int | None = None
    seconds: float | None = None

    def chance(self) -> Random:
        """The source of all that is random; its seed is printed, and shown with a failure."""
        print(f"{self}: VAULT_SOAK_SEED={self.seed} gives the same again")
        return Random(self.seed)

    def turns(self) -> Iterator[int]:
        """Numbers from 0 until the budget is used up; always at least one. Prints how many there were."""
        deadline = None if self.seconds is None else time.monotonic() + self.seconds
        number = 0
        while not number or (
            (self.steps is None or number < self.steps) and (deadline is None or time.monotonic() < deadline)
        ):
            yield number
            number += 1
        print(f"{number} turns")


def budgets(short: int, long: int | None = None) -> list[Any]:
    """Parameters for a test: a ``short`` form of that many steps, and a long one of ``VAULT_SOAK_S`` seconds.

    ``long`` is the most steps of the long one.
    """
    return [
        pytest.param(Budget(1, short), id="short"),
        pytest.param(long_budget(long), id="long", marks=pytest.mark.soak),
    ]


def long_budget(steps: int | None = None) -> Budget:
    """The budget of a long test, of at most that many steps."""
    seed = os.environ.get("VAULT_SOAK_SEED") or SystemRandom().randrange(1 << 32)
    return Budget(int(seed), steps, float(os.environ.get("VAULT_SOAK_S") or 600))
