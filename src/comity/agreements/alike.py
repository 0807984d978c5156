"""An order of judged numbers by what they are, whatever anything is called and in whatever order a file has it.

Draws tell numbers apart, so that which of them has which column must not hang on names. Parties, issues, options, rules
and numbers are told apart by what they are tied to, again and again, until that tells no more apart (colour refinement,
Weisfeiler and Leman 1968). Of numbers that are still alike one is singled out, and what follows from that is told apart
in turn: where they are the same but for their names, which one is taken makes no difference to any number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from comity.agreements.judged import Judged
from comity.case.model import Case

MOST_SINGLED_OUT = 64
"""How often one of several alike is singled out; beyond that they keep the order of the file."""

_Node = tuple[Hashable, ...]


def in_order(case: Case, judged: Judged, places: Sequence[int]) -> tuple[int, ...]:
    """The places of some numbers in an order that depends on no name and on no order of the case."""
    ties = _Ties(case, judged)
    for _ in range(MOST_SINGLED_OUT):
        ties.refine()
        by_colour: dict[int, list[int]] = defaultdict(list)
        for place in places:
            by_colour[ties.colours["number", place]].append(place)
        alike = [colour for colour, several in by_colour.items() if len(several) > 1]
        if not alike:
            break
        ties.single_out(("number", by_colour[min(alike)][0]))
    return tuple(sorted(places, key=lambda place: ties.colours["number", place]))


class _Ties:
    """What everything in a case is tied to, and the colours that tell it apart so far."""

    def __init__(self, case: Case, judged: Judged) -> None:
        self.colours: dict[_Node, int] = {}
        self._tied: dict[_Node, list[tuple[str, _Node]]] = defaultdict(list)
        first: dict[_Node, tuple[Any, ...]] = {}
        for issue, options in case.issues.items():
            first["issue", issue] = ("issue",)
            for option in options.options:
                first["option", issue, option] = ("option",)
                self._tie("of", ("option", issue, option), ("issue", issue))
        for place, number in enumerate(judged.numbers):
            first["number", place] = ("number", number.kind, *number.ends)
        for account in judged.accounts:
            signer: _Node = ("signer", account.party)
            first[signer] = ("signer", str(account.mean))
            self._tie("no deal", signer, ("number", account.no_deal))
            for at, weight, ratings in zip(account.issues, account.weights, account.ratings, strict=True):
                issue = judged.space.issues[at]
                if weight >= 0:
                    self._tie("weighs", signer, ("number", weight))
                    self._tie("weight", ("number", weight), ("issue", issue))
                for option, rating in zip(judged.space.options[at], ratings, strict=True):
                    self._tie("rates", signer, ("number", rating))
                    self._tie("rating", ("number", rating), ("option", issue, option))
            for linkage, _ in account.linkages:
                self._tie("links", signer, ("number", linkage))
        for place, number in enumerate(judged.numbers):
            if number.kind == "linkage":
                self._combine("when", ("number", place), case.linkages[int(number.path[1])].when)
        for at, rule in enumerate(case.conditions):
            first["condition", at] = ("condition",)
            self._combine("if", ("condition", at), rule.if_)
            self._combine("then", ("condition", at), rule.then)
        binding = {name for signer in case.signers() for name in case.red_lines_of(signer)}
        for name, line in case.named_red_lines().items():
            if name in binding:
                first["red line", name] = ("red line",)
                self._combine("never", ("red line", name), line.never)
                self._combine("unless", ("red line", name), line.unless)
        kinds = {kind: rank for rank, kind in enumerate(sorted(set(first.values())))}
        self.colours = {node: kinds[kind] for node, kind in first.items()}

    def _tie(self, how: str, one: _Node, other: _Node) -> None:
        self._tied[one].append((how, other))
        self._tied[other].append((f"{how} <", one))

    def _combine(self, how: str, node: _Node, combination: dict[str, tuple[str, ...]]) -> None:
        for issue, options in combination.items():
            for option in set(options):
                self._tie(how, node, ("option", issue, option))

    def refine(self) -> None:
        """Tell apart whatever is tied to what is told apart, until nothing more is."""
        while True:
            told = {
                node: (colour, sorted((how, self.colours[other]) for how, other in self._tied[node]))
                for node, colour in self.colours.items()
            }
            ranked: dict[Any, int] = {}
            for signature in sorted(told.values()):
                ranked.setdefault((signature[0], tuple(signature[1])), len(ranked))
            before = len(set(self.colours.values()))
            self.colours = {node: ranked[colour, tuple(ties)] for node, (colour, ties) in told.items()}
            if len(ranked) == before:
                return

    def single_out(self, node: _Node) -> None:
        """Put one before all others of its colour."""
        self.colours = {other: 2 * colour + 1 for other, colour in self.colours.items()}
        self.colours[node] -= 1
