"""What is said of how sure everything is, and of the judgements that decide."""

from __future__ import annotations

from comity.agreements.picks import SOLUTIONS
from comity.case.model import Case
from comity.case.wording import among_passing, counted, listed, never, standing_caveats
from comity.questions.doubt.grounds import path_of
from comity.questions.doubt.named import Named
from comity.questions.doubt.ranking import Ranked
from comity.questions.doubt.response import Response
from comity.questions.doubt.result import Doubt
from comity.questions.doubt.reversals import Move, Reversal
from comity.questions.sureness import clause, of_100

METHOD = (
    "Necessary, possible and the radius follow from the ends of the ranges, response curves from exact fractions; "
    "neither assumes a distribution. Shares are those of readings of the ranges: low-discrepancy points (Sobol' 1967), "
    "every number within its range, acceptability counted as in SMAA (Lahdelma, Hokkanen and Salminen 1998)."
)

BOUNDED_METHOD = (
    "The agreements are too many to be listed. In every reading of the ranges (low-discrepancy points, Sobol' 1967) "
    "some that come nearest to what all signers need are looked at, and whether any signer refuses even the best "
    "option of every issue; what lies between is left open. Nothing was sampled."
)

SHAPES = {
    "uniform": "evenly, each by itself",
    "triangular": "likelier in the middle",
    "correlated": "no-deal values together",
}
"""How numbers lie in their ranges, in words."""

THIRDS = ("no agreement, if low", "no agreement, if in the middle", "no agreement, if high")
"""The readings without an agreement by the third of its range in which a number lies, as heads of columns."""


def judgement(case: Case, name: str) -> str:
    """A judged number in words, by its path in the case: "the no-deal value (Russia)".

    Whose it is stands in parentheses: names have an article in a sentence, or none, and the case does not say which.
    """
    section, *within = path_of(case, name)
    if section == "linkages":
        linkage = case.linkages[int(within[0])]
        return f"the points of linkage {int(within[0]) + 1} ({case.everyone()[linkage.party].name})"
    party, field, *option = map(str, within)
    whose = case.everyone()[party].name
    if field == "no_deal":
        return f"the no-deal value ({whose})"
    return (
        f"the weight of {field} ({whose})" if option == ["weight"] else f"the rating of {field}={option[0]} ({whose})"
    )


def answer(case: Case, result: Doubt) -> str:
    """How sure it is that there is an agreement, how safe the safest is, and what that hangs on most."""
    if not result.sureness.ranges:
        return _without_ranges(case, result)
    said = [clause(result.sureness)]
    if result.listed:
        said += [_safest(result), _hangs_on(case, result), _reversal(case, result), _read_otherwise(case, result)]
    return " ".join(filter(None, said))


def _without_ranges(case: Case, result: Doubt) -> str:
    said = "No judged number has a range, so nothing follows on how sure this is."
    first = result.widened[0] if result.widened and result.widened[0].swing else None
    if first is None:
        return said
    number = counted(len(result.widened), "number of low confidence", "numbers of low confidence")
    low, _, high = first.agreements
    return (
        f"{said} Of {number}, {judgement(case, first.judgement)} decides most: {_left(low)} and {_left(high)} "
        f"agreements with it {result.widening:g} points lower and higher."
    )


def _safest(result: Doubt) -> str:
    if result.safest is None or result.sureness.necessary:
        return ""
    return f"No agreement is possible in all of them for certain; the safest is in {of_100(result.safest)}."


def _hangs_on(case: Case, result: Doubt) -> str:
    first = result.judgements[0] if result.judgements else None
    if first is None:
        return ""
    if not first.swing:
        return "No judgement changes the number of agreements by itself."
    low, middle, high = first.agreements
    return (
        f"Most hangs on {judgement(case, first.judgement)}: {_left(low)} agreements are possible with it at the low "
        f"end of its range, {_left(middle)} in the middle, {_left(high)} at the high end."
    )


def _left(number: int) -> str:
    return f"{number:,}" if number else "no"


def _reversal(case: Case, result: Doubt) -> str:
    turned = next((each for each in result.reversals if each.headline == "agreement"), None)
    if turned is None or (turned.never and (result.sureness.necessary or not result.sureness.possible)):
        return ""
    to = "no agreement is left" if turned.holds else "there is an agreement"
    if not turned.sets:
        return _unturned(turned)
    return f"With {moved(case, turned.sets[0])}, {to}."


