"""A symmetry audit: two parties exchange their names throughout, and every number must be the mirror image."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.agreements.arguments import refuse_nonsense
from comity.agreements.progress import Progress, part
from comity.agreements.readings import DRAWS, SEED, Shape
from comity.agreements.suppose import supposing
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.finding import Finding, Result, Table
from comity.problem import Place, Problem, nearest
from comity.questions.agreement.answer import agreement
from comity.questions.doubt import words
from comity.questions.doubt.answer import doubt
from comity.questions.supposition import told_first

SAME = 1e-9
"""Numbers that differ by no more are the same."""

METHOD = (
    "Two parties exchange their names and everything that is judged of them stays with whom it was judged of; "
    "agreement and doubt are asked before and after, and every number is compared with its mirror image."
)

_BY_PARTY = ("party", "decided_by", "challenger", "defender")


Leaf = float | str | None
"""A number in plain values, or whose it is."""


@dataclass(frozen=True)
class Unlike:
    """A number, or whose it is, that is not the mirror image: where it stands in the data, before and after."""

    where: str
    before: Leaf
    after: Leaf

    def json(self) -> dict[str, Any]:
        """The difference by its names."""
        return {"where": self.where, "before": self.before, "after": self.after}


@dataclass(frozen=True, repr=False)
class Swapped(Result):
    """Whether every number is the mirror image when two parties exchange their names.

    parties: the two; compared: how many numbers; unlike: those that differ; judgements: of each judged number of the
    two that is a range, its path before and after, and how many agreements are possible at its low end, in its middle
    and at its high end, before and after.
    """

    parties: tuple[str, str]
    compared: int
    unlike: tuple[Unlike, ...]
    judgements: tuple[tuple[str, str, tuple[int, int, int], tuple[int, int, int]], ...]

    def json(self) -> dict[str, Any]:
        """The audit for other programs."""
        return {
            "parties": list(self.parties),
            "compared": self.compared,
            "unlike": [each.json() for each in self.unlike],
            "unlike_count": len(self.unlike),
            "judgements": [
                {"before": before, "after": after, "agreements_before": list(mine), "agreements_after": list(theirs)}
                for before, after, mine, theirs in self.judgements
            ],
        }


def swapped(
    case: Case,
    one: str,
    other: str,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    shape: Shape = "uniform",
    progress: Progress | None = None,
) -> Finding[Swapped]:
    """Whether every number is the mirror image when two parties exchange their names.

    one, other: parties or members of the case; draws, seed, shape: of the readings. Raises Problems for who is not in
    the case.
    """
    refuse_nonsense(case, _nonsense(case, one, other), progress=progress)
    asked: dict[str, Any] = {"draws": draws, "seed": seed, "shape": shape}
    turned = exchanged(case, one, other)
    before, after = (doubt(each, **asked, progress=part(progress, at, 2)) for at, each in enumerate((case, turned)))
    names = {one: other, other: one}
    mirror = dict(_leaves(_mirrored(_data(case, before), names)))
    numbers = dict(_leaves(_mirrored(_data(turned, after), {})))
    unlike = tuple(
        Unlike(where, mirror.get(where), numbers.get(where))
        for where in sorted(mirror.keys() | numbers.keys())
        if not _same(mirror.get(where), numbers.get(where))
    )
    theirs = {each.judgement: each.agreements for each in after.result.judgements}
    judgements = tuple(
        (each.judgement, path, each.agreements, theirs.get(path, (0, 0, 0)))
        for each in before.result.judgements
        if each.party in names
        for path in [_mirrored(each.judgement, names)]
    )
    compared = sum(isinstance(leaf, float) for leaf in mirror.values())
    result = Swapped((one, other), compared, unlike, judgements)
    finding = Finding(
        question="doubt",
        answer=_answer(case, result),
        exact=True,
        method=METHOD,
        result=result,
        parameters={"swap": f"{one} {other}", **asked, **supposing(case)},
        caveats=standing_caveats(case),
        tables={"mirror": _table(case, turned, result)} if judgements else {},
    )
    return told_first(case, finding)


def exchanged(case: Case, one: str, other: str) -> Case:
    """The case with the names of two parties exchanged; what is judged of each stays with whom it was judged of."""
    everyone = case.everyone()
    keys = {one: other, other: one}
    titles = {one: everyone[other].name, other: everyone[one].name}

    def parties(entries: Mapping[str, Any]) -> dict[str, Any]:
        return {
            keys.get(name, name): {
                **entry,
                "name": titles.get(name, entry["name"]),
                "members": parties(entry.get("members", {})),
            }
            for name, entry in entries.items()
        }

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                field: keys.get(item, item) if field in _BY_PARTY and isinstance(item, str) else walk(item)
                for field, item in value.items()
            }
        return [walk(each) for each in value] if isinstance(value, list) else value

    content = case.model_dump(mode="json", by_alias=True)
    content["interests"] = {keys.get(name, name): interest for name, interest in content["interests"].items()}
    content = {**walk(content), "parties": parties(content["parties"])}
    for section, names in (("red_lines", case.red_line_names()), ("conditions", case.condition_names())):
        for entry, name in zip(content[section], names, strict=True):
            entry["id"] = name
    return Case.model_validate(content).with_texts(case.texts)


def _nonsense(case: object, one: object, other: object) -> Iterator[Problem]:
    if not isinstance(case, Case):
        return
    for name in (one, other):
        if not isinstance(name, str) or name not in case.everyone():
            yield Problem(Place("swap"), f"'{name}' is no party of the case", nearest(str(name), case.everyone()))
    if one == other:
        yield Problem(Place("swap"), f"'{one}' cannot change names with itself", "name two parties")


def _data(case: Case, finding: Finding[Any]) -> dict[str, Any]:
    return {"doubt": dict(finding.data), "agreement": dict(agreement(case).data)}


def _mirrored(value: Any, names: Mapping[str, str]) -> Any:
    """Plain values with two names exchanged, lists in an order that hangs on no name."""
    if isinstance(value, Mapping):
        return {_mirrored(str(key), names): _mirrored(item, names) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return sorted((_mirrored(each, names) for each in value), key=lambda each: repr(_rounded(each)))
    if isinstance(value, str) and names:
        either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return re.sub(rf"^((?:interests\.)?)({either})(?=$|\.)", lambda hit: hit[1] + names[hit[2]], value)
    return value


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return f"{value:.6g}" if isinstance(value, int | float) and not isinstance(value, bool) else value


def _leaves(value: Any, where: str = "") -> Iterator[tuple[str, Leaf]]:
    """Every number and every word in plain values, with where it stands."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _leaves(item, f"{where}[{at}]")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield where, float(value)
    elif isinstance(value, str):
        yield where, value


def _same(one: Leaf, other: Leaf) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=SAME, abs_tol=SAME)
    return one == other


def _answer(case: Case, result: Swapped) -> str:
    one, other = (case.everyone()[party].name for party in result.parties)
    who = f"{one} and {other} exchange their names"
    if not result.unlike:
        return f"When {who}, every number is the mirror image: {result.compared:,} were compared."
    number = len(result.unlike)
    are = "1 is" if number == 1 else f"{number:,} are"
    return (
        f"When {who}, {are} not the mirror image of {result.compared:,} numbers; the first is {result.unlike[0].where}."
    )


def _table(case: Case, turned: Case, result: Swapped) -> Table:
    rows = tuple(
        (words.judgement(case, before), *mine, words.judgement(turned, after), *theirs)
        for before, after, mine, theirs in result.judgements
    )
    columns = ("as it is", "at low", "in the middle", "at high", "exchanged", "at low ", "in the middle ", "at high ")
    return Table("Agreements possible, before and after", columns, rows)
