"""Which judgements decide: the published figures of Washington, and small cases by hand."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from comity.agreements.allowed import allowed
from comity.agreements.curves import Curves
from comity.agreements.draws import Draws
from comity.agreements.judged import Judged
from comity.case.check import read_case
from comity.case.model import Case
from comity.questions.doubt import ranking
from comity.questions.doubt.answer import doubt
from comity.questions.doubt.grounds import because, confidence, evidence, widened
from comity.questions.doubt.ranking import Ranked, Sum, Third
from comity.questions.doubt.result import Doubt
from comity.questions.doubt.words import judgement
from doubted import TRIED, Path, doubtful
from material import WASHINGTON
from talks import TALKS, talks


@pytest.fixture(scope="module")
def washington() -> Doubt:
    return doubt(read_case(WASHINGTON)).result


# methods/sensitivity.md, section 1: agreements at the low and the high end of the judgement's own range, by rank.
PUBLISHED = [
    ("russia.no_deal", 1058, 42), ("ukraine.no_deal", 611, 165), ("europe.no_deal", 429, 94),
    ("russia.territory.frozen", 189, 510), ("usa.no_deal", 423, 181), ("russia.guarantees.article5", 228, 393),
    ("usa.guarantees.article5", 237, 402), ("ukraine.territory.frozen", 302, 454),
    ("ukraine.guarantees.european", 294, 400),
]  # fmt: skip
# Section 3, 60,000 draws: the share of empty draws and the median by thirds.
THIRDS = {
    "russia.no_deal": [(0, 626), (0.001, 273), (0.064, 80)],
    "europe.no_deal": [(0.004, 386), (0.006, 303), (0.055, 150)],
    "russia.territory.frozen": [(0.051, 177), (0.013, 270), (0.001, 369)],
    "ukraine.no_deal": [(0.016, 445), (0.019, 276), (0.030, 166)],
}


def test_the_ranking_of_washington(washington: Doubt) -> None:
    assert len(washington.judgements) == 25
    told = [
        (each.judgement.removeprefix("interests."), each.agreements[0], each.agreements[2])
        for each in washington.judgements[:9]
    ]
    assert told == PUBLISHED
    assert {each.agreements[1] for each in washington.judgements} == {326}
    assert all(each.opens_at is None and each.closes_at is None for each in washington.judgements)


def test_the_thirds_of_washington(washington: Doubt) -> None:
    by_name = {each.judgement.removeprefix("interests."): each.thirds for each in washington.judgements}
    for name, published in THIRDS.items():
        thirds = by_name[name]
        assert thirds is not None
        for third, (empty, median) in zip(thirds, published, strict=True):
            assert abs(third.empty - empty) < 0.01
            assert abs(third.median / median - 1) < 0.09  # of 1,365 draws; 80 by 86 is the furthest


def test_what_is_widened_in_washington(washington: Doubt) -> None:
    case = read_case(WASHINGTON)
    judged = Judged.of(case)
    places = widened(case, judged)
    assert len(places) == len(washington.widened) == 67
    for place, (low, high) in places.items():
        number = judged.numbers[place]
        assert not number.estimate.is_range
        assert confidence(case, number) == "low"
        assert low == max(0, number.ends[0] - 10)
        assert high == (number.ends[2] + 10 if number.kind == "weight" else min(100, number.ends[2] + 10))
    assert washington.widened[0].judgement == "interests.russia.guarantees.weight"
    assert washington.widened[0].agreements == (534, 326, 156)


def test_idle_ranges_change_nothing(washington: Doubt) -> None:
    assert {each.judgement for each in washington.judgements if each.idle} >= {
        "interests.ukraine.territory.donbas", "interests.usa.territory.donbas", "linkages.1.adds", "linkages.2.adds",
    }  # fmt: skip
    for each in washington.judgements:
        if each.idle:
            assert each.swing == 0
            assert not each.changes


def test_by_party_and_by_source(washington: Doubt) -> None:
    assert [(each.of, each.judgements, each.swing) for each in washington.by_party] == [
        ("russia", 6, 1624), ("ukraine", 9, 714), ("europe", 6, 417), ("usa", 4, 407),
    ]  # fmt: skip
    assert sum(each.share for each in washington.by_source) == pytest.approx(1)
    several = [
        Ranked("a.b", "p", ("one", "two"), (0, 1, 2), (10, 4, 0), None, None),
        Ranked("a.c", "q", (), (0, 1, 2), (4, 4, 2), None, None),
    ]
    assert ranking.by_source(several) == (
        Sum("one", 1, 5, 5 / 12), Sum("two", 1, 5, 5 / 12), Sum(None, 1, 2, 2 / 12),
    )  # fmt: skip
    assert ranking.by_party(several) == (Sum("p", 1, 10, 10 / 12), Sum("q", 1, 2, 2 / 12))


def test_the_grounds_of_a_number() -> None:
    case = read_case(WASHINGTON)
    numbers = {number.name: number for number in Judged.of(case).numbers}
    frozen = numbers["interests.russia.territory.frozen"]
    assert [piece.source for piece in evidence(case, frozen)] == ["alaska", "alaska", "washington"]
    assert (because(case, frozen) or "").startswith("Russia insists on keeping control of the Donbas")
    assert confidence(case, numbers["interests.russia.forces.air-sea"]) == "low"
    assert confidence(case, numbers["interests.ukraine.territory.restored"]) is None
    assert confidence(case, numbers["linkages.0.adds"]) == "medium"
    assert evidence(case, numbers["interests.russia.forces.ground"]) == ()


def small() -> tuple[Draws, Curves]:
    """Only pq is ever possible; Beta accepts it where its no deal, 20..30, is at most 25."""
    case = talks()
    draws = Draws.of(case)
    return draws, Curves.of(draws.readings.judged, allowed(case, draws.readings.judged.space))


def test_thirds_by_hand() -> None:
    draws, _ = small()
    parts, counts = draws.readings.parts(0, 4096), draws.counts(4096)
    ((low, middle, high),) = ranking.in_thirds(parts, counts)
    assert (low, high) == (Third(0, 1), Third(1, 0))
    assert middle.empty == pytest.approx(0.5, abs=0.001)


def test_knowing_by_hand() -> None:
    """Unknown: right in half of the readings, and pq possible in half. Known: right in 5 of 6; what to put forward does
    not change, there being only one."""
    draws, _ = small()
    ((whether, which),) = ranking.knowing(draws, draws.readings.parts(0, 4096), draws.counts(4096))
    assert whether == pytest.approx(5 / 6 - 1 / 2, abs=0.001)
    assert which == pytest.approx(0, abs=1e-6)


def test_knowing_which_by_hand() -> None:
    """Alpha's rating of y=q in 0..100 decides between pq and nothing else; qp and pp are there for certain or never."""
    interests = {
        "a": {"no_deal": "50", "x": {"weight": "1", "p": "0..100", "q": "0"}, "y": {"weight": "0", "p": "0", "q": "0"}},
        "b": {"no_deal": "0", "x": {"weight": "1", "p": "50", "q": "50"}},
    }
    interests["a"]["x"] = {"weight": "1", "p": "0..200", "q": "100"}
    interests["a"] |= {"scale": "points", "x": {"p": "0..100", "q": "30..60"}, "y": {"p": "0", "q": "0"}}
    draws = Draws.of(talks(interests=interests))
    found = dict(
        zip(
            (draws.readings.judged.numbers[place].name for place in draws.readings.places),
            ranking.knowing(draws, draws.readings.parts(0, 4096), draws.counts(4096)),
            strict=True,
        )
    )
    # Unknown, x=p is possible in 1/2 of the readings and x=q in 1/3. Where p is in its low third, 0 of these; then q is
    # put forward: 1/3. Known: (1/3 + 1/2 + 1) / 3 = 11/18.
    assert found["interests.a.x.p"][1] == pytest.approx(11 / 18 - 1 / 2, abs=0.005)
    # Where q is in its high third, 50..60, q is put forward: possible for certain. (1/2 + 1/2 + 1) / 3 = 2/3.
    assert found["interests.a.x.q"][1] == pytest.approx(2 / 3 - 1 / 2, abs=0.005)


