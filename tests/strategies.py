"""Random cases for Hypothesis: small enough to be enumerated, with everything in them that a case file can hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import combinations, product
from typing import Any, TypeVar

from hypothesis import strategies as st

from comity.agreements.space import Agreement, Space
from comity.case.contest import Contest
from comity.case.issue import Today
from comity.case.model import Case

Draw = st.DrawFn
T = TypeVar("T")

# Names as they occur: plain ones, ones that other YAML readers take for numbers or truth values, ones beyond ASCII.
PARTIES = ("north", "south", "no", "été")
MEMBERS = ("n-1", "n-2", "s.1", "3", "x", "y", "z", "w")
ISSUES = ("land", "on", "pledge", "12")
OPTIONS = ("a", "b-2", "600", "null")
REASONS = ("", "said so: twice", "a # sign", 'he "quotes"', "naïve – “view”", "- a dash first", "it's 5% {more}")


@st.composite
def cases(draw: Draw) -> Case:
    """A case of 2 to 4 parties (groups among them) and 2 to 4 issues that `check` accepts without an error."""
    issues = draw(_issues())
    parties, members = draw(_parties())
    interests = draw(_interests(issues, parties, members))
    everyone = [*parties, *members]
    for name, party in parties.items():
        if party.get("members"):
            party["members"] = {member: members[member] for member in party["members"]}
        if draw(st.booleans()) and name != next(iter(parties)):
            next(iter(issues.values()))["decided_by"] = name
    content: dict[str, Any] = {"title": draw(_one_of("Talks", "A: B # c", "Über Öl")), "parties": parties}
    content |= {"issues": issues, "interests": interests}
    content["conditions"] = [
        {"if": draw(_combination(issues)), "then": draw(_combination(issues)), **draw(_reasoned())}
        for _ in range(draw(st.integers(0, 3)))
    ]
    content["linkages"] = [
        {
            "party": draw(_one_of(*everyone)),
            "when": draw(_combination(issues)),
            "adds": draw(_estimate(-20, 20)),
            **draw(_reasoned()),
        }
        for _ in range(draw(st.integers(0, 3)))
    ]
    content["red_lines"] = draw(_red_lines(issues, everyone))
    return Case.model_validate(content)


@st.composite
def contested_cases(draw: Draw) -> Case:
    """A case whose first two parties would fight on, with everything that a contest can hold."""
    case = draw(cases())
    issues = {issue: list(stated.options) for issue, stated in case.issues.items()}
    return case.model_copy(update={"contest": Contest.model_validate(draw(_contest(list(case.parties), issues)))})


@st.composite
def coursed_cases(draw: Draw) -> Case:
    """A case that says what holds today, and has preconditions, rounds of talks and measures."""
    case = draw(cases())
    issues, everyone = list(case.issues), list(case.everyone())
    known = [name for name in everyone if case.interest_of(name).issues and case.interest_of(name).no_deal is not None]
    content = case.model_dump(mode="json", by_alias=True)
    for name, issue in content["issues"].items():
        options = list(case.issues[name].options)
        issue["today"] = {"option": draw(_one_of(*options)), **draw(_reasoned())}
        issue["reversible"] = draw(_seldom())
        issue["options"][options[0]] |= {"verified_by": [draw(_one_of(*everyone))], "breach": "It is said."}
    pairs = [(first, then) for first in issues for then in issues if first != then]
    content["preconditions"] = [
        {"party": draw(_one_of(*everyone)), "first": first, "then": then, **draw(_reasoned())}
        for first, then in draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True))
    ]
    held = {"cost": draw(_estimate(0, 9)), "success": draw(_estimate(5, 90)), "ends_talks": draw(_estimate(0, 40))}
    rounds: dict[str, Any] = {name: {"formats": {"all": {**held, **draw(_reasoned())}}} for name in issues[:3]}
    if draw(st.booleans()):
        rounds[issues[0]]["easier_after"] = {issues[1]: draw(_estimate(0, 30))}
    content["talks"] = {"issues": rounds, "patience": draw(_estimate(80, 99))}
    moved = draw(_one_of(*known))
    content["measures"] = {
        "line": {"name": "A hotline", "by": everyone[0], "moves": {moved: {"no_deal": draw(_estimate(0, 60))}}},
        "aid": {"name": "Aid", "cost": draw(_estimate(0, 9)), "reversible": "yes", **draw(_reasoned())},
    }
    own = [name for name in known if name in case.interests and case.interests[name].no_deal is not None]
    heard, spoken = draw(st.sampled_from(everyone)), draw(st.sampled_from(own))
    content["messengers"] = {"bank": "The bank"}
    content["messages"] = [{"to": spoken, "moves": {"no_deal": draw(st.integers(0, 60))}}]
    content["ties"] = [
        {"from": "bank", "to": party, "rapport": draw(_estimate(0, 90)), "best": "80..100", "turns": 150}
        for party in dict.fromkeys((heard, spoken))
    ]
    content["measures"]["aid"]["ties"] = {
        "bank": {party: {"rapport": draw(_estimate(0, 100)), **draw(_reasoned())} for party in (heard, spoken)}
    }
    return Case.model_validate(content)


@st.composite
def talked_cases(draw: Draw) -> Case:
    """A case with all that it can say of who could move whom, and of the course of the talks."""
    case = draw(cases())
    issues = {issue: list(stated.options) for issue, stated in case.issues.items()}
    content = _course(draw, list(case.everyone()), issues)
    today = {issue: draw(_one_of(*options)) for issue, options in issues.items()}
    now = {
        issue: stated.model_copy(
            update={
                "today": Today.model_validate({"option": today[issue], **draw(_reasoned())}),
                "reversible": draw(st.booleans()),
            }
        )
        for issue, stated in case.issues.items()
    }
    return Case.model_validate(case.model_copy(update={"issues": now}).model_dump(by_alias=True) | content)


def _course(draw: Draw, everyone: list[str], issues: dict[str, list[str]]) -> dict[str, Any]:
    """Messengers, messages, ties, preconditions, rounds of talks and measures."""
    one, party = _one_of(*issues), _one_of(*everyone)

    def moves() -> dict[str, Any]:
        issue = draw(one)
        aims = ({"no_deal": 40}, {issue: {"weight": 2.5}}, {issue: {draw(_one_of(*issues[issue])): 60}})
        return {"moves": draw(st.sampled_from(aims))}

    def message() -> dict[str, Any]:
        first, second, *_ = issues
        shifts = {"shifts": {"from": first, "to": second, "weight": 2}}
        return {"to": draw(party), **draw(st.sampled_from((moves(), shifts))), **draw(_reasoned())}

    def format_() -> dict[str, Any]:
        return {"cost": draw(_estimate(0, 9)), "success": draw(_estimate(1, 99)), **draw(_reasoned())}

    rounds = {
        name: {
            "formats": {"desk": format_()},
            "easier_after": {other: draw(_estimate(0, 30)) for other in issues if other != name},
        }
        for name in draw(st.sampled_from(_some(list(issues))))
    }
    measure = {"name": "A hotline", "by": everyone[0], "cost": draw(_estimate(0, 5)), "reversible": draw(st.booleans())}
    measure |= {"moves": {draw(party): {"no_deal": draw(_estimate(0, 60))}}, **draw(_reasoned())}
    measure |= {
        "ties": {"bank": {draw(party): {"rapport": draw(_estimate(0, 100)), "turns": 160, **draw(_reasoned())}}}
    }
    tie = {"from": "bank", "rapport": draw(_estimate(0, 100)), "best": "80..100", "turns": 150.5}
    return {
        "messengers": {"bank": {"name": draw(_one_of("The bank", "- bank", "a: b"))}},
        "messages": [message() for _ in range(draw(st.integers(0, 3)))],
        "ties": [{**tie, "to": draw(party), **draw(_reasoned())} for _ in range(draw(st.integers(0, 2)))],
        "preconditions": [{"party": draw(party), "first": draw(one), "then": draw(one), **draw(_reasoned())}],
        "talks": {"issues": rounds, "patience": draw(_estimate(50, 99)), **draw(_reasoned())},
        "measures": {"hotline": measure, "600": {"name": "Six hundred are let go"}},
    }


def agreements(case: Case) -> st.SearchStrategy[Agreement]:
    """Any agreement of a case."""
    space = Space.of(case)
    return st.tuples(*(st.integers(0, size - 1) for size in space.sizes)).map(space.agreement)


def case_text(case: Case) -> str:
    """A case as the text of a case file."""
    content = case.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for interest in content.get("interests", {}).values():
        issues = interest.pop("issues", {})
        interest |= {issue: _flat(stated, "ratings") for issue, stated in issues.items()}
    return content_text({"comity": 1, **content})


def content_text(content: Mapping[str, Any]) -> str:
    """Plain named entries as the text of a file."""
    return "\n".join(_block(content, 0)) + "\n"


def _flat(stated: dict[str, Any], field: str) -> dict[str, Any]:
    return {**{name: item for name, item in stated.items() if name != field}, **stated[field]}


def _block(content: Mapping[str, Any], indent: int) -> Iterator[str]:
    """The lines of a block mapping; its lists, and what stands in them, are written in one line."""
    for name, item in content.items():
        start = f"{' ' * indent}{_flow(name)}:"
        if isinstance(item, Mapping) and item:
            yield start
            yield from _block(item, indent + 2)
        elif isinstance(item, list) and item:
            yield start
            yield from (f"{' ' * indent}  - {_flow(each)}" for each in item)
        else:
            yield f"{start} {_flow(item)}"


def _flow(item: Any) -> str:
    if isinstance(item, Mapping):
        return "{" + ", ".join(f"{_flow(name)}: {_flow(each)}" for name, each in item.items()) + "}"
    if isinstance(item, list):
        return "[" + ", ".join(map(_flow, item)) + "]"
    if isinstance(item, bool):
        return "yes" if item else "no"
    bare = re.fullmatch(r"[\w-]*\w(?:\.+-?\w+)*", str(item))
    return str(item) if bare else json.dumps(item, ensure_ascii=False)


@st.composite
def _issues(draw: Draw) -> dict[str, dict[str, Any]]:
    sizes = draw(st.lists(st.integers(2, 4), min_size=2, max_size=4))
    return {
        issue: {"name": f"About {issue}", "options": {option: f"{issue} {option}" for option in OPTIONS[:size]}}
        for issue, size in zip(ISSUES, sizes, strict=False)
    }


@st.composite
def _parties(draw: Draw) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Parties, of which the first signs and each may be a group, and the members of all groups."""
    parties: dict[str, dict[str, Any]] = {}
    members: dict[str, dict[str, Any]] = {}
    names = iter(MEMBERS)
    for at, name in enumerate(PARTIES[: draw(st.integers(2, 4))]):
        inside = [next(names) for _ in range(draw(_one_of(0, 0, 1, 2)))]
        members |= {member: {"name": f"Member {member}", "signs": draw(_seldom())} for member in inside}
        parties[name] = {"name": f"Party {name}", "signs": at == 0 or draw(st.booleans())}
        parties[name] |= {"members": inside} if inside else {}
    return parties, members


