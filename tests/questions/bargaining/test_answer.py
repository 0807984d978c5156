"""The question of fairness from end to end: by brute force, by hand, and on the siting game."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from comity.agreements import efficient as efficiency
from comity.agreements.elimination import Limits
from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file
from comity.finding import Band
from comity.problem import Problems
from comity.questions.bargaining import answer, left_out
from comity.questions.bargaining.answer import bargaining
from comity.questions.bargaining.no_deal import Moved
from fair import WORKED, drawn, expected, gains_of, sheet, three
from talks import TALKS, talks


def test_equals_brute_force_on_small_cases() -> None:
    empty = tied = indifferent = 0
    for seed in range(0, 1000, 4):
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
    rows = {row[2]: row for row in bargaining(ranged).tables["no_deal"].rows}
    for end, column in ((40.0, 3), (60.0, 5)):
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


def test_the_worked_example() -> None:
    """A's no deal moves the picks: 20 in the middle, so q is worth 30 and 40 to them, s 15 and 60."""
    finding = bargaining(sheet(WORKED, ("0..40", "0")))
    result = finding.result
    assert finding.answer == (
        "The four measures of fairness pick 2 of 4 efficient points: "
        "Nash, Kalai-Smorodinsky and Egalitarian agree; Utilitarian alone. As judged, the pick of Nash stays possible "
        "whatever the values in the ranges."
    )
    assert (result.signers, result.points_count, result.picked, result.alike) == (("ash", "birch"), 4, 2, ())
    assert result.agreeing == (("nash", "kalai_smorodinsky", "egalitarian"), ("utilitarian",))
    assert {point["ash"]: point["birch"] for point in result.points} == {80: 10, 50: 40, 45: 44, 35: 60}
    nash, *ties = result.solutions["nash"]
    assert (nash.worth, nash.gains, nash.total) == ({"ash": 50, "birch": 40}, {"ash": 30, "birch": 40}, 70)
    assert ([dict(deal.options) for deal in nash.agreements], nash.count, ties) == ([{"deal": "q"}], 1, [])
    assert [(each.signer, each.best, each.least, each.between.one) for each in result.favourites] == [
        ("ash", ("nash", "kalai_smorodinsky", "egalitarian"), ("utilitarian",), 15),
        ("birch", ("utilitarian",), ("nash", "kalai_smorodinsky", "egalitarian"), 20),
    ]
    assert list(finding.tables) == ["solutions", "agreements", "favourites", "no_deal"]
    assert list(finding.figures) == ["gains", "scatter"]
    assert (finding.parameters, finding.exact) == ({}, True)


def plain(band: Band | None) -> Any:
    """A number where it is one, else the two ends of its range."""
    return band and (band.low if band.one is not None else (band.low, band.high))


def ends(move: Moved) -> tuple[Any, ...]:
    return plain(move.low), plain(move.middle), plain(move.high)


def test_each_no_deal_value_moves_alone() -> None:
    """At 0 the products are 800, 2,000, 1,980 and 2,100; at 40 s is refused, and p and q tie at 400 and in all else."""
    moved = bargaining(sheet(WORKED, ("0..40", "0"))).result.moved
    assert [(each.solution, *ends(each), each.picks) for each in moved] == [
        ("nash", 35, 50, (50, 80), 3),
        ("kalai_smorodinsky", 50, 50, 50, 1),
        ("egalitarian", 45, 50, (50, 80), 3),
        ("utilitarian", 35, 35, (50, 80), 2),
    ]
    assert {each.signer for each in moved} == {"ash"}
    assert {each.no_deal for each in moved} == {Band(0, 20, 40)}
    # Nothing is worth 81 to ash, so at the high end nothing is left to pick.
    gone = bargaining(sheet(WORKED, ("0..100", "0"))).result.moved
    assert [(each.solution, *ends(each), each.picks) for each in gone] == [
        ("nash", 35, 80, None, 3),
        ("kalai_smorodinsky", 50, 80, None, 3),
        ("egalitarian", 45, 80, None, 3),
        ("utilitarian", 35, (50, 80), None, 3),
    ]


def test_what_leaving_out_each_of_three_would_mean() -> None:
    result = bargaining(three()).result
    assert [
        (out.signer, out.count, plain(out.worth), out.no_deal, {p: plain(c) for p, c in out.change.items()}, out.exact)
        for out in result.left_out
    ] == [
        ("ash", 1, 20, 5, {"ash": 0, "birch": 0, "cedar": 0}, True),
        ("birch", 2, 30, 0, {"ash": 30, "birch": -30, "cedar": -20}, True),
        ("cedar", 2, 0, 0, {"ash": 70, "birch": -10, "cedar": -40}, True),
    ]
    assert bargaining(sheet(WORKED, ("0", "0"))).result.left_out == ()


