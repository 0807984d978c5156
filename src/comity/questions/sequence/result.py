"""The numbers of a sequence: what to settle first, in which order steps are safe, which talks may begin, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.agreements.common_ground import Island
from comity.finding import Band, Result
from comity.questions.sequence.measures import Opened
from comity.questions.sequence.openings import Openings
from comity.questions.sequence.phases import Phase
from comity.questions.sequence.preconditions import Preconditions
from comity.questions.sequence.rounds import Rounds
from comity.questions.sequence.steps import Steps
from comity.questions.sequence.target import Target


@dataclass(frozen=True)
class JudgedNumber:
    """A number that the answer rests on. path: where it stands in the case; value: its range; why: its reason."""

    path: str
    value: Band
    why: str

    def json(self) -> dict[str, Any]:
        """The number by its fields."""
        return {"path": self.path, "value": self.value.json(), "because": self.why or None}


@dataclass(frozen=True, repr=False)
class Sequence(Result):
    """What to settle first, in which order steps are safe, which talks may begin, and how.

    signers: who signs; openings: what settling one issue leaves, None where the agreements cannot be listed or a signer
    has no judgements; islands: the options that every signer prefers or tolerates; preconditions: on talks, empty where
    the case has none; target: the agreement aimed at, None where there is none; steps: in force at once, None without a
    target or where the case does not say of every issue what holds today; untold: the issues of which it does not say
    it; phases: of a roadmap; rounds: of talks, None where the case judges none; measures: what each would open, None
    where agreements cannot be counted; judged: the numbers of rounds and measures, each with its reason.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> from comity.questions.sequence.answer import sequence
    >>> result = sequence(comity.read_case(case_file("abdelnabi-2024"))).result
    >>> result.openings.agreements, result.steps
    (12, None)
    """

    signers: tuple[str, ...]
    openings: Openings | None
    islands: tuple[Island, ...]
    preconditions: Preconditions
    target: Target | None
    steps: Steps | None
    untold: tuple[str, ...]
    phases: tuple[Phase, ...]
    rounds: Rounds | None
    measures: tuple[Opened, ...] | None
    judged: tuple[JudgedNumber, ...] = ()

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        told: dict[str, Any] = {"signers": list(self.signers), "stakes": None, "openings": None}
        told |= {} if self.openings is None else self.openings.json()
        told |= {
            "islands": [
                {
                    "issue": island.issue,
                    "option": island.option,
                    "prefers": list(island.prefers),
                    "tolerates": list(island.tolerates),
                    "least": island.least,
                }
                for island in self.islands
            ],
            **self.preconditions.json(),
            "target": None,
            "orders": None,
            "chosen": None,
            "today_not_said": list(self.untold),
            "roadmap": [phase.json() for phase in self.phases],
            "rounds": None if self.rounds is None else self.rounds.json(),
            "measures": None if self.measures is None else [each.json() for each in self.measures],
            "judged": [each.json() for each in self.judged],
        }
        if self.target is not None:
            told["target"] = dict(self.target.agreement.options)
            told["target_how"] = self.target.how
            told["target_tied"] = self.target.tied
            told["target_gains"] = dict(self.target.gains)
        if self.steps is not None:
            told |= {"steps": self.steps.json()}
            told |= {"orders": told["steps"].pop("orders"), "chosen": told["steps"].pop("chosen")}
        return told
