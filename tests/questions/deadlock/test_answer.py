"""What the finding on a deadlock says, for random cases, the siting game and the Washington talks."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings

from brute import Oracle, coherent, crosses, heard, holds
from comity.agreements.space import Agreement
from comity.agreements.suppose import supposed
from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file
from comity.finding import Finding, Link
from comity.problem import Problems
from comity.questions.deadlock import impasse
from comity.questions.deadlock.answer import deadlock, what_it_takes
from comity.questions.deadlock.clashes import Prices
from comity.questions.deadlock.impasse import Standoff
from demanded import Demanded, contested_case
from material import WASHINGTON
from strategies import cases

KEPT = read_case(WASHINGTON)
SITING = read_case(case_file("abdelnabi-2024"))
WHOLE_DONBAS = "russia-keeps-control: territory=restored|partial|frozen"


def links(finding: Finding) -> set[str]:
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
    assert finding.text()
    assert finding.html()


def test_lists_in_the_data_are_those_of_plain_enumeration() -> None:
    seen = 0
    for seed in range(60):
        oracle = Demanded(contested_case(seed))
        finding = deadlock(oracle.case)
        if not oracle.left:
            continue
        assert {frozenset(clash) for clash in finding.data["clashes"]} == oracle.clashes()
        assert finding.data["concessions_complete"] == (len(oracle.concessions()) < 10)
        costs = [each["cost"] for each in finding.data["concessions"]]
        assert costs == sorted(map(oracle.cost, oracle.concessions()))[:10]
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
    assert what_it_takes(case, "loan=two").data["coherent"] is False


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
    finding = deadlock(SITING, suppose=["cities: compensation=none|150|300"])
    assert finding.data["clashes"] == [
        ["supposed-1", "developer-no-deal", "tourism-no-deal", "union-no-deal", "environment-no-deal"]
    ]
    assert set(finding.data["blockers"]) == {"developer", "tourism", "cities", "union", "environment"}
    assert finding.data["nearest"]["short"] == 2
    assert [each["cost"] for each in finding.data["concessions"]] == [1, 1, 2, 2, 3]


def test_prices_and_points_change_what_is_cheapest() -> None:
    dear = deadlock(SITING, suppose=["cities: compensation=none|150|300"], prices=Prices(no_deal=7))
    assert dear.data["concessions"][0]["cost"] == 3
    assert dear.data["concessions"][0]["steps"] == [
        {"demand": "supposed-1", "party": "cities", "to": "300", "price": 3}
    ]
    fine = deadlock(SITING, suppose=["cities: compensation=none|150|300"], prices=Prices(points=1))
    assert [step["to"] for step in fine.data["concessions"][0]["steps"]] == [64, 63]


# Washington: with Ukraine's refusal of land and Russia's demand for the whole of the Donbas, nothing is left.


def test_washington_as_written_is_narrow_and_says_how() -> None:
    finding = deadlock(KEPT)
    assert finding.answer.startswith("There is no deadlock")
    assert finding.data["agreements"] == len(Oracle(KEPT).zopa()) > 0
    assert finding.answer.count(". ") == 1  # two sentences
    assert "no-deal-russia" in links(finding)


def test_washington_in_the_sharp_reading_clashes_over_the_donbas() -> None:
    finding = deadlock(KEPT, suppose=[WHOLE_DONBAS])
    assert finding.data["clashes"] == [["ukraine-constitution-land", "russia-keeps-control"]]
    assert set(finding.data["blockers"]) == {"ukraine", "russia"}
    assert [each["cost"] for each in finding.data["concessions"]] == [3, 10]
    assert [step["to"] for each in finding.data["concessions"] for step in each["steps"]] == ["frozen", "donbas"]
    assert "Ukraine will not sign" in finding.answer
    assert "nothing else is needed for the clash" in finding.answer
    assert finding.answer.count(". ") == 1  # two sentences
    assert {"red-line-ukraine-constitution-land", "red-line-russia-keeps-control"} <= links(finding)
    assert "illustrative" in " ".join(finding.caveats)


def test_what_is_opened_in_washington_is_left_when_the_concession_is_made() -> None:
    conceded = supposed(KEPT, suppose=["russia-keeps-control: territory=restored|partial"])
    opens = deadlock(KEPT, suppose=[WHOLE_DONBAS]).data["concessions"][0]["opens"]
    assert opens == len(Oracle(conceded).zopa())


def test_land_for_a_guarantee_takes_the_red_line_and_at_a_high_no_deal_value_points_as_well() -> None:
    wanted = "territory=donbas, guarantees=article5"
    as_written = {each["party"]: each for each in what_it_takes(KEPT, wanted).data["parties"]}
    assert as_written["ukraine"]["red_lines"] == ["ukraine-constitution-land"]
    allowed = ["ukraine-constitution-land: territory=donbas unless guarantees=article5", "ukraine: no_deal=76"]
    finding = what_it_takes(KEPT, wanted, suppose=allowed)
    ukraine = next(each for each in finding.data["parties"] if each["party"] == "ukraine")
    assert not ukraine["red_lines"]
    assert ukraine["short"] > 0
    assert ukraine["weights"]
    assert finding.data["agreement"]["territory"] == "donbas"
    assert "Ukraine accepts" in finding.answer


def accepting(case: Case, party: str, deal: Agreement) -> bool:
    oracle = Oracle(case)
    bound = heard(case, party)
    crossed = any(line.party in bound and crosses(line, dict(deal.options)) for line in case.red_lines)
    return not crossed and oracle.accepted(party, dict(deal.options))


def test_the_changes_named_make_everybody_accept() -> None:
    """Every red line crossed left out, every no-deal value lowered to the worth: then all sign, and not before."""
    for seed in range(40):
        case = contested_case(seed)
        oracle = Demanded(case)
        for deal in oracle.left[:2]:
            wanted = ", ".join(f"{issue}={option}" for issue, option in deal.items())
            finding = what_it_takes(case, wanted)
            parties = finding.data["parties"]
            assert finding.data["agreement"] == deal
            for each in parties:
                assert each["accepts"] == accepting(case, each["party"], Agreement(deal))
            assert finding.answer.startswith("Nothing has to change") == all(each["accepts"] for each in parties)
            gone = sorted({name for each in parties for name in each["red_lines"]})
            lowered = [f"{each['party']}: no_deal={float(each['worth']) - 1e-9}" for each in parties if each["short"]]
            changed = supposed(case, gone, lowered)
            assert all(accepting(changed, each["party"], Agreement(deal)) for each in parties)


def test_terms_left_open_are_settled_by_what_takes_least() -> None:
    case = contested_case(1)
    oracle = Demanded(case)
    issue = next(iter(case.issues))
    for option in case.issues[issue].options:
        finding = what_it_takes(case, f"{issue}={option}")
        assert finding.data["coherent"] == any(deal[issue] == option for deal in oracle.left)
        if finding.data["coherent"]:
            assert finding.data["agreement"][issue] == option


def test_terms_that_no_coherent_agreement_has_name_the_conditions() -> None:
    finding = what_it_takes(KEPT, "territory=donbas, ceasefire=open")
    assert finding.data["coherent"] is False
    names = finding.data["conditions"]
    rules = [KEPT.named_conditions()[name] for name in names]
    options = [list(issue.options) for issue in KEPT.issues.values()]
    deals = [dict(zip(KEPT.issues, choice, strict=True)) for choice in product(*options)]
    asked = [deal for deal in deals if deal["territory"] == "donbas" and deal["ceasefire"] == "open"]
    assert all(any(holds(rule.if_, deal) and not holds(rule.then, deal) for rule in rules) for deal in asked)
    assert not any(coherent(KEPT, deal) for deal in asked)


@pytest.mark.parametrize("asked", [{"without": ["nothing"]}, {"suppose": ["ukraine: x=y"]}])
def test_names_that_are_not_in_the_case_are_problems(asked: dict[str, Any]) -> None:
    with pytest.raises(Problems):
        deadlock(KEPT, **asked)
    with pytest.raises(Problems):
        what_it_takes(KEPT, "territory=donbas", **asked)


def test_wanted_terms_that_are_not_in_the_case_are_problems() -> None:
    with pytest.raises(Problems):
        what_it_takes(KEPT, "territory=donbass")


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
    assert set(closed.data["blockers"]) == set(Standoff.of(case, Prices()).blocking())
    taken = what_it_takes(SITING, "mix=land")
    assert taken.exact is False
    assert taken.data["agreement"]["mix"] == "land"
    assert deadlock(case).text()
