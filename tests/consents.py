"""Random cases with rules of consent, groups that decide, bodies at home, needs and spoilers; and the same by brute
force: what each says to each agreement, written out from the description of the file, one agreement at a time.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from fractions import Fraction
from functools import cache
from typing import Any

from brute import Deal, Oracle, crosses
from comity.case.consent import Rule
from comity.case.model import Case

SIGNERS = ("ash", "birch", "cedar")
MEMBERS = ("elm", "fir", "gum")
OUTSIDERS = ("hazel", "iris")


def ruled_case(seed: int) -> Case:
    """A case small enough to be looked at whole, in which anything but the yes of every signer may decide."""
    draw = random.Random(seed)
    options = {f"i{at}": [f"o{to}" for to in range(draw.randint(2, 3))] for at in range(draw.randint(2, 4))}
    parties: dict[str, Any] = {name: {"name": name.title(), "signs": True} for name in SIGNERS}
    parties["cedar"]["members"] = {name: {"name": name.title()} for name in MEMBERS}
    parties |= {name: {"name": name.title()} for name in OUTSIDERS}
    everyone = [*SIGNERS, *MEMBERS, *OUTSIDERS]
    content: dict[str, Any] = {"title": f"Consent {seed}", "parties": parties}
    content["issues"] = {
        issue: {"name": issue, "options": {option: option for option in of}} for issue, of in options.items()
    }
    content["interests"] = {name: _interest(draw, options) for name in everyone}
    content["red_lines"] = [
        {"party": draw.choice(everyone), "never": _combination(draw, options), "firmness": "declared"}
        for _ in range(draw.randint(0, 4))
    ]
    if draw.random() < 0.5:
        content["conditions"] = [{"if": _combination(draw, options), "then": _combination(draw, options)}]
    if draw.random() < 0.6:
        content["consent"] = _rule(draw, list(SIGNERS))
    if draw.random() < 0.5:
        parties["cedar"]["decides"] = _rule(draw, list(MEMBERS))
    if draw.random() < 0.5:
        parties["cedar"]["ratified_by"] = _rule(draw, list(MEMBERS))
    if draw.random() < 0.5:
        parties["ash"]["ratified_by"] = _rule(draw, ["hazel", "iris", "birch"])
    if draw.random() < 0.3:
        parties["hazel"]["ratified_by"] = _rule(draw, ["iris"])
    if draw.random() < 0.6:
        content["issues"]["i0"]["needs"] = {"o0": draw.sample(everyone, draw.randint(1, 2))}
        content["issues"]["i1"]["needs"] = {"o1": draw.sample(everyone, 1)}
    return Case.model_validate(content)


def _interest(draw: random.Random, options: dict[str, list[str]]) -> dict[str, Any]:
    rated = {issue: {option: draw.randint(0, 20) * 5 for option in of} for issue, of in options.items()}
    no_deal = draw.randint(4, 11) * 5
    stated: dict[str, Any] = {"no_deal": f"{no_deal}..{no_deal + 5 * draw.randint(0, 3)}"}
    return stated | {issue: {"weight": draw.randint(1, 4), **ratings} for issue, ratings in rated.items()}


def _combination(draw: random.Random, options: dict[str, list[str]]) -> dict[str, list[str]]:
    some = draw.sample(list(options), draw.randint(1, 2))
    return {issue: draw.sample(options[issue], draw.randint(1, len(options[issue]) - 1)) for issue in some}


def _rule(draw: random.Random, names: list[str], deep: int = 0) -> Any:
    kind = draw.choice(("all", "any", "at_least", "share", "weight", "quota", "nested"))
    rule: dict[str, Any] = {kind: names}
    if kind == "at_least":
        rule = {"at_least": draw.randint(1, len(names)), "of": names}
    elif kind == "share":
        rule = {"share": draw.choice((34, 50, 66.7, 100)), "of": names}
    elif kind in ("weight", "quota"):
        weights = {name: draw.choice((0.1, 1, 2.5, 3)) for name in names}
        asked = draw.choice((20, 50, 70)) if kind == "weight" else max(weights.values())
        rule = {kind: asked, "by": weights, "of": names}
    elif kind == "nested":
        inner = _rule(draw, names, deep + 1) if deep < 2 else names
        rule = {draw.choice(("all", "any")): [inner, draw.choice(names)]}
    if draw.random() < 0.2:
        rule["including"] = draw.sample(names, 1)
    if draw.random() < 0.15:
        rule["or_blocked_by_fewer_than"] = 1
    return rule


class Consents:
    """What a case with rules comes to, one agreement after another."""

    def __init__(self, case: Case) -> None:
        self.case, self.brute, self.everyone = case, Oracle(case), case.everyone()
        self.signers, self.lines = case.signers(), cache(case.red_lines_of)

    def free(self, name: str, deal: Deal, lifted: Collection[str] = ()) -> bool:
        lines = self.lines(name).items()
        return not any(crosses(line, deal) for line_name, line in lines if line_name not in lifted)

    def accepts(self, name: str, deal: Deal, lifted: Collection[str] = ()) -> bool:
        return self.free(name, deal, lifted) and self.brute.accepted(name, deal)

    def freely(self, deal: Deal, lifted: Collection[str] = ()) -> Callable[[str], bool]:
        """What each says to an agreement by red lines alone, some of them lifted."""
        return cache(lambda name: self.free(name, deal, lifted))

    def says(self, deal: Deal, lifted: Collection[str] = ()) -> Callable[[str], bool]:
        """What each says to an agreement, some red lines lifted."""
        return cache(lambda name: self.accepts(name, deal, lifted))

    def own(self, name: str, says: Callable[[str], bool]) -> bool:
        party = self.everyone[name]
        if party.decides:
            return meets(party.decides, tuple(party.members), lambda each: self.own(each, says))
        return says(name)

    def stands(self, name: str, says: Callable[[str], bool], home: Collection[str] = ()) -> bool:
        party = self.everyone[name]
        if name in home:
            return True
        below = lambda each: self.stands(each, says, home)  # noqa: E731
        mine = meets(party.decides, tuple(party.members), below) if party.decides else says(name)
        return mine and (party.ratified_by is None or meets(party.ratified_by, tuple(party.members), below))

    def needed(self, deal: Deal) -> set[str]:
        return {name for issue, option in deal.items() for name in self.case.issues[issue].needs.get(option, ())}

    def table(self, deal: Deal, says: Callable[[str], bool]) -> bool:
        return self._met(deal, lambda name: self.own(name, says))

    def ratified(self, deal: Deal, says: Callable[[str], bool], home: Collection[str] = ()) -> bool:
        return self._met(deal, lambda name: self.stands(name, says, home))

    def passes(self, deal: Deal, says: Callable[[str], bool], home: Collection[str] = ()) -> bool:
        spoilers = self.needed(deal) - set(self.signers)
        return self.ratified(deal, says, home) and all(self.stands(name, says, home) for name in spoilers)

    def _met(self, deal: Deal, yes: Callable[[str], bool]) -> bool:
        signers = self.signers
        met = all(map(yes, signers)) if self.case.consent is None else meets(self.case.consent, signers, yes)
        return met and all(yes(name) for name in self.needed(deal) if name in signers)

    def stages(self) -> dict[str, list[Deal]]:
        """The agreements of the stages from coherent on."""
        left = {"coherent": self.brute.coherent()}
        left["red_lines"] = [deal for deal in left["coherent"] if self.table(deal, self.freely(deal))]
        left["zopa"] = [deal for deal in left["red_lines"] if self.table(deal, self.says(deal))]
        left["ratified"] = [deal for deal in left["zopa"] if self.ratified(deal, self.says(deal))]
        left["spoilers"] = [deal for deal in left["ratified"] if self.passes(deal, self.says(deal))]
        return left


def meets(rule: Rule, everyone: tuple[str, ...], yes: Callable[[str], bool]) -> bool:
    """Whether a rule is met by those who say yes."""
    if rule.party is not None:
        met = yes(rule.party)
    else:
        voters = list(rule.voters(everyone))
        answers = [meets(voter, everyone, yes) for voter in voters]
        weights = [Fraction(1)] * len(voters)
        if isinstance(rule.by, dict):
            weights = [Fraction(repr(rule.by[str(voter.party)])) for voter in voters]
        weight = sum((w for w, answer in zip(weights, answers, strict=True) if answer), Fraction(0))
        if rule.all is not None:
            met = all(answers)
        elif rule.any is not None:
            met = any(answers)
        elif rule.at_least is not None:
            met = sum(answers) >= rule.at_least
        elif rule.quota is not None:
            met = weight >= Fraction(repr(rule.quota))
        else:
            met = 100 * weight >= Fraction(repr(rule.share or rule.weight)) * sum(weights)
    if rule.or_blocked_by_fewer_than is not None:
        met = met or sum(not yes(name) for name in rule.parties(everyone)) < rule.or_blocked_by_fewer_than
    return met and all(yes(name) for name in rule.including)
