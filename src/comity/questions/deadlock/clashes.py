"""Which demands cannot hold together: clashes and ways out, each list complete with the other.

A *clash* is a minimal set of demands that no coherent agreement meets (a minimal unsatisfiable subset); a *way out* is
a minimal set of demands without which some agreement meets all the others (a minimal correction subset). Each clash
shares a demand with each way out, and either list follows from the other (Reiter 1987).

Clashes are found smallest first through this duality: the smallest set of demands that shares one with every way out
found so far either is a clash, or some agreement meets it, and what that agreement fails, made minimal, is a further
way out (Ignatiev, Previti, Liffiton and Marques-Silva 2015). When no such set is left, both lists are complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comity.questions.deadlock.solver import SOLVER, Demanded, Optimiser, oracle
from comity.questions.deadlock.work import Spent, Work


@dataclass(frozen=True)
class Clashes:
    """Clashes and ways out, each as the numbers of its demands, the smallest first.

    complete: whether these are all the clashes and all the ways out.
    """

    clashes: tuple[frozenset[int], ...]
    ways_out: tuple[frozenset[int], ...]
    complete: bool


def clashes(demanded: Demanded, work: Work, most: int | None = None) -> Clashes:
    """Which demands clash: minimal sets of them that cannot hold together, smallest first, and the ways out.

    most: how many clashes to find, at most, all of them where not given. Where the conditions exclude each other, there
    is the one empty clash.
    """
    found: list[frozenset[int]] = []
    ways_out: list[frozenset[int]] = []
    complete = False
    everything = frozenset(range(len(demanded.demands)))
    with oracle(demanded, work) as asking, Optimiser((), {-(at + 1): 1 for at in everything}, work) as smallest:
        try:
            while not complete:
                model = smallest.next()
                if model is None:
                    complete = True
                elif most is not None and len(found) == most:
                    break
                elif asking.meets(wanted := [at for at in everything if model[at] > 0]):
                    failed = everything - asking.most_met()
                    ways_out += [failed] if failed else []
                    complete = not failed
                    smallest.add([at + 1 for at in failed])
                else:
                    found.append(frozenset(wanted))
                    complete = not wanted
                    smallest.add([-(at + 1) for at in wanted])
        except Spent:
            pass
    return Clashes(_by_size(found), _by_size(ways_out), complete)


def _by_size(sets: Iterable[frozenset[int]]) -> tuple[frozenset[int], ...]:
    return tuple(sorted(sets, key=lambda each: (len(each), sorted(each))))


def dual(some: Sequence[frozenset[int]], others: Sequence[frozenset[int]]) -> bool:
    """Whether each list holds exactly the minimal sets that share an element with every set of the other list.

    A check of complete lists that does not depend on how they were found: every two sets meet, no element of a set
    can be spared, and no set that meets all of `some` avoids containing one of `others` (Reiter 1987).
    """
    from pysat.solvers import Solver

    bits, other_bits = ([sum(1 << at for at in each) for each in sets] for sets in (some, others))
    if not all(one & other for one in bits for other in other_bits):
        return False
    for sets, mine, theirs in ((some, bits, other_bits), (others, other_bits, bits)):
        for each, own in zip(sets, mine, strict=True):
            if not all(any(own & other == 1 << at for other in theirs) for at in each):
                return False
    meeting = [[at + 1 for at in one] for one in some]
    avoiding = [[-(at + 1) for at in other] for other in others]
    with Solver(name=SOLVER, bootstrap_with=[*meeting, *avoiding]) as solver:
        return not solver.solve()