@st.composite
def _interests(
    draw: Draw, issues: dict[str, Any], parties: dict[str, Any], members: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    interests = {}
    for name, party in parties.items():
        inside = party.get("members", [])
        needed = party["signs"] or any(members[member]["signs"] for member in inside)
        scale = draw(_one_of("weights", "weights", "points"))
        if needed or draw(st.booleans()):
            interests[name] = draw(_interest(issues, scale, needed or draw(st.booleans())))
        for member in inside:
            if name in interests and draw(st.booleans()):
                # A member on another scale inherits nothing, so it must say everything.
                own = draw(_one_of(scale, scale, "points"))
                states_no_deal = draw(st.booleans()) or own != scale
                interests[member] = draw(_interest(issues, own, states_no_deal))
    return interests


@st.composite
def _interest(draw: Draw, issues: dict[str, Any], scale: str, states_no_deal: bool) -> dict[str, Any]:
    points = scale == "points"
    stated: dict[str, Any] = {"scale": scale} if points else {}
    stated |= draw(_reasoned())
    if states_no_deal:
        stated["no_deal"] = draw(_estimate(-20, 60) if points else _estimate(0, 70))
        if draw(_seldom()):
            like = {issue: draw(_one_of(*issues[issue]["options"])) for issue in issues}
            number = stated["no_deal"]
            stated["no_deal"] = {**(number if isinstance(number, dict) else {"value": number}), "like": like}
    mentioned = draw(st.lists(st.sampled_from(list(issues)), min_size=1, unique=True))
    for issue in mentioned:
        options = issues[issue]["options"]
        ratings = {option: draw(_estimate(-10, 40) if points else _estimate(0, 100)) for option in options}
        weight = {} if points else {"weight": draw(_estimate(1 if issue == mentioned[0] else 0, 40))}
        stated[issue] = {**weight, **draw(_reasoned()), **ratings}
    return stated


@st.composite
def _red_lines(draw: Draw, issues: dict[str, Any], everyone: list[str]) -> list[dict[str, Any]]:
    """Red lines, none of which closes the last option of an issue to the party that draws it."""
    lines: list[dict[str, Any]] = []
    open_options = {(party, issue): set(issues[issue]["options"]) for party in everyone for issue in issues}
    for _ in range(draw(st.integers(0, 5))):
        party, never = draw(_one_of(*everyone)), draw(_combination(issues))
        unless = draw(_combination(issues)) if draw(_seldom()) else {}
        if len(never) == 1 and not unless:
            (issue, options), *_ = never.items()
            left = open_options[party, issue]
            if not left - set(options):
                continue
            left -= set(options)
        line = {"party": party, "never": never, "firmness": draw(_one_of("declared", "preferred"))}
        if draw(_seldom()):
            line["or_reads"] = [{"never": draw(_combination(issues)), **draw(_reasoned())}]
        lines.append(line | ({"unless": unless} if unless else {}) | draw(_reasoned()))
    return lines


@st.composite
def _contest(draw: Draw, parties: list[str], issues: dict[str, list[str]]) -> dict[str, Any]:
    """The first issue sets the share; the others promise, limit, rebuild or watch."""
    line, *others = issues
    effects: dict[str, dict[str, Any]] = {line: {option: {"share": draw(_estimate(5, 60))} for option in issues[line]}}
    for issue in others:
        effects[issue] = {option: draw(_effect()) for option in issues[issue]}
    both = {"challenger": draw(_estimate(0, 3)), "defender": draw(_estimate(0, 3))}
    contest: dict[str, Any] = {
        "challenger": parties[0],
        "defender": parties[1],
        "stake": "All of the land",
        "held": draw(_estimate(10, 50)),
        "victory": draw(_estimate(20, 80)),
        "land": draw(_estimate(50, 70)),
        "arms": draw(_estimate(50, 75)),
        "first_strike": {"challenger": draw(_estimate(50, 60)), "defender": draw(_estimate(50, 60))},
        "cost": both,
        "discount": draw(_estimate(80, 96)),
        "noise": draw(_estimate(1, 3)),
        "accident": draw(_estimate(0, 4)),
        "rebuilding": {"years": draw(_estimate(0, 9)), "challenger": 2, "defender": draw(_estimate(-5, 5))},
        "effects": effects,
    }
    if draw(st.booleans()):
        contest["fatigue"] = {"challenger": draw(_estimate(-2, 9)), "defender": draw(_estimate(-2, 9))}
    if draw(st.booleans()):
        incentive = {"defeat": 30, "reputation": draw(_estimate(0, 20)), "fighting": 20, "noise": 8}
        contest["guarantor"] = {
            "rescue": draw(_estimate(5, 40)), "punishment": draw(_estimate(0, 3)), "wavers": draw(_estimate(0, 30)),
            "recovers": draw(_estimate(0, 30)), **({"incentive": incentive} if draw(st.booleans()) else {}),
        }  # fmt: skip
    if draw(_seldom()):
        contest["cheating"] = {"arms": draw(_estimate(100, 150)), "begins": 10, "found": draw(_estimate(5, 40))}
    return contest


@st.composite
def _effect(draw: Draw) -> dict[str, Any]:
    promised = {"chance": draw(_estimate(10, 90)), "decay": draw(_estimate(0, 9)), "wavering": draw(_estimate(0, 99))}
    kinds: list[dict[str, Any]] = [
        {"because": "It changes nothing."},
        {"guarantee": promised},
        {"odds": draw(_estimate(30, 60))},
        {"rebuilding": {"defender": draw(_estimate(-5, 9))}},
        {"limit": {"challenger": draw(_estimate(60, 130))}},
        {"flow": {"challenger": draw(_estimate(0, 20)), "defender": 5}},
        {"first_strike": draw(_estimate(20, 90)), "accident": draw(_estimate(20, 90)), "found": draw(_estimate(5, 50))},
    ]
    return draw(st.sampled_from(kinds))


def _combination(issues: dict[str, Any]) -> st.SearchStrategy[dict[str, list[str]]]:
    """One or two options of one or two issues."""
    return _combined(tuple((issue, tuple(stated["options"])) for issue, stated in issues.items()))


@cache
def _combined(issues: tuple[tuple[str, tuple[str, ...]], ...]) -> st.SearchStrategy[dict[str, list[str]]]:
    terms = {issue: _some(list(options)) for issue, options in issues}
    named = _some([issue for issue, _ in issues])
    return st.sampled_from(
        [
            {issue: list(options) for issue, options in zip(some, each, strict=True)}
            for some in named
            for each in product(*(terms[issue] for issue in some))
        ]
    )


def _some(names: list[str]) -> list[tuple[str, ...]]:
    return [*combinations(names, 1), *combinations(names, 2)]


@cache
def _estimate(low: int, high: int) -> st.SearchStrategy[Any]:
    """A judged number as a file states it: whole or decimal, a value or a range, with a reason or without."""
    whole = [str(number) for number in range(low, high + 1)]
    decimal = [f"{number + number % 8 / 8:.3f}" for number in range(low, high, 3)]
    ranges = [f"{number}..{min(number + 7, high)}" for number in range(low, high, 3)]
    numbers = [*whole, *decimal, *ranges, f"{low}..{high}"]
    reasoned = [{"value": number, "because": "judged so"} for number in numbers[::5]]
    return st.sampled_from([*numbers, *reasoned])


@cache
def _reasoned() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from([{**reason, **sure} for reason in _REASONS for sure in _SURE])


def _seldom() -> st.SearchStrategy[bool]:
    return _one_of(False, False, False, True)


@lru_cache(maxsize=None, typed=True)
def _one_of(*these: T) -> st.SearchStrategy[T]:
    """One of these names or numbers: made once, for Hypothesis looks through every strategy that it is given."""
    return st.sampled_from(these)


_REASONS = [{"because": reason} if reason else {} for reason in REASONS]
_SURE: list[dict[str, Any]] = [{}, {}, {"confidence": "low"}, {"confidence": "high", "draft": "yes"}]
