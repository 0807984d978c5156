"""What is supposed beside a saved case: how an address writes it, what it says, and the edit that would keep it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal
from urllib.parse import urlencode

from comity.case.called import called
from comity.case.estimate import Estimate
from comity.case.model import Case, Condition, RedLine
from comity.case.tree import Mapping, Path
from comity.live import Live
from comity.papers.option_words import capital
from comity.problem import Place, Problem, Problems, nearest
from comity.web import edits
from comity.web.edits import Edit, digest
from comity.web.number import in_file, judged, known, title

How = Literal["suppose", "without"]
"""By which field of an address something is supposed: as for --suppose, or a number by its path; as for --without."""
HOWS: tuple[How, ...] = ("suppose", "without")

Written = tuple[How, str]
"""One supposition as an address writes it."""

HOLDS = "In the case it holds."
BECAUSE = "Supposed on the workbench, and kept."
"""The reason of a red line that was only supposed at first."""


@dataclass(frozen=True)
class Supposition:
    """One thing that is supposed.

    written: as an address has it; says: in a sentence; beside: what the case says instead; edit: what would keep it,
    given the state that it is made on.
    """

    written: Written
    says: str
    beside: str
    edit: Callable[[Live], Edit]


def address(several: Iterable[Written]) -> str:
    """What stands behind the question mark of an address that supposes several things."""
    return urlencode(list(several))


def asked(fields: Iterable[tuple[str, str]]) -> tuple[Written, ...]:
    """What fields of an address or form suppose, each once, in their order."""
    found: list[Written] = [(how, words.strip()) for name, words in fields for how in HOWS if name == how]
    return tuple(dict.fromkeys(each for each in found if each[1]))


def supposition(live: Live, written: Written) -> Supposition:
    """One supposition about a case; raises Problems where the case cannot be asked or says nothing of the kind."""
    case = live.case
    how, words = written
    if how == "without":
        return _without(live, written)
    if words.startswith("interests/"):
        return _number(case, written, *words.partition("=")[::2])
    return _said(case, written, words)


def together(live: Live, several: Sequence[Supposition]) -> Live:
    """The state of a case in which all of it holds; raises Problems where that is no case."""
    after = reduce(lambda state, each: each.edit(state).made(state), several, live)
    if wrong := edits.new_errors(live, after):
        raise Problems(wrong)
    return after


def kept_together(live: Live, several: Sequence[Supposition]) -> Edit:
    """One edit that keeps all of it."""
    what = "; ".join(each.says.removesuffix(".") for each in several)
    return Edit(what, (), digest(together(live, several).text), lambda state: together(state, several))


def _filed(live: Live) -> Case:
    """The case as its file has it, with drafts, in the order of the file."""
    case = live.checked.case
    assert case is not None, "asked for only where it can be read"
    return case


def _without(live: Live, written: Written) -> Supposition:
    from comity.papers.option_words import named, refuses, shorts

    case, name = _filed(live), written[1]
    names = [*case.named_red_lines(), *case.named_conditions()]
    meant = called(name, dict(zip(names, names, strict=True)))
    if meant is None:
        raise Problems([Problem(Place(f"'{name}'"), "there is no such red line or condition", nearest(name, names))])
    if meant in case.named_red_lines():
        line = case.named_red_lines()[meant]
        says = f"{capital(named(case, line.party))} gives up the red line that it {refuses(case, line)}."
        return Supposition(written, says, HOLDS, lambda state: _removal(state, "red_lines", line, says))
    rule = case.named_conditions()[meant]
    says = f"The condition falls that {shorts(case, rule.if_)} goes only with {shorts(case, rule.then)}."
    return Supposition(written, says, HOLDS, lambda state: _removal(state, "conditions", rule, says))


def _removal(live: Live, section: str, part: RedLine | Condition, says: str) -> Edit:
    """The edit that takes a red line or condition out, wherever in its list it stands by now."""
    parts: Sequence[RedLine | Condition] = getattr(_filed(live), section)
    at = next((number for number, each in enumerate(parts) if each == part), None)
    if at is None:
        raise Problems([Problem(Place(section), "this is taken out already", "drop one of the two suppositions")])
    return edits.removed(says.removesuffix("."), (section, at))


def _number(case: Case, written: Written, at: str, value: str) -> Supposition:
    path = known(case, at)
    if path is None or not value.strip():
        what = "there is no such number" if path is None else "no value is given"
        fix = 'write "interests/PARTY/no_deal=30..45", or choose it from the table'
        raise Problems([Problem(Place(f"'{written[1]}'"), what, fix)])
    now, value = judged(case, path), value.strip()
    says = f"{_subject(case, path, value)}: {value.replace('..', ' to ')}."
    beside = f"In the case: {now.said()}." if now is not None else "In the case nothing is judged."
    return Supposition(written, says, beside, lambda state: _change(state, path, value, says))


def _subject(case: Case, path: Path, value: str) -> str:
    """What number it is; of what no deal is worth, whether it is more or less."""
    now, moved = judged(case, path), None
    with suppress(ValueError):
        moved = Estimate.model_validate(value).point
    if path[2:] != ("no_deal",) or now is None or moved is None or moved == now.point:
        return title(case, path)
    name = case.everyone()[str(path[1])].name
    return f"{name} has {'less' if moved < now.point else 'more'} without a deal"


def _change(live: Live, path: Path, value: str, says: str) -> Edit:
    """The edit by which a number becomes another one, however it is written in the file."""
    spelled, what = in_file(live, path), says.removesuffix(".")
    node = live.document.node(spelled)
    if isinstance(node, Mapping) and "value" in node.values:
        return edits.value(what, (*spelled, "value"), value)
    if node is not None and not isinstance(node, Mapping):
        return edits.value(what, spelled, value)

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        edits.inside(content, spelled[:-1])[spelled[-1]] = value
        return content

    return edits.content(what, spelled, changed, value)


def _said(case: Case, written: Written, words: str) -> Supposition:
    """A supposition in the words of the commands: a no-deal value, a further red line, or another reading of one."""
    from comity.agreements.suppose import supposed
    from comity.papers.option_words import named, refuses

    so = supposed(case, (), [words]).whole
    filed = case.whole
    moved = next((party for party in so.interests if so.interests[party] is not filed.interests.get(party)), None)
    if moved is not None:
        return _number(case, written, f"interests/{moved}/no_deal", words.partition(":")[2].partition("=")[2])
    if len(so.red_lines) > len(filed.red_lines):
        line = so.red_lines[-1]
        says = f"{capital(named(case, line.party))} {refuses(case, line)}."
        return Supposition(written, says, "Not in the case.", lambda state: _addition(line, says))
    before = filed.named_red_lines()
    name, line = next(
        (name, line)
        for name, line in so.named_red_lines().items()
        if (line.never, line.unless) != (before[name].never, before[name].unless)
    )
    says = f"{capital(named(case, line.party))} {refuses(case, line)}."
    was = f"In the case it {refuses(case, before[name])}."
    return Supposition(written, says, was, lambda state: _rereading(state, before[name], line, says))


def _addition(line: RedLine, says: str) -> Edit:
    new: dict[str, Any] = {"party": line.party, "never": _plain(line.never)}
    if line.unless:
        new["unless"] = _plain(line.unless)
    new |= {"because": BECAUSE, "firmness": line.firmness}
    return edits.entry(says.removesuffix("."), ("red_lines", "+"), new)


def _rereading(live: Live, before: RedLine, line: RedLine, says: str) -> Edit:
    at = next((number for number, each in enumerate(_filed(live).red_lines) if each == before), None)
    if at is None:
        raise Problems([Problem(Place("red_lines"), "this red line is changed already", "drop one of the two")])

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        held = content["red_lines"][at]
        held["never"] = _plain(line.never)
        held.pop("unless", None)
        if line.unless:
            held["unless"] = _plain(line.unless)
        return content

    return edits.content(says.removesuffix("."), ("red_lines", at), changed)


def _plain(combination: Any) -> dict[str, Any]:
    return {issue: options[0] if len(options) == 1 else list(options) for issue, options in combination.items()}
