"""The findings of a case on one page: the numbers, and the page made from them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from comity.agreements.arguments import one_of, refuse_nonsense
from comity.agreements.space import Agreement, Space
from comity.agreements.suppose import supposed
from comity.case.model import Case
from comity.figure import Shown
from comity.finding import Finding, short
from comity.papers.candidates import MOST, Candidate, Candidates, candidates
from comity.papers.one_page import boxes, fit, table, words
from comity.papers.one_page.check_first import check_first
from comity.papers.one_page.evidence import evidence
from comity.papers.one_page.hangs_on import hangs_on
from comity.papers.one_page.keeping import keeping
from comity.papers.one_page.obstacles import Obstacles, obstacles
from comity.papers.one_page.openings import Openings, openings
from comity.papers.one_page.result import Numbers
from comity.papers.one_page.sheet import Sheet
from comity.papers.one_page.since import box, since
from comity.papers.one_page.trades import trades
from comity.papers.one_page.verdict import verdict
from comity.papers.one_page.way_there import way_there
from comity.papers.one_page.widening import widening
from comity.papers.running import running
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel
from comity.questions.deadlock.answer import Answer, deadlock
from comity.questions.deadlock.closed import Deadlock
from comity.questions.durability.result import Durability
from comity.questions.unanimity import rule_is_followed


@dataclass(frozen=True, repr=False)
class OnePage(Shown):
    """The findings of a case on one page.

    numbers: what the page says, typed; sheet: the page as words in boxes, cut so that it fits one sheet of A4.
    """

    numbers: Numbers
    sheet: Sheet

    def __repr__(self) -> str:
        head = f"One page: {self.sheet.title}. {self.sheet.subtitle}"
        return short([head, self.sheet.headline.text, self.sheet.lead.text])

    def _repr_html_(self) -> str | None:
        return self.sheet._repr_html_()

    @property
    def data(self) -> dict[str, Any]:
        """The numbers as plain values, with the sentences that are made of them."""
        said = [{"words": each.text, "of": list(each.of)} for each in self.sheet.sentences()]
        return {"title": self.sheet.title, **self.numbers.json(), "sentences": said}

    def json(self) -> str:
        """The numbers for other programs, with the sentences."""
        return json.dumps(self.data, ensure_ascii=False, indent=2, default=str)


def one_page(
    case: Case,
    *,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    author: str = "",
    marking: str = "",
    possible: Finding[Funnel | Bounds] | None = None,
    blocked: Finding[Answer] | None = None,
    lasts: Finding[Durability] | None = None,
    earlier: Case | None = None,
) -> OnePage:
    """The findings of a case on one page: the answer, two or three agreements in words, and what stands in the way.

    without, suppose: red lines and conditions to leave out, and what to suppose beside the file, as in
    `comity.agreements.suppose`; the page says so on top. author, marking: who answers for it and who may see it, those
    of the case where not given. possible, blocked, lasts: the answers to `agreement`, `deadlock` and `durability` for
    the same case, where they were asked already. Whole proposals of the case stand before the agreements that are
    computed. earlier: the last version of the case, where the page is to tell what has changed since. Raises Problems
    for what is not in the case, for a last version with other issues or options, and for arguments of a wrong kind.
    """
    refuse_nonsense(case, one_of("earlier", earlier, Case), without=without, suppose=suppose)
    case = supposed(case, without, suppose)
    numbers = _numbers(case, possible, blocked, lasts)
    sheet = _sheet(case, numbers, author or case.author or "", marking or case.marking or "")
    if earlier is not None:
        changed = since(case, earlier)
        numbers = replace(numbers, since=changed)
        sheet = replace(sheet, left=(box(case, earlier, changed), *sheet.left))
    return OnePage(numbers, fit.fitted(sheet))


def _numbers(
    case: Case,
    possible: Finding[Funnel | Bounds] | None,
    blocked: Finding[Answer] | None,
    lasts: Finding[Durability] | None,
) -> Numbers:
    found = at_once(case, possible, blocked)
    return replace(found, keeping=keeping(case, put_forward(found), None if lasts is None else lasts.result))


def at_once(
    case: Case, possible: Finding[Funnel | Bounds] | None = None, blocked: Finding[Answer] | None = None
) -> Numbers:
    """The numbers of the page but how long its agreements would last; possible, blocked: as in `one_page`."""
    possible = possible or agreement(case, show=0)
    result = possible.result
    least = result.zopa.low if isinstance(result, Bounds) else result.possible
    if not rule_is_followed(case):
        blocked = None  # it asks for the yes of everybody, which decides nothing here
    elif blocked is None and not least and case.signers():
        blocked = deadlock(case)
    found = verdict(case, possible, blocked)
    proposed = pinned(case)
    asked = case.signers() and (found.possible or proposed)
    chosen = candidates(case, proposed) if asked else candidates(case, most=0)
    ways = None
    if blocked is not None and isinstance(blocked.result, Deadlock):
        as_filed = possible.supposed.get("as_in_the_file")
        names = [demand.name for demand in found.clash]
        ways = openings(case, blocked.result, result, names, as_filed if isinstance(as_filed, int) else None)
    told = _told(chosen, ways)
    hangs = hangs_on(case)
    return Numbers(
        verdict=found,
        evidence=evidence(case),
        candidates=chosen,
        openings=ways,
        trades={each.letter: trades(case, each.agreement, chosen.headline) for each in told},
        keeping=None,
        obstacles=obstacles(case, result) if case.signers() else Obstacles(None, None, None),
        widening=widening(result, hangs),
        hangs_on=hangs,
        check_first=check_first(case, result.proposals),
        way_there=way_there(case),
    )


def put_forward(numbers: Numbers) -> list[Agreement]:
    """The agreements that the page tells of: the candidates, or those that openings would leave."""
    return [each.agreement for each in _told(numbers.candidates, numbers.openings)]


def _told(chosen: Candidates, ways: Openings | None) -> list[Candidate]:
    return [way.safest for way in ways.ways if way.safest] if ways else list(chosen.chosen)


def pinned(case: Case) -> Mapping[str, Agreement]:
    """The whole proposals of a case: what was agreed first, then the latest, then by name; at most three."""
    issues = Space.of(case).issues
    whole = {name: each for name, each in case.proposals.items() if set(each.terms) == set(issues)}
    days = {name: each.date.toordinal() if each.date else 0 for name, each in whole.items()}
    order = sorted(whole, key=lambda name: (name != case.outcome, -days[name], name))
    return {name: Agreement({issue: whole[name].terms[issue] for issue in issues}) for name in order[:MOST]}


def _sheet(case: Case, numbers: Numbers, author: str, marking: str) -> Sheet:
    """The page as words, whole."""
    way = (boxes.to_widen(case, numbers), boxes.not_helping(case, numbers), boxes.to_come_to_it(case, numbers))
    left = (boxes.in_the_way(case, numbers), *way)
    right = (boxes.what_it_hangs_on(case, numbers), boxes.to_check(case, numbers))
    would = "would get" if numbers.openings is not None else "gets"
    return Sheet(
        title=case.title,
        subtitle=words.subtitle(case, author),
        marking=marking,
        supposed=words.supposed(case),
        headline=words.headline(numbers.verdict, case.by_rule),
        lead=words.lead(case, numbers),
        questions=words.questions(case, numbers) if case.signers() else (),
        heading=table.heading(case, numbers),
        columns=table.columns(case, numbers, author),
        rows=table.rows(case, numbers),
        left=tuple(box for box in left if box),
        right=tuple(box for box in right if box),
        foot=words.foot(case, numbers),
        trades_heading=f"What each {would} most, and for what",
        made=running(case).foot,
    )
