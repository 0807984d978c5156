"""The efficient agreements: equal to plain enumeration in fractions, with the faults of other programs as tests."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from brute import Oracle, random_case
from comity.agreements.efficient import Over
from comity.agreements.elimination import Limits
from comity.case.check import read_case
from comity.case.model import Case
from comity.finding import Finding
from comity.problem import Problems
from comity.questions import registered
from comity.questions.frontier.answer import frontier
from comity.questions.frontier.points import Frontier
from comity.show.terminal import text
from material import WASHINGTON
from strategies import cases


def check_against(oracle: Oracle, over: Over) -> Finding[Frontier]:
    """Compare the points, their worths, counts and agreements with those of all agreements."""
    signers = oracle.case.signers()
    expected = oracle.frontier(oracle.zopa() if over == "zopa" else oracle.coherent(), signers)
    finding = frontier(oracle.case, over=over)
    assert finding.exact
    assert finding.data["count"] == finding.data["points_listed"] == len(finding.data["points"]) == len(expected)
    assert finding.data["agreements_count"] == sum(map(len, expected.values()))
    left = dict(expected)
    for point in finding.data["points"]:
        (first, *_) = point["agreements"]
        ties = left.pop(tuple(oracle.worth(party, first) for party in signers))
        assert all(deal in ties for deal in point["agreements"])
        assert len(point["agreements"]) == len({tuple(deal.items()) for deal in point["agreements"]})
        assert point["agreements_count"] == len(ties)
        assert len(point["agreements"]) == min(5, len(ties))
        assert point["worth"] == {party: float(oracle.worth(party, first)) for party in signers}
        if over == "zopa":
            gains = {party: float(oracle.worth(party, first) - oracle.no_deal(party)) for party in signers}
            assert point["gains"] == pytest.approx(gains, abs=1e-9)
            assert min(gains.values(), default=0) >= 0
    assert not left
    return finding


@pytest.mark.parametrize("block", range(10))
def test_a_thousand_random_cases_agree_with_plain_enumeration(block: int) -> None:
    tied = several = indifferent = 0
    for seed in range(100 * block, 100 * (block + 1)):
        oracle = Oracle(random_case(seed))
        data = check_against(oracle, "zopa").data
        tied += data["agreements_count"] > data["count"]
        several += data["count"] > 1
        indifferent += any(
            len({oracle.worth(party, deal) for deal in oracle.deals}) == 1 for party in oracle.case.signers()
        )
    # The cases do hold what they are there to test.
    assert min(tied, several, indifferent) > 5


def test_coherent_agreements_leave_red_lines_and_no_deal_aside() -> None:
    differ = 0
    for seed in range(100):
        oracle = Oracle(random_case(seed))
        finding = check_against(oracle, "coherent")
        differ += finding.data["points"] != frontier(oracle.case).data["points"]
    assert differ > 30


@given(cases())
@settings(max_examples=50)
def test_whatever_a_case_file_can_hold(case: Case) -> None:
    oracle = Oracle(case)
    finding = check_against(oracle, "zopa")
    assert json.loads(finding.json())["question"] == "frontier"
    assert finding.answer in " ".join(text(finding, 10_000).split())


def two(ratings: dict[str, tuple[str, ...]], issue_sizes: tuple[int, ...] = (2, 2), **more: Any) -> Case:
    """A case of signers that rate the options of each issue in turn, all with no deal at 0."""
    issues = {f"i{at}": [f"o{to}" for to in range(size)] for at, size in enumerate(issue_sizes)}

    def interest(numbers: tuple[str, ...]) -> dict[str, Any]:
        rated = iter(numbers)
        return {
            "no_deal": "0",
            **{
                issue: {"weight": "1", **{option: next(rated) for option in options}}
                for issue, options in issues.items()
            },
        }

    return Case.model_validate({
        "title": "Two",
        "parties": {party: {"name": party.title(), "signs": True} for party in ratings},
        "issues": {issue: {"name": issue, "options": {o: o for o in options}} for issue, options in issues.items()},
        "interests": {party: interest(numbers) for party, numbers in ratings.items()},
        **more,
    })  # fmt: skip


def test_agreements_of_equal_worth_are_all_kept() -> None:
    case = two({"a": ("0", "100", "100", "0"), "b": ("100", "0", "0", "100")})
    finding = frontier(case)
    by_worth = {point["worth"]["a"]: point for point in finding.data["points"]}
    assert {worth: point["agreements_count"] for worth, point in by_worth.items()} == {0.0: 1, 50.0: 2, 100.0: 1}
    assert by_worth[50.0]["agreements"] == [{"i0": "o0", "i1": "o0"}, {"i0": "o1", "i1": "o1"}]


def test_rounding_adds_no_points() -> None:
    # 0.1 + 0.2 is not 0.3 in floating point, so the second option of each issue would look better by 1e-17.
    tenths = ("0.1", "0.3", "0.2", "0", "0.3", "0.3")
    case = two({"a": tenths, "b": ("1", "1", "1", "1", "1", "1")}, issue_sizes=(2, 2, 2))
    assert frontier(case).data["count"] == 1
    # Judgements with too many digits to be counted in whole steps are equal within 1e-9 of the scale.
    third, half, digits = "33.333333333333336", "50.00000000000001", "49.99999999999999"
    long = two({"a": (third, half, half, third), "b": (half, third, third, digits)})
    finding = frontier(long)
    assert [point["agreements_count"] for point in finding.data["points"]] == [2, 1, 1]
    assert any("too many digits" in caveat for caveat in finding.caveats)


def test_an_indifferent_signer_does_not_make_everything_efficient() -> None:
    case = two({"a": ("0", "100", "0", "100"), "flat": ("40", "40", "40", "40")})
    finding = frontier(case)
    assert finding.data["agreements_count"] == 1
    assert "Flat is indifferent between all agreements and plays no part in what is efficient." in finding.caveats


def test_rules_of_the_case_bind() -> None:
    case = two(
        {"a": ("0", "100", "0", "100"), "b": ("0", "100", "0", "90")},
        conditions=[{"if": {"i0": "o1"}, "then": {"i1": "o0"}}],
        red_lines=[{"party": "b", "never": {"i0": "o0", "i1": "o0"}, "firmness": "declared"}],
    )
    points = {tuple(deal.values()) for point in frontier(case).data["points"] for deal in point["agreements"]}
    assert points == {("o1", "o0")}


def test_an_empty_zopa_is_said_plainly() -> None:
    case = two({"a": ("0", "1"), "b": ("1", "0")}, issue_sizes=(2,))
    content = case.model_dump(mode="json", by_alias=True)
    content["interests"]["a"]["no_deal"] = "2"
    finding = frontier(Case.model_validate(content))
    assert finding.answer.startswith("No agreement is efficient, because there is none")
    assert finding.exact
    assert (finding.data["count"], finding.data["points"]) == (0, [])
    assert (finding.tables, finding.figures) == ({}, {})


def test_where_nobody_signs_every_agreement_is_as_good() -> None:
    content = two({"a": ("0", "1", "5", "6")}).model_dump(mode="json", by_alias=True)
    content["parties"]["a"]["signs"] = False
    finding = frontier(Case.model_validate(content))
    assert (finding.data["count"], finding.data["agreements_count"]) == (1, 4)


@pytest.fixture(scope="module")
def washington() -> Case:
    return read_case(WASHINGTON)


def test_the_tables_show_what_differs_and_say_once_what_does_not(washington: Case) -> None:
    finding = frontier(washington, show=4)
    table = finding.tables["points"]
    assert len(table.rows) == 4
    shown = [point["agreements"][0] for point in finding.data["points"][:4]]
    for issue in washington.issues:
        options = {deal[issue] for deal in shown}
        assert (issue in table.columns) == (len(options) > 1)
        if len(options) == 1:
            assert f"{issue}={options.pop()}" in table.note
    least = [min(point["gains"].values()) for point in finding.data["points"]]
    assert least == sorted(least, reverse=True)
    outsiders = [name for name in washington.everyone() if name not in washington.signers()]
    assert all(f"({name})" in finding.tables["worths"].columns for name in outsiders)


def test_the_figures_show_every_point(washington: Case) -> None:
    finding = frontier(washington, axes=("usa", "russia"))
    scatter = finding.figures["scatter"].vega_lite()
    count = finding.data["count"]
    assert len(scatter["data"]["values"]) == count
    assert scatter["data"]["values"][0]["x"] == finding.data["points"][0]["worth"]["usa"]
    assert scatter["data"]["values"][0]["y"] == finding.data["points"][0]["worth"]["russia"]
    assert finding.figures["scatter"].svg().count("<path aria-label=") == count
    parallel = finding.figures["parallel"].vega_lite()["data"]["values"]
    assert len(parallel) == count * len(washington.signers())


def test_two_axes_are_two_signers(washington: Case) -> None:
    with pytest.raises(Problems) as raised:
        frontier(washington, axes=("usa", "usa"))
    assert str(raised.value) == "axes: error: a scatter has two axes; name two signers"


def test_bad_requests_are_answered_with_all_their_problems(washington: Case) -> None:
    with pytest.raises(Problems) as raised:
        frontier(washington, over="zops", axes=("ukrain", "france"), show=-1)  # type: ignore[arg-type]
    said = str(raised.value)
    assert len(raised.value.problems) == 4
    assert "show: error: cannot show -1 points; show 0 or more" in said.splitlines()
    assert "over: error: unknown set of agreements 'zops'; did you mean zopa?" in said.splitlines()
    assert "axes: error: 'ukrain' does not sign; did you mean ukraine?" in said.splitlines()
    assert "axes: error: 'france' does not sign; did you mean ukraine?" in said.splitlines()


def test_an_approximation_is_called_one(washington: Case) -> None:
    finding = frontier(washington, limits=Limits(held=400, looked_at=1000))
    exact = frontier(washington)
    assert not finding.exact
    assert 0 < finding.data["count"] < exact.data["count"]
    assert "come close" in finding.answer
    assert any("more work" in caveat for caveat in finding.caveats)
    assert finding.parameters == {"over": "zopa", "show": 10, "held": 400, "looked_at": 1000}
    oracle_worths = [point["worth"] for point in exact.data["points"]]
    for point in finding.data["points"]:
        (deal,) = point["agreements"]
        assert set(deal) == set(washington.issues)
        assert any(all(best[party] >= worth for party, worth in point["worth"].items()) for best in oracle_worths)


def test_progress_is_told_and_can_cancel(washington: Case) -> None:
    told: list[float] = []
    frontier(washington, progress=told.append)
    assert len(told) >= len(washington.issues)

    def stop(share: float) -> None:
        if share > 0.5:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        frontier(washington, progress=stop)


def test_what_is_left_out_or_supposed_is_in_force_and_said(washington: Case) -> None:
    finding = frontier(washington, without=["europe-ceasefire"], suppose=["russia: no_deal=40"])
    assert finding.data["count"] > frontier(washington).data["count"]
    assert finding.parameters == {
        "over": "zopa",
        "show": 10,
        "without": "europe-ceasefire",
        "supposing": "russia: no_deal=40",
    }
    assert finding.caveats[:2] == (
        "Not as in the file: europe-ceasefire is left out.",
        "Not as in the file: russia: no_deal=40 is supposed.",
    )


def test_the_tables_and_figures_stand_only_where_they_say_something(washington: Case) -> None:
    finding = frontier(washington, axes=("usa", "russia"))
    assert list(finding.tables) == ["points", "worths", "ranges", "trade_offs"]
    assert list(finding.figures) == ["scatter", "parallel"]
    assert finding.parameters == {"over": "zopa", "show": 10, "axes": "usa, russia"}
    nothing_shown = frontier(washington, show=0)
    assert list(nothing_shown.tables) == ["ranges", "trade_offs"]
    # Both signers want the same, so there is one outcome, nothing to trade and nothing to draw.
    agreed = frontier(two({"a": ("0", "100", "0", "100"), "b": ("0", "100", "0", "90")}))
    assert list(agreed.tables) == ["points", "worths", "ranges"]
    assert agreed.figures == {}


def test_the_command_takes_on_as_much_more_work_as_is_said(washington: Case) -> None:
    ask = registered("frontier").ask
    asked = {option.name: option.default for option in registered("frontier").options}
    assert ask(washington, **asked).json() == frontier(washington).json()
    assert not ask(washington, **{**asked, "work": 1e-6}).exact
    assert ask(washington, **{**asked, "work": 2.0}).parameters["looked_at"] == 2 * Limits().looked_at
