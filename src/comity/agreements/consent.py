"""Who must say yes: the rule of a case, what groups decide, who ratifies at home, and what options need.

Every rule is a tree of thresholds over parties, so one more yes never undoes an agreement (a monotone simple game,
von Neumann and Morgenstern 1944). A signature may need others at home (two-level games, Putnam 1988). What is asked of
whom is worked out for many agreements at once: a truth value a party and agreement, one by one or 64 a word.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, reduce
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from comity.agreements.space import Factor, Space
from comity.case.consent import Rule
from comity.case.estimate import Estimate, exact
from comity.case.model import Case

Yes = NDArray[Any]
"""Which of some agreements somebody says yes to: a truth value each, or 64 of them a word (np.uint64)."""

EVERY = np.uint64(2**64 - 1)
"""A word in which all say yes."""

Said = Mapping[str, Yes]
"""What some parties say to the same agreements, by name."""


@dataclass(frozen=True)
class Voter:
    """One party's yes."""

    name: str

    def of(self, yes: Callable[[str], Yes]) -> Yes:
        """Where it says yes."""
        return yes(self.name)


@dataclass(frozen=True)
class Threshold:
    """So much weight of yes; quota and weights are whole numbers, so nothing is rounded."""

    quota: int
    parts: tuple[tuple[int, Node], ...]

    def of(self, yes: Callable[[str], Yes]) -> Yes:
        """Where it is met; everywhere, where nobody is asked."""
        if self.quota <= 0:
            return np.ones((), dtype=bool)
        counted = [(weight, part) for weight, part in self.parts if weight]
        weights = [weight for weight, _ in counted]
        answers = [part.of(yes) for _, part in counted]
        if sum(weights) < self.quota or not weights:
            raise ValueError("this rule cannot be met")
        if sum(weights) - min(weights) < self.quota:
            return reduce(np.bitwise_and, answers)
        if min(weights) >= self.quota:
            return reduce(np.bitwise_or, answers)
        in_words = answers[0].dtype == np.uint64
        return (_in_words if in_words else _counting)(weights, answers, self.quota)


Node: TypeAlias = Voter | Threshold


