"""What the table of the page says: each agreement in words, what each signer gets, how safe it is, how it lasts."""

from __future__ import annotations

from collections.abc import Sequence

from comity.case.model import Case
from comity.case.wording import listed
from comity.finding import Band
from comity.papers.candidates import Candidate
from comity.papers.one_page.keeping import Lasts
from comity.papers.one_page.openings import Way
from comity.papers.one_page.result import Numbers
from comity.papers.one_page.sheet import Column, Row, Run, Sentence, sentence, strong
from comity.papers.one_page.trades import Trade
from comity.papers.one_page.words import all_sign
from comity.papers.opening_words import FIRMNESS, whose_yes
from comity.papers.option_words import bare, capital, named, number, refuses, says, short, shorts, titled, traded
from comity.papers.titles import titles
from comity.questions.deadlock.demands import Softening
from comity.questions.durability.lasting import Cause
from comity.questions.durability.words import years
from comity.questions.sureness import of_100

BREAKS: dict[Cause, str] = {
    "rebuilding": "rebuilding",
    "land": "the land held",
    "decay": "a pledge that fades",
    "wavering": "a wavering guarantor",
    "first_strike": "a first strike",
    "today": "today’s odds",
}
"""What breaks an agreement, in the fewest words (`comity.questions.durability.words.CAUSES` has sentences)."""


def shown(numbers: Numbers) -> list[Candidate]:
    """The agreements of the table: the candidates, or, where none is possible, those that openings would leave."""
    if numbers.openings is None:
        return list(numbers.candidates.chosen)
    return [way.safest for way in numbers.openings.ways if way.safest is not None]


def heading(case: Case, numbers: Numbers) -> str:
    """What the table shows."""
    if numbers.openings is not None:
        ways = len(numbers.openings.ways)
        if ways == 1:
            return "One way to open it, and the agreement that it would leave"
        return f"{capital(number(ways))} ways to open it, and the agreement that each would leave"
    several, pinned = numbers.candidates.chosen, any(each.proposal for each in numbers.candidates.chosen)
    if not several:
        return ""
    count = capital(number(len(several)))
    if case.by_rule:
        return (
            f"{count} different agreements that have the consent needed, as judged"
            if len(several) > 1
            else ("One agreement that has the consent needed, as judged")
        )
    if pinned or any(each.broken for each in several):
        return f"{count} agreements beside each other" if len(several) > 1 else "The agreement that was put forward"
    who = all_sign(numbers.verdict.signers)
    if len(several) == 1:
        return f"One agreement that {who} would sign, as judged"
    return f"{count} different agreements that {who} would sign, as judged"


def columns(case: Case, numbers: Numbers, author: str) -> tuple[Column, ...]:
    """The heads of the agreements."""
    if numbers.openings is not None:
        ways = [way for way in numbers.openings.ways if way.safest is not None]
        return tuple(Column(str(way.number), _way_title(case, way)) for way in ways)
    names = titles(case, [each.agreement for each in numbers.candidates.chosen])
    return tuple(
        Column(each.letter, sentence(title, of="doubt.agreement.agreement"), _chosen_by(case, each, author))
        for each, title in zip(numbers.candidates.chosen, names, strict=True)
    )


def _chosen_by(case: Case, candidate: Candidate, author: str) -> str:
    """Who put an agreement forward that was not computed."""
    if not candidate.proposal:
        return ""
    proposal = case.proposals[candidate.proposal]
    if case.outcome == candidate.proposal:
        return "agreed"
    if proposal.by:
        return f"proposed by {named(case, proposal.by)}"
    return f"chosen by {author}" if author else "chosen, not computed"


def _way_title(case: Case, way: Way) -> Sentence:
    """What an opening is called: "Frozen line, accepted by Russia"."""
    said = [_given(case, softening) for softening in way.softenings]
    return sentence(capital(listed(said)), of="deadlock.concessions.steps")


def _given(case: Case, softening: Softening) -> str:
    """What a demand that gives way would let pass."""
    demand = softening.demand
    if demand.points is not None:
        return f"less asked for by {named(case, demand.party)}"
    never = case.named_red_lines()[demand.name].never
    to = [step.to for step in softening.steps]
    let = never if to[0] is None else {next(iter(never)): tuple(map(str, to))}
    parts = [
        listed(
            [titled(case, issue, option) for option in options]
            if case.issues[issue].steps is None
            else case.issues[issue].listed(options),
            "or",
        )
        for issue, options in let.items()
    ]
    return f"{' with '.join(parts)}, accepted by {named(case, demand.party)}"


# Rows


