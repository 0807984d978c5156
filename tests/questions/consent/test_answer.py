"""Who must say yes: on published games, on Washington, and against brute force on random cases."""

from __future__ import annotations

import shutil
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from comity.case.check import read_case
from comity.case.consent import Rule
from comity.case.model import Case
from comity.catalog import case_file
from comity.questions.agreement.answer import agreement
from comity.questions.consent.answer import consent
from comity.questions.consent.result import Consented
from consents import Consents, ruled_case
from doubted import gain, middles
from material import ROOT, WASHINGTON
from talks import TALKS, talks

NEEDS = {
    "guarantees": {"european": ("europe",), "article5": ("usa", "europe")},
    "forces": {"air-sea": ("europe",), "ground": ("europe",)},
    "sanctions": {"new": ("usa",), "phased": ("usa",), "lifted": ("usa",)},
    "participation": {"full": ("ukraine",), "trilateral": ("ukraine",)},
    "territory": {"restored": ("russia",), "partial": ("russia",), "donbas": ("ukraine",)},
    "ceasefire": {"first": ("russia", "ukraine"), "with-deal": ("russia", "ukraine")},
    "army": {"capped": ("ukraine",)},
}
"""Who must take part for an option to exist in Washington: plausible, and illustrative."""


@cache
def washington(needs: bool = False, number: int = 0) -> Case:
    case = read_case(WASHINGTON)
    issues = {
        name: issue.model_copy(update={"needs": NEEDS.get(name, {}) if needs else {}})
        for name, issue in case.issues.items()
    }
    rule = Rule.model_validate({"at_least": number, "of": "members"}) if number else None
    parties = {**case.parties, "europe": case.parties["europe"].model_copy(update={"ratified_by": rule})}
    return case.model_copy(update={"issues": issues, "parties": parties})


@cache
def score_game(**rule: Any) -> Consented:
    case = read_case(case_file("abdelnabi-2024"))
    written = {**rule, "including": ["developer", "tourism"]} if rule.pop("vetoes", False) else rule
    return consent(case.model_copy(update={"consent": Rule.model_validate(written) if written else None})).result


def test_a_published_game_under_three_rules() -> None:
    """Abdelnabi et al. (2024), game base: 12, 133 and 55 of 720."""
    rules: tuple[dict[str, Any], ...] = ({}, {"at_least": 5}, {"at_least": 5, "vetoes": True})
    assert [score_game(**rule).json()["passing"] for rule in rules] == [12, 133, 55]


def test_who_is_needed_in_it() -> None:
    data = score_game(at_least=5, vetoes=True).json()
    names = ("developer", "tourism", "mayor", "cities", "union", "environment")
    assert data["pivotal"] == dict(zip(names, (55, 55, 43, 35, 28, 23), strict=True))
    assert data["blocks_alone"] == dict(zip(names, (101, 150, 0, 13, 25, 18), strict=True))
    assert (data["core"], data["efficient"]) == (40, 51)
    assert data["blocking"][:2] == [["developer"], ["tourism"]]
    assert len(data["blocking"]) == 2 + 6
    assert data["power"]["banzhaf"] == dict(zip(names, (5, 5, 3, 3, 3, 3), strict=True))


def test_under_unanimity_the_core_is_what_is_weakly_efficient() -> None:
    result = score_game()
    assert (result.core, result.efficient) == (12, 12)


def test_washington_without_one_party_where_its_options_stay() -> None:
    data = consent(washington(), draws=20).data
    assert {name: out["agreements"] for name, out in data["without"].items()} == {
        "ukraine": 1233, "russia": 3257, "usa": 463, "europe": 432,
    }  # fmt: skip


def test_washington_without_one_party_and_what_only_it_can_give() -> None:
    """What only the one left out can give goes with it: nothing is left, but 35 of Russia and the United States."""
    data = consent(washington(needs=True), draws=20).data
    assert {out["agreements"] for out in data["without"].values()} == {0}
    assert {out["gain"] for out in data["without"].values()} == {None}
    assert [(found["parties"], found["agreements"]) for found in data["sufficient"]] == [(["russia", "usa"], 35)]
    others = data["sufficient"][0]["others"]
    assert others["ukraine"] == pytest.approx({"low": -36.75, "high": -12.2083}, abs=1e-3)
    assert others["europe"] == pytest.approx({"low": -37.5, "high": -7.5})
    assert data["sufficient"][0]["best"]["territory"] == "frozen"
    assert data["sufficient"][0]["best"]["ceasefire"] == "open"


