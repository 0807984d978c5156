"""What the top and the foot of the page say: headline, lead, how sure, how safe, how good the evidence."""

from __future__ import annotations

from comity.case.model import Case, RedLine
from comity.case.wording import combination, consent_rule, listed
from comity.papers.one_page.evidence import Evidence
from comity.papers.one_page.result import Numbers
from comity.papers.one_page.sheet import Question, Sentence, sentence, strong
from comity.papers.one_page.verdict import Kind, Verdict
from comity.papers.option_words import capital, named, number, refuses, shorts
from comity.questions.deadlock.demands import NamedDemand
from comity.questions.durability.words import years
from comity.questions.sureness import called, of_100, of_100_beside_a_word
from comity.questions.unanimity import all_must_agree, rule_is_followed

SAFE = 0.95
"""In what share of the readings an agreement must hold to be called safe."""

TOLD = 2
"""How many red lines of a clash are told one by one, at most."""

NAMED = 6
"""How many signers are named one by one, at most."""

HEADLINES: dict[Kind, str] = {
    "room": "An agreement is possible, with room.",
    "just": "An agreement is possible, but only just.",
    "possible": "An agreement is possible.",
    "little": "No agreement is possible, though little is missing.",
    "refused": "No agreement is possible: some signer always does better without.",
    "incoherent": "No agreement is possible: the conditions exclude each other.",
    "undecided": "Whether an agreement is possible could not be counted.",
    "nobody": "Nobody signs yet, so nothing can be agreed.",
}
"""The first line of the page, by what is the case; where red lines exclude each other it says how many."""


def headline(verdict: Verdict, by_rule: bool) -> Sentence:
    """The first line of the page."""
    of = ["agreement.agreements_count", "agreement.zopa_at_no_deal"]
    if verdict.kind == "clash":
        said = _demands_clash(len(verdict.clash))
        return sentence(f"No agreement is possible: {said}.", of="deadlock.explained.demands_count")
    if verdict.kind in ("refused", "little") and by_rule:
        return sentence("No agreement is possible: none has the consent that is needed.", of=of)
    return sentence(HEADLINES[verdict.kind], of=of)


def _demands_clash(demands: int) -> str:
    if demands == 1:
        return "one demand excludes every way to settle"
    return f"{number(demands)} demands exclude each other"


def everyone(case: Case, signers: tuple[str, ...]) -> str:
    """All who sign, as the subject of a sentence: "all four signers, A, B, C and D,"."""
    names = [named(case, party) for party in signers]
    if len(signers) == 1:
        return names[0]
    if len(signers) > NAMED:
        return f"all {number(len(signers))} signers"
    return f"{'both' if len(signers) == 2 else f'all {number(len(signers))}'} signers, {listed(names)},"


def all_sign(signers: tuple[str, ...]) -> str:
    """All who sign, in short: "all four", "both"."""
    return "both" if len(signers) == 2 else f"all {number(len(signers))}" if len(signers) > 2 else "the signer"


def lead(case: Case, numbers: Numbers) -> Sentence:
    """Who would rather sign than not, how safe the safest agreement is, and who is nearest to refusing it."""
    verdict = numbers.verdict
    if verdict.kind == "nobody":
        return sentence("The case marks no party as signing.", of="case.parties")
    if verdict.possible:
        said = f"{_who_would_sign(case, verdict)} would rather sign some agreements than none."
        if verdict.least == 1:
            said = f"{_who_would_sign(case, verdict)} would rather sign one agreement than none."
        return sentence(said, _nearest_to_refusing(case, numbers), of=["agreement.agreements_count", *_FIRST])
    if verdict.kind == "incoherent":
        return sentence(
            "Whatever anybody wants, no combination of options meets every condition.", of="agreement.stages"
        )
    if verdict.kind == "undecided":
        said = f"There are at most {verdict.most:,}, and it is not certain that there is one."
        return sentence(said, of="agreement.stages")
    if not verdict.clash and case.by_rule:
        return sentence(_lost(case, verdict), of="agreement.stages")
    if not verdict.clash:
        return sentence("Nobody's refusal alone decides it.", of="deadlock.clashes_count")
    lost = "" if verdict.signed is None or all_must_agree(case) else _lost(case, verdict)
    of = ["deadlock.clashes", *(["agreement.stages"] if lost else [])]
    return sentence(lost, capital(f"{_clash(case, verdict.clash)}."), _how_many(verdict), of=of)


