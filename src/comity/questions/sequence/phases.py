"""A roadmap: an order of steps as phases, with what each side gives and gets, and what has to be verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.case.model import Case
from comity.questions.sequence.interim import Interim, Stage
from comity.questions.sequence.steps import Course


@dataclass(frozen=True)
class Obligation:
    """What one term of an agreement obliges to, and what the case says of its keeping.

    takes_part: without whom it cannot be had; verified_by: who verifies that it is kept; breach: what follows if not;
    both empty where the case does not say; lapses: whether it lapses when talks stop; asks: the conditions of the case
    that it must meet.
    """

    issue: str
    option: str
    takes_part: tuple[str, ...]
    verified_by: tuple[str, ...]
    breach: str
    lapses: bool
    asks: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """The obligation by its fields."""
        return {
            "issue": self.issue,
            "option": self.option,
            "takes_part": list(self.takes_part),
            "verified_by": list(self.verified_by),
            "breach": self.breach or None,
            "lapses": self.lapses,
            "conditions": list(self.asks),
        }


@dataclass(frozen=True)
class Phase:
    """One step of a roadmap.

    number: which step it is, from 1; terms: what comes into force; changes: whether that is anything else than holds
    today; brings: by party, what it gets (or, below 0, gives), in points; obligations: one a term; stage: where the
    parties stand if talks stop after it, None after the last, which closes the agreement; unmet: the conditions of the
    case that this stage breaks.
    """

    number: int
    terms: Mapping[str, str]
    changes: bool
    brings: Mapping[str, float]
    obligations: tuple[Obligation, ...]
    stage: Stage | None
    unmet: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """The phase by its fields."""
        return {
            "number": self.number,
            "terms": dict(self.terms),
            "changes": self.changes,
            "brings": dict(self.brings),
            "obligations": [each.json() for each in self.obligations],
            "if_talks_stop": None if self.stage is None else self.stage.json(),
            "unmet": list(self.unmet),
        }


def phases_of(case: Case, interim: Interim, course: Course) -> tuple[Phase, ...]:
    """The phases of an order of steps."""
    found = []
    for number, step in enumerate(course.order, 1):
        terms = {issue: interim.target.options[issue] for issue in step}
        brings = {
            account.party: interim.points(sum(account.steps.get(issue, 0) for issue in step))
            for account in interim.accounts
        }
        found.append(
            Phase(
                number,
                terms,
                bool(set(step) & set(interim.changing)),
                brings,
                tuple(_obligation(case, issue, option) for issue, option in terms.items()),
                course.stages[number - 1] if number <= len(course.stages) else None,
                course.unmet.get(number, ()),
            )
        )
    return tuple(found)


def _obligation(case: Case, issue: str, option: str) -> Obligation:
    stated = case.issues[issue]
    needed = stated.needs.get(option) or ((stated.decided_by,) if stated.decided_by else ())
    asks = tuple(name for name, rule in case.named_conditions().items() if option in rule.if_.get(issue, ()))
    said = stated.options[option]
    return Obligation(issue, option, needed, said.verified_by, (said.breach or "").strip(), stated.reversible, asks)