def test_the_european_group() -> None:
    finding = consent(washington(needs=True), draws=20)
    group = finding.data["groups"]["europe"]
    assert group["accepts"] == {"france": 205, "germany": 326, "uk": 320, "italy": 326, "others": 326}
    assert (group["holds"], group["holds_efficient"]) == (204, 69)
    assert group["refuses_alone"] == {"france": 116, "uk": 1}
    assert group["short"]["france"]["high"] == pytest.approx(5.7547, abs=1e-4)
    assert finding.answer == (
        "326 of 47,568 coherent agreements pass by the rule, the yes of all who sign. If any one signer were left "
        "out and all the others had to say yes, they could make no agreement. If only Russia and the United States had "
        "to say yes, and no other signer were asked, they could make 35. The European group holds "
        "on 204 of the 326 that pass; France alone refuses 116, by at most 5.75 points and the United Kingdom alone "
        "refuses 1, by at most 0.19 points. As judged, an agreement is almost certain: 98 of 100 readings of the "
        "ranges leave at least one. The median is 266; 90 of 100 leave 8 to 1,254."
    )
    (egalitarian,) = (pick for pick in finding.data["picks"] if "egalitarian" in pick["solutions"])
    (france,) = egalitarian["refusals"]["europe"]
    assert france["judged_otherwise"]["no_deal"] == pytest.approx(65 - france["short"], abs=0.01)


def test_what_would_win_a_member_back_is_the_least_that_does() -> None:
    """The no-deal value and ratings told make it accept, and a hundredth of a point less does not."""
    tried = 0
    for seed in range(60):
        case = ruled_case(seed)
        for pick in consent(case, draws=20).result.picks:
            deal = dict(pick.agreement.options)
            for refused in pick.refusals["cedar"]:
                if refused.no_deal is None:
                    assert refused.red_lines
                    continue
                tried += 1
                centre = middles(case, case.everyone())
                now = gain(case, refused.member, deal, centre)
                assert refused.no_deal == pytest.approx(
                    float(case.interests[refused.member].no_deal.point + now), abs=0.01
                )
                assert refused.no_deal <= case.interests[refused.member].no_deal.point + now + Fraction(1, 10**9)
                for rating in refused.ratings:
                    path = ("interests", refused.member, rating.issue, rating.option)
                    for off, accepts in ((0, True), (-0.0101, False)):
                        there = {**centre, path: Fraction(rating.to + off).limit_denominator(10**4)}
                        assert (gain(case, refused.member, deal, there) >= 0) == accepts
                ends = {
                    issue: gain(
                        case,
                        refused.member,
                        deal,
                        {**centre, ("interests", refused.member, issue, option): Fraction(100)},
                    )
                    for issue, option in deal.items()
                }
                assert bool(refused.ratings) == (max(ends.values()) >= 0)
    assert tried >= 20


def test_what_leaving_one_out_brings_the_others_with_it_and_without() -> None:
    for seed in range(20):
        case = ruled_case(seed)
        by_hand, signers = Consents(case), case.signers()
        outsiders = set(case.everyone()) - set(signers)
        coherent, centre = by_hand.stages()["coherent"], middles(case)

        def made(by: tuple[str, ...], deal: dict[str, str]) -> bool:
            asked = {*by, *(by_hand.needed(deal) & outsiders)}  # noqa: B023
            stand = all(by_hand.stands(each, by_hand.says(deal)) for each in asked)  # noqa: B023
            return stand and not (by_hand.needed(deal) & set(signers)) - set(by)  # noqa: B023

        for out, reach in consent(case, draws=20).result.without.items():
            others = tuple(name for name in signers if name != out)
            told = {}
            for by in (others, signers):
                told[by] = [
                    (sorted(gain(case, name, deal, centre) for name in others), gain(case, out, deal, centre))
                    for deal in coherent
                    if made(by, deal)
                ]
            if told[others]:
                most = max(gains for gains, _ in told[others])
                mine = [float(gain_) for gains, gain_ in told[others] if gains == most]
                assert reach.others_at_best[out] == pytest.approx((min(mine), max(mine)))
                assert reach.least == pytest.approx(float(most[0]))
            assert (reach.with_all is None) == (not told[signers])
            if told[signers]:
                assert reach.with_all == pytest.approx(float(max(gains for gains, _ in told[signers])[0]))