def _lost(case: Case, verdict: Verdict) -> str:
    """Where, under a rule, the last agreements are lost: at the table, at home, or to who does not sign."""
    if not verdict.signed:
        return f"At the table none has the yes of {consent_rule(case)}."
    if not verdict.ratified:
        one = verdict.signed == 1
        return (
            "One would be signed, and is stopped at home."
            if one
            else (f"{verdict.signed:,} would be signed; all are stopped at home.")
        )
    one = verdict.ratified == 1
    return (
        "One would be signed; it needs somebody who does not sign and would be worse off."
        if one
        else (f"{verdict.ratified:,} would be signed; each needs somebody who does not sign and would be worse off.")
    )


_FIRST = ("doubt.agreement.signers.refuses", "doubt.agreement.share")


def _who_would_sign(case: Case, verdict: Verdict) -> str:
    if case.by_rule and case.consent is not None:
        return f"Those whose yes is needed, {consent_rule(case)},"
    return capital(everyone(case, verdict.signers))


def _nearest_to_refusing(case: Case, numbers: Numbers) -> str:
    """Whether one agreement is safe, and who would refuse the safest first; nothing where that is not known."""
    chosen, safest = numbers.candidates.chosen, numbers.candidates.safest
    if safest is None:
        return ""
    if safest >= SAFE:
        return "One agreement is safe."
    first = next((each.first for each in chosen if each.share == safest), None)
    if first is None or not first.share:
        return "No single agreement is safe."
    return f"No single agreement is safe; {named(case, first.party)} would refuse first."


def _clash(case: Case, clash: tuple[NamedDemand, ...]) -> str:
    """The demands of a clash: at most `TOLD` red lines one by one, then the signers for whom nothing is left."""
    lines = [demand for demand in clash if demand.points is None]
    who = listed(dict.fromkeys(named(case, demand.party) for demand in clash if demand.points is not None), "or")
    said = [demanded(case, demand) for demand in lines]
    if len(lines) > TOLD:
        said = [f"{number(len(lines))} red lines of {listed(dict.fromkeys(named(case, line.party) for line in lines))}"]
        if not who:
            return f"{said[0]} exclude each other"
    if not said:
        return f"every agreement is worth less than no deal to {who}"
    return f"{listed(said)}; what is left is worth less than no deal to {who}" if who else listed(said)


def demanded(case: Case, demand: NamedDemand) -> str:
    """A red line as a clause: "Ukraine will not accept a handover"."""
    return f"{named(case, demand.party)} {refuses(case, case.named_red_lines()[demand.name])}"


def _how_many(verdict: Verdict) -> str:
    if not verdict.smallest:
        return "Of red lines alone this is the smallest clash; with no-deal values there are smaller ones."
    if not verdict.all_clashes:
        return "This is the smallest clash that was found; there may be more."
    if verdict.clashes > 1:
        return f"This is the smallest of {verdict.clashes:,} clashes."
    if len(verdict.clash) > 1:
        return f"Nothing else is needed for the clash; one of the {number(len(verdict.clash))} has to move."
    return "Nothing else is needed for that."


# How sure, how safe, how good


def questions(case: Case, numbers: Numbers) -> tuple[Question, ...]:
    """The three short questions below the lead."""
    verdict = numbers.verdict
    second = _behind(case, numbers) if verdict.none else _safe(case, numbers)
    return (_sure(case, verdict), second, Question("How good is the evidence?", grounds(numbers.evidence)))


