"""What the boxes below the table say: what stands in the way, what would widen it, what it hangs on, what to check."""

from __future__ import annotations

from dataclasses import replace

from comity.case.judgement import Evidence
from comity.case.model import Case
from comity.case.wording import listed
from comity.papers.one_page.hangs_on import ROWS, Swing
from comity.papers.one_page.openings import Openings
from comity.papers.one_page.result import Numbers
from comity.papers.one_page.sheet import Box, Run, Sentence, Swings, sentence, strong
from comity.papers.one_page.way_there import SMALL, Order, Voice
from comity.papers.one_page.words import day
from comity.papers.option_words import capital, named, number, refuses, sentences, short, shorts
from comity.questions.sureness import of_100

REASON = 25
"""How many words of a reason are quoted, at most."""

CHECKED = 2
"""How many things to check are told beside the first, at most."""

NAMED = 8
"""How many words two issues may have to be named beside each other."""

Many = tuple[tuple[float, str], ...]
MANY: Many = (
    (1.1, "hardly more"),
    (1.25, "a little more"),
    (1.42, "a third more"),
    (1.75, "half as many again"),
    (2.5, "twice as many"),
    (3.5, "three times as many"),
)
"""What a ratio of numbers of agreements is called, up to each; beyond the last as so many times."""


def many(ratio: float) -> str:
    """How many more agreements there are, in words: "a third more"."""
    named_ratio = next((words for below, words in MANY if ratio < below), None)
    return named_ratio or f"{number(round(ratio))} times as many"


# What stands in the way


def in_the_way(case: Case, numbers: Numbers) -> Box | None:
    """What stands in the way of more agreements, or of any."""
    if numbers.verdict.clash and numbers.verdict.none:
        points = [_demand(case, demand.name) for demand in numbers.verdict.clash if demand.points is None]
        content = [demand.party for demand in numbers.verdict.clash if demand.points is not None]
        points += [_content(case, content)] if content else []
    else:
        points = _obstacles(case, numbers)
    return Box("What stands in the way", points=_cited_once(points)) if points else None


def _cited_once(points: list[Sentence]) -> tuple[Sentence, ...]:
    """The same points, where a report that was named just before is not named again."""
    cited, last = [], ""
    for point in points:
        runs = []
        for run in point.runs:
            again = run.style == "cite" and run.words == last
            last = run.words if run.style == "cite" else last
            runs.append(Run("The same report.", "cite") if again else run)
        cited.append(replace(point, runs=tuple(runs)))
    return tuple(cited)


def _obstacles(case: Case, numbers: Numbers) -> list[Sentence]:
    found, obstacles = [], numbers.obstacles
    if obstacles.hardest is not None:
        hardest = obstacles.hardest
        share = of_100(hardest.alone / hardest.of).removesuffix(" of 100")
        head = strong(f"Hardest to satisfy: {named(case, hardest.party)}.")
        said = f"Of agreements that cross no red line it alone refuses {share} in 100."
        of = ["agreement.removed.no_deal.removes_alone", "agreement.stages.count"]
        found.append(sentence(head, said, _reason(case, hardest.party), of=of))
    if obstacles.line is not None:
        found.append(_demand(case, obstacles.line.name))
    if obstacles.strict is not None:
        found.append(_strict(case, numbers))
    return found


def _content(case: Case, parties: list[str]) -> Sentence:
    """The signers whose no-deal values are part of a clash; of one alone, why its value is what it is."""
    head = strong(f"No deal is worth more to {listed([named(case, party) for party in parties], 'or')}.")
    said = (
        _reason(case, parties[0])
        if len(parties) == 1
        else "So one of these would always refuse what the others accept."
    )
    return sentence(head, said, of=["deadlock.clashes", "case.interests"])


def _reason(case: Case, party: str) -> str:
    """Why no deal is worth what it is to a party: from the second sentence on, so many words."""
    no_deal = case.interest_of(party).no_deal
    told = sentences(no_deal.because or "") if no_deal else []
    kept: list[str] = []
    for part in told[1:] or told:
        if len(" ".join([*kept, part]).split()) > REASON:
            break
        kept.append(part)
    if told and not kept:
        words = (told[1:] or told)[0].split()[:REASON]
        return " ".join(words).rstrip(",;:") + " …"
    return " ".join(kept)


