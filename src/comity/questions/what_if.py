"""Before and after something is supposed: which agreements stay possible, which come in addition, which fall away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.agreements.allowed import Choices
from comity.agreements.space import Agreement, Space, common_terms
from comity.agreements.suppose import supposed
from comity.agreements.worth import MIDDLE, Payoff
from comity.case.model import Case
from comity.finding import Cell, Quantity, Table
from comity.problem import Problems
from comity.questions.possible import possible, possible_choices

SHOWN = 5
"""How many agreements that came, and that went, are shown."""


@dataclass(frozen=True)
class Exchanged:
    """An agreement that is possible on one side only.

    gains: by signer, in points over no deal, where it is possible, at the middle of its no-deal range.
    """

    agreement: Agreement
    gains: Mapping[str, float]


@dataclass(frozen=True)
class Alone:
    """One of several suppositions, taken alone.

    words: as it was asked for; leaves_out: whether it leaves something out; number: how many agreements are then
    possible, None where they cannot be counted.
    """

    words: str
    leaves_out: bool
    number: int | None


@dataclass(frozen=True)
class WhatIf:
    """What a supposition does to the agreements that are possible.

    before, after: how many are possible as in the file, and so; stay: on both sides; came, went: the first of those
    that come in addition, and that fall away, best for the signer that gains least first; alone: where several things
    are supposed, each by itself.
    """

    before: int
    after: int
    stay: int
    came: tuple[Exchanged, ...]
    went: tuple[Exchanged, ...]
    alone: tuple[Alone, ...] = ()

    def json(self) -> dict[str, Any]:
        """What it does, for other programs."""
        return {
            "before": self.before,
            "after": self.after,
            "more": self.after - self.before,
            "stay": self.stay,
            "come": self.after - self.stay,
            "fall_away": self.before - self.stay,
            **{
                name: [
                    {"number": number, "agreement": dict(each.agreement.options), "gains": dict(each.gains)}
                    for number, each in enumerate(exchanged, 1)
                ]
                for name, exchanged in (("came", self.came), ("went", self.went))
            },
            "came_shown": len(self.came),
            "went_shown": len(self.went),
            "alone": [
                {
                    "supposed": each.words,
                    "leaves_out": each.leaves_out,
                    "after": each.number,
                    "more": _more(each.number, self.before),
                }
                for each in self.alone
            ],
        }


def what_if(filed: Case, together: Case, shown: int = SHOWN) -> WhatIf | None:
    """What a supposition does; None where the agreements of either side cannot be listed, or have other options.

    filed, together: the case as its file has it, and with all that is supposed; shown: how many to hold of those that
    came, and that went.
    """
    sides = exchanged(filed, together)
    if sides is None:
        return None
    return WhatIf(
        len(sides.went) + len(sides.stay),
        len(sides.came) + len(sides.stay),
        len(sides.stay),
        _first(together, sides.came, shown),
        _first(filed, sides.went, shown),
        _each_alone(filed, together),
    )


@dataclass(frozen=True, eq=False)
class Sides:
    """The agreements that fall away, that stay and that come in addition: a row an agreement, in no order."""

    went: Choices
    stay: Choices
    came: Choices


def exchanged(filed: Case, together: Case) -> Sides | None:
    """Which agreements fall away, stay and come; None where either side cannot be listed, or has other options."""
    if Space.of(filed) != Space.of(together):
        return None
    before, after = possible_choices(filed), possible_choices(together)
    if before is None or after is None:
        return None
    known, stands = _codes(before), _codes(after)
    both = set(known).intersection(stands)
    stayed = np.array([code in both for code in known], dtype=bool)
    new = np.array([code not in both for code in stands], dtype=bool)
    return Sides(before[~stayed], before[stayed], after[new])


def _each_alone(filed: Case, together: Case) -> tuple[Alone, ...]:
    """What each supposition does by itself, where there are several; none that says nothing without another one."""
    asked = [*((name, True) for name in together.left_out), *((words, False) for words in together.supposed)]
    alone = []
    for words, leaves_out in asked if len(asked) > 1 else ():
        with suppress(Problems):
            case = supposed(filed, [words], ()) if leaves_out else supposed(filed, (), [words])
            counted = possible(case)
            exact = counted is not None and counted.complete
            alone.append(Alone(words, leaves_out, counted.number if counted is not None and exact else None))
    return tuple(alone)


def _codes(choices: Choices) -> list[bytes]:
    """Every choice as something that can be looked up."""
    return list(map(np.ndarray.tobytes, np.ascontiguousarray(choices)))


def _first(case: Case, choices: Choices, shown: int) -> tuple[Exchanged, ...]:
    """The first of some agreements: best for the signer that gains least, then in sum, then by their options."""
    payoff = Payoff.of(case)
    signers = [payoff.worths[name] for name in case.signers() if name in payoff.worths]
    known = [worth for worth in signers if worth.no_deal is not None]
    gains = np.zeros((len(choices), len(known)))
    for at, worth in enumerate(known):
        steps = worth.steps_of(choices) - worth.at_no_deal(MIDDLE)
        gains[:, at] = steps * worth.unit.numerator / worth.unit.denominator
    least = gains.min(axis=1) if known else np.zeros(len(choices))
    order = np.lexsort((*choices.T[::-1], -np.round(gains.sum(axis=1), 9), -least))[:shown]
    names = [worth.party for worth in known]
    return tuple(
        Exchanged(payoff.space.agreement(choices[at].tolist()), dict(zip(names, gains[at].tolist(), strict=True)))
        for at in order
    )


def before_and_after(found: WhatIf) -> Table:
    """How many agreements are possible before and after, and how many of them are the same."""
    rows = (
        ("possible as in the file", found.before),
        ("fall away", found.before - found.stay),
        ("come in addition", found.after - found.stay),
        ("possible so", found.after),
        ("possible on both sides", found.stay),
    )
    return Table("Before and after", ("agreements", "number"), rows)


def each_alone(found: WhatIf) -> Table | None:
    """How many agreements are possible with each supposition alone, and with all; None where there is only one."""
    if not found.alone:
        return None
    rows: list[tuple[Cell, ...]] = [
        (f"without {each.words}" if each.leaves_out else each.words, each.number, _more(each.number, found.before))
        for each in found.alone
    ]
    rows.append(("all together", found.after, _more(found.after, found.before)))
    columns = ("supposed", "possible so", "more than in the file")
    return Table("Each supposition alone", columns, tuple(rows))


def _more(number: int | None, before: int) -> int | None:
    return None if number is None else number - before


def came_and_went(case: Case, found: WhatIf) -> Table | None:
    """The first agreements that came and that went, with the gains of the signers; None where none did."""
    exchanged = [*(("comes", each) for each in found.came), *(("falls away", each) for each in found.went)]
    if not exchanged:
        return None
    common = common_terms([each.agreement for _, each in exchanged])
    differing = [issue for issue in case.issues if issue not in common]
    parties = list(dict.fromkeys(party for _, each in exchanged for party in each.gains))
    rows: list[tuple[Cell, ...]] = [
        (
            what,
            *(Quantity(each.gains[party], "gain") if party in each.gains else None for party in parties),
            *(each.agreement.options[issue] for issue in differing),
        )
        for what, each in exchanged
    ]
    said = ", ".join(f"{issue}={option}" for issue, option in common.items())
    note = f"All of these have {said}. " if said and len(exchanged) > 1 else f"Its terms: {said}. " if said else ""
    note += "Under a signer stand the points it gains over no deal, on the side on which the agreement is possible."
    return Table(_title(found), ("", *parties, *differing), tuple(rows), note, alike=common)


def _title(found: WhatIf) -> str:
    sides: Sequence[tuple[int, int, str, str]] = (
        (found.after - found.stay, len(found.came), "comes", "come"),
        (found.before - found.stay, len(found.went), "falls away", "fall away"),
    )
    parts = []
    for number, shown, one, several in sides:
        if number:
            of = f" ({shown} shown)" if shown < number else ""
            parts.append(f"{number:,} {one if number == 1 else several}{of}")
    return f"Agreements that change: {', '.join(parts)}"
