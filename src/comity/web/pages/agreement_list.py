"""The possible agreements as a list: filtered by what they settle how, in an order that is chosen, fifty at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import Response

from comity.case.model import Case
from comity.case.wording import listed
from comity.papers.option_words import capital
from comity.problem import Problems
from comity.web.deals.deal import OF, misnamed, points, terms_of, written
from comity.web.ordinal import ordinal
from comity.web.rendering import page
from comity.web.visit import Visit, route

if TYPE_CHECKING:
    from comity.questions.agreement.funnel import AgreementLeft
    from comity.questions.agreement.listing import Listing

AT_A_TIME = 50


@dataclass(frozen=True)
class Filter:
    """One issue to filter by: its field, its name, what is chosen, the options with how many agreements have them; of
    an amount what of it agreements have, and what is wrong with what is typed."""

    name: str
    label: str
    value: str
    options: tuple[dict[str, str], ...]
    hint: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Row:
    """One agreement of the list: its number in it, its terms where the list differs, those that divide most before the
    rest; gains by signer, its address."""

    number: int
    terms: str
    rest: str
    gains: tuple[str, ...]
    written: str


def filters(case: Case, found: Listing, terms: dict[str, str], typed: Mapping[str, str]) -> tuple[Filter, ...]:
    """A field an issue, those that divide most first; an option that none has is left out, unless it is chosen.

    typed: what was sent, which an amount keeps where it is no step.
    """
    from comity.papers.candidates import divides

    made, wrong = [], misnamed(case, typed)
    for issue, _ in divides(case):
        stated, counts = case.issues[issue], found.having[issue]
        if stated.steps is not None:
            having = sorted((option for option in stated.options if counts.get(option)), key=stated.steps.place)
            hint = f"They have {listed(stated.listed(tuple(having)), 'or')}." if having else "None has any."
            value = typed.get(f"{OF}{issue}", "") if issue in wrong else terms.get(issue, "")
            made.append(Filter(f"{OF}{issue}", stated.name, value, (), hint, wrong.get(issue, "")))
            continue
        options = [{"value": "", "says": "any"}]
        options += [
            {"value": option, "says": f"{case.label(issue, option)} ({counts[option]:,})"}
            for option in stated.options
            if counts[option] or terms.get(issue) == option
        ]
        made.append(Filter(f"{OF}{issue}", stated.name, terms.get(issue, ""), tuple(options)))
    return tuple(made)


def rows(case: Case, found: Listing) -> tuple[Row, ...]:
    """The agreements of the page, by the issues on which they differ."""
    from comity.papers.candidates import HEADLINE_ISSUES, divides

    several = [each.agreement.options for each in found.listed]
    differing = [issue for issue, _ in divides(case) if len({terms[issue] for terms in several}) > 1]
    told = differing or list(case.issues)
    return tuple(
        Row(
            found.first + at,
            _in_words(case, each, told[:HEADLINE_ISSUES]),
            _in_words(case, each, told[HEADLINE_ISSUES:]),
            tuple(points(gain, signed=True) for gain in each.gains.values()),
            written(each.agreement.options),
        )
        for at, each in enumerate(found.listed, 1)
    )


def _in_words(case: Case, left: AgreementLeft, issues: Sequence[str]) -> str:
    from comity.papers.option_words import titled

    return capital(", ".join(titled(case, issue, left.agreement.options[issue]) for issue in issues))


def show(visit: Visit) -> Response:
    """The page."""
    told: dict[str, Any] = {"found": None, "problems": (), "filters": (), "rows": (), "best": ()}
    try:
        case = visit.case.live.case
    except Problems as wanting:
        return page(visit, "agreement_list.html.j2", **told | {"problems": wanting.problems})
    from comity.questions.agreement.listing import listing

    terms, by, first = terms_of(case, visit.asked), _order(case, visit), _first(visit)
    found = listing(case, terms, by, first, AT_A_TIME) if case.signers() else None
    if found is not None and found.listed == () and first:
        first = 0
        found = listing(case, terms, by, first, AT_A_TIME)
    if found is None:
        return page(visit, "agreement_list.html.j2", **told)
    compared = visit.request.query_params.getlist("with")
    signers = tuple(case.everyone()[party].name for party in (found.listed[0].gains if found.listed else ()))
    return page(
        visit,
        "agreement_list.html.j2",
        **told
        | {
            "found": found,
            "filters": filters(case, found, terms, visit.asked),
            "filtered": bool(terms),
            "rows": rows(case, found),
            "signers": signers,
            "orders": _orders(case),
            "by": by,
            "compared": compared,
            "before": _address(visit, terms, by, max(0, first - AT_A_TIME)) if first else None,
            "after": _address(visit, terms, by, first + AT_A_TIME) if first + AT_A_TIME < found.number else None,
        },
    )


def _orders(case: Case) -> tuple[dict[str, str], ...]:
    from comity.agreements.worth import Payoff

    own = [party for party in Payoff.of(case).worths if party not in ("least", "sum")]
    return (
        {"value": "least", "says": "best for who gains least"},
        {"value": "sum", "says": "largest sum of gains"},
        *({"value": party, "says": f"best for {case.everyone()[party].name}"} for party in own),
    )


def _order(case: Case, visit: Visit) -> str:
    asked = visit.asked.get("by", "least")
    return asked if any(order["value"] == asked for order in _orders(case)) else "least"


def _first(visit: Visit) -> int:
    return ordinal(visit.asked.get("first", "")) or 0


def _address(visit: Visit, terms: dict[str, str], by: str, first: int) -> str:
    asked = [(f"{OF}{issue}", option) for issue, option in terms.items()]
    with_ = [("with", each) for each in visit.request.query_params.getlist("with")]
    return f"?{urlencode([*asked, ('by', by), ('first', str(first)), *with_])}"


ROUTES = [route("/case/{case}/agreements/list", show)]