def _demand(case: Case, name: str) -> Sentence:
    """A red line in words, with what it rests on: its first quotations, else that no source is given."""
    line = case.named_red_lines()[name]
    head = strong(f"{capital(named(case, line.party))} {refuses(case, line)}.")
    supposed = name not in case.as_filed.named_red_lines() or line.never != case.as_filed.named_red_lines()[name].never
    runs: list[str | Run] = [head]
    if supposed:
        runs.append("Supposed; the reports say" if line.evidence else "Supposed.")
    quoted = [run for piece in line.evidence[:1] for run in quotation(case, piece)]
    runs += quoted or ([] if supposed else ["No source is given."])
    return sentence(*runs, of=["agreement.removed.red_lines", "case.red_lines"])


def quotation(case: Case, piece: Evidence) -> list[Run]:
    """The words of a piece of evidence, and where they stand; nothing where they are not found."""
    words, source = case.quote(piece), case.sources.get(piece.source)
    if words is None or source is None:
        return []
    date = f", {source.date.day} {source.date:%B}" if source.date else ""
    return [Run(" ".join(words.split()), "quote"), Run(f"{source.title or piece.source}{date}.", "cite")]


def _strict(case: Case, numbers: Numbers) -> Sentence:
    """Two demands that exclude each other where one is read strictly: both readings in words."""
    strict = numbers.obstacles.strict
    assert strict is not None
    line = case.named_red_lines()[strict.line]
    head = strong("Read strictly, two demands exclude each other.")
    quoted = [run for piece in line.evidence[:1] for run in quotation(case, piece)]
    who, best = named(case, line.party), shorts(case, {strict.issue: strict.best})
    said = f"If {who} means nothing but {best}, no agreement is left."
    if who.endswith("s"):  # perhaps a plural
        said = f"If nothing but {best} will do for {who}, no agreement is left."
    return sentence(head, *quoted, said, of=["doubt.red_lines.readings.agreements", "case.red_lines"])


# What would widen it, or open it


def to_widen(case: Case, numbers: Numbers) -> Box | None:
    """What would leave more agreements, and who would have to move."""
    widening = numbers.widening
    if widening is None:
        return None
    points = []
    if widening.judgement is not None:
        best = widening.judgement
        said = f"{as_judged(case, best)}: {many(best.most / widening.possible)}."
        head = strong(f"{capital(named(case, mover(case, best)))},")
        points.append(sentence(head, said, of=["doubt.judgements", "agreement.agreements_count"]))
    if widening.line is not None:
        line = case.named_red_lines()[widening.line.name]
        ratio = (widening.possible + widening.line.would_open) / widening.possible
        said = f"by giving up its refusal of {shorts(case, line.never)}: {many(ratio)}."
        last = {
            "constitutional": "Its constitution or a law is against it.",
            "declared": "It has declared that it will not.",
            "preferred": "It has not called this a condition.",
        }[line.firmness]
        of = ["agreement.removed.red_lines.would_open", "agreement.agreements_count"]
        points.append(sentence(strong(f"{capital(named(case, line.party))},"), said, last, of=of))
    return Box("What would widen it, and who must move", points=tuple(points)) if points else None


def mover(case: Case, swing: Swing) -> str:
    """Whose judged number it is."""
    return case.linkages[int(swing.path[1])].party if swing.path[0] == "linkages" else str(swing.path[1])


def as_judged(case: Case, swing: Swing) -> str:
    """What would have to be so for a number to lie at its better end, after the name of whose it is."""
    if swing.path[0] == "linkages":
        combined = shorts(case, case.linkages[int(swing.path[1])].when)
        return f"by valuing {combined} as {_end(swing)} as is judged possible"
    if swing.path[2] == "no_deal":
        return f"by seeing as {_end(swing, 'much', 'little')} in no deal as is judged possible"
    issue, option = str(swing.path[2]), str(swing.path[3])
    if option == "weight":
        return f"by caring as {_end(swing, 'much', 'little')} as is judged possible about “{case.issues[issue].name}”"
    return f"by rating {short(case, issue, option)} as {_end(swing)} as is judged possible"


