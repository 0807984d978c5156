"""What is said of the agreements that are possible, and of one agreement: sentences made from the results."""

from __future__ import annotations

from comity.case.model import Case
from comity.case.wording import at_most, consent_rule, counted, listed, never, not_as_in_the_file, standing_caveats
from comity.questions.agreement.allowed import Allowed
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel
from comity.questions.agreement.remarks import remarks
from comity.questions.agreement.views import Objections, View

ALLOWED_METHOD = (
    "Every combination of options is counted once: first those that meet the conditions, then those that cross no "
    "signer's red line. Drafts count like what is confirmed; what agreements are worth to anybody does not count."
)

METHOD = (
    "Every combination of options is counted once: first those that meet the conditions, then those that cross no "
    "signer's red line, then those worth at least no deal to every signer (zone of possible agreement; Raiffa 1982)."
)

METHOD_BY_RULE = (
    "Every combination of options is counted once: first those that meet the conditions, then those that cross no red "
    "line of parties whose yes suffices by the rule, then those that such parties would rather sign than not (zone of "
    "possible agreement; Raiffa 1982); of these, where the case asks for it, those whose signatures are ratified at "
    "home (Putnam 1988), and those that nobody spoils who does not sign and whom their options need."
)

BOUNDED_METHOD = (
    "The space is too large for every agreement to be looked at. Stages shown as one number are counted "
    "exactly by summing over one issue after another; an interval is certain to hold the count, and its ends "
    "follow from what each signer accepts by itself (Fréchet 1935). The agreements listed are found by "
    "branch and bound (Land and Doig 1960; Geoffrion 1974)."
)

OBJECTIONS_METHOD = "The agreement is held against every condition, every red line and every no-deal value in turn."

VIEWS = {True: "accepts", False: "refuses", None: "no view on signing"}
"""Whether someone would sign, in words."""


def allowed_first(case: Case, allowed: Allowed) -> str:
    """What is counted, in a first look at a drafted case, and who is taken to sign."""
    drafts = counted(allowed.drafts, "of them is a draft", "of them are drafts")
    drafts = f"{drafts} that nobody has confirmed" if allowed.drafts else "none of them is a draft"
    said = f"Counted are red lines and conditions alone; {drafts}."
    if allowed.supposed:
        names = listed(_name(case, party) for party in allowed.signers)
        one = len(allowed.signers) == 1
        counts = "counts as a signer, since it has a red line" if one else "count as signers, since they have red lines"
        return f"{said} Nobody is marked as signing; {names} {counts}."
    return said if allowed.signers else f"{said} Nobody signs or has a red line."


def allowed_answer(allowed: Allowed) -> str:
    """How many agreements red lines and conditions leave."""
    of = f"of {agreements(allowed.all, 'possible')}"
    low, high = allowed.red_lines.low, allowed.red_lines.high
    if low != high:
        return f"Between {low:,} and {high:,} {of} are coherent and cross no red line."
    if low > 1:
        return f"{low:,} {of} are coherent and cross no red line."
    if low == 1:
        return f"1 {of} is coherent and crosses no red line."
    if not allowed.coherent.high:
        return f"None {of} is coherent: the conditions exclude each other."
    return f"None {of} is coherent and crosses no red line."


def allowed_caveats(case: Case, allowed: Allowed) -> tuple[str, ...]:
    """What a reader must know of a first look at a drafted case."""
    return (
        allowed_first(case, allowed),
        *not_as_in_the_file(case),
        "An agreement that crosses no red line need not be worth signing to anybody: judge interests, then ask without "
        "drafts.",
    )


def agreements(number: int, kind: str = "") -> str:
    """A number of agreements: "0 agreements", "1 coherent agreement"."""
    return f"{number:,} {f'{kind} ' if kind else ''}{'agreement' if number == 1 else 'agreements'}"


def answer(case: Case, funnel: Funnel) -> str:
    """How many agreements are possible; where none is, at which stage the last ones are lost."""
    of = f"of {agreements(funnel.all, 'possible')}"
    if case.by_rule and funnel.coherent:
        return _by_rule(case, funnel, of)
    if funnel.zopa:
        return _left(funnel.zopa, of)
    if not funnel.coherent:
        return f"None {of} is coherent: the conditions exclude each other."
    if funnel.coherent == 1 and not funnel.red_lines:
        return f"There is no agreement: 1 {of} is coherent, but it crosses at least one red line."
    if not funnel.red_lines:
        return f"There is no agreement: {funnel.coherent:,} {of} are coherent, but each crosses at least one red line."
    if funnel.red_lines == 1:
        reached = f"1 {of} is coherent and crosses no red line, but it is not worth at least no deal to every signer."
    else:
        reached = (
            f"{funnel.red_lines:,} {of} are coherent and cross no red line, "
            "but none is worth at least no deal to every signer."
        )
    return f"There is no agreement: {reached}{_who_refuses_all(case, funnel)}"


def bounded_answer(case: Case, bounds: Bounds) -> str:
    """Between which numbers the agreements that are possible lie."""
    of = f"of {agreements(bounds.all, 'possible')}"
    low, high = bounds.zopa.low, bounds.zopa.high
    if bounds.zopa.exact:
        return _left(low, of)
    return f"Between {low:,} and {high:,} {of} {_WORTH_SIGNING}."


