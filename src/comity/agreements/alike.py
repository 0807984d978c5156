"""An order of judged numbers by what they are, whatever anything is called and in whatever order a file has it.

Draws tell numbers apart, so that which of them has which column must not hang on names. Parties, issues, options, rules
and numbers are told apart by what they are tied to, again and again, until that tells no more apart (colour refinement,
Weisfeiler and Leman 1968). Of numbers that are still alike one is singled out, and what follows from that is told apart
in turn: where they are the same but for their names, which one is taken makes no difference to any number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from comity.agreements.judged import Account, Judged
from comity.agreements.worth import HIGH, LOW, MIDDLE
from comity.case.consent import Rule
from comity.case.model import Case

MOST_STEPS = 1 << 10
"""Up to how many steps of an amount each is told apart, as an option would be."""

MOST_SINGLED_OUT = 64
"""How often one of several alike is singled out; beyond that they keep the order of the file."""

_Node = tuple[Hashable, ...]
_MORE = 1 << 40  # than there are colours


def in_order(case: Case, judged: Judged, places: Sequence[int]) -> tuple[int, ...]:
    """The places of some numbers in an order that depends on no name and on no order of the case."""
    unlike = {place: (judged.numbers[place].kind, *judged.numbers[place].ends) for place in places}
    if len(set(unlike.values())) == len(places):  # what they are tied to tells no more apart
        return tuple(sorted(places, key=lambda place: unlike[place]))
    ties = _Ties(case, judged)
    asked = [ties.node("number", place) for place in places]
    for _ in range(MOST_SINGLED_OUT):
        ties.refine(asked)
        by_colour: dict[int, list[int]] = defaultdict(list)
        for node in asked:
            by_colour[ties.colours[node]].append(node)
        alike = [colour for colour, several in by_colour.items() if len(several) > 1]
        if not alike:
            break
        ties.single_out(by_colour[min(alike)][0])
    return tuple(sorted(places, key=lambda place: ties.colours[ties.node("number", place)]))


def _told_apart(judged: Judged, issue: str) -> list[str]:
    """The options of an issue; of an amount of very many steps those that somebody rates: the others follow."""
    at = judged.space.issues.index(issue)
    if judged.space.sizes[at] <= MOST_STEPS:
        return list(judged.space.options[at])
    named = {
        name
        for account in judged.accounts
        for rated, of in zip(account.rated, account.issues, strict=True)
        for name in (rated.names if of == at else ())
    }
    return sorted(named, key=lambda name: judged.space.place(at, name))


class _Ties:
    """What everything in a case is tied to, and the colours that tell it apart so far."""

    def __init__(self, case: Case, judged: Judged) -> None:
        self._ties: list[tuple[str, _Node, _Node]] = []
        self._first: dict[_Node, tuple[Any, ...]] = {}
        first = self._first
        for issue in case.issues:
            first["issue", issue] = ("issue",)
            for option in _told_apart(judged, issue):
                first["option", issue, option] = ("option",)
                self._tie("of", ("option", issue, option), ("issue", issue))
        for place, number in enumerate(judged.numbers):
            first["number", place] = ("number", number.kind, *number.ends)
        for account in judged.accounts:
            signer: _Node = ("signer", account.party)
            first[signer] = ("signer", str(account.mean))
            self._tie("no deal", signer, ("number", account.no_deal))
            for column, (at, weight) in enumerate(zip(account.issues, account.weights, strict=True)):
                issue = judged.space.issues[at]
                if weight >= 0:
                    self._tie("weighs", signer, ("number", weight))
                    self._tie("weight", ("number", weight), ("issue", issue))
                for option, rating in self._ratings(judged, account, column):
                    self._tie("rates", signer, rating)
                    self._tie("rating", rating, ("option", issue, option))
            for linkage, _ in account.linkages:
                self._tie("links", signer, ("number", linkage))
        for place, number in enumerate(judged.numbers):
            if number.kind == "linkage":
                self._combine("when", ("number", place), case.linkages[int(number.path[1])].when)
        for at, rule in enumerate(case.conditions):
            first["condition", at] = ("condition",)
            self._combine("if", ("condition", at), rule.if_)
            self._combine("then", ("condition", at), rule.then)
        self._rules(case, first)
        asked = dict.fromkeys((*case.signers(), *case.voices()))
        binding = {name for party in asked for name in case.red_lines_of(party)}
        for name, line in case.named_red_lines().items():
            if name in binding:
                first["red line", name] = ("red line",)
                self._combine("never", ("red line", name), line.never)
                self._combine("unless", ("red line", name), line.unless)
        kinds = {kind: rank for rank, kind in enumerate(sorted(set(first.values())))}
        self._nodes = {node: at for at, node in enumerate(first)}
        self.colours = [kinds[kind] for kind in first.values()]
        hows = {how for how, _, _ in self._ties}
        ranks = {how: rank for rank, how in enumerate(sorted([*hows, *(f"{how} <" for how in hows)]))}
        # How and to what a node is tied: as numbers that have the order of how, then of the colour that is added.
        self._tied: list[list[tuple[int, int]]] = [[] for _ in first]
        for how, one, other in self._ties:
            here, there = self._nodes[one], self._nodes[other]
            self._tied[here].append((ranks[how] * _MORE, there))
            self._tied[there].append((ranks[f"{how} <"] * _MORE, here))

    def _ratings(self, judged: Judged, account: Account, column: int) -> Iterator[tuple[str, _Node]]:
        """The options of an issue with their ratings: numbers, or what lies on the line between two."""
        issue, rated = account.issues[column], account.rated[column]
        places = dict(zip(rated.names, account.ratings[column], strict=True))
        ends = [] if rated.plain else [account.values(column, judged.at(end)) for end in (LOW, MIDDLE, HIGH)]
        for option in _told_apart(judged, judged.space.issues[issue]):
            if option in places:
                yield option, ("number", places[option])
            else:
                step = judged.space.place(issue, option)
                rating: _Node = ("between", account.ratings[column], option)
                self._first[rating] = ("number", "rating", *(values[step] for values in ends))
                yield option, rating

    def _rules(self, case: Case, first: dict[_Node, tuple[Any, ...]]) -> None:
        """Ties of parties to the rules that ask them, and to the options that cannot be had without them."""
        if not case.by_rule:
            return
        everyone = case.everyone()
        for name in case.asked():
            party = everyone[name]
            first.setdefault(("signer", name), ("signer", "", party.signs, str(party.passes)))
            for field, rule in (("decides", party.decides), ("ratified_by", party.ratified_by)):
                if rule is not None:
                    self._tie(field, ("signer", name), self._rule(case, rule, tuple(party.members), first))
        if case.consent is not None:
            self._rule(case, case.consent, case.signers(), first)
        for issue, settled in case.issues.items():
            for option, names in settled.needs.items():
                for name in names if ("option", issue, option) in first else ():
                    self._tie("needs", ("option", issue, option), ("signer", name))

    def _rule(self, case: Case, rule: Rule, everyone: tuple[str, ...], first: dict[_Node, tuple[Any, ...]]) -> _Node:
        if rule.party is not None:
            return "signer", rule.party
        node: _Node = ("rule", sum(kind[0] == "rule" for kind in first.values()))
        stated = rule.model_dump(include={"at_least", "share", "weight", "quota", "or_blocked_by_fewer_than"})
        counted = "all" if rule.all is not None else "any" if rule.any is not None else ""
        first[node] = ("rule", counted, *map(str, stated.values()))
        for voter in rule.voters(everyone):
            below = self._rule(case, voter, everyone, first)
            self._tie(f"counts {self._weight(case, rule, voter.party)}", node, below)
        for name in rule.including:
            self._tie("includes", node, ("signer", name))
        return node

    def _weight(self, case: Case, rule: Rule, party: str | None) -> float:
        if rule.by is None or party is None:
            return 1.0
        return float(rule.by[party] if isinstance(rule.by, dict) else case.everyone()[party].votes[rule.by])

    def node(self, *name: Hashable) -> int:
        """The number of a node."""
        return self._nodes[name]

    def _tie(self, how: str, one: _Node, other: _Node) -> None:
        self._ties.append((how, one, other))

    def _combine(self, how: str, node: _Node, combination: dict[str, tuple[str, ...]]) -> None:
        for issue, options in combination.items():
            for option in set(options):
                if ("option", issue, option) in self._first:
                    self._tie(how, node, ("option", issue, option))

    def refine(self, asked: Sequence[int]) -> None:
        """Tell apart whatever is tied to what is told apart, until nothing more is, or all that are asked about are."""
        classes = len(set(self.colours))
        while len({self.colours[node] for node in asked}) < len(asked):
            colours = self.colours
            told = [
                (colour, tuple(sorted([how + colours[other] for how, other in tied])))
                for colour, tied in zip(colours, self._tied, strict=True)
            ]
            ranked = {signature: rank for rank, signature in enumerate(sorted(set(told)))}
            self.colours = [ranked[signature] for signature in told]
            if len(ranked) == classes:
                return
            classes = len(ranked)

    def single_out(self, node: int) -> None:
        """Put one before all others of its colour."""
        self.colours = [2 * colour + 1 for colour in self.colours]
        self.colours[node] -= 1
