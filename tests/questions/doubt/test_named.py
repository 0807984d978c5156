"""How sure one agreement is, curves that are asked for, red lines in doubt, orders: by hand and as published."""

from __future__ import annotations

import pytest

from comity.case.check import read_case
from comity.problem import Problems
from comity.questions.doubt.answer import doubt
from comity.questions.doubt.named import Named
from comity.questions.doubt.orders import ByOrder, Compared
from comity.questions.doubt.red_lines import red_lines
from comity.questions.sureness import sureness
from material import WASHINGTON
from talks import TALKS, line, talks

SAFE = (
    "territory=frozen, status=deferred, ceasefire=with-deal, guarantees=article5, forces=none, support=intelligence, "
    "army=uncapped, sanctions=phased, participation=trilateral, monitoring=observers"
)


def named(terms: str, **changed: object) -> Named:
    found = doubt(talks(**changed), agreement=terms).result.named
    assert found is not None
    return found


def test_by_hand() -> None:
    """pq is worth 75 to Alpha (no deal 40), and 25 to Beta, whose no deal lies in 20..30."""
    found = named("x=p, y=q")
    assert (found.broken, found.necessary, found.possible, found.radius, found.share) == ((), False, True, 0, 0.5)
    alpha, beta = found.views
    assert (alpha.party, alpha.gain, alpha.refuses, alpha.radius, alpha.hangs_on) == ("a", 35, 0, 1, ())
    assert (beta.party, beta.gain, beta.refuses, beta.radius) == ("b", 0, 0.5, 0)
    assert beta.hangs_on == (("interests.b.no_deal", 1.0),)
    assert found.first == beta
    assert found.compared == ()


def test_what_breaks_a_rule_is_never_possible() -> None:
    found = named("x=p, y=q", red_lines=[line("a", y="q") | {"id": "ban"}])
    assert (found.broken, found.necessary, found.possible, found.radius, found.share) == (
        ("ban",),
        False,
        False,
        None,
        0,
    )
    refused = named("x=q, y=q")
    assert (refused.broken, refused.possible, refused.radius, refused.share) == ((), False, None, 0)
    assert refused.first is not None
    assert refused.first.party == "a"


def test_the_agreement_of_the_largest_radius() -> None:
    found = doubt(read_case(WASHINGTON), agreement=SAFE).result.named
    assert found is not None
    assert found.radius == pytest.approx(0.5565, abs=5e-5)
    assert {view.party: view.hangs_on[0][0] for view in found.views} == {
        "ukraine": "interests.ukraine.no_deal", "russia": "interests.russia.no_deal", "usa": "interests.usa.no_deal",
        "europe": "interests.europe.no_deal",
    }  # fmt: skip
    for view in found.views:
        assert sum(part for _, part in view.hangs_on) == pytest.approx(1)
    assert sum(view.refuses for view in found.views) >= 1 - found.share


def test_orders_alone_against_another_and_no_deal() -> None:
    """No deal is like qq: pp is better on both issues for Alpha and worse on both for Beta."""
    interests = {
        party: {**stated, "no_deal": {"value": stated["no_deal"], "like": {"x": "q", "y": "q"}}}
        for party, stated in TALKS["interests"].items()
        if "no_deal" in stated
    }
    result = doubt(talks(interests=interests), agreement="x=p, y=p", against="x=p, y=q").result
    assert result.named is not None
    other = result.named.compared[1].against
    assert str(other) == "x=p, y=q"
    assert result.named.compared == (
        Compared("a", None, True, True), Compared("a", other, True, True),
        Compared("b", None, False, False), Compared("b", other, False, False),
    )  # fmt: skip
    assert result.orders is not None
    assert result.orders.parties == (
        ByOrder("a", {"x": "q", "y": "q"}, 4, 4), ByOrder("b", {"x": "q", "y": "q"}, 1, 1),
    )  # fmt: skip
    assert (result.orders.allowed, result.orders.necessarily, result.orders.possibly) == (4, 1, 1)