def _by_rule(case: Case, funnel: Funnel, of: str) -> str:
    """The same where a rule, bodies at home or spoilers decide as well."""
    if funnel.by_rule:
        has = "is coherent and has" if funnel.zopa == 1 else "are coherent and have"
        said = f"{funnel.zopa:,} " if funnel.zopa else "None "
        said += f"{of} {has} the consent that is needed ({consent_rule(case)})"
    else:
        said = _left(funnel.zopa, of).removesuffix(".")
    later = []
    if funnel.ratified is not None and funnel.zopa:
        later.append(_of_these(funnel.zopa, funnel.ratified, RATIFIED))
    if funnel.unspoiled is not None and (before := funnel.zopa if funnel.ratified is None else funnel.ratified):
        later.append(_of_these(before, funnel.unspoiled, SURVIVES))
    end = "" if funnel.possible else " There is no agreement."
    return f"{'; '.join([said, *later])}.{end}"


RATIFIED = ("is ratified at home", "are ratified at home", "is not ratified at home")
SURVIVES = ("survives the spoilers", "survive the spoilers", "does not survive the spoilers")
"""What a stage says of one agreement, of several, and of one that it takes away."""


def _of_these(before: int, left: int, stage: tuple[str, str, str]) -> str:
    """How many of some agreements a stage leaves: "none of them is ratified at home"."""
    one, several, not_one = stage
    if before == 1:
        return f"it {one if left else not_one}"
    return f"{left:,} of them {several}" if left > 1 else f"{left or 'none'} of them {one}"


_WORTH_SIGNING = "are coherent, cross no red line and are worth at least no deal to every signer"


def _left(number: int, of: str) -> str:
    if number > 1:
        return f"{number:,} {of} {_WORTH_SIGNING}."
    one = "is coherent, crosses no red line and is worth at least no deal to every signer"
    return f"{number or 'None'} {of} {one}."


def _who_refuses_all(case: Case, funnel: Funnel) -> str:
    blockers = [_name(case, signer.party) for signer in funnel.signers if signer.removes == funnel.red_lines]
    them = "it" if funnel.red_lines == 1 else "them all"
    if len(blockers) == 1:
        return f" {blockers[0]} alone would refuse {them}."
    return f" {listed(blockers)} would each refuse {them}." if blockers else ""


def caveats(case: Case, result: Funnel | Bounds) -> tuple[str, ...]:
    """What a reader must know beside the standing caveats: who counts as indifferent, and what is not exact."""
    indifferent = [
        f"{_name(case, party)} states no interest in {listed(silent)} and counts as indifferent there."
        for party in case.signers()
        if (silent := [case.issues[i].name for i in case.issues if i not in case.interest_of(party).issues])
    ]
    found = standing_caveats(case, *remarks(case, result))
    told = (*_asked(case), *_rounded(case, result), *_between_steps(case, result), *_bounded(result))
    return (*found, *indifferent, *told)


def _asked(case: Case) -> tuple[str, ...]:
    """What is not counted where a rule decides: bodies that nobody can rate."""
    asked = case.asked()
    unrated = [party.name for name, party in case.everyone().items() if party.passes is not None and name in asked]
    return (f"{listed(unrated)} {'counts' if len(unrated) == 1 else 'count'} as saying yes here.",) if unrated else ()


def _rounded(case: Case, result: Funnel | Bounds) -> tuple[str, ...]:
    if not result.rounded:
        return ()
    names = listed(_name(case, party) for party in result.rounded)
    return (
        f"The judgements of {names} have too many digits to be added without rounding; "
        "worths within 1e-9 of the scale count as equal.",
    )


def _between_steps(case: Case, result: Funnel | Bounds) -> tuple[str, ...]:
    """What is left out because amounts are settled in steps; nothing where that makes no difference."""
    most = {party: at_most(more) for party, more in result.between_steps.items() if more}
    if not most:
        return ()
    points = (f"{more} point{'' if more == '1.0' else 's'} for {_name(case, party)}" for party, more in most.items())
    said = "Amounts are settled in steps; an agreement between two steps may be worth more than one on them, by at most"
    return (f"{said} {listed(points)}.",)


def _bounded(result: Funnel | Bounds) -> tuple[str, ...]:
    if isinstance(result, Funnel):
        return ()
    interval = "" if result.zopa.exact else ", and the last stage is an interval"
    counted_if = f"up to {result.countable:,} are, or as many as is asked for with `count`"
    said = f"{result.all:,} agreements were not looked at one by one ({counted_if}){interval}. Nothing was sampled."
    return (f"{said}{_sure(result)}",)


def _sure(bounds: Bounds) -> str:
    """Whether those listed are the best; nothing where none is."""
    if not bounds.left:
        return ""
    if not bounds.left_exact:
        return " The search for the best was cut off: others may be better than those listed."
    if len(bounds.left) == bounds.zopa.high:
        return " All that are possible are listed."
    return " No other is better for the worst-off signer, or as good for it and better in sum, than those listed."


def objections_answer(case: Case, objections: Objections) -> str:
    """Whether one agreement is possible, and who or what stands against it."""
    names = listed(_name(case, party) for party in objections.against)
    if broken := len(objections.conditions_broken):
        said = f"This agreement is not coherent: it breaks {counted(broken, 'condition', 'conditions')}"
        return f"{said}, and {names} would refuse it." if names else f"{said}."
    if names:
        return f"This agreement is coherent, but {names} would refuse it."
    return "This agreement is possible: it is coherent, crosses no red line and every signer prefers it to no deal."


def refused(case: Case, view: View) -> str:
    """Which red lines of someone an agreement crosses: "will not sign x=q (declared)"."""
    lines = case.named_red_lines()
    return listed(f"will not sign {never(lines[name])} ({lines[name].firmness})" for name in view.red_lines)


def _name(case: Case, party: str) -> str:
    return case.everyone()[party].name
