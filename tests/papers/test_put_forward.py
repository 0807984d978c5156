"""The agreements side by side: what each settles, how safe and lasting it is, in words, on each side of what turns."""

from __future__ import annotations

from typing import Any

import pytest

from comity.agreements.space import Agreement
from comity.case.model import Case, Proposal
from comity.finding import Band, Quantity, Table
from comity.papers.candidates import Candidate, Candidates, Refusing, candidates
from comity.papers.put_forward import put_forward, side_by_side
from comity.questions.bargaining.answer import bargaining
from comity.questions.durability.lasting import Failure, Fare, Survival
from comity.questions.durability.result import Durability, nothing_considered
from talks import TALKS, talks


def rows(table: Table) -> dict[Any, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in table.rows}


def told(case: Case) -> tuple[str, ...]:
    parts, _ = put_forward(case, candidates(case), bargaining(case).result, None)
    return tuple(part for part in parts if isinstance(part, str))


def test_one_agreement_is_put_forward_alone() -> None:
    case = talks()
    assert told(case) == (
        "One agreement is put forward: of 1 efficient agreement the safest of each kind, by “The X” and “The Y”, which "
        "divide the signers most. The safest holds in 50 of 100 readings of the ranges.",
    )
    table = side_by_side(case, candidates(case).chosen, bargaining(case).result, None)
    assert table.columns == ("", "A")
    assert rows(table) == {
        "The X": ("P it is",),
        "The Y": ("Q",),
        "All sign, in so many readings": (Quantity(0.5, "in_100"),),
        "First to refuse": ("Beta, in 50 of 100",),
        "Alpha gains": (35.0,),
        "Beta gains": (0.0,),
        "Picked as fair by": ("Nash, Kalai-Smorodinsky, Egalitarian and Utilitarian",),
    }


def lower() -> Case:
    """The same with no-deal values so low, and without a range, that several agreements are possible."""
    interests = {**TALKS["interests"]}
    interests["a"] = {**interests["a"], "no_deal": "10"}
    interests["b"] = {**interests["b"], "no_deal": "10"}
    return talks(interests=interests)


def test_without_ranges_nothing_is_said_of_readings() -> None:
    case = lower()
    said = told(case)
    assert said == (
        "Two different agreements are put forward: of 2 efficient agreements the best of each kind for the worst-off "
        "signer, by “The X” and “The Y”, which divide the signers most.",
    )
    table = side_by_side(case, candidates(case).chosen, None, None)
    found = rows(table)
    assert "All sign, in so many readings" not in found
    assert found["Gains least"] == ("Beta", "Alpha")
    assert "Readings" not in table.note
    assert "Picked as fair by" not in found


def test_what_all_settle_alike_is_said_once() -> None:
    case = talks()
    both = tuple(
        Candidate(letter, Agreement({"x": option, "y": "q"}), (option,), None, (Refusing("a", None, 1.0),))
        for letter, option in (("A", "p"), ("B", "q"))
    )
    parts, short = put_forward(case, Candidates((("x", 2.0), ("y", 1.0)), both, None, 2), None, None)
    assert parts[1] == "In both: The Y: Q."
    assert short == parts[1:]
    table = parts[2]
    assert isinstance(table, Table)
    assert list(rows(table)) == ["The X", "Gains least", "Alpha gains"]


@pytest.mark.parametrize(("share", "refuses", "said"), [
    (1.0, 0.0, "nobody"), (0.9, 0.1, "Alpha, in 10 of 100"), (None, None, None),
])  # fmt: skip
def test_who_refuses_first(share: float | None, refuses: float | None, said: str | None) -> None:
    one = Candidate("A", Agreement({"x": "p", "y": "q"}), (), share, (Refusing("a", refuses, 1.0),))
    found = rows(side_by_side(talks(), (one,), None, None))
    assert found.get("First to refuse") == (None if said is None else (said,))
    assert found.get("Gains least") == (("Alpha",) if said is None else None)


@pytest.mark.parametrize(("failure", "said"), [
    (None, "nothing, in 40 years"),
    (Failure(6, "b", "wavering"), "the guarantor wavers: Beta would gain by attacking from year 6"),
])  # fmt: skip
def test_how_long_it_lasts_and_what_breaks_it(failure: Failure | None, said: str) -> None:
    agreement = Agreement({"x": "p", "y": "q"})
    peace = Band(0.2, 0.5, 0.8)
    fare = Fare({}, (agreement,), Survival((peace,) * 41), True, 1.0, {}, peace, peace, failure, 0.0)
    lasts = Durability(10, 0.5, nothing_considered("efficient"), (fare,))
    one = Candidate("A", agreement, (), 0.5, (Refusing("a", 0.5, 1.0),))
    found = rows(side_by_side(talks(), (one,), None, lasts))
    assert found["Peace after ten years"] == (Quantity(peace, "in_100"),)
    assert found["Breaks when"] == (said,)
    other = Candidate("A", Agreement({"x": "q", "y": "q"}), (), 0.5, (Refusing("a", 0.5, 1.0),))
    assert "Breaks when" not in rows(side_by_side(talks(), (other,), None, lasts))


def test_a_proposal_stands_under_its_name() -> None:
    case = talks(proposals={"leak": {"name": "Leaked text", "terms": {"x": "p", "y": "q"}}})
    assert isinstance(case.proposals["leak"], Proposal)
    found = candidates(case, {"leak": Agreement({"x": "p", "y": "q"})})
    assert side_by_side(case, found.chosen, None, None).columns == ("", "A: Leaked text")


def test_where_nothing_is_possible_nothing_is_put_forward() -> None:
    assert put_forward(talks(), Candidates((), (), None, 0), None, None) == ((), ())


def test_proposals_are_never_said_to_be_the_safest_found() -> None:
    terms: dict[str, Any] = {"x": "q", "y": "q"}
    one = lower().model_copy(update={"proposals": {"plan": Proposal.model_validate({"terms": terms})}})
    parts, _ = put_forward(one, candidates(one, {"plan": Agreement(terms)}), None, None)
    assert parts[0] == (
        "Three agreements are put forward: A as proposed, and B and C, of 2 efficient agreements the best of each kind "
        "for the worst-off signer, by “The X” and “The Y”, which divide the signers most."
    )
    alone = Candidate("A", Agreement(terms), (), 0.5, (Refusing("a", 0.5, 1.0),), proposal="plan")
    parts, _ = put_forward(one, Candidates((("x", 2.0), ("y", 1.0)), (alone,), 0.5, 2), None, None)
    assert parts[0] == "One agreement is put forward, as proposed."