def _sure(case: Case, verdict: Verdict) -> Question:
    asks = "How sure is it that there is none?" if verdict.none else "How sure is it that there is one?"
    return Question(asks, _how_sure(case, verdict))


def _how_sure(case: Case, verdict: Verdict) -> Sentence:
    of, sure = "agreement.sureness", verdict.sure
    if verdict.kind in ("clash", "incoherent"):
        said = "No weight, rating or no-deal value opens it; only a red line can."
        if verdict.kind == "incoherent":
            said = "Only a condition can open it."
        return sentence(strong("Certain, as judged."), said, of="deadlock.clashes")
    if sure is None:
        said = "No judgement has a range, so nothing is said on how sure this is."
        return sentence(strong("Not known."), said, of="case.interests")
    if sure.passed is not None:
        low, high = sure.passed
        if low == high:
            said = f"{capital(of_100_beside_a_word(low))} readings leave one that is passed at home."
            return sentence(strong(f"{capital(called(low))}, as judged."), said, of=of)
        said = f"Between {of_100(low)} and {of_100(high)} readings leave one that is passed at home."
        return sentence(strong("Not known more closely."), said, of=of)
    if sure.least != sure.most:
        said = f"Between {of_100(sure.least)} and {of_100(sure.most)} readings leave at least one."
        return sentence(strong("Not known more closely."), said, of=of)
    if sure.necessary:
        stay = "One stays" if sure.necessary == 1 else f"{sure.necessary:,} stay"
        return sentence(strong("Certain, as judged."), f"{stay} possible whatever the values in the ranges.", of=of)
    if sure.counted and not sure.possible:
        return sentence(strong("Certain, as judged."), "No values in the ranges leave an agreement.", of=of)
    if verdict.none:
        none = 1 - sure.least
        said = f"{capital(of_100_beside_a_word(none))} readings leave none."
        return sentence(strong(f"{capital(called(none))}, as judged."), said, of=of)
    said = f"{capital(of_100_beside_a_word(sure.least))} readings leave at least one."
    return sentence(strong(f"{capital(called(sure.least))}, as judged."), said, of=of)


def _safe(case: Case, numbers: Numbers) -> Question:
    verdict, safest = numbers.verdict, numbers.candidates.safest
    asks, of = "Is any agreement safe?", ["doubt.agreement.share", "agreement.zopa_at_no_deal"]
    if safest is None:
        why = "No judgement has a range, so it was not asked."
        if verdict.sure is not None:
            why = "Of some body at home only a chance is judged." if verdict.sure.unrated else "It was not counted."
        return Question(asks, sentence(strong("Not known."), why, of="case.interests"))
    said = f"The safest holds in {of_100_beside_a_word(safest, (SAFE,))} readings."
    corner = ""
    if verdict.at_high == 0:
        who = all_sign(verdict.signers)
        corner = f"If {who} do as well without a deal as they might, none is left."
        if len(verdict.signers) == 1:
            corner = "If no deal is worth as much as it might be, none is left."
    word = "Yes." if safest >= SAFE else "No."
    return Question(asks, sentence(strong(word), said, corner, of=of))


def _behind(case: Case, numbers: Numbers) -> Question:
    """Whether a second obstacle stands behind the first, where no agreement is possible."""
    asks, of, ways = "Does a second obstacle stand behind it?", "deadlock.concessions", numbers.openings
    if ways is None and not rule_is_followed(case):
        said = "Too many sets of parties would suffice by the rule to ask what would open one."
        return Question(asks, sentence(strong("Not known."), said, of="case.consent"))
    if ways is None:
        return Question(asks, sentence(strong("Not known."), "No way to open one was found.", of=of))
    if ways.together > 1:
        said = f"At least {number(ways.together)} demands have to give way together."
        return Question(asks, sentence(strong("Yes."), said, of=of))
    if len(ways.ways) > 1 and all(len(way.softenings) == 1 for way in ways.ways):
        return Question(asks, sentence(strong("No."), "Either opening alone is enough.", of=of))
    return Question(asks, sentence(strong("No."), "One demand that gives way is enough.", of=of))