def test_curves_that_are_asked_for() -> None:
    asked = doubt(talks(), curve="interests.b.no_deal").result.curve
    assert asked is not None
    assert (asked.low, asked.middle, asked.high, asked.opens_at, asked.closes_at) == (20, 25, 30, None, 25)
    assert dict(asked.values)[25] == 1
    assert dict(asked.values)[26] == 0
    assert [value for value, _ in asked.values] == [float(value) for value in range(101)]
    moved = doubt(talks(), curve="interests.a.x.weight > interests.a.y.weight").result.curve
    assert moved is not None
    # Alpha needs 40: with y moved, pq is worth (3 - y) / 4 of 100 to it, up to 1.4, and qp (1 + y) / 4, from .6 on.
    assert moved.judgement == "interests.a.x.weight to interests.a.y.weight"
    assert {value: count for value, count in moved.values if value in (-1, 0, 0.6, 1, 1.4, 2, 3)} == {
        -1: 1, 0: 1, 0.6: 2, 1: 2, 1.4: 2, 2: 1, 3: 1,
    }  # fmt: skip
    assert (moved.opens_at, moved.closes_at) == (None, None)
    assert (moved.low, moved.middle, moved.high) == (0, 0, 0)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"curve": "interests.b.nodeal"}, "curve: 'interests.b.nodeal' is no number behind a signer's worth; did you "
         "mean interests.b.no_deal?"),
        ({"curve": "interests.a.x.weight > interests.b.x.weight"}, "curve: 'interests.a.x.weight > "
         "interests.b.x.weight' is no move of weight between two issues of one party; write "
         "interests.PARTY.ISSUE.weight > interests.PARTY...."),
        ({"curve": "interests.a.x.weight > interests.a.y.weight > interests.a.x.weight"}, "curve: a move is between "
         "two weights; write one.weight > other.weight"),
        ({"agreement": "x=p"}, "'x=p': nothing is said on y; settle every issue"),
        ({"against": "x=p, y=q"}, "against: against what is not said which agreement; name it: agreement=..."),
        ({"draws": 3}, "draws: draws is 3; write a whole number from 20 to 100000000"),
        ({"shape": "uniforn"}, "shape: there is no shape 'uniforn'; did you mean uniform?"),
        ({"executor": 7}, "executor: executor takes no tasks; give one of concurrent.futures, or one like these"),
        ({"show": 0}, "show: show is 0; write a whole number, 1 or more"),
    ],
)  # fmt: skip
def test_what_makes_no_sense(asked: dict[str, object], said: str) -> None:
    with pytest.raises(Problems) as found:
        doubt(talks(), **asked)  # type: ignore[arg-type]
    assert [str(problem).replace("error: ", "") for problem in found.value.problems] == [said]


def test_a_signer_without_a_no_deal_value() -> None:
    interests = {**TALKS["interests"], "b": {"x": TALKS["interests"]["b"]["x"]}}
    with pytest.raises(Problems, match="b signs, but has no interests or no `no_deal`"):
        doubt(talks(interests=interests))


def test_red_lines_of_washington() -> None:
    """Dropping one red line: only ukraine-constitution-land opens anything (methods/influence.md)."""
    lines = {each.name: each for each in red_lines(read_case(WASHINGTON))}
    assert len(lines) == 10
    assert {each.stands.number for each in lines.values()} == {326}
    dropped = {name: each.dropped.number for name, each in lines.items() if each.dropped.number != 326}
    assert dropped == {"ukraine-constitution-land": 433}


def test_red_lines_softened_and_read_otherwise() -> None:
    """Alpha refuses x=q and y=q; pp is then left, which Beta refuses. Read as x=q alone, pq is possible as well."""
    reading = {"never": {"x": "q"}, "because": "it may be meant so"}
    refusing = {"id": "ban", "party": "a", "never": {"y": ["q"]}, "firmness": "declared", "or_reads": [reading]}
    both = {"id": "both", "party": "a", "never": {"x": ["q"], "y": ["p", "q"]}, "firmness": "declared"}
    ban, other = red_lines(talks(red_lines=[refusing, both]))
    assert (ban.name, ban.party, ban.stands.number, ban.dropped.number) == ("ban", "a", 0, 1)
    assert [(each.never, each.agreements.number) for each in ban.readings] == [({"x": ("q",)}, 1)]
    assert ban.softened == ()
    assert [(each.never["y"], each.agreements.number) for each in other.softened] == [(("q",), 0), (("p",), 0)]


def test_the_sureness_of_doubt_is_that_of_every_headline() -> None:
    assert doubt(talks()).result.sureness == sureness(talks())