def _read_otherwise(case: Case, result: Doubt) -> str:
    """The red lines of which another reading turns whether there is an agreement in the middle of all ranges."""
    turned = [
        (line, variant)
        for line in result.red_lines
        for variant in line.readings
        if variant.agreements.complete and line.stands.complete
        if bool(variant.agreements.number) != bool(line.stands.number)
    ]
    if not turned:
        return ""
    line, variant = turned[0]
    read = case.named_red_lines()[line.name].model_copy(update={"never": variant.never, "unless": variant.unless})
    left = counted(variant.agreements.number, "agreement is", "agreements are")
    whose = case.everyone()[line.party].name
    return f"Read so that {whose} never {never(read)}, its red line means that {left} possible."


def _unturned(turned: Reversal) -> str:
    if not turned.searched:
        return ""
    if turned.searched == 1:
        return "No single judgement within its range changes whether there is one."
    return f"No {turned.searched} judgements within their ranges change whether there is one."


def moved(case: Case, moves: tuple[Move, ...]) -> str:
    """Several judgements at ends of their ranges: "the no-deal value (Russia) at 56"."""
    return listed(f"{judgement(case, move.judgement)} at {move.value:g}" for move in moves)


def headline(reversal: Reversal) -> str:
    """The headline that is turned, as it stands in the middle of all ranges."""
    if reversal.headline == "agreement":
        return "an agreement is possible" if reversal.holds else "no agreement is possible"
    return f"what {SOLUTIONS[reversal.headline]} picks"


def no_reversal(reversal: Reversal) -> str:
    """Why no set is named."""
    if reversal.never:
        return "nothing within the ranges changes it"
    if reversal.headline != "agreement" and not reversal.holds:
        return "it picks none in the middle"
    return f"no set of up to {reversal.searched} found" if reversal.searched else "not searched: too many ranges"


def caveats(case: Case, result: Doubt) -> tuple[str, ...]:
    """What a reader must know."""
    said = list(standing_caveats(case))
    if result.sureness.ranges:
        said.append(
            "Shares of readings are no probabilities of what the parties will do: they say how often an answer holds "
            "when every judged number lies somewhere in its range, each place as good as another."
        )
    if result.shapes:
        least, most = min(result.shapes.values()), max(result.shapes.values())
        said.append(f"Drawn in other shapes, {_span(least, most)} leave no agreement.")
    said += among_passing(case)
    if result.shared and case.by_rule:
        said.append(
            "Several of those asked share a judged number, such as one that a member takes over from its group: what "
            "is possible is an upper bound, and what stays possible for certain a lower one."
        )
    elif result.shared:
        said.append(
            "A signing member inherits numbers from a group that signs as well: what is possible is an upper bound."
        )
    if result.idle:
        named = listed(judgement(case, each.judgement) for each in result.idle)
        said.append(
            f"The range of {named} changes nothing, however wide: no agreement that breaks no rule and that the others "
            "could accept depends on it."
        )
    said += [_still(case, each) for each in result.judgements if each.turns is not None]
    if result.reversals:
        said.append(
            "What turns which agreements are efficient, or which one lasts longest, was not looked for; what turns "
            "whether there is one turns these, too."
        )
    if any(each.headline != "agreement" and each.holds for each in result.reversals):
        said.append("What turns a pick was looked for at the ends of ranges only; less may turn it inside of them.")
    if not result.listed:
        said.append("More agreements than can be listed: shares are told as the two numbers between which they lie.")
    return tuple(said)


def _still(case: Case, each: Ranked) -> str:
    """Why a range that agreements depend on may be widened without a change of the answer."""
    range_of = f"The range of {judgement(case, each.judgement)} changes nothing"
    if not each.turns:
        return f"{range_of}, as wide as it is: in no reading does any agreement hang on where in it the number lies."
    return (
        f"{range_of} with all else in the middle; in {of_100(each.turns)} readings some agreement hangs on where in it "
        "the number lies."
    )


def _span(least: float, most: float) -> str:
    if of_100(least) == of_100(most):
        return f"{of_100(least)} readings"
    return f"{of_100(least)} to {of_100(most)} readings"


def named(case: Case, asked: Named) -> str:
    """How sure the agreement is that was asked about."""
    if asked.broken:
        return f"The agreement asked about: it breaks {listed(asked.broken)}, so no values make it possible"
    if asked.necessary:
        return "The agreement asked about: possible whatever the values in the ranges"
    if not asked.possible:
        return "The agreement asked about: possible at no values in the ranges"
    first = asked.first
    who = f"; {case.everyone()[first.party].name} refuses first" if first and first.refuses else ""
    return f"The agreement asked about: possible in {of_100(asked.share)} readings{who}"


def curve(case: Case, asked: Response) -> str:
    """What a response curve is of."""
    source, _, target = asked.judgement.partition(" to ")
    if target:
        return f"weight moved from {judgement(case, source)} to {judgement(case, target)}"
    return judgement(case, source)