def test_what_leaving_one_out_means_ranges_over_all_that_tie_and_knows_no_order() -> None:
    """Ash and birch split the price in the middle, 60 each; cedar, to whom no deal is worth 20, wants the park alone.

    Without cedar the park may be built or not, which is worth 90 or 10 to it. With everyone it is built.
    """

    def asked(prices: list[str], parks: list[str]) -> tuple[Any, ...]:
        rated = {"low": (100, 0), "mid": (60, 60), "high": (0, 100)}
        content = {
            "title": "Who is left out",
            "parties": {party: {"name": party, "signs": "yes"} for party in ("ash", "birch", "cedar")},
            "issues": {
                "price": {"name": "Price", "options": {name: name for name in prices}},
                "park": {"name": "Park", "options": {name: name for name in parks}},
            },
            "interests": {
                "ash": {"no_deal": 10, "price": {"weight": 1, **{name: rated[name][0] for name in prices}}},
                "birch": {"no_deal": 10, "price": {"weight": 1, **{name: rated[name][1] for name in prices}}},
                "cedar": {
                    "no_deal": 20,
                    "price": {"weight": 1, **dict.fromkeys(prices, 50)},
                    "park": {"weight": 4, **{name: 100 if name == "full" else 0 for name in parks}},
                },
            },
        }
        *_, out = bargaining(Case.model_validate(content)).result.left_out
        return out.signer, out.count, plain(out.worth), {party: plain(band) for party, band in out.change.items()}

    expected = ("cedar", 2, (10, 90), {"ash": 0, "birch": 0, "cedar": (-80, 0)})
    assert asked(["low", "mid", "high"], ["none", "full"]) == expected
    assert asked(["high", "low", "mid"], ["full", "none"]) == expected


def test_mirror_images_lose_and_gain_as_much() -> None:
    """left is worth 80 and 40 to ash and birch, right 40 and 80; cedar likes them equally, so with all they tie."""
    rows = {"left": (80, 40, 50), "right": (40, 80, 50)}
    ash, birch, cedar = bargaining(sheet(rows, ("0", "0", "0"))).result.left_out
    assert {party: plain(band) for party, band in ash.change.items()} == {"ash": (-40, 0), "birch": (0, 40), "cedar": 0}
    assert {party: plain(band) for party, band in birch.change.items()} == {
        "ash": (0, 40),
        "birch": (-40, 0),
        "cedar": 0,
    }
    assert plain(cedar.change["ash"]) == plain(cedar.change["birch"]) == (-40, 40)
    assert (plain(ash.worth), plain(birch.worth), plain(cedar.worth)) == (40, 40, 50)


def test_no_measure_is_credited_with_the_tied_outcome_that_suits_a_signer_best() -> None:
    """x, y and z are worth 50 in sum; the others pick y. So the largest sum gives ash and birch from 10 to 40."""
    result = bargaining(sheet({"x": (40, 10), "y": (25, 25), "z": (10, 40)}, ("0", "0"))).result
    for favourite in result.favourites:
        assert {name: plain(gain) for name, gain in favourite.gains.items()} == {
            "nash": 25,
            "kalai_smorodinsky": 25,
            "egalitarian": 25,
            "utilitarian": (10, 40),
        }
        assert favourite.best == ("nash", "kalai_smorodinsky", "egalitarian")
        assert favourite.least == ("utilitarian",)
        assert plain(favourite.between) == (-15, 15)


def test_leaving_out_says_nothing_where_nash_is_not_defined() -> None:
    everything_to_one = {"a": (100, 0, 0), "b": (0, 100, 0), "c": (0, 0, 100)}
    result = bargaining(sheet(everything_to_one, ("0", "0", "0"))).result
    assert result.solutions["nash"] == ()
    assert [(out.count, out.worth, out.change) for out in result.left_out] == [(2, None, {})] * 3


def test_red_lines_can_be_left_out_and_no_deal_supposed() -> None:
    with_z = bargaining(three(), without=["no-z"])
    assert with_z.parameters == {"without": "no-z"}
    assert with_z.result.points_count == 3
    assert bargaining(three()).result.points_count == 2
    tied = bargaining(three(), suppose=["ash: no_deal=10"])  # 40 * 30 * 20 = 10 * 60 * 40
    assert tied.parameters == {"supposing": "ash: no_deal=10"}
    assert "Not as in the file: ash: no_deal=10 is supposed." in tied.caveats
    assert [outcome.agreements[0].options["deal"] for outcome in tied.result.solutions["nash"]] == ["x", "y"]
    assert [tie["agreements"] for tie in tied.data["solutions"]["nash"]["ties"]] == [[{"deal": "y"}]]
    assert tied.data["solutions"]["nash"]["picks"] == 2


def test_weights_are_exponents_of_the_gains() -> None:
    """45 squared by 30 by 20 is more than 15 squared by 60 by 40; without weights y is picked."""
    finding = bargaining(three(), weights={"ash": 2})
    assert finding.parameters == {"weights": {"ash": 2}}
    assert finding.data["solutions"]["nash"]["agreements"] == [{"deal": "x"}]
    assert bargaining(three()).data["solutions"]["nash"]["agreements"] == [{"deal": "y"}]
    for weight in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(Problems) as caught:
            bargaining(three(), weights={"ash": weight})
        assert [problem.what for problem in caught.value.problems] == [
            f"the weight {weight:g} of ash is not a number above 0"
        ]