def rows(case: Case, numbers: Numbers) -> tuple[Row, ...]:
    """The rows of the table."""
    several = shown(numbers)
    if not several:
        return ()
    found: list[Row] = []
    if numbers.openings is not None:
        ways = [way for way in numbers.openings.ways if way.safest is not None]
        found.append(Row("Who must move", tuple(_mover(case, way) for way in ways), "terms"))
        found.append(Row("It would leave", tuple(_leaves(case, way) for way in ways), "terms"))
    found += _terms(case, numbers, several)
    found += _trades(case, numbers, several)
    found += [_signs(case, numbers, several), _refuses(case, numbers, several), *_lasts(numbers, several)]
    return tuple(found)


def _mover(case: Case, way: Way) -> Sentence:
    """Who would have to give way, and how firm what it would give up is."""
    said = []
    for softening in way.softenings:
        demand, who = softening.demand, capital(named(case, softening.demand.party))
        if demand.points is not None:
            to = softening.steps[-1].to
            points = "any outcome" if to is None else f"{float(to):g} points instead of {demand.points:g}"
            said.append(f"{who} would have to be content with {points}.")
        else:
            said.append(f"{who} would have to give up a refusal {FIRMNESS[demand.firmness]}.")
    return sentence(" ".join(said), of=["deadlock.concessions.steps", "deadlock.demands.points"])


def _leaves(case: Case, way: Way) -> Sentence:
    number = f"{way.leaves.number:,} {'agreement' if way.leaves.number == 1 else 'agreements'}"
    least = number if way.leaves.complete else f"At least {number}"
    last = "The safest:" if way.safest is not None and way.safest.share is not None else "One of them:"
    last = "It is this:" if way.leaves.number == 1 and way.leaves.complete else last
    of = ["deadlock.concessions.opens", *(["deadlock.concessions.consent"] if way.consent else [])]
    return sentence(f"{least}{whose_yes(case, way.consent)}. {last}", of=of)


def _terms(case: Case, numbers: Numbers, several: Sequence[Candidate]) -> list[Row]:
    """What all agreements settle alike, once; then the rest of each, shortly where it is as in the first."""
    issues = [issue for issue, _ in numbers.candidates.divides]
    of = "doubt.agreement.agreement"
    if len(several) == 1:
        return [Row("It says", (_said(case, several[0], issues, of),), "terms")]
    alike = [issue for issue in issues if len({each.agreement.options[issue] for each in several}) == 1]
    rest = [issue for issue in issues if issue not in alike]
    head = {2: "In both", 3: "In all three"}.get(len(several), "In all")
    found = [Row(head, (_said(case, several[0], alike, of),), "terms")] if alike else []
    first, *others = several
    cells = [_said(case, first, rest, of)]
    for each in others:
        own = [issue for issue in rest if each.agreement.options[issue] != first.agreement.options[issue]]
        as_first = [issue for issue in rest if issue not in own]
        cells.append(_said(case, each, own, of, _as_in(case, first, as_first)))
    return [*found, Row("In this one", tuple(cells), "terms")] if rest else found


def _said(case: Case, candidate: Candidate, issues: Sequence[str], of: str, last: str = "") -> Sentence:
    """Some terms of an agreement, a run each, so that the last ones can be left out where there is no room."""
    return sentence(*(says(case, issue, candidate.agreement.options[issue]) for issue in issues), last, of=of)


def _as_in(case: Case, first: Candidate, issues: Sequence[str]) -> str:
    if not issues:
        return ""
    phrases = [bare(short(case, issue, first.agreement.options[issue])) for issue in issues]
    return f"As in {first.letter}: {listed(phrases)}."


def _trades(case: Case, numbers: Numbers, several: Sequence[Candidate]) -> list[Row]:
    """What each signer gets most by each agreement, and for what."""
    found = []
    for party in numbers.verdict.signers:
        cells = []
        for each in several:
            trade = next((of for of in numbers.trades[each.letter] if of.party == party), None)
            cells.append(sentence(_trade(case, each, trade), of="case.interests"))
        if any(of.party == party for each in several for of in numbers.trades[each.letter]):
            found.append(Row(case.everyone()[party].name, tuple(cells), "trade"))
    return found


def _trade(case: Case, candidate: Candidate, trade: Trade | None) -> str:
    if trade is None or not (trade.gets or trade.gives):
        return "nothing either way"
    gets, gives = (
        listed([traded(case, issue, candidate.agreement.options[issue]) for issue in issues])
        for issues in (trade.gets, trade.gives)
    )
    return f"{gets or 'little'}, for {gives or 'little'}"


