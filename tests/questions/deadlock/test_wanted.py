"""What it takes for a wanted agreement, in the Washington talks, the siting game, and random cases."""

from __future__ import annotations

from itertools import product

import pytest

from brute import Oracle, coherent, crosses, heard, holds
from comity.agreements.nearest import Counted
from comity.agreements.space import Agreement
from comity.agreements.suppose import supposed
from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file
from comity.problem import Problems
from comity.questions.deadlock import words
from comity.questions.deadlock.demands import Prices
from comity.questions.deadlock.needed import Excluded, WhatItTakes
from comity.questions.deadlock.wanted import what_it_takes
from demanded import Demanded, contested_case, ladder
from material import WASHINGTON

KEPT = read_case(WASHINGTON)
SITING = read_case(case_file("abdelnabi-2024"))


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
    assert isinstance(finding.result, Excluded)
    names = finding.data["conditions"]
    assert finding.data["conditions_count"] == len(names)
    rules = [KEPT.named_conditions()[name] for name in names]
    options = [list(issue.options) for issue in KEPT.issues.values()]
    deals = [dict(zip(KEPT.issues, choice, strict=True)) for choice in product(*options)]
    asked = [deal for deal in deals if deal["territory"] == "donbas" and deal["ceasefire"] == "open"]
    assert all(any(holds(rule.if_, deal) and not holds(rule.then, deal) for rule in rules) for deal in asked)
    assert not any(coherent(KEPT, deal) for deal in asked)


def test_wanted_terms_that_are_not_in_the_case_are_problems() -> None:
    with pytest.raises(Problems):
        what_it_takes(KEPT, "territory=donbass")


# A ladder of five options: A, which accepts p and q, is given 20 to 100 points from t to p, B the other way round.

SHUT = ladder(["r", "s", "t"], "declared", ["p", "q", "r"])


def test_an_agreement_that_one_signer_refuses_and_the_other_accepts() -> None:
    finding = what_it_takes(SHUT, "land=s")
    assert finding.answer == ("For land=s it takes that A also accepts “r” or “s”; B would accept as things stand.")
    assert isinstance(finding.result, WhatItTakes)
    assert (finding.question, finding.exact, finding.method) == ("deadlock", True, words.CHANGING)
    assert tuple(finding.tables) == ("parties", "changes")
    assert dict(finding.figures) == {}
    assert finding.data == {
        "asked_for": {"land": "s"},
        "agreement": {"land": "s"},
        "coherent": True,
        "certain": True,
        "agreements_count": 1,
        "agreements_exact": True,
        "over_ties": {},
        "ties_compared": 1,
        "parties": [
            {
                "party": "a",
                "accepts": False,
                "worth": 40.0,
                "no_deal": 10.0,
                "no_deal_judged": {"low": 10.0, "mid": 10.0, "high": 10.0},
                "gain": 30.0,
                "short": 0.0,
                "below_range": 0.0,
                "beyond_ranges": 0.0,
                "red_lines": ["mine"],
                "lifted": [
                    {"demand": "mine", "party": "a", "to": "r", "price": 3},
                    {"demand": "mine", "party": "a", "to": "s", "price": 3},
                ],
                "weights": {},
                "weights_judged": {"land": {"low": 1.0, "mid": 1.0, "high": 1.0}},
                "share_of_ranges": 0,
                "gain_at_worst": 30.0,
                "gain_at_best": 30.0,
            },
            {
                "party": "b",
                "accepts": True,
                "worth": 80.0,
                "no_deal": 10.0,
                "no_deal_judged": {"low": 10.0, "mid": 10.0, "high": 10.0},
                "gain": 70.0,
                "short": 0.0,
                "below_range": 0.0,
                "beyond_ranges": 0.0,
                "red_lines": [],
                "lifted": [],
                "weights": {},
                "weights_judged": {"land": {"low": 1.0, "mid": 1.0, "high": 1.0}},
                "share_of_ranges": 0,
                "gain_at_worst": 70.0,
                "gain_at_best": 70.0,
            },
        ],
    }


