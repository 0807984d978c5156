"""What is left of all combinations, stage by stage, and what removes the rest, in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from comity.case.model import Case
from comity.web.overview.standing import Holding, Standing

LEAST = 3
"""The width of the shortest bar, in hundredths."""

_STAGES = {
    "all": "Every combination of the options",
    "coherent": "Fit together",
    "red_lines": "Cross nobody’s red line",
    "ratified": "Stand at home as well",
    "spoilers": "Leave nobody worse off who is needed",
    "efficient": "Efficient",
    "lasting": "Lasting",
}
_AFTER = ("efficient", "lasting")


@dataclass(frozen=True)
class Row:
    """One stage.

    left: how many it leaves, or words where only bounds are known; label: what these do; width: of its bar, 1 to 100,
    by powers of ten; kind: before, goal (all would sign) or after; cut: how many the next stage removes, None where it
    is the last or that is not known; why: what these do; href: the page of what is left.
    """

    left: int | str
    label: str
    width: int
    kind: str
    cut: int | None = None
    why: str = ""
    href: str | None = None
    changed: str | None = None


def remaining(case: Case, found: Standing, holds: Holding | None, hrefs: Mapping[str, str]) -> tuple[Row, ...]:
    """The stages, the widest first.

    holds: how many would last, None where that is not known (yet); hrefs: by stage, the page that shows what is left.
    """
    from comity.questions.agreement.bounds import Bounds

    result = found.possible.result
    if isinstance(result, Bounds):
        return tuple(
            Row(
                each.low if each.exact else f"{each.low:,} to {each.high:,}",
                _label(case, name),
                _width(each.high, result.all),
                _kind(name),
            )
            for name, each in result.stages.items()
        )
    counts = {stage.name: stage.count for stage in result.stages}
    if found.efficient is not None:
        counts["efficient"] = found.efficient
        if holds is not None and holds.lasting.complete:
            counts["lasting"] = holds.lasting.lasting
    names = list(counts)
    rows = []
    for name, after in zip(names, [*names[1:], None], strict=True):
        cut = None if after is None else counts[name] - counts[after]
        why = _why(case, result, after, holds) if after and cut else ""
        href = hrefs.get(name) if counts[name] else None
        rows.append(
            Row(counts[name], _label(case, name), _width(counts[name], result.all), _kind(name), cut, why, href)
        )
    return tuple(rows)


def _width(count: int, of: int) -> int:
    """Of a bar: by powers of ten, so that the last stages can be seen."""
    if not count:
        return 0
    return max(LEAST, round(100 * math.log(count) / math.log(of))) if of > 1 else 100


def _kind(name: str) -> str:
    return "goal" if name == "zopa" else "after" if name in _AFTER else "before"


def _label(case: Case, name: str) -> str:
    from comity.papers.one_page.words import all_sign
    from comity.papers.option_words import capital
    from comity.questions.unanimity import all_must_agree

    if name != "zopa":
        return _STAGES[name]
    if not all_must_agree(case):
        return "Would be signed by those whose yes suffices"
    return f"{capital(all_sign(case.signers()))} would sign"


def _why(case: Case, result: Any, stage: str, holds: Holding | None) -> str:
    """What those do that a stage removes, and what removes most of them."""
    from comity.papers.option_words import named, refuses, shorts

    if stage == "coherent":
        most = _most(result.conditions)
        rule = case.named_conditions()[most.name] if most else None
        said = f", most often since {shorts(case, rule.if_)} needs {shorts(case, rule.then)}" if rule else ""
        return f"contradict themselves{said}"
    if stage == "red_lines":
        most = _most(result.lines)
        line = case.named_red_lines()[most.name] if most else None
        who = f", most often: {named(case, line.party)} {refuses(case, line)} ({most.removes:,})" if line else ""
        return f"cross a red line{who}"
    if stage == "zopa":
        most = _most(result.signers)
        who = f", most often {named(case, most.party)} ({most.removes:,})" if most else ""
        return f"leave a signer worse off than no deal{who}"
    if stage == "ratified":
        most = _most((*result.bodies, *result.ratifications))
        return f"are stopped at home{f', most often by {named(case, most.party)}' if most else ''}"
    if stage == "spoilers":
        most = _most(result.outsiders)
        return f"need somebody who would be worse off{f', most often {named(case, most.party)}' if most else ''}"
    if stage == "efficient":
        return "can be bettered for one signer at no cost to the others"
    assert holds is not None
    from comity.questions.durability.words import years

    even = (
        "are less likely than not to" if holds.target == 0.5 else f"have less than {holds.target * 100:.0f} in 100 to"
    )
    return f"{even} keep the peace for {years(holds.year)}"


def _most(removals: Iterable[Any]) -> Any:
    """What removes most; None where nothing removes any."""
    several = [each for each in removals if each.removes]
    return min(several, key=lambda each: (-each.removes, getattr(each, "name", each.party)), default=None)
