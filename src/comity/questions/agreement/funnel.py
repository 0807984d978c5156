"""The funnel of a case: how many agreements each stage leaves, what removed the others, and which are left.

all  >  coherent (conditions)  >  no red line crossed  >  worth at least no deal to every signer (the ZOPA)
     >  ratified at home  >  survives the spoilers

Where a rule says whose yes suffices at the table, a stage leaves what those could sign who suffice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from comity.agreements.space import Agreement
from comity.finding import Band, Result
from comity.questions.agreement.rated_amounts import RatedAmount
from comity.questions.agreement.stands import Stands

COUNTABLE = 10**8
"""The largest space whose agreements are looked at one by one where nothing else is asked: some seconds."""

LISTED = 1000
"""How many of the agreements left a funnel holds, at most; all are counted."""


@dataclass(frozen=True)
class Stage:
    """One stage of the funnel.

    name: all, coherent, red_lines or zopa, and ratified and spoilers where the case has them; count: how many
    agreements it leaves; removed: how many of the stage before it removes, None for the first; share: the part of the
    stage before that is left, 0 to 1, None where that is empty.
    """

    name: str
    count: int
    removed: int | None
    share: float | None


@dataclass(frozen=True)
class Removal:
    """What one condition, red line, body at home, ratification or spoiler removes.

    name: of the condition or red line, or of the party whose yes is missing; party: who draws the red line, or that
    party, empty for a condition; removes: of the agreements
    that reach its stage, those it removes; removes_alone: of these, those that nothing else at its stage removes;
    would_open: those that fail nothing else in the whole funnel, and so would be left without it.
    """

    name: str
    party: str
    removes: int
    removes_alone: int
    would_open: int

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        told = {
            "name": self.name,
            "removes": self.removes,
            "removes_alone": self.removes_alone,
            "would_open": self.would_open,
        }
        return {"party": self.party, **told} if self.party else told


@dataclass(frozen=True)
class Refusal:
    """What one signer refuses because no deal is worth more to it.

    no_deal: in points, as it was judged: the low end of its range, the middle, the high end; removes: of the agreements
    that cross no red line, those it refuses at the middle; removes_alone: of these, those that no other signer refuses,
    and which would be left without its refusal. no_deal is None for a group that decides by the yes of its members;
    opens: those that would be left in the end, None where nothing comes after this stage and it is those.
    """

    party: str
    no_deal: Band | None
    removes: int
    removes_alone: int
    opens: int | None = None

    @property
    def would_open(self) -> int:
        """How many agreements would be left in the end without its refusal."""
        return self.removes_alone if self.opens is None else self.opens

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "party": self.party,
            "name": self.party,
            "no_deal": None if self.no_deal is None else self.no_deal.json(),
            "removes": self.removes,
            "removes_alone": self.removes_alone,
            "would_open": self.would_open,
        }


@dataclass(frozen=True)
class AgreementLeft:
    """One agreement of the last stage.

    gains: by signer, how many points of its own scale it gains over no deal, at the middle of its no-deal range; at
    least 0 where its consent is needed.
    """

    agreement: Agreement
    gains: dict[str, float]


@dataclass(frozen=True)
class Onlooker:
    """What the agreements left mean to someone whose consent they do not need.

    accepts: how many it would accept by its own no-deal value and red lines (None where it has no no-deal value);
    least, most: the range of their worth to it, in points of its own scale.
    """

    party: str
    accepts: int | None
    least: float
    most: float


@dataclass(frozen=True, repr=False)
class Funnel(Result):
    """Which agreements are possible (the zone of possible agreement, Raiffa 1982). All counts are exact.

    all, coherent, red_lines, zopa: how many agreements there are, meet every condition, cross no red line of a signer
    besides, and are besides worth at least no deal to every signer, each no-deal value at the middle of its range.
    zopa_low, zopa_high: the last count with every no-deal value at the low, and at the high, end of its range.
    conditions, lines, signers: what each removes. left: the best agreements of the last stage, at most as many as were
    asked for, by the gain of the worst-off signer, then by the sum of gains, then by the gain of the next. onlookers:
    what the last stage means to those with interests who do not sign; empty where it is empty. rounded: whose
    judgements have too many digits to be added without rounding. shown: how many of those left a reader is shown.

    ratified: how many are besides ratified at home, None where nobody is asked there; unspoiled: how many of these no
    outsider would undo that an option needs, None where there is none. bodies, ratifications, outsiders: what each
    body at home, each signature's ratification and each such outsider removes. by_rule: whether anything but the yes
    of every signer decides at the table; the stages then leave what those could sign who suffice by that rule.
    proposals: where the proposals of the case stand; amounts: how its amounts are rated; between_steps: by party, how
    many points more an agreement between two steps of these could be worth; filled in by the question.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> funnel = comity.agreement(comity.read_case(case_file("abdelnabi-2024"))).result
    >>> [(stage.name, stage.count) for stage in funnel.stages]
    [('all', 720), ('coherent', 720), ('red_lines', 720), ('zopa', 12)]
    >>> best = funnel.left[0]
    >>> str(best.agreement)
    'mix=mixed, ecology=improve, jobs=no-preference, loan=three, compensation=300'
    >>> best.gains["cities"], funnel.signers[3].removes
    (3.0, 165)
    """

    all: int
    coherent: int
    red_lines: int
    zopa: int
    zopa_low: int
    zopa_high: int
    conditions: tuple[Removal, ...]
    lines: tuple[Removal, ...]
    signers: tuple[Refusal, ...]
    left: tuple[AgreementLeft, ...]
    onlookers: tuple[Onlooker, ...]
    rounded: tuple[str, ...] = ()
    shown: int = 0
    ratified: int | None = None
    unspoiled: int | None = None
    bodies: tuple[Removal, ...] = ()
    ratifications: tuple[Removal, ...] = ()
    outsiders: tuple[Removal, ...] = ()
    by_rule: bool = False
    proposals: tuple[Stands, ...] = ()
    amounts: tuple[RatedAmount, ...] = ()
    between_steps: dict[str, float] = field(default_factory=dict)

    @property
    def asked_later(self) -> bool:
        """Whether anybody is asked after those at the table."""
        return self.ratified is not None or self.unspoiled is not None

    @property
    def possible(self) -> int:
        """How many agreements the last stage leaves."""
        return next(count for count in (self.unspoiled, self.ratified, self.zopa) if count is not None)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages, the widest first."""
        counts = {"all": self.all, "coherent": self.coherent, "red_lines": self.red_lines, "zopa": self.zopa}
        later = {"ratified": self.ratified, "spoilers": self.unspoiled}
        counts |= {name: count for name, count in later.items() if count is not None}
        earlier = (None, *counts.values())
        return tuple(
            Stage(name, count, None if before is None else before - count, count / before if before else None)
            for (name, count), before in zip(counts.items(), earlier, strict=False)
        )

    def json(self) -> dict[str, Any]:
        """The funnel for other programs."""
        return {
            "stages": [
                {"name": stage.name, "count": stage.count, "removed": stage.removed, "share": stage.share}
                for stage in self.stages
            ],
            "agreements": [dict(each.agreement.options) for each in self.left],
            "agreements_count": self.possible,
            "agreements_listed": len(self.left),
            "agreements_shown": self.shown,
            "agreements_not_shown": self.possible - self.shown,
            "left": [{"number": number, "gains": dict(each.gains)} for number, each in enumerate(self.left, 1)],
            "removed": {
                "conditions": [condition.json() for condition in self.conditions],
                "red_lines": [line.json() for line in self.lines],
                "no_deal": [signer.json() for signer in self.signers],
                **{name: [removal.json() for removal in removals] for name, removals in self._later().items()},
            },
            "zopa_at_no_deal": {"low": self.zopa_low, "midpoint": self.zopa, "high": self.zopa_high},
            "others": [
                {"party": each.party, "accepts": each.accepts, "least": each.least, "most": each.most}
                for each in self.onlookers
            ],
            "rounded": list(self.rounded),
            **({"proposals": [each.json() for each in self.proposals]} if self.proposals else {}),
            **({"amounts": [each.json() for each in self.amounts]} if self.amounts else {}),
            **({"between_steps": dict(self.between_steps)} if self.between_steps else {}),
        }

    def _later(self) -> dict[str, tuple[Removal, ...]]:
        """What is removed after the ZOPA, where anything could be."""
        asked = {} if self.ratified is None else {"bodies": self.bodies, "ratifications": self.ratifications}
        return asked if self.unspoiled is None else {**asked, "spoilers": self.outsiders}
