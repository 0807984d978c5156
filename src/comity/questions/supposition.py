"""What is supposed beside the file, told first in every answer, and what it does to the number of agreements."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

from comity.agreements.allowed import TooMany
from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.nearest import Counted, count
from comity.agreements.passing import passing
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.case.wording import listed
from comity.finding import Finding, Result

COUNTED = 1 << 20
"""How many partial agreements are looked at to count those that are possible, at most."""

R = TypeVar("R", bound=Result)


def told_first(case: Case, finding: Finding[R]) -> Finding[R]:
    """A finding whose answer says first what is not as in the file, with the number of agreements before and after."""
    if not case.left_out and not case.supposed:
        return finding
    before, after = possible(case.as_filed), possible(case)
    supposed: dict[str, Any] = {"without": list(case.left_out), "suppose": list(case.supposed)}
    counts = ""
    if before is not None and after is not None:
        one = before.complete and before.number < 2
        verb = "agreement is" if one else "agreements are"
        filed = "no" if one and not before.number else _said(before)
        counts = f" ({filed} {verb} possible as in the file, {_said(after)} so)"
        for name, counted in (("as_in_the_file", before), ("so", after)):
            supposed |= {name: counted.number, f"{name}_exact": counted.complete}
    return replace(finding, answer=f"{_changes(case)}{counts}. {finding.answer}", supposed=supposed)


def possible(case: Case) -> Counted | None:
    """How many agreements are coherent, cross no red line and are worth at least no deal to every signer.

    Where a rule of consent, bodies at home or needs decide, how many pass by these. None where a signer has no no-deal
    value, or they cannot be counted.
    """
    payoff = Payoff.of(case)
    if case.by_rule:
        with suppress(TooMany):
            return Counted(len(passing(case, payoff)), True)
        return None
    signers = [payoff.worths.get(party) for party in case.signers()]
    known = [worth for worth in signers if worth is not None and worth.no_deal is not None]
    if len(known) < len(signers):
        return None
    rules = [rule.breaks for rule in (*condition_rules(case, payoff.space), *red_line_rules(case, payoff.space))]
    sums, needed = [worth.factors for worth in known], [worth.needed for worth in known]
    return count(payoff.space, [rule for rule in rules if rule.values.any()], sums, needed, COUNTED)


def _changes(case: Case) -> str:
    """What is not as in the file: "Supposing “a: no_deal=30”, without “ban”"."""
    said = f"supposing {listed(f'“{words}”' for words in case.supposed)}" if case.supposed else ""
    out = f"without {listed(f'“{name}”' for name in case.left_out)}" if case.left_out else ""
    told = ", ".join(filter(None, (said, out)))
    return f"{told[0].upper()}{told[1:]}"


def _said(counted: Counted) -> str:
    number = f"{counted.number:,}" if counted.number else "none"
    return number if counted.complete else f"at least {counted.number:,}"
