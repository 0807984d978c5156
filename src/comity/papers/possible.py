"""The agreements that are possible as judged, listed, so that a paper can say what they have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from comity.agreements.allowed import Choices
from comity.agreements.space import Space
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.possible import possible_choices


@dataclass(frozen=True)
class Possible:
    """The agreements possible with all numbers in the middle of their ranges: a row each, in no order."""

    payoff: Payoff
    choices: Choices

    @classmethod
    def of(cls, case: Case) -> Possible | None:
        """Those of a case; None where there are too many to be listed, or a signer's consent cannot be judged."""
        choices = possible_choices(case)
        return None if choices is None else cls(Payoff.of(case), choices)

    @property
    def space(self) -> Space:
        """The space that the agreements are of."""
        return self.payoff.space

    def options(self, issue: str) -> tuple[str, ...]:
        """The options of an issue that some of them have, in the order of the case."""
        at = self.space.issues.index(issue)
        had = set(np.unique(self.choices[:, at]).tolist())
        return tuple(option for place, option in enumerate(self.space.options[at]) if place in had)

    def with_terms(self, terms: Mapping[str, str]) -> Possible:
        """Those that settle some issues as given."""
        kept = np.ones(len(self.choices), dtype=bool)
        for issue, option in terms.items():
            at = self.space.issues.index(issue)
            kept &= self.choices[:, at] == self.space.options[at].index(option)
        return Possible(self.payoff, self.choices[kept])

    def worth(self, party: str) -> tuple[float, float] | None:
        """The least and the most that they are worth to someone, in points of its scale; None where not known."""
        worth = self.payoff.worths.get(party)
        if worth is None or not len(self.choices):
            return None
        steps = worth.steps_of(self.choices)
        return worth.points(float(steps.min())), worth.points(float(steps.max()))
