"""What is said of the four measures of fairness, and of what they depend on."""

from __future__ import annotations

import math
from collections.abc import Iterable

from comity.agreements.picks import SOLUTIONS
from comity.case.model import Case
from comity.case.wording import among_passing, at_most, counted, listed
from comity.finding import Quantity
from comity.questions.bargaining.favourites import Favourite
from comity.questions.bargaining.result import UNDEFINED, Bargaining

METHOD = (
    "Over the efficient agreements of the ZOPA, gains counted from no deal: Nash (1950) maximises the product of "
    "gains; Kalai and Smorodinsky (1975) the smallest share of a party's best possible gain, then the next smallest; "
    "egalitarian (Kalai 1977) the smallest gain, then the next smallest; utilitarian the sum of gains. All ties are "
    "kept."
)

MEANS = {
    "nash": "largest product of gains",
    "kalai_smorodinsky": "equal shares of what each could gain at best",
    "egalitarian": "the smallest gain as large as possible",
    "utilitarian": "largest sum of gains",
}
"""What each measure seeks, in short."""


def measure(solution: str) -> str:
    """A measure with what it seeks."""
    return f"{SOLUTIONS[solution]}: {MEANS[solution]}"


def called(solutions: Iterable[str]) -> str:
    """Several measures by their names."""
    return listed(SOLUTIONS[solution] for solution in solutions)


def put_first(solution: str) -> str:
    """What a measure picks, as the subject of a sentence."""
    return f"the pick of {SOLUTIONS[solution]}"


def alike(favourite: Favourite) -> str:
    """That a signer gains as much by every measure, and how much where ties leave that open."""
    gain = favourite.gains[favourite.best[0]]
    return "all alike" if gain.one is not None else f"all alike ({Quantity(gain, 'span')})"


def liked(favourite: Favourite, solutions: Iterable[str]) -> str:
    """Several measures by their names, each with what it gives a signer where ties leave that open."""
    gains = ((name, favourite.gains[name]) for name in solutions)
    return listed(
        SOLUTIONS[name] if gain.one is not None else f"{SOLUTIONS[name]} ({Quantity(gain, 'span')})"
        for name, gain in gains
    )


def answer(result: Bargaining, by_rule: bool = False) -> str:
    """Which measures agree; by_rule: whether anything but the yes of every signer decides."""
    if not result.points_count:
        return _nothing(result, by_rule)
    efficient = counted(result.points_count, "efficient point", "efficient points")
    if result.picked == 1 and all(result.solutions.values()):
        return f"All four measures of fairness pick the same of {efficient}."
    groups = [called(group) + (" agree" if len(group) > 1 else " alone") for group in result.agreeing]
    return f"The four measures of fairness pick {result.picked:,} of {efficient}: {'; '.join(groups)}."


def _nothing(result: Bargaining, by_rule: bool) -> str:
    """Why there is nothing to choose from."""
    if not result.signers:
        return "Nothing can be fair or unfair: no party signs."
    if result.losing:
        each = "the efficient agreement that passes by the rule"
        if result.losing > 1:
            each = f"each of the {result.losing:,} efficient agreements that pass by the rule"
        worse = f"by {each} some signer is worse off than without a deal"
        return f"Nothing is fair to all who sign: {worse}. An agreement is possible all the same."
    if by_rule and result.exact:
        return "Nothing can be fair or unfair: no agreement passes by the rule of the case."
    if not result.exact:
        return "No agreement was found that every signer prefers to no deal; that there is none has not been shown."
    return "Nothing can be fair or unfair: there is no agreement that every signer prefers to no deal."


def undefined(result: Bargaining) -> list[str]:
    """Which measures are not defined, and why."""
    return [
        f"{SOLUTIONS[name]} is not defined: {UNDEFINED}." for name, outcomes in result.solutions.items() if not outcomes
    ]


def caveats(case: Case, result: Bargaining) -> list[str]:
    """What a reader of the picks must know."""
    if not result.points_count:
        return list(among_passing(case))
    names = {party: described.name for party, described in case.everyone().items()}
    said = []
    if result.alike and result.points_count > 1:
        said.append(
            f"The gain of {listed(names[party] for party in result.alike)} is the same in every efficient agreement, "
            "so it is left out of the product and the shares."
        )
    said += undefined(result)
    if case.by_rule:
        said += [*among_passing(case), "Of these only what every signer prefers to no deal can be fair to all of them."]
    if not result.exact:
        said.append("The frontier is approximate, so the picks are the best of the points found, not certainly of all.")
        if result.within and all(map(math.isfinite, result.within.values())):
            within = listed(f"{at_most(points)} points for {names[party]}" for party, points in result.within.items())
            said.append(f"No agreement exceeds all points found by more than {within}.")
    close = [names[left_out.signer] for left_out in result.left_out if not left_out.exact]
    if close:
        said.append(
            f"The frontier without {listed(close, 'or')} is approximate or was not looked through for every tie, so "
            "what leaving out would mean is, too."
        )
    said.append(
        "Adding up or comparing points across parties (utilitarian, egalitarian) assumes that a point means as much to "
        "one as to another; the Nash and Kalai-Smorodinsky solutions do not."
    )
    return said
