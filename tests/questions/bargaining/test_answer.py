"""The four measures of fairness: equal to brute force in exact fractions, ties and indifferent parties included."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file
from comity.problem import Problems
from comity.questions.bargaining.answer import bargaining

Deal = dict[str, str]
Gains = tuple[Fraction, ...]


def drawn(seed: int) -> Case:
    """A small random case: coarse ratings make ties, an indifferent signer and empty ZOPAs happen."""
    draw = random.Random(seed)
    issues = {f"i{at}": [f"o{to}" for to in range(draw.randint(2, 3))] for at in range(draw.randint(2, 4))}
    signers = [f"p{at}" for at in range(draw.randint(1, 4))]

    def combination() -> dict[str, list[str]]:
        chosen = draw.sample(list(issues), draw.randint(1, 2))
        return {issue: draw.sample(issues[issue], draw.randint(1, len(issues[issue]) - 1)) for issue in chosen}

    def interest(party: str) -> dict[str, object]:
        flat = party == "p0" and seed % 3 == 0
        rated = {
            issue: {
                "weight": str(draw.randint(1, 3)),
                **{option: "50" if flat else str(draw.choice([0, 25, 50, 75, 100])) for option in options},
            }
            for issue, options in issues.items()
        }
        return {"no_deal": "50" if flat else str(draw.choice([10, 25, 40, 50, 60])), **rated}

    rules = [{"party": draw.choice(signers), "never": combination(), "firmness": "declared"} for _ in range(seed % 3)]
    links = [
        {"party": draw.choice(signers[1:] or signers), "when": combination(), "adds": str(draw.choice([-20, 10, 25]))}
        for _ in range(seed % 4)
        if len(signers) > 1
    ]
    return Case.model_validate(
        {
            "title": "drawn",
            "parties": {party: {"name": party, "signs": "yes"} for party in signers},
            "issues": {issue: {"name": issue, "options": {o: o for o in options}} for issue, options in issues.items()},
            "interests": {party: interest(party) for party in signers},
            "conditions": [{"if": combination(), "then": combination()}] if seed % 2 else [],
            "red_lines": rules,
            "linkages": links,
        }
    )


def holds(combination: Mapping[str, tuple[str, ...]], deal: Deal) -> bool:
    return all(deal[issue] in options for issue, options in combination.items())


def gains_of(case: Case) -> dict[Gains, list[Deal]]:
    """Every agreement of the ZOPA by its exact gains, straight from the definitions."""
    found: dict[Gains, list[Deal]] = {}
    for options in itertools.product(*(issue.options for issue in case.issues.values())):
        deal = dict(zip(case.issues, options, strict=True))
        if any(holds(rule.if_, deal) and not holds(rule.then, deal) for rule in case.conditions):
            continue
        if any(holds(line.never, deal) and not (line.unless and holds(line.unless, deal)) for line in case.red_lines):
            continue
        gains = []
        for party in case.signers():
            interest = case.interests[party]
            weights = {issue: stated.weight.point for issue, stated in interest.issues.items() if stated.weight}
            worth = sum(
                (weights[issue] * stated.ratings[deal[issue]].point for issue, stated in interest.issues.items()),
                Fraction(0),
            ) / sum(weights.values())
            worth += sum(each.adds.point for each in case.linkages if each.party == party and holds(each.when, deal))
            assert interest.no_deal is not None
            gains.append(worth - interest.no_deal.point)
        if all(gain >= 0 for gain in gains):
            found.setdefault(tuple(gains), []).append(deal)
    return found


def expected(found: Mapping[Gains, list[Deal]]) -> dict[str, set[Gains]]:
    """The four solutions by comparing every agreement with every other."""
    dominated = {
        one for one in found for other in found if other != one and all(b >= a for a, b in zip(one, other, strict=True))
    }
    efficient = [gains for gains in found if gains not in dominated]
    columns = range(len(efficient[0]))
    vary = [at for at in columns if len({gains[at] for gains in efficient}) > 1]
    ideal = {at: max(gains[at] for gains in efficient) for at in columns}

    def largest(value: Callable[[Gains], Any], among: list[Gains]) -> set[Gains]:
        most = max((value(gains) for gains in among), default=None)
        return {gains for gains in among if value(gains) == most}

    def product(gains: Gains) -> Fraction:
        result = Fraction(1)
        for at in vary:
            result *= gains[at]
        return result

    positive = [gains for gains in efficient if all(gains[at] > 0 for at in vary)]
    return {
        "nash": largest(product, positive),
        "kalai_smorodinsky": largest(lambda g: sorted(g[at] / ideal[at] for at in vary if ideal[at]), efficient),
        "egalitarian": largest(sorted, efficient),
        "utilitarian": largest(sum, efficient),
    }


def test_equals_brute_force_on_a_thousand_small_cases() -> None:
    empty = tied = indifferent = 0
    for seed in range(1000):
        case = drawn(seed)
        found = gains_of(case)
        data = bargaining(case).data
        if not found:
            empty += 1
            assert data["solutions"] == {}
            continue
        for name, points in expected(found).items():
            if not points:
                assert name in data["undefined"]
                continue
            picked = [data["solutions"][name], *data["solutions"][name]["ties"]]
            tied += len(picked) > 1
            got = {tuple(round(gain, 9) for gain in point["gains"].values()): point for point in picked}
            assert set(got) == {tuple(round(float(gain), 9) for gain in gains) for gains in points}, (seed, name)
            for gains in points:
                point = got[tuple(round(float(gain), 9) for gain in gains)]
                assert point["agreements_count"] == len(found[gains])
                assert all(deal in found[gains] for deal in point["agreements"])
        indifferent += seed % 3 == 0
    assert min(empty, tied, indifferent) >= 5


def siting() -> Case:
    return read_case(case_file("abdelnabi-2024"))


def test_siting_game_has_the_independently_computed_solutions() -> None:
    """Gains of developer, tourism, mayor, cities, union, environment; computed by an independent check of the game."""
    solutions = bargaining(siting()).data["solutions"]
    order = ("developer", "tourism", "mayor", "cities", "union", "environment")
    worth = {name: tuple(round(each["worth"][party]) for party in order) for name, each in solutions.items()}
    assert worth == {
        "nash": (57, 81, 54, 48, 71, 77),
        "kalai_smorodinsky": (57, 81, 54, 48, 71, 77),
        "egalitarian": (70, 70, 52, 34, 56, 77),
        "utilitarian": (57, 76, 63, 35, 83, 77),
    }


def test_leximin_shares_beat_equal_shares() -> None:
    """Choosing the smallest spread of shares would pick (.30, .30, .35) over (.90, .85, .33)."""
    parties = ("a", "b", "c")
    sheet = {
        "even": (30, 30, 35),
        "rich": (90, 85, 33),
        "top_a": (100, 0, 0),
        "top_b": (0, 100, 0),
        "top_c": (0, 0, 100),
    }
    case = Case.model_validate(
        {
            "title": "shares",
            "parties": {party: {"name": party, "signs": "yes"} for party in parties},
            "issues": {"deal": {"name": "Deal", "options": {option: option for option in sheet}}},
            "interests": {
                party: {"scale": "points", "no_deal": "0", "deal": {o: str(row[at]) for o, row in sheet.items()}}
                for at, party in enumerate(parties)
            },
        }
    )
    picked = bargaining(case).data["solutions"]["kalai_smorodinsky"]
    assert picked["agreements"] == [{"deal": "rich"}]


def test_no_product_of_gains_where_somebody_always_gains_nothing() -> None:
    case = Case.model_validate(
        {
            "title": "nothing for one",
            "parties": {party: {"name": party, "signs": "yes"} for party in ("a", "b")},
            "issues": {"deal": {"name": "Deal", "options": {"all_a": "all to a", "all_b": "all to b"}}},
            "interests": {
                "a": {"scale": "points", "no_deal": "0", "deal": {"all_a": "100", "all_b": "0"}},
                "b": {"scale": "points", "no_deal": "0", "deal": {"all_a": "0", "all_b": "100"}},
            },
        }
    )
    finding = bargaining(case)
    assert "nash" in finding.data["undefined"]
    assert "nash" not in finding.data["solutions"]
    assert any("Nash is not defined" in caveat for caveat in finding.caveats)


def test_twelve_parties_do_not_underflow() -> None:
    parties = [f"p{at}" for at in range(12)]
    interests = {
        party: {"scale": "points", "no_deal": "0", "deal": {"small": "0.001", "larger": "0.002"}} for party in parties
    }
    case = Case.model_validate(
        {
            "title": "many",
            "parties": {party: {"name": party, "signs": "yes"} for party in parties},
            "issues": {"deal": {"name": "Deal", "options": {"small": "small", "larger": "larger"}}},
            "interests": interests,
        }
    )
    assert bargaining(case).data["solutions"]["nash"]["agreements"] == [{"deal": "larger"}]


def test_weights_tilt_the_nash_solution_and_are_checked() -> None:
    plain = bargaining(siting()).data["solutions"]["nash"]["gains"]
    tilted = bargaining(siting(), weights={"developer": 20.0}).data["solutions"]["nash"]["gains"]
    assert tilted["developer"] > plain["developer"]
    with pytest.raises(Problems) as caught:
        bargaining(siting(), weights={"developper": 1.0, "mayor": 0.0})
    assert [problem.fix for problem in caught.value.problems if "developper" in problem.what] == [
        "did you mean developer?"
    ]
    assert len(caught.value.problems) == 2


def test_moving_a_no_deal_value_equals_editing_the_case() -> None:
    case = siting()
    moved = case.interests["union"].model_copy(
        update={"no_deal": case.interests["union"].no_deal.model_copy(update={"low": 40.0, "high": 60.0})}  # type: ignore[union-attr]
    )
    ranged = case.model_copy(update={"interests": {**case.interests, "union": moved}})
    rows = {row[1]: row for row in bargaining(ranged).tables["no_deal"].rows}
    for end, column in ((40.0, 2), (60.0, 4)):
        fixed = moved.model_copy(update={"no_deal": moved.no_deal.model_copy(update={"low": end, "high": end})})  # type: ignore[union-attr]
        edited = bargaining(case.model_copy(update={"interests": {**case.interests, "union": fixed}}))
        solutions = edited.data["solutions"]
        for name, row in (("Nash", "nash"), ("Egalitarian", "egalitarian"), ("Utilitarian", "utilitarian")):
            found = solutions[row]["worth"]["union"] if row in solutions else None
            assert rows[name][column] == (None if found is None else pytest.approx(found))


def test_leaving_a_party_out_opens_what_only_it_refused() -> None:
    rows = {str(row[0]): row for row in bargaining(siting()).tables["left_out"].rows}
    developer = rows["Developer"]
    assert developer[2] < developer[3], "without its signature the developer would be left below no deal"
    assert developer[4] == pytest.approx(developer[2] - 57)


def test_json_contract() -> None:
    content = json.loads(bargaining(siting()).json())
    assert {"question", "answer", "exact", "method", "parameters", "caveats", "tables", "data"} <= set(content)
    assert content["exact"] is True
    for solution in content["data"]["solutions"].values():
        assert {"worth", "agreements"} <= set(solution)
