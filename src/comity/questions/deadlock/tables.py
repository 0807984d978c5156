"""What the tables of a deadlock show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from comity.agreements.nearest import Counted
from comity.case import anchors
from comity.case.issue import Issue
from comity.case.model import Case
from comity.case.wording import listed, rule
from comity.finding import Cell, Link, Quantity, Table
from comity.questions.deadlock import words
from comity.questions.deadlock.closed import Deadlock, Incoherent, Opening
from comity.questions.deadlock.closeness import Closeness
from comity.questions.deadlock.demands import NamedDemand
from comity.questions.deadlock.needed import Acceptance, Excluded, Need, WhatItTakes
from comity.questions.unanimity import always_asked

Rows = list[tuple[Cell, ...]]

DEMANDS = 500
"""How many demands a table shows, at most: nobody reads more, and thousands take seconds to lay out."""


# Where there is no agreement


def clashes(case: Case, result: Deadlock, show: int = 3) -> Table | None:
    """The demands of the smallest clashes, each with its reason, and the conditions that the clash needs."""
    rules = case.named_conditions()
    rows: Rows = []
    shown = result.clashes[:show]
    for number, clash in enumerate(shown, 1):
        for demand in clash.demands:
            what = words.short_demand(case, demand)
            reason = words.because(case, demand)
            rows.append((number, words.name_of(case, demand.party), what, demand.firmness, reason))
        for name in clash.conditions or ():
            link = Link(rule(rules[name]), anchors.condition(name))
            rows.append((number, "(condition)", link, "", rules[name].because or ""))
    of = f"{len(shown)} of {words.clashes_found(result)}"
    title = f"Why there is no agreement: demands that cannot hold together ({of}, smallest first)"
    note = "Nothing in a clash can be spared: without any one of its demands the others could be met."
    if result.sets:
        note = (
            "Nothing in a clash can be spared: without any one of its demands some set of parties whose yes suffices "
            "would have an agreement, as far as the clash goes."
        )
    return _table(title, ("clash", "party", "demand", "firmness", "because"), rows, note)


def openings(case: Case, result: Deadlock, show: int = 3) -> Table | None:
    """The cheapest openings: who gives way on what, at what price, and how many agreements that leaves."""
    rows: Rows = []
    shown = result.openings[:show]
    for number, opening in enumerate(shown, 1):
        first: tuple[Cell, ...] = (number, opening.price, _count(opening.number))
        for softening in opening.softenings:
            demand = softening.demand
            gives_way = words.short_demand(case, demand), demand.firmness, words.gives(case, softening)
            rows.append((*first, words.name_of(case, demand.party), *gives_way))
            first = (None, None, None)
    prices = result.prices
    note = (
        f"Price of one step on a red line: preferred {prices.preferred}, declared {prices.declared}, constitutional "
        f"{prices.constitutional}; a step is one option where the red line refuses options of one ordered issue, else "
        f"the whole. Price of every {prices.points:g} points below no deal: {prices.no_deal}. "
        f"Nothing in an opening can be spared.{_cut_off(shown)}"
    )
    found = len(result.openings)
    of = f"{found}" if result.openings_complete else f"the {found} cheapest"
    columns: tuple[str, ...] = ("opening", "price", "agreements", "who concedes", "gives way on", "firmness", "and")
    if result.sets:
        rests = [
            words.sets(case, opening.consent) if at == 0 else ""
            for opening in shown
            for at, _ in enumerate(opening.softenings)
        ]
        rows = [(*row, by) for row, by in zip(rows, rests, strict=True)]
        columns = (*columns, "by the yes of")
        if always := always_asked(case):
            note += f" Beside whom it names, the yes of {words.everybody(case, always)} is needed in any case."
    return _table(f"What would open an agreement ({len(shown)} of {of})", columns, rows, note)


def opened(case: Case, result: Deadlock, show: int = 3) -> Table | None:
    """The best agreements that the cheapest openings leave, with what each signer gains; those that tie in one row."""
    outcomes = [
        (number, outcome) for number, opening in enumerate(result.openings[:show], 1) for outcome in opening.best
    ]
    if not outcomes:
        return None
    settled = {issue: {outcome.options[issue] for _, outcome in outcomes} for issue in case.issues}
    common = {issue: options for issue, (options, *more) in settled.items() if not more and len(options) == 1}
    differing = [issue for issue in case.issues if issue not in common]
    tied = any(outcome.number.number > 1 for _, outcome in outcomes)
    rows: Rows = [
        (
            number,
            *([_count(outcome.number)] if tied else []),
            *(gain.cell for gain in outcome.gains.values()),
            *(listed(case.issues[issue].shorts(outcome.options[issue]), "or") for issue in differing),
        )
        for number, outcome in outcomes
    ]
    said = ", ".join(f"{issue}={options[0]}" for issue, options in common.items())
    note = "Under a signer stand the points it gains over no deal, as judged today"
    note += "; where several agreements are as good, from the least to the most in them." if tied else "."
    if said:
        note += f" {'All of these also have' if len(rows) > 1 else 'It has'} {said}."
    columns = ("opening", *(["as good"] if tied else []), *outcomes[0][1].gains, *differing)
    return _table("The agreements that these leave, best for the worst-off signer first", columns, rows, note)


def nearest(case: Case, result: Deadlock) -> Table | None:
    """What each signer makes of the nearest miss."""
    miss = result.nearest
    rows: Rows = [
        (
            words.name_of(case, each.party),
            each.worth.cell,
            each.no_deal,
            each.short.cell or None,
            words.crossed(each.red_lines, each.in_some),
        )
        for each in miss.signers
    ]
    note = (
        f"{words.one_of(miss.agreement, miss.number)} No other agreement crosses cheaper red lines, and of those that "
        "cross as cheap ones none falls short by fewer points in all."
    )
    if miss.consent:
        note += f" Counted are the demands of those whose yes would suffice for it: {words.counted_sets(case, miss)}."
    columns = ("signer", "worth", "no deal", "points short", "red lines crossed")
    return _table("The nearest miss", columns, rows, note)


def blocking(case: Case, result: Deadlock) -> Table | None:
    """Which signers block alone, and the best agreement of the others without the demands of each."""
    rows: Rows = []
    for standing in result.nearest.signers:
        name, blocker = words.name_of(case, standing.party), result.blocker(standing.party)
        if blocker is None:
            rows.append((name, False, None, None, None, ""))
        else:
            points = (blocker.least_of_others, blocker.own_gain.cell)
            best = words.settled(case, blocker.best)
            rows.append((name, True, _count(blocker.number), *points, best))
    columns = (
        "signer",
        "blocks alone",
        "agreements without it",
        "least gain of the others",
        "its own gain",
        "in",
    )
    note = "Blocks alone: without its demands there would be an agreement. Shown is the best one for the others"
    several = any(blocker.best.number.number > 1 for blocker in result.blockers)
    note += (
        "; where several are as good, all of them, and what it gains from the least to the most." if several else "."
    )
    cut = [words.name_of(case, blocker.party) for blocker in result.blockers if not blocker.number.complete]
    note += f" Counting was cut off for {listed(cut)}; there may be more." if cut else ""
    return _table("Who blocks alone", columns, rows, note)


def sets(case: Case, result: Deadlock) -> Table | None:
    """Whose yes would suffice by the rule, why each of these sets has no agreement, and what would open one for it."""
    rows: Rows = []
    for each in result.sets:
        clash = "not found within the work allowed"
        if each.clash is not None:
            clash = _demands(case, each.clash.demands) or "that every agreement needs somebody else"
        opening = each.openings[0] if each.openings else ()
        gives = [
            f"{words.name_of(case, softening.demand.party)} {words.gives(case, softening)}" for softening in opening
        ]
        more = f"; or {len(each.openings) - 1} more at that price" if len(each.openings) > 1 else ""
        rows.append((words.beside(case, each.parties), clash, each.price, f"{listed(gives)}{more}"))
    count = result.sets_count
    title = "Whose yes would suffice, and why they have no agreement"
    if count > len(result.sets):
        title += f" ({len(result.sets)} of {count:,} sets, the smallest first)"
    note = (
        "Each set suffices by the rule, with nobody to spare; a larger one is told beside a smaller where it can agree "
        "on more, since it has whom some option needs. Shown are the smallest clash among the demands of the set alone "
        "and the cheapest opening for it."
    )
    if always := always_asked(case):
        note += f" In every set: {words.everybody(case, always)}."
    return _table(title, ("the yes of", "stopped by", "price", "would open if"), rows, note)


def _demands(case: Case, demands: Iterable[NamedDemand]) -> str:
    return "; ".join(f"{words.name_of(case, each.party)}: {words.short_demand(case, each)}" for each in demands)


# Where there is an agreement


def margins(case: Case, result: Closeness) -> Table | None:
    """How much more each signer could ask alone before no agreement is left."""
    rows: Rows = []
    for margin in result.margins:
        name = Link(words.name_of(case, margin.party), anchors.stated_no_deal(case, margin.party))
        judged = Quantity(margin.no_deal, "range")
        rows.append((name, judged, margin.no_deal.mid, margin.limit, margin.points, margin.range_passes))
    note = "The space closes when one signer's no-deal value rises above the limit and all else stays as it is."
    if result.spared:
        spared = listed((words.name_of(case, party) for party in result.spared), "or")
        note += f" Without the yes of {spared} some agreement is left."
    note += f" If all rise at once, it closes above {result.together:.1f} points." if len(rows) > 1 else ""
    columns = ("signer", "no deal is worth", "taken as", "limit", "margin", "its range passes the limit")
    return _table("How much more a signer could ask before no agreement is left", columns, rows, note)


def options(case: Case, result: Closeness) -> Table | None:
    """Which options of each issue some possible agreement has, the issues with the fewest left first."""
    if result.options_left is None:
        return None
    left = result.options_left
    rows: Rows = [
        (issue.name, ", ".join(issue.shorts(left[name])), ", ".join(issue.shorts(_others(issue, left[name]))))
        for name, issue in sorted(case.issues.items(), key=lambda item: len(left[item[0]]))
    ]
    note = "If any signer refused every option that an issue has left, the space would be closed."
    return _table("Options that some possible agreement has", ("issue", "left", "in none"), rows, note)


# Either way


def demands(case: Case, result: Deadlock | Closeness) -> Table | None:
    """Every demand: in how many clashes and openings it is, or whether it rules anything out by itself.

    Of more than DEMANDS those that have a part in these are shown first, and not all.
    """
    if isinstance(result, Closeness) and result.slack is None:
        return None
    slack = () if isinstance(result, Deadlock) else frozenset(result.slack or ())

    def plays_a_part(demand: NamedDemand) -> bool:
        if isinstance(result, Deadlock):
            return demand.name in result.in_clashes or demand.name in result.in_openings
        return demand.name not in slack

    told = list(result.demands)
    if len(told) > DEMANDS:
        told = sorted(told, key=lambda demand: not plays_a_part(demand))[:DEMANDS]
    names = {party: words.name_of(case, party) for party in {demand.party for demand in told}}
    rows: Rows = []
    for demand in told:
        row = names[demand.party], words.short_demand(case, demand), demand.name, demand.firmness
        if isinstance(result, Deadlock):
            rows.append((*row, result.in_clashes.get(demand.name, 0), result.in_openings.get(demand.name, 0)))
        else:
            rows.append((*row, "nothing" if demand.name in slack else "some agreements"))
    shared = ("party", "demand", "name", "firmness")
    title = "Every demand" if len(told) == len(result.demands) else "Demands, those that play a part first"
    more = "" if len(told) == len(result.demands) else " Not all are shown; the data lists them."
    if isinstance(result, Deadlock):
        note = f"In clashes: of {words.clashes_found(result)}; in openings: of the {len(result.openings)} found."
        return _table(title, (*shared, "in clashes", "in openings"), rows, note + more)
    note = "Nothing: without this one demand, not a single further agreement would be possible."
    return _table(title, (*shared, "rules out by itself"), rows, note + more)


def conditions(case: Case, result: Incoherent | Excluded) -> Table | None:
    """The conditions that leave no agreement, or none with the wanted terms."""
    rules = case.named_conditions()
    rows: Rows = [
        (Link(rule(rules[name]), anchors.condition(name)), rules[name].because or "") for name in result.conditions
    ]
    note = "None of them can be spared: without it the others would leave an agreement."
    return _table("The conditions that exclude it", ("condition", "because"), rows, note)


# What a wanted agreement would take


def parties(case: Case, result: WhatItTakes) -> Table | None:
    """What the wanted agreement is worth to each signer, and which red lines it crosses."""
    rows: Rows = []
    for signer in result.signers:
        need, over = signer.need, result.over.get(signer.need.party)
        values: tuple[Cell, ...] = tuple(map(float, (need.worth, need.no_deal, need.gain, need.least, need.most)))
        if over is not None:
            values = (over.worth.cell, float(need.no_deal), over.gain.cell, over.least.cell, over.most.cell)
        lifted = [softening.demand.name for softening in signer.lifted]
        in_some = over.in_some if over else ()
        crossed = words.crossed([name for name in lifted if name not in in_some], in_some)
        rows.append((words.name_of(case, need.party), *values, crossed))
    rest = ", ".join(f"{issue}={option}" for issue, option in result.settled.items())
    note = "At worst and at best: with every estimate of the signer at the end of its range against, or for, the deal."
    note += f" Not asked for, and settled so that it takes least: {rest}." if rest else ""
    note += f" {words.other_ways(result)}" if result.over else ""
    columns = ("signer", "worth", "no deal", "gain", "at worst", "at best", "red lines crossed")
    return _table("What each signer makes of it", columns, rows, note)


def changes(case: Case, result: WhatItTakes) -> Table | None:
    """The red lines that have to give way, and the changes each of which makes up for what worth is short."""
    rows = [row for signer in result.signers for row in (*_lifted(case, signer), *_made_up(case, signer.need))]
    columns = (
        "party",
        "kind",
        "judgement",
        "now",
        "needed",
        "share of the way",
        "its range allows it",
        "points beyond",
    )
    # Shares and points, and what ranges allow, stand only where some row has them.
    kept = [at for at in range(len(columns)) if at < 5 or any(row[at] is not None for row in rows)]
    short = [signer.need for signer in result.signers if signer.need.short]
    note = []
    if any(signer.lifted for signer in result.signers):
        note.append("Every red line named has to give way.")
    if short:
        note.append("A no-deal value has to be at most what is needed.")
    if any(need.weights_judged or need.has_ranges for need in short):
        note.append(
            "Of a party's other changes one kind suffices: its no-deal value, all its weights as shown, or all its "
            "estimates together, so far on the way from the middles of their ranges to the ends that favour the "
            "agreement."
        )
    shown = [tuple(row[at] for at in kept) for row in rows]
    return _table("What would have to change", [columns[at] for at in kept], shown, " ".join(note))


def _lifted(case: Case, signer: Acceptance) -> Rows:
    name = words.name_of(case, signer.need.party)
    return [
        (
            name,
            "red line",
            words.short_demand(case, softening.demand),
            softening.demand.firmness,
            "lifted for these terms",
            None,
            None,
            None,
        )
        for softening in signer.lifted
    ]


def _made_up(case: Case, need: Need) -> Rows:
    """The kinds of changes each of which makes worth reach no deal."""
    if not need.short:
        return []
    name = words.name_of(case, need.party)
    link = Link("no-deal value", anchors.stated_no_deal(case, need.party))
    judged, needed = Quantity(need.judged, "range"), Quantity(float(need.worth), "price")
    rows: Rows = [(name, "no deal", link, judged, needed, None, not need.below_range, need.below_range or None)]
    for issue, weight in (need.weights or {}).items():
        judged, needed = Quantity(need.weights_judged[issue], "range"), Quantity(float(weight), "price")
        rows.append((name, "weights", f"weight of {issue}", judged, needed, None, need.range_allows(issue), None))
    if need.weights_judged and not need.weights:
        rows.append((name, "weights", "another view of what matters", None, "no weights suffice", None, False, None))
    if need.has_ranges:
        what = name, "ranges", "all estimates together", "the middles"
        if need.share is None:
            rows.append((*what, "more than the favourable ends", None, False, float(need.beyond_ranges)))
        else:
            share = Quantity(need.share / 100, "in_100")
            rows.append((*what, "towards the favourable ends", share, True, None))
    return rows


def _others(issue: Issue, left: Iterable[str]) -> list[str]:
    """The options of an issue that are not left."""
    kept = set(left)
    return [option for option in issue.options if option not in kept]


def _table(title: str, columns: Sequence[str], rows: Iterable[tuple[Cell, ...]], note: str) -> Table | None:
    """A table, where it has rows."""
    rows = tuple(rows)
    return Table(title, tuple(columns), rows, note) if rows else None


def _count(number: Counted) -> int | None:
    """How many agreements; none where not even one was counted before counting was cut off."""
    return number.number if number.complete or number.number else None


def _cut_off(shown: Sequence[Opening]) -> str:
    """In which openings counting was cut off, as a further sentence of a note."""
    cut = [str(number) for number, opening in enumerate(shown, 1) if not opening.number.complete]
    if not cut:
        return ""
    which = f"{'opening' if len(cut) == 1 else 'openings'} {listed(cut)}"
    return f" Counting was cut off in {which}, which may open more."
