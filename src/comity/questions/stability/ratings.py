"""How a party would have to rate an option, all else as judged, so as to leave it: exactly, from what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from comity.agreements.space import Choice
from comity.agreements.worth import MIDDLE, SCALE
from comity.case.model import Case
from comity.case.no_deal import LikeValue
from comity.questions.stability.game import Game
from comity.questions.stability.slices import Slices
from comity.questions.stability.steps import improved_to


@dataclass(frozen=True)
class Rated:
    """What a party rates an option: the middle of its range, and what one point more of it adds to worth, in points."""

    rating: Fraction
    share: Fraction

    @classmethod
    def of(cls, case: Case, party: str, issue: str, option: str) -> Rated | None:
        """The rating; None where the issue does not count for the party, or no deal is judged by its ratings too."""
        interest = case.interest_of(party)
        stated = interest.issues.get(issue)
        if stated is None or isinstance(interest.no_deal, LikeValue):
            return None
        share = case.kept.of(("shares", party), interest, interest.shares).get(issue)
        return cls(stated.ratings[option].point, share) if share else None


def stays_from(slices: Slices, game: Game, state: int, choice: Choice, party: int, issue: int) -> float | None:
    """From which rating on of its option on an issue a party would stay with an agreement, all else as judged.

    party, issue: by number; state: of the agreement in the game of its slice. Where others answer a move, it stays as
    soon as they leave it no better than before. None where no rating up to the top of its scale would do.
    """
    space, name = slices.payoff.space, slices.parties[party]
    rated = Rated.of(slices.case, name, space.issues[issue], space.options[issue][choice[issue]])
    if rated is None or slices.crosses(party, choice):
        return None
    worth = slices.payoff.worths[name]
    needed = Fraction(0)
    for there in improved_to(game, (party,), state).tolist():
        lost = _least_gain(slices, game, state, choice, party, issue, there)
        if lost is None:
            return None
        needed = max(needed, lost * worth.unit / rated.share)
    least = rated.rating + needed
    return None if slices.case.scale_of(name) == "weights" and least > SCALE else float(least)


def _least_gain(
    slices: Slices, game: Game, state: int, choice: Choice, party: int, issue: int, there: int
) -> int | None:
    """The least that a move may leave a party, in steps above where it was, among states with another option.

    Those that share the option rise with its rating as the agreement itself does. 0 where the move is answered already.
    """
    ranks, worth = game.ranks[party].ravel(), slices.payoff.worths[slices.parties[party]]
    others = [other for other in range(len(game.parties)) if other != party]
    seen, waiting, least = {there}, [there], None
    for now in waiting:
        if ranks[now] <= ranks[state]:
            return 0
        then = slices.changed(game, choice, now)
        if then is None and worth.no_deal is None:  # never a loss, however it rates the option
            continue
        if then is None or then[issue] != choice[issue]:
            gain = (worth.at_no_deal(MIDDLE) if then is None else worth.steps(then)) - worth.steps(choice)
            least = gain if least is None else min(least, gain)
        for after in (after for other in others for after in improved_to(game, (other,), now).tolist()):
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return least