def _signs(case: Case, numbers: Numbers, several: Sequence[Candidate]) -> Row:
    """In how many readings all accept each agreement."""
    head = f"{capital(all_sign(numbers.verdict.signers))} sign"
    if len(numbers.verdict.signers) == 1:
        head = "It is signed"
    if case.by_rule and all(each.share is not None for each in several):
        head = "It passes"
    of = ["doubt.agreement.share"]
    if any(each.share is None for each in several):
        cells = tuple(sentence(strong(_as_judged(case, each)), of="agreement.left.gains") for each in several)
        return Row("Who signs" if case.by_rule else head, cells, "figure")
    shares = [each.share or 0.0 for each in several]
    cells = tuple(sentence(strong(f"{of_100(share)} readings"), of=of) for share in shares)
    return Row(head, cells, "figure", tuple(shares))


def _as_judged(case: Case, candidate: Candidate) -> str:
    """Who accepts an agreement with every judgement in the middle of its range."""
    if _unmet(case, candidate):
        return "no, as judged"
    content = [each.party for each in candidate.signers if each.party not in _against(case, candidate)]
    if len(content) == len(candidate.signers):
        return "yes, as judged" if not case.by_rule else "all, as judged"
    return f"{number(len(content))} of {len(candidate.signers)}, as judged"


def _against(case: Case, candidate: Candidate) -> tuple[str, ...]:
    """Who refuses an agreement in the middle of all ranges, by its red lines or because no deal is worth more."""
    lines = case.named_red_lines()
    crossed = {lines[name].party for name in candidate.broken if name in lines}
    return tuple(
        each.party
        for each in candidate.signers
        if each.gain < -1e-9 or crossed & {each.party, *case.groups_of(each.party)}
    )


def _refuses(case: Case, numbers: Numbers, several: Sequence[Candidate]) -> Row:
    """Who refuses each agreement first."""
    of = ["doubt.agreement.signers.refuses"]
    cells = []
    for each in several:
        against, first = _against(case, each), each.first
        if unmet := _unmet(case, each):
            cells.append(sentence(f"does not hold together: {unmet}", of="agreement.stages"))
        elif each.broken and against:
            lines = case.named_red_lines()
            drawn = [name for name in each.broken if name in lines]
            said = (
                f"{listed([case.everyone()[party].name for party in against])}: {refuses(case, lines[drawn[0]])}"
                if (drawn and len(against) == 1)
                else listed([case.everyone()[party].name for party in against])
            )
            cells.append(sentence(said, of="agreement.removed.red_lines"))
        elif each.share is None:
            names = listed([case.everyone()[party].name for party in against])
            cells.append(sentence(names or "nobody, as judged", of="agreement.left.gains"))
        elif first is None or not first.share:
            cells.append(sentence("nobody, in no reading", of=of))
        else:
            cells.append(sentence(f"{case.everyone()[first.party].name} first, in {of_100(first.share)}", of=of))
    return Row("Who refuses", tuple(cells), "figure")


def _unmet(case: Case, candidate: Candidate) -> str:
    """The first condition that an agreement breaks, in words; empty where it meets all."""
    rules = case.named_conditions()
    broken = next((rules[name] for name in candidate.broken if name in rules), None)
    return f"{shorts(case, broken.if_)} needs {shorts(case, broken.then)}" if broken else ""


NOT_ASKED = "not asked: nothing is judged about keeping it"
"""How long an agreement lasts where the case has no contest."""


def _lasts(numbers: Numbers, several: Sequence[Candidate]) -> list[Row]:
    """How long each agreement would last, and what breaks it first."""
    keeping = numbers.keeping
    if keeping is None:
        return [Row("How long it lasts", (sentence(NOT_ASKED, of="case.contest"),), "figure")]
    found = [keeping.of(each.agreement) for each in several]
    peace = tuple(sentence(*_peace(each), of="durability.agreements.survival") for each in found)
    breaks = tuple(sentence(_breaks(each, keeping.years), of="durability.agreements.first_failure") for each in found)
    head = f"Lasts {years(keeping.year)}"
    return [Row(head, peace, "figure"), Row("What breaks it", breaks, "figure")]


def _peace(lasts: Lasts | None) -> tuple[str | Run, ...]:
    if lasts is None:
        return ("not known",)
    low, mid, high = (f"{end * 100:.0f}" for end in _ends(lasts.peace))
    return strong(f"{mid} in 100"), f"({low} to {high})"


def _ends(band: Band) -> tuple[float, float, float]:
    return band.low, band.mid, band.high


def _breaks(lasts: Lasts | None, looked_at: int) -> str:
    if lasts is None:
        return "not known"
    failure = lasts.failure
    if failure is None:
        return f"nothing in {looked_at} years"
    when = "in the long run" if failure.in_the_long_run else f"year {failure.year}"
    return f"{BREAKS[failure.cause]}, {when}"
