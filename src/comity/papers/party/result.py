"""What a page on one party says, as numbers: its wishes, red lines, alternatives and levers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from comity.agreements.allowed import TooMany, allowed
from comity.agreements.common_ground import shares_and_ratings
from comity.agreements.curves import Curves
from comity.agreements.judged import Judged
from comity.agreements.worth import HIGH, LOW, MIDDLE
from comity.case.model import Case
from comity.case.tree import Path
from comity.finding import Band, Result
from comity.papers.possible import Possible
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel
from comity.questions.deadlock.answer import Answer
from comity.questions.deadlock.closed import Deadlock, Opening
from comity.questions.deadlock.closeness import Closeness
from comity.questions.deadlock.impasse import Margin
from comity.questions.doubt.red_lines import LineInDoubt, Variant, red_lines


@dataclass(frozen=True)
class Wish:
    """What a party wants on one issue.

    share: of its weight, 0 to 1; best: the options that it rates highest; fallback: those that it rates lowest among
    the options that some possible agreement has, empty where none is possible or that is not known; only: whether these
    agreements have one option alone.
    """

    issue: str
    share: float
    best: tuple[str, ...]
    fallback: tuple[str, ...]
    only: bool

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        told = {"issue": self.issue, "share": self.share, "best": list(self.best)}
        return {**told, "fallback": list(self.fallback), "only": self.only}


@dataclass(frozen=True)
class Lever:
    """What one move of the party would leave.

    path: of the judged number that lies at its other end, None for a red line; line: the red line's name, empty for a
    number; to: where the number then lies, None for a red line; variant: what the red line then refuses, None where it
    is given up; agreements: how many are then possible, at least so many where not complete.
    """

    path: Path | None
    line: str
    to: float | None
    variant: Variant | None
    agreements: int
    complete: bool = True

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        what = {"judgement": self.path and ".".join(map(str, self.path)), "red_line": self.line or None, "to": self.to}
        softened = (
            {"never": {issue: list(options) for issue, options in self.variant.never.items()}} if self.variant else {}
        )
        return {**what, **softened, "agreements": self.agreements, "complete": self.complete}


@dataclass(frozen=True, repr=False)
class PartyView(Result):
    """What a page on one party says.

    party: its short name; signs: whether an agreement needs its consent; wishes: the heaviest issue first; red_lines:
    the names of those that bind it; no_deal: in points of its scale, None where it states none; worth: the least and
    the most that the possible agreements are worth to it, None where there is none or that is not known; possible: how
    many there are, None where they could not be listed; allowed: how many cross no red line; refuses, alone: of these,
    those that it refuses for what it has without an agreement, and those that nobody else refuses, None where it does
    not sign or they were not counted; margin: by how much more it could ask, None where no agreement is possible;
    levers: what its moves would leave, the most first; openings: where no agreement is possible, the cheapest in which
    it gives way.
    """

    party: str
    signs: bool
    wishes: tuple[Wish, ...]
    red_lines: tuple[str, ...]
    no_deal: Band | None
    worth: Band | None
    possible: int | None
    allowed: int | None
    refuses: int | None
    alone: int | None
    margin: Margin | None
    levers: tuple[Lever, ...]
    openings: tuple[Opening, ...]

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        margin = self.margin and {"points": self.margin.points, "exact": self.margin.complete}
        return {
            "party": self.party,
            "signs": self.signs,
            "wishes": [wish.json() for wish in self.wishes],
            "red_lines": list(self.red_lines),
            "no_deal": self.no_deal and self.no_deal.json(),
            "worth": self.worth and self.worth.json(),
            "agreements": self.possible,
            "cross_no_red_line": self.allowed,
            "refuses": self.refuses,
            "refuses_alone": self.alone,
            "margin": margin,
            "levers": [lever.json() for lever in self.levers],
            "openings": [opening.json() for opening in self.openings],
        }


def party_view(case: Case, party: str, found: Funnel | Bounds, blocked: Answer | None) -> PartyView:
    """The numbers of a page on one party.

    found, blocked: what `agreement` and, where anybody signs, `deadlock` answered.
    """
    possible, signs = Possible.of(case), case.everyone()[party].signs
    interest = case.interest_of(party)
    no_deal = interest.no_deal and Band(interest.no_deal.low, float(interest.no_deal.point), interest.no_deal.high)
    ends = possible.worth(party) if possible else None
    refusal = None
    if isinstance(found, Funnel):
        refusal = next((each for each in found.signers if each.party == party), None)
    margins = blocked.margins if isinstance(blocked, Closeness) else ()
    openings = blocked.openings if isinstance(blocked, Deadlock) else ()
    return PartyView(
        party=party,
        signs=signs,
        wishes=_wishes(case, party, possible),
        red_lines=tuple(case.red_lines_of(party)),
        no_deal=no_deal or None,
        worth=Band.over(ends) if ends else None,
        possible=len(possible.choices) if possible else None,
        allowed=found.red_lines if isinstance(found, Funnel) else None,
        refuses=refusal.removes if refusal else None,
        alone=refusal.removes_alone if refusal else None,
        margin=next((margin for margin in margins if margin.party == party), None),
        levers=_levers(case, party) if party in heard(case) else (),
        openings=tuple(each for each in openings if any(some.demand.party == party for some in each.softenings)),
    )


def heard(case: Case) -> tuple[str, ...]:
    """Those whose own judgements decide whether an agreement is possible."""
    return case.voices() if case.by_rule else case.signers()


def _wishes(case: Case, party: str, possible: Possible | None) -> tuple[Wish, ...]:
    found = []
    for issue, (share, ratings) in shares_and_ratings(case, party).items():
        if share:
            had = possible.options(issue) if possible and len(possible.choices) else ()
            low, high = min((ratings[option] for option in had), default=None), max(ratings.values())
            fallback = tuple(option for option in had if ratings[option] == low)
            best = tuple(option for option, rating in ratings.items() if rating == high)
            found.append(Wish(issue, float(share), best, fallback, len(had) == 1))
    return tuple(sorted(found, key=lambda wish: (-wish.share, wish.issue)))


def _levers(case: Case, party: str) -> tuple[Lever, ...]:
    """The party's own numbers at the ends of their ranges, and its red lines given up or softened: what each leaves."""
    found = [*_numbers(case, party), *(each for line in red_lines(case) for each in _lines(party, line))]
    return tuple(sorted(found, key=lambda lever: (-lever.agreements, lever.line, str(lever.path))))


def _numbers(case: Case, party: str) -> Iterator[Lever]:
    judged = Judged.of(case)
    account = next((account for account in judged.accounts if account.party == party), None)
    if account is None:
        return
    try:
        curves = Curves.of(judged, allowed(case, judged.space))
    except TooMany:
        return
    for place in sorted(account.numbers):
        number = judged.numbers[place]
        if number.estimate.is_range:
            curve = curves.of_number(place)
            now = curve.at(number.ends[MIDDLE])
            at = {end: curve.at(number.ends[end]) for end in (LOW, HIGH)}
            best = max(at, key=at.__getitem__)
            if at[best] > now:
                yield Lever(number.path, "", float(number.ends[best]), None, at[best])


def _lines(party: str, line: LineInDoubt) -> Iterator[Lever]:
    if line.party != party:
        return
    for variant, left in ((None, line.dropped), *((each, each.agreements) for each in line.softened)):
        if left.number > line.stands.number:
            yield Lever(None, line.name, None, variant, left.number, left.complete)
