"""Whether terms can stand together in an agreement that meets every condition of a case."""

from __future__ import annotations

from collections.abc import Mapping

from comity.case.model import Case, Condition

MOST_LOOKS = 100_000
"""How many looks at a condition are taken for one case; beyond that, terms are taken to go together."""

_Asked = frozenset[tuple[str, frozenset[str]]]
Open = dict[str, frozenset[str]]
"""For each issue, the options that are still open."""


class Coherence:
    """The conditions of a case, asked about one combination after another."""

    def __init__(self, case: Case) -> None:
        self._conditions = case.conditions
        issues = {issue for rule in case.conditions for issue in (*rule.if_, *rule.then)}
        self._open: Open = {issue: frozenset(case.issues[issue].options) for issue in issues}
        self._naming: dict[str, list[Condition]] = {issue: [] for issue in issues}
        for rule in case.conditions:
            for issue in {*rule.if_, *rule.then}:
                self._naming[issue].append(rule)
        self._looks = MOST_LOOKS
        told_apart = case.conditions, {issue: tuple(case.issues[issue].options) for issue in sorted(issues)}
        self._known: dict[_Asked, tuple[bool, int]] = case.kept.of("coherence", told_apart, dict)

    def allows(self, combination: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether some agreement that meets every condition has the combination (`{}` for any at all)."""
        asked = frozenset((issue, frozenset(combination[issue])) for issue in combination.keys() & self._open.keys())
        known, looks = self._known.get(asked, (None, 0))
        if known is not None and looks < self._looks:  # what was found costs as much when it is known
            self._looks -= looks
            return known
        before = self._looks
        allowed = self._allows(combination)
        if self._looks > 0:
            self._known[asked] = allowed, before - self._looks
        return allowed

    def _allows(self, combination: Mapping[str, tuple[str, ...]]) -> bool:
        still = dict(self._open)
        for issue in combination.keys() & still.keys():
            still[issue] &= frozenset(combination[issue])
        return self._search(still, list(self._conditions))

    def _search(self, still: Open, to_look_at: list[Condition]) -> bool:
        """Follow what the conditions force, then try the two sides of what they leave open."""
        while to_look_at:
            rule = to_look_at.pop()
            self._looks -= 1
            if self._looks <= 0:
                return True
            forced = _forced(rule, still)
            if forced is None:
                return False
            for issue, options in forced.items():
                still[issue] = options
                to_look_at += self._naming[issue]
        for rule in self._conditions:
            self._looks -= 1
            undecided = _undecided(rule, still)
            if undecided is not None:
                asked = frozenset(rule.if_[undecided])
                sides = (still[undecided] - asked, still[undecided] & asked)
                return any(self._search({**still, undecided: side}, list(self._naming[undecided])) for side in sides)
        return True


def _forced(rule: Condition, still: Open) -> Open | None:
    """What a condition takes from the options that are open; None where it cannot be met."""
    perhaps = []  # what it asks about that may still go either way
    for issue, options in rule.if_.items():
        holding = still[issue] & frozenset(options)
        if not holding:
            return {}  # asks nothing here
        if holding != still[issue]:
            perhaps.append(issue)
    then = {issue: still[issue] & frozenset(options) for issue, options in rule.then.items()}
    if not perhaps:
        return {i: left for i, left in then.items() if left != still[i]} if all(then.values()) else None
    if len(perhaps) == 1 and not all(then.values()):
        return {perhaps[0]: still[perhaps[0]] - frozenset(rule.if_[perhaps[0]])}
    return {}


def _undecided(rule: Condition, still: Open) -> str | None:
    """An issue on which it still depends whether a condition is met; None where it is met in any case."""
    if any(not still[issue] & frozenset(options) for issue, options in rule.if_.items()):
        return None
    if all(still[issue] <= frozenset(options) for issue, options in rule.then.items()):
        return None
    return next((issue for issue, options in rule.if_.items() if not still[issue] <= frozenset(options)), None)