def _end(swing: Swing, high: str = "highly", low: str = "low") -> str:
    return high if swing.high > swing.low else low


def not_helping(case: Case, numbers: Numbers) -> Box | None:
    """What would not open an agreement, where none is possible."""
    ways = numbers.openings
    if ways is None or not numbers.verdict.none:
        return None
    points = []
    if numbers.verdict.kind == "clash":
        said = "More of anything else for either side: no weight, rating or no-deal value touches these demands."
        points.append(sentence(said, of="deadlock.clashes"))
    if ways.useless and ways.lines > ways.useless:
        others = ways.useless
        none = "it does not open" if others == 1 else f"none of the other {number(others)} opens"
        points.append(sentence(f"Any other red line given up: {none} an agreement.", of="agreement.removed.red_lines"))
    elif ways.useless and ways.useless == ways.lines:
        said = f"Any red line given up alone: none of the {number(ways.useless)} opens an agreement."
        if ways.useless == 1:
            said = "The red line given up alone: that does not open an agreement."
        points.append(sentence(said, of="agreement.removed.red_lines"))
    return Box("What would not help", points=tuple(points)) if points else None


# How to come to one


def to_come_to_it(case: Case, numbers: Numbers) -> Box | None:
    """Whom to send, and in which order to go."""
    way = numbers.way_there
    if way is None:
        return None
    points = []
    if way.sent:
        said = "no message surely adds an agreement, whoever carries it."
        if way.voice is not None:
            said = _sent(case, way.voice)
        points.append(sentence(strong("Whom to send:"), said, of=["influence.messages", "case.ties"]))
    if way.order is not None:
        points.append(sentence(strong("In which order:"), _ordered(case, way.order), of="sequence.orders"))
    elif way.waiting is not None:
        issues = listed([f"“{case.issues[issue].name}”" for issue in way.waiting.issues])
        whose = listed([named(case, party) for party in way.waiting.parties])
        said = f"{issues} wait for each other, by what {whose} ask for; somebody has to give that up."
        points.append(sentence(strong("In which order:"), said, of=["sequence.cycles", "case.preconditions"]))
    return Box("How to come to one", points=tuple(points))


def _sent(case: Case, voice: Voice) -> str:
    """Who carries what to whom, what that adds at worst, and what pressing would do."""
    speaker, message = named(case, voice.messenger), ""
    if voice.says:
        message = f", with “{voice.says.rstrip('. ')}”"
    adds = f"{voice.worst:,} {'more ' if voice.now else ''}{'agreement' if voice.worst == 1 else 'agreements'}"
    pressed = f"pressed twice as hard it may cost {-voice.hard:,}"
    if voice.hard >= 0:
        pressed = f"pressed twice as hard it still adds {voice.hard:,}" if voice.hard else "pressed hard it adds none"
    return f"{speaker} to {named(case, voice.to)}{message}. As judged that leaves {adds} at worst; {pressed}."


def _ordered(case: Case, order: Order) -> str:
    """Which issues come first or last in the safest orders of steps, and what anybody risks in these."""
    if order.lapse:
        return "any; every step lapses when talks stop."
    risks = f"ever loses, or gains by stopping, more than {order.epsilon:.1f} points"
    if order.epsilon < SMALL:
        risks = "ever loses, or gains by stopping"
    ends = [(order.first, "first"), (order.last, "last")]
    told = [f"{listed([f'“{case.issues[issue].name}”' for issue in issues])} {end}" for issues, end in ends if issues]
    said = f"{listed(told)}, in the safest orders of steps; nobody then {risks}."
    if not told or order.epsilon < SMALL:
        said = f"steps can be so ordered that nobody {risks}."
    if order.met is None:
        said += " In none does every stage meet the conditions."
    elif order.met - order.epsilon >= SMALL:
        said += f" Where every stage has to meet the conditions: {order.met:.1f}."
    return f"{said} Today is judged far from no deal: an example of the method." if order.far else said


