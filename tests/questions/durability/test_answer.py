"""Durability: from the case to the contest and back, by hand; that the contest itself is right is tested there."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.agreements.space import Agreement
from comity.agreements.suppose import supposed
from comity.case.check import check_document, read_case
from comity.case.model import Case
from comity.case.text import Document
from comity.case.wording import standing_caveats
from comity.finding import Quantity
from comity.papers.brief import brief
from comity.papers.in_words import in_words
from comity.papers.telling import telling
from comity.problem import Problems
from comity.questions import registered
from comity.questions.agreement.answer import agreement
from comity.questions.durability import QUESTION, figures, tables, words
from comity.questions.durability import lasting as lasting_module
from comity.questions.durability import reference as reference_module
from comity.questions.durability.answer import durability
from comity.questions.durability.guarantee import least_guarantee
from comity.questions.durability.literature import HONESTY, METHOD
from comity.questions.durability.result import Durability
from comity.questions.durability.solve import outlook
from comity.questions.durability.terms import Arena
from comity.questions.durability.war import no_deal
from material import WASHINGTON

ROOT = Path(__file__).parents[3]
FORD = (ROOT / "docs" / "theory" / "ford.yaml").read_text("utf-8")
DRAWS = 40


def changed(*changes: tuple[str, str], text: str = FORD) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def case_of(text: str) -> Case:
    checked = check_document(Document(text, "ford.yaml"))
    assert checked.case is not None, checked.problems
    return checked.case


def problems_of(text: str) -> list[str]:
    return [str(each) for each in check_document(Document(text, "ford.yaml")).errors]


@pytest.fixture(scope="module")
def washington() -> Case:
    return read_case(WASHINGTON)


@pytest.fixture(scope="module")
def finding(washington: Case) -> Any:
    return durability(washington, draws=DRAWS)


# From the case to the contest.

RICH = changed(
    ("options: {near: At the near bank", "options: {islet: On the islet, near: At the near bank"),
    ("near: 62,", "islet: 60, near: 62,"),
    ("near: 80,", "islet: 90, near: 80,"),
    ("land: 50", "land: 60"),
    ("arms: 60", "arms: 80"),
    ("challenger: 50, defender: 50", "challenger: 55, defender: 52"),
    ("years: 0, challenger: 0, defender: 0", "years: 3, challenger: 10, defender: 5"),
    ("near: {share: 30}", "islet: {share: 10, odds: 45}\n      near: {share: 30, flow: {challenger: 3}}"),
    ("far: {share: 40}", "far: {share: 40, first_strike: 50, accident: 20}"),
    ("none: {because: Nothing changes.}", "none: {limit: {challenger: 90}, rebuilding: {defender: 5}}"),
    ("chance: 65, decay: 0, wavering: 100", "chance: 60, decay: 10, wavering: 50"),
)


def logit(part: float) -> float:
    return math.log(part / (1.0 - part))


def test_terms_by_hand() -> None:
    arena = Arena(case_of(RICH), draws=0, seed=0, years=5)
    settled = [(0, 1), (1, 0), (2, 1), (-1, -1)]  # islet and pledge, near without, far and pledge, nothing settled
    posed = arena.posed(settled)
    game, terms = posed.game, posed.terms
    land, held = logit(0.6), 0.35
    today = logit(0.7) - land * held
    assert game.log_odds == pytest.approx([today + logit(0.45), today, today, today])
    assert game.decisiveness == pytest.approx(logit(0.8) / math.log(2.0))
    assert game.accident == pytest.approx([0.05, 0.05, 0.01, 0.05])
    assert terms.share == pytest.approx([0.1, 0.3, 0.4, 0.35])
    assert terms.flow.challenger == pytest.approx([0.0, 0.03, 0.0, 0.0])
    full, half = logit(0.55), logit(0.55) / 2.0
    assert terms.edge.challenger == pytest.approx([full, full, half, full])
    assert terms.arms.challenger[:, 0] == pytest.approx(
        np.array([[1.0, 0.9, 1.0, 1.0], [1.1, 0.9, 1.1, 1.1], *[[1.2, 0.9, 1.2, 1.2]], *[[1.3, 0.9, 1.3, 1.3]] * 2])
    )
    assert terms.arms.defender[:, 0, 1] == pytest.approx([1.0, 1.1, 1.2, 1.3, 1.3])
    assert terms.arms.defender[:, 0, 0] == pytest.approx([1.0, 1.05, 1.1, 1.15, 1.15])
    firm = [0.6 * 0.9**year for year in range(5)]
    assert terms.guarantee[:, 0, 0] == pytest.approx(firm)
    assert terms.guarantee[:, 1, 0] == pytest.approx([each / 2.0 for each in firm])
    assert terms.guarantee[:, :, [1, 3]].max() == 0.0
    assert terms.transition[:, :, 0] == pytest.approx(np.array([[0.9, 0.1], [0.1, 0.9]]))
    strong = posed.at_full_strength().guarantee
    assert isinstance(strong, np.ndarray)
    assert strong[:, 0, 0] == pytest.approx([0.9**year for year in range(5)])
    assert (strong[:, :, 1] == 1.0).all()  # where nothing is promised: a steady guarantee


def test_several_promises_are_kept_each_on_its_own() -> None:
    text = changed(("near: {share: 30}", "near: {share: 30, guarantee: {chance: 50, decay: 0, wavering: 20}}"))
    terms = Arena(case_of(text), 0, 0, 2).posed([(0, 1)]).terms
    assert np.asarray(terms.guarantee)[0, :, 0] == pytest.approx([1 - 0.35 * 0.5, 1 - 0.35 * 0.9])


def test_without_an_issue_that_sets_the_share_the_line_stays() -> None:
    text = changed(("near: {share: 30}", "near: {odds: 50}"), ("far: {share: 40}", "far: {odds: 60}"))
    assert np.asarray(Arena(case_of(text), 0, 0, 2).posed([(0, 0)]).terms.share) == pytest.approx(0.35)


def test_a_term_left_out_is_as_if_it_did_nothing(washington: Case) -> None:
    arena = Arena(washington, 0, 0, 20)
    first = next(iter(arena.issues))
    whole = arena.settled({issue: next(iter(washington.issues[issue].options)) for issue in arena.issues})
    for at, issue in enumerate(arena.issues):
        if issue == first:
            continue
        assert washington.contest is not None
        without = {name: each for name, each in washington.contest.effects.items() if name != issue}
        bare = washington.model_copy(update={"contest": washington.contest.model_copy(update={"effects": without})})
        left_out = arena.posed([(*whole[:at], -1, *whole[at + 1 :])])
        other = Arena(bare, 0, 0, 20)
        removed = other.posed([tuple(each for place, each in enumerate(whole) if place != at)])
        one, two = outlook(left_out.game, left_out.terms), outlook(removed.game, removed.terms)
        assert one.survival == pytest.approx(two.survival, abs=1e-12)


# By hand: least guarantee (p - x - (1 - discount) c) / (p - rescue), with p .7, rescue .15, discount .9, c .5 to 1.5.


def test_least_guarantee_and_survival_by_hand(ford: Case) -> None:
    found = durability(ford, draws=DRAWS)
    data = {each["agreement"]["line"]: each for each in found.data["agreements"]}
    assert data.keys() == {"near", "far"}
    for line, share in (("near", 0.3), ("far", 0.4)):
        each = data[line]
        assert each["agreement"]["pledge"] == "given"
        least = each["least_guarantee"]
        assert least["mid"] == pytest.approx((0.7 - share - 0.1) / 0.55, abs=1e-4)
        assert (0.7 - share - 0.15) / 0.55 <= least["low"] < least["mid"] < least["high"] <= (0.7 - share - 0.05) / 0.55
        assert each["self_enforcing"]
        assert each["first_failure"] is None
        assert each["survival"][10]["mid"] == pytest.approx(0.95**10, abs=1e-4)  # nobody errs: accidents alone
    assert found.data["lasting"]["self_enforcing"] == found.data["lasting"]["lasting"] == 2


def test_what_fails_first_by_hand(ford: Case) -> None:
    [bare] = durability(ford, agreements=["line=near, pledge=none"], draws=DRAWS).data["agreements"]
    assert not bare["self_enforcing"]
    assert bare["first_failure"]["year"] == 1
    assert bare["first_failure"]["party"] == "hill"
    assert bare["survival"][1]["mid"] == pytest.approx(0.0, abs=1e-6)
    assert bare["value"]["hill"]["mid"] == pytest.approx(0.7 - 0.1, abs=1e-4)  # the war that comes at once
    fading = changed(("decay: 0", "decay: 10"))
    [faded] = durability(case_of(fading), agreements=["line=near, pledge=given"], draws=DRAWS).data["agreements"]
    assert faded["first_failure"]["cause"] == "the guarantee fades over the years"
    assert faded["first_failure"]["party"] == "hill"
    wavers = changed(("wavering: 100", "wavering: 10"))
    [wavered] = durability(case_of(wavers), agreements=["line=near, pledge=given"], draws=DRAWS).data["agreements"]
    assert wavered["first_failure"]["cause"] == "the guarantor wavers"


def test_worth_of_fighting_on_by_hand(ford: Case) -> None:
    war = durability(ford, draws=DRAWS).data["no_deal"]
    assert war["hill"]["mid"] == pytest.approx(0.6)
    assert war["valley"] == pytest.approx({"low": 0.2, "mid": 0.2, "high": 0.2})
    hill, valley = (ford.interest_of(party).no_deal for party in ("hill", "valley"))
    assert hill is not None
    assert valley is not None
    assert (hill.low, float(hill.point), hill.high) == (55.0, 60.0, 65.0)
    assert valley.words() == "20"


@given(
    victory=st.integers(1, 99),
    cost=st.integers(0, 60),
    discount=st.integers(50, 99),
    nothing=st.integers(-20, 40),
    everything=st.integers(41, 120),
)
@settings(max_examples=25)
def test_no_deal_from_the_contest_is_the_contests_no_deal(
    victory: int, cost: int, discount: int, nothing: int, everything: int
) -> None:
    text = changed(
        ("victory: 70", f"victory: {victory}"),
        ("challenger: 0.5..1.5", f"challenger: {cost / 10}"),
        ("discount: 90", f"discount: {discount}"),
        ("nothing: 0, everything: 100", f"nothing: {nothing}, everything: {everything}"),
    )
    case = case_of(text)
    war = no_deal(Arena(case, 0, 0, 1).game)
    for party, worth in (("hill", war.challenger), ("valley", war.defender)):
        part = float(worth[0]) * (1.0 - discount / 100.0)
        stated = case.interest_of(party).no_deal
        assert stated is not None
        assert float(stated.point) == pytest.approx(nothing + (everything - nothing) * part, abs=0.006)


def test_every_question_uses_the_war_value(ford: Case) -> None:
    assert agreement(ford).data["stages"][-1]["count"] == 4
    costlier = case_of(changed(("victory: 70", "victory: 80")))  # fighting on is now worth 70 to Hill
    left = agreement(costlier).data["agreements"]
    assert {each["line"] for each in left} == {"far"}


def test_a_case_with_war_values_can_be_written_and_read(ford: Case) -> None:
    again = Case.model_validate(ford.model_dump(by_alias=True, exclude_none=True))
    assert again.interests == ford.interests
    assert ford.model_dump(by_alias=True)["interests"]["hill"]["no_deal"]["from"] == "contest"


# Draws.


def test_bands_are_reproduced_by_the_seed_and_middles_do_not_depend_on_it(washington: Case) -> None:
    terms = "territory=frozen, status=deferred, ceasefire=with-deal, guarantees=article5, forces=air-sea, support=full"
    deals = [f"{terms}, army=uncapped, sanctions=lifted, participation=full, monitoring=observers"]
    one, same, other = (durability(washington, agreements=deals, draws=DRAWS, seed=seed) for seed in (1, 1, 2))
    assert one.json() == same.json()
    first, second = one.data["agreements"][0]["survival"][10], other.data["agreements"][0]["survival"][10]
    assert first["mid"] == second["mid"]
    assert (first["low"], first["high"]) != (second["low"], second["high"])
    assert first["low"] <= first["mid"] <= first["high"]


def test_a_new_judgement_leaves_the_other_draws_as_they_were(ford: Case) -> None:
    more = case_of(changed(("  effects:\n", "  cheating: {arms: 110..140, begins: 1..5, found: 5..15}\n  effects:\n")))
    one, two = (np.asarray(Arena(case, 50, 3, 2).game.cost.challenger) for case in (ford, more))
    assert (one == two).all()
    assert one[0] == 1.0
    assert ((one >= 0.5) & (one <= 1.5)).all()
    assert len(set(one)) == 51


def test_shares_of_one_issue_keep_their_order_in_every_draw() -> None:
    text = changed(("share: 30", "share: 20..40"), ("share: 40", "share: 30..50"))
    posed = Arena(case_of(text), 200, 0, 1).posed([(0, 0), (1, 0)])
    near, far = posed.by_agreement(np.asarray(posed.terms.share))
    assert (near < far).all()


# What must move which way.


@given(
    victory=st.integers(30, 90),
    rise=st.integers(1, 9),
    share=st.integers(5, 40),
    chance=st.integers(0, 90),
    more=st.integers(1, 10),
)
@settings(max_examples=15)
def test_what_raises_and_what_lowers_the_least_guarantee(
    victory: int, rise: int, share: int, chance: int, more: int
) -> None:
    def needed(*changes: tuple[str, str]) -> float:
        shares = ("share: 30", f"share: {share}")
        posed = Arena(case_of(changed(shares, *changes)), 0, 0, 10).posed([(0, 1)])
        return float(np.nan_to_num(least_guarantee(posed.game, posed.at_full_strength()), nan=9.0)[0])

    odds = ("victory: 70", f"victory: {victory}")
    base = needed(odds)
    assert needed(("victory: 70", f"victory: {victory + rise}")) >= base - 1e-9
    assert needed(odds, ("challenger: 0.5..1.5", "challenger: 2")) <= base + 1e-9
    assert needed(odds, ("punishment: 0", f"punishment: {more}")) <= base + 1e-9
    assert needed(odds, ("decay: 0", f"decay: {more}")) >= base - 1e-9
    assert needed(odds, ("chance: 65", f"chance: {chance}")) == pytest.approx(base, abs=1e-9)


def test_a_stronger_and_a_steadier_promise_lets_peace_last_longer(washington: Case) -> None:
    contest = washington.contest
    assert contest is not None
    arena = Arena(washington, 0, 0, 40)
    base = {issue: next(iter(washington.issues[issue].options)) for issue in arena.issues} | {"territory": "frozen"}
    picks = [{**base, "guarantees": each} for each in ("none", "consult", "arms", "european", "article5")]
    posed = arena.posed([arena.settled(each) for each in picks])
    assert (np.diff(outlook(posed.game, posed.terms).survival[10]) > 0.0).all()


# Findings.


def test_the_contract_of_the_data(finding: Any, washington: Case) -> None:
    data = json.loads(finding.json())["data"]
    assert data["agreements_count"] == len(data["agreements"]) == 87
    for each in data["agreements"]:
        assert set(each["agreement"]) == set(washington.issues)
        assert isinstance(each["self_enforcing"], bool)
        assert {"1", "5", "10", "20"} <= set(each["survival"])
        for band in (*each["survival"].values(), *each["value"].values()):
            assert band["low"] <= band["mid"] <= band["high"]
        assert each["self_enforcing"] == (each["first_failure"] is None)
        if each["first_failure"]:
            assert set(each["first_failure"]) == {"year", "party", "cause"}
        assert set(each["least_guarantee"]) == {"low", "mid", "high"}
        assert set(each["value"]) == {"russia", "ukraine"}
    lasting = data["lasting"]
    counted = [each["self_enforcing"] or each["survival"]["10"]["mid"] >= 0.5 for each in data["agreements"]]
    assert lasting["lasting"] == sum(counted)
    assert lasting["considered"] == 87
    assert lasting["lasting_in_draws"]["low"] <= lasting["lasting"] <= lasting["lasting_in_draws"]["high"]


def test_the_least_guarantee_agrees_with_self_enforcement(finding: Any) -> None:
    for each in finding.data["agreements"]:
        least = each["least_guarantee"]["mid"]
        assert each["self_enforcing"] == (least is not None and least <= each["promised"]["mid"] + 1e-4)


def test_plain_words_answer_the_four_questions_with_bands(finding: Any) -> None:
    table = finding.tables["plain"]
    assert [row[0].split()[0] for row in table.rows] == ["Would", "What", "Does", "Is"]
    for _, said in table.rows:
        assert said.count(" to ") >= 2
        assert " in 100 (" in said


def test_every_finding_says_what_such_models_can_do(finding: Any) -> None:
    assert any(".55 to .70" in each for each in finding.caveats)
    assert "74.5 of 100" in finding.tables["base_rates"].note
    assert finding.tables["base_rates"].rows[1][3] == Quantity(0.38, "in_100")
    assert not finding.exact
    bare = durability(case_of(changed(("near: 62, far: 75", "near: 0, far: 0"))), draws=DRAWS)  # nothing is possible
    assert bare.data["agreements"] == []
    assert bare.data["no_deal"]["hill"]["mid"] == pytest.approx(0.6)
    assert any(".55 to .70" in each for each in bare.caveats)


def test_figures_are_drawn(finding: Any) -> None:
    assert set(finding.figures) == {"survival", "margins", "land"}
    for figure in finding.figures.values():
        assert figure.svg().startswith("<svg")
        assert "(" in figure.alt


def test_a_case_without_a_contest_is_told_what_is_missing(ford: Case) -> None:
    found = durability(ford.model_copy(update={"contest": None}))
    assert "contest" in found.answer
    assert found.data["agreements"] == []
    assert {"challenger", "victory", "discount", "effects"} <= set(found.data["missing"])


def test_waiting(ford: Case) -> None:
    tired = changed(("  rebuilding: {", "  fatigue: {challenger: 0, defender: 10}\n  rebuilding: {"))
    table = durability(case_of(tired), draws=DRAWS).tables["waiting"]
    first, *_, last = table.rows
    assert str(first[1]).startswith("60 in 100 (")
    assert last[1].value.mid > 0.6  # the defender's arms wear down: fighting on gains for Hill
    assert "best struck now" in table.note
    assert "waiting" not in durability(ford, draws=DRAWS).tables


def test_a_contest_without_a_guarantor_and_with_cheating() -> None:
    cheating = "  cheating: {arms: 110..140, begins: 1..5, found: 5..15}\n"
    text = changed(
        ("  guarantor: {rescue: 15, punishment: 0, wavers: 10, recovers: 10}\n", cheating),
        ("given: {guarantee: {chance: 65, decay: 0, wavering: 100}}", "given: {found: 20}"),
        ("victory: 70", "victory: 35"),
    )
    found = durability(case_of(text), draws=DRAWS)
    assert "guarantor" not in found.tables
    assert "always prevails" in found.parameters["guarantor"]
    rows = {row[0]: row[1] for row in found.tables["cheating"].rows}
    assert str(rows["chance a year that it is found out"]).startswith("28 in 100 (")  # 1 - .9 x .8
    assert found.data["lasting"]["self_enforcing"] == 2  # fighting on is worth less than the line


def test_the_guarantors_own_interest_by_hand() -> None:
    incentive = "recovers: 10, incentive: {defeat: 3, reputation: 2, fighting: 4, noise: 1}}"
    table = durability(case_of(changed(("recovers: 10}", incentive))), draws=DRAWS).tables["guarantor"]
    kept = 1.0 / (1.0 + math.exp(-(3 * (0.7 - 0.15) + 2 - 4)))
    assert str(table.rows[0][2]).startswith(f"{kept * 100:.0f} in 100 (")
    assert str(table.rows[0][3]).startswith("65 in 100 (")


# The finding as a whole.

TABLES = ("plain", "lasting", "agreements", "failures", "terms", "land", "worth", "division", "base_rates", "estimates")


def test_a_finding_whole(ford: Case) -> None:
    found = durability(ford, draws=DRAWS, seed=3, target=0.4, year=5, show=1)
    assert found.question == "durability"
    assert found.answer == (
        f"{words.answer(found.result.lasting, found.result.fares[0], 5)} As judged, the most lasting agreement is "
        "possible in 70 of 100 readings of the ranges; some agreement is in all of them, for certain."
    )
    assert found.method == METHOD
    assert not found.exact
    assert found.parameters == {
        "draws": DRAWS,
        "seed": 3,
        "target": 0.4,
        "year": 5,
        "show": 1,
        "years looked at": "40, the last year's terms for ever after",
        "estimates": "drawn evenly over their ranges, independently; shares of the stake together",
        "guarantor": "firm when the agreement is signed",
    }
    assert found.caveats == (*standing_caveats(ford), *HONESTY, words.OWN_DRAWS)
    assert tuple(found.tables) == TABLES
    assert tuple(found.figures) == ("survival", "margins", "land")
    for name in TABLES:
        shown = {"show": 1} if name in ("agreements", "failures", "worth") else {}
        assert found.tables[name] == getattr(tables, name)(ford, found.result, **shown)
    assert found.figures["survival"] == figures.survival(ford, found.result, 1)
    assert found.figures["margins"] == figures.margins(ford, found.result)
    assert found.figures["land"] == figures.land(ford, found.result)
    assert (found.result.year, found.result.target) == (5, 0.4)
    assert found.data == {**found.result.json(), "sureness": found.sureness}


def test_what_is_asked_where_nothing_is_said(ford: Case) -> None:
    usual = {"draws": 100, "seed": 0, "target": 0.5, "year": 10, "show": 5}
    parameters = durability(ford, agreements=["line=near, pledge=none"]).parameters
    assert {name: parameters[name] for name in usual} == usual
    assert {each.name: each.default for each in registered("durability").options if not each.many} == usual


def test_what_the_case_says_more_of_has_more_tables() -> None:
    more = changed(
        ("  effects:\n", "  cheating: {arms: 110..140, begins: 1..5, found: 5..15}\n  effects:\n"),
        ("  rebuilding: {", "  fatigue: {challenger: 0, defender: 10}\n  rebuilding: {"),
        ("recovers: 10}", "recovers: 10, incentive: {defeat: 3, reputation: 2, fighting: 4, noise: 1}}"),
    )
    found = durability(case_of(more), draws=DRAWS)
    assert tuple(found.tables) == (
        *TABLES[:7], "waiting", "guarantor", "cheating", *TABLES[7:],
    )  # fmt: skip


def test_a_finding_without_agreements() -> None:
    text = changed(
        ("near: 62, far: 75", "near: 0, far: 0"),
        ("  rebuilding: {", "  fatigue: {challenger: 0, defender: 10}\n  rebuilding: {"),
    )
    found = durability(case_of(text), draws=DRAWS)
    assert found.answer == (
        f"{words.nothing_to_look_at('efficient')} That no agreement is possible is certain, as judged: no values in "
        "the ranges leave an agreement."
    )
    assert found.method == METHOD
    assert not found.exact
    assert tuple(found.tables) == ("fighting_on", "waiting")
    assert found.figures == {}
    assert found.caveats == (*standing_caveats(case_of(text)), *HONESTY)
    assert found.parameters["guarantor"] == "firm when the agreement is signed"
    assert durability(case_of(text), agreements=[], draws=DRAWS).answer == words.nothing_to_look_at("named")


def test_a_finding_without_a_contest(ford: Case) -> None:
    found = durability(
        ford.model_copy(update={"contest": None, "illustrative": True}), suppose=["valley: never line=far"], year=3
    )
    assert found.question == "durability"
    assert found.answer == (
        "Supposing “valley: never line=far” (4 agreements are possible as in the file, 2 so). " + words.NO_CONTEST
    )
    assert found.exact
    assert found.method == "No method was applied."
    assert tuple(found.tables) == ("what_if", "missing", "came_and_went")
    assert found.figures == {}
    assert found.parameters == {"supposing": "valley: never line=far"}
    assert len(found.caveats) == 4  # what is supposed, that it is illustrative, and two remarks
    assert found.result == Durability.without_contest(3, 0.5)


def test_one_agreement_named(ford: Case) -> None:
    given = durability(ford, agreements=["line=near, pledge=given"], draws=DRAWS)
    assert given.answer.startswith("At the middle of every estimate the agreement would last: neither side")
    assert given.tables["lasting"].rows[0] == ("agreements named", 1, "those looked at")
    none = durability(ford, agreements=[Agreement({"line": "near", "pledge": "none"})], draws=DRAWS)
    assert none.answer.startswith("At the middle of every estimate the agreement would not last: one side would come")


def test_what_is_supposed_changes_what_is_looked_at(ford: Case) -> None:
    found = durability(ford, suppose=["valley: never line=far"], draws=DRAWS)
    assert [each["agreement"]["line"] for each in found.data["agreements"]] == ["near"]
    assert found.parameters["supposing"] == "valley: never line=far"
    red = ford.model_copy(update={"red_lines": supposed(ford, (), ["valley: never line=far"]).red_lines})
    assert len(durability(red, draws=DRAWS).data["agreements"]) == 1
    freed = durability(red, without=["supposed-1"], draws=DRAWS)
    assert len(freed.data["agreements"]) == 2
    assert freed.parameters["without"] == "supposed-1"


def test_progress_is_told(ford: Case) -> None:
    told: list[float] = []
    durability(ford, draws=DRAWS, progress=told.append)
    assert len(told) > 5
    assert told == sorted(told)
    assert 0.0 < told[0] < 1.0
    assert told[-1] == pytest.approx(1.0)

    class Enough(Exception):
        pass

    def stop(share: float) -> None:
        raise Enough(share)

    with pytest.raises(Enough):
        durability(ford, draws=DRAWS, progress=stop)


def test_all_nonsense_is_named_at_once(ford: Case) -> None:
    with pytest.raises(Problems) as caught:
        durability(ford, draws=19, seed=-1, target=0.0, year=0, show=0)
    assert {problem.what for problem in caught.value.problems} == {
        "draws must be at least 20, or there is no band",
        "seed must be 0 or more",
        "target must lie between 0 and 1",
        "year must be 1 to 40",
        "show must be at least 1",
    }
    for target in (1.0, math.nan, math.inf):
        with pytest.raises(Problems, match="target must lie between 0 and 1"):
            durability(ford, target=target)
    for none in (math.nan, math.inf, 30.5):
        with pytest.raises(Problems) as caught:
            durability(ford, draws=none, seed=none, year=none, show=none)  # type: ignore[arg-type]
        assert len(caught.value.problems) == 4
    edge = durability(ford, draws=20, seed=0, target=0.99, year=40, show=1)
    assert edge.result.year == 40
    assert durability(ford, draws=20, year=1).result.year == 1


# Bad input.


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"draws": 3}, "draws must be at least 20"),
        ({"year": 41}, "year must be 1 to 40"),
        ({"target": 1.5}, "target must lie between 0 and 1"),
        ({"seed": -1, "show": 0}, "show must be at least 1"),
        ({"agreements": ["line=nearer, pledge=given"]}, "did you mean near?"),
        ({"agreements": ["line=near"]}, "nothing is said on pledge"),
    ],
)
def test_nonsense_is_refused(ford: Case, asked: Mapping[str, Any], said: str) -> None:
    with pytest.raises(Problems, match=said.replace("?", r"\?")):
        durability(ford, **asked)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("held: 35", "held: 135", 26, "0 to 100 percent"),
        ("held: 35", "heldd: 35", 26, "did you mean held?"),
        ("discount: 90", "discount: 100", 32, "1 to 99.9 percent"),
        ("challenger: hill\n", "challenger: hil\n", 23, "unknown party 'hil'"),
        ("defender: valley\n", "defender: hill\n", 24, "same party"),
        ("far: {share: 40}", "fat: {share: 40}", 40, "unknown option 'fat'"),
        ("far: {share: 40}", "far: {because: no}", 38, "share under line=far is not stated"),
        ("none: {because: Nothing changes.}", "none: {share: 3}", 41, "both set the challenger's share"),
        ("    pledge:\n      none", "    pledges:\n      none", 41, "unknown issue 'pledges'"),
        ("far: {share: 40}", "far: {shares: 40}", 40, "did you mean share?"),
        ("none: {because: Nothing changes.}", "none: {evidence: [x:1-2]}", 42, "unknown source 'x'"),
        ("  guarantor: {rescue: 15, punishment: 0, wavers: 10, recovers: 10}\n", "", 42, "needs a guarantor"),
        ("{rescue: 15, punishment: 0,", "{rescue: 15,", 36, "'punishment' of guarantor is missing"),
    ],
)
def test_problems_of_a_contest_have_places(old: str, new: str, line: int, said: str) -> None:
    found = problems_of(changed((old, new)))
    assert any(said in each and f"ford.yaml:{line}:" in each for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from: contest, nothing: 0, everything: 100", "from: contest, nothing: 0", "from: contest needs"),
        ("from: contest", "from: context", "not from 'context'"),
        ("everything: 100", "everything: lots", "must be a number"),
    ],
)
def test_problems_of_war_values(old: str, new: str, said: str) -> None:
    found = problems_of(changed((old, new)))
    assert any(said in each and "ford.yaml:1" in each for each in found), found


def test_a_war_value_needs_a_contest_and_a_belligerent() -> None:
    without = FORD[: FORD.index("contest:\n  challenger")]
    assert any("there is none" in each for each in problems_of(without))
    third = changed(("issues:\n", "  lake: {name: Lake}\nissues:\n"), ("challenger: hill\n", "challenger: lake\n"))
    assert any("hill does not fight in the contest" in each for each in problems_of(third))


def test_drafts_and_reasons_of_the_contest_count_as_judgements() -> None:
    text = changed(("victory: 70", "victory: {value: 70, draft: yes}"))
    warned = check_document(Document(text, "ford.yaml")).warnings
    assert any("1 judgement is still a draft" in each.what for each in warned)


def test_the_brief_and_the_question_draw_as_often_and_show_the_same_bands(ford: Case) -> None:
    [asked] = [option.default for option in QUESTION.options if option.name == "draws"]
    finding = durability(ford)
    assert finding.parameters["draws"] == asked == 100
    parts = [part for section in brief(ford).sections for part in section.parts]
    for name in ("plain", "lasting"):
        assert in_words(ford, finding.tables[name]) in parts
    for name in ("agreements", "terms"):  # in the annex, with short names
        assert telling(finding.tables[name]) in parts


def test_every_game_that_does_not_settle_is_counted(ford: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    settled = durability(ford, draws=DRAWS)
    result = settled.result
    assert result.around is not None
    assert (result.unsettled, result.lasting.unsettled, result.around.unsettled) == (0.0, 0, 0)
    monkeypatch.setattr(lasting_module, "SETTLED", -1.0)  # now none is near enough
    monkeypatch.setattr(reference_module, "SETTLED", -1.0)
    found = durability(ford, draws=DRAWS)
    assert found.result.around is not None
    assert found.result.unsettled == 1.0
    assert found.result.lasting.unsettled == found.result.lasting.kinds
    games = found.result.around.unsettled
    assert games > 8 * (1 + DRAWS)
    (said,) = [caveat for caveat in found.caveats if caveat not in settled.caveats]
    assert [caveat for caveat in found.caveats if caveat != said] == list(settled.caveats)
    assert said.startswith("No stationary play was found for the years after the last")
    assert f"in {games:,} games with changed terms of " in said
    assert found.data["around"]["unsettled"] == games
    assert {kind["unsettled"] for kind in found.data["kinds"]} == {1.0}
    assert found.data["lasting"]["unsettled"] == found.result.lasting.kinds