def test_what_an_unwanted_line_costs_decides_how_open_issues_are_settled() -> None:
    """Nothing is asked for: s crosses A's line by two options at 3 each, which is cheapest; dear, B's gives way."""
    assert what_it_takes(SHUT, "").result.wanted == {}
    assert what_it_takes(SHUT, "").data["agreement"] == {"land": "s"}
    assert what_it_takes(SHUT, "", prices=Prices(declared=99)).data["agreement"] == {"land": "q"}
    assert what_it_takes(SHUT, "").answer.startswith("For an agreement it takes that A also accepts")


def test_parameters_say_what_was_asked_and_what_is_not_as_in_the_file() -> None:
    prices = "preferred 1, declared 3, constitutional 10, no_deal 1, points 5"
    assert dict(what_it_takes(SHUT, "land=s").parameters) == {"for": "land=s", "prices": prices}
    finding = what_it_takes(SHUT, "land=q", without=["theirs"], suppose=["b: no_deal=40"])
    assert list(finding.parameters.items()) == [
        ("for", "land=q"),
        ("prices", prices),
        ("without", "theirs"),
        ("supposing", "b: no_deal=40"),
    ]
    assert finding.caveats[:2] == (
        "Not as in the file: theirs is left out.",
        "Not as in the file: b: no_deal=40 is supposed.",
    )
    assert finding.answer == (
        "Supposing “b: no_deal=40”, without “theirs” (no agreement is possible as in the file, 1 so). "
        "Nothing has to change for land=q: every signer would accept, as judged at the middle of ranges."
    )
    assert tuple(finding.tables) == ("what_if", "each_alone", "parties", "came_and_went")


def test_progress_is_told_party_by_party_and_may_end_the_question() -> None:
    shares: list[float] = []
    what_it_takes(SHUT, "land=s", progress=shares.append)
    assert shares == [0.5, 1.0]

    class Stop(Exception):
        pass

    def stop(_: float) -> None:
        raise Stop

    with pytest.raises(Stop):
        what_it_takes(SHUT, "land=s", progress=stop)


def test_ways_that_take_as_little_are_told_with_what_they_are_to_each() -> None:
    """By the terms A is 20 short, however the sides are settled; these suit B or C, by as much."""
    case = Case.model_validate({
        "title": "Sides",
        "parties": {party: {"name": party.upper(), "signs": "yes"} for party in "abc"},
        "issues": {
            "deal": {"name": "Deal", "options": {"yes": "yes", "no": "no"}},
            "side": {"name": "Side", "options": {"left": "left", "right": "right"}},
        },
        "interests": {
            "a": {"no_deal": 60, "deal": {"weight": 1, "yes": 40, "no": 100}},
            "b": {"no_deal": 30, "side": {"weight": 1, "left": "70..80", "right": 40}},
            "c": {"no_deal": 30, "side": {"weight": 1, "left": 40, "right": "70..80"}},
        },
    })  # fmt: skip
    finding = what_it_takes(case, "deal=yes")
    result = finding.result
    assert isinstance(result, WhatItTakes)
    assert result.number == Counted(2, True)
    told = {
        party: (over.gain.low, over.gain.high, over.least.low, over.most.high) for party, over in result.over.items()
    }
    assert told == {"a": (-20, -20, -20, -20), "b": (10, 45, 10, 50), "c": (10, 45, 10, 50)}
    assert finding.answer.startswith(
        "For deal=yes, by one of 2 ways to settle the rest that take as little, it takes that A"
    )
    assert finding.data["over_ties"]["b"]["worth"] == {"low": 40, "mid": 57.5, "high": 75}
    assert what_it_takes(case, "deal=yes, side=left").result.over == {}  # type: ignore[union-attr]


def test_worth_a_billionth_short_of_no_deal_is_not_short() -> None:
    """A third and two thirds as other programs write them add up to 100, to which no deal is worth as much."""
    case = Case.model_validate({
        "title": "Thirds",
        "parties": {"a": {"name": "A", "signs": "yes"}},
        "issues": {name: {"name": name, "options": {"l": "l", "r": "r"}} for name in ("x", "y")},
        "interests": {
            "a": {
                "scale": "points",
                "no_deal": 100,
                "x": {"l": 33.33333333333333, "r": 0},
                "y": {"l": 66.66666666666666, "r": 66.66},
            }
        },
    })  # fmt: skip
    assert what_it_takes(case, "x=l, y=l").answer.startswith("Nothing has to change")
    assert "0.0067 points less" in what_it_takes(case, "x=l, y=r").answer.replace("0.00667", "0.0067")
