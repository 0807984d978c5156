"""What is said of a deadlock: parties, demands and concessions as clauses; answers and reservations as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from comity.agreements.nearest import FIRST, Counted
from comity.agreements.space import Agreement
from comity.agreements.suppose import BECAUSE
from comity.case import anchors
from comity.case.model import Case, RedLine
from comity.case.wording import beside_the_table, combination, consent_rule, counted, listed, never
from comity.finding import Link, Quantity
from comity.questions.deadlock.closed import OPENINGS, Clash, Deadlock, Incoherent, Miss, Opening
from comity.questions.deadlock.closeness import Closeness
from comity.questions.deadlock.demands import NamedDemand, Softening
from comity.questions.deadlock.impasse import Outcome
from comity.questions.deadlock.needed import Acceptance, Excluded, WhatItTakes
from comity.questions.unanimity import always_asked

METHOD = (
    "Demands and conditions are written as clauses, worth at least no deal by an exact decision diagram. Clashes are "
    "minimal unsatisfiable sets of demands, found smallest first by hitting-set duality (Reiter 1987; Ignatiev et al. "
    "2015); openings are minimal sets of priced steps, found cheapest first by maximum satisfiability (Ignatiev et al. "
    "2019)."
)

BY_STRETCHES = (
    "Amounts of many steps are looked at by stretches on which everybody's worth runs straight: branch and bound over "
    "these (Land and Doig 1960), with a linear programme in each whose weights prove it where no agreement suffices; "
    "whether one does is decided in whole numbers. Clashes are minimal unsatisfiable sets of demands, found smallest "
    "first by hitting-set duality (Reiter 1987; Ignatiev et al. 2015); openings are minimal sets of priced steps, "
    "found cheapest first by halving boxes of steps."
)
"""The method where an amount has many steps."""

CHANGING = (
    "The agreement is held against every demand. A no-deal value or weights change by the least that makes worth equal "
    "to no deal, in exact fractions; weight moves from the issues that the agreement serves worst to the one that it "
    "serves best. Ranges move together, by a share of the way from their middle to the end that favours the agreement."
)

UNDECIDED = "Whether there is an agreement could not be decided within the work allowed."
"""The answer where the work allowed did not suffice to say that there is an agreement, or that there is none."""

SETS_SAID = 3
"""How many sets of parties whose yes would suffice are told one by one, at most."""

MOST_SAID = 4
"""How many demands of a clash are told one by one, at most."""


# Parts of sentences


def name_of(case: Case, party: str) -> str:
    """What a party or member is called."""
    return case.everyone()[party].name


def asks(case: Case, demand: NamedDemand) -> str:
    """A demand as a clause of a sentence: "A will not sign “all of it” (declared)"."""
    name = name_of(case, demand.party)
    if demand.points is not None:
        return f"{name} wants at least the {points(demand.points)} points that no deal is worth to it"
    return f"{name} {_refuses(case, _line(case, demand))} ({demand.firmness})"


def gives(case: Case, softening: Softening) -> str:
    """What some steps on a demand give, as a clause without its subject."""
    demand, to = softening.demand, [step.to for step in softening.steps]
    if demand.points is not None:
        return fewer_points(demand.points, to[-1])
    line = _line(case, demand)
    if to[0] is None:
        return f"accepts {_together(case, line)}"
    issue = next(iter(line.never))
    return f"also accepts {_either(case, issue, tuple(map(str, to)))}{further(case, issue, line, to)}"


def further(case: Case, issue: str, line: RedLine, to: Iterable[object]) -> str:
    """By how much a red line on an amount gives way: " (40 million euro more)"; nothing of named options."""
    steps = case.issues[issue].steps
    refused = set(line.never[issue])
    moved = steps.moved([step for step in steps if step not in refused], map(str, to)) if steps is not None else ""
    return f" ({moved})" if moved else ""


def fewer_points(wanted: float, lowest: str | float | None) -> str:
    """What it gives who asks for fewer points; lowest: how many, any worth where None."""
    if lowest is None:
        return "accepts any worth"
    return f"accepts {points(float(lowest))} points instead of {points(wanted)}"


def short_demand(case: Case, demand: NamedDemand) -> Link | str:
    """A demand in short, leading to the judgement that it rests on where the file holds it."""
    if demand.points is not None:
        anchor = anchors.stated_no_deal(case, demand.party)
        return Link(f"worth at least {points(demand.points)} points (no deal)", anchor)
    line = _line(case, demand)
    words = f"never {never(line)}"
    return words if line.because == BECAUSE else Link(words, anchors.red_line(demand.name))


def because(case: Case, demand: NamedDemand) -> str:
    """The reason that the case gives for a demand; empty where it gives none."""
    judged = _line(case, demand) if demand.points is None else case.interest_of(demand.party).no_deal
    return (judged.because if judged else None) or ""


def points(value: float, digits: int = 4) -> str:
    """Points as sentences write them: with so many digits, more where they stand before the point, no exponent."""
    short = f"{value:.{digits}g}"
    if "e" not in short:
        return short
    return f"{value:,.0f}" if abs(value) > 1 else f"{value:.2f}"


def agreements(number: Counted) -> str:
    """How many agreements: "12 agreements", "at least 1 agreement", "some agreements"."""
    words = counted(number.number, "agreement", "agreements")
    return words if number.complete else f"at least {words}" if number.number else "some agreements"


def clashes_found(result: Deadlock) -> str:
    """How many clashes there are: "1 clash", "3 clashes found; there may be more"."""
    number = counted(len(result.clashes), "clash", "clashes")
    return number if result.complete else f"{number} found; there may be more"


def one_of(agreement: Agreement, number: Counted) -> str:
    """An agreement as a sentence, and that it is one of several that are as good."""
    if number.number < 2:
        return f"{agreement}."
    least = "" if number.complete else "at least "
    return f"One of {least}{number.number:,} that come as near: {agreement}. A range is over all of them."


def settled(case: Case, outcome: Outcome) -> str:
    """What agreements that tie settle, issue by issue; where they differ, each option that one of them has."""
    return ", ".join(
        f"{issue}={listed(case.issues[issue].shorts(options), 'or')}" for issue, options in outcome.options.items()
    )


def crossed(always: Iterable[str], in_some: Iterable[str]) -> str:
    """The red lines that are crossed: by all agreements that tie, and by some of them."""
    some = listed(in_some)
    return "; ".join(filter(None, (listed(always), f"in some: {some}" if some else "")))


def other_ways(result: WhatItTakes) -> str:
    """That other ways to settle what was not asked for take as little."""
    least = "" if result.number.complete else "at least "
    said = f"{least}{result.number.number:,} ways to settle that take as little: a range is over all of them"
    if result.number.number > FIRST:
        said += f", at worst and at best over {FIRST:,} of them"
    return f"{said[0].upper()}{said[1:]}."


def wanted_terms(terms: Mapping[str, str]) -> str:
    """The terms asked for: "territory=donbas with guarantees=article5"."""
    return combination({issue: (option,) for issue, option in terms.items()}) or "an agreement"


def _line(case: Case, demand: NamedDemand) -> RedLine:
    return case.named_red_lines()[demand.name]


def _refuses(case: Case, line: RedLine) -> str:
    """What a red line refuses; where it refuses most options of one issue, what alone it accepts."""
    (issue, refused), *more = line.never.items()
    amount = case.issues[issue].steps is not None  # which says best itself what it refuses
    accepted = () if amount else tuple(option for option in case.issues[issue].options if option not in refused)
    lifted = f" unless {' and '.join(_either(case, *term) for term in line.unless.items())}" if line.unless else ""
    if more or len(accepted) >= len(refused) or not accepted:
        return f"will not sign {_together(case, line)}{lifted}"
    return f"will sign only {_either(case, issue, accepted)}{lifted}"


def _together(case: Case, line: RedLine) -> str:
    return " together with ".join(_either(case, *term) for term in line.never.items())


def _either(case: Case, issue: str, options: tuple[str, ...]) -> str:
    return listed((f"“{said}”" for said in case.issues[issue].listed(options)), "or")


# Where there is no agreement


def no_agreement(case: Case, result: Deadlock) -> str:
    """Why there is no agreement, by the smallest clash, and what would open one."""
    return f"{_why(case, result)} {_cheapest(case, result)}"


def incoherent(result: Incoherent) -> str:
    """That the conditions leave nothing, whatever is demanded."""
    number = len(result.conditions)  # two at least: one condition alone always leaves what it asks for
    return f"No agreement is coherent, whatever is demanded: {number} of the conditions exclude one another."


def incomplete(result: Deadlock) -> tuple[str, ...]:
    """What the work allowed did not suffice to find, and what is too much to be listed."""
    said = []
    if result.not_listed is not None:
        others = "others" if any(opening.price == result.not_listed for opening in result.openings) else "those"
        said.append(f"Openings of price {result.not_listed} are too many to be listed: {others} of it are left out.")
    if not result.complete:
        number = counted(len(result.clashes), "clash was", "clashes were")
        said.append(f"The list of clashes is not complete: {number} found within the work allowed.")
    if not result.openings_complete and len(result.openings) < OPENINGS and result.not_listed is None:
        said.append("The list of openings is not complete: the work allowed was used up.")
    if any(clash.conditions is None for clash in result.clashes[: result.explained]):
        said.append("Which conditions some clash needs was not found within the work allowed.")
    if not result.nearest.certain:
        said.append("Within the work allowed it is not certain that no agreement comes nearer than the nearest miss.")
    return tuple(said)


def _why(case: Case, result: Deadlock) -> str:
    none = "There is no agreement"
    if result.sets:
        none += " by the rule" if case.consent is None else f" by the rule, the yes of {consent_rule(case)}"
    if not result.clashes:
        return f"{none}.{_whose(case, result)}"
    smallest = result.clashes[0]
    needed = len(smallest.conditions or ())
    given = f", given {counted(needed, 'condition', 'conditions')} of the case" if needed else ""
    several = len(result.clashes) > 1 or not result.complete
    among = f" (the smallest of {clashes_found(result)})" if several else ""
    return f"{none}: {_told(case, smallest)}{given}{among}.{_whose(case, result)}"


def by_rule(case: Case) -> tuple[str, ...]:
    """What decides whether an agreement passes; nothing where every signer must agree."""
    if not case.by_rule:
        return ()
    asked = "; ".join([f"at the table the yes of {consent_rule(case)}", *beside_the_table(case)])
    return (f"An agreement is one that passes: {asked}.",)


def _whose(case: Case, result: Deadlock) -> str:
    """Whose yes would suffice, where a rule decides."""
    if not result.sets:
        return ""
    if result.sets_count == 1:
        return f" It takes the yes of {everybody(case, result.sets[0].parties)}."
    always, said = always_asked(case), sets(case, [each.parties for each in result.sets], result.sets_count)
    if said == "nobody else":
        return f" It takes the yes of {everybody(case, always)}."
    if always:
        return f" It takes the yes of {everybody(case, always)}, and beside it that of {said}."
    return f" The yes of {said} would suffice; none of these has one."


def with_yes(case: Case, opening: Opening) -> str:
    """By whose yes an opening opens, behind it, as far as that is not asked for in any case; else nothing."""
    said = sets(case, opening.consent) if opening.consent else "nobody else"
    return "" if said == "nobody else" else f", by the yes of {said}"


def beside(case: Case, parties: Sequence[str]) -> str:
    """The parties of a set, without those who are in every set that suffices."""
    return sets(case, [parties])


def counted_sets(case: Case, miss: Miss) -> str:
    """Whose demands the nearest miss is held against."""
    always, said = everybody(case, always_asked(case)), sets(case, miss.consent)
    if always == "nobody":
        return said.replace(", or of ", ", or ")
    return always if said == "nobody else" else f"{always}, and {said.replace(', or of ', ', or ')}"


def everybody(case: Case, parties: Iterable[str]) -> str:
    """Some parties, all of them: "A and B"; "nobody" where they are none."""
    return listed(name_of(case, party) for party in parties) or "nobody"


def sets(case: Case, several: Sequence[Sequence[str]], count: int | None = None) -> str:
    """Sets of parties, any of them, without those who are in every set that suffices: "A and B, or of A and C".

    count: how many they are, where these are the first; so many that they are not told one by one are only counted.
    """
    always = set(always_asked(case))
    rest = [[party for party in parties if party not in always] for parties in several]
    if not all(rest):
        return "nobody else"
    number = len(several) if count is None else count
    if number > SETS_SAID:
        return f"any of {number:,} sets of parties"
    return ", or of ".join(everybody(case, parties) for parties in rest)


def _told(case: Case, clash: Clash) -> str:
    """The demands of a clash, and that they suffice."""
    said = [asks(case, demand) for demand in clash.demands]
    if len(said) > MOST_SAID:
        parties = listed(dict.fromkeys(name_of(case, demand.party) for demand in clash.demands))
        return f"it takes {len(said)} demands together to rule every agreement out, those of {parties}"
    last = "nothing else is needed for the clash" if len(said) > 1 else "this alone rules every agreement out"
    return "; ".join([*said, last])


def _cheapest(case: Case, result: Deadlock) -> str:
    said = [_opens(case, opening) for opening in result.openings[:3]]
    if not said:
        return "What would open one has not been found within the work allowed."
    if result.openings_complete and len(result.openings) == len(said):
        return f"The only {'opening' if len(said) == 1 else 'openings'}: {'; or '.join(said)}."
    return f"The cheapest openings: {'; or '.join(said)}."


def _opens(case: Case, opening: Opening) -> str:
    given = listed(f"{name_of(case, each.demand.party)} {gives(case, each)}" for each in opening.softenings)
    by = with_yes(case, opening)
    return f"{given} (price {opening.price}, opens {agreements(opening.number)}{by})"


# Where there is an agreement


def how_close(case: Case, result: Closeness) -> str:
    """How many agreements are possible, and what would close the space first."""
    verb = "is" if result.number.number == 1 else "are"
    said = f"There is no deadlock: {agreements(result.number)} {verb} possible."
    if result.spared and not result.margins:
        return (
            f"{said} Nobody could close the space by asking for more: without the yes of each some agreement is left."
        )
    if not result.margins:
        return said
    first = result.margins[0]
    inside = f", which its range {Quantity(first.no_deal, 'range')} allows" if first.range_passes else ""
    said += (
        f" The smallest hardening that closes the space is that {name_of(case, first.party)} asks for more than "
        f"{points(first.limit)} points instead of {points(first.no_deal.mid)}{inside}"
    )
    if len(result.margins) + len(result.spared) > 1:
        who = "all whose yes may matter" if result.spared else "all signers"
        said += f"; if {who} ask for more at once, it is more than {points(result.together, 3)} points"
    if result.spared:
        spared = listed((name_of(case, party) for party in result.spared), "or")
        many = len(result.spared) > MOST_SAID
        none = f"none of the {len(result.spared)} others could close it alone"
        said += f"; {none if many else f'{spared} alone could not close it'}"
    if result.slack:
        rules = "rules" if len(result.slack) == 1 else "rule"
        said += f"; {len(result.slack)} of {len(result.demands)} demands {rules} out nothing beside the others"
    return f"{said}."


def not_found(case: Case, result: Closeness) -> tuple[str, ...]:
    """What the work allowed did not suffice to find."""
    said = []
    if uncertain := [name_of(case, margin.party) for margin in result.margins if not margin.complete]:
        margins = f"margin of {uncertain[0]} is" if len(uncertain) == 1 else f"margins of {listed(uncertain)} are"
        said.append(f"The {margins} at least so large.")
    if result.options_left is None or result.slack is None:
        said.append("Options left and slack demands were not all found within the work allowed.")
    return tuple(said)


# What a wanted agreement would take


def takes(case: Case, result: WhatItTakes) -> str:
    """What every signer would have to give for the wanted terms."""
    terms = wanted_terms(result.wanted)
    said = [
        f"{name_of(case, signer.need.party)} {listed(_needs(case, signer))}"
        for signer in result.signers
        if not signer.accepts
    ]
    if not said:
        return f"Nothing has to change for {terms}: every signer would accept, as judged at the middle of ranges."
    content = listed(name_of(case, signer.need.party) for signer in result.signers if signer.accepts)
    rest = f"; {content} would accept as things stand" if content else ""
    ways = f", by one of {result.number.number:,} ways to settle the rest that take as little," if result.over else ""
    return f"For {terms}{ways} it takes that {'; that '.join(said)}{rest}."


def not_certain(result: WhatItTakes) -> tuple[str, ...]:
    """That the issues left open may not be settled as well as they could be."""
    doubt = "It is not certain that the open issues are settled so that it takes least."
    return () if result.certain else (doubt,)


def excluded(result: Excluded) -> str:
    """That the conditions exclude the wanted terms."""
    number, terms = len(result.conditions), wanted_terms(result.wanted)
    conditions = counted(number, "condition", "conditions")
    return f"No coherent agreement has {terms}: {conditions} of the case {'excludes' if number == 1 else 'exclude'} it."


def _needs(case: Case, signer: Acceptance) -> list[str]:
    needs, need = [gives(case, softening) for softening in signer.lifted], signer.need
    if need.short:
        allowed = "more than" if need.share is None else f"{need.share}% of what"
        ranges = f" ({allowed} its ranges allow)" if need.has_ranges else ""
        short = points(float(need.short), 3)
        needs.append(f"accepts {short} points less than no deal is worth to it{ranges}")
    return needs
