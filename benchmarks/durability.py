"""How fast agreements are solved for durability, beside the plain loop that one would write for them.

All in CPU seconds of one process; of both sides of a comparison the best of as many runs. The loop plays the same game
in pure Python: value iteration for the years after the last, then backward induction year by year.
"""

import math
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from comity.case.check import read_case
from comity.questions.durability import DRAWS
from comity.questions.durability.answer import durability
from comity.questions.durability.batch import some
from comity.questions.durability.game import Game, Sides, Terms
from comity.questions.durability.guarantee import least_guarantee
from comity.questions.durability.solve import endurance, outlook

CASE = Path(__file__).parents[1] / "examples" / "washington-2025" / "case.yaml"
AGREEMENTS, BATCH, LOOPED, YEARS, RUNS = 20_000, 4000, 40, 40, 5


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


def looped(game: Game, terms: Terms, place: int) -> list[float]:
    """The survival curve of one agreement, in a plain loop."""

    def path(figure: float | np.ndarray) -> list[list[float]]:
        whole = np.broadcast_to(figure, (terms.years, terms.regimes, AGREEMENTS))
        return whole[..., place].tolist()

    def logistic(value: float) -> float:
        return 1.0 / (1.0 + math.exp(-value)) if value > -700.0 else 0.0

    def larger(one: float, two: float) -> float:
        return max(one, two) + noise * math.log1p(math.exp(-abs(one - two) / noise))

    share, guarantee = path(terms.share), path(terms.guarantee)
    ours, theirs = path(terms.arms.challenger), path(terms.arms.defender)
    relief, aid = path(terms.flow.challenger), path(terms.flow.defender)
    first, second = path(terms.edge.challenger), path(terms.edge.defender)
    chain, start = terms.transition[..., 0].tolist(), terms.start[..., 0].tolist()
    noise, discount, regimes = game.noise, game.discount, range(terms.regimes)
    whole = 1.0 / (1.0 - discount)

    def cells(year: int) -> list[tuple[float, ...]]:
        """What peace and either attack are worth to both sides in each regime."""
        paid = []
        for regime in regimes:
            even = game.log_odds + game.land * share[year][regime]
            even += game.decisiveness * math.log(ours[year][regime] / theirs[year][regime])
            alone, struck = logistic(even + first[year][regime]), logistic(even - second[year][regime])
            helped = guarantee[year][regime]
            won = (1.0 - helped) * alone + helped * game.rescue
            paid.append((
                share[year][regime] + relief[year][regime],
                1.0 - share[year][regime] + aid[year][regime],
                won * whole - game.cost.challenger - helped * game.punishment,
                (1.0 - won) * whole - game.cost.defender,
                struck * whole - game.cost.challenger,
                (1.0 - struck) * whole - game.cost.defender,
            ))  # fmt: skip
        return paid

    def turn(
        paid: list[tuple[float, ...]], after: list[list[float]]
    ) -> tuple[list[tuple[float, float]], list[list[float]]]:
        acts, values = [], []
        for regime in regimes:
            ours_in_peace, theirs_in_peace, attacking, attacked, struck, striking = paid[regime]
            hold = ours_in_peace + discount * sum(chain[regime][to] * after[to][0] for to in regimes)
            held = theirs_in_peace + discount * sum(chain[regime][to] * after[to][1] for to in regimes)
            strikes = logistic((striking - held) / noise)
            expects = strikes * struck + (1.0 - strikes) * hold
            attacks = logistic((attacking - expects) / noise)
            acts.append((attacks, strikes))
            values.append([
                larger(attacking, expects), attacks * attacked + (1.0 - attacks) * larger(striking, held)
            ])  # fmt: skip
        return acts, values

    paid = cells(terms.years - 1)
    value = [[cell[0] * whole, cell[1] * whole] for cell in paid]
    while True:
        before, (_, value) = value, turn(paid, value)
        if max(abs(value[at][side] - before[at][side]) for at in regimes for side in (0, 1)) < 1e-9:
            break
    played = []
    for year in reversed(range(terms.years)):
        acts, value = turn(cells(year), value)
        played.append(acts)
    curve, at_peace = [1.0], start
    for acts in reversed(played):
        stays = [
            at_peace[at] * (1.0 - acts[at][0]) * (1.0 - acts[at][1]) * (1.0 - game.accident) for at in regimes
        ]  # fmt: skip
        curve.append(sum(stays))
        at_peace = [sum(stays[at] * chain[at][to] for at in regimes) for to in regimes]
    return curve


def best(run: Callable[[], object]) -> float:
    """The CPU seconds of the best of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


contest, terms = agreements(AGREEMENTS)
print(f"{AGREEMENTS:,} different agreements, {YEARS} years, 2 regimes, without bands:")
for said, question in (
    ("survival", endurance),
    ("survival, values, margins, first failure", outlook),
    ("least guarantee", least_guarantee),
):
    seconds = best(lambda question=question: question(contest, terms))
    print(f"  {said:42} {AGREEMENTS / seconds:10,.0f} agreements a second")

print("The survival curve, beside a plain Python loop:")
alone = [(some(contest, [place]), some(terms, [place])) for place in range(LOOPED)]
drawn = some(contest, slice(1 + DRAWS)), some(terms, slice(1 + DRAWS))
together = some(contest, slice(BATCH)), some(terms, slice(BATCH))
curves = [looped(contest, terms, place) for place in range(LOOPED)]
np.testing.assert_allclose(endurance(*together).survival[:, :LOOPED].T, curves, atol=1e-6)
loop = best(lambda: [looped(contest, terms, place) for place in range(LOOPED)]) / LOOPED
one = best(lambda: [endurance(*each) for each in alone]) / LOOPED
few = best(lambda: [endurance(*drawn) for _ in range(10)]) / 10 / (1 + DRAWS)
many = best(lambda: endurance(*together)) / BATCH
for said, seconds in (
    ("the loop", loop),
    ("one game at a time", one),
    (f"one agreement with its {DRAWS} draws", few),
    (f"{BATCH:,} games together", many),
):
    print(f"  {said:42} {1.0 / seconds:10,.0f} games a second, {loop / seconds:6.1f} times the loop")

case = read_case(CASE)
for draws in (DRAWS, 500):
    seconds = best(lambda draws=draws: durability(case, draws=draws))
    count = len(durability(case, draws=20).result.fares)
    print(
        f"{case.title}: whole finding, {count} kinds of agreements with bands over {draws} draws: {seconds:.2f} seconds"
    )
