"""Why there is no agreement, and what would open one; or, where there is one, how little would close the space."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from comity.agreements.nearest import Counted
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement
from comity.agreements.suppose import BECAUSE, supposed
from comity.case.model import Case, RedLine
from comity.case.wording import combination, counted, listed, never, rule, standing_caveats
from comity.figure import INK, PALE, Figure, bars
from comity.finding import Cell, Finding, Link, Table, Untyped
from comity.questions.deadlock.clashes import (
    Clashes,
    Concession,
    Concessions,
    Demand,
    Prices,
    Threshold,
    Work,
    clashes,
    concessions,
    dual,
)
from comity.questions.deadlock.impasse import WORK, Closest, Left, Margin, Standoff
from comity.questions.deadlock.needed import Consent, consent

OPENINGS = 10
"""How many of the cheapest openings are looked for."""

LISTED = 1_000
"""How many clashes are listed in the data, at most."""

DRAWN = 40
"""How many clashes the figure shows, at most."""

NONE: dict[str, Any] = {
    "clashes": [],
    "clashes_count": 0,
    "ways_out": [],
    "complete": True,
    "concessions": [],
    "concessions_complete": True,
    "blockers": [],
    "nearest": None,
}
"""The data where nothing clashes."""

METHOD = (
    "Demands and conditions are written as clauses, worth at least no deal by an exact decision diagram. Clashes are "
    "minimal unsatisfiable sets of demands, found smallest first by hitting-set duality (Reiter 1987; Ignatiev et al. "
    "2015); openings are minimal sets of priced steps, found cheapest first by maximum satisfiability (Ignatiev et al. "
    "2019)."
)

CHANGING = (
    "The agreement is held against every demand. A no-deal value or weights change by the least that makes worth equal "
    "to no deal, in exact fractions; weight moves from the issues that the agreement serves worst to the one that it "
    "serves best. Ranges move together, by a share of the way from their middle to the end that favours the agreement."
)


def deadlock(
    case: Case,
    *,
    show: int = 3,
    prices: Prices | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    work: int = WORK,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Finding[Any]:
    """Why there is no agreement and what would open one; or how close to empty the space of agreements is.

    show: how many clashes and openings to show in tables; prices: what a step of a concession costs; without: names of
    red lines and conditions to leave out; suppose: what to suppose beside the file (see `comity.agreements.suppose`);
    work, seconds: how many propagations of the solver, and how much time, may go into the lists of openings and clashes
    (where that does not suffice they are incomplete, and the finding says so); progress: told the share of the work
    used, and whatever it raises ends it. Raises Problems for names that are not in the case.
    Methods: Reiter (1987), Ignatiev et al. (2015, 2019).
    """
    asked = Standoff.of(supposed(case, without, suppose), prices or Prices())
    parameters = {"show": show, **_parameters(asked.prices, without, suppose), "work": work}
    parameters |= {} if seconds is None else {"seconds": seconds}
    allowed = Work(work, seconds, progress)
    opened = concessions(asked.clauses, OPENINGS, allowed)
    found = clashes(asked.clauses, allowed)
    if frozenset() in found.clashes:
        return _incoherent(asked, parameters)
    if opened.concessions and not found.clashes and (clash := asked.some_clash()):
        found = replace(found, clashes=(clash,))
    if found.clashes or opened.concessions:
        return _empty(asked, found, opened, show, parameters)
    if not found.complete:
        return _undecided(asked, parameters)
    return _open(asked, parameters)


def what_it_takes(
    case: Case,
    wanted: str,
    *,
    prices: Prices | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
) -> Finding[Any]:
    """What would have to change for every signer to accept a wanted agreement.

    wanted: terms as "territory=donbas, guarantees=article5"; issues that are left out are settled so that the red
    lines crossed cost least, and then the points short of no deal add up to least. prices, without, suppose: as for
    `deadlock`. Raises Problems where the terms are not of the case.
    """
    asked = Standoff.of(supposed(case, without, suppose), prices or Prices())
    parameters = {"for": wanted, **_parameters(asked.prices, without, suppose)}
    terms = asked.space.parse_terms(wanted)
    closest = asked.closest(terms)
    if closest is None:
        return _out_of_the_question(asked, terms, parameters)
    return _takes(asked, terms, closest, parameters)


# What is asked and what is given, in words


def _name(asked: Standoff, party: str) -> str:
    return asked.case.everyone()[party].name


def _line(asked: Standoff, demand: Demand) -> RedLine:
    return asked.case.named_red_lines()[demand.id]


def _asks(asked: Standoff, demand: Demand) -> str:
    """A demand as a clause of a sentence."""
    name = _name(asked, demand.party)
    if isinstance(demand, Threshold):
        return f"{name} wants at least the {_points(demand)} points that no deal is worth to it"
    line = _line(asked, demand)
    return f"{name} {_refuses(asked.case, line)} ({line.firmness})"


def _refuses(case: Case, line: RedLine) -> str:
    (issue, refused), *more = line.never.items()
    accepted = [option for option in case.issues[issue].options if option not in refused]
    lifted = f" unless {' and '.join(_either(case, *term) for term in line.unless.items())}" if line.unless else ""
    if more or len(accepted) >= len(refused) or not accepted:
        return f"will not sign {_together(case, line)}{lifted}"
    return f"will sign only {_either(case, issue, accepted)}{lifted}"


def _together(case: Case, line: RedLine) -> str:
    return " together with ".join(_either(case, *term) for term in line.never.items())


def _either(case: Case, issue: str, options: Iterable[str]) -> str:
    return listed((f"“{case.label(issue, option)}”" for option in options), "or")


def _points(threshold: Threshold) -> str:
    worth = threshold.worth
    return f"{worth.points(worth.needed + worth.slack):.4g}"


def _gives(asked: Standoff, demand: Demand, made: Sequence[int]) -> str:
    """What some steps give, as a clause without its subject."""
    to = [demand.steps[step].to for step in made]
    if isinstance(demand, Threshold):
        return "accepts any worth" if to[-1] is None else f"accepts {to[-1]:.4g} points instead of {_points(demand)}"
    line = _line(asked, demand)
    if to[0] is None:
        return f"accepts {_together(asked.case, line)}"
    return f"also accepts {_either(asked.case, next(iter(line.never)), map(str, to))}"


def _link(asked: Standoff, demand: Demand) -> Cell:
    """A demand in short, leading to the judgement that it rests on where the file holds it."""
    if isinstance(demand, Threshold):
        return Link(f"worth at least {_points(demand)} points (no deal)", _no_deal_anchor(asked, demand.party))
    line = _line(asked, demand)
    words = f"never {never(line)}"
    return words if line.because == BECAUSE else Link(words, f"red-line-{demand.id}")


def _no_deal_anchor(asked: Standoff, party: str) -> str:
    interests = asked.case.interests
    holders = [party, *reversed(asked.case.groups_of(party))]
    stated = [holder for holder in holders if holder in interests and interests[holder].no_deal]
    return f"no-deal-{stated[0]}"


def _because(asked: Standoff, demand: Demand) -> str:
    judged = asked.case.interest_of(demand.party).no_deal if isinstance(demand, Threshold) else _line(asked, demand)
    return (judged.because if judged else None) or ""


def _firmness(asked: Standoff, demand: Demand) -> str:
    return "no deal" if isinstance(demand, Threshold) else _line(asked, demand).firmness


def _number(opened: Counted) -> str:
    words = counted(opened.number, "agreement", "agreements")
    return words if opened.complete else f"at least {words}" if opened.number else "some agreements"


def _parameters(prices: Prices, without: Sequence[str], suppose: Sequence[str]) -> dict[str, Any]:
    asked = {"prices": ", ".join(f"{name} {price:g}" for name, price in asdict(prices).items())}
    asked |= {"without": ", ".join(without)} if without else {}
    return asked | ({"supposing": "; ".join(suppose)} if suppose else {})


# Where there is no agreement


@dataclass(frozen=True)
class _Impasse:
    """What was found where there is no agreement: the clashes, and the cheapest openings with what they leave."""

    found: Clashes
    conditions: tuple[tuple[str, ...] | None, ...]
    opened: Concessions
    left: tuple[Left, ...]
    blocking: Mapping[str, Left]
    closest: Closest

    @property
    def several(self) -> str:
        """How many clashes there are, in words."""
        number = counted(len(self.found.clashes), "clash", "clashes")
        return number if self.found.complete else f"{number} found; there may be more"


def _empty(
    asked: Standoff, found: Clashes, opened: Concessions, show: int, parameters: Mapping[str, Any]
) -> Finding[Any]:
    if found.complete and not dual(found.clashes, found.ways_out):
        raise AssertionError("the clashes and the ways out do not determine each other")
    closest = asked.closest()
    assert closest is not None, "a case with coherent agreements has a closest one"
    impasse = _Impasse(
        found,
        tuple(asked.conditions_of(clash) for clash in found.clashes[:show]),
        opened,
        tuple(asked.left(each.steps) for each in opened.concessions),
        asked.blocking(),
        closest,
    )
    tables = {
        "clashes": _clash_table(asked, impasse),
        "openings": _openings_table(asked, impasse, show),
        "opened": _opened_table(asked, impasse, show),
        "nearest": _nearest_table(asked, closest),
        "blocking": _blocking_table(asked, impasse.blocking),
        "demands": _demands_table(asked, impasse),
    }
    return Finding(
        question="deadlock",
        answer=f"{_why(asked, impasse)} {_cheapest(asked, impasse)}",
        exact=True,
        method=METHOD,
        parameters=parameters,
        caveats=(*standing_caveats(asked.case), *_incomplete(impasse)),
        tables={name: table for name, table in tables.items() if table.rows},
        figures={"clashes": _clash_map(asked, found)} if found.clashes else {},
        result=Untyped(
            {
                "clashes": [_ids(asked, clash) for clash in found.clashes[:LISTED]],
                "clashes_count": len(found.clashes),
                "ways_out": [_ids(asked, way) for way in found.ways_out[:LISTED]],
                "complete": found.complete,
                "concessions": [_concession_data(asked, *pair) for pair in _pairs(impasse)],
                "concessions_complete": opened.complete,
                "blockers": list(impasse.blocking),
                "nearest": _closest_data(asked, closest),
            }
        ),
    )


def _pairs(impasse: _Impasse) -> list[tuple[Concession, Left]]:
    return list(zip(impasse.opened.concessions, impasse.left, strict=True))


def _ids(asked: Standoff, numbers: Iterable[int]) -> list[str]:
    return [asked.demands[at].id for at in sorted(numbers)]


def _why(asked: Standoff, impasse: _Impasse) -> str:
    if not impasse.found.clashes:
        return "There is no agreement."
    clash = [asked.demands[at] for at in sorted(impasse.found.clashes[0])]
    said = [_asks(asked, demand) for demand in clash]
    if len(said) > 4:
        parties = listed(dict.fromkeys(_name(asked, demand.party) for demand in clash))
        said = [f"it takes {len(said)} demands together to rule every agreement out, those of {parties}"]
    elif len(said) > 1:
        said.append("nothing else is needed for the clash")
    else:
        said.append("this alone rules every agreement out")
    needed = impasse.conditions[0]
    given = counted(len(needed), "condition", "conditions") if needed else ""
    why = f"{'; '.join(said)}{f', given {given} of the case' if given else ''}"
    more = len(impasse.found.clashes) > 1 or not impasse.found.complete
    return f"There is no agreement: {why}{f' (the smallest of {impasse.several})' if more else ''}."


def _cheapest(asked: Standoff, impasse: _Impasse) -> str:
    said = [
        f"{listed(_given(asked, concession))} (price {concession.cost}, opens {_number(left.number)})"
        for concession, left in _pairs(impasse)[:3]
    ]
    if not said:
        return "What would open one has not been found within the work allowed."
    if impasse.opened.complete and len(impasse.left) == len(said):
        return f"The only {'opening' if len(said) == 1 else 'openings'}: {'; or '.join(said)}."
    return f"The cheapest openings: {'; or '.join(said)}."


def _given(asked: Standoff, concession: Concession) -> list[str]:
    return [
        f"{_name(asked, asked.demands[at].party)} {_gives(asked, asked.demands[at], made)}"
        for at, made in concession.steps.items()
    ]


def _incomplete(impasse: _Impasse) -> list[str]:
    found, opened = impasse.found, impasse.opened
    said = []
    if not found.complete:
        number = counted(len(found.clashes), "clash was", "clashes were")
        said.append(f"The list of clashes is not complete: {number} found within the work allowed.")
    if not opened.complete and len(opened.concessions) < OPENINGS:
        said.append("The list of openings is not complete: the work allowed was used up.")
    if None in impasse.conditions:
        said.append("Which conditions some clash needs was not found within the work allowed.")
    if not impasse.closest.complete:
        said.append("Within the work allowed it is not certain that no agreement comes nearer than the nearest miss.")
    return said


def _clash_table(asked: Standoff, impasse: _Impasse) -> Table:
    rules = asked.case.named_conditions()
    rows: list[tuple[Cell, ...]] = []
    for number, (clash, conditions) in enumerate(zip(impasse.found.clashes, impasse.conditions, strict=False), 1):
        for demand in (asked.demands[at] for at in sorted(clash)):
            said = _name(asked, demand.party), _link(asked, demand), _firmness(asked, demand), _because(asked, demand)
            rows.append((number, *said))
        for name in conditions or ():
            link = Link(rule(rules[name]), f"condition-{name}")
            rows.append((number, "(condition)", link, "", rules[name].because or ""))
    shown = f"{len(impasse.conditions)} of {impasse.several}"
    title = f"Why there is no agreement: demands that cannot hold together ({shown}, smallest first)"
    note = "Nothing in a clash can be spared: without any one of its demands the others could be met."
    return Table(title, ("clash", "party", "demand", "firmness", "because"), tuple(rows), note)


def _openings_table(asked: Standoff, impasse: _Impasse, show: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for number, (concession, left) in enumerate(_pairs(impasse)[:show], 1):
        first: tuple[Cell, ...] = (number, concession.cost, _number(left.number))
        for at, made in concession.steps.items():
            demand = asked.demands[at]
            gives = _link(asked, demand), _firmness(asked, demand), _gives(asked, demand, made)
            rows.append((*first, _name(asked, demand.party), *gives))
            first = (None, None, "")
    prices = asked.prices
    note = (
        f"Price of one step on a red line: preferred {prices.preferred}, declared {prices.declared}, constitutional "
        f"{prices.constitutional}; a step is one option where the red line refuses options of one ordered issue, else "
        f"the whole. Price of every {prices.points:g} points below no deal: {prices.no_deal}. "
        "Nothing in an opening can be spared."
    )
    found = len(impasse.opened.concessions)
    of = f"the {found} cheapest" if not impasse.opened.complete else f"{found}"
    columns = ("opening", "price", "opens", "who concedes", "gives way on", "firmness", "and")
    return Table(f"What would open an agreement ({min(show, found)} of {of})", columns, tuple(rows), note)


def _opened_table(asked: Standoff, impasse: _Impasse, show: int) -> Table:
    deals = [(number, choice) for number, left in enumerate(impasse.left[:show], 1) for choice in left.best]
    terms = [asked.space.agreement(choice).options for _, choice in deals]
    common = {issue: option for issue in asked.case.issues for option in {each[issue] for each in terms[:1]}}
    common = {issue: option for issue, option in common.items() if all(each[issue] == option for each in terms)}
    differing = [issue for issue in asked.case.issues if issue not in common]
    rows: list[tuple[Cell, ...]] = [
        (number, *(round(gain, 1) for gain in asked.gains(choice).values()), *(each[issue] for issue in differing))
        for (number, choice), each in zip(deals, terms, strict=True)
    ]
    said = ", ".join(f"{issue}={option}" for issue, option in common.items())
    note = "Under a signer stand the points it gains over no deal, as judged today."
    note += f" All of these also have {said}." if said else ""
    columns = ("opening", *(worth.party for worth in asked.signers), *differing)
    return Table("The agreements that these leave, best for the worst-off signer first", columns, tuple(rows), note)


def _blocking_table(asked: Standoff, blocking: Mapping[str, Left]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for party in (worth.party for worth in asked.signers):
        if party not in blocking:
            rows.append((_name(asked, party), "no", "", None, None, ""))
            continue
        choice = blocking[party].best[0]
        gains = asked.gains(choice)
        own = round(gains.pop(party), 1)
        least = round(min(gains.values()), 1) if gains else None
        deal = str(asked.space.agreement(choice))
        rows.append((_name(asked, party), "yes", _number(blocking[party].number), least, own, deal))
    columns = ("signer", "blocks alone", "without its demands", "least gain of the others", "its own gain", "in")
    note = "Blocks alone: without its demands there would be an agreement. Shown is the best one for the others."
    return Table("Who blocks alone", columns, tuple(rows), note)


def _nearest_table(asked: Standoff, closest: Closest) -> Table:
    note = (
        f"{asked.space.agreement(closest.choice)}. No other agreement crosses cheaper red lines, "
        "and of those that cross as cheap ones none falls short by fewer points in all."
    )
    return _parties_table("The nearest miss", _closest_data(asked, closest), note, asked)


def _parties_table(title: str, closest: Mapping[str, Any], note: str, asked: Standoff) -> Table:
    rows = tuple(
        (_name(asked, each["party"]), each["worth"], each["no_deal"], each["short"] or None, listed(each["red_lines"]))
        for each in closest["parties"]
    )
    return Table(title, ("signer", "worth", "no deal", "points short", "red lines crossed"), rows, note)


def _closest_data(asked: Standoff, closest: Closest) -> dict[str, Any]:
    gains, crossed = asked.gains(closest.choice), asked.crossed(closest.choice)
    parties = [
        {
            "party": worth.party,
            "worth": round(worth.points(worth.steps(closest.choice)), 6),
            "no_deal": round(worth.points(worth.needed + worth.slack), 6),
            "short": round(max(0.0, -gains[worth.party]), 6),
            "red_lines": crossed[worth.party],
        }
        for worth in asked.signers
    ]
    short = round(sum(max(0.0, -gain) for gain in gains.values()), 6)
    deal = dict(asked.space.agreement(closest.choice).options)
    return {"agreement": deal, "parties": parties, "short": short, "certain": closest.complete}


def _demands_table(asked: Standoff, impasse: _Impasse) -> Table:
    rows = tuple(
        (
            _name(asked, demand.party),
            _link(asked, demand),
            demand.id,
            _firmness(asked, demand),
            sum(at in clash for clash in impasse.found.clashes),
            sum(at in concession.steps for concession in impasse.opened.concessions),
        )
        for at, demand in enumerate(asked.demands)
    )
    columns = ("party", "demand", "name", "firmness", "in clashes", "in openings")
    note = f"In clashes: of {impasse.several}; in openings: of the {len(impasse.opened.concessions)} found."
    return Table("Every demand", columns, rows, note)


def _concession_data(asked: Standoff, concession: Concession, left: Left) -> dict[str, Any]:
    steps = [
        {"demand": demand.id, "party": demand.party, "to": demand.steps[step].to, "price": demand.steps[step].price}
        for demand, made in ((asked.demands[at], made) for at, made in concession.steps.items())
        for step in made
    ]
    deals = [dict(asked.space.agreement(choice).options) for choice in left.best]
    opens = {"opens": left.number.number, "opens_exact": left.number.complete, "agreements": deals}
    return {"cost": concession.cost, "steps": steps, **opens}


def _clash_map(asked: Standoff, found: Clashes) -> Figure:
    """Demands by clashes: legible with dozens of either, where a drawn network is not."""
    drawn = found.clashes[:DRAWN]
    often = {at: sum(at in clash for clash in drawn) for clash in drawn for at in sorted(clash)}
    rows = sorted(often, key=lambda at: (-often[at], at))
    labels = _labels(asked, rows)
    cells = [
        {"demand": labels[at], "clash": number, "firmness": _firmness(asked, asked.demands[at]), "in": at in clash}
        for number, clash in enumerate(drawn, 1)
        for at in rows
    ]
    x = {"field": "clash", "type": "ordinal", "title": "clash", "axis": {"labelAngle": 0, "ticks": False}}
    axis = {"labelLimit": 420, "ticks": False}
    y = {"field": "demand", "type": "nominal", "sort": [labels[at] for at in rows], "title": None, "axis": axis}
    grades = {
        "domain": ["constitutional", "declared", "preferred", "no deal"],
        "range": ["#12323f", INK, "#7fb0c4", "#b5651d"],
    }
    firmness = {"field": "firmness", "type": "nominal", "scale": grades, "legend": {"title": None, "orient": "top"}}
    mark = {"type": "rect", "stroke": "white"}
    layers = [
        {"mark": {**mark, "color": PALE, "opacity": 0.4}, "encoding": {"x": x, "y": y}},
        {"transform": [{"filter": "datum.in"}], "mark": mark, "encoding": {"x": x, "y": y, "color": firmness}},
    ]
    spec = {"data": {"values": cells}, "width": {"step": 20}, "height": {"step": 18}, "layer": layers}
    hidden = len(found.clashes) - len(drawn)
    title = "Which demands clash: one column a clash, smallest first" + (f" ({hidden:,} not shown)" if hidden else "")
    most = listed(f"{labels[at]} ({often[at]})" for at in rows[:3])
    alt = (
        f"{counted(len(drawn), 'clash', 'clashes')} among {counted(len(rows), 'demand', 'demands')}; most often {most}."
    )
    return Figure(title, alt, spec)


def _labels(asked: Standoff, numbers: Iterable[int]) -> dict[int, str]:
    """Demands in short, each different from all the others."""
    demands = {at: asked.demands[at] for at in numbers}
    said = {at: f"{_name(asked, demand.party)}: {_link(asked, demand)}" for at, demand in demands.items()}
    twice = [label for label, times in Counter(said.values()).items() if times > 1]
    return {at: f"{label} ({demands[at].id})" if label in twice else label for at, label in said.items()}


def _incoherent(asked: Standoff, parameters: Mapping[str, Any]) -> Finding[Any]:
    names = asked.excluding({})
    answer = f"No agreement is coherent, whatever is demanded: {len(names)} of the conditions exclude one another."
    data = {**NONE, "clashes": [[]], "clashes_count": 1}
    return _conditions_finding(asked, answer, names, parameters, data)


def _conditions_finding(
    asked: Standoff, answer: str, names: Sequence[str], parameters: Mapping[str, Any], data: Mapping[str, Any]
) -> Finding[Any]:
    rules = asked.case.named_conditions()
    rows = tuple((Link(rule(rules[name]), f"condition-{name}"), rules[name].because or "") for name in names)
    note = "None of them can be spared: without it the others would leave an agreement."
    return Finding(
        question="deadlock",
        answer=answer,
        exact=True,
        method=METHOD,
        parameters=parameters,
        caveats=standing_caveats(asked.case),
        tables={"conditions": Table("The conditions that exclude it", ("condition", "because"), rows, note)},
        result=Untyped({**data, "conditions": list(names)}),
    )


def _undecided(asked: Standoff, parameters: Mapping[str, Any]) -> Finding[Any]:
    return Finding(
        question="deadlock",
        answer="Whether there is an agreement could not be decided within the work allowed.",
        exact=False,
        method=METHOD,
        parameters=parameters,
        caveats=standing_caveats(asked.case),
        result=Untyped({**NONE, "complete": False, "concessions_complete": False}),
    )


# Where there is an agreement


def _open(asked: Standoff, parameters: Mapping[str, Any]) -> Finding[Any]:
    left = asked.left(keep=1)
    margins, options, slack = asked.margins(), asked.options_left(), asked.slack()
    together = min((min(asked.gains(choice).values(), default=0.0) for choice in left.best), default=0.0)
    uncertain = [_name(asked, margin.party) for margin in margins if not margin.complete]
    tables = {
        "margins": _margins_table(asked, margins, together),
        **({} if options is None else {"options": _options_table(asked, options)}),
        **({} if slack is None else {"demands": _slack_table(asked, slack)}),
    }
    caveats = [f"The margins of {listed(uncertain)} are at least so large."] if uncertain else []
    if options is None or slack is None:
        caveats.append("Options left and slack demands were not all found within the work allowed.")
    return Finding(
        question="deadlock",
        answer=_how_close(asked, left, margins, together, slack or ()),
        exact=not uncertain,
        method=METHOD,
        parameters=parameters,
        caveats=(*standing_caveats(asked.case), *caveats),
        tables={name: table for name, table in tables.items() if table.rows},
        figures={"margins": _margins_figure(asked, margins)} if margins else {},
        result=Untyped(
            {
                **NONE,
                "agreements": left.number.number,
                "agreements_exact": left.number.complete,
                "margins": {margin.party: round(margin.points, 6) for margin in margins},
                "margin_together": round(together, 6),
                "options_left": None if options is None else {issue: list(names) for issue, names in options.items()},
                "slack": None if slack is None else [asked.demands[at].id for at in slack],
            }
        ),
    )


def _how_close(asked: Standoff, left: Left, margins: Sequence[Margin], together: float, slack: Sequence[int]) -> str:
    said = (
        f"There is no deadlock: {_number(left.number)} {'is' if left.number == Counted(1, True) else 'are'} possible."
    )
    if not margins:
        return said
    first = margins[0]
    no_deal = asked.case.interest_of(first.party).no_deal
    assert no_deal is not None
    limit = float(no_deal.point) + first.points
    inside = f", which its range {no_deal.words()} allows" if limit < no_deal.high else ""
    said += (
        f" The smallest hardening that closes the space is that {_name(asked, first.party)} asks for more than "
        f"{limit:.4g} points instead of {float(no_deal.point):.4g}{inside}"
    )
    said += f"; if all signers ask for more at once, it is more than {together:.3g} points" if len(margins) > 1 else ""
    rules = "rules" if len(slack) == 1 else "rule"
    idle = f"; {len(slack)} of {len(asked.demands)} demands {rules} out nothing beside the others" if slack else ""
    return f"{said}{idle}."


def _margins_table(asked: Standoff, margins: Sequence[Margin], together: float) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for margin in margins:
        no_deal = asked.case.interest_of(margin.party).no_deal
        assert no_deal is not None
        point, points = float(no_deal.point), margin.points
        passes = "yes" if point + points < no_deal.high else "no"
        name = Link(_name(asked, margin.party), _no_deal_anchor(asked, margin.party))
        rows.append((name, no_deal.words(), round(point, 1), round(point + points, 1), round(points, 1), passes))
    note = "The space closes when one signer's no-deal value rises above the limit and all else stays as it is."
    note += f" If all rise at once, it closes above {together:.1f} points." if len(margins) > 1 else ""
    columns = ("signer", "no deal is worth", "taken as", "limit", "margin", "its range passes the limit")
    return Table("How much more a signer could ask before no agreement is left", columns, tuple(rows), note)


def _margins_figure(asked: Standoff, margins: Sequence[Margin]) -> Figure:
    rows = [
        {"signer": _name(asked, margin.party), "margin": margin.points, "points": f"{margin.points:.1f}"}
        for margin in margins
    ]
    said = ", ".join(f"{row['signer']} {row['points']}" for row in rows)
    title = "By how many points a signer's no-deal value could rise before no agreement is left"
    return bars(title, f"Margins: {said}.", rows, "signer", "margin", "points")


def _options_table(asked: Standoff, left: Mapping[str, Sequence[str]]) -> Table:
    rows = tuple(
        (issue.name, ", ".join(left[name]), ", ".join(option for option in issue.options if option not in left[name]))
        for name, issue in sorted(asked.case.issues.items(), key=lambda item: len(left[item[0]]))
    )
    note = "If any signer refused every option that an issue has left, the space would be closed."
    return Table("Options that some possible agreement has", ("issue", "left", "in none"), rows, note)


def _slack_table(asked: Standoff, slack: Sequence[int]) -> Table:
    rows = tuple(
        (
            _name(asked, demand.party),
            _link(asked, demand),
            demand.id,
            _firmness(asked, demand),
            "nothing" if at in slack else "some agreements",
        )
        for at, demand in enumerate(asked.demands)
    )
    note = "Nothing: without this one demand, not a single further agreement would be possible."
    return Table("Every demand", ("party", "demand", "name", "firmness", "rules out by itself"), rows, note)


# What a wanted agreement would take


def _takes(asked: Standoff, terms: Mapping[str, str], closest: Closest, parameters: Mapping[str, Any]) -> Finding[Any]:
    deal = asked.space.agreement(closest.choice)
    crossed = asked.crossed(closest.choice)
    consents = tuple(consent(asked.case, worth.party, deal) for worth in asked.signers)
    tables = {
        "parties": _consents_table(asked, terms, deal, consents, crossed),
        "changes": Table(
            "What would have to change",
            ("party", "kind", "judgement", "now", "needed", "its range allows it"),
            tuple(row for each in consents for row in _changes(asked, each, crossed[each.party])),
            "Every red line named has to give way. Of a party's other changes, any one suffices.",
        ),
    }
    return Finding(
        question="deadlock",
        answer=_takes_answer(asked, terms, closest, consents, crossed),
        exact=closest.complete,
        method=CHANGING,
        parameters=parameters,
        caveats=(
            *standing_caveats(asked.case),
            *(
                []
                if closest.complete
                else ["It is not certain that the open issues are settled so that it takes least."]
            ),
        ),
        tables={name: table for name, table in tables.items() if table.rows},
        result=Untyped(
            {
                "asked_for": dict(terms),
                "agreement": dict(deal.options),
                "coherent": True,
                "parties": [_consent_data(each, crossed[each.party]) for each in consents],
            }
        ),
    )


def _consents_table(
    asked: Standoff,
    terms: Mapping[str, str],
    deal: Agreement,
    consents: Sequence[Consent],
    crossed: Mapping[str, Sequence[str]],
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in consents:
        gains = (float(gain) for gain in (each.worth - each.no_deal, each.least, each.most))
        lines = listed(crossed[each.party])
        rows.append((_name(asked, each.party), float(each.worth), float(each.no_deal), *gains, lines))
    rest = ", ".join(f"{issue}={option}" for issue, option in deal.options.items() if issue not in terms)
    note = "At worst and at best: with every estimate of the signer at the end of its range against, or for, the deal."
    note += f" Not asked for, and settled so that it takes least: {rest}." if rest else ""
    columns = ("signer", "worth", "no deal", "gain", "at worst", "at best", "red lines crossed")
    return Table("What each signer makes of it", columns, tuple(rows), note)


def _changes(asked: Standoff, each: Consent, crossed: Sequence[str]) -> list[tuple[Cell, ...]]:
    """The red lines that have to give way, and then the changes each of which makes up for what worth is short."""
    name, interest = _name(asked, each.party), asked.case.interest_of(each.party)
    demanded = {demand.id: demand for demand in asked.demands}
    rows: list[tuple[Cell, ...]] = [
        (name, "red line", _link(asked, demanded[line]), _firmness(asked, demanded[line]), "lifted for these terms", "")
        for line in crossed
    ]
    if not each.short:
        return rows
    no_deal = interest.no_deal
    assert no_deal is not None
    worth = float(each.worth)
    allows = "yes" if worth >= no_deal.low else f"no, by {no_deal.low - worth:.1f} points"
    link = Link("no-deal value", _no_deal_anchor(asked, each.party))
    rows.append((name, "no deal", link, no_deal.words(), f"at most {worth:.4g}", allows))
    if each.weights:
        stated = {issue: weight for issue in each.weights if (weight := interest.issues[issue].weight)}
        now = ", ".join(f"{issue} {weight.words()}" for issue, weight in stated.items())
        then = ", ".join(f"{issue} {float(weight):.4g}" for issue, weight in each.weights.items())
        fits = all(stated[issue].low <= weight <= stated[issue].high for issue, weight in each.weights.items())
        rows.append((name, "weights", "another view of what matters", now, then, "yes" if fits else "no"))
    elif interest.scale == "weights":
        rows.append((name, "weights", "another view of what matters", "", "no weights suffice", "no"))
    if each.least < each.most:
        more = f"the favourable ends, and {float(-each.most):.1f} points more"
        way = more if each.share is None else f"{each.share}% of the way to the favourable ends"
        allows = "no" if each.share is None else "yes"
        rows.append((name, "ranges", "all estimates together", "the middles", way, allows))
    return rows


def _takes_answer(
    asked: Standoff,
    terms: Mapping[str, str],
    closest: Closest,
    consents: Sequence[Consent],
    crossed: Mapping[str, Sequence[str]],
) -> str:
    lines = {demand.id: demand for demand in asked.refusals}
    said, content = [], []
    for each in consents:
        given = [lines[name] for name in crossed[each.party]]
        needs = [_gives(asked, line, line.softening(closest.choice)) for line in given]
        if each.short:
            allowed = "more than" if each.share is None else f"{each.share}% of what"
            ranges = f" ({allowed} its ranges allow)" if each.least < each.most else ""
            needs.append(f"accepts {float(each.short):.3g} points less than no deal is worth to it{ranges}")
        if needs:
            said.append(f"{_name(asked, each.party)} {listed(needs)}")
        else:
            content.append(_name(asked, each.party))
    if not said:
        return (
            f"Nothing has to change for {_wanted(terms)}: every signer would accept, as judged at the middle of ranges."
        )
    rest = f"; {listed(content)} would accept as things stand" if content else ""
    return f"For {_wanted(terms)} it takes that {'; that '.join(said)}{rest}."


def _wanted(terms: Mapping[str, str]) -> str:
    return combination({issue: (option,) for issue, option in terms.items()}) or "an agreement"


def _consent_data(each: Consent, crossed: Sequence[str]) -> dict[str, Any]:
    return {
        "party": each.party,
        "accepts": not each.short and not crossed,
        "worth": float(each.worth),
        "no_deal": float(each.no_deal),
        "short": float(each.short),
        "red_lines": list(crossed),
        "weights": None if each.weights is None else {issue: float(each.weights[issue]) for issue in each.weights},
        "share_of_ranges": each.share,
        "gain_at_worst": float(each.least),
        "gain_at_best": float(each.most),
    }


def _out_of_the_question(asked: Standoff, terms: Mapping[str, str], parameters: Mapping[str, Any]) -> Finding[Any]:
    names = asked.excluding(terms)
    answer = (
        f"No coherent agreement has {_wanted(terms)}: {counted(len(names), 'condition', 'conditions')} of the case "
    )
    answer += f"{'excludes' if len(names) == 1 else 'exclude'} it."
    data = {"asked_for": dict(terms), "agreement": None, "coherent": False, "parties": list[Any]()}
    return _conditions_finding(asked, answer, names, parameters, data)
