"""Red lines, conditions and linkages: the entries that stand in lists and hold combinations of options."""

from __future__ import annotations

from comity.case.estimate import Estimate
from comity.case.model import Case, Condition, Linkage, RedLine
from comity.papers.option_words import capital, named, refuses, shorts
from comity.web.entries.combination import terms_field
from comity.web.entries.evidence import evidence_field
from comity.web.entries.in_list import FIRMNESS, dated, in_list, parties, unchosen, why
from comity.web.entries.kind import CONFIDENCES, Line, because_field
from comity.web.forms import Field, select
from comity.web.sheet import number_words


def _line(red: RedLine, case: Case, number: int) -> Line:
    further = ("may be read otherwise",) if red.or_reads else ()
    notes = (red.firmness, *dated(case, red), *further)
    return Line(str(number), f"{capital(named(case, red.party))} {refuses(case, red)}.", notes, *why(red))


def _condition(rule: Condition, case: Case, number: int) -> Line:
    says = f"Where there is {shorts(case, rule.if_)}, there must be {shorts(case, rule.then)}."
    return Line(str(number), says, dated(case, rule), *why(rule))


def _linkage(link: Linkage, case: Case, number: int) -> Line:
    says = f"{capital(named(case, link.party))}: {points_words(link.adds)} where there is {shorts(case, link.when)}."
    return Line(str(number), says, dated(case, link), *why(link))


def points_words(adds: Estimate) -> str:
    """What a linkage adds, in words: "4 to 10 points more", "4 to 12 points less"."""
    if adds.low >= 0:
        return f"{number_words(adds)} points more"
    if adds.high <= 0:
        least, most = f"{-adds.high:.12g}", f"{-adds.low:.12g}"
        return f"{least} to {most} points less" if adds.is_range else f"{most} points less"
    return f"from {-adds.low:.12g} points less to {adds.high:.12g} more"


def _red_line_fields(case: Case, red: RedLine | None) -> tuple[Field, ...]:
    held = red.unless if red else {}
    return (
        select("party", "Party", red.party if red else "", (*unchosen(red), *parties(case)), ("party",)),
        terms_field(
            case,
            "never",
            "Will not sign",
            red.never if red else {},
            ("never",),
            "Tick the options that it refuses, compare amounts. Of several issues: it refuses them together only.",
        ),
        terms_field(
            case, "unless", "Unless with", held, ("unless",), "What lifts it, if anything does. Mostly nothing."
        ),
        select("firmness", "How firm", red.firmness if red else "", (*unchosen(red), *FIRMNESS), ("firmness",)),
        because_field(red.because if red else ""),
        evidence_field(case, red),
    )


def _condition_fields(case: Case, rule: Condition | None) -> tuple[Field, ...]:
    return (
        terms_field(case, "if", "Where there is", rule.if_ if rule else {}, ("if",)),
        terms_field(case, "then", "There must be", rule.then if rule else {}, ("then",)),
        because_field(rule.because if rule else ""),
        evidence_field(case, rule),
    )


def _linkage_fields(case: Case, link: Linkage | None) -> tuple[Field, ...]:
    hint = "Points from -100 to 100, or a range: 5..15. Below 0 they are lost."
    return (
        select("party", "Party", link.party if link else "", (*unchosen(link), *parties(case)), ("party",)),
        terms_field(case, "when", "Where there is", link.when if link else {}, ("when",)),
        Field("adds", "It has more by", link.adds.words() if link else "", hint=hint, path=("adds",)),
        select("confidence", "Confidence", (link.confidence or "") if link else "", CONFIDENCES, ("confidence",)),
        because_field(link.because if link else ""),
        evidence_field(case, link),
    )


RED_LINES = in_list(
    "red_lines",
    "Red lines",
    "What a party will not sign, whatever else is agreed.",
    "Add a red line",
    "red line",
    _line,
    _red_line_fields,
    {
        "party": "choose whose red line it is",
        "never": "tick what it will not sign",
        "firmness": "choose how firm it is",
    },
    none="None yet. Put down what a party has ruled out, however good the rest: no agreement that crosses it is left, "
    "so say why, and where that stands.",
)
CONDITIONS = in_list(
    "conditions",
    "Conditions",
    "What makes an agreement fit together, whoever likes it.",
    "Add a condition",
    "condition",
    _condition,
    _condition_fields,
    {"if": "tick what the condition is about", "then": "tick what there must be with it"},
    none="None yet. Put down what hangs together whoever likes it, as monitors need a ceasefire: what does not fit "
    "together is then left out.",
)
LINKAGES = in_list(
    "linkages",
    "Linkages",
    "What a combination of options is worth to a party beyond its parts.",
    "Add a linkage",
    "linkage",
    _linkage,
    _linkage_fields,
    {"party": "choose whose worth it changes", "when": "tick what it is about", "adds": "write by how many points"},
    none="None yet. Needed only where a party likes two things more, or less, together than each by itself: land with "
    "a guarantee.",
)