def test_how_safe_picks_are_at_home() -> None:
    """Shares of 20,000 draws: Nash .91, Kalai-Smorodinsky .89, utilitarian 1.00, egalitarian .53, where all five must
    agree; a number that members take over from their group is drawn once."""
    published = {"nash": 0.91, "kalai_smorodinsky": 0.89, "utilitarian": 1.00, "egalitarian": 0.53}
    from comity.agreements.consent import Consent
    from comity.agreements.efficient import efficient
    from comity.agreements.picks import Gains, Picks
    from comity.agreements.worth import Payoff
    from comity.questions.consent.home import at_home

    case = washington(number=5)
    payoff = Payoff.of(case)
    rule = Consent.of(case, payoff.space)
    found = efficient(washington())  # what would be picked if nobody asked at home
    for name, rows in Picks.of(Gains.of(found)).by_name().items():
        home = at_home(case, rule, payoff.space.choice(found.agreements(rows[0])[0]))
        assert home.ratified == pytest.approx(published[name], abs=0.02), name


def test_four_of_five_are_always_had() -> None:
    data = consent(washington(number=4)).data
    assert [pick["home"]["ratified"] for pick in data["picks"]] == [1.0] * len(data["picks"])
    assert data["passing"] == 321
    assert data["asked"]["france"] == {"pivotal": 1, "blocks_alone": 5}
    assert data["groups"]["europe"]["holds"] == 204


def test_the_supposition_that_the_example_holds_as_a_comment(tmp_path: Path) -> None:
    """Taking the mark of the comment away is all there is to do, and leaves what the comment says."""
    folder = tmp_path / "copy"
    shutil.copytree(ROOT / "examples" / "washington-2025", folder)
    text = (folder / "case.yaml").read_text()
    line = "    # ratified_by: {at_least: 4, of: members}\n"
    assert text.count(line) == 1
    said = "It leaves 321 of the 326\n    # agreements; `all` in place of the braces, 204."
    assert text.count(said) == 1
    stages = {}
    for rule in ("", "{at_least: 4, of: members}", "all"):
        (folder / "case.yaml").write_text(text.replace(line, f"    ratified_by: {rule}\n" if rule else line))
        case = read_case(folder / "case.yaml")
        stages[rule] = [stage["count"] for stage in agreement(case).data["stages"]][3:]
    assert stages == {"": [326], "{at_least: 4, of: members}": [326, 321], "all": [326, 204]}


@pytest.mark.parametrize("seed", range(40))
def test_counts_by_brute_force(seed: int) -> None:
    case = ruled_case(seed)
    data, by_hand = consent(case, draws=20).data, Consents(case)
    stages = by_hand.stages()
    coherent, signers = stages["coherent"], case.signers()
    says = {id(deal): by_hand.says(deal) for deal in coherent}
    assert data["passing"] == len(stages["spoilers"])

    def without(deal: dict[str, str], name: str) -> bool:
        return passes_without(by_hand, deal, name)

    assert data["pivotal"] == {name: sum(not without(deal, name) for deal in stages["spoilers"]) for name in signers}
    failing = [deal for deal in coherent if deal not in stages["spoilers"]]
    assert data["blocks_alone"] == {
        name: sum(by_hand.passes(deal, says[id(deal)], (name,)) for deal in failing) for name in signers
    }
    outsiders = set(case.everyone()) - set(signers)

    def made(parties: tuple[str, ...]) -> int:
        return sum(
            all(by_hand.stands(each, says[id(deal)]) for each in {*parties, *(by_hand.needed(deal) & outsiders)})
            and not (by_hand.needed(deal) & set(signers)) - set(parties)
            for deal in coherent
        )

    for name in signers:
        assert data["without"][name]["agreements"] == made(tuple(each for each in signers if each != name))
    able = [some for size in (2, 3) for some in combinations(signers, size) if made(some)]
    minimal = [some for some in able if not any(set(less) < set(some) for less in able)]
    assert [tuple(found["parties"]) for found in data["sufficient"]] == minimal
    assert [found["agreements"] for found in data["sufficient"]] == [made(some) for some in minimal]