def _in_words(weights: list[int], answers: list[Yes], quota: int) -> Yes:
    """Where so much weight says yes, of answers that are kept 64 a word."""
    if len(set(weights)) == 1:
        # reached[k]: where at least k + 1 of those so far say yes.
        asked = -(-quota // weights[0])
        reached: list[Yes] = []
        for answer in answers:
            more = [answer, *(before & answer for before in reached[: asked - 1])]
            reached = [one | other for one, other in zip(reached, more, strict=False)] + more[len(reached) :]
        return reached[asked - 1]
    apart = [_apart(each) for each in np.broadcast_arrays(*answers)]
    return np.packbits(_counting(weights, apart, quota), axis=-1, bitorder="little").view(np.uint64)


def _apart(words: Yes) -> Yes:
    """Answers that are kept 64 a word, one by one."""
    return np.unpackbits(np.ascontiguousarray(words).view(np.uint8), axis=-1, bitorder="little").view(bool)


def _counting(weights: list[int], answers: list[Yes], quota: int) -> Yes:
    """Where so much weight says yes, of answers one by one."""
    kind = np.uint8 if sum(weights) < 1 << 8 else np.int64 if sum(weights) < 1 << 62 else object
    total = np.zeros(np.broadcast_shapes(*(each.shape for each in answers)), dtype=kind)
    for weight, answer in zip(weights, answers, strict=True):
        total = total + answer * np.array(weight, dtype=kind)
    return np.asarray(total >= quota, dtype=bool)


def all_of(names: Iterable[str]) -> Threshold:
    """The rule that all of some parties say yes."""
    parts = tuple((1, Voter(name)) for name in names)
    return Threshold(len(parts), parts)


def node_of(case: Case, rule: Rule, everyone: tuple[str, ...]) -> Node:
    """A written rule as a tree of thresholds; everyone: whom it counts where it names nobody."""
    if rule.party is not None:
        node: Node = Voter(rule.party)
    else:
        voters = [node_of(case, voter, everyone) for voter in rule.voters(everyone)]
        node = _weighted(case, rule, voters) if rule.by is not None else _counted(rule, voters)
    if rule.or_blocked_by_fewer_than is not None:
        names = rule.parties(everyone)
        enough = Threshold(len(names) - rule.or_blocked_by_fewer_than + 1, tuple((1, Voter(name)) for name in names))
        node = Threshold(1, ((1, node), (1, enough)))
    if rule.including:
        vetoes = tuple((1, Voter(name)) for name in rule.including)
        node = Threshold(1 + len(vetoes), ((1, node), *vetoes))
    return node


def _counted(rule: Rule, voters: list[Node]) -> Threshold:
    quota = len(voters)
    if rule.any is not None:
        quota = 1
    elif rule.at_least is not None:
        quota = rule.at_least
    elif rule.share is not None:
        quota = math.ceil(exact(rule.share) * len(voters) / 100)
    return Threshold(quota, tuple((1, voter) for voter in voters))


def _weighted(case: Case, rule: Rule, voters: list[Node]) -> Threshold:
    names = [voter.name for voter in voters if isinstance(voter, Voter)]
    everyone = case.everyone()
    given = rule.by if isinstance(rule.by, dict) else {name: everyone[name].votes[str(rule.by)] for name in names}
    weights = [exact(given[name]) for name in names]
    asked = exact(rule.quota) if rule.quota is not None else exact(rule.weight or 0) * sum(weights, Fraction(0)) / 100
    unit = math.lcm(*(weight.denominator for weight in weights))
    parts = tuple((int(weight * unit), voter) for weight, voter in zip(weights, voters, strict=True))
    return Threshold(math.ceil(asked * unit), parts)


@dataclass(frozen=True)
class Consent:
    """Who must say yes in a case.

    signers: who is at the table; rule: whose yes there suffices; decides: how groups form theirs; ratified: whose yes
    at home a party needs beside its own, by its name; needs: by party, where it must take part for the options agreed
    to exist; voices: whose own judgements count; chances: bodies of which only the chance that they pass an agreement
    is judged, and which never remove one; unanimous: whether the rule at the table is simply all who sign.
    """

    signers: tuple[str, ...]
    rule: Node
    decides: Mapping[str, Node]
    ratified: Mapping[str, Node]
    needs: Mapping[str, Factor]
    voices: tuple[str, ...]
    chances: Mapping[str, Estimate] = field(default_factory=dict)
    unanimous: bool = True

    @classmethod
    def of(cls, case: Case, space: Space) -> Consent:
        """The rule of a case that `check` finds fit."""
        signers, everyone = case.signers(), {name: case.everyone()[name] for name in case.asked()}
        rule = all_of(signers) if case.consent is None else node_of(case, case.consent, signers)
        decides, ratified = (
            {
                name: node_of(case, stated, tuple(party.members))
                for name, party in everyone.items()
                if (stated := getattr(party, which)) is not None
            }
            for which in ("decides", "ratified_by")
        )
        needed: dict[str, list[tuple[int, int]]] = {}
        for issue, settled in case.issues.items():
            at = space.issues.index(issue)
            for option, names in settled.needs.items():
                for name in names:
                    needed.setdefault(name, []).append((at, space.options[at].index(option)))
        needs = {name: _where(space, terms) for name, terms in needed.items()}
        chances = {name: party.passes for name, party in everyone.items() if party.passes is not None}
        unanimous = case.consent is None and not any(name in decides for name in signers)
        return cls(signers, rule, decides, ratified, needs, case.voices(), chances, unanimous)

    @property
    def spoilers(self) -> tuple[str, ...]:
        """Those who do not sign and without whom some option cannot be had."""
        return tuple(name for name in self.needs if name not in self.signers)

    @cached_property
    def vetoes(self) -> tuple[str, ...]:
        """Those without whose own yes nothing passes, whatever everybody else says."""
        yes, no = np.ones((), dtype=bool), np.zeros((), dtype=bool)
        needed = dict.fromkeys(self.needs, no)
        return tuple(
            name
            for name in self.voices
            if not Answers(self, {**dict.fromkeys(self.voices, yes), name: no}, needed).passes()
        )

    @property
    def bodies(self) -> tuple[str, ...]:
        """Everyone who is asked at home, each once."""
        return tuple(dict.fromkeys(name for rule in self.ratified.values() for name in names_in(rule)))


def names_in(node: Node) -> tuple[str, ...]:
    """The parties that a rule asks, each once."""
    if isinstance(node, Voter):
        return (node.name,)
    return tuple(dict.fromkeys(name for _, part in node.parts for name in names_in(part)))


def _where(space: Space, terms: list[tuple[int, int]]) -> Factor:
    """Where any of some options is agreed."""
    scope = tuple(sorted({at for at, _ in terms}))
    values = np.zeros(tuple(space.sizes[at] for at in scope), dtype=bool)
    for at, option in terms:
        where: list[slice | int] = [slice(None)] * len(scope)
        where[scope.index(at)] = option
        values[tuple(where)] = True
    return Factor(scope, values)


@dataclass(frozen=True)
class Answers:
    """What everyone says to some agreements, and what follows from it by the rule.

    said: the answers of those whose own judgements count; needed: by party, where it must take part; table, home:
    answers to take for somebody's yes at the table, or with everything at home, whatever else follows; waived: whose
    ratification is not asked for; every: the yes of those of whom nothing is said, and of bodies that nobody can rate.
    """

    consent: Consent
    said: Said
    needed: Said
    table: Said = field(default_factory=dict)
    home: Said = field(default_factory=dict)
    waived: frozenset[str] = frozenset()
    every: Yes = field(default_factory=lambda: np.ones((), dtype=bool))

    def own(self, name: str) -> Yes:
        """Where a party says yes itself: by its own judgements, or as its members decide."""
        if name in self.table:
            return self.table[name]
        if name in self.consent.decides:
            return self.consent.decides[name].of(self.own)
        return self.said.get(name, self.every)

    def stands(self, name: str) -> Yes:
        """Where its yes stands at home as well."""
        if name in self.home:
            return self.home[name]
        decides = name in self.consent.decides and name not in self.table
        mine = self.consent.decides[name].of(self.stands) if decides else self.own(name)
        if name in self.consent.ratified and name not in self.waived:
            return mine & self.consent.ratified[name].of(self.stands)
        return mine

    def agreed(self) -> Yes:
        """Where the yes of those at the table suffices, and nobody there is missing whom an option needs."""
        met = self.consent.rule.of(self.own)
        for name in self.consent.needs:
            if name in self.consent.signers:
                met = met & (~self.needed[name] | self.own(name))
        return met

    def ratified(self) -> Yes:
        """Where it suffices when only the yes counts that stands at home."""
        met = self.consent.rule.of(self.stands)
        for name in self.consent.needs:
            if name in self.consent.signers:
                met = met & (~self.needed[name] | self.stands(name))
        return met

    def done_by(self, parties: Collection[str]) -> Yes:
        """Where some parties all say yes and no other signer is needed; outsiders that are needed must accept."""
        met = self.every
        for name in parties:
            met = met & self.stands(name)
        for name in self.consent.needs:
            if name not in parties:
                missing = self.needed[name]
                met = met & (~missing if name in self.consent.signers else ~missing | self.stands(name))
        return met

    def passes(self) -> Yes:
        """Where, besides, no outsider that is needed would be worse off than without a deal."""
        met = self.ratified()
        for name in self.consent.spoilers:
            met = met & (~self.needed[name] | self.stands(name))
        return met
