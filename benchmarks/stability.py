"""The graph model in large conflicts, and against its definitions: how time grows, and whether any verdict differs.

python benchmarks/stability.py              seconds of processor time by the number of states
python benchmarks/stability.py --verdicts N  at least N verdicts on random conflicts, by the definitions too
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from comity.questions.stability.concepts import PLAIN, Concept, stability
from comity.questions.stability.game import Axis, Game

USUAL: tuple[Concept, ...] = ("Nash", "GMR", "SMR", "SEQ")


def free(states: int) -> list[Axis]:
    """Three parties that move freely."""
    ways = round(states ** (1 / 3))
    return [Axis(ways, (0,)), Axis(ways, (1,)), Axis(states // ways**2, (2,))]


def one_way(states: int) -> list[Axis]:
    """Three parties with three one-way options each."""
    ways = round((states / 512) ** (1 / 3))
    rest = (ways, ways, max(1, states // 512 // ways**2))
    return [axis for party, size in enumerate(rest) for axis in (*[Axis(2, (party,), True)] * 3, Axis(size, (party,)))]


def took(axes: list[Axis], parties: int, concepts: tuple[Concept, ...]) -> tuple[int, float]:
    """How many states there are, and the seconds of processor time for all verdicts on random rankings."""
    size, dice = int(np.prod([axis.size for axis in axes])), np.random.default_rng(0)
    game = Game.of([str(party) for party in range(parties)], axes, [dice.permutation(size) for _ in range(parties)])
    began = time.process_time()
    stability(game, concepts)
    return size, time.process_time() - began


def compared(verdicts: int) -> int:
    """How many verdicts on random conflicts were compared with the definitions; stops at the first that differs."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from graph_models import Graph, games

    done = 0
    for game in games(seed=2, count=verdicts, states=64):
        graph, found = Graph(game), stability(game)
        for concept in PLAIN:
            for party in graph.parties:
                for state in graph.states:
                    if graph.stable(concept, (party,), state) != found.stable[concept][party][state]:
                        raise SystemExit(f"{concept} differs for {party} at {state} of {game}")
                    done += 1
        if done >= verdicts:
            break
    return done


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--verdicts", type=int, default=0, help="how many verdicts to compare")
    asked = arguments.parse_args()
    if asked.verdicts:
        print(f"{compared(asked.verdicts):,} verdicts, none differs")
        return
    for name, axes in (("3 parties, free", free), ("3 parties, one-way options", one_way)):
        for power in (12, 15, 18, 20):
            size, seconds = took(axes(1 << power), 3, USUAL)
            print(f"{name}: {size:>9,} states {seconds:6.2f} s")
    for ways in (4, 7, 10):
        size, seconds = took([Axis(ways, (party,)) for party in range(6)], 6, (*USUAL, "SSEQ"))
        print(f"6 parties, SSEQ too: {size:>9,} states {seconds:6.2f} s")


if __name__ == "__main__":
    main()