NOBODY_SIGNS = sheet({"x": (1,)}, ("0",), parties={"ash": {"name": "Ash", "signs": "no"}})


@pytest.mark.parametrize("empty", [sheet({"x": (1, 9)}, ("2", "2")), NOBODY_SIGNS], ids=["no ZOPA", "no signer"])
def test_nothing_to_choose_from(empty: Case) -> None:
    finding = bargaining(empty)
    assert (finding.tables, finding.figures, finding.exact) == ({}, {}, True)
    assert finding.answer.startswith("Nothing can be fair or unfair: ")
    data = finding.data
    assert (data["solutions"], data["undefined"], data["efficient_points"]) == ({}, {}, 0)


def test_it_is_exact_only_where_every_frontier_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def close(case: Case, *args: Any, **more: Any) -> efficiency.Efficient:
        found = efficiency.efficient(case, *args, **more)
        return replace(found, points=replace(found.points, within=(0.0,) * len(found.signers)))

    assert bargaining(three()).exact
    with monkeypatch.context() as patch:
        patch.setattr(left_out, "efficient", close)
        finding = bargaining(three())
        assert (finding.exact, finding.result.exact) == (False, True)
        assert [out.exact for out in finding.result.left_out] == [False] * 3
    monkeypatch.setattr(answer, "efficient", close)
    assert (bargaining(three()).exact, bargaining(three()).result.exact) == (False, False)


def test_the_callback_is_told_the_share_of_the_whole() -> None:
    told: list[float] = []
    bargaining(three(), progress=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert 0.5 <= told[-1] < 1
    assert len({share for share in told if share >= 0.5}) == 3


def test_what_is_too_much_work_is_approached_and_says_how_close_it_comes() -> None:
    whole = bargaining(read_case(case_file("abdelnabi-2024")))
    close = bargaining(read_case(case_file("abdelnabi-2024")), limits=Limits(held=40, looked_at=1))
    assert (whole.exact, whole.result.within) == (True, {})
    assert (close.exact, close.result.exact) == (False, False)
    assert not any(out.exact for out in close.result.left_out)
    assert close.parameters == {"held": 40, "looked_at": 1}
    within = close.result.within
    assert set(within) == set(close.result.signers)
    for best in whole.result.points:
        near = [
            all(best[party] <= point[party] + within[party] + 1e-9 for party in within) for point in close.result.points
        ]
        assert any(near)


def test_the_shares_of_those_left_out_are_equal_and_no_more_than_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    def seen(case: Case, *args: Any, **more: Any) -> efficiency.Efficient:
        taken.append(more["limits"])
        return efficiency.efficient(case, *args, **more)

    monkeypatch.setattr(left_out, "efficient", seen)
    bargaining(three(), limits=Limits(looked_at=300_000, close=3000))
    assert taken == [Limits(looked_at=100_000, close=1000)] * 3


def test_where_a_rule_lets_pass_what_is_fair_to_nobody() -> None:
    """Whoever signs alone suffices; each agreement leaves the other worse off, and yet an agreement is possible."""
    interests = {**TALKS["interests"], "b": {**TALKS["interests"]["b"], "no_deal": "55..65"}}
    finding = bargaining(talks(consent="any", interests=interests))
    assert finding.answer == (
        "Nothing is fair to all who sign: by each of the 3 efficient agreements that pass by the rule some signer is "
        "worse off than without a deal. An agreement is possible all the same. That an agreement is possible is "
        "certain, as judged: 3 stay possible whatever the values in the ranges. 90 of 100 leave 3."
    )
    assert finding.data["losing"] == 3
    assert finding.caveats[-1] == (
        "Sought among the agreements that pass: at the table the rule is the yes of at least 1 of all 2 who sign."
    )
    assert "losing" not in bargaining(talks(interests=interests)).data


def test_where_it_lets_pass_one() -> None:
    finding = bargaining(talks(consent={"all": "a"}, conditions=[{"if": {"x": "p"}, "then": {"y": "p"}}]))
    assert finding.answer.startswith(
        "Nothing is fair to all who sign: by the efficient agreement that passes by the rule some signer is worse off "
        "than without a deal. An agreement is possible all the same. "
    )
    assert finding.data["losing"] == 1


def test_where_no_agreement_passes_by_a_rule_although_every_signer_prefers_one() -> None:
    """A body at home stops the one agreement that both signers prefer to no deal."""
    parties = {**TALKS["parties"], "a": {"name": "Alpha", "signs": "yes", "ratified_by": "c"}}
    interests = {**TALKS["interests"], "c": {**TALKS["interests"]["c"], "no_deal": "95"}}
    assert bargaining(talks(parties=parties, interests=interests)).answer.startswith(
        "Nothing can be fair or unfair: no agreement passes by the rule of the case. "
    )
