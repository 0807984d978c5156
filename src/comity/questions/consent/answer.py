"""Who must say yes, who suffices, what leaving one out costs, and whether groups and homes hold."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from comity.agreements.allowed import Choices, TooMany
from comity.agreements.arguments import refuse_nonsense, whole_number
from comity.agreements.consent import Consent, names_in
from comity.agreements.core import in_core
from comity.agreements.efficient import Efficient, efficient
from comity.agreements.nondominated import nondominated
from comity.agreements.passing import LOOKED_AT, passing
from comity.agreements.picks import Gains, Picks
from comity.agreements.progress import Progress, part
from comity.agreements.readings import DRAWS, SEED
from comity.agreements.suppose import supposed, supposing
from comity.agreements.voices import Voices
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.figure import Figure
from comity.finding import Finding, Table
from comity.questions.consent import figures, tables, words
from comity.questions.consent.bounds import bounds_by_rule
from comity.questions.consent.coalitions import coalitions_of
from comity.questions.consent.groups import held, rated_groups, refusals
from comity.questions.consent.home import at_home, hands, safest, unrated_chance
from comity.questions.consent.payments import opened
from comity.questions.consent.power import power_of
from comity.questions.consent.result import Consented, Pick
from comity.questions.supposition import told_first
from comity.questions.sureness import how_sure

TIES = 5
"""How many outcomes that tie in one measure are looked at."""


def consent(
    case: Case,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    show: int = 10,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[Consented]:
    """Who must say yes, which sets of parties suffice, who is pivotal, and whether groups and homes hold.

    draws, seed: of the readings of the ranges, for how safe picked agreements are at home; show: how many rows tables
    have; without, suppose: red lines and conditions to leave out, and judgements to suppose instead (see
    `comity.agreements.suppose`); progress: told the share done, 0 to 1. Raises Problems for what is not in the case and
    for arguments of a wrong kind. Sources: von Neumann and Morgenstern (1944), Shapley and Shubik (1954), Scarf (1967),
    Putnam (1988).
    """
    nonsense = [
        *whole_number("draws", draws, 20, 10**7),
        *whole_number("seed", seed, 0),
        *whole_number("show", show, 1),
    ]
    refuse_nonsense(case, nonsense, without=without, suppose=suppose, progress=progress)
    case, show = supposed(case, without, suppose), int(show)
    result = consented(case, int(draws), int(seed), progress)
    finding = Finding(
        question="consent",
        answer=words.answer(case, result),
        exact=result.coalitions is not None and result.core is not None,
        method=words.METHOD,
        result=result,
        parameters={"draws": int(draws), "seed": int(seed), "show": show, **supposing(case)},
        caveats=words.caveats(case, result),
        tables=_tables(case, result, show),
        figures=_figures(case, result),
    )
    return told_first(case, how_sure(case, finding))


def consented(case: Case, draws: int, seed: int, progress: Progress | None = None) -> Consented:
    """The numbers of who must say yes."""
    payoff = Payoff.of(case)
    rule = Consent.of(case, payoff.space)
    # A group that decides by its members still has one vote here: power is that of those who sign.
    power = power_of(rule.rule, rule.signers)
    written = None if case.consent is None else case.consent.model_dump(exclude_defaults=True)
    known = all(name in payoff.worths and payoff.worths[name].no_deal is not None for name in rule.voices)
    if payoff.space.count > LOOKED_AT or not known:
        bounds = bounds_by_rule(case, payoff, rule) if known else None
        return Consented(rule.signers, None, power=power, rule=written, bounds=bounds)
    voices = Voices(case, payoff)
    coalitions = coalitions_of(case, voices, payoff, part(progress, 0, 2))
    payments = opened(case, payoff)
    with suppress(TooMany):
        choices = passing(case, payoff)
        core = in_core(case, payoff, choices, power.minimal) if power is not None else None
        best = _efficient_rows(payoff, rule.signers, choices)
        found = efficient(case, payoff=payoff, shown=1)
        result = Consented(
            rule.signers,
            coalitions,
            efficient=int(best.sum()),
            core=None if core is None else int(core.sum()),
            power=power,
            groups=held(case, payoff, choices, best),
            picks=_picks(case, payoff, rule, choices, found, draws, seed),
            hands=tuple(hands(case, payoff, name, found) for name in rule.ratified if _tied(rule, name)),
            safest=safest(payoff, rule, choices),
            chance=unrated_chance(case, rule),
            draws=draws if rule.ratified else 0,
            payments=payments,
            rule=written,
        )
        if progress is not None:
            progress(1.0)
        return result
    return Consented(rule.signers, coalitions, power=power, payments=payments, rule=written)


def _tied(rule: Consent, name: str) -> bool:
    """Whether it can be told what its ratification does to a signer: somebody is asked whom the case rates."""
    return name in rule.signers and not set(names_in(rule.ratified[name])) <= set(rule.chances)


def _efficient_rows(
    payoff: Payoff, signers: Sequence[str], choices: Choices
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of some agreements no other of them is better than for one signer and no worse for the rest."""
    worths = [payoff.worths[name].steps_of(choices) for name in signers if name in payoff.worths]
    sums = np.stack(worths, axis=1) if worths else np.zeros((len(choices), 1))
    return nondominated(sums, np.zeros(len(sums), dtype=np.intp))


def _picks(
    case: Case, payoff: Payoff, rule: Consent, choices: Choices, found: Efficient, draws: int, seed: int
) -> tuple[Pick, ...]:
    """What the four solutions pick among those that pass, one agreement an outcome, and who would not hold to it."""
    groups = rated_groups(case, payoff)
    if not groups and not rule.ratified:
        return ()
    by_row: dict[int, list[str]] = {}
    for name, rows in Picks.of(Gains.of(found)).by_name().items():
        for row in rows[:TIES]:
            by_row.setdefault(row, []).append(name)
    picked = []
    for row, names in by_row.items():
        agreement = found.agreements(row)[0]
        choice = payoff.space.choice(agreement)
        refused = {group: refusals(case, payoff, choices, choice, group) for group in groups}
        home = at_home(case, rule, choice, draws, seed) if rule.ratified else None
        picked.append(Pick(tuple(names), agreement, found.points.counts[row], refused, home))
    return tuple(picked)


def _figures(case: Case, result: Consented) -> dict[str, Figure]:
    made = {"blocking": figures.blocking(case, result), "at_home": figures.at_home(result)}
    return {name: figure for name, figure in made.items() if figure is not None}


def _tables(case: Case, result: Consented, show: int) -> dict[str, Table]:
    made = {
        "bounds": tables.bounds(case, result),
        "say": tables.say(case, result),
        "sufficient": tables.sufficient(case, result, show),
        "without": tables.without(case, result),
        "groups": tables.groups(case, result),
        "refused_terms": tables.refused_terms(case, result, show),
        "picks": tables.picks(case, result),
        "hands": tables.hands(case, result),
        "safest": tables.safest(case, result),
        "payments": tables.payments(case, result),
        "power": tables.power(case, result),
        "blocking": tables.blocking(case, result, show),
    }
    return {name: table for name, table in made.items() if table is not None}
