"""The counting of the funnel by a rule of consent: who refuses what is kept, not only how many do.

A stage leaves the agreements that some would sign whose yes suffices. What one refusal removes is found by taking it
back and asking the rule again, for the agreements that fail and that it touches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from comity.agreements.best_first import BestFirst, gained
from comity.agreements.consent import Answers, Node, Yes, names_in
from comity.agreements.exclusions import Rule, condition_rules, crosses
from comity.agreements.space import BlockSum, Choice
from comity.agreements.voices import Places, Voices
from comity.agreements.worth import HIGH, LOW, Payoff
from comity.case.model import Case
from comity.finding import Band
from comity.questions.agreement.funnel import AgreementLeft, Funnel, Refusal, Removal
from comity.questions.agreement.onlookers import Watch
from comity.questions.agreement.tallies import RulesOfStage

Tally = NDArray[np.int64]
ALL = np.ones((), dtype=bool)


class RuledCount:
    """The tallies of the funnel while blocks are looked at, by the rule of the case."""

    def __init__(self, case: Case, payoff: Payoff, keep: int) -> None:
        self.case, self.payoff, self.space = case, payoff, payoff.space
        self.voices = Voices(case, payoff)
        self.consent = self.voices.consent
        self.conditions = RulesOfStage(self.space, condition_rules(case, self.space))
        heard = {
            name: tuple(voice for voice in self.consent.voices if line.party in (voice, *case.groups_of(voice)))
            for name, line in case.named_red_lines().items()
        }
        lines = case.named_red_lines()
        self.lines = {
            hearers: RulesOfStage(
                self.space,
                [
                    Rule(name, lines[name].party, crosses(self.space, lines[name]))
                    for name in lines
                    if heard[name] == hearers
                ],
            )
            for hearers in dict.fromkeys(heard.values())
            if hearers
        }
        at_table = set(_at_table(self.consent.signers, self.consent.decides))
        self.told = [hearers for hearers in self.lines if at_table & set(hearers)]
        self.heard = heard
        asked = (
            (self.consent.signers, "signers"),
            (self.consent.bodies, "bodies"),
            (tuple(self.consent.ratified), "ratifications"),
            (self.consent.spoilers, "spoilers"),
        )
        self.tallies = {kind: {name: np.zeros(3, dtype=np.int64) for name in names} for names, kind in asked}
        self.counts = dict.fromkeys(("coherent", "red_lines", "zopa", "zopa_low", "zopa_high", "ratified", "passes"), 0)
        self.gaining = [payoff.worths[name] for name in self.consent.signers if _counts(payoff, name)]
        self.steps = [BlockSum(self.space, worth.factors) for worth in self.gaining]
        self.best = BestFirst(keep)
        say = {*self.consent.signers, *self.consent.voices}
        self.onlookers = [Watch(case, payoff, party) for party in payoff.worths if party not in say]

    def look_at(self, fixed: Choice) -> None:
        """Take one block into account."""
        incoherent = self.conditions.broken(fixed)
        self.conditions.tally("alone", fixed, np.flatnonzero(incoherent))
        self.conditions.tally("only", fixed, np.flatnonzero(incoherent == 1))
        self.counts["coherent"] += int(np.count_nonzero(incoherent == 0))
        near = np.flatnonzero(incoherent <= 1)
        if near.size:
            _Asked(self, fixed, near, incoherent[near] == 0).tally()

    def keep(self, fixed: Choice, places: Places) -> None:
        """Keep the best of some agreements that pass."""
        self.counts["passes"] += len(places)
        if self.best.keep and places.size:
            steps = [np.broadcast_to(each.at(fixed, places), places.shape) for each in self.steps]
            gains = gained(steps, self.gaining, places.size)
            near = self.best.among(gains)
            if near.size:
                self.best.take(gains[:, near], lambda at: self.space.in_block(fixed, int(places[near[at]])))
        if places.size:
            for onlooker in self.onlookers:
                onlooker.watch(fixed, places)

    def funnel(self, show: int) -> Funnel:
        """The tallies as they stand."""
        counts, passes = self.counts, self.counts["passes"]
        by_name = {removal.name: removal for hearers in self.told for removal in self.lines[hearers].removals()}
        names = [worth.party for worth in self.gaining]
        return Funnel(
            all=self.space.count,
            coherent=counts["coherent"],
            red_lines=counts["red_lines"],
            zopa=counts["zopa"],
            zopa_low=counts["zopa_low"],
            zopa_high=counts["zopa_high"],
            conditions=self.conditions.removals(),
            lines=tuple(by_name[name] for name in self.heard if name in by_name),
            signers=tuple(
                Refusal(name, self._no_deal(name), int(removes), int(alone), int(opens))
                for name, (removes, alone, opens) in self.tallies["signers"].items()
            ),
            left=tuple(
                AgreementLeft(self.space.agreement(choice), dict(zip(names, gains, strict=False)))
                for choice, gains in self.best.ranked()
            ),
            onlookers=tuple(onlooker.onlooker() for onlooker in self.onlookers if passes),
            rounded=tuple(worth.party for worth in self.payoff.worths.values() if not worth.exact),
            shown=min(show, passes),
            ratified=counts["ratified"] if self.consent.ratified else None,
            unspoiled=passes if self.consent.spoilers else None,
            bodies=self._removals("bodies"),
            ratifications=self._removals("ratifications"),
            outsiders=self._removals("spoilers"),
            by_rule=not self.consent.unanimous,
        )

    def _removals(self, kind: str) -> tuple[Removal, ...]:
        return tuple(Removal(name, name, *tally.tolist()) for name, tally in self.tallies[kind].items())

    def _no_deal(self, party: str) -> Band | None:
        judged = self.case.interest_of(party).no_deal
        if judged is None or party in self.consent.decides:
            return None
        return Band(judged.low, float(judged.point), judged.high)


class _Asked:
    """What is said to the agreements of a block that break at most one condition.

    fixed, near: where they stand; coherent: which of them break none.
    """

    def __init__(self, count: RuledCount, fixed: Choice, near: Places, coherent: Yes) -> None:
        self.count, self.fixed, self.near, self.coherent = count, fixed, near, coherent
        voices, names = count.voices, count.consent.voices
        self.broken = {hearers: np.broadcast_to(stage.broken(fixed), (count.space.block_size,))[near]
                       for hearers, stage in count.lines.items()}  # fmt: skip
        crossed = {name: np.zeros(near.size, dtype=np.uint16) for name in names}
        for hearers, broken in self.broken.items():
            for name in hearers:
                crossed[name] += broken
        self.free = {name: crossed[name] == 0 for name in names}
        self.one = {name: crossed[name] == 1 for name in names}
        self.enough = {name: voices.enough(name, fixed, near) for name in names}
        self.needed = voices.needed(fixed, near)
        self.red = Answers(count.consent, self.free, self.needed)
        self.answers = Answers(count.consent, _both(self.free, self.enough), self.needed)

    def tally(self) -> None:
        """Count the stages, and what each refusal removes."""
        count, coherent = self.count, self.coherent
        uncrossed, agreed, ratified, passes = (
            np.broadcast_to(stage, self.near.shape)
            for stage in (self.red.agreed(), self.answers.agreed(), self.answers.ratified(), self.answers.passes())
        )
        count.conditions.tally("opens", self.fixed, self.near[~coherent & passes])
        for name, stage in (("red_lines", uncrossed), ("zopa", agreed), ("ratified", ratified)):
            count.counts[name] += int(np.count_nonzero(coherent & stage))
        for name, end in (("zopa_low", LOW), ("zopa_high", HIGH)):
            enough = {
                each: count.voices.enough(each, self.fixed, self.near, end) if each in count.consent.signers else yes
                for each, yes in self.enough.items()
            }
            at_end = Answers(count.consent, _both(self.free, enough), self.needed).agreed()
            count.counts[name] += int(np.count_nonzero(coherent & at_end))
        count.keep(self.fixed, self.near[coherent & passes])
        failing = coherent & ~passes
        if failing.any():
            self._lines(failing, uncrossed)
            self._signers(failing, uncrossed, agreed)
            self._at_home(failing, agreed, ratified)

    def _lines(self, failing: Yes, uncrossed: Yes) -> None:
        """What the red lines remove that bind the same parties, each in turn lifted."""
        for hearers in self.count.told:
            stage = self.count.lines[hearers]
            at = np.flatnonzero(failing & (self.broken[hearers] > 0))
            if not at.size:
                continue
            lifted = {
                name: (free | self.one[name])[at] if name in hearers else free[at] for name, free in self.free.items()
            }
            needed = {name: where[at] for name, where in self.needed.items()}
            shut = ~uncrossed[at]
            red = Answers(self.count.consent, lifted, needed).agreed()
            enough = {name: yes[at] for name, yes in self.enough.items()}
            opens = Answers(self.count.consent, _both(lifted, enough), needed).passes()
            stage.tally("alone", self.fixed, self.near[at[shut]])
            stage.tally("only", self.fixed, self.near[at[shut & red]])
            stage.tally("opens", self.fixed, self.near[at[np.broadcast_to(opens, at.shape)]])

    def _signers(self, failing: Yes, uncrossed: Yes, agreed: Yes) -> None:
        """What each signer refuses because no deal is worth more."""
        at, (answers, red) = self._some(failing & uncrossed)
        lost = ~agreed[at]
        for name, tally in self.count.tallies["signers"].items():
            refuses = np.asarray(red.own(name) & ~answers.own(name))
            willing = replace(answers, table={name: red.own(name)})
            for number, where in enumerate(
                (lost & refuses, lost & refuses & willing.agreed(), refuses & willing.passes())
            ):
                tally[number] += np.count_nonzero(where)

    def _at_home(self, failing: Yes, agreed: Yes, ratified: Yes) -> None:
        """What bodies, ratifications and spoilers remove of what is agreed at the table."""
        at, (answers, _) = self._some(failing & agreed)
        if not at.size:
            return
        stopped, kinds = ~ratified[at], self.count.tallies
        for name, tally in kinds["bodies"].items():
            self._add(tally, stopped, ~answers.stands(name), replace(answers, home={name: ALL}))
        for name, tally in kinds["ratifications"].items():
            unratified = answers.own(name) & ~answers.stands(name)
            self._add(tally, stopped, unratified, replace(answers, waived=frozenset({name})))
        for name, tally in kinds["spoilers"].items():
            spoiled = answers.needed[name] & ~answers.stands(name)
            willing = replace(answers, home={name: ALL}).passes()
            tally += [np.count_nonzero(~stopped & each) for each in (spoiled, spoiled & willing, spoiled & willing)]

    def _add(self, tally: Tally, stopped: Yes, refuses: Yes, willing: Answers) -> None:
        tally += [
            np.count_nonzero(where)
            for where in (stopped & refuses, stopped & refuses & willing.ratified(), refuses & willing.passes())
        ]

    def _some(self, where: Yes) -> tuple[Places, tuple[Answers, Answers]]:
        """Some of the agreements, and what is said to them: by what they are worth, and by red lines alone."""
        at = np.flatnonzero(where)
        needed = {name: each[at] for name, each in self.needed.items()}
        answers, red = (
            Answers(self.count.consent, {name: yes[at] for name, yes in level.said.items()}, needed)
            for level in (self.answers, self.red)
        )
        return at, (answers, red)


def _both(one: Mapping[str, Yes], other: Mapping[str, Yes]) -> dict[str, Yes]:
    return {name: yes & other[name] for name, yes in one.items()}


def _counts(payoff: Payoff, party: str) -> bool:
    """Whether what somebody gains can be told."""
    return party in payoff.worths and payoff.worths[party].no_deal is not None


def _at_table(signers: tuple[str, ...], decides: Mapping[str, Node]) -> list[str]:
    """The signers, and the members that decide for those that are groups."""
    names = list(signers)
    for name in names:
        rule = decides.get(name)
        names += [each for each in (names_in(rule) if rule is not None else ()) if each not in names]
    return names
