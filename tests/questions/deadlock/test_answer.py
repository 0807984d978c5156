"""What the finding on a deadlock says, for random cases, the siting game and the Washington talks."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from brute import Deal, Oracle, coherent
from comity.agreements.suppose import supposed
from comity.case.check import read_case
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.catalog import case_file
from comity.finding import Finding, Link
from comity.problem import Problems
from comity.questions.deadlock import impasse, words
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.blocking import blocking
from comity.questions.deadlock.closed import Deadlock, Incoherent, Undecided
from comity.questions.deadlock.closeness import Closeness
from comity.questions.deadlock.demands import Prices
from comity.questions.deadlock.impasse import Impasse
from comity.questions.deadlock.wanted import what_it_takes
from comity.questions.sureness import RULED_OUT
from comity.show.html import fragment
from comity.show.terminal import text
from demanded import LADDER, Demanded, contested_case, ladder
from material import WASHINGTON
from strategies import cases

KEPT = read_case(WASHINGTON)
SITING = read_case(case_file("abdelnabi-2024"))
WHOLE_DONBAS = "russia-keeps-control: territory=restored|partial|frozen"


def links(finding: Finding[Any]) -> set[str]:
    return {
        cell.to for table in finding.tables.values() for row in table.rows for cell in row if isinstance(cell, Link)
    }


@settings(max_examples=60)
@given(cases())
def test_any_case_gets_an_answer_that_says_whether_there_is_an_agreement(case: Case) -> None:
    finding = deadlock(case)
    zopa = Oracle(case).zopa()
    assert finding.exact
    assert finding.data["complete"]
    assert finding.answer.startswith(
        "There is no deadlock" if zopa else ("There is no agreement", "No agreement is coherent")
    )
    if zopa:
        assert finding.data["agreements"] == len(zopa)
    assert json.loads(finding.json())["data"]["complete"] is True
    assert text(finding)
    assert fragment(finding)


def test_lists_in_the_data_are_those_of_plain_enumeration() -> None:
    seen = 0
    for seed in range(60):
        oracle = Demanded(contested_case(seed))
        finding = deadlock(oracle.case)
        if not oracle.left:
            continue
        assert {frozenset(clash) for clash in finding.data["clashes"]} == oracle.clashes()
        costs = [each["cost"] for each in finding.data["concessions"]]
        every = sorted(map(oracle.cost, oracle.concessions()))
        listed = [cost for cost in every if cost <= every[:10][-1]] if every else []
        if len(listed) > 40:  # more of the last price than can be listed
            assert finding.data["concessions_not_listed_at"] == listed[-1]
            listed = [cost for cost in every if cost < listed[-1]] or every[:10]
        assert costs == listed
        assert finding.data["concessions_complete"] == (len(every) == len(costs))
        assert all(each["opens"] > 0 and each["agreements"] for each in finding.data["concessions"])
        assert all(sum(step["price"] for step in each["steps"]) == each["cost"] for each in finding.data["concessions"])
        seen += bool(finding.data["clashes"])
    assert seen > 30


def test_conditions_that_exclude_one_another_are_named() -> None:
    conditions = [
        {"id": "one", "if": {"mix": ["water", "mixed"]}, "then": {"mix": "land"}},
        {"id": "two", "if": {"mix": "land"}, "then": {"mix": "water"}},
        {"id": "three", "if": {"loan": "one"}, "then": {"jobs": "all-union"}},
    ]
    case = Case.model_validate({**SITING.model_dump(mode="json", by_alias=True), "conditions": conditions})
    finding = deadlock(case)
    assert finding.answer.startswith("No agreement is coherent")
    assert finding.data["conditions"] == ["one", "two"]
    assert finding.data["clashes"] == [[]]
    assert links(finding) == {"condition-one", "condition-two"}
    assert tuple(finding.tables) == ("conditions",)
    excluded = what_it_takes(case, "loan=two")
    assert excluded.data["coherent"] is False
    assert excluded.answer == "No coherent agreement has loan=two: 2 conditions of the case exclude it."
    assert (excluded.exact, excluded.method, tuple(excluded.tables)) == (True, words.METHOD, ("conditions",))


# The siting game: 12 of 720 agreements are acceptable to all six parties (published.yaml of the catalog).


def test_the_siting_game_is_open_and_its_margins_are_those_of_enumeration() -> None:
    finding, oracle = deadlock(SITING), Oracle(SITING)
    assert finding.data["agreements"] == 12
    gains = [
        {party: oracle.worth(party, deal) - oracle.no_deal(party) for party in SITING.signers()}
        for deal in oracle.zopa()
    ]
    assert finding.data["margins"] == {party: max(each[party] for each in gains) for party in gains[0]}
    assert finding.data["margin_together"] == max(min(each.values()) for each in gains)
    assert finding.data["slack"] == ["mayor-no-deal"]
    assert "Developer asks for more than 70 points instead of 55" in finding.answer


def test_raising_the_smallest_margin_closes_the_siting_game_and_no_less_does() -> None:
    assert deadlock(SITING, suppose=["developer: no_deal=70"]).data["agreements"] > 0
    assert deadlock(SITING, suppose=["developer: no_deal=70.5"]).data["clashes"]


def test_cities_that_insist_on_high_compensation_clash_with_four_others() -> None:
    finding = deadlock(SITING, suppose=["cities: never compensation=none|150|300"])
    assert finding.data["clashes"] == [
        ["supposed-1", "developer-no-deal", "tourism-no-deal", "union-no-deal", "environment-no-deal"]
    ]
    assert set(finding.data["blockers"]) == {"developer", "tourism", "cities", "union", "environment"}
    assert finding.data["nearest"]["short"] == 2
    assert [each["cost"] for each in finding.data["concessions"]] == [1, 1, 2, 2, 3]


def test_prices_and_points_change_what_is_cheapest() -> None:
    dear = deadlock(SITING, suppose=["cities: never compensation=none|150|300"], prices=Prices(no_deal=7))
    assert dear.data["concessions"][0]["cost"] == 3
    assert dear.data["concessions"][0]["steps"] == [
        {"demand": "supposed-1", "party": "cities", "to": "300", "price": 3}
    ]
    fine = deadlock(SITING, suppose=["cities: never compensation=none|150|300"], prices=Prices(points=1))
    assert [step["to"] for step in fine.data["concessions"][0]["steps"]] == [64, 63]


@cache
def whatever_russia_keeps() -> list[Deal]:
    """The agreements of the Washington talks that are possible without the red line on which the tests below differ."""
    return Oracle(supposed(KEPT, ["russia-keeps-control"])).zopa()


# Washington: with Ukraine's refusal of land and Russia's demand for the whole of the Donbas, nothing is left.


def test_washington_as_written_is_narrow_and_says_how() -> None:
    finding = deadlock(KEPT)
    assert finding.answer.startswith("There is no deadlock")
    assert KEPT.named_red_lines()["russia-keeps-control"].never == {"territory": ("restored",)}
    left = [deal for deal in whatever_russia_keeps() if deal["territory"] != "restored"]
    assert finding.data["agreements"] == len(left) > 0
    assert finding.answer.count(". ") == 2  # two sentences, and how sure it is
    assert finding.answer.endswith(
        ". As judged, that no agreement is left is almost excluded: 2 of 100 readings of the ranges leave none."
    )
    assert "no-deal-russia" in links(finding)


def test_washington_in_the_sharp_reading_clashes_over_the_donbas() -> None:
    finding = deadlock(KEPT, suppose=[WHOLE_DONBAS])
    assert finding.data["clashes"] == [["ukraine-constitution-land", "russia-keeps-control"]]
    assert set(finding.data["blockers"]) == {"ukraine", "russia"}
    assert [each["cost"] for each in finding.data["concessions"]] == [3, 10]
    assert [step["to"] for each in finding.data["concessions"] for step in each["steps"]] == ["frozen", "donbas"]
    assert "Ukraine will not sign" in finding.answer
    assert "nothing else is needed for the clash" in finding.answer
    assert finding.answer.startswith(
        "Supposing “russia-keeps-control: territory=restored|partial|frozen” "
        "(326 agreements are possible as in the file, none so). There is no agreement: "
    )
    assert finding.answer.count(". ") == 3  # what is supposed, two sentences, and how sure it is
    assert finding.answer.endswith(f". {RULED_OUT}")
    assert {"red-line-ukraine-constitution-land", "red-line-russia-keeps-control"} <= links(finding)
    assert "illustrative" in " ".join(finding.caveats)


def test_what_is_opened_in_washington_is_left_when_the_concession_is_made() -> None:
    left = [deal for deal in whatever_russia_keeps() if deal["territory"] not in ("restored", "partial")]
    opens = deadlock(KEPT, suppose=[WHOLE_DONBAS]).data["concessions"][0]["opens"]
    assert opens == len(left) > 0


@pytest.mark.parametrize("asked", [{"without": ["nothing"]}, {"suppose": ["ukraine: x=y"]}])
def test_names_that_are_not_in_the_case_are_problems(asked: dict[str, Any]) -> None:
    with pytest.raises(Problems):
        deadlock(KEPT, **asked)
    with pytest.raises(Problems):
        what_it_takes(KEPT, "territory=donbas", **asked)


def test_a_list_cut_short_by_work_or_time_says_so() -> None:
    case = contested_case(349)
    whole = deadlock(case)
    assert whole.data["complete"]
    for asked in ({"work": 1_000}, {"seconds": 0.0}):
        finding = deadlock(case, **asked)  # type: ignore[arg-type]
        assert not finding.data["complete"]
        assert len(finding.data["clashes"]) < len(whole.data["clashes"])
        assert any("work allowed" in said for said in (finding.answer, *finding.caveats))


def test_the_clash_map_shows_every_demand_once_and_every_clash_as_a_column() -> None:
    case = contested_case(349)
    finding = deadlock(case)
    figure = finding.figures["clashes"]
    cells = figure.spec["data"]["values"]
    columns = {cell["clash"] for cell in cells}
    assert len(columns) == len(finding.data["clashes"])
    involved = {name for clash in finding.data["clashes"] for name in clash}
    assert len({cell["demand"] for cell in cells}) == len(involved)
    assert len(cells) == len(columns) * len(involved)
    assert sum(cell["in"] for cell in cells) == sum(map(len, finding.data["clashes"]))
    assert "<svg" in figure.svg()


def test_two_red_lines_of_one_content_stay_two_rows_of_the_map() -> None:
    content = SITING.model_dump(mode="json", by_alias=True)
    line = {"party": "cities", "never": {"compensation": ["none", "150", "300"]}}
    lines = [{"id": "first", **line, "firmness": "declared"}, {"id": "second", **line, "firmness": "preferred"}]
    finding = deadlock(Case.model_validate({**content, "red_lines": lines}))
    assert len(finding.data["clashes"]) == 2
    labels = {cell["demand"] for cell in finding.figures["clashes"].spec["data"]["values"]}
    assert sum(label.endswith(("(first)", "(second)")) for label in labels) == 2


def test_questions_that_take_too_much_work_are_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(impasse, "WORK", 0)
    closed = deadlock(contested_case(349))
    assert closed.data["complete"]
    assert any("Which conditions" in caveat for caveat in closed.caveats)
    opened = deadlock(SITING)
    assert opened.data["agreements"] == 12
    assert opened.data["slack"] is opened.data["options_left"] is None
    assert any("not all found" in caveat for caveat in opened.caveats)


def test_where_the_work_ends_before_the_first_clash_any_one_is_shown() -> None:
    case = contested_case(349)
    for work in range(0, 2_000, 20):
        finding = deadlock(case, work=work)
        if finding.data["concessions"]:
            break
    assert not finding.data["complete"]
    (clash,) = finding.data["clashes"]
    assert frozenset(clash) in Demanded(case).clashes()
    assert "there may be more" in finding.answer


def test_searches_that_take_too_much_work_give_what_is_sure_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(impasse, "COUNTED", 0)
    monkeypatch.setattr(impasse, "SEARCHED", 0)
    opened = deadlock(SITING)
    assert opened.data["agreements_exact"] is False
    assert set(opened.data["margins"].values()) == {0}
    assert any("at least so large" in caveat for caveat in opened.caveats)
    assert "some agreements are possible" in opened.answer
    case = contested_case(349)
    closed = deadlock(case)
    assert closed.data["nearest"]["certain"] is False
    assert coherent(case, closed.data["nearest"]["agreement"])
    assert any("nearest miss" in caveat for caveat in closed.caveats)
    assert set(closed.data["blockers"]) == set(blocking(Impasse.of(case, Prices())))
    taken = what_it_takes(SITING, "mix=land")
    assert taken.exact is False
    assert taken.data["agreement"]["mix"] == "land"
    assert text(deadlock(case))


# What kind of answer a case gets, by a ladder of five options: A accepts p and q, B accepts s and t, or all but p.

SHUT = ladder(["r", "s", "t"], "declared", ["p", "q", "r"])
AJAR = ladder(["r", "s", "t"], "declared", ["p"])
EMPTY = Case.model_validate({
    **LADDER,
    "conditions": [
        {"id": "up", "if": {"land": ["p", "q"]}, "then": {"land": "t"}},
        {"id": "down", "if": {"land": ["r", "s", "t"]}, "then": {"land": "p"}},
    ],
})  # fmt: skip


def test_a_closed_space_is_a_deadlock() -> None:
    finding = deadlock(SHUT)
    assert isinstance(finding.result, Deadlock)
    assert finding.answer == (
        "There is no agreement: A will sign only “p” or “q” (declared); B will sign only “s” or “t” (constitutional); "
        "nothing else is needed for the clash. The only openings: A also accepts “r” or “s” (price 6, opens "
        "1 agreement); or A also accepts “r” and B also accepts “r” (price 13, opens 1 agreement); or B also accepts "
        "“r” or “q” (price 20, opens 1 agreement)."
    )
    assert (finding.question, finding.exact, finding.method) == ("deadlock", True, words.METHOD)
    assert tuple(finding.tables) == ("clashes", "openings", "opened", "nearest", "blocking", "demands")
    assert tuple(finding.figures) == ("clashes",)
    assert finding.caveats == standing_caveats(SHUT)


def test_an_open_space_is_close_to_none_by_some_points() -> None:
    """Only q is left: worth 80 to A and 40 to B, so B may ask for 30 points more than 10."""
    finding = deadlock(AJAR)
    assert isinstance(finding.result, Closeness)
    assert finding.answer == (
        "There is no deadlock: 1 agreement is possible. The smallest hardening that closes the space is that B asks "
        "for more than 40 points instead of 10; if all signers ask for more at once, it is more than 30 points; 2 of 4 "
        "demands rule out nothing beside the others."
    )
    assert (finding.exact, finding.method) == (True, words.METHOD)
    assert tuple(finding.tables) == ("margins", "options", "demands")
    assert tuple(finding.figures) == ("margins",)


def test_conditions_that_leave_nothing_are_incoherent() -> None:
    finding = deadlock(EMPTY)
    assert finding.result == Incoherent(("up", "down"))
    assert finding.answer == (
        "No agreement is coherent, whatever is demanded: 2 of the conditions exclude one another."
    )
    assert (finding.exact, tuple(finding.tables), dict(finding.figures)) == (True, ("conditions",), {})
    assert finding.data == {
        "clashes": [[]],
        "clashes_count": 1,
        "ways_out": [],
        "complete": True,
        "concessions": [],
        "concessions_complete": True,
        "blockers": [],
        "nearest": None,
        "conditions": ["up", "down"],
        "conditions_count": 2,
    }


def test_without_any_work_nothing_is_decided() -> None:
    finding = deadlock(AJAR, work=0)
    assert finding.result == Undecided()
    assert finding.answer == "Whether there is an agreement could not be decided within the work allowed."
    assert (finding.exact, dict(finding.tables), dict(finding.figures)) == (False, {}, {})
    assert finding.caveats == standing_caveats(AJAR)
    assert finding.data == {
        "clashes": [],
        "clashes_count": 0,
        "ways_out": [],
        "complete": False,
        "concessions": [],
        "concessions_complete": False,
        "blockers": [],
        "nearest": None,
    }


def test_parameters_say_what_was_asked_and_what_is_not_as_in_the_file() -> None:
    prices = "preferred 1, declared 3, constitutional 10, no_deal 1, points 5"
    assert dict(deadlock(SHUT).parameters) == {"show": 3, "prices": prices, "work": 50_000_000}
    asked = deadlock(
        SHUT,
        show=2,
        prices=Prices(declared=4, points=2.5),
        without=["theirs"],
        suppose=["a: no_deal=30", "b: never land=t"],
        work=1_000,
        seconds=9.5,
    )
    assert list(asked.parameters.items()) == [
        ("show", 2),
        ("prices", "preferred 1, declared 4, constitutional 10, no_deal 1, points 2.5"),
        ("work", 1_000),
        ("seconds", 9.5),
        ("without", "theirs"),
        ("supposing", "a: no_deal=30; b: never land=t"),
    ]
    assert asked.caveats[:3] == (
        "Not as in the file: theirs is left out.",
        "Not as in the file: a: no_deal=30 is supposed.",
        "Not as in the file: b: never land=t is supposed.",
    )


def test_as_many_clashes_and_openings_are_shown_as_asked_for() -> None:
    two, none = deadlock(SHUT, show=2), deadlock(SHUT, show=0)
    assert two.tables["openings"].title == "What would open an agreement (2 of 3)"
    assert [row[0] for row in two.tables["opened"].rows] == [1, 2]
    assert tuple(none.tables) == ("nearest", "blocking", "demands")
    assert none.answer == two.answer


def test_progress_is_told_and_may_end_the_question() -> None:
    shares: list[float] = []
    deadlock(SHUT, progress=shares.append)
    assert shares == sorted(shares)
    assert 0 < shares[0] <= shares[-1] <= 1

    class Stop(Exception):
        pass

    def stop(_: float) -> None:
        raise Stop

    with pytest.raises(Stop):
        deadlock(SHUT, progress=stop)