def test_at_ends_and_changes_by_hand() -> None:
    draws, curves = small()
    place = draws.readings.places[0]
    number = curves.judged.numbers[place]
    (each,) = ranking.at_ends(talks(), curves, {place: (number.ends[0], number.ends[2])})
    assert (each.judgement, each.party, each.sources) == ("interests.b.no_deal", "b", ())
    assert (each.range, each.agreements, each.opens_at, each.closes_at) == ((20, 25, 30), (1, 1, 0), None, 25)
    assert each.swing == 1
    assert ranking.changes(draws, [place]) == [("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")]
    assert ranking.idle(curves, [place]) == [False]


def test_a_rating_of_what_is_ruled_out_is_idle() -> None:
    interests = {**TALKS["interests"], "a": {**TALKS["interests"]["a"], "x": {"weight": "3", "p": "100", "q": "0..50"}}}
    case = talks(interests=interests, red_lines=[{"party": "b", "never": {"x": ["q"]}, "firmness": "declared"}])
    judged = Judged.of(case)
    curves = Curves.of(judged, allowed(case, judged.space))
    told = dict(
        zip((judged.numbers[place].name for place in judged.ranged), ranking.idle(curves, judged.ranged), strict=True)
    )
    assert told == {"interests.a.x.q": True, "interests.b.no_deal": False}


