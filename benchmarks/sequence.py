"""How long it takes to put steps and rounds in order, in seconds of processor time.

python benchmarks/sequence.py
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from comity.case.talks import Talks
from comity.questions.sequence.orders import Orders
from comity.questions.sequence.rounds import rounds_of


def steps(number: int) -> Orders:
    """Random risks of so many steps."""
    risks = np.random.default_rng(0).integers(0, 1000, 1 << number)
    risks[[0, -1]] = 0
    return Orders(number, risks, (1,) * number)


def order(number: int) -> None:
    """All that is asked of so many steps."""
    orders = steps(number)
    _ = orders.count, orders.listed(20), orders.places(), orders.gentlest([str(step) for step in range(number)])


def rounds(number: int, ranges: bool) -> None:
    """The best plan of rounds on so many issues in two formats each."""
    cost, success = ("1..3", "20..60") if ranges else ("2", "40")
    formats = {name: {"cost": cost, "success": success, "ends_talks": 5} for name in ("one", "other")}
    issues = {f"i{at:02}": {"formats": formats} for at in range(number)}
    rounds_of(Talks.model_validate({"issues": issues, "worth": 50, "patience": 95}), None, [], [])


def took(done: Callable[[], None]) -> float:
    """The seconds of processor time that something takes."""
    began = time.process_time()
    done()
    return time.process_time() - began


if __name__ == "__main__":
    for number in (10, 16, 20):
        print(f"{number} steps: {took(lambda number=number: order(number)):.3f} s")
    for ranges, said in ((False, ""), (True, ", over ranges")):
        print(f"12 issues in 2 formats{said}: {took(lambda ranges=ranges: rounds(12, ranges)):.3f} s")
