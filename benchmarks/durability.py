"""How fast agreements are solved for durability: distinct ones without bands, and a case's frontier with its bands.

Everything runs in one process on one core; the best of several runs is shown, since other work on the machine only ever
slows one down.
"""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from comity.case.check import read_case
from comity.questions.durability.answer import durability
from comity.questions.durability.game import Game, Sides, Terms
from comity.questions.durability.guarantee import least_guarantee
from comity.questions.durability.solve import outlook, survival

CASE = Path(__file__).parents[1] / "examples" / "washington-2025" / "case.yaml"
AGREEMENTS, YEARS, RUNS = 20_000, 40, 3


def agreements(size: int) -> tuple[Game, Terms]:
    """As many agreements under one contest, all different: shares, promises that fade and waver, rebuilding, relief."""
    rng = np.random.default_rng(0)
    year = np.arange(YEARS)[:, None, None]
    fading = (1.0 - rng.uniform(0.0, 0.03, size)) ** year
    wavering = np.stack([np.ones(size), rng.uniform(0.1, 0.9, size)])
    building = np.minimum(year, 8)
    contest = Game(
        Sides(1.0, 1.0), Sides(1.4, 2.2), 0.94, -1.1, decisiveness=1.1, land=0.4, held=0.2, rescue=0.05, punishment=0.7,
        noise=0.45, accident=0.01,
    )  # fmt: skip
    terms = Terms(
        years=YEARS,
        share=rng.uniform(0.1, 0.25, size),
        guarantee=rng.uniform(0.1, 0.8, size) * fading * wavering,
        arms=Sides(1.0 + rng.uniform(0.03, 0.08, size) * building, 1.0 + rng.uniform(0.0, 0.1, size) * building),
        flow=Sides(rng.uniform(0.0, 0.04, size), 0.0),
        edge=Sides(rng.uniform(0.0, 0.3, size), rng.uniform(0.0, 0.1, size)),
        transition=np.array([[[0.9], [0.1]], [[0.18], [0.82]]]),
        start=np.array([[1.0], [0.0]]),
    )
    return contest, terms


def best(run: Callable[[], object]) -> float:
    """The seconds of the fastest of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


contest, terms = agreements(AGREEMENTS)
print(f"{AGREEMENTS:,} different agreements, {YEARS} years, 2 regimes, without bands:")
for said, question in (
    ("survival", survival),
    ("survival, values, margins, first failure", outlook),
    ("least guarantee", least_guarantee),
):
    seconds = best(lambda question=question: question(contest, terms))
    print(f"  {said:42} {AGREEMENTS / seconds:10,.0f} agreements a second")

case = read_case(CASE)
seconds = best(lambda: durability(case, draws=500))
count = durability(case, draws=20).data["agreements_count"]
print(f"{case.title}: {count} efficient agreements, whole finding, bands over 500 draws: {seconds:.1f} seconds")