def grounds(evidence: Evidence) -> Sentence:
    """How good the evidence is."""
    of = "case.interests"
    if not evidence.sources:
        said = f"The case names no report; {evidence.rows} judgements about the signers stand by themselves."
        return sentence(strong("Not shown."), said, of=of)
    rows = f"Of {evidence.rows} judgements about the signers,"
    return sentence(strong(f"{capital(evidence.grade)}."), f"{rows} {how_weak(evidence)}.", of=of)


def how_weak(evidence: Evidence) -> str:
    """How many judgements are weak, after how many there are: "20 are of low confidence and 11 rest on no report"."""
    low, bare = evidence.low, evidence.unreported
    sure = "1 is of low confidence" if low == 1 else f"{low or 'none'} {'are' if low else 'is'} of low confidence"
    rests = "1 rests on no report" if bare == 1 else f"{bare} rest on no report" if bare else "each rests on a report"
    return f"{sure} and {rests}"


# Head and foot


def subtitle(case: Case, author: str) -> str:
    """The day that the case describes, and who answers for it."""
    as_of = f"As of {day(case)}" if case.as_of else ""
    return " · ".join(filter(None, (as_of, author)))


def day(case: Case) -> str:
    """The day that a case describes: "18 August 2025"."""
    return f"{case.as_of.day} {case.as_of:%B %Y}" if case.as_of else ""


def supposed(case: Case) -> Sentence | None:
    """In what the case is not as its file has it, in words; None where it is."""
    filed = case.as_filed
    if filed is case:
        return None
    now, before = case.named_red_lines(), filed.named_red_lines()
    said = [
        f"{named(case, line.party)} {refuses(case, line)}"
        for name, line in now.items()
        if name not in before or not _same(line, before[name])
    ]
    said += [
        f"left out that {named(filed, line.party)} {refuses(filed, line)}"
        for name, line in before.items()
        if name not in now
    ]
    kept, rules = case.named_conditions(), filed.named_conditions()
    said += [
        f"left out that {shorts(filed, rule.if_)} needs {shorts(filed, rule.then)}"
        for name, rule in rules.items()
        if name not in kept
    ]
    for party in case.interests:
        value, was = case.interest_of(party).no_deal, filed.interest_of(party).no_deal
        if value is not None and (was is None or (value.low, value.high) != (was.low, was.high)):
            said.append(f"no deal is worth {value.said()} points to {named(case, party)}")
    if not said:
        return None
    return sentence(strong("Not as in the case."), f"Supposed here: {'; '.join(said)}.", of="case.supposed")


def _same(one: RedLine, other: RedLine) -> bool:
    return combination(one.never) == combination(other.never) and combination(one.unless) == combination(other.unless)


def foot(case: Case, numbers: Numbers) -> tuple[Sentence, ...]:
    """How the page was made, in small print."""
    verdict, said = numbers.verdict, []
    of = "agreement.method"
    said.append("Counts are exact." if verdict.least == verdict.most else "Counts are the ends of an interval.")
    if verdict.sure is not None:
        drawn = f"{verdict.sure.number:,} were drawn, evenly and independently"
        said.append(f"A reading takes every judgement at some value within its range; {drawn}.")
    if numbers.keeping is not None:
        said.append(
            f"Peace after {years(numbers.keeping.year)}: a model that orders agreements and forecasts no wars; "
            "in brackets nine of ten draws."
        )
    illustrative = "All judgements are illustrative; nothing" if case.illustrative else "Nothing"
    said.append(f"{illustrative} here predicts what parties will do. Reasons and sources: the full brief.")
    return (sentence(" ".join(said), of=[of, "agreement.sureness.draws", "durability.year"]),)
