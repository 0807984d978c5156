"""Where there is an agreement: how little would close the space of agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.agreements.nearest import Counted
from comity.finding import Result
from comity.questions.deadlock.closed import NOTHING
from comity.questions.deadlock.demands import NamedDemand
from comity.questions.deadlock.impasse import Impasse, Margin


@dataclass(frozen=True, repr=False)
class Closeness(Result):
    """How close the space of agreements is to empty.

    number: how many agreements are possible; margins: how much more each signer could ask alone, the smallest first;
    together: by how many points all could ask for more at once, each on its own scale, at least 0; options_left: for
    each issue the options that some possible agreement has; slack: the names of the demands that rule nothing out
    beside the others (either is None where it was not found within the work allowed); demands: every demand of the
    signers. spared: where a rule decides, those without whose yes some agreement is left, so that they have no margin.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> result = comity.deadlock(comity.read_case(case_file("abdelnabi-2024"))).result
    >>> result.number.number, result.margins[0].party, result.margins[0].points, result.together
    (12, 'developer', 15.0, 3.0)
    """

    number: Counted
    margins: tuple[Margin, ...]
    together: float
    options_left: Mapping[str, tuple[str, ...]] | None
    slack: tuple[str, ...] | None
    demands: tuple[NamedDemand, ...]
    spared: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether every margin is exact, and not only at least so large."""
        return all(margin.complete for margin in self.margins)

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        return {
            **NOTHING,
            "agreements": self.number.number,
            "agreements_exact": self.number.complete,
            "margins": {margin.party: round(margin.points, 6) for margin in self.margins},
            "limits": {margin.party: _limit(margin) for margin in self.margins},
            "margin_together": round(self.together, 6),
            "options_left": self.options_left and {issue: list(names) for issue, names in self.options_left.items()},
            "slack": None if self.slack is None else list(self.slack),
            "slack_count": None if self.slack is None else len(self.slack),
            "demands": [demand.json() for demand in self.demands],
            "demands_count": len(self.demands),
            **({"spared": list(self.spared)} if self.spared else {}),
        }


def closeness(impasse: Impasse) -> Closeness:
    """How close a case that has an agreement is to having none."""
    left, slack, margins = impasse.left(keep=1), impasse.slack(), impasse.margins()
    held = {margin.party for margin in margins}
    return Closeness(
        number=left.number,
        margins=margins,
        together=next((best.least for best in left.best if best.least is not None), 0.0),
        options_left=impasse.options_left(),
        slack=None if slack is None else tuple(demand.name for demand in impasse.named(slack)),
        demands=impasse.named(range(len(impasse.demands))),
        spared=tuple(worth.party for worth in impasse.signers if worth.party not in held),
    )


def _limit(margin: Margin) -> dict[str, Any]:
    """A signer's judged no-deal value, and above which value no agreement is left."""
    return {
        "no_deal": margin.no_deal.json(),
        "limit": round(margin.limit, 6),
        "range_passes": margin.range_passes,
        "exact": margin.complete,
    }