# What it hangs on


def what_it_hangs_on(case: Case, numbers: Numbers) -> Box | None:
    """The judgements that the answer hangs on."""
    hangs, verdict, heading = numbers.hangs_on, numbers.verdict, "What it hangs on"
    if verdict.none:
        return _hangs_closed(case, numbers)
    if not verdict.possible or verdict.kind == "nobody":
        return None
    caption: list[Sentence] = []
    bars = None
    if hangs.swings and verdict.least == verdict.most:
        bars = Swings(
            verdict.least,
            tuple(
                (sentence(judgement(case, swing), of="doubt.judgements"), swing.least, swing.most)
                for swing in hangs.swings[:ROWS]
            ),
        )
        said = "Agreements left if one judgement lies at the worst or the best end of its range."
        caption.append(sentence(said, _closing(case, hangs.closing), of="doubt.judgements"))
    elif hangs.counted and numbers.verdict.sure is not None:
        said = "No judgement within its range changes how many agreements are left by itself."
        caption.append(sentence(said, of="doubt.judgements"))
    elif hangs.counted:
        caption.append(sentence("No judgement has a range, so what it hangs on was not asked.", of="case.interests"))
    else:
        said = "Which judgement counts most was not counted: there are too many agreements."
        caption.append(sentence(said, of="agreement.stages"))
    if hangs.pillar is not None and verdict.least > 1:
        pillar = hangs.pillar
        left = "none is" if not pillar.left else "1 is" if pillar.left == 1 else f"{pillar.left:,} are"
        said = f"Without {short(case, pillar.issue, pillar.option)} {left} left."
        caption.append(sentence(said, of="agreement.agreements"))
    return Box(heading, swings=bars, caption=tuple(caption))


def _closing(case: Case, closing: tuple[Swing, ...]) -> str:
    """Which judgements alone leave no agreement."""
    if not closing:
        return "None closes the way by itself."
    names = [f"“{judgement(case, swing)}”" for swing in closing[:2]]
    if len(closing) > 2:
        return f"{names[0]} and {number(len(closing) - 1)} others close the way by themselves."
    return f"{listed(names)} alone closes it." if len(names) == 1 else f"{listed(names)} close it, each alone."


def judgement(case: Case, swing: Swing) -> str:
    """A judged number in words: "Russia without a deal", "Russia and a frozen line"."""
    who = case.everyone()[mover(case, swing)].name
    if swing.path[0] == "linkages":
        return f"{who} and {shorts(case, case.linkages[int(swing.path[1])].when)}"
    if swing.path[2] == "no_deal":
        return f"{who} without a deal"
    issue, option = str(swing.path[2]), str(swing.path[3])
    if option == "weight":
        return f"{who}: weight of “{case.issues[issue].name}”"
    return f"{who} and {short(case, issue, option)}"


def _hangs_closed(case: Case, numbers: Numbers) -> Box | None:
    """What it hangs on that no agreement is possible."""
    hangs, ways, said = numbers.hangs_on, numbers.openings, []
    if numbers.verdict.kind == "clash":
        lines = "one demand" if len(numbers.verdict.clash) == 1 else f"{number(len(numbers.verdict.clash))} demands"
        said.append(sentence(f"On the reading of {lines}, and on no number.", of="deadlock.clashes"))
    elif hangs.opening:
        names = listed([f"“{judgement(case, swing)}”" for swing in hangs.opening[:2]])
        each = "opens" if len(hangs.opening) == 1 else "open, each alone,"
        said.append(sentence(f"{names} {each} an agreement at the better end.", of="doubt.judgements"))
    elif hangs.counted and numbers.verdict.sure is not None:
        said.append(sentence("No judgement within its range opens an agreement by itself.", of="doubt.judgements"))
    if ways is not None:
        said += _otherwise(case, ways)
    return Box("What it hangs on", said=tuple(said)) if said else None