def passes_without(by_hand: Consents, deal: dict[str, str], name: str) -> bool:
    """Whether an agreement passes although one party's yes at home is taken away."""
    says = by_hand.says(deal)

    class Without(Consents):
        def stands(self, each: str, answers: Any, home: Any = ()) -> bool:
            return each != name and super().stands(each, answers, home)

    return Without(by_hand.case).passes(deal, says)


@pytest.mark.parametrize("seed", range(20))
def test_the_core_by_brute_force(seed: int) -> None:
    case = ruled_case(seed)
    by_hand, data = Consents(case), consent(case, draws=20).data
    stages, signers = by_hand.stages(), case.signers()
    from comity.agreements.consent import Consent
    from comity.agreements.space import Space
    from comity.questions.consent.power import power_of

    power = power_of(Consent.of(case, Space.of(case)).rule, signers)
    assert power is not None
    outsiders = set(case.everyone()) - set(signers)

    def could(parties: tuple[str, ...], deal: dict[str, str]) -> bool:
        says = by_hand.says(deal)
        asked = {*parties, *(by_hand.needed(deal) & outsiders)}
        return all(by_hand.stands(each, says) for each in asked) and by_hand.needed(deal) & set(signers) <= set(parties)

    def outdone(deal: dict[str, str]) -> bool:
        return any(
            could(parties, other)
            and all(by_hand.brute.worth(name, other) > by_hand.brute.worth(name, deal) for name in parties)
            for parties in power.minimal
            for other in stages["coherent"]
        )

    assert data["core"] == sum(not outdone(deal) for deal in stages["spoilers"])


def ruled(**parties: Any) -> Case:
    return talks(parties=TALKS["parties"] | parties)


def test_tied_hands_are_told_from_the_numbers() -> None:
    home = {"a": {"name": "Alpha", "signs": "yes", "ratified_by": "d"}, "d": {"name": "Delta"}}
    for least, effect in ((40, "changes nothing"), (100, "costs the deal")):
        case = ruled(**home)
        wants = {**TALKS["interests"]["a"], "no_deal": str(least)}
        case = case.model_copy(update={"interests": {**case.interests, "d": type(case.interests["a"])(**wants)}})
        finding = consent(case, draws=20)
        assert finding.data["tied_hands"]["a"]["effect"] == effect


def test_bodies_that_nobody_can_rate_have_a_chance_within_bounds() -> None:
    case = ruled(
        a={"name": "Alpha", "signs": "yes", "ratified_by": ["d", "e"]},
        d={"name": "Delta", "passes": "60..80"},
        e={"name": "Epsilon", "passes": 90},
    )
    assert consent(case, draws=20).data["chance_of_unrated"] == {"low": 50.0, "mid": 65.0, "high": 80.0}


def test_a_case_in_which_nobody_signs() -> None:
    finding = consent(talks(parties={"a": "Alpha", "b": "Beta", "c": "Gamma"}), draws=20)
    assert finding.answer == "Nobody's yes is needed: no party signs."


def test_on_which_terms_a_member_leaves() -> None:
    """Of the 116 that France alone refuses 100 accept Russian administration in practice, as 138 of all 326 do."""
    (table,) = [table for name, table in consent(washington(), draws=20).tables.items() if name == "refused_terms"]
    assert table.rows[0][2:] == (100, 138)
    assert {row[0] for row in table.rows} == {"France"}
    terms = consent(washington(), draws=20).data["groups"]["europe"]["refused_terms"]["france"]
    assert (terms[0]["issue"], terms[0]["option"]) == ("status", "de-facto")
    for each in terms:
        assert each["refused"] / 116 >= 1.2 * each["passing"] / 326
