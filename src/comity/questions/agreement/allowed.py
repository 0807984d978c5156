"""What red lines and conditions alone allow, drafts among them: a first look, before anybody's interests are judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from comity.agreements.progress import Progress
from comity.agreements.space import Agreement, Space
from comity.case.drafts import Drafted
from comity.finding import Result
from comity.questions.agreement.bounds import Interval, bounds_of
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.funnel import COUNTABLE, Funnel, Removal


@dataclass(frozen=True, repr=False)
class Allowed(Result):
    """How many agreements red lines and conditions leave.

    all, coherent, red_lines: as in `comity.questions.agreement.funnel.Funnel`, intervals where the space is too large
    to be looked at; conditions, lines: what each removes, empty in a space so large; left: the first agreements left,
    in the order of the options in the file; drafts: how many of the red lines and conditions are drafts; signers: who
    is counted as signing; supposed: whether the file marks none of them.
    """

    all: int
    coherent: Interval
    red_lines: Interval
    conditions: tuple[Removal, ...]
    lines: tuple[Removal, ...]
    left: tuple[Agreement, ...]
    drafts: int
    signers: tuple[str, ...]
    supposed: bool

    def json(self) -> dict[str, Any]:
        """What is allowed, for other programs."""
        every = {"all": Interval(self.all, self.all), "coherent": self.coherent, "red_lines": self.red_lines}
        return {
            "stages": [{"name": name, "low": stage.low, "high": stage.high} for name, stage in every.items()],
            "agreements": [dict(agreement.options) for agreement in self.left],
            "removed": {
                "conditions": [removal.json() for removal in self.conditions],
                "red_lines": [removal.json() for removal in self.lines],
            },
            "drafts": self.drafts,
            "signers": list(self.signers),
            "signers_supposed": self.supposed,
        }


def allowed_of(drafted: Drafted, show: int, progress: Progress | None = None, *, countable: int = COUNTABLE) -> Allowed:
    """What the red lines and conditions of a case allow.

    show: how many of the agreements left to hold; progress: told the share done, 0 to 1; countable: up to how many
    agreements to look at every one.
    """
    case = drafted.case
    signers, supposed = case.signers(), bool(drafted.supposed_to_sign)
    if Space.of(case).count > countable:
        bounds = bounds_of(case, show=0)
        return Allowed(bounds.all, bounds.coherent, bounds.red_lines, (), (), (), drafted.drafts, signers, supposed)
    funnel: Funnel = funnel_of(case, show=show, keep=show, progress=progress)
    coherent, red_lines = (Interval(count, count) for count in (funnel.coherent, funnel.red_lines))
    left = tuple(each.agreement for each in funnel.left)
    # What a line would open counts what it alone removes: nothing comes after the red lines here.
    lines = tuple(replace(line, would_open=line.removes_alone) for line in funnel.lines)
    found = (funnel.conditions, lines, left)
    return Allowed(funnel.all, coherent, red_lines, *found, drafted.drafts, signers, supposed)
