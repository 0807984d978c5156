"""How long readings of the ranges take: the funnel in draws, picks, response curves, and draws on two Dask workers.

Beside it, in the same run, the plain ways: every agreement that breaks no rule against every draw by a matrix product,
and enumeration in a data frame of pandas. Seconds are those of the processor, the best of three. Of several Dask
workers they are those of the one that has most to do, the median of three: what the clock shows where each worker has a
core of its own. The clock itself is printed as well; on a machine that is busy with other things it says little.

    python benchmarks/doubt.py [--dask]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from comity.agreements.allowed import allowed
from comity.agreements.curves import Curves
from comity.agreements.drawn_picks import DrawnPicks
from comity.agreements.draws import Draws
from comity.agreements.judged import Balance, Judged
from comity.agreements.readings import Readings
from comity.case.check import read_case
from comity.case.model import Case
from comity.questions.sureness import sureness

ROOT = Path(__file__).parents[1]
WASHINGTON = ROOT / "examples" / "washington-2025" / "case.yaml"
MILLION = 1_000_000


def measured(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The least seconds of the processor over some runs, and what the work gives."""
    spent, given = [], None
    for _ in range(times):
        start = time.process_time()
        given = work()
        spent.append(time.process_time() - start)
    return min(spent), given


def by_product(case: Case, number: int) -> np.ndarray:
    """The counts by a matrix product: draws times every agreement, all columns, in stretches of 1,000 draws."""
    judged = Judged.of(case)
    choices = allowed(case, judged.space)
    readings = Readings.of(case, judged)
    members = []
    for account in judged.accounts:
        balance = Balance.of(judged, account, choices)
        shares = np.array([float(judged.numbers[at].ends[1]) for at in account.weights])
        member = np.zeros((len(judged.numbers), len(choices)))
        for column, share in enumerate(shares / shares.sum()):
            member[balance.rated[:, column], np.arange(len(choices))] += share
        for column, (place, _) in enumerate(account.linkages):
            member[place] += balance.holds[:, column]
        member[account.no_deal] -= 1
        members.append(member)
    counts = np.zeros(number, dtype=int)
    for first in range(0, number, 1000):
        values = readings.values(first, min(1000, number - first))
        left = np.ones((len(values), len(choices)), dtype=bool)
        for member in members:
            left &= values @ member >= -1e-9
        counts[first : first + len(values)] = left.sum(axis=1)
    return counts


def by_frame(case: Case, number: int) -> np.ndarray:
    """The counts by a data frame with a row an agreement: ratings looked up by option, draw by draw."""
    import pandas

    judged = Judged.of(case)
    frame = pandas.DataFrame(allowed(case, judged.space), columns=judged.space.issues)
    values = Readings.of(case, judged).values(0, number)
    counts = np.zeros(number, dtype=int)
    for draw in range(number):
        left = pandas.Series(True, index=frame.index)
        for account in judged.accounts:
            weights = [values[draw, at] for at in account.weights]
            worth = pandas.Series(0.0, index=frame.index)
            for issue, weight, ratings in zip(account.issues, weights, account.ratings, strict=True):
                rated = dict(enumerate(values[draw, list(ratings)]))
                worth += frame[judged.space.issues[issue]].map(rated) * (weight / sum(weights))
            for place, holds in account.linkages:
                inside = [frame[judged.space.issues[at]].to_numpy() for at in holds.scope]
                worth += holds.values[tuple(inside)] * values[draw, place]
            left &= worth >= values[draw, account.no_deal] - 1e-9
        counts[draw] = int(left.sum())
    return counts


def on_workers(case: Case, workers: int) -> tuple[float, float, np.ndarray]:
    """A million draws on some Dask workers of one thread each, on loopback: the seconds of the busiest one, and those
    on the clock, medians of three; and the counts."""
    from distributed import Client, LocalCluster

    draws = Draws.of(case)
    spent, clock = [], []
    cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1")
    with cluster, Client(cluster) as client:
        executor = client.get_executor(pure=False)
        draws.counts(1000, executor)  # the workers import what they need
        for _ in range(3):
            start, before = time.perf_counter(), client.run(time.process_time)
            counts = draws.counts(MILLION, executor)
            after = client.run(time.process_time)
            clock.append(time.perf_counter() - start)
            spent.append(max(after[worker] - before[worker] for worker in after))
    return statistics.median(spent), statistics.median(clock), counts


def main() -> None:
    """Print the measurements, each with what it may take at most; exit with 1 where one takes more."""
    case = read_case(WASHINGTON)
    kept = True

    def told(what: str, seconds: float, most: float | None = None) -> None:
        nonlocal kept
        kept &= most is None or seconds <= most
        print(f"{what}: {seconds:.2f} s" + (f" (at most {most:g})" if most is not None else ""))

    seconds, counts = measured(lambda: Draws.of(case).counts(10_000))
    told("10,000 draws of the funnel, the case prepared anew", seconds, 1)
    plain, others = measured(lambda: by_product(case, 10_000), 1)
    told("    by a matrix product over all agreements", plain)
    kept &= bool((others == counts).all())
    print(f"    the same counts, draw by draw: {'yes' if (others == counts).all() else 'NO'}")
    few = 100
    framed, others = measured(lambda: by_frame(case, few), 1)
    told(f"    by a data frame, as {few} draws take it", framed * 10_000 / few)
    kept &= bool((others == counts[:few]).all())
    seconds, _ = measured(lambda: Draws.of(case).counts(100_000))
    told("100,000 draws", seconds, 3)
    seconds, _ = measured(lambda: DrawnPicks.of(Draws.of(case), 2000))
    told("2,000 draws with the four picks and what is efficient", seconds, 10)
    judged = Judged.of(case)

    def all_curves() -> int:
        curves = Curves.of(judged, allowed(case, judged.space))
        return sum(len(curves.of_number(place).enter.counts) for place in range(len(judged.numbers)))

    seconds, _ = measured(all_curves)
    told(f"{len(judged.numbers)} response curves", seconds, 0.5)
    seconds, _ = measured(lambda: sureness(case))
    told("how sure a headline is, 4,096 draws", seconds, 0.4)
    if "--dask" in sys.argv:
        one, one_clock, first = on_workers(case, 1)
        two, two_clock, second = on_workers(case, 2)
        kept &= one >= 1.5 * two and bool((first == second).all())
        print(f"1,000,000 draws on one Dask worker {one:.1f} s, on two {two:.1f} s: {one / two:.2f} times as fast")
        print(f"    on the clock {one_clock:.1f} s and {two_clock:.1f} s: {one_clock / two_clock:.2f} times as fast")
        print(f"    the same counts: {'yes' if (first == second).all() else 'NO'}")
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
