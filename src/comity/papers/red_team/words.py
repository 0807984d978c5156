"""The sentences of a red-team page."""

from __future__ import annotations

from comity.agreements.picks import SOLUTIONS
from comity.case.model import Case
from comity.case.wording import counted, listed
from comity.papers.number_words import number_words
from comity.papers.option_words import capital, named, refuses, shorts
from comity.papers.red_team.result import Attack, Change, RedTeam
from comity.questions.doubt.grounds import path_of
from comity.questions.doubt.reversals import Move


def answer(case: Case, team: RedTeam) -> str:
    """The strongest change of all."""
    attack, strongest = team.attacks[0], team.strongest
    headline = "that an agreement is possible" if attack.holds else "that no agreement is possible"
    if strongest is None:
        why = nothing(attack, team)
        return f"The reading {headline} is not reversed by any change that was looked for. {why}"
    takes = "one judgement" if strongest.size == 1 else f"{strongest.size} judgements together"
    return f"The reading {headline} is reversed by {takes}. {change(case, attack, strongest)}"


def title(attack: Attack) -> str:
    """The headline that is attacked."""
    if attack.headline == "agreement":
        return "“An agreement is possible”" if attack.holds else "“No agreement is possible”"
    if attack.headline == "put_forward":
        return "“The agreement put forward is possible”"
    return PICKS


PICKS = "“The fair agreement is this one”"
"""The headline of all measures that pick an agreement as fair."""


def picks(case: Case, attack: Attack) -> str:
    """What changes the pick of one measure: the first change, and how many others there are."""
    measure = f"What is picked by {SOLUTIONS[attack.headline]}"
    if not attack.changes:
        some = "any one judgement" if attack.searched == 1 else f"any set of up to {attack.searched} judgements"
        return f"{measure} was not reversed by {some} within {'its range' if attack.searched == 1 else 'their ranges'}."
    first = attack.changes[0]
    more = counted(attack.sets - 1, "other set", "other sets") if attack.sets > 1 else ""
    others_too = f" ({more} of this size {'does' if attack.sets == 2 else 'do'} the same)" if more else ""
    return f"{measure} is another {_condition(case, first)}{others_too}."


def change(case: Case, attack: Attack, each: Change) -> str:
    """One change and what it comes to."""
    return f"{capital(_condition(case, each))}, {_outcome(attack, each)}."


def nothing(attack: Attack, team: RedTeam) -> str:
    """Why no change is named."""
    if attack.never:
        return "It is certain that no values within the ranges reverse it."
    if not team.ranges:
        return "No judged number has a range, so none was moved within one."
    if not team.listed:
        return "There are too many agreements to move every number."
    if not attack.searched:
        return "There are too many ranges to try sets of them."
    up_to = "one judgement" if attack.searched == 1 else f"{attack.searched} judgements"
    return f"No set of up to {up_to} within their ranges reverses it."


def others(attack: Attack, shown: int) -> str | None:
    """How many more smallest sets of numbers there are than those shown."""
    more = attack.sets - shown
    return f"{more:,} more sets of numbers of this size do the same." if more > 1 else (
        "1 more set of numbers of this size does the same." if more == 1 else None
    )  # fmt: skip


NOT_LASTING = (
    "What would reverse how long an agreement lasts was not looked for; the question durability shows its bands."
)
"""What a red-team page leaves out."""

WAY = (
    "Every change is the smallest found: judged numbers are moved to the ends of their ranges, one, then two, then "
    "more at once, all else in the middle; a red line is read as the case says it may be, or at its strictest, or "
    "refuses one option less, or nothing. Whether a change is likely is not said: look at what bears it out."
)
"""How the changes were found."""


def moved(case: Case, move: Move) -> str:
    """A judged number and where it then lies, beside what is judged: "the value of no deal to Russia is 56, not 50"."""
    return f"{number_words(case, path_of(case, move.judgement))} is {move.value:g} and not {_middle(move):g}"


def _middle(move: Move) -> float:
    return move.value + move.by if move.end == "low" else move.value - move.by


def _condition(case: Case, each: Change) -> str:
    if each.moves:
        said = listed(moved(case, move) for move in each.moves)
        sure = ", a judgement of low confidence," if each.kind == "widened" else ""
        return f"if {said}{sure}" if not sure else f"if {said}{sure.rstrip(',')}"
    if each.kind == "condition":
        rule = case.named_conditions()[each.rule]
        return f"if {shorts(case, rule.if_)} does not need {shorts(case, rule.then)}"
    line = case.named_red_lines()[each.rule]
    who = named(case, line.party)
    if each.kind == "dropped":
        return f"if {who} gives up its refusal of {shorts(case, line.never)}"
    read = line.model_copy(update={"never": dict(each.never)})
    if each.kind == "softened":
        return f"if {who} refuses only {shorts(case, read.never)}"
    return f"if the words of {who} mean that it {refuses(case, read)}"


def _outcome(attack: Attack, each: Change) -> str:
    if attack.headline == "agreement":
        if attack.holds:
            return "no agreement is left"
        return (
            "an agreement is possible"
            if each.leaves is None
            else f"{counted(each.leaves, 'agreement is', 'agreements are')} possible"
        )
    if attack.headline == "put_forward":
        return "it is not possible" if attack.holds else "it is possible"
    return "another is picked"