def test_any_wider_range_changes_the_headline_or_the_finding_says_why_not() -> None:
    """Random cases, one range at a time, stretched over the whole scale.

    Where neither the clause nor a number behind it changes, the judgement is told as one on which nothing depends, or
    nothing in the middle of the others, with the share of readings in which something does; or its row in the list
    says what it changes.
    """
    told = {"headline": 0, "idle": 0, "still": 0, "row": 0}
    for seed in range(TRIED // 2):
        case = doubtful(seed)
        for place in Judged.of(case).ranged[::4] if case.signers() else ():
            number = Judged.of(case).numbers[place]
            wider = stated(case, number.path, {"linkage": "-60..60", "weight": "0..60"}.get(number.kind, "0..100"))
            before, after = (doubt(each, draws=100) for each in (case, wider))
            (each,) = (each for each in after.result.judgements if each.judgement == number.name)
            named = judgement(case, number.name)
            if before.result.sureness != after.result.sureness:
                told["headline"] += 1
            elif each.idle:
                told["idle"] += 1
                assert any(named in caveat and "however wide" in caveat for caveat in after.caveats)
            elif each.turns is not None:
                told["still"] += 1
                assert any(f"{named} changes nothing" in caveat for caveat in after.caveats)
            else:
                told["row"] += 1
                assert each.swing > 0
    assert told["headline"] > sum(told.values()) / 3, told
    assert told["idle"] > 0, told
    assert told["still"] > 0, told


def stated(case: Case, path: Path, number: str) -> Case:
    """The case with another number at some path."""
    content = json.loads(case.model_dump_json(by_alias=True))
    holder: Any = content[path[0]][path[1]]
    within = path[2:]
    if path[0] == "interests" and len(within) == 2:
        holder = holder["issues"][within[0]]
        holder, within = (holder, within[1:]) if within[1] == "weight" else (holder["ratings"], within[1:])
    holder[within[0]] = number
    return Case.model_validate(content)


def test_how_often_a_number_turns_something_by_hand() -> None:
    """Beta's no deal lies in 20..30, and pq is worth 25 to it: it turns that in every reading."""
    draws, _ = small()
    assert ranking.turning(draws, draws.readings.places[0], 64) == 1.0


def test_what_decides_most_comes_first() -> None:
    def each(name: str, low: int, high: int, *empty: float) -> Ranked:
        thirds = tuple(Third(part, 0) for part in empty) or None
        return Ranked(name, "p", (), (0, 1, 2), (low, 5, high), None, None, thirds=thirds)  # type: ignore[arg-type]

    several = [
        each("c", 5, 5, 0, 0, 0.1),
        each("b", 0, 5),
        each("a", 5, 5, 0, 0, 0.3),
        each("d", 5, 11),
        each("0", 5, 5),
    ]
    assert [one.judgement for one in ranking.ranked(several)] == ["d", "b", "a", "c", "0"]
    assert np.isclose(ranking.ranked(several)[0].swing, 6)


def test_a_weight_that_may_be_nothing_changes_nothing_where_it_stands_alone() -> None:
    a, b = TALKS["interests"]["a"], TALKS["interests"]["b"]
    alone = {"no_deal": "10", "x": {"weight": "0..4", "p": "70..80", "q": "20"}}
    case = talks(interests={"a": alone, "b": b | {"no_deal": "0"}, "c": a})
    with np.errstate(all="raise"):
        result = doubt(case).result
    assert isinstance(result, Doubt)
    (weight,) = [each for each in result.judgements if each.judgement == "interests.a.x.weight"]
    assert (weight.agreements, weight.changes) == ((4, 4, 4), ())