def _otherwise(case: Case, ways: Openings) -> list[Sentence]:
    """How many agreements are left by other readings, and without what is supposed."""
    said = []
    if ways.as_filed:
        left = "1 agreement is" if ways.as_filed == 1 else f"{ways.as_filed:,} agreements are"
        said.append(sentence(f"Without what is supposed here, {left} left.", of="agreement.supposed"))
    lines = case.named_red_lines()
    for reading in ways.readings[:1]:
        who, least = named(case, lines[reading.line].party), "" if reading.leaves.complete else "at least "
        left = "1 agreement is" if reading.leaves.number == 1 else f"{reading.leaves.number:,} agreements are"
        said.append(sentence(f"If the demand of {who} is read otherwise, {least}{left} left.", of="doubt.red_lines"))
    return said


# Not known; check first


def to_check(case: Case, numbers: Numbers) -> Box | None:
    """What is not known, and what to check first."""
    first, strict = numbers.check_first, numbers.obstacles.strict
    points = [point for point in (_silent(case, numbers), _wide(case, numbers), _unheard(case, numbers)) if point]
    said: list[Sentence] = []
    if first.not_agreed and numbers.verdict.possible:
        by = f" by {day(case)}" if case.as_of else ""
        mild = "Where one is possible and there is none, some judgement may be too mild."
        look = ""
        if strict is not None:
            whose = named(case, case.named_red_lines()[strict.line].party)
            look = f"Look first at how the demand of {whose} is meant{', and at these:' if points else '.'}"
        elif points:
            look = "Look first at these:"
        said.append(sentence(strong(f"No agreement is recorded{by}."), mild, look, of=["case.outcome", "case.as_of"]))
    if first.ruled_out:
        head = strong("The agreement that was reached is ruled out here.")
        said.append(sentence(head, "Some judgement is too strict.", of=["case.outcome", "agreement.proposals"]))
    if numbers.verdict.none:
        points = [*_doubtful(case, numbers), *points]
    if not said and not points:
        return None
    return Box("Not known; check first", tuple(said), tuple(points[:CHECKED]))


def _doubtful(case: Case, numbers: Numbers) -> list[Sentence]:
    """Demands of a clash that may be read otherwise, with the words in doubt."""
    lines, found = case.named_red_lines(), []
    for demand in numbers.verdict.clash:
        for reading in lines[demand.name].or_reads if demand.name in lines else ():
            quoted = [run for piece in reading.evidence[:1] for run in quotation(case, piece)]
            head = (
                f"How the demand of {named(case, demand.party)} is meant:"
                if quoted
                else (f"How the demand of {named(case, demand.party)} is meant.")
            )
            found.append(sentence(head, *quoted, of="case.red_lines"))
    return found[:1]


def _silent(case: Case, numbers: Numbers) -> Sentence | None:
    silent = numbers.check_first.silent
    if silent is None:
        return None
    names = [f"“{case.issues[issue].name}”" for issue in silent.issues]
    issues = listed(names if len(" ".join(names).split()) <= NAMED else names[:1])
    return sentence(f"What {named(case, silent.party)} would want on {issues}: no report says.", of="case.interests")


def _wide(case: Case, numbers: Numbers) -> Sentence | None:
    wide = numbers.check_first.wide
    if wide is None:
        return None
    what = short(case, wide.issue, wide.option)
    of = f"The worth of {what} to {named(case, wide.party)}"
    if case.issues[wide.issue].options[wide.option].short is None:
        of = f"How {named(case, wide.party)} would rate {what}"
    return sentence(f"{of}: judged, and the doubt is wide.", of="case.interests")


def _unheard(case: Case, numbers: Numbers) -> Sentence | None:
    unheard = numbers.check_first.unheard
    if unheard is None:
        return None
    names = listed([named(case, member) for member in unheard.members])
    return sentence(
        f"Whether {names} would follow {named(case, unheard.party)}: nothing is stated.", of="case.interests"
    )
