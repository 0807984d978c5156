"""What is said of a number that is explained: sentences made from the results."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from comity.agreements.breakdown import Breakdown, Part, Span
from comity.case.grounds import quotes, reason
from comity.case.judgement import Judgement
from comity.case.model import Case
from comity.case.wording import combination, counted
from comity.finding import Quantity
from comity.questions.agreement.terms_words import STAGES, named, removing
from comity.questions.explain.result import JudgementExplained, StageExplained, WorthExplained

WORTH_METHOD = (
    "Worth is the mean of a party's ratings weighted by its weights, plus what its linkages add (additive value model; "
    "Keeney and Raiffa 1976). Every judgement stands in the middle of its range, and sums are exact fractions."
)

POINTS_METHOD = (
    "Worth is the sum of the points that a party gives each option, plus what its linkages add (additive value model; "
    "Keeney and Raiffa 1976). Every judgement stands in the middle of its range, and sums are exact fractions."
)

JUDGED_METHOD = "The judgement is shown as it stands in the case; where it is a range, its middle is used."

STAGE_METHOD = "Every combination of options is counted once, and held against what each stage asks."

BOUNDED_METHOD = "The space is too large for every agreement to be looked at: the count is summed issue by issue."


def worth_answer(case: Case, result: WorthExplained) -> str:
    """What terms are worth to a party, and by how much that is more or less than no deal."""
    found, name, who = result.breakdown, case.everyone()[result.breakdown.party].name, _who(case, result)
    if found.open:
        return f"{who} {_open_worth(found, name)}{_fits(found)}"
    worth = found.worth.least
    said = f"{who} is worth {points(worth)} to {name}{_against(found)}."
    if found.ranged is not None and not found.ranged.one:
        said += f" Over the ranges of the judgements it is worth {between(found.ranged)}"
        said += "." if found.gain_ranged is None else f", {between(found.gain_ranged, signed=True)} over no deal."
    return said + _fits(found)


def _who(case: Case, result: WorthExplained) -> str:
    return named(case, result.meant.terms, result.meant.number, result.meant.proposal)


def _against(found: Breakdown) -> str:
    """A worth beside no deal: ", 2.31 more than no deal (37.50)"."""
    if found.no_deal is None or found.gain is None:
        return "; what no deal is worth to it is not stated"
    gain, no_deal = found.gain.least, number(found.no_deal.point)
    if not gain:
        return f", exactly what no deal is worth to it ({no_deal})"
    return f", {number(abs(gain))} {'more' if gain > 0 else 'less'} than no deal ({no_deal})"


def _open_worth(found: Breakdown, name: str) -> str:
    left = "the issue" if len(found.open) == 1 else f"the {len(found.open)} issues"
    by = f"{'whatever' if found.worth.one else 'by what'} is agreed on {left} left open"
    worth = f"is worth {between(found.worth)} to {name}, {by}"
    if found.no_deal is None or found.gain is None:
        return f"{worth}; what no deal is worth to it is not stated."
    return f"{worth}: {between(found.gain, signed=True)} over no deal ({number(found.no_deal.point)})."


def _fits(found: Breakdown) -> str:
    if found.fits:
        return ""
    if found.open:
        return " No agreement of these terms meets every condition; all of them are taken."
    return " It breaks a condition."


def worth_caveats(found: Breakdown) -> tuple[str, ...]:
    """What a reader must know of a worth."""
    if found.open and not found.complete:
        return ("The search over what is open was cut off: the worth may reach further.",)
    return ()


def judged_answer(case: Case, result: JudgementExplained) -> str:
    """One judged number in a sentence."""
    name, judged = case.everyone()[result.party].name, result.number
    value = judged.said() if not judged.is_range else f"{judged.said()} ({number(judged.point)} in the middle)"
    inherited = "" if result.holder == result.party else f", as judged for {case.everyone()[result.holder].name}"
    if result.kind == "no_deal":
        return f"No deal is worth {value} to {name}{inherited}."
    assert result.issue is not None
    title = case.issues[result.issue].name
    share = Quantity(float(result.share or 0), "share")
    if result.option is None:
        return f"{name} gives “{title}” the weight {value}{inherited}: {share} of all its weights."
    assert result.points is not None
    label = case.label(result.issue, result.option)
    said = f"{name} rates “{label}” {value}{inherited}"
    if case.interest_of(result.party).scale == "points":
        return f"{said}: points that add to what an agreement is worth to it."
    return f"{said}: with {share} of all its weights on “{title}” it adds {points(result.points)}."


def stage_answer(case: Case, result: StageExplained) -> str:
    """The count of a stage in a sentence, with what removes most."""
    title = STAGES[result.stage]
    if result.stage == "all":
        issues = counted(len(result.sizes), "issue", "issues")
        product = " x ".join(str(size) for _, size in result.sizes)
        all_there_are = (
            "1 agreement is all there is" if result.low == 1 else f"{result.low:,} agreements are all there are"
        )
        return f"{all_there_are}: one for every combination of the options of {issues} ({product})."
    if result.low != result.high:
        return f"Between {result.low:,} and {result.high:,} agreements are left at the stage “{title}”."
    if result.before is None:
        return f"{_left(result.low)} at the stage “{title}”."
    gone = result.before - result.low
    said = f"{_left(result.low)} of the {result.before:,} before the stage “{title}”, which removes {gone:,}"
    most = result.removed[0] if result.removed else None
    if most is None or not most.removes:
        return f"{said}."
    alone = f"{most.removes_alone:,}" if most.removes_alone else "none"
    return f"{said}. {_capital(removing(case, most))} removes most: {most.removes:,} ({alone} of them alone)."


def _left(count: int) -> str:
    return "None is left" if not count else f"{count:,} {'is' if count == 1 else 'are'} left"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def part_name(case: Case, part: Part) -> str:
    """What a part is of: "Who controls the regions: as frozen", or the combination of a linkage."""
    if part.linkage is not None:
        return f"linkage: {combination(case.linkages[part.linkage - 1].when)}"
    title = case.issues[part.issue].name
    return f"{title}: {'open' if part.option is None else case.label(part.issue, part.option)}"


def grounds(case: Case, judged: Iterable[tuple[str, Judgement | None]]) -> tuple[str, str]:
    """The reasons of some judgements and their quotations, each once; what a judgement is of stands before its own."""
    reasons: dict[str, None] = {}
    sources: dict[str, None] = {}
    for of, judgement in judged:
        if judgement is not None:
            said, quoted = reason(judgement), quotes(case, judgement.evidence)
            reasons |= {f"{of}{said}": None} if said else {}
            sources |= {f"{of}{quoted}": None} if quoted else {}
    return " ".join(reasons), " ".join(sources)


def number(value: Fraction, signed: bool = False) -> str:
    """A fraction to two decimals."""
    written = f"{float(value):+,.2f}" if signed else f"{float(value):,.2f}"
    return written.replace("-0.00", "0.00").replace("+0.00", "0.00")


def points(value: Fraction) -> str:
    """Some points: "1.00 point", "12.50 points"."""
    return f"{number(value)} point{'' if abs(value) == 1 else 's'}"


def between(span: Span, signed: bool = False) -> str:
    """From the least to the most: "12.50 to 40.00 points"; one number where that is all."""
    if span.one:
        return f"{number(span.least, signed)} point{'' if abs(span.least) == 1 else 's'}"
    return f"{number(span.least, signed)} to {number(span.most, signed)} points"
